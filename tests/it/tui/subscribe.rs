//! Subscribing: looking at an address, choosing, the category, and what can go wrong.

use insta::assert_snapshot;
use tidings::app::{ChangeOrder, Effect, Input, Message, RefreshScope, Source};
use tidings::domain::{Completeness, Event, FeedContent, FeedId, FeedPreview, Preview, RequestId};

use crate::support::newsroom::{Library, Newsroom, at, safe, url};

fn content(entries: usize, completeness: Completeness) -> FeedContent {
    let newest = [
        (
            "Queues, again: what a waiting line tells of those who wait in it, and of those who never do",
            "2026-05-07T10:00:00Z",
        ),
        ("Clocks that agree", "2026-05-03T10:00:00Z"),
        ("日本語の見出しも幅を守って", "2026-03-03T10:00:00Z"),
    ];
    let newest = newest.iter().map(|(title, date)| (safe(title), Some(at(date)))).collect();
    FeedContent { kind: "Atom", entries, newest, completeness }
}

fn feed(title: &str, address: &str, content: Option<FeedContent>) -> FeedPreview {
    FeedPreview {
        url: url(address),
        title: safe(title),
        site: None,
        description: content
            .as_ref()
            .map(|_| safe("Essays on systems of all sizes, once a week, without haste.")),
        already: None,
        content,
    }
}

fn library() -> Library {
    let whole = || content(14, Completeness::FeedText);
    let one = feed("Slow systems", "https://slow.example/atom.xml", Some(whole()));
    let comments = feed("Slow systems: comments", "https://slow.example/comments.xml", None);
    let mut known = feed("The Harbour Post", "https://the-harbour-post.example/feed.xml", Some(whole()));
    known.already = Some(FeedId(2));
    let looked =
        feed("All comments", "https://slow.example/comments.xml", Some(content(3, Completeness::Headline)));
    let of =
        |feeds: &[&FeedPreview]| Ok(Preview { feeds: feeds.iter().map(|feed| (*feed).clone()).collect() });
    let reason = "https://page.example/ is a page that names no feed: look on it for a link called RSS or \
                  feed and give that address, or try the front page of the site";
    Library {
        previews: vec![
            ("slow.example", of(&[&one])),
            ("several.example", of(&[&one, &comments, &known])),
            ("https://slow.example/comments.xml", of(&[&looked])),
            ("page.example", Err(safe(reason))),
        ],
        ..Library::islands()
    }
}

fn subscribed(room: &Newsroom) -> Vec<(String, Option<String>)> {
    let orders = room.orders.iter().filter_map(|order| match order {
        Effect::Change { order, .. } => Some(order.as_ref()),
        _ => None,
    });
    let orders = orders.filter_map(|order| match order {
        ChangeOrder::Subscribe { url, category, title: None, .. } => {
            Some((url.to_string(), category.as_ref().map(ToString::to_string)))
        }
        _ => None,
    });
    orders.collect()
}

#[test]
fn what_may_be_typed_is_shown_first() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    assert_snapshot!(room.keys("+").screen());
}

#[test]
fn looking_is_said_in_the_same_frame_and_escape_stops_it() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    room.holds_answers = true;
    room.keys("+slow.example<enter>");
    assert_snapshot!(room.screen());
    room.keys("<esc>");
    assert!(room.orders.contains(&Effect::CancelPreview));
    let late = room.held.pop().expect("an answer");
    room.event(late);
    let screen = room.screen();
    assert!(screen.contains("slow.example") && !screen.contains("Slow systems"), "{screen}");
    room.keys("<esc>");
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn a_feed_is_shown_before_it_is_subscribed_to() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    room.keys("+slow.example<enter>");
    assert_snapshot!(room.screen());
    room.keys("<enter>");
    assert_eq!(subscribed(&room), [("https://slow.example/atom.xml".to_owned(), None)]);
    assert_eq!(room.model.overlays.len(), 0);
}

#[test]
fn the_category_is_completed_or_new() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    room.keys("+slow.example<enter>bl");
    assert!(room.screen().contains("tab: Blogs"));
    room.keys("<tab> / Slow<enter>");
    assert_eq!(subscribed(&room)[0].1.as_deref(), Some("Blogs/Slow"));
}

