//! What articles said before they were edited.

use tidings::domain::{Completeness, EntryId, FullText, TextOrigin};
use tidings::store::{IncomingEntry, Mark, Store};
use tidings::text::{Markup, SafeText};

use super::{arrive, at, close, entry, fill, ids, incoming, mark, rows, subscribe, url};

/// The first entry with another text.
fn edition(store: &Store, hash: u64, title: &str, html: &str) -> IncomingEntry {
    IncomingEntry {
        content_hash: hash,
        title: SafeText::new(title),
        body: Some(store.packer().pack(&Markup::clean(html))),
        ..incoming(store, 1, 0)
    }
}

async fn with_one() -> (Store, tidings::domain::FeedId, EntryId) {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    arrive(&store, feed, vec![edition(&store, 1, "Title", "<p>The cost is 12 million.</p>")]).await;
    let id = ids(&store)[0];
    (store, feed, id)
}

#[tokio::test]
async fn an_edit_keeps_what_was_said_and_marks_the_entry() {
    let (store, feed, id) = with_one().await;
    mark(&store, &[id], Mark::Read(true)).await;
    let edited = IncomingEntry {
        updated: Some(at(100)),
        ..edition(&store, 2, "Another title", "<p>The cost is 15 million.</p>")
    };
    arrive(&store, feed, vec![edited]).await;
    let versions = store.versions(id).unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!(versions[0].title.as_str(), "Title");
    assert_eq!(versions[0].content.source(), "<p>The cost is 12 million.</p>");
    assert_eq!((versions[0].since, versions[0].until), (at(100), at(100)));
    let row = &rows(&store)[0];
    assert_eq!(row.edited, Some(at(100)));
    assert!(row.read, "an edit does not make an entry unread");
    assert_eq!(entry(&store, id).edits.map(|edits| edits.held), Some(1));
    store.see_edit(id).await.unwrap();
    assert_eq!(rows(&store)[0].edited, None);
    assert_eq!(store.versions(id).unwrap().len(), 1, "what was said stays");
}

#[tokio::test]
async fn what_no_reader_would_miss_is_no_edit() {
    let (store, feed, id) = with_one().await;
    for (hash, html) in [
        (2, "<p>The cost is <b>12</b> million.</p>"),
        (3, "<div>The cost  is 12 million.</div><p># Comments: 12</p>"),
        (4, "<div>The cost is 12 million.</div><p># Comments: 40</p><p>Advertisement: boats</p>"),
    ] {
        let applied = arrive(&store, feed, vec![edition(&store, hash, "Title", html)]).await;
        assert_eq!(applied.changed, 1, "it is stored");
    }
    let held = store.versions(id).unwrap();
    assert_eq!(held.len(), 1, "the line of comments came, and only its number ran on: {held:?}");
}

#[tokio::test]
async fn a_feed_that_sends_more_of_a_text_edits_nothing() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    let snippet = IncomingEntry {
        completeness: Completeness::Snippet,
        ..edition(&store, 1, "Title", "<p>The cost is 12…</p>")
    };
    arrive(&store, feed, vec![snippet]).await;
    arrive(&store, feed, vec![edition(&store, 2, "Title", "<p>The cost is 12 million, all said.</p>")]).await;
    let id = ids(&store)[0];
    assert!(store.versions(id).unwrap().is_empty() && rows(&store)[0].edited.is_none());
}

#[tokio::test]
async fn the_first_and_the_newest_versions_are_kept() {
    let (store, feed, id) = with_one().await;
    for n in 13..40 {
        let html = format!("<p>The cost is {n} million.</p>");
        arrive(&store, feed, vec![edition(&store, n, "Title", &html)]).await;
    }
    let texts: Vec<String> =
        store.versions(id).unwrap().iter().map(|version| version.content.source().to_owned()).collect();
    assert_eq!(texts.len(), 11);
    assert!(texts[0].contains("12 million"), "{}", texts[0]);
    assert!(texts[1].contains("29 million") && texts[10].contains("38 million"), "{texts:?}");
}

#[tokio::test]
async fn an_article_that_is_fetched_again_keeps_what_it_said() {
    let (store, _, id) = with_one().await;
    let article = |html: &str, seconds| FullText {
        content: Markup::clean(html),
        url: url("https://a.example/1"),
        fetched: at(seconds),
    };
    let set = |text| store.set_full_text(id, text);
    assert!(!set(article("<p>One two three.</p>", 10)).await.unwrap(), "there was none");
    assert!(!set(article("<p>One <em>two</em> three.</p>", 20)).await.unwrap(), "the same words");
    assert!(rows(&store)[0].edited.is_none());
    assert!(set(article("<p>One two four.</p>", 30)).await.unwrap());
    let versions = store.versions(id).unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!((versions[0].origin, versions[0].until), (TextOrigin::Page, at(30)));
    assert_eq!(rows(&store)[0].edited, Some(at(30)));
}

#[tokio::test]
async fn the_mark_comes_back_with_an_entry_whose_feed_was_unsubscribed_from() {
    let (store, feed, id) = with_one().await;
    arrive(&store, feed, vec![edition(&store, 2, "Title", "<p>The cost is unknown.</p>")]).await;
    store.unsubscribe(vec![feed], at(200)).await.unwrap();
    store.undo(at(201)).await.unwrap();
    assert!(rows(&store)[0].edited.is_some());
    assert_eq!(store.versions(id).unwrap().len(), 1);
}

#[tokio::test]
async fn new_entries_write_no_version() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 20).await;
    fill(&store, feed, 20).await;
    for id in ids(&store) {
        assert!(store.versions(id).unwrap().is_empty());
    }
    close(&store).await;
}
