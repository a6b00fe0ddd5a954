//! Stories on the screen: one block each, unfolding, the rest of a story, top stories, coverage.

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect, Marking};
use tidings::domain::{EntryId, Event, StoryId};

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, Newsroom, feed, safe};

/// Five entries of three outlets; 1, 2 and 4 tell one story.
fn storm() -> Library {
    let mut library = Library::of(5);
    library.feeds.extend([feed(2, "Isle Courier", None), feed(3, "Northern Ledger", None)]);
    for (id, outlet) in [(1, 1), (2, 2), (4, 3)] {
        let (title, feed) = {
            let feed = library.feeds.iter().find(|feed| feed.id.0 == outlet).expect("a feed");
            (feed.title.clone(), feed.id)
        };
        let row = &mut library.entry(id).row;
        (row.story, row.feed_title, row.feed) = (Some(StoryId(7)), title, feed);
    }
    library
}

fn titles(room: &Newsroom) -> Vec<String> {
    room.main().entries.rows().iter().map(|row| row.title.to_string()).collect()
}

fn changes(room: &Newsroom) -> Vec<ChangeOrder> {
    let changes = room.orders.iter().filter_map(|effect| match effect {
        Effect::Change { order, .. } => Some((**order).clone()),
        _ => None,
    });
    changes.collect()
}

#[test]
fn a_story_is_one_block_and_unfolds_in_its_place() {
    let mut room = Newsroom::new(storm());
    assert_eq!(titles(&room), ["Entry 1", "Entry 3", "Entry 5"]);
    assert!(room.screen().contains("+2"), "{}", room.screen());
    room.keys("x");
    assert_eq!(titles(&room), ["Entry 1", "Entry 2", "Entry 4", "Entry 3", "Entry 5"]);
    assert_eq!(room.selected(), "Entry 1");
    assert_snapshot!(room.screen());
    room.keys("jjx");
    assert_eq!(titles(&room), ["Entry 1", "Entry 3", "Entry 5"]);
    assert_eq!(room.selected(), "Entry 1", "folded from beneath, the block is selected");
    room.keys("jx");
    assert_eq!(room.notice(), "There is nothing to unfold: no other entry here tells this");
}

#[test]
fn stories_are_folded_until_the_person_wants_every_entry_here() {
    let mut room = Newsroom::new(storm());
    room.keys(":stories<enter>");
    assert_eq!(titles(&room).len(), 5);
    assert_eq!(room.notice(), "Every entry stands by itself");
    room.keys("hkjl");
    assert_eq!(titles(&room).len(), 5, "kept for this source");
    room.keys(":stories<enter>");
    assert_eq!(titles(&room).len(), 3);
}

#[test]
fn the_first_unread_telling_stands_for_its_story_and_stays() {
    let mut library = storm();
    library.entry(1).row.read = true;
    let mut room = Newsroom::new(library);
    room.keys("hGkl");
    room.keys("hggl");
    assert_eq!(titles(&room)[0], "Entry 2", "{:?}", titles(&room));
    room.keys("m");
    room.event(Event::EntriesChanged { entries: Vec::new() });
    assert_eq!(titles(&room)[0], "Entry 2", "nothing jumps away");
}

#[test]
fn opening_one_telling_offers_to_mark_the_rest() {
    let mut room = Newsroom::new(storm());
    room.keys("<enter>");
    assert_eq!(room.notice(), "2 others tell this");
    assert!(room.screen().contains("X marks them read"), "{}", room.screen());
    room.keys("X");
    let Some(ChangeOrder::MarkAllRead { query, up_to: None }) = changes(&room).pop() else {
        panic!("{:?}", room.orders)
    };
    assert_eq!(query.to_string(), "story:7");
    room.keys("hx");
    assert!(room.main().entries.rows()[..3].iter().all(|row| row.read), "at once on the screen");
    let marks = room
        .orders
        .iter()
        .filter(|effect| matches!(effect, Effect::Mark { marking: Marking::Read(true), .. }));
    assert_eq!(marks.count(), 1, "the one that was opened");
}

#[test]
fn what_is_one_story_and_what_is_not_is_said_by_name() {
    let mut room = Newsroom::new(storm());
    room.keys(":not-the-same-story<enter>");
    assert!(matches!(&changes(&room)[..], [ChangeOrder::SeparateStories(ids)] if *ids == [EntryId(1)]));
    room.keys(":same-story<enter>");
    assert_eq!(room.notice(), "A story needs two entries");
    room.keys("vj:same-story<enter>");
    assert!(
        matches!(&changes(&room)[..], [_, ChangeOrder::UniteStories(ids)] if *ids == [EntryId(1), EntryId(3)])
    );
}

#[test]
fn a_new_telling_does_not_move_the_block() {
    let mut room = Newsroom::new(storm());
    room.keys("jj");
    let mut new = room.library.entries[0].clone();
    (new.row.id, new.row.title) = (EntryId(6), safe("Entry 6"));
    room.library.entries.push(new);
    room.event(Event::EntriesChanged { entries: Vec::new() });
    assert_eq!(titles(&room), ["Entry 1", "Entry 3", "Entry 5"]);
    assert_eq!(room.selected(), "Entry 5");
}

#[test]
fn the_selected_entry_stands_for_the_story_that_it_turns_out_to_be_of() {
    let mut library = storm();
    for id in [1, 2, 4] {
        library.entry(id).row.story = None;
    }
    let mut room = Newsroom::new(library);
    room.keys("jjj");
    for id in [1, 2, 4] {
        room.library.entry(id).row.story = Some(StoryId(7));
    }
    room.event(Event::StoriesGrouped { changed: 1 });
    assert_eq!(room.selected(), "Entry 4");
    assert_eq!(titles(&room), ["Entry 3", "Entry 4", "Entry 5"]);
}

#[test]
fn the_coverage_of_an_entry_that_is_alone_is_none() {
    let mut room = Newsroom::new(Library::of(2));
    room.keys("c");
    assert_eq!(room.notice(), "No other entry tells this, as far as your feeds go");
}

#[test]
fn top_stories_stand_by_rank_and_tell_why() {
    let mut app = TestApp::demo(120, 40);
    app.keys("hj");
    assert_snapshot!(app.screen());
    app.keys("li");
    assert!(app.screen().contains("outlets tell it"), "{}", app.screen());
}

#[test]
fn the_coverage_of_the_top_story() {
    let mut app = TestApp::demo(120, 40);
    app.keys("hjlc");
    assert_snapshot!(app.screen());
    app.keys("j<enter>");
    assert!(app.screen().contains("← Top stories"), "{}", app.screen());
}

#[test]
fn the_coverage_on_a_small_terminal() {
    let mut app = TestApp::demo(80, 24);
    assert_snapshot!(app.keys("hjlc").screen());
}

#[test]
fn the_coverage_on_a_telephone() {
    let mut app = TestApp::demo(50, 15);
    assert_snapshot!(app.keys("hjlc").screen());
}
