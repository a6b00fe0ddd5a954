//! The jump: from anywhere to a source, a tag or an entry, and back to the place before.

use std::time::Instant;

use insta::assert_snapshot;
use tidings::app::{Effect, Focus, Place, Source};
use tidings::domain::{EntryId, FeedId, SmartFeed};

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, Newsroom, entry, feed, safe};

fn library() -> Library {
    let mut library = Library::islands();
    library.tags = vec![safe("energy"), safe("sea & wind")];
    library.entry(2).row.tags = vec![safe("energy")];
    library
}

fn listed(room: &Newsroom) -> (Option<Source>, String) {
    (room.main().entries.source(), room.selected())
}

#[test]
fn a_feed_is_found_by_its_letters_and_listed() {
    let mut room = Newsroom::new(library());
    room.keys("<ctrl-p>sysw<enter>");
    assert_eq!(room.model.overlays.len(), 0);
    assert_eq!(room.model.focus, Focus::Entries);
    assert_eq!(room.main().sources.selected().map(|row| row.source), Some(Source::Feed(FeedId(3))));
    assert_eq!(room.main().entries.rows().len(), 2);
}

#[test]
fn the_way_back_leads_to_the_entry_of_before() {
    let mut room = Newsroom::new(library());
    room.keys("jj");
    let before = listed(&room);
    room.keys("<ctrl-p>harb<enter>");
    let there = listed(&room);
    assert_ne!(there, before);
    room.keys("<ctrl-p><enter>");
    assert_eq!(listed(&room), before);
    room.keys("<ctrl-p><enter>");
    assert_eq!(listed(&room), there, "and forth again");
}

#[test]
fn places_are_those_that_were_entered_however() {
    let mut room = Newsroom::new(library());
    room.keys("hjjj<enter>hj<enter>");
    let places: Vec<Place> = room.model.preferences.places.iter().map(|(place, _)| place).collect();
    assert_eq!(places.len(), 3, "rows that were passed over are no places: {places:?}");
    assert_eq!(places[2], Place::Source(Source::Smart(SmartFeed::Unread)));
    room.keys("<ctrl-c>");
    let kept = |order: &Effect| matches!(order, Effect::SavePreferences(text) if text.contains("places"));
    assert!(room.orders.iter().any(kept));
}

#[test]
fn a_tag_lists_its_entries_and_is_a_place_itself() {
    let mut room = Newsroom::new(library());
    let before = listed(&room);
    room.keys("<ctrl-p>ener<enter>");
    assert_eq!(listed(&room).1, "Reactor restart approved after eleven-year pause");
    assert_eq!(room.main().search.as_ref().map(|search| search.text.as_str()), Some("tag:energy"));
    room.keys("<ctrl-p><enter>");
    assert_eq!(listed(&room), before);
    room.keys("<ctrl-p><enter>");
    assert_eq!(room.main().entries.source(), Some(Source::Search));
    room.keys("<esc>");
    assert_eq!(listed(&room), before);
}

#[test]
fn a_tag_of_several_words_is_listed_too() {
    let mut library = library();
    library.entry(5).row.tags = vec![safe("sea & wind")];
    let mut room = Newsroom::new(library);
    room.keys("<ctrl-p>sea wind<enter>");
    assert_eq!(room.selected(), "Queues, again 🚀");
}

#[test]
fn an_entry_is_opened_in_its_feed() {
    let mut room = Newsroom::new(library());
    room.keys("<ctrl-p>ferries<enter>");
    assert_eq!(room.model.focus, Focus::Article);
    assert_eq!(listed(&room), (Some(Source::Feed(FeedId(2))), room.shown()));
    assert_eq!(room.shown(), "Storm shifts north, ferries cancelled");
    let row = room.main().entries.selected().expect("a row");
    assert!(row.read, "it is opened");
}

#[test]
fn an_entry_that_its_list_hides_is_shown_all_the_same() {
    let mut room = Newsroom::new(library());
    room.keys("<ctrl-p>sysw<enter>L");
    assert_eq!(room.main().entries.rows().len(), 1, "read entries are hidden");
    room.keys("<ctrl-p>queues<enter>");
    assert_eq!(listed(&room).1, "Queues, again 🚀");
    assert_eq!(room.main().entries.rows().len(), 2);
}

