//! The entries pane: moving, marking, paging, and arrivals that move nothing.

use tidings::app::{Effect, Focus, Marking, Session};
use tidings::config::MarkRead;
use tidings::domain::{EntryId, Event, FeedId};

use crate::support::newsroom::{Library, Newsroom, entry, safe};

fn marks(room: &Newsroom) -> Vec<(Vec<i64>, Marking)> {
    let marks = room.orders.iter().filter_map(|effect| match effect {
        Effect::Mark { entries, marking, .. } => {
            Some((entries.iter().map(|id| id.0).collect(), marking.clone()))
        }
        _ => None,
    });
    marks.collect()
}

fn mark_request(room: &Newsroom) -> tidings::domain::RequestId {
    let mut requests = room.orders.iter().filter_map(|effect| match effect {
        Effect::Mark { request, .. } => Some(*request),
        _ => None,
    });
    requests.next_back().expect("a mark")
}

#[test]
fn moving_shows_the_entry_and_does_not_mark_it() {
    let mut room = Newsroom::new(Library::of(9));
    room.keys("jjk");
    assert_eq!((room.selected().as_str(), room.shown().as_str()), ("Entry 2", "Entry 2"));
    assert_eq!(marks(&room), []);
}

#[test]
fn opening_marks_read_and_gives_the_article_the_keys() {
    for key in ["<enter>", "l"] {
        let mut room = Newsroom::new(Library::of(3));
        room.keys(key);
        assert_eq!(room.model.focus, Focus::Article);
        assert_eq!(marks(&room), [(vec![1], Marking::Read(true))]);
        assert_eq!(room.main().entries.rows().len(), 3, "a read entry stays");
        assert!(room.main().entries.rows()[0].read);
    }
}

#[test]
fn nothing_is_marked_by_itself_where_the_person_wants_it_so() {
    let mut room = Newsroom::new(Library::of(3));
    room.settings.mark_read = MarkRead::Manual;
    room.keys("<enter>n<space>");
    assert_eq!(marks(&room), []);
    room.keys("m");
    assert_eq!(marks(&room).len(), 1);
}

#[test]
fn an_entry_that_stays_on_the_screen_is_read_after_the_time_that_was_set() {
    let mut room = Newsroom::new(Library::of(3));
    room.settings.mark_read = MarkRead::After(std::time::Duration::from_secs(3));
    room.keys("j");
    assert!(room.orders.iter().any(|effect| matches!(effect, Effect::AwaitDwell { entry: EntryId(2), .. })));
    room.event(Event::EntryDwelled { entry: EntryId(1) });
    assert_eq!(marks(&room), [], "another one is on the screen by now");
    room.event(Event::EntryDwelled { entry: EntryId(2) });
    assert_eq!(marks(&room), [(vec![2], Marking::Read(true))]);
}

#[test]
fn marks_show_at_once_and_counts_follow() {
    let mut room = Newsroom::new(Library::islands());
    let unread = |room: &Newsroom| room.main().sources.list()[1].count;
    assert_eq!(unread(&room), 5);
    room.keys("m");
    assert_eq!(unread(&room), 4);
    assert_eq!(room.notice(), "Marked read");
    room.keys("ms");
    assert_eq!(unread(&room), 5);
    assert_eq!(marks(&room)[2], (vec![1], Marking::Starred(true)));
}

#[test]
fn a_mark_that_cannot_be_written_is_taken_back_with_its_counts() {
    let mut room = Newsroom::new(Library::islands());
    let before = room.main().sources.list().to_vec();
    room.keys("m");
    let request = mark_request(&room);
    room.event(Event::WriteFailed { request, reason: safe("the disk is full") });
    assert!(!room.main().entries.rows()[0].read);
    assert_eq!(room.main().sources.list(), before);
    assert_eq!(room.notice(), "Not saved: the disk is full");
}

