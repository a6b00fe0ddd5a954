//! The store on real files: what arrives, what the person changes, and the file itself.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, too, fail by panicking")]

mod activity;
mod arrivals;
mod categories;
mod counts;
mod downloads;
mod file;
mod formats;
mod identities;
mod journal;
mod notes;
mod salvage;
mod smart_feeds;
mod stories;
mod versions;
mod walk;

use std::time::Duration;

use tidings::domain::{Completeness, Entry, EntryId, EntryRow, FeedId, Moment, Timestamp, WebUrl};
use tidings::store::{
    Applied, FetchOutcome, FetchRecord, IncomingEntry, Listing, Mark, Marked, NewFeed, ParsedFetch, Store,
    Target, Validators,
};
use tidings::text::{Markup, SafeText};

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).expect("an instant")
}

pub fn moment(seconds: i64) -> Moment {
    Moment { now: at(seconds), zone: jiff::tz::TimeZone::UTC }
}

pub fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).expect("an address")
}

pub fn new_feed(address: &str) -> NewFeed {
    NewFeed { url: url(address), title: None, category: None, site_url: None }
}

pub async fn subscribe(store: &Store, address: &str) -> FeedId {
    store.subscribe(vec![new_feed(address)], at(0)).await.expect("subscribed")[0].id
}

/// An entry with a text that names its key and its edition.
pub fn incoming(store: &Store, key: u64, edition: u64) -> IncomingEntry {
    IncomingEntry {
        key,
        aliases: Vec::new(),
        content_hash: key * 1000 + edition,
        at: at(i64::try_from(key).expect("a small key") * 60),
        published: None,
        updated: None,
        title: SafeText::new(&format!("Title {key}.{edition}")),
        publisher: None,
        author: None,
        url: Some(url(&format!("https://a.example/{key}"))),
        comments_url: None,
        language: None,
        completeness: Completeness::FeedText,
        body: Some(store.packer().pack(&Markup::clean(&format!("<p>Text {key}.{edition}</p>")))),
        enclosures: Vec::new(),
        related: Vec::new(),
        categories: Vec::new(),
    }
}

pub fn parsed(entries: Vec<IncomingEntry>) -> ParsedFetch {
    ParsedFetch {
        validators: Validators::default(),
        body_hash: 1,
        moved_to: None,
        title: None,
        site_url: None,
        entries,
    }
}

pub fn record(feed: FeedId, outcome: FetchOutcome) -> FetchRecord {
    FetchRecord { feed, at: at(100), next_check: Some(at(1000)), adaptive: None, reach: None, outcome }
}

pub async fn arrive(store: &Store, feed: FeedId, entries: Vec<IncomingEntry>) -> Applied {
    let outcome = FetchOutcome::Parsed(Box::new(parsed(entries)));
    store.record_fetch(record(feed, outcome)).await.expect("recorded")
}

/// Entries 1 to `count` arrive in `feed`.
pub async fn fill(store: &Store, feed: FeedId, count: u64) {
    arrive(store, feed, (1..=count).map(|key| incoming(store, key, 0)).collect()).await;
}

pub async fn mark(store: &Store, entries: &[EntryId], mark: Mark) -> Marked {
    store.mark(Target::Entries(entries.to_vec()), mark, moment(200)).await.expect("marked")
}

pub fn rows(store: &Store) -> Vec<EntryRow> {
    store.list(&Listing::default(), &moment(0)).expect("a list").rows
}

/// The ids of all entries in the order of arrival.
pub fn ids(store: &Store) -> Vec<EntryId> {
    let mut ids: Vec<EntryId> = rows(store).iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

pub fn entry(store: &Store, id: EntryId) -> Entry {
    store.entry(id).expect("a read").expect("an entry")
}

pub async fn close(store: &Store) {
    store.close(Duration::from_secs(10)).await;
}
