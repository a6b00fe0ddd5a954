//! Items that come under other identities than before: the same entry where one identity stayed.

use std::path::Path;

use tidings::domain::{EntryId, FeedId};
use tidings::store::{Applied, IncomingEntry, Mark, Store};
use tidings::text::SafeText;

use super::{arrive, at, close, entry, ids, incoming, mark, moment, rows, subscribe};

/// What a headline, its outlet and its day make, and the guid that it came under.
fn item(store: &Store, headline: u64, guid: u64) -> IncomingEntry {
    IncomingEntry { aliases: vec![guid], ..incoming(store, headline, 0) }
}

async fn came(store: &Store, feed: FeedId, items: &[(u64, u64)]) -> (usize, usize) {
    let items = items.iter().map(|(headline, guid)| item(store, *headline, *guid)).collect();
    let Applied { new, changed } = arrive(store, feed, items).await;
    (new, changed)
}

async fn begun(store: &Store) -> (FeedId, EntryId) {
    let feed = subscribe(store, "https://a.example/feed").await;
    assert_eq!(came(store, feed, &[(1, 901), (2, 902)]).await, (2, 0));
    let first = ids(store)[0];
    mark(store, &[first], Mark::Read(true)).await;
    mark(store, &[first], Mark::Tag(SafeText::new("later"))).await;
    (feed, first)
}

fn is_the_first(store: &Store, id: EntryId, title: &str) {
    let row = entry(store, id).row;
    assert_eq!((row.title.as_str(), row.read, row.tags.len()), (title, true, 1));
    assert_eq!(row.at, at(60), "its place in time stays");
}

#[tokio::test]
async fn a_reworded_headline_under_the_same_guid_is_the_same_entry() {
    let store = Store::in_memory().unwrap();
    let (feed, first) = begun(&store).await;
    assert_eq!(came(&store, feed, &[(3, 901), (2, 902)]).await, (0, 1));
    is_the_first(&store, first, "Title 3.0");
    assert_eq!(came(&store, feed, &[(3, 901), (2, 902)]).await, (0, 0), "and stays so");
    assert_eq!(came(&store, feed, &[(3, 903)]).await, (0, 0), "known by its new words, too");
    assert_eq!(rows(&store).len(), 2);
    assert_eq!(store.feeds().unwrap()[0].counts.unread, 1);
}

#[tokio::test]
async fn a_new_guid_of_the_same_headline_is_the_same_entry_and_is_learnt() {
    let store = Store::in_memory().unwrap();
    let (feed, first) = begun(&store).await;
    assert_eq!(came(&store, feed, &[(1, 911)]).await, (0, 0));
    assert_eq!(came(&store, feed, &[(4, 911)]).await, (0, 1));
    is_the_first(&store, first, "Title 4.0");
    assert_eq!(came(&store, feed, &[(1, 901)]).await, (0, 1), "worded as before");
    is_the_first(&store, first, "Title 1.0");
}

#[tokio::test]
async fn two_items_stay_two_whatever_identity_they_share() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    assert_eq!(came(&store, feed, &[(1, 900), (2, 900)]).await, (2, 0));
    for _ in 0..2 {
        assert_eq!(came(&store, feed, &[(1, 900), (2, 900)]).await, (0, 0));
        assert_eq!(came(&store, feed, &[(2, 900), (1, 900)]).await, (0, 0));
    }
    assert_eq!(came(&store, feed, &[(3, 900), (2, 900), (1, 900)]).await, (1, 0), "two of its kin are there");
    assert_eq!(came(&store, feed, &[(4, 904), (5, 905), (1, 904)]).await, (2, 0));
    assert_eq!(rows(&store).len(), 5);

    let other = subscribe(&store, "https://b.example/feed").await;
    assert_eq!(came(&store, other, &[(7, 900)]).await, (1, 0), "another feed's item");
}

/// Rows of the table, and how many entries they lead to.
fn kept(path: &Path) -> (i64, i64) {
    let conn = rusqlite::Connection::open(path).unwrap();
    let sql = "SELECT count(*), count(DISTINCT entry_id) FROM entry_alias";
    conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[tokio::test]
async fn identities_outlast_unsubscribing_and_go_with_their_entries() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let store = Store::open(&path).unwrap();
    let (feed, first) = begun(&store).await;
    store.unsubscribe(vec![feed], at(300)).await.unwrap();
    assert!(rows(&store).is_empty());
    store.undo(at(310)).await.unwrap();
    assert_eq!(came(&store, feed, &[(5, 901)]).await, (0, 1));
    is_the_first(&store, first, "Title 5.0");
    assert!(store.check().await.unwrap().is_empty());

    let starred = ids(&store)[1];
    mark(&store, &[starred], Mark::Starred(true)).await;
    store.unsubscribe(vec![feed], at(320)).await.unwrap();
    let later = moment(40 * 24 * 3600).now;
    subscribe_late(&store, later).await;
    store.tidy().await.unwrap();
    assert_eq!(ids(&store), [starred]);
    assert_eq!(kept(&path), (1, 1), "the starred entry's own");
    assert!(store.check().await.unwrap().is_empty());
    close(&store).await;
}

/// A line of the journal that is young when the others are old.
async fn subscribe_late(store: &Store, now: tidings::domain::Timestamp) {
    store.subscribe(vec![super::new_feed("https://late.example/feed")], now).await.unwrap();
}

#[tokio::test]
async fn feeds_with_one_identity_for_each_item_keep_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let store = Store::open(&path).unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    super::fill(&store, feed, 5).await;
    super::fill(&store, feed, 6).await;
    assert_eq!(kept(&path), (0, 0));
}
