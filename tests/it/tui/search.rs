//! Search: as one types, with its mistakes, its hits and the way back.

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect, Focus, Source};

use crate::support::newsroom::{Library, Newsroom};

#[test]
fn hits_come_with_every_letter_and_the_way_back_leads_to_the_entry() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("jj");
    let before = room.selected();
    room.keys("/reactor");
    assert_eq!(room.selected(), "Reactor restart approved after eleven-year pause");
    room.keys("<enter>");
    assert_eq!(room.model.focus, Focus::Entries);
    assert_eq!(room.main().entries.source(), Some(Source::Search));
    room.keys("<esc>");
    assert_eq!(
        (room.main().entries.source(), room.selected()),
        (Some(room.main().sources.list()[1].source), before)
    );
}

#[test]
fn hits_in_the_list() {
    let mut room = Newsroom::new(Library::islands()).sized(120, 40);
    assert_snapshot!(room.keys("/queues<enter>").screen_with_faces());
}

#[test]
fn typing_at_medium_width() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    assert_snapshot!(room.keys("/storm").screen());
}

#[test]
fn a_mistake_stands_under_its_character() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    room.keys("/storm and (feed:");
    assert_snapshot!(room.screen());
    room.keys("<enter>");
    assert_eq!(room.model.overlays.len(), 1, "a mistake is mended before it is taken");
}

#[test]
fn nothing_found_is_said() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("/zebra<enter>");
    assert!(room.screen().contains("Nothing was found"));
}

#[test]
fn an_old_answer_is_dropped() {
    let mut room = Newsroom::new(Library::islands());
    room.holds_answers = true;
    room.keys("/st");
    let answers = std::mem::take(&mut room.held);
    room.holds_answers = false;
    for answer in answers.into_iter().rev() {
        room.event(answer);
    }
    assert_eq!(room.main().search.as_ref().map(|search| search.text.as_str()), Some("st"));
    let found = room.main().entries.rows().len();
    assert_eq!(
        found,
        room.library
            .entries
            .iter()
            .filter(|e| e.row.title.as_str().to_lowercase().contains("st"))
            .count()
            .max(found)
    );
}

#[test]
fn everything_that_can_be_done_with_entries_can_be_done_with_hits() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("/queues<enter>s");
    assert!(room.main().entries.rows()[0].starred);
    room.keys("/");
    assert!(room.screen().contains("Search  queues"), "the line can be changed");
}

#[test]
fn what_was_searched_before_comes_back() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("/reactor<enter><esc>/<up>");
    assert!(room.screen().contains("Search  reactor"));
    assert_eq!(room.main().entries.rows().len(), 1);
    room.keys("<esc>");
    assert_eq!(room.main().search, None);
}

#[test]
fn choosing_another_source_ends_the_search() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("/reactor<enter>hj");
    assert_eq!(room.main().search, None);
    assert_ne!(room.main().entries.source(), Some(Source::Search));
}

#[test]
fn a_search_is_kept_as_a_smart_feed() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    room.keys("/reactor<ctrl-s>");
    assert_snapshot!(room.screen());
    room.keys("Reactors<enter>");
    let order = room.orders.iter().find_map(|order| match order {
        Effect::Change { order, .. } => Some(order.as_ref()),
        _ => None,
    });
    let Some(ChangeOrder::SaveSmartFeed { id: None, title, query }) = order else { panic!("{order:?}") };
    assert_eq!((title.as_str(), query.to_string().as_str()), ("Reactors", "reactor"));
    assert_eq!(room.main().entries.source(), Some(Source::Search), "the hits stay");
}

#[test]
fn only_a_search_that_can_be_made_is_kept_and_only_under_a_free_name() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("<ctrl-s>");
    assert_eq!(room.notice(), "Search first with /, then keep the search");
    room.keys("/storm and (<ctrl-s>");
    assert!(room.screen().contains("Search  storm and ("), "the mistake is mended first");
    room.keys("<ctrl-u>storm<ctrl-s><enter>");
    assert!(room.screen().contains("A smart feed needs a name"));
}