#[test]
fn the_category_of_the_selected_source_is_offered() {
    let mut room = Newsroom::new(library());
    room.keys("hjjj").keys("+slow.example<enter><enter>");
    assert_eq!(subscribed(&room)[0].1.as_deref(), Some("News"));
}

#[test]
fn feeds_of_a_page_are_chosen_from() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    room.keys("+several.example<enter><down>");
    assert_snapshot!(room.screen());
    room.keys("<enter>");
    let screen = room.screen();
    assert!(screen.contains("All comments") && screen.contains("headlines only"), "{screen}");
    room.keys("<enter>");
    assert_eq!(subscribed(&room)[0].0, "https://slow.example/comments.xml");
}

#[test]
fn feeds_of_a_page_in_a_wide_window() {
    let mut room = Newsroom::new(library()).sized(120, 40);
    assert_snapshot!(room.keys("+several.example<enter>").screen());
}

#[test]
fn feeds_of_a_page_in_a_small_window() {
    let mut room = Newsroom::new(library()).sized(50, 15);
    assert_snapshot!(room.keys("+several.example<enter>").screen());
}

#[test]
fn a_feed_that_is_known_is_said_and_gone_to() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    room.keys("+several.example<enter><down><down>");
    assert!(room.screen().contains("You are subscribed to it. Enter goes there."));
    room.keys("<enter>");
    assert_eq!(room.main().entries.source(), Some(Source::Feed(FeedId(2))));
    assert_eq!(subscribed(&room), []);
}

#[test]
fn a_reason_stands_under_the_line_which_stays_to_be_mended() {
    let mut room = Newsroom::new(library()).sized(80, 24);
    room.keys("+page.example<enter>");
    assert_snapshot!(room.screen());
    room.keys("<ctrl-u>slow.example<enter>");
    assert!(room.screen().contains("14 entries"));
}

#[test]
fn an_empty_line_and_a_paste() {
    let mut room = Newsroom::new(library());
    room.keys("+<enter>");
    assert!(room.screen().contains("Type or paste an address first"));
    room.message(Message::Input(Input::Paste("slow.example\n".to_owned()))).keys("<enter>");
    assert!(room.screen().contains("14 entries"));
}

#[test]
fn another_address_forgets_what_was_found() {
    let mut room = Newsroom::new(library());
    room.keys("+slow.example<enter><tab>x");
    assert!(!room.screen().contains("14 entries"));
    room.keys("<enter>");
    assert!(room.screen().contains("nothing is there"));
}

#[test]
fn the_palette_takes_an_address() {
    let mut room = Newsroom::new(library());
    room.keys(":subscribe<space>slow.example<enter>");
    assert!(room.screen().contains("14 entries"));
}

#[test]
fn a_new_feed_is_fetched_and_selected_as_soon_as_it_is_there() {
    let mut room = Newsroom::new(library());
    room.library.feeds.push(crate::support::newsroom::feed(9, "Slow systems", Some(2)));
    let added = Event::FeedAdded {
        request: RequestId(0),
        feed: FeedId(9),
        title: safe("Slow systems"),
        already: false,
    };
    room.event(added);
    assert_eq!(room.notice(), "Subscribed to Slow systems");
    assert_eq!(room.main().entries.source(), Some(Source::Feed(FeedId(9))));
    assert_eq!(room.orders.last(), Some(&Effect::Refresh(RefreshScope::Feeds(vec![FeedId(9)]))));
    room.event(Event::RefreshFinished { new: 14, changed: 0, failed: 0, cancelled: false });
    assert_eq!(room.notice(), "Subscribed to Slow systems", "it stays to be read");
}

#[test]
fn a_refresh_that_is_running_is_not_stopped_by_a_new_feed() {
    let mut room = Newsroom::new(library());
    room.keys("R");
    let added =
        Event::FeedAdded { request: RequestId(0), feed: FeedId(9), title: safe("Slow"), already: false };
    room.event(added);
    let fetch = Effect::Refresh(RefreshScope::Feeds(vec![FeedId(9)]));
    assert!(!room.orders.contains(&fetch));
    room.event(Event::RefreshFinished { new: 0, changed: 0, failed: 0, cancelled: false });
    assert!(room.orders.contains(&fetch));
}
