//! Files that belong to an entry: under its text, with numbers that go on from those of its links.

use insta::assert_snapshot;
use tidings::app::Effect;
use tidings::domain::{Enclosure, MediaKind};
use tidings::text::Markup;

use crate::support::newsroom::{Library, Newsroom, safe, url};

fn file(address: &str, media_type: &str, length: u64, duration: Option<u32>, title: &str) -> Enclosure {
    Enclosure {
        url: safe(address),
        media_type: (!media_type.is_empty()).then(|| safe(media_type)),
        length: (length > 0).then_some(length),
        duration,
        title: (!title.is_empty()).then(|| safe(title)),
    }
}

fn with_files() -> Newsroom {
    let mut library = Library::islands();
    let entry = library.entry(2);
    entry.content = Markup::clean(
        "<p>Two <a href=https://a.example/1>links</a> and <a href=https://a.example/2>more</a>.</p>",
    );
    entry.enclosures = vec![
        file("https://files.example/harbour-song.mp3", "audio/mpeg", 24_300_000, Some(1_880), ""),
        file(
            "https://files.example/v",
            "video/mp4",
            0,
            None,
            "The whole sitting of the council on the lease of the quay, part two",
        ),
        file("ftp://files.example/notes.txt", "text/plain", 512, None, ""),
    ];
    let mut room = Newsroom::new(library).sized(80, 24);
    room.keys("jz");
    room
}

#[test]
fn files_stand_under_the_text_with_numbers_of_their_own() {
    assert_snapshot!(with_files().screen_with_faces());
}

#[test]
fn a_number_opens_a_file_with_the_program_of_its_kind() {
    let mut room = with_files();
    room.keys("O3");
    let song = url("https://files.example/harbour-song.mp3");
    assert!(room.orders.contains(&Effect::OpenFile(MediaKind::Audio, song)), "{:?}", room.orders);
    room.keys("O4");
    assert!(room.orders.contains(&Effect::OpenFile(MediaKind::Video, url("https://files.example/v"))));
    room.keys("O2");
    assert_eq!(room.opened(), ["https://a.example/2"]);
}

#[test]
fn what_is_not_of_the_web_is_shown_and_not_opened() {
    let mut room = with_files();
    room.orders.clear();
    room.keys("O5");
    assert!(room.screen().contains("5 is no address of the web"), "{}", room.screen());
    assert_eq!(room.orders, []);
}

#[test]
fn files_in_a_narrow_window() {
    let mut room = with_files().sized(50, 15);
    assert_snapshot!(room.screen());
}
