//! What the person changes, undone and redone.

use std::time::{Duration, Instant};

use tidings::domain::{ChangeKind, FullTextMode};
use tidings::query::Query;
use tidings::store::{Error, FeedSettings, FetchScope, Mark, NewFeed, Store, Target};
use tidings::text::SafeText;

use super::{arrive, at, entry, fill, ids, incoming, mark, moment, new_feed, rows, subscribe, url};

fn text(text: &str) -> SafeText {
    SafeText::new(text)
}

async fn undo(store: &Store) -> String {
    store.undo(at(500)).await.unwrap().expect("something to undo").label.to_string()
}

async fn redo(store: &Store) -> String {
    store.redo(at(600)).await.unwrap().expect("something to redo").label.to_string()
}

#[tokio::test]
async fn marks_are_undone_and_redone_in_order() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 3).await;
    let known = ids(&store);
    let state = || {
        let entry = entry(&store, known[0]).row;
        let counts = store.feeds().unwrap()[0].counts;
        (entry.read, entry.starred, entry.tags.len(), counts.unread, counts.starred)
    };
    mark(&store, &known[..2], Mark::Read(true)).await;
    mark(&store, &known[..1], Mark::Starred(true)).await;
    mark(&store, &known[..1], Mark::Tag(text("ai"))).await;
    assert_eq!(state(), (true, true, 1, 1, 1));
    assert_eq!(undo(&store).await, "1 tagged ai");
    assert_eq!(state(), (true, true, 0, 1, 1));
    assert_eq!(undo(&store).await, "1 starred");
    assert_eq!(state(), (true, false, 0, 1, 0));
    assert_eq!(undo(&store).await, "2 marked read");
    assert_eq!(state(), (false, false, 0, 3, 0));
    for _ in 0..3 {
        redo(&store).await;
    }
    assert_eq!(state(), (true, true, 1, 1, 1));
    assert!(store.redo(at(700)).await.unwrap().is_none());
    let lines = store.changes(10).unwrap();
    assert_eq!(
        lines.iter().map(|line| line.kind).collect::<Vec<_>>(),
        [ChangeKind::Tag, ChangeKind::Star, ChangeKind::Read, ChangeKind::Subscribe]
    );
    assert!(lines.iter().all(|line| !line.undone));
}

#[tokio::test]
async fn only_what_was_really_changed_is_undone() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 3).await;
    let known = ids(&store);
    mark(&store, &known[..1], Mark::Read(true)).await;
    let all = mark(&store, &known, Mark::Read(true)).await;
    assert_eq!(all.entries, known[1..]);
    assert_eq!(undo(&store).await, "2 marked read");
    assert!(entry(&store, known[0]).row.read);
    let nothing = mark(&store, &known[..1], Mark::Read(true)).await;
    assert!(nothing.change.is_none() && nothing.entries.is_empty());
    assert!(store.changes(1).unwrap()[0].undone, "a change of nothing leaves what can be redone");
}

#[tokio::test]
async fn a_tag_is_taken_and_given_back() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 2).await;
    let known = ids(&store);
    mark(&store, &known, Mark::Tag(text("AI"))).await;
    mark(&store, &known[..1], Mark::Untag(text("ai"))).await;
    assert!(entry(&store, known[0]).row.tags.is_empty());
    assert_eq!(undo(&store).await, "1 untagged ai");
    assert_eq!(entry(&store, known[0]).row.tags, [text("AI")]);
    let error = store.mark(Target::Entries(known), Mark::Tag(text(" ")), moment(0)).await.unwrap_err();
    assert!(matches!(error, Error::EmptyTag));
}

#[tokio::test]
async fn a_new_change_drops_what_was_undone() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 2).await;
    let known = ids(&store);
    let first = mark(&store, &known[..1], Mark::Read(true)).await.change.unwrap();
    undo(&store).await;
    let second = mark(&store, &known[1..], Mark::Read(true)).await.change.unwrap();
    assert!(second.id > first.id, "ids of lines are not used twice");
    assert!(store.redo(at(700)).await.unwrap().is_none());
    assert_eq!(store.changes(10).unwrap().len(), 2);
}

#[tokio::test]
async fn entries_that_arrived_meanwhile_are_not_marked_with_all() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 2).await;
    let newest_seen = ids(&store)[1];
    arrive(&store, feed, vec![incoming(&store, 3, 0)]).await;
    let target = Target::Query { query: Query::default(), up_to: Some(newest_seen) };
    let marked = store.mark(target, Mark::Read(true), moment(300)).await.unwrap();
    assert_eq!(marked.entries.len(), 2);
    assert_eq!(store.feeds().unwrap()[0].counts.unread, 1);
}

