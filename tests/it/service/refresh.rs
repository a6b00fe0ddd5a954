//! Refreshing: what is asked, what is stored, what one feed's trouble does to the others.

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::SignedDuration;
use tidings::domain::{Event, FeedState};
use tidings::query::Query;
use tidings::service::{Error, RefreshRequest, RefreshScope, Reporter, SubscribeOptions, refresh, subscribe};
use tidings::store::{FetchScope, Listing};
use tokio::sync::mpsc;

use super::{House, rss};
use crate::support::server::{Latch, Served, Server};

async fn add(house: &House, address: &str) {
    let options = SubscribeOptions { no_fetch: true, ..SubscribeOptions::default() };
    let added = subscribe(&house.services, address, &options).await;
    assert_eq!(added.error, None);
}

fn titles(house: &House, query: &str) -> Vec<String> {
    let listing = Listing { query: Query::parse(query).expect("a query"), ..Listing::default() };
    let page = house.services.store.list(&listing, &house.services.clock.moment()).expect("a page");
    page.rows.iter().map(|row| row.title.to_string()).collect()
}

#[tokio::test]
async fn a_second_refresh_sends_the_validators_and_stores_nothing_twice() {
    let server = Server::start(|_| Served::feed(rss("Post", 3, "")).etag("W/\"odd\\\"one\""));
    let house = House::new();
    add(&house, &server.url("/feed")).await;

    let first = house.refresh(RefreshScope::All).await;
    assert_eq!((first.feeds, first.updated, first.new_entries), (1, 1, 3));
    let second = house.refresh(RefreshScope::All).await;
    assert_eq!((second.not_modified, second.new_entries, second.changed_entries), (1, 0, 0));

    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].header_bytes("if-none-match"), Some(b"W/\"odd\\\"one\"".as_slice()));
    assert_eq!(titles(&house, "").len(), 3);
}

#[tokio::test]
async fn the_same_bytes_again_change_nothing_where_the_server_knows_no_304() {
    let server = Server::start(|_| Served::feed(rss("Post", 3, "")));
    let house = House::new();
    add(&house, &server.url("/feed")).await;
    house.refresh(RefreshScope::All).await;
    let again = house.refresh(RefreshScope::All).await;
    assert_eq!((again.updated, again.not_modified, again.changed_entries), (0, 1, 0));
}

#[tokio::test]
async fn an_edited_entry_keeps_what_the_person_did_with_it() {
    let edition = std::sync::Arc::new(AtomicUsize::new(0));
    let counter = std::sync::Arc::clone(&edition);
    let server = Server::start(move |_| match counter.fetch_add(1, Ordering::SeqCst) {
        0 => Served::feed(rss("Post", 2, "first edition")),
        _ => Served::feed(rss("Post", 3, "second edition")),
    });
    let house = House::new();
    add(&house, &server.url("/feed")).await;
    house.refresh(RefreshScope::All).await;
    let target = tidings::store::Target::Query {
        query: Query::parse("title:\"Item 1\"").expect("a query"),
        up_to: None,
    };
    for mark in [
        tidings::store::Mark::Read(true),
        tidings::store::Mark::Starred(true),
        tidings::store::Mark::Tag("kept".into()),
    ] {
        house.services.store.mark(target.clone(), mark, house.services.clock.moment()).await.expect("a mark");
    }

    let report = house.refresh(RefreshScope::All).await;
    assert_eq!((report.new_entries, report.changed_entries), (1, 2));
    assert_eq!(titles(&house, "read starred tag:kept"), ["Item 1 of Post"]);
    assert_eq!(titles(&house, "\"second edition\"").len(), 3);
    assert_eq!(titles(&house, "\"first edition\"").len(), 0);
}

#[tokio::test]
async fn one_bad_feed_never_delays_or_harms_the_others() {
    let latch = Latch::new();
    let held = latch.clone();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/slow" => Served::feed(rss("Slow", 1, "")).held(&held),
        "/broken" => Served::ok("neither XML nor JSON"),
        "/missing" => Served::status(404),
        "/cut" => Served::feed(rss("Cut", 1, "")).gzip().cut_after(20),
        path => Served::feed(rss(&path[1..], 2, "")),
    });
    let house = House::new();
    for path in ["/slow", "/broken", "/missing", "/cut", "/a", "/b"] {
        add(&house, &server.url(path)).await;
    }
    let (send, mut events) = mpsc::channel(64);
    let reporter = Reporter { events: Some(send), ..Reporter::silent() };
    let services = house.services.clone();
    #[allow(clippy::disallowed_methods, reason = "a test is its own runtime")]
    let running = tokio::task::spawn(async move {
        let request = RefreshRequest { scope: RefreshScope::All, full_text: false };
        refresh(&services, request, &reporter).await
    });
    let mut settled = 0;
    while settled < 5 {
        match events.recv().await.expect("an event") {
            Event::FeedRefreshed { .. } | Event::FeedFailed { .. } => settled += 1,
            _ => {}
        }
    }
    assert_eq!(titles(&house, "").len(), 4, "readable while the slow feed still hangs");
    latch.open();
    let report = running.await.expect("no panic").expect("a refresh");
    assert_eq!((report.updated, report.failed, report.new_entries), (3, 3, 5));
    let feeds = house.services.store.feeds().expect("feeds");
    let failed = |path: &str| {
        let feed = feeds.iter().find(|feed| feed.url.as_str().ends_with(path)).expect("the feed");
        feed.health.error.as_ref().expect("a reason").to_string()
    };
    assert!(failed("/missing").contains("404"), "{}", failed("/missing"));
    assert!(!failed("/broken").is_empty() && !failed("/cut").is_empty());
}

