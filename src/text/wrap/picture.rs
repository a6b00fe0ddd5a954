//! The lines that are kept free for a picture, from what the page declares of its size: the text must
//! not jump when the picture comes. What is in them is drawn by the screen. Called by `blocks`.

use crate::text::document::PixelSize;

/// A shape that most pictures of the news have, for those that declare none.
const USUAL: PixelSize = PixelSize { width: 16, height: 9 };
/// Pixels of a page across a column of text, whatever pixels the terminal has: a picture takes as much of
/// the text as on the page.
pub const PAGE_PIXELS: u32 = 8;
/// A frame with words in it needs so many lines.
const LEAST_ROWS: u64 = 3;
/// Narrower than this a picture shows nothing.
const LEAST_COLUMNS: u64 = 4;

/// What pictures may take of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureRoom {
    /// Lines at most.
    pub most_rows: u16,
    /// The pixels of a cell, of which the shape counts.
    pub cell: PixelSize,
}

/// A line that is kept free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureLine {
    /// Which image of the document, from 0, as [`Document::figures`] counts.
    ///
    /// [`Document::figures`]: crate::text::document::Document::figures
    pub figure: usize,
    /// Which line of those kept for it, from 0.
    pub row: u16,
    /// All lines kept for it.
    pub rows: u16,
    /// Columns kept for it.
    pub columns: u16,
    /// Columns to the left of it.
    pub indent: u16,
}

impl PictureRoom {
    /// Columns and lines for a picture in a column of text: never wider than it, never taller than allowed,
    /// never larger than on the page.
    #[must_use]
    pub fn kept_for(&self, declared: Option<PixelSize>, width: usize) -> (u16, u16) {
        let width = (width as u64).max(1);
        let most_rows = u64::from(self.most_rows.max(1));
        let [cell_width, cell_height] =
            [self.cell.width, self.cell.height].map(|side| u64::from(side).max(1));
        let columns = declared.map_or(width, |size| u64::from(size.width.div_ceil(PAGE_PIXELS)).min(width));
        let shape = declared.unwrap_or(USUAL);
        let [shape_width, shape_height] = [shape.width, shape.height].map(|side| u64::from(side).max(1));
        let rows = (columns * cell_width * shape_height).div_ceil(shape_width * cell_height);
        // A tall picture is made narrower instead of being cut; its words have the whole column.
        let rows = rows.clamp(LEAST_ROWS.min(most_rows), most_rows);
        let columns = columns.max(LEAST_COLUMNS.min(width));
        (u16::try_from(columns).unwrap_or(u16::MAX), u16::try_from(rows).unwrap_or(u16::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Markup;
    use crate::text::html::parse_document;
    use crate::text::wrap::{Layout, to_lines};

    const ROOM: PictureRoom = PictureRoom { most_rows: 5, cell: PixelSize { width: 8, height: 16 } };

    #[test]
    fn every_picture_has_its_lines_wherever_it_stands() {
        let image = |name: &str| format!("<img alt={name} src=/{name}.jpg width=160 height=160>");
        let html = format!(
            "{}<ul><li>one</li><li>two{}</li></ul><img alt=words><blockquote><p>said</p>{}</blockquote><p>end</p>",
            image("a"),
            image("b"),
            image("c"),
        );
        let document = parse_document(&Markup::clean(&html), Some("https://a.example/"));
        let names: Vec<&str> = document.figures().iter().map(|figure| figure.alt.as_str()).collect();
        assert_eq!(names, ["a", "b", "words", "c"]);
        let lines = to_lines(&document, &Layout { width: 40, pictures: Some(ROOM), ..Layout::default() });
        let kept = lines.iter().filter_map(|line| line.picture);
        let kept: Vec<(usize, u16, u16)> = kept.map(|line| (line.figure, line.row, line.indent)).collect();
        let of = |figure, indent| (0..5).map(move |row| (figure, row, indent));
        assert_eq!(kept, of(0, 0).chain(of(1, 2)).chain(of(3, 2)).collect::<Vec<_>>());
        let words = to_lines(&document, &Layout { width: 40, ..Layout::default() });
        assert!(lines.windows(2).all(|two| two[0].anchor <= two[1].anchor), "places go on");
        assert_eq!(lines.last().map(|line| line.anchor), words.last().map(|line| line.anchor));
    }

    #[test]
    fn a_picture_keeps_its_shape_and_stays_in_its_column() {
        let room = PictureRoom { most_rows: 20, cell: PixelSize { width: 8, height: 16 } };
        let kept = |width, height, column| room.kept_for(Some(PixelSize { width, height }), column);
        assert_eq!(kept(640, 360, 80), (80, 20), "22.5 lines would be too many");
        assert_eq!(kept(640, 320, 80), (80, 20));
        assert_eq!(kept(640, 320, 40), (40, 10));
        assert_eq!(kept(160, 160, 80), (20, 10), "not larger than it is");
        assert_eq!(kept(4000, 40, 40), (40, 3), "room for words");
        assert_eq!(kept(30, 3000, 40), (4, 20));
        assert_eq!(room.kept_for(None, 32), (32, 9));
        assert_eq!(kept(u32::MAX, u32::MAX, usize::MAX / 2).1, 20);
        let tiny = PictureRoom { most_rows: 1, cell: PixelSize { width: 0, height: 0 } };
        assert_eq!(tiny.kept_for(None, 0), (1, 1));
    }
}