#[tokio::test]
async fn unsubscribing_is_undone_with_all_state() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    let other = subscribe(&store, "https://b.example/feed").await;
    fill(&store, feed, 5).await;
    fill(&store, other, 1).await;
    let known = ids(&store);
    mark(&store, &known[..2], Mark::Read(true)).await;
    mark(&store, &known[2..3], Mark::Starred(true)).await;
    mark(&store, &known[1..3], Mark::Tag(text("ai"))).await;
    let before = rows(&store);
    let change = store.unsubscribe(vec![feed], at(400)).await.unwrap();
    assert_eq!(change.label.as_str(), "unsubscribed from a.example");
    assert_eq!(store.feeds().unwrap().len(), 1);
    assert_eq!(ids(&store), [known[2], known[5]], "starred entries stay");
    assert_eq!(entry(&store, known[2]).row.tags, [text("ai")]);

    // What arrives now must not take the ids of what is away.
    arrive(&store, other, vec![incoming(&store, 2, 0)]).await;
    assert!(ids(&store).iter().all(|id| *id == known[2] || *id >= known[5]));

    undo(&store).await;
    let after: Vec<_> = rows(&store).into_iter().filter(|row| known.contains(&row.id)).collect();
    assert_eq!(after, before);
    assert_eq!(entry(&store, known[0]).content.source(), "<p>Text 1.0</p>");
    let counts = store.find_feed("https://a.example/feed").unwrap().unwrap().counts;
    assert_eq!((counts.total, counts.unread, counts.starred), (5, 3, 1));
    redo(&store).await;
    assert_eq!(store.feeds().unwrap().len(), 1);
    undo(&store).await;
    assert_eq!(rows(&store).len(), 7);
    assert!(store.check().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_comes_back_is_indexed_again() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 5).await;
    let long = Duration::from_mins(10);
    assert!(store.index_for(long).await.unwrap());
    store.unsubscribe(vec![feed], at(400)).await.unwrap();
    let away = store.index_state().unwrap();
    assert_eq!(away.indexed, away.total);
    undo(&store).await;
    assert!(store.index_for(long).await.unwrap(), "nothing is left to index");
    let back = store.index_state().unwrap();
    assert_eq!(back.indexed, back.total);
}

#[tokio::test]
async fn subscribing_is_undone_and_again_brings_entries_back() {
    let store = Store::in_memory().unwrap();
    let feeds = vec![new_feed("https://a.example/feed"), new_feed("https://b.example/feed")];
    let done = store.subscribe(feeds.clone(), at(0)).await.unwrap();
    assert!(done.iter().all(|feed| !feed.already));
    let again = store.subscribe(feeds, at(1)).await.unwrap();
    assert!(again.iter().all(|feed| feed.already));
    assert_eq!(store.changes(10).unwrap().len(), 1, "one line for both, none for nothing");
    fill(&store, done[0].id, 2).await;
    assert_eq!(undo(&store).await, "subscribed to 2 feeds");
    assert!(store.feeds().unwrap().is_empty() && rows(&store).is_empty());
    redo(&store).await;
    assert_eq!(rows(&store).len(), 2);

    store.unsubscribe(vec![done[0].id], at(400)).await.unwrap();
    let back = store.subscribe(vec![new_feed("https://a.example/feed")], at(500)).await.unwrap();
    assert_eq!((back[0].id, back[0].already), (done[0].id, false));
    assert_eq!(rows(&store).len(), 2, "what was known comes back with the feed");
}

#[tokio::test]
async fn settings_of_a_feed_are_set_undone_and_redone() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    let set = |settings| store.set_feed(feed, settings, at(300));
    let title = FeedSettings { title: Some(Some(text("Weekly"))), ..FeedSettings::default() };
    assert_eq!(set(title).await.unwrap().label.as_str(), "renamed a.example to Weekly");
    let category = FeedSettings { category: Some(Some(text("News/Tech"))), ..FeedSettings::default() };
    assert_eq!(set(category).await.unwrap().label.as_str(), "moved Weekly to News/Tech");
    let more = FeedSettings {
        interval: Some(Some(Duration::from_mins(15))),
        full_text: Some(Some(FullTextMode::OnOpen)),
        ..FeedSettings::default()
    };
    assert_eq!(set(more.clone()).await.unwrap().label.as_str(), "changed the settings of Weekly");
    let nothing = set(more).await.unwrap();
    assert_eq!(nothing.count, 0);
    assert_eq!(store.changes(10).unwrap().len(), 4);

    let shown = || store.feeds().unwrap().remove(0);
    assert_eq!(shown().subscription.category_path, Some(text("News/Tech")));
    assert_eq!(shown().subscription.interval, Some(Duration::from_mins(15)));
    assert_eq!(shown().subscription.full_text, Some(FullTextMode::OnOpen));
    let paths: Vec<_> =
        store.categories().unwrap().into_iter().map(|category| category.path.to_string()).collect();
    assert_eq!(paths, ["News", "News/Tech"]);
    for _ in 0..3 {
        undo(&store).await;
    }
    assert_eq!(shown().subscription, tidings::domain::Subscription::default());
    assert_eq!(shown().title.as_str(), "a.example");
    assert!(store.categories().unwrap().is_empty(), "a category lives by its feeds");
    for _ in 0..3 {
        redo(&store).await;
    }
    assert_eq!(shown().subscription.full_text, Some(FullTextMode::OnOpen));
    assert_eq!(shown().title.as_str(), "Weekly");
}

