use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;

use super::*;
use crate::media;

const BELL: &[u8] = include_bytes!("../../../assets/demo/files/bell.png");
const CELL: PixelSize = PixelSize { width: 10, height: 20 };
const ROOM: Cells = Cells { columns: 20, rows: 6 };

fn images(protocol: PictureProtocol) -> Images {
    let mut images = Images::new(Some(protocol), ColourDepth::True);
    images.begin_frame(Some(CELL));
    images
}

fn encoded(images: &mut Images) -> Encoded {
    images.next_encoder().expect("an encoder").encode(BELL, ROOM).expect("a picture")
}

/// What is drawn of a picture in a pane of ten lines when it begins in line `top`.
fn drawn(picture: &Encoded, top: i32) -> Option<Buffer> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 10));
    let area = buffer.area;
    picture.draw(area, top, &mut buffer).then_some(buffer)
}

fn lines_with(buffer: &Buffer, sign: &str) -> Vec<u16> {
    let area = buffer.area;
    area.rows().filter(|row| buffer[(0, row.y)].symbol().contains(sign)).map(|row| row.y).collect()
}

#[test]
fn a_picture_of_kitty_is_sent_once_and_any_part_of_it_can_be_shown() {
    let picture = encoded(&mut images(PictureProtocol::Kitty));
    // 320 by 320 pixels in 6 lines of 20.
    let first = drawn(&picture, 2).expect("a picture");
    assert!(first[(0, 2)].symbol().starts_with("\u{1b}_Gq=2,i="), "{:?}", first[(0, 2)].symbol().get(..40));
    assert!(first[(0, 2)].symbol().contains("a=T,U=1,f=32,o=z,t=d,s=120,v=120,"));
    let placeholder = '\u{10eeee}';
    for (top, lines) in [(2, 2..8), (-2, 0..4), (7, 7..10)] {
        let buffer = drawn(&picture, top).expect("a picture");
        assert_eq!(lines_with(&buffer, &placeholder.to_string()), lines.collect::<Vec<_>>());
        assert!(lines_with(&buffer, "\u{1b}").is_empty(), "it is not sent again");
    }
}

#[test]
fn a_picture_in_one_piece_is_shown_whole_or_not_at_all() {
    for (protocol, start) in
        [(PictureProtocol::Sixel, "\u{1b}P"), (PictureProtocol::Iterm2, "\u{1b}]1337;File=inline=1;")]
    {
        let picture = encoded(&mut images(protocol));
        let buffer = drawn(&picture, 4).expect("a picture");
        assert_eq!(lines_with(&buffer, start), [4]);
        let skipped = |x, y| buffer[(x, y)].diff_option == CellDiffOption::Skip;
        assert!(skipped(1, 4) && skipped(11, 9) && !skipped(12, 9) && !skipped(0, 3));
        assert!(drawn(&picture, -1).is_none() && drawn(&picture, 5).is_none(), "{protocol:?}");
    }
}

#[test]
fn without_the_size_of_a_cell_there_are_blocks_of_colour() {
    let mut images = Images::new(Some(PictureProtocol::Kitty), ColourDepth::True);
    images.begin_frame(None);
    let picture = encoded(&mut images);
    let buffer = drawn(&picture, 0).expect("a picture");
    assert_eq!(lines_with(&buffer, "▀"), [0, 1, 2, 3, 4, 5]);
    // Half of the width of a square is as high.
    assert_eq!((buffer[(11, 0)].symbol(), buffer[(12, 0)].symbol()), ("▀", " "));
}

#[test]
fn cells_of_another_size_make_pictures_useless_and_the_terminal_is_told() {
    let mut images = images(PictureProtocol::Kitty);
    let (one, late) = (encoded(&mut images), encoded(&mut images));
    let number = one.number().expect("a number");
    images.put(PictureId(1), ROOM, one);
    assert!(images.get(PictureId(1), ROOM).is_some() && images.take_gone().is_empty());
    images.begin_frame(Some(PixelSize { width: 12, height: 24 }));
    assert!(images.get(PictureId(1), ROOM).is_none());
    assert_eq!(images.take_gone(), [number]);
    images.put(PictureId(2), ROOM, late);
    assert!(images.get(PictureId(2), ROOM).is_none(), "made for the old cells");
}

#[test]
fn pictures_that_were_not_near_the_screen_for_longest_go_first() {
    let mut images = images(PictureProtocol::Kitty);
    let put = |images: &mut Images, id| {
        let mut picture = encoded(images);
        picture.weigh(5 << 20);
        images.put(PictureId(id), ROOM, picture);
    };
    put(&mut images, 1);
    put(&mut images, 2);
    for _ in 0..3 {
        images.begin_frame(Some(CELL));
        images.get(PictureId(1), ROOM);
    }
    put(&mut images, 3);
    let held = |images: &Images| [1, 2, 3].map(|id| images.held.contains_key(&(PictureId(id), ROOM)));
    assert_eq!((held(&images), images.take_gone().len()), ([true, false, true], 1));
}

#[test]
fn what_is_no_picture_cannot_be_made() {
    let encoder = images(PictureProtocol::HalfBlocks).next_encoder().expect("an encoder");
    assert_eq!(encoder.encode(b"<html>", ROOM).err(), Some(media::Error::NoPicture));
}