#[test]
fn the_next_unread_entry_is_found_over_read_ones_and_marked() {
    let mut library = Library::of(5);
    library.entry(2).row.read = true;
    library.entry(3).row.read = true;
    let mut room = Newsroom::new(library);
    room.keys("hkl").keys("n");
    assert_eq!(room.selected(), "Entry 4");
    assert_eq!(marks(&room), [(vec![4], Marking::Read(true))]);
    room.keys("N");
    assert_eq!(room.selected(), "Entry 1");
    room.keys("N");
    assert_eq!(room.notice(), "No unread entry above");
}

#[test]
fn the_list_is_read_on_page_by_page() {
    let mut room = Newsroom::new(Library::of(440));
    assert_eq!(room.main().entries.rows().len(), 48 + 200, "the first rows, then a page");
    room.keys("G");
    assert_eq!(room.selected(), "Entry 248");
    assert_eq!(room.main().entries.rows().len(), 440);
    room.keys("GG");
    assert_eq!(room.selected(), "Entry 440");
    let ids: Vec<i64> = room.main().entries.rows().iter().map(|row| row.id.0).collect();
    assert_eq!(ids, (1..=440).collect::<Vec<_>>(), "each once, in order");
    room.keys("gg");
    assert_eq!(room.selected(), "Entry 1");
}

#[test]
fn what_arrived_since_the_start_of_the_list_was_read_is_not_marked_with_it() {
    let mut room = Newsroom::new(Library::of(440));
    let newest = room.main().entries.as_of;
    let feed = room.library.feeds[0].clone();
    room.library.entries.push(entry(900, &feed, "Unseen", 0, "<p>New.</p>"));
    room.keys("G");
    assert_eq!(room.main().entries.rows().len(), 440, "the next page was read");
    assert_eq!(room.main().entries.as_of, newest);
    room.event(Event::EntriesChanged { entries: Vec::new() });
    assert_eq!(room.main().entries.as_of, Some(EntryId(900)), "now it is listed");
}

#[test]
fn what_arrived_since_a_search_is_not_marked_with_its_hits() {
    let mut room = Newsroom::new(Library::of(20));
    room.keys("/entry<enter>");
    let newest = room.main().entries.as_of;
    let feed = room.library.feeds[0].clone();
    room.library.entries.push(entry(900, &feed, "Entry unseen", 0, "<p>New.</p>"));
    room.event(Event::EntriesChanged { entries: Vec::new() });
    assert_eq!((room.main().entries.rows().len(), room.main().entries.as_of), (20, newest));
}

#[test]
fn arrivals_come_in_above_and_move_neither_selection_nor_text() {
    let mut room = Newsroom::new(Library::of(60)).sized(120, 20);
    room.keys("<ctrl-d><ctrl-d><ctrl-d>j");
    let (selected, before) = (room.selected(), room.screen());
    let feed = room.library.feeds[0].clone();
    for id in 100..103 {
        room.library.entries.push(entry(id, &feed, "Fresh", 0, "<p>New.</p>"));
    }
    room.event(Event::RefreshStarted { feeds: 1 });
    room.event(Event::FeedRefreshed { feed: FeedId(1), new: 3, changed: 0 });
    assert_eq!(room.selected(), selected);
    assert_eq!(room.notice(), "3 new entries above");
    assert_eq!(room.main().entries.rows().len(), 63);
    let rows = |screen: &str| -> Vec<String> {
        let lines = screen.lines().skip(2).take(15);
        lines.map(|line| line.chars().skip(25).take(40).collect()).collect()
    };
    assert_eq!(rows(&room.screen()), rows(&before), "the list stands still");
}

#[test]
fn more_arrivals_than_a_page_leave_no_gap() {
    let mut room = Newsroom::new(Library::of(10));
    room.keys("j");
    let feed = room.library.feeds[0].clone();
    for id in 100..700 {
        room.library.entries.push(entry(id, &feed, "Fresh", 0, ""));
    }
    room.event(Event::RefreshStarted { feeds: 1 });
    room.event(Event::RefreshFinished { new: 600, changed: 0, failed: 0, cancelled: false });
    assert_eq!(room.main().entries.rows().len(), 610);
    assert_eq!(room.selected(), "Entry 2");
}

