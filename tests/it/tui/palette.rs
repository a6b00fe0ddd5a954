//! The palette: commands by name, with what follows the name.

use insta::assert_snapshot;
use tidings::app::Effect;

use crate::support::newsroom::{Library, Newsroom};

#[test]
fn a_command_is_found_by_its_letters_and_run() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":tostar<enter>");
    assert_eq!(room.model.overlays.len(), 0);
    assert_eq!(room.notice(), "Starred");
}

#[test]
fn commands_over_the_panes() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    assert_snapshot!(room.keys(":mark").screen_with_faces());
}

#[test]
fn commands_in_a_narrow_window() {
    let mut room = Newsroom::new(Library::islands()).sized(50, 15);
    assert_snapshot!(room.keys(":re<down>").screen());
}

#[test]
fn what_follows_the_name_answers_what_the_command_asks() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":tags sea, wind<enter>");
    assert_eq!(room.model.overlays.len(), 0);
    let tags: Vec<String> = room.main().entries.rows()[0].tags.iter().map(ToString::to_string).collect();
    assert_eq!(tags, ["sea", "wind"]);
}

#[test]
fn tab_completes_and_the_last_command_comes_back() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":compa<tab><enter>");
    assert!(room.model.preferences.compact);
    assert!(room.orders.iter().any(|order| matches!(order, Effect::SavePreferences(_))));
    room.keys(":<up><enter>");
    assert!(!room.model.preferences.compact, "the same command again");
}

#[test]
fn no_such_command_is_said_and_esc_goes_back() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":xyzzy");
    assert!(room.screen().contains("No command of that name"));
    room.keys("<enter>");
    assert_eq!(room.model.overlays.len(), 1);
    room.keys("<esc>");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn what_follows_the_name_takes_the_place_of_what_stands_there() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("/reactor<enter>:search storm<enter>");
    assert_eq!(room.main().search.as_ref().map(|search| search.text.as_str()), Some("storm"));
}

#[test]
fn what_follows_a_name_that_asks_nothing_is_left() {
    let mut room = Newsroom::new(Library::islands());
    room.keys(":compact now<enter>");
    assert_eq!(room.model.overlays.len(), 0);
}
