//! Feed health: who is in trouble and what can be done about it.

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect, Focus, RefreshScope, Source};
use tidings::domain::{Event, FeedId, FeedState, RequestId};

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, Newsroom, at, feed, safe};

/// A feed of each kind beside those that are fine.
fn library() -> Library {
    let mut library = Library::islands();
    for feed in &mut library.feeds {
        feed.health.last_success = Some(at("2026-05-07T10:00:00Z"));
        feed.health.last_attempt = feed.health.last_success;
    }
    let failing = &mut library.feeds[3].health;
    failing.failures = 6;
    failing.last_success = Some(at("2026-04-03T10:00:00Z"));
    failing.next_check = Some(at("2026-05-07T17:30:00Z"));
    let mut waiting = feed(5, "r/rust", None);
    waiting.health.last_attempt = Some(at("2026-05-07T11:50:00Z"));
    waiting.health.error = Some(safe("the server answered 429: too many requests"));
    waiting.health.state = FeedState::Waiting { until: at("2026-05-07T14:20:00Z") };
    let mut gone = feed(6, "The old ferry timetable of the outer islands", None);
    gone.health.error = Some(safe("the server answered 410: gone for good"));
    gone.health.state = FeedState::Gone;
    library.feeds.extend([waiting, gone, feed(7, "Tiny tools", None)]);
    library
}

fn health(width: u16, height: u16) -> Newsroom {
    let mut room = Newsroom::new(library()).sized(width, height);
    room.keys("H");
    room
}

fn refreshed(room: &Newsroom) -> Vec<FeedId> {
    let scope = room.orders.iter().rev().find_map(|order| match order {
        Effect::Refresh(RefreshScope::Feeds(feeds)) => Some(feeds.clone()),
        _ => None,
    });
    scope.expect("a refresh of some feeds")
}

#[test]
fn wide() {
    assert_snapshot!(health(120, 40).screen());
}

#[test]
fn medium() {
    assert_snapshot!(health(80, 24).keys("jj").screen_with_faces());
}

#[test]
fn narrow() {
    assert_snapshot!(health(50, 15).keys("j").screen());
}

#[test]
fn signs_of_ascii_alone() {
    let mut room = Newsroom::new(library()).sized(80, 24).ascii();
    let screen = room.keys("H").screen();
    assert!(screen.is_ascii(), "{screen}");
    assert!(screen.contains("x ") && screen.contains("! "), "{screen}");
}

#[test]
fn the_selected_feed_is_tried_again_and_its_row_tells_what_came_of_it() {
    let mut room = health(80, 24);
    room.keys("r");
    assert_eq!(refreshed(&room), [FeedId(4)]);
    assert!(room.screen().contains("↻ Kernel notes"));
    room.event(Event::FeedRefreshed { feed: FeedId(4), new: 0, changed: 0 });
    let screen = room.screen();
    assert!(screen.contains("5 fine · 1 failing · 1 waiting"), "{screen}");
    let row = screen.lines().position(|line| line.contains("Kernel notes"));
    assert_eq!(row, Some(2), "it stays where it is");
    room.library.feeds[3].health.error = None;
    room.event(Event::FeedsChanged);
    let screen = room.screen();
    let row = screen.lines().position(|line| line.contains("Kernel notes"));
    assert!(row > Some(4), "until the feeds are read again:\n{screen}");
    assert!(screen.lines().nth(row.expect("a row")).is_some_and(|line| line.starts_with('▌')));
}

#[test]
fn all_that_fail_are_tried_again() {
    let mut room = health(80, 24);
    room.keys("R");
    assert_eq!(refreshed(&room), [FeedId(4), FeedId(6)]);
    room.event(Event::FeedFailed { feed: FeedId(4), reason: safe("no answer within 20 seconds") });
    let screen = room.screen();
    assert!(screen.contains("no answer within 20 seconds") && screen.contains("7 failures"), "{screen}");
    assert!(!screen.contains("↻ Kernel notes"), "{screen}");
}

#[test]
fn nothing_is_tried_where_nothing_fails() {
    let mut room = Newsroom::new(Library::of(3));
    room.keys("HR");
    assert_eq!(room.notice(), "No feed is failing");
}

#[test]
fn enter_leads_to_the_feed() {
    let mut room = health(120, 40);
    room.keys("G<enter>");
    assert_eq!((room.model.overlays.len(), room.model.focus), (0, Focus::Sources));
    assert_eq!(room.main().sources.selected().map(|row| row.source), Some(Source::Feed(FeedId(7))));
}

#[test]
fn details_and_the_way_back() {
    let mut room = health(80, 24);
    assert!(room.keys("i").screen().contains("It failed 6 times in a row"));
    room.keys("q");
    assert!(room.screen().contains("Feed health"));
    room.keys("q");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn a_feed_is_unsubscribed_from_and_that_can_be_undone() {
    let mut room = health(80, 24);
    room.keys("D");
    let order = room.orders.iter().find_map(|order| match order {
        Effect::Change { order, .. } => Some(order.as_ref().clone()),
        _ => None,
    });
    assert_eq!(order, Some(ChangeOrder::Unsubscribe(vec![FeedId(4)])));
    room.library.feeds.remove(3);
    room.event(Event::ChangeMade { request: RequestId(0), label: Some(safe("Unsubscribed")) });
    assert!(!room.screen().contains("Kernel notes"));
    room.keys("u");
    assert!(room.orders.contains(&Effect::Undo));
}

#[test]
fn settings_are_those_of_the_selected_feed() {
    let mut room = health(80, 24);
    room.keys("E");
    assert!(!room.screen().contains("Feed health"));
    assert_eq!(room.main().sources.selected().map(|row| row.source), Some(Source::Feed(FeedId(4))));
}

#[test]
fn a_thousand_feeds_are_scrolled_and_told_of() {
    let feeds = (1..=1_000).map(|n| feed(n, &format!("Feed {n:04}"), None)).collect();
    let mut library = Library { feeds, ..Library::default() };
    for feed in &mut library.feeds {
        feed.health.last_attempt = Some(at("2026-05-07T11:50:00Z"));
    }
    let mut room = Newsroom::new(library).sized(80, 24);
    room.keys("H<pagedown>G");
    let screen = room.screen();
    assert!(screen.contains("1,000 feeds · 1,000 fine"), "{screen}");
    assert!(screen.contains("▌   Feed 1000"), "{screen}");
    assert_eq!(screen.matches("no entries yet").count(), 20, "the last ones are told of as well:\n{screen}");
}

#[test]
fn no_feeds_at_all_is_said() {
    let mut room = Newsroom::new(Library::default()).sized(80, 10);
    assert!(room.keys("qH").screen().contains("There is no feed yet. + subscribes to one."));
    room.keys("riDE<enter>q");
}

#[test]
fn a_retry_asks_the_feed_and_its_row_follows() {
    let mut app = TestApp::demo(120, 40);
    app.keys("H");
    let first = app.screen();
    assert!(first.contains("1 failing") && first.contains("Gull Head Weather"), "{first}");
    assert!(first.contains(" in the last week"), "the store told how much feeds brought:\n{first}");
    app.keys("r");
    let screen = app.screen();
    assert!(screen.contains("2 failures") && !screen.contains("↻ Gull Head"), "{screen}");
}