#[test]
fn a_list_that_began_empty_follows_the_newest_until_a_key_is_pressed() {
    let mut library = Library::of(0);
    let feed = library.feeds[0].clone();
    library.entries.clear();
    let mut room = Newsroom::new(library);
    room.event(Event::RefreshStarted { feeds: 1 });
    for (id, hours) in [(1, 5), (2, 3)] {
        room.library.entries.push(entry(id, &feed, &format!("Arrival {id}"), hours, ""));
        room.event(Event::EntriesChanged { entries: Vec::new() });
    }
    assert_eq!(room.selected(), "Arrival 2");
    room.keys("j");
    room.library.entries.push(entry(3, &feed, "Arrival 3", 1, ""));
    room.event(Event::EntriesChanged { entries: Vec::new() });
    assert_eq!(room.selected(), "Arrival 1");
}

#[test]
fn what_was_read_elsewhere_is_seen_and_stays_in_the_list() {
    let mut room = Newsroom::new(Library::of(3));
    room.library.entry(2).row.read = true;
    room.event(Event::EntriesChanged { entries: Vec::new() });
    let read: Vec<bool> = room.main().entries.rows().iter().map(|row| row.read).collect();
    assert_eq!(read, [false, true, false]);
}

#[test]
fn an_answer_to_an_old_question_is_dropped() {
    let mut room = Newsroom::new(Library::of(5));
    room.holds_answers = true;
    room.keys("jj");
    let answers = std::mem::take(&mut room.held);
    room.holds_answers = false;
    assert_eq!(answers.len(), 2);
    for answer in answers.into_iter().rev() {
        room.event(answer);
    }
    assert_eq!(room.shown(), "Entry 3");
}

#[test]
fn a_change_while_the_next_page_is_read_is_looked_at_afterwards() {
    let mut room = Newsroom::new(Library::of(450));
    room.holds_answers = true;
    room.keys("G");
    let page = std::mem::take(&mut room.held);
    room.holds_answers = false;
    let feed = room.library.feeds[0].clone();
    room.library.entries.push(entry(900, &feed, "Fresh", 0, "<p>New.</p>"));
    room.event(Event::EntriesChanged { entries: Vec::new() });
    for answer in page {
        room.event(answer);
    }
    assert_eq!(room.main().entries.rows().len(), 451);
}

#[test]
fn undo_and_redo_are_ordered_and_told() {
    let mut room = Newsroom::new(Library::of(2));
    room.keys("m").keys("u").keys("<ctrl-r>");
    let tail: Vec<&Effect> = room.orders.iter().skip(1).collect();
    assert_eq!(tail, [&Effect::Undo, &Effect::Redo]);
    room.event(Event::ChangeReverted { label: Some(safe("Undone: 1 marked read")) });
    assert_eq!(room.notice(), "Undone: 1 marked read");
}

#[test]
fn the_reader_opens_where_it_was_left_even_if_the_entry_is_read_by_now() {
    let mut room = Newsroom::new(Library::of(9));
    room.keys("jjj<enter>q").keys("<ctrl-c>");
    let saved = room.orders.iter().find_map(|effect| match effect {
        Effect::SaveSession(text) => Some(text.clone()),
        _ => None,
    });
    let session = Session::load(&saved.expect("a place")).expect("a readable place");
    let mut library = Library::of(9);
    library.entry(4).row.read = true;
    let room = Newsroom::restored(library, Some(&session));
    assert_eq!((room.selected().as_str(), room.shown().as_str()), ("Entry 4", "Entry 4"));
    assert_eq!(room.main().entries.rows().len(), 9);
}

#[test]
fn a_place_that_is_gone_is_no_trouble() {
    let session =
        Session::load("{\"source\":\"feed:77\",\"entry\":5,\"row\":4,\"scroll\":9}").expect("a place");
    let room = Newsroom::restored(Library::of(3), Some(&session));
    assert_eq!(room.selected(), "Entry 1");
    assert_eq!(room.main().article.top, 0);
    assert_eq!(Session::load("no place at all"), None);
}