#[test]
fn an_entry_far_down_is_found_in_one_go() {
    let mut room = Newsroom::new(Library::of(1_500));
    room.keys("<ctrl-p>1234<enter>");
    assert_eq!(room.selected(), "Entry 1234");
    assert_eq!(room.main().entries.rows()[1_233].id, EntryId(1_234), "without a gap above it");
}

#[test]
fn what_comes_in_later_is_found_without_moving_a_choice() {
    let mut room = Newsroom::new(library());
    room.holds_answers = true;
    room.keys("<ctrl-p>e<down>");
    let before = room.screen();
    let chosen = before.lines().find(|line| line.contains('▌')).map(str::to_owned);
    room.holds_answers = false;
    for answer in std::mem::take(&mut room.held) {
        room.event(answer);
    }
    let screen = room.screen();
    assert!(screen.contains("energy"), "{screen}");
    assert_eq!(screen.lines().find(|line| line.contains('▌')).map(str::to_owned), chosen);
}

#[test]
fn nothing_of_that_name_is_said() {
    let mut room = Newsroom::new(library());
    assert!(room.keys("<ctrl-p>xyzzyq").screen().contains("Nothing of that name"));
    room.keys("<enter>");
    assert_eq!(room.model.overlays.len(), 1);
    room.keys("<esc>");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn a_feed_that_is_gone_is_not_offered() {
    let mut room = Newsroom::new(library());
    room.keys("<ctrl-p>harb<enter><ctrl-p>sysw<enter>");
    room.library.feeds.retain(|feed| feed.id != FeedId(2));
    room.event(tidings::domain::Event::FeedsChanged);
    assert!(!room.keys("<ctrl-p>").screen().contains("Harbour"));
}

#[test]
fn letters_are_marked() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    assert_snapshot!(room.keys("<ctrl-p>re").screen_with_faces());
}

#[test]
fn places_before_anything_is_typed() {
    let mut room = Newsroom::new(library()).sized(120, 40);
    room.keys("<ctrl-p>harb<enter><ctrl-p>energy<enter>");
    assert_snapshot!(room.keys("<ctrl-p>").screen());
}

#[test]
fn in_a_narrow_window() {
    let mut room = Newsroom::new(library()).sized(50, 15);
    assert_snapshot!(room.keys("<ctrl-p>s<down>").screen());
}

/// 1,000 feeds and 2,000 entries. The limit is for a matcher without optimisation on a busy machine; it
/// shows if a key costs more than one look at each name.
#[test]
fn a_key_takes_no_time_among_thousands() {
    let mut library = Library::of(0);
    library.feeds = (1..=1_000).map(|n| feed(n, &format!("Outlet of the {n} islands"), None)).collect();
    let title = |n| format!("{n} ships wait off the northern harbour while the storm moves on to the east");
    library.entries = (1..=2_000)
        .map(|n| {
            let feed = &library.feeds[usize::try_from(n % 1_000).expect("small")];
            entry(n, feed, &title(n), n, "")
        })
        .collect();
    let mut room = Newsroom::new(library);
    room.keys("<ctrl-p>");
    let mut slowest = std::time::Duration::ZERO;
    for key in ["s", "t", "o", "r", "m", "7", "<backspace>"] {
        let started = Instant::now();
        room.keys(key);
        slowest = slowest.max(started.elapsed());
    }
    assert!(slowest.as_secs() < 3, "{slowest:?}");
    assert!(room.screen().contains("ships wait"));
}

#[test]
fn the_demo_is_crossed_with_a_few_letters() {
    let mut app = TestApp::demo(120, 40);
    app.keys("<ctrl-p>isco<enter>");
    let screen = app.screen();
    assert!(screen.contains("│ Isle Courier"), "{screen}");
    app.keys("<ctrl-p>reactor<enter>");
    let there = app.screen();
    assert!(there.to_lowercase().contains("reactor"), "{there}");
    let mut app = app.restart(120, 40);
    app.keys("<ctrl-p>");
    assert!(app.screen().contains("Isle Courier                  "), "places are kept:\n{}", app.screen());
}
