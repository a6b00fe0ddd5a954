//! The list of changes, the way back to one of them, and changes that cannot be undone.

use tidings::domain::{ChangeId, FeedId};
use tidings::store::{Error, FeedSettings, FetchOutcome, Mark, ParsedFetch, Store};
use tidings::text::SafeText;

use super::{at, entry, fill, ids, mark, new_feed, parsed, record, rows, subscribe, url};

/// The lines, newest first; undone ones in brackets.
fn lines(store: &Store) -> Vec<String> {
    let show = |line: &tidings::domain::Change| {
        if line.undone { format!("({})", line.label) } else { line.label.to_string() }
    };
    store.changes(100).unwrap().iter().map(show).collect()
}

fn id_of(store: &Store, label: &str) -> ChangeId {
    store.changes(100).unwrap().into_iter().find(|line| line.label.as_str() == label).expect("a line").id
}

async fn revert(store: &Store, label: &str) -> Vec<String> {
    let done = store.revert_to(id_of(store, label), at(600)).await.unwrap();
    done.iter().map(|line| format!("{}{}", if line.undone { "-" } else { "+" }, line.label)).collect()
}

async fn rename(store: &Store, feed: FeedId, title: &str) {
    let title = Some(Some(SafeText::new(title)));
    store.set_feed(feed, FeedSettings { title, ..FeedSettings::default() }, at(300)).await.unwrap();
}

#[tokio::test]
async fn a_line_is_gone_back_to_and_forth_again() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 2).await;
    let known = ids(&store);
    mark(&store, &known, Mark::Read(true)).await;
    mark(&store, &known[..1], Mark::Starred(true)).await;
    rename(&store, feed, "Weekly").await;
    let all = ["renamed a.example to Weekly", "1 starred", "2 marked read", "subscribed to a.example"];
    assert_eq!(lines(&store), all);

    assert_eq!(
        revert(&store, "2 marked read").await,
        ["-renamed a.example to Weekly", "-1 starred", "-2 marked read"]
    );
    assert_eq!(
        lines(&store),
        ["(renamed a.example to Weekly)", "(1 starred)", "(2 marked read)", "subscribed to a.example"]
    );
    assert!(rows(&store).iter().all(|row| !row.read && !row.starred));
    assert_eq!(revert(&store, "1 starred").await, ["+2 marked read", "+1 starred"]);
    assert!(entry(&store, known[0]).row.starred);
    assert_eq!(store.redo(at(700)).await.unwrap().unwrap().label.as_str(), all[0]);
    assert_eq!(lines(&store), all);
    let unknown = store.revert_to(ChangeId(99), at(800)).await.unwrap_err();
    assert_eq!(unknown.to_string(), "there is no change 99 in the journal (any more)");
}

/// The server says that a feed has another address from now on, which no journal knows of.
async fn move_feed(store: &Store, feed: FeedId, address: &str) {
    let moved = ParsedFetch { moved_to: Some(url(address)), ..parsed(Vec::new()) };
    store.record_fetch(record(feed, FetchOutcome::Parsed(Box::new(moved)))).await.unwrap();
}

/// Three feeds, and one entry that was read. Then those of `gone` are unsubscribed from, b takes the
/// address of a, and c moves to the one that b had: neither line can be undone.
async fn entangle(store: &Store, gone: &[usize]) -> [FeedId; 3] {
    let mut feeds = [FeedId(0); 3];
    for (feed, name) in feeds.iter_mut().zip(["a", "b", "c"]) {
        *feed = subscribe(store, &format!("https://{name}.example/feed")).await;
    }
    fill(store, feeds[1], 1).await;
    mark(store, &ids(store), Mark::Read(true)).await;
    let other = subscribe(store, "https://d.example/feed").await;
    let all = [feeds[0], other];
    store.unsubscribe(gone.iter().map(|i| all[*i]).collect(), at(310)).await.unwrap();
    let address = FeedSettings { url: Some(url("https://a.example/feed")), ..FeedSettings::default() };
    store.set_feed(feeds[1], address, at(320)).await.unwrap();
    move_feed(store, feeds[2], "https://b.example/feed").await;
    feeds
}

const MOVED: &str = "changed the address of b.example";
const GONE: &str = "unsubscribed from a.example";

