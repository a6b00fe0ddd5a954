//! Files that older formats left: each is opened by the present code, and everything in it is there.

use std::path::{Path, PathBuf};

use tidings::domain::FullText;
use tidings::query::Query;
use tidings::store::{IncomingEntry, Mark, NewFeed, Store, Target};
use tidings::text::{Markup, SafeText};

use super::{arrive, at, close, entry, fill, ids, incoming, mark, moment, rows, subscribe, url};

fn fixture(format: u32) -> PathBuf {
    let name = format!("tests/fixtures/db/schema-{format}.sqlite3");
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text(text: &str) -> SafeText {
    SafeText::new(text)
}

/// What every fixture holds: two feeds with their entries, one of them read, starred and tagged, a feed
/// that was unsubscribed from, a fetched article, an index and a journal whose last line is undone.
async fn make(path: &Path) {
    let store = Store::open(path).unwrap();
    let first = subscribe(&store, "https://a.example/feed").await;
    let second = NewFeed {
        url: url("https://b.example/feed"),
        title: Some(text("Mine")),
        category: Some(text("News/Tech")),
        site_url: None,
    };
    let second = store.subscribe(vec![second], at(1)).await.unwrap()[0].id;
    let gone = subscribe(&store, "https://c.example/feed").await;
    let body = "<p>The harbour of Łódź, <b>rebuilt</b>.</p>";
    let harbour = IncomingEntry {
        title: text("A harbour without a sea"),
        body: Some(store.packer().pack(&Markup::clean(body))),
        ..incoming(&store, 9, 0)
    };
    fill(&store, first, 6).await;
    arrive(&store, second, vec![incoming(&store, 7, 0), incoming(&store, 8, 0), harbour]).await;
    fill(&store, gone, 2).await;
    let known = ids(&store);
    mark(&store, &known[..2], Mark::Read(true)).await;
    mark(&store, &known[..1], Mark::Starred(true)).await;
    mark(&store, &known[..1], Mark::Tag(text("later"))).await;
    store.unsubscribe(vec![gone], at(300)).await.unwrap();
    mark(&store, &known[3..4], Mark::Read(true)).await;
    store.undo(at(400)).await.unwrap();
    let article = FullText {
        content: Markup::clean("<p>The whole lighthouse.</p>"),
        url: url("https://a.example/1"),
        fetched: at(5),
    };
    store.set_full_text(known[1], article).await.unwrap();
    while !store.index_for(std::time::Duration::from_secs(1)).await.unwrap() {}
    close(&store).await;
}

fn is_whole(store: &Store) {
    let known = ids(store);
    assert_eq!(known.len(), 9);
    let feeds = store.feeds().unwrap();
    assert_eq!(feeds.iter().map(|feed| feed.counts.unread).sum::<u64>(), 7);
    let mine = feeds.iter().find(|feed| feed.title.as_str() == "Mine").unwrap();
    assert_eq!((mine.url.as_str(), mine.counts.total), ("https://b.example/feed", 3));
    assert_eq!(store.categories().unwrap().len(), 2);

    let one = entry(store, known[0]);
    assert!(one.row.read && one.row.starred);
    assert_eq!(one.row.tags, [text("later")]);
    assert_eq!(one.content.source(), "<p>Text 1.0</p>");
    assert!(entry(store, known[1]).row.read && !entry(store, known[2]).row.read);

    for (query, expected) in [("lodz harbour", known[8]), ("lighthouse", known[1])] {
        let page = store.search(&Query::parse(query).unwrap(), 10, &moment(500)).unwrap();
        assert_eq!(page.hits.iter().map(|hit| hit.row.id).collect::<Vec<_>>(), [expected], "{query}");
    }
}

/// What goes on from there: the journal is walked both ways, the same document again adds nothing.
async fn lives_on(store: &Store) {
    let known = ids(store);
    assert_eq!(store.redo(at(600)).await.unwrap().unwrap().label.as_str(), "1 marked read");
    assert!(entry(store, known[3]).row.read);
    for label in
        ["1 marked read", "unsubscribed from c.example", "1 tagged later", "1 starred", "2 marked read"]
    {
        assert_eq!(store.undo(at(700)).await.unwrap().unwrap().label.as_str(), label);
    }
    assert_eq!(rows(store).len(), 11, "what was unsubscribed from is back");
    assert!(rows(store).iter().all(|row| !row.read && !row.starred && row.tags.is_empty()));
    let first = store.find_feed("https://a.example/feed").unwrap().unwrap();
    let again = arrive(store, first.id, (1..=7).map(|key| incoming(store, key, 0)).collect()).await;
    assert_eq!((again.new, again.changed), (1, 0));
    let all = Target::Query { query: Query::default(), up_to: None };
    assert_eq!(store.mark(all, Mark::Read(true), moment(800)).await.unwrap().entries.len(), 12);
    while !store.index_for(std::time::Duration::from_secs(1)).await.unwrap() {}
    assert!(store.check().await.unwrap().is_empty());
}

async fn opens_whole(format: u32) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    std::fs::copy(fixture(format), &path).unwrap();
    let store = Store::open(&path).unwrap();
    is_whole(&store);
    lives_on(&store).await;
    close(&store).await;
}

#[tokio::test]
async fn a_file_of_the_first_format_opens_whole() {
    opens_whole(1).await;
}

#[tokio::test]
async fn a_file_of_the_present_format_holds_what_the_fixtures_hold() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    make(&path).await;
    is_whole(&Store::open(&path).unwrap());
}

#[tokio::test]
#[ignore = "writes the fixture of the present format; run by hand, once, before a new format is made"]
async fn make_a_fixture() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    make(&path).await;
    let conn = rusqlite::Connection::open(&path).unwrap();
    let format: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    // Small pages, because most of an almost empty file is the first page of each table.
    let small = folder.path().join("small.db");
    conn.execute_batch("PRAGMA page_size = 1024").unwrap();
    conn.execute("VACUUM INTO ?1", [small.to_str().unwrap()]).unwrap();
    let conn = rusqlite::Connection::open(&small).unwrap();
    conn.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    drop(conn);
    std::fs::copy(&small, fixture(format)).unwrap();
}
