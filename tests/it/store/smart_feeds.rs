//! Smart feeds that the person saves, and tags with their counts.

use tidings::domain::{ChangeKind, OwnSmartFeed, SmartFeedId, TagCount};
use tidings::query::Query;
use tidings::store::{Count, Error, Mark, Store};
use tidings::text::SafeText;

use super::{at, fill, ids, mark, moment, subscribe};

fn text(text: &str) -> SafeText {
    SafeText::new(text)
}

fn query(text: &str) -> Query {
    Query::parse(text).unwrap()
}

async fn save(store: &Store, title: &str, what: &str) -> SmartFeedId {
    store.save_smart_feed(None, text(title), &query(what), at(10)).await.unwrap();
    store.smart_feeds().unwrap().last().unwrap().id
}

fn shown(store: &Store) -> Vec<String> {
    let show = |feed: &OwnSmartFeed| format!("{} = {}", feed.title, feed.query);
    store.smart_feeds().unwrap().iter().map(show).collect()
}

#[tokio::test]
async fn a_smart_feed_is_saved_changed_and_removed_and_each_is_undone_and_redone() {
    let store = Store::in_memory().unwrap();
    let ai = save(&store, "AI", "tag:ai unread").await;
    save(&store, "Long", "words>1000").await;
    let renamed =
        store.save_smart_feed(Some(ai), text("Models"), &query("tag:ai unread"), at(20)).await.unwrap();
    assert_eq!(renamed.label.as_str(), "renamed the smart feed AI to Models");
    let changed = store.save_smart_feed(Some(ai), text("Models"), &query("tag:ai"), at(30)).await.unwrap();
    assert_eq!((changed.kind, changed.count), (ChangeKind::SmartFeed, 1));
    let removed = store.remove_smart_feed(ai, at(40)).await.unwrap();
    assert_eq!(removed.label.as_str(), "removed the smart feed Models");

    let states: [&[&str]; 6] = [
        &[],
        &["AI = tag:ai and unread"],
        &["AI = tag:ai and unread", "Long = words>1000"],
        &["Models = tag:ai and unread", "Long = words>1000"],
        &["Models = tag:ai", "Long = words>1000"],
        &["Long = words>1000"],
    ];
    for state in states.iter().rev() {
        assert_eq!(shown(&store), *state);
        store.undo(at(50)).await.unwrap();
    }
    for state in &states[1..] {
        store.redo(at(60)).await.unwrap().expect("something to redo");
        assert_eq!(shown(&store), *state);
    }
    store.undo(at(70)).await.unwrap();
    assert_eq!(store.smart_feeds().unwrap()[0].id, ai, "it comes back as itself, in its place");
}

#[tokio::test]
async fn names_are_needed_and_given_once() {
    let store = Store::in_memory().unwrap();
    let ai = save(&store, "AI", "tag:ai").await;
    let long = save(&store, "Long", "words>1000").await;
    let all = Query::default();
    let other = |id, title| store.save_smart_feed(id, text(title), &all, at(20));
    let taken = other(None, "ai").await.unwrap_err();
    assert_eq!(taken.to_string(), "there is a smart feed AI already: choose another name");
    assert!(matches!(other(Some(long), "Ai").await, Err(Error::SmartFeedTaken(_))));
    assert!(matches!(other(None, " ").await, Err(Error::EmptySmartFeed)));
    let unknown = SmartFeedId(99);
    assert!(matches!(other(Some(unknown), "new").await, Err(Error::NoSmartFeed(id)) if id == unknown));
    assert!(matches!(store.remove_smart_feed(unknown, at(20)).await, Err(Error::NoSmartFeed(_))));
    assert_eq!(store.changes(10).unwrap().len(), 2, "what failed has no line");

    let same = store.save_smart_feed(Some(ai), text("AI"), &query("tag:ai"), at(30)).await.unwrap();
    assert_eq!((same.count, store.changes(10).unwrap().len()), (0, 2));
    let louder = store.save_smart_feed(Some(ai), text("ai"), &query("tag:ai"), at(40)).await;
    assert!(louder.is_ok(), "its own name is not in its way");
}

#[tokio::test]
async fn an_id_never_means_another_smart_feed() {
    let store = Store::in_memory().unwrap();
    let first = save(&store, "first", "a").await;
    store.undo(at(20)).await.unwrap();
    let second = save(&store, "second", "b").await;
    store.remove_smart_feed(second, at(30)).await.unwrap();
    let third = save(&store, "third", "c").await;
    assert!(first < second && second < third, "{first} {second} {third}");
}

#[tokio::test]
async fn two_programs_share_smart_feeds_and_their_undo() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let (one, two) = (Store::open(&path).unwrap(), Store::open(&path).unwrap());
    let ai = save(&one, "AI", "tag:ai").await;
    assert_eq!(shown(&two), ["AI = tag:ai"]);
    let taken = two.save_smart_feed(None, text("AI"), &Query::default(), at(20)).await;
    assert!(matches!(taken, Err(Error::SmartFeedTaken(_))));
    two.remove_smart_feed(ai, at(30)).await.unwrap();
    assert_eq!(one.undo(at(40)).await.unwrap().unwrap().label.as_str(), "removed the smart feed AI");
    assert_eq!(shown(&two), ["AI = tag:ai"]);
}

#[tokio::test]
async fn unread_entries_of_a_smart_feed_are_counted() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 12).await;
    let known = ids(&store);
    mark(&store, &known[..4], Mark::Tag(text("ai"))).await;
    mark(&store, &known[..1], Mark::Read(true)).await;
    let count = |what: &str| store.count_unread(&query(what), &moment(0)).unwrap();
    assert_eq!(count("tag:ai"), Count { n: 3, capped: false });
    assert_eq!(count("title:/1/"), Count { n: 3, capped: false });
    assert_eq!(count(""), Count { n: 11, capped: false });
    assert_eq!(count("read"), Count { n: 0, capped: false });
}

#[tokio::test]
async fn tags_are_listed_by_name_with_their_entries() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 3).await;
    let known = ids(&store);
    for (name, entries) in [("später", 0..3), ("AI", 0..2), ("chips", 1..2)] {
        mark(&store, &known[entries], Mark::Tag(text(name))).await;
    }
    let tags = || {
        let show = |tag: TagCount| format!("{} {}", tag.name, tag.entries);
        store.tags().unwrap().into_iter().map(show).collect::<Vec<_>>()
    };
    assert_eq!(tags(), ["AI 2", "chips 1", "später 3"]);
    mark(&store, &known, Mark::Untag(text("chips"))).await;
    assert_eq!(tags(), ["AI 2", "später 3"], "a tag that nothing has is none");
    store.undo(at(300)).await.unwrap();
    assert_eq!(tags(), ["AI 2", "chips 1", "später 3"]);
    store.unsubscribe(vec![feed], at(400)).await.unwrap();
    assert!(tags().is_empty());
    store.undo(at(500)).await.unwrap();
    assert_eq!(tags(), ["AI 2", "chips 1", "später 3"]);
}
