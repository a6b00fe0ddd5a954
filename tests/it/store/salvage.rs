//! Really damaged files: what can be read of them is saved, and they stay as they were.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tidings::domain::{EntryId, FeedId};
use tidings::query::Query;
use tidings::store::{Error, IncomingEntry, Mark, Store};
use tidings::text::{Markup, SafeText};

use super::{arrive, at, close, entry, ids, incoming, mark, moment, new_feed, rows, subscribe};

const FEEDS: u64 = 80;
const OF_EACH: u64 = 20;
const ALL: usize = 1600;
const PAGE: usize = 8192;

/// An entry whose text takes some room.
fn wordy(store: &Store, key: u64) -> IncomingEntry {
    let words: Vec<String> =
        (0..120).map(|i| format!("{:x}", key.wrapping_mul(0x9e37_79b9 + i * 77))).collect();
    let body = Markup::clean(&format!("<p>platypus{key} {}</p>", words.join(" ")));
    IncomingEntry { body: Some(store.packer().pack(&body)), ..incoming(store, key, 0) }
}

async fn fetch_all(store: &Store, feeds: &[FeedId]) -> usize {
    let mut new = 0;
    for feed in feeds {
        let entries = (1..=OF_EACH).map(|key| wordy(store, key)).collect();
        new += arrive(store, *feed, entries).await.new;
    }
    new
}

/// A closed store: many feeds, every second entry read, every third starred, every other one tagged.
async fn made(path: &Path) {
    let store = Store::open(path).unwrap();
    let all = (0..FEEDS).map(|i| tidings::store::NewFeed {
        title: Some(SafeText::new(&format!("A title of my own for feed {i}: {}", "long ".repeat(20)))),
        ..new_feed(&format!("https://f{i}.example/feed"))
    });
    let feeds: Vec<FeedId> =
        store.subscribe(all.collect(), at(0)).await.unwrap().iter().map(|feed| feed.id).collect();
    assert_eq!(fetch_all(&store, &feeds).await, ALL);
    let known = ids(&store);
    let every = |n: usize| known.iter().copied().step_by(n).collect::<Vec<_>>();
    mark(&store, &every(3), Mark::Starred(true)).await;
    mark(&store, &every(1), Mark::Tag(SafeText::new("later"))).await;
    mark(&store, &every(2), Mark::Read(true)).await;
    close(&store).await;
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}

/// Pages of a table or an index that hold its rows, but for the first and the last.
fn leaves(path: &Path, name: &str) -> Vec<usize> {
    let conn = rusqlite::Connection::open(path).unwrap();
    let mut statement = conn
        .prepare("SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = 'leaf' ORDER BY path")
        .unwrap();
    let pages: Vec<usize> = statement
        .query_map([name], |row| row.get::<_, u32>(0))
        .unwrap()
        .map(|page| page.unwrap() as usize)
        .collect();
    assert!(pages.len() > 2, "{name} has {} leaves", pages.len());
    pages[1..pages.len() - 1].to_vec()
}

/// Overwrites pages with `byte`; the bytes of the file then.
fn spoil(path: &Path, pages: &[usize], byte: u8) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap();
    for page in pages {
        bytes[(page - 1) * PAGE..page * PAGE].fill(byte);
    }
    fs::write(path, &bytes).unwrap();
    bytes
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    (folder, path)
}

/// The n-th entry, from 0, is in the state that it was given.
fn is_as_it_was(store: &Store, id: EntryId) {
    let n = usize::try_from(id.0).unwrap() - 1;
    let entry = entry(store, id);
    assert_eq!((entry.row.read, entry.row.starred), (n.is_multiple_of(2), n.is_multiple_of(3)), "{id}");
    assert_eq!(entry.row.tags, [SafeText::new("later")], "{id}");
}

#[tokio::test]
async fn most_of_a_damaged_file_comes_back() {
    let (_folder, path) = place();
    made(&path).await;
    let of = |name: &str, nth: &[usize]| {
        let all = leaves(&path, name);
        nth.iter().map(|n| all[n % all.len()]).collect::<Vec<_>>()
    };
    let garbage = [of("entry", &[3, 4]), of("body", &[3]), of("entry_at", &[1]), of("feed", &[0])].concat();
    let zeros = [of("entry", &[8]), of("body", &[9, 10]), of("entry_tag", &[1])].concat();
    spoil(&path, &garbage, 0xa5);
    let bytes = spoil(&path, &zeros, 0);

    let saved = Store::salvage(&path, at(1000)).unwrap().expect("it is damaged");
    assert_eq!(fs::read(&saved.damaged).unwrap(), bytes, "the damaged file is as it was");
    assert_eq!(saved.feeds, FEEDS, "{saved:?}");
    assert!((1..FEEDS).contains(&saved.bare_feeds), "{saved:?}");
    assert!(saved.lost_entries > 0 && saved.lost_entries < 600 && saved.lost_texts > 0, "{saved:?}");
    assert_eq!(saved.entries + saved.lost_entries, 1600, "{saved:?}");
    assert_eq!(saved.texts + saved.lost_texts, saved.entries, "{saved:?}");

    let store = Store::open(&path).unwrap();
    assert_eq!(store.check().await.unwrap(), []);
    let kept = ids(&store);
    assert_eq!(u64::try_from(kept.len()).unwrap(), saved.entries);
    for id in &kept {
        is_as_it_was(&store, *id);
    }
    let addresses: BTreeSet<String> =
        store.feeds().unwrap().iter().map(|feed| feed.url.to_string()).collect();
    assert_eq!(addresses.len(), 80);

    while !store.index_for(std::time::Duration::from_secs(1)).await.unwrap() {}
    let whole = rows(&store).iter().find(|row| !entry(&store, row.id).content.is_empty()).unwrap().clone();
    let word = format!("platypus{}", (whole.at.as_second() - at(0).as_second()) / 60);
    let page = store.search(&Query::parse(&word).unwrap(), 100, &moment(1000)).unwrap();
    assert!(page.hits.iter().any(|hit| hit.row.id == whole.id), "{word} is not found");

    let feeds: Vec<FeedId> = store.feeds().unwrap().iter().map(|feed| feed.id).collect();
    assert_eq!(
        u64::try_from(fetch_all(&store, &feeds).await).unwrap(),
        saved.lost_entries,
        "they come again"
    );
    assert!(ids(&store).iter().all(|id| !entry(&store, *id).content.is_empty()), "and so do the texts");
    assert_eq!(store.undo(at(2000)).await.unwrap().unwrap().label.as_str(), "800 marked read");
    assert_eq!(store.check().await.unwrap(), []);
    close(&store).await;
}