#[tokio::test]
async fn retry_after_holds_for_a_refresh_of_everything_and_ends() {
    let server = Server::start(|_| Served::status(429).header("Retry-After", "600"));
    let house = House::new();
    add(&house, &server.url("/busy")).await;
    assert_eq!(house.refresh(RefreshScope::All).await.failed, 1);
    let report = house.refresh(RefreshScope::All).await;
    assert_eq!((report.failed, server.requests().len()), (1, 1), "not asked again");
    assert!(report.errors[0].error.to_string().contains("waits until"), "{}", report.errors[0].error);
    house.clock.forward(SignedDuration::from_mins(11));
    house.refresh(RefreshScope::All).await;
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_feed_that_is_gone_is_paused_and_says_so() {
    let server = Server::start(|_| Served::status(410));
    let house = House::new();
    add(&house, &server.url("/gone")).await;
    assert_eq!(house.refresh(RefreshScope::All).await.failed, 1);
    house.refresh(RefreshScope::All).await;
    assert_eq!(server.requests().len(), 1);
    let feeds = house.services.store.feeds().expect("feeds");
    assert_eq!(feeds[0].health.state, FeedState::Gone);
}

#[tokio::test]
async fn a_permanent_move_is_kept_and_a_passing_one_is_not() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/old" => Served::redirect(301, "/new"),
        "/today" => Served::redirect(302, "/elsewhere"),
        _ => Served::feed(rss("Post", 2, "")),
    });
    let house = House::new();
    add(&house, &server.url("/old")).await;
    add(&house, &server.url("/today")).await;
    house.refresh(RefreshScope::All).await;
    let mut urls: Vec<String> =
        house.services.store.feeds().expect("feeds").iter().map(|feed| feed.url.to_string()).collect();
    urls.sort();
    assert_eq!(urls, [server.url("/new"), server.url("/today")]);
    assert_eq!(titles(&house, "").len(), 4);
}

#[tokio::test]
async fn due_is_decided_feed_by_feed() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/fresh" => Served::feed(rss("Fresh", 2, "")).header("Cache-Control", "max-age=36000"),
        _ => Served::feed(rss("Plain", 12, "")),
    });
    let house = House::new();
    add(&house, &server.url("/fresh")).await;
    add(&house, &server.url("/plain")).await;
    assert_eq!(house.refresh(RefreshScope::Due).await.feeds, 2);
    assert_eq!(house.refresh(RefreshScope::Due).await.feeds, 0);
    house.clock.forward(SignedDuration::from_hours(8));
    assert_eq!(house.refresh(RefreshScope::Due).await.feeds, 1);
    house.clock.forward(SignedDuration::from_hours(24));
    assert_eq!(house.refresh(RefreshScope::Due).await.feeds, 2);
}

#[tokio::test]
async fn a_cancelled_refresh_keeps_what_is_stored_and_frees_the_lock() {
    let latch = Latch::new();
    let held = latch.clone();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/slow" => Served::feed(rss("Slow", 1, "")).held(&held),
        _ => Served::feed(rss("Quick", 2, "")),
    });
    let house = House::new();
    add(&house, &server.url("/slow")).await;
    add(&house, &server.url("/quick")).await;
    let (send, mut events) = mpsc::channel(64);
    let reporter = Reporter { events: Some(send), ..Reporter::silent() };
    let cancel = reporter.cancel.clone();
    let services = house.services.clone();
    let all = RefreshRequest { scope: RefreshScope::All, full_text: false };
    let request = all.clone();
    #[allow(clippy::disallowed_methods, reason = "a test is its own runtime")]
    let running = tokio::task::spawn(async move { refresh(&services, request, &reporter).await });
    while !matches!(events.recv().await.expect("an event"), Event::FeedRefreshed { .. }) {}
    let second = refresh(&house.services, all.clone(), &Reporter::silent()).await;
    assert!(matches!(second, Err(Error::RefreshRunning)), "one refresh at a time");
    cancel.cancel();
    let report = running.await.expect("no panic").expect("a report");
    assert!(report.cancelled);
    assert_eq!(titles(&house, "").len(), 2);
    latch.open();
    refresh(&house.services, all, &Reporter::silent()).await.expect("the lock is free");
}

#[tokio::test]
async fn a_public_feed_never_leads_into_the_private_network() {
    let server = Server::start(|_| Served::feed(rss("Post", 1, "")));
    let house = House::new();
    add(&house, &server.url("/feed")).await;
    house.refresh(RefreshScope::All).await;
    let plans = house.services.store.fetch_plans(&FetchScope::All).expect("plans");
    assert_eq!(
        plans[0].reach,
        Some(tidings::domain::Reach::Private),
        "the person's own feed stays reachable"
    );
}
