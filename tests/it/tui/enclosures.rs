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

#[test]
fn the_picture_of_an_illustrated_text_is_no_file_to_open() {
    let listed = |html: &str, files: &[&str]| {
        let mut library = Library::islands();
        library.entry(2).content = Markup::clean(html);
        library.entry(2).enclosures = files.iter().map(|url| file(url, "image/jpeg", 0, None, "")).collect();
        let mut room = Newsroom::new(library).sized(80, 24);
        room.keys("jz");
        room.screen().lines().filter(|line| line.starts_with(" [")).count()
    };
    let (one, two) = ("https://files.example/1.jpg", "https://files.example/2.jpg");
    assert_eq!(listed("<p>Words.</p>", &[one]), 1);
    assert_eq!(
        listed(&format!("<img src={one} alt=a><p>Words.</p>"), &[one, two]),
        2,
        "the mark and the other one"
    );
    assert_eq!(
        listed("<p>Words.</p><img src=https://files.example/0.jpg alt=a>", &[one]),
        1,
        "the mark alone"
    );
}
