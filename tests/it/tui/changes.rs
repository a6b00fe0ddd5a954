//! The list of changes: what was done, to go back to.

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect};
use tidings::domain::{Change, ChangeId, ChangeKind, Event, RequestId};

use crate::support::newsroom::{Library, Newsroom, at, safe};

fn change(id: i64, label: &str, undone: bool) -> Change {
    Change {
        id: ChangeId(id),
        at: at(&format!("2026-05-07T1{id}:30:00Z")),
        kind: ChangeKind::Read,
        count: 1,
        label: safe(label),
        undone,
    }
}

pub(super) fn library() -> Library {
    let changes = vec![change(1, "Starred 1 entry", true), change(0, "2 marked read", false)];
    Library { changes, ..Library::islands() }
}

#[test]
fn changes_are_listed_newest_first() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    assert_snapshot!(room.keys("U").screen());
}

#[test]
fn enter_goes_back_to_the_selected_line() {
    let mut room = Newsroom::new(library());
    room.keys("Uj<enter>");
    let order = room.orders.iter().find_map(|order| match order {
        Effect::Change { order, .. } => Some(order.as_ref().clone()),
        _ => None,
    });
    assert_eq!(order, Some(ChangeOrder::RevertTo(ChangeId(0))));
}

#[test]
fn the_list_is_read_again_after_a_change_and_closes() {
    let mut room = Newsroom::new(library());
    room.keys("U");
    room.library.changes.truncate(1);
    room.event(Event::ChangeMade { request: RequestId(0), label: Some(safe("Undone: 2 marked read")) });
    assert!(!room.screen().contains("2 marked read  "));
    room.keys("q");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn an_empty_journal_says_so() {
    let mut room = Newsroom::new(Library::islands());
    assert!(room.keys("U").screen().contains("Nothing was changed yet."));
}

#[test]
fn what_cannot_be_undone_is_said() {
    let mut room = Newsroom::new(library());
    room.event(Event::RevertFailed { reason: safe("it cannot be undone and is passed over: it is gone") });
    assert_eq!(room.notice(), "It cannot be undone and is passed over: it is gone");
}