#[tokio::test]
async fn a_salvage_of_what_is_in_order_or_in_use_changes_nothing() {
    let (folder, path) = place();
    let store = Store::open(&path).unwrap();
    subscribe(&store, "https://a.example/feed").await;
    assert!(matches!(Store::salvage(&path, at(1)), Err(Error::InUse)));
    close(&store).await;
    drop(store);
    let reader = Store::open(&path).unwrap();
    assert_eq!(reader.feeds().unwrap().len(), 1);
    assert!(matches!(Store::salvage(&path, at(1)), Err(Error::InUse)), "also by one that only reads");
    drop(reader);
    // The writer's thread may hold the file for a moment longer.
    let sound = loop {
        match Store::salvage(&path, at(1)) {
            Err(Error::InUse) => tokio::task::yield_now().await,
            other => break other.unwrap(),
        }
    };
    assert_eq!(sound, None);
    let names = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().contains("damaged")));
}

#[tokio::test]
async fn a_file_without_its_first_page_is_left_as_it_is() {
    let (folder, path) = place();
    made(&path).await;
    let bytes = spoil(&path, &[1], 0xa5);
    assert!(Store::salvage(&path, at(1)).is_err());
    assert_eq!(fs::read(&path).unwrap(), bytes);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("salvage-")), "{left:?}");
}

#[tokio::test]
async fn a_file_that_was_cut_off_gives_what_is_left() {
    let (_folder, path) = place();
    made(&path).await;
    let bytes = fs::read(&path).unwrap();
    let half = bytes.len() / PAGE / 2 * PAGE;
    fs::write(&path, &bytes[..half]).unwrap();
    let saved = Store::salvage(&path, at(1)).unwrap().expect("it is damaged");
    assert!(saved.entries > 100 && saved.bad_places > 0, "{saved:?}");
    let store = Store::open(&path).unwrap();
    assert_eq!(store.check().await.unwrap(), []);
    assert_eq!(u64::try_from(ids(&store).len()).unwrap(), saved.entries);
    close(&store).await;
}

#[tokio::test]
async fn what_stands_in_the_log_alone_is_saved_and_the_log_kept_with_its_file() {
    let (folder, path) = place();
    made(&path).await;
    let page = leaves(&path, "entry_at")[0];
    let store = Store::open(&path).unwrap();
    let last = *ids(&store).last().unwrap();
    mark(&store, &[last], Mark::Untag(SafeText::new("later"))).await;
    // As a crash leaves them: the file, and beside it a log that was not folded in.
    let crashed = folder.path().join("crashed/tidings.db");
    fs::create_dir(crashed.parent().unwrap()).unwrap();
    let log = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    fs::copy(&path, &crashed).unwrap();
    fs::copy(log(&path), log(&crashed)).unwrap();
    close(&store).await;
    let bytes = spoil(&crashed, &[page], 0xa5);

    let saved = Store::salvage(&crashed, at(1000)).unwrap().expect("it is damaged");
    assert_eq!((saved.entries, saved.lost_entries, saved.lost_texts), (1600, 0, 0), "{saved:?}");
    assert_eq!(fs::read(&saved.damaged).unwrap(), bytes, "the log was not folded into it");
    assert!(log(&saved.damaged).exists());
    let store = Store::open(&crashed).unwrap();
    assert!(entry(&store, last).row.tags.is_empty());
    is_as_it_was(&store, ids(&store)[0]);
    assert_eq!(store.undo(at(2000)).await.unwrap().unwrap().label.as_str(), "1 untagged later");
    close(&store).await;
}

#[tokio::test]
async fn what_articles_said_before_and_what_is_taken_along_is_saved() {
    let (_folder, path) = place();
    made(&path).await;
    let store = Store::open(&path).unwrap();
    let known = ids(&store);
    let feed = entry(&store, known[0]).row.feed;
    arrive(&store, feed, vec![incoming(&store, 1, 7)]).await;
    store.queue_downloads(known[..3].to_vec()).await.unwrap();
    let before = store.versions(known[0]).unwrap();
    assert_eq!(before.len(), 1);
    close(&store).await;
    drop(store);
    let spoilt = leaves(&path, "body")[5];
    spoil(&path, &[spoilt], 0xa5);
    Store::salvage(&path, at(1000)).unwrap().expect("it is damaged");
    let store = Store::open(&path).unwrap();
    assert_eq!(store.versions(known[0]).unwrap(), before);
    assert_eq!(store.waiting_downloads(9).unwrap().len(), 3);
}