#[tokio::test]
async fn what_cannot_be_undone_is_said_once_and_passed_over() {
    let store = Store::in_memory().unwrap();
    let [_, second, third] = entangle(&store, &[0]).await;
    for (label, address) in [(MOVED, "https://b.example/feed"), (GONE, "https://a.example/feed")] {
        assert_eq!(
            store.undo(at(400)).await.unwrap_err().to_string(),
            format!(
                "\u{201c}{label}\u{201d} cannot be undone and is passed over: you are subscribed to \
                 {address} already: unsubscribe from that feed first"
            )
        );
    }
    assert_eq!(store.feeds().unwrap().len(), 3, "nothing was half done");
    for label in ["subscribed to d.example", "1 marked read"] {
        assert_eq!(store.undo(at(410)).await.unwrap().unwrap().label.as_str(), label);
    }
    store.redo(at(420)).await.unwrap();
    store.redo(at(420)).await.unwrap();
    assert!(store.redo(at(430)).await.unwrap().is_none());
    assert_eq!(lines(&store)[..2], [MOVED, GONE], "they still stand");

    // Named, they are tried again: first in vain, then with the address free.
    let line = id_of(&store, MOVED);
    assert!(matches!(store.revert_to(line, at(440)).await, Err(Error::NotUndone { .. })));
    move_feed(&store, third, "https://e.example/feed").await;
    for line in [line, id_of(&store, GONE)] {
        assert_eq!(store.revert_to(line, at(450)).await.unwrap().len(), 1);
    }
    assert_eq!(store.feeds().unwrap().len(), 4);
    assert_eq!(store.find_feed("https://b.example/feed").unwrap().unwrap().id, second);
    assert!(lines(&store)[..2].iter().all(|line| line.starts_with('(')));
}

#[tokio::test]
async fn a_way_back_stops_at_what_cannot_be_undone_and_goes_past_it_the_next_time() {
    let store = Store::in_memory().unwrap();
    entangle(&store, &[0]).await;
    mark(&store, &ids(&store), Mark::Starred(true)).await;

    let read = id_of(&store, "1 marked read");
    for label in [MOVED, GONE] {
        let stopped = store.revert_to(read, at(400)).await.unwrap_err();
        assert!(stopped.to_string().contains(label), "{stopped}");
        let row = rows(&store).remove(0);
        assert!(row.read && !row.starred, "what came before it is undone");
    }
    assert_eq!(revert(&store, "1 marked read").await, ["-subscribed to d.example", "-1 marked read"]);
    assert!(!rows(&store)[0].read);
}

#[tokio::test]
async fn feeds_come_back_as_far_as_their_addresses_are_free() {
    let store = Store::in_memory().unwrap();
    let [first, ..] = entangle(&store, &[0, 1]).await;
    store.undo(at(400)).await.unwrap_err();
    let undone = store.undo(at(400)).await.unwrap().unwrap();
    assert_eq!(
        undone.label.as_str(),
        "unsubscribed from 2 feeds (but for one, whose address another feed has now)"
    );
    let shown = store.feeds().unwrap();
    assert!(shown.len() == 3 && shown.iter().all(|feed| feed.id != first));
    store.redo(at(500)).await.unwrap();
    assert_eq!(store.feeds().unwrap().len(), 2);
    assert!(store.check().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_address_of_a_feed_is_changed_undone_and_redone() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 2).await;
    let settings = FeedSettings { url: Some(url("https://new.example/feed")), ..FeedSettings::default() };
    let change = store.set_feed(feed, settings, at(300)).await.unwrap();
    assert_eq!(change.label.as_str(), "changed the address of a.example");
    let address = || store.feeds().unwrap()[0].url.as_str().to_owned();
    assert_eq!(address(), "https://new.example/feed");
    assert_eq!(rows(&store).len(), 2);
    store.undo(at(400)).await.unwrap();
    assert_eq!(address(), "https://a.example/feed");
    store.redo(at(500)).await.unwrap();
    assert_eq!(address(), "https://new.example/feed");
}

#[tokio::test]
async fn two_programs_walk_one_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let (one, two) = (Store::open(&path).unwrap(), Store::open(&path).unwrap());
    one.subscribe(vec![new_feed("https://a.example/feed")], at(0)).await.unwrap();
    two.subscribe(vec![new_feed("https://b.example/feed")], at(1)).await.unwrap();
    assert_eq!(revert(&two, "subscribed to a.example").await.len(), 2);
    assert!(one.feeds().unwrap().is_empty());
    assert_eq!(revert(&one, "subscribed to b.example").await.len(), 2);
    assert_eq!(two.feeds().unwrap().len(), 2);
}
