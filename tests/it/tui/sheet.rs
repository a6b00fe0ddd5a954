//! What is known about a feed, a category, an entry.

use insta::assert_snapshot;

use crate::support::newsroom::{Library, Newsroom};

#[test]
fn an_entry_tells_where_it_comes_from() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    assert_snapshot!(room.keys("i").screen());
    room.keys("q");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn a_feed_in_trouble_tells_the_reason() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    room.keys("hG<down>i");
    assert_snapshot!(room.screen());
}

#[test]
fn a_category_names_its_feeds_in_trouble() {
    let mut room = Newsroom::new(Library::islands()).sized(50, 15);
    room.keys("hGkk");
    let screen = room.keys("i").screen();
    assert!(screen.contains("404"), "{screen}");
}

#[test]
fn a_sheet_scrolls_in_a_small_window() {
    let mut room = Newsroom::new(Library::islands()).sized(40, 8);
    room.keys("i");
    let first = room.screen();
    room.keys("jjj");
    assert_ne!(room.screen(), first);
    room.keys("G<pagedown>gg");
    assert_eq!(room.screen(), first);
}
