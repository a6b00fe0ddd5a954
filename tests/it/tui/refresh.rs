//! A refresh as the reader sees it: progress, troubles, how it ended.

use tidings::app::{Effect, RefreshScope};
use tidings::domain::{Event, FeedId, Progress};

use crate::support::newsroom::{Library, Newsroom, at, safe};

fn status(room: &mut Newsroom) -> String {
    room.screen().lines().last().expect("a line").trim().to_owned()
}

#[test]
fn progress_is_live_and_the_end_is_told() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("R");
    assert_eq!(status(&mut room), "↻ refreshing");
    room.event(Event::RefreshStarted { feeds: 40 });
    room.event(Event::RefreshProgressed(Progress { feeds: 40, done: 12, failed: 1, new: 3 }));
    assert_eq!(status(&mut room), "↻ 12/40 feeds · 3 new · 1 failed");
    room.event(Event::RefreshFinished { new: 3, changed: 0, failed: 1, cancelled: false });
    assert_eq!(status(&mut room), "3 new entries · 1 failed");
    assert_eq!(room.orders.last(), Some(&Effect::AwaitNextDue));
}

#[test]
fn a_refresh_that_nobody_asked_for_is_silent_when_it_brings_nothing() {
    let mut room = Newsroom::new(Library::islands());
    room.event(Event::FeedsDue);
    room.event(Event::RefreshFinished { new: 0, changed: 0, failed: 2, cancelled: false });
    assert_eq!(room.notice(), "");
    room.keys("R");
    room.event(Event::RefreshFinished { new: 0, changed: 0, failed: 0, cancelled: false });
    assert_eq!(room.notice(), "Nothing new");
    room.keys("R");
    room.event(Event::RefreshFinished { new: 0, changed: 1, failed: 0, cancelled: false });
    assert_eq!(room.notice(), "1 changed");
}

#[test]
fn a_feed_that_fails_is_marked_until_it_answers() {
    let mut room = Newsroom::new(Library::islands());
    let trouble = |room: &Newsroom| room.main().sources.list()[6].trouble.clone();
    room.event(Event::FeedFailed { feed: FeedId(2), reason: safe("no answer in 30 s") });
    assert_eq!(trouble(&room), Some(safe("no answer in 30 s")));
    room.keys("hjjjjj");
    assert_eq!(status(&mut room), "✕ no answer in 30 s");
    room.event(Event::FeedRefreshed { feed: FeedId(2), new: 0, changed: 0 });
    assert_eq!(trouble(&room), None);
}

#[test]
fn escape_at_the_top_stops_a_refresh() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("R<esc><esc>");
    assert_eq!(room.orders.last(), Some(&Effect::CancelRefresh));
    room.event(Event::RefreshFinished { new: 1, changed: 0, failed: 0, cancelled: true });
    assert_eq!(room.notice(), "1 new entry · stopped");
}

#[test]
fn a_refresh_that_could_not_be_made_says_why() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("R");
    room.event(Event::RefreshFailed { reason: safe("another tidings is refreshing") });
    assert_eq!(status(&mut room), "another tidings is refreshing");
}

#[test]
fn without_feeds_there_is_nothing_to_refresh() {
    let mut room = Newsroom::new(Library::default());
    room.keys("q").keys("R");
    assert_eq!(room.notice(), "There is no feed to refresh yet");
    assert_eq!(room.orders, []);
}

#[test]
fn a_thousand_feeds_are_not_a_thousand_looks_at_the_list() {
    let mut room = Newsroom::new(Library::of(30));
    room.event(Event::RefreshStarted { feeds: 1_000 });
    room.holds_answers = true;
    for _ in 0..1_000 {
        room.event(Event::FeedRefreshed { feed: FeedId(1), new: 1, changed: 0 });
    }
    assert!(room.held.len() <= 1, "{}", room.held.len());
}

#[test]
fn damage_of_the_database_is_told() {
    let mut room = Newsroom::new(Library::of(3));
    room.event(Event::DamageFound { reason: safe("the database is damaged") });
    assert!(status(&mut room).contains("the database is damaged"));
}

#[test]
fn one_feed_waits_for_the_refresh_that_is_running_and_then_comes() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("R");
    let orders = room.orders.len();
    room.keys("hjjjjjr");
    assert_eq!(room.notice(), "Follows when the refresh that is running has ended");
    assert!(!room.orders[orders..].iter().any(|order| matches!(order, Effect::Refresh(_))));
    room.event(Event::RefreshFinished { new: 1, changed: 0, failed: 0, cancelled: false });
    let next = room.orders[orders..].iter().filter(|order| matches!(order, Effect::Refresh(_)));
    let feed = Effect::Refresh(RefreshScope::Feeds(vec![FeedId(2)]));
    assert_eq!(next.collect::<Vec<_>>(), [&feed]);
    room.event(Event::RefreshFinished { new: 0, changed: 0, failed: 0, cancelled: false });
    assert_eq!(room.notice(), "Nothing new");
}

#[test]
fn all_feeds_are_not_begun_again_while_they_are_refreshed() {
    let mut room = Newsroom::new(Library::islands());
    room.keys("RR");
    assert_eq!(room.notice(), "All feeds are being refreshed already");
    assert_eq!(room.orders.iter().filter(|order| matches!(order, Effect::Refresh(_))).count(), 1);
}

#[test]
fn a_network_that_is_away_is_said_once_and_blames_nobody() {
    let mut room = Newsroom::new(Library::islands()).sized(80, 24);
    room.keys("R");
    room.event(Event::NetworkLost { since: at("2026-05-07T11:40:00Z") });
    room.event(Event::RefreshFinished { new: 0, changed: 0, failed: 0, cancelled: false });
    let line = status(&mut room);
    assert!(line.starts_with("offline · 11:40"), "{line}");
    assert!(line.contains("The network is away: feeds are fetched as soon as it is back"), "{line}");
    room.keys("j").event(Event::FeedsDue);
    room.event(Event::RefreshFinished { new: 0, changed: 0, failed: 0, cancelled: false });
    assert_eq!(status(&mut room).trim(), "offline · 11:40", "what nobody asked for says nothing");
    room.event(Event::NetworkFound);
    assert_eq!(status(&mut room).trim(), "");
}
