//! How lists are shown: order, days, read entries, one line or several, folded categories, ranges.

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect, Marking};
use tidings::domain::{EntryId, Event};

use crate::support::newsroom::{Library, Newsroom, safe};

fn titles(room: &Newsroom) -> Vec<String> {
    room.main().entries.rows().iter().map(|row| row.title.to_string()).collect()
}

#[test]
fn the_order_is_turned_and_kept_for_this_source() {
    let mut room = Newsroom::new(Library::of(5));
    room.keys("j");
    room.keys(":sort<enter>");
    assert_eq!(titles(&room), ["Entry 5", "Entry 4", "Entry 3", "Entry 2", "Entry 1"]);
    assert_eq!(room.selected(), "Entry 2", "the selection stays with its entry");
    room.keys("hj").keys("k");
    assert_eq!(titles(&room)[0], "Entry 5");
    assert!(room.orders.iter().any(|order| matches!(order, Effect::SavePreferences(_))));
}

#[test]
fn a_list_from_the_oldest_on_reads_on_page_by_page() {
    let mut room = Newsroom::new(Library::of(450));
    room.keys("gg:sort<enter>GGG");
    assert_eq!(room.selected(), "Entry 1");
    let rows = room.main().entries.rows();
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    assert_eq!(ids, (1..=450).rev().collect::<Vec<_>>(), "each once, in order");
}

#[test]
fn read_entries_are_hidden_and_what_is_read_now_stays() {
    let mut library = Library::of(4);
    library.entry(2).row.read = true;
    let mut room = Newsroom::new(library);
    room.keys("hGl");
    assert_eq!(titles(&room).len(), 4);
    room.keys("L");
    assert_eq!(titles(&room), ["Entry 1", "Entry 3", "Entry 4"]);
    room.keys("m");
    assert_eq!(titles(&room).len(), 3);
    room.keys("L");
    assert_eq!(titles(&room).len(), 4);
}

#[test]
fn an_empty_list_of_unread_entries_names_the_key_that_shows_the_others() {
    let mut library = Library::of(1);
    library.entry(1).row.read = true;
    let mut room = Newsroom::new(library);
    let screen = room.keys("hGlL").screen();
    assert!(screen.contains("All read. L shows read entries, r"), "{screen}");
}

#[test]
fn days_stand_above_their_entries() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 30);
    assert_snapshot!(room.keys(":days<enter>j").screen());
}

#[test]
fn compact_rows() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 14);
    assert_snapshot!(room.keys(":compact<enter>js").screen());
}

#[test]
fn a_range_is_marked_as_one() {
    let mut room = Newsroom::new(Library::of(5));
    room.keys("jvjj");
    assert_eq!(room.main().entries.range_rows(), Some((1, 3)));
    room.keys("s");
    let marks: Vec<(usize, Marking)> = room
        .orders
        .iter()
        .filter_map(|order| match order {
            Effect::Mark { entries, marking, .. } => Some((entries.len(), marking.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(marks, [(3, Marking::Starred(true))]);
    assert_eq!(room.notice(), "Starred: 3 entries");
    assert_eq!(room.main().entries.range, None, "a range ends with what it was for");
    room.keys("v<esc>");
    assert_eq!(room.main().entries.range, None);
}

#[test]
fn all_entries_here_are_marked_read_and_what_arrived_unseen_is_not() {
    let mut room = Newsroom::new(Library::of(3));
    room.keys("M");
    assert!(room.main().entries.rows().iter().all(|row| row.read), "at once on the screen");
    let order = room.orders.iter().find_map(|order| match order {
        Effect::Change { request, order } => Some((*request, order.as_ref().clone())),
        _ => None,
    });
    let Some((request, ChangeOrder::MarkAllRead { query, up_to })) = order else { panic!("an order") };
    assert_eq!((query.to_string().as_str(), up_to), ("unread", Some(EntryId(3))));
    room.event(Event::WriteFailed { request, reason: safe("the disk is full") });
    assert!(room.main().entries.rows().iter().all(|row| !row.read), "taken back");
}

#[test]
fn what_was_marked_is_told_with_the_way_back() {
    let mut room = Newsroom::new(Library::of(3));
    room.keys("M");
    let request = room.orders.iter().find_map(|order| match order {
        Effect::Change { request, .. } => Some(*request),
        _ => None,
    });
    room.event(Event::ChangeMade { request: request.expect("an order"), label: Some(safe("3 marked read")) });
    assert_eq!(room.notice(), "3 marked read");
}

#[test]
fn a_category_folds_and_its_counts_go_on() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    let rows = |room: &Newsroom| room.main().sources.seen_len();
    let all = rows(&room);
    room.keys("hjjj").keys("h");
    assert_eq!(rows(&room), all - 2);
    assert_snapshot!(room.screen());
    assert_eq!(room.main().entries.rows().len(), 4, "a folded category lists its feeds all the same");
    room.keys("l").keys("m").keys("h");
    let news = room.main().sources.selected().map(|row| (row.title.to_string(), row.count));
    assert_eq!(news, Some(("News".to_owned(), 4)));
    room.keys("l");
    assert_eq!(rows(&room), all);
}

#[test]
fn from_a_feed_left_goes_to_its_category() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("hjjjj");
    room.keys("h");
    assert_eq!(room.main().sources.selected().map(|row| row.title.to_string()).as_deref(), Some("News"));
}