#[tokio::test]
async fn an_address_that_another_feed_has_is_refused() {
    let store = Store::in_memory().unwrap();
    let first = subscribe(&store, "https://a.example/feed").await;
    let second = subscribe(&store, "https://b.example/feed").await;
    let settings = FeedSettings {
        url: Some(url("https://b.example/feed")),
        title: Some(Some(text("half"))),
        ..FeedSettings::default()
    };
    let error = store.set_feed(first, settings.clone(), at(300)).await.unwrap_err();
    assert!(matches!(error, Error::AddressTaken(_)), "{error}");
    assert_eq!(store.find_feed("a.example").unwrap().unwrap().id, first, "nothing was half done");
    store.unsubscribe(vec![second], at(400)).await.unwrap();
    store.set_feed(first, settings, at(500)).await.unwrap();
    undo(&store).await;
    undo(&store).await;
    assert_eq!(store.feeds().unwrap().len(), 2);
}

#[tokio::test]
async fn feeds_are_found_by_id_address_and_title() {
    let store = Store::in_memory().unwrap();
    let secret = NewFeed { title: Some(text("7")), ..new_feed("https://me:secret@a.example/feed") };
    let first = store.subscribe(vec![secret], at(0)).await.unwrap()[0].id;
    let second = subscribe(&store, "https://b.example/feed").await;
    let found = |name: &str| store.find_feed(name).unwrap().map(|feed| feed.id);
    assert_eq!(found(&second.to_string()), Some(second));
    assert_eq!(found("https://me:secret@a.example/feed"), Some(first));
    assert_eq!(found("https://me:***@a.example/feed"), Some(first));
    assert_eq!(found("7"), Some(first));
    assert_eq!(found("b.example"), Some(second));
    assert_eq!(found("b.exampl"), None);
    let unknown = store.unsubscribe(vec![tidings::domain::FeedId(99)], at(1)).await.unwrap_err();
    assert!(matches!(unknown, Error::NoFeed(_)));
}

#[tokio::test]
async fn marking_very_many_is_undone_in_one_go() {
    let store = Store::in_memory().unwrap();
    for i in 0..10 {
        let feed = subscribe(&store, &format!("https://{i}.example/feed")).await;
        let bare = |key| tidings::store::IncomingEntry { body: None, ..incoming(&store, key, 0) };
        arrive(&store, feed, (1..=2_000).map(bare).collect()).await;
    }
    let all = Target::Query { query: Query::default(), up_to: None };
    let marked = store.mark(all, Mark::Read(true), moment(300)).await.unwrap();
    assert_eq!(marked.entries.len(), 20_000);
    assert_eq!(marked.change.unwrap().label.as_str(), "20000 marked read");
    let began = Instant::now();
    undo(&store).await;
    let took = began.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?} for a debug build on a busy machine");
    assert!(store.feeds().unwrap().iter().all(|feed| feed.counts.unread == 2_000));
}

#[tokio::test]
async fn what_is_too_old_to_undo_is_dropped_by_tidying() {
    let store = Store::in_memory().unwrap();
    let gone = subscribe(&store, "https://a.example/feed").await;
    let kept = subscribe(&store, "https://b.example/feed").await;
    fill(&store, gone, 3).await;
    fill(&store, kept, 1).await;
    let starred = ids(&store)[0];
    mark(&store, &[starred], Mark::Starred(true)).await;
    store.unsubscribe(vec![gone], at(300)).await.unwrap();
    store.tidy().await.unwrap();
    assert_eq!(store.changes(10).unwrap().len(), 4, "all of it is young");

    let later = moment(40 * 24 * 3600);
    let last = ids(&store)[1];
    store.mark(Target::Entries(vec![last]), Mark::Read(true), later.clone()).await.unwrap();
    store.tidy().await.unwrap();
    assert_eq!(store.changes(10).unwrap().len(), 1);
    assert_eq!(ids(&store), [starred, last], "the starred entry and its feed's name stay");
    assert!(store.check().await.unwrap().is_empty());
    let again = store.subscribe(vec![new_feed("https://a.example/feed")], later.now).await.unwrap()[0];
    assert_eq!(again.id, gone);
    let plan = store.fetch_plans(&FetchScope::Feeds(vec![gone])).unwrap().remove(0);
    assert_eq!(plan.body_hash, None, "the server is asked for everything again");
    assert_eq!(rows(&store).len(), 2, "what was dropped does not come back");
}
