//! Help: made from the registry, for the place below, with the keys as they are.

use tidings::app::Overlay;
use tidings::command::Keymap;

use crate::support::newsroom::{Library, Newsroom};

#[test]
fn help_shows_the_keys_of_the_place_and_closes_again() {
    let mut room = Newsroom::new(Library::islands()).sized(120, 90);
    room.keys("h?");
    let sources = room.screen();
    assert!(sources.contains("To the pane on the left"));
    assert!(!sources.contains("Star the entry"), "stars are for entries");
    room.keys("?l?");
    assert!(room.screen().contains("Star the entry"));
    for key in ["q", "?", "<esc>"] {
        assert_eq!(room.model.overlays.len(), 1);
        room.keys(key);
        assert_eq!(room.model.overlays.len(), 0, "{key}");
        room.keys("?");
    }
}

#[test]
fn help_scrolls_in_a_small_window_and_nothing_happens_below_it() {
    let mut room = Newsroom::new(Library::islands()).sized(60, 12);
    let selected = room.selected();
    room.keys("?");
    let first = room.screen();
    room.keys("jjjm");
    assert_ne!(room.screen(), first);
    room.keys("G<pagedown>");
    let Some(Overlay::Help(help)) = room.model.overlays.last() else { panic!("help is open") };
    assert_eq!(help.top, room.model.metrics.overlay.last_top());
    room.keys("q");
    assert_eq!(room.selected(), selected);
    assert_eq!(room.orders, []);
}

#[test]
fn keys_of_the_persons_own_stand_in_help() {
    let (keymap, mistakes) = Keymap::with_file("[entries]\n\"x\" = \"toggle-star\"\n\"s\" = \"none\"\n");
    assert_eq!(mistakes, []);
    let mut room = Newsroom::new(Library::islands()).sized(120, 90);
    room.model.keys.keymap = keymap;
    room.keys("?");
    let line = room.screen().lines().find(|line| line.contains("Star the entry")).map(str::to_owned);
    assert!(line.expect("a line").contains("x "), "the person's key");
}

#[test]
fn what_is_said_names_the_keys_of_the_persons_own() {
    let (keymap, mistakes) = Keymap::with_file(
        "[everywhere]\n\"U\" = \"undo\"\n\"u\" = \"none\"\n[entries]\n\"x\" = \"tags\"\n\"t\" = \"none\"\n",
    );
    assert_eq!(mistakes, []);
    let mut room = Newsroom::new(Library::islands());
    room.model.keys.keymap = keymap;
    room.keys("s");
    assert!(room.screen().contains("Starred · U undoes"), "{}", room.screen());
    room.keys("v");
    assert!(room.screen().contains("Move to the other end · m s x M mark it · v ends"), "{}", room.screen());
}
