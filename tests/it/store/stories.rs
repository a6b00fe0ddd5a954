//! Stories as they are kept: parts of a batch, the person's word and its undoing, entries that leave.

use std::collections::BTreeSet;

use tidings::domain::{ChangeKind, EntryId, StoryId};
use tidings::query::Query;
use tidings::store::{Error, Listing, Store, StoryNews};

use super::{at, entry, fill, ids, moment, new_feed, subscribe};

/// A store with six entries of two feeds, of which the first five are one story and one is alone.
async fn told() -> (Store, Vec<EntryId>) {
    let store = Store::in_memory().unwrap();
    let (one, other) = (
        subscribe(&store, "https://a.example/feed").await,
        subscribe(&store, "https://b.example/feed").await,
    );
    fill(&store, one, 3).await;
    fill(&store, other, 3).await;
    let all = ids(&store);
    group(&store, &[&all[..5]]).await;
    (store, all)
}

/// Writes these groups as what came of everything that waits.
async fn group(store: &Store, groups: &[&[EntryId]]) -> bool {
    let batch = store.story_batch().unwrap();
    let groups = groups.iter().map(|group| group.iter().map(|entry| (*entry, None)).collect()).collect();
    let done = batch.left.last().copied().unwrap_or_default();
    let news = StoryNews { stored: batch.stored, begun: batch.begun, done, is_last: true, groups };
    store.record_stories(news).await.unwrap().is_some()
}

fn story(store: &Store, id: EntryId) -> Option<StoryId> {
    entry(store, id).row.story
}

fn count(store: &Store, query: &str) -> usize {
    let query = Query::parse(query).unwrap();
    store.list(&Listing { query, ..Listing::default() }, &moment(0)).unwrap().rows.len()
}

#[tokio::test]
async fn a_group_is_a_story_with_its_outlets_and_times() {
    let (store, all) = told().await;
    let (found, tellings) = store.story_of(all[0]).unwrap().expect("a story");
    assert_eq!((found.entries, found.outlets), (5, 2));
    assert_eq!((found.first_seen, found.last_seen), (at(60), at(180)));
    assert_eq!(tellings.len(), 5);
    assert_eq!(store.story_members(all[4]).unwrap().len(), 5);
    assert_eq!(store.story_members(all[5]).unwrap(), [all[5]], "alone");
    assert_eq!(count(&store, &format!("story:{}", found.id)), 5);
    assert_eq!((count(&store, "outlets>1"), count(&store, "outlets<2"), count(&store, "story:x")), (5, 1, 0));
    assert_eq!(store.count_ungrouped(9).unwrap(), 0);
}

#[tokio::test]
async fn stories_that_turn_out_to_be_one_become_the_older_one() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 4).await;
    let all = ids(&store);
    group(&store, &[&all[..2], &all[2..]]).await;
    let first = story(&store, all[0]);
    assert!(first < story(&store, all[2]));
    fill(&store, feed, 5).await;
    let all = ids(&store);
    group(&store, &[&all]).await;
    assert!(all.iter().all(|id| story(&store, *id) == first));
    assert_eq!(store.stories(&(1..9).map(StoryId).collect::<BTreeSet<_>>()).unwrap().len(), 1);
}

#[tokio::test]
async fn who_groups_what_another_has_grouped_writes_nothing() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 4).await;
    let all = ids(&store);
    let slow = store.story_batch().unwrap();
    assert!(group(&store, &[&all[..2]]).await);
    let news = StoryNews {
        stored: slow.stored,
        begun: slow.begun,
        done: *slow.left.last().unwrap(),
        is_last: true,
        groups: vec![vec![(all[2], None), (all[3], None)]],
    };
    assert!(store.record_stories(news).await.unwrap().is_none());
    assert_eq!(story(&store, all[2]), None);
}

#[tokio::test]
async fn a_batch_that_was_stopped_goes_on_where_it_was() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 4).await;
    let batch = store.story_batch().unwrap();
    let news = StoryNews {
        stored: batch.stored,
        begun: batch.begun,
        done: batch.left[1],
        is_last: false,
        groups: Vec::new(),
    };
    store.record_stories(news).await.unwrap().expect("written");
    fill(&store, feed, 6).await;
    let left = store.story_batch().unwrap();
    assert_eq!(left.left, batch.left[2..], "what came meanwhile is of the next batch");
    let done = *left.left.last().unwrap();
    let news = StoryNews { stored: left.stored, begun: left.begun, done, is_last: true, groups: Vec::new() };
    store.record_stories(news).await.unwrap().expect("written");
    assert_eq!(store.story_batch().unwrap().left.len(), 2);
}

#[tokio::test]
async fn a_batch_whose_rest_left_with_its_feed_ends() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 2).await;
    let batch = store.story_batch().unwrap();
    let news =
        StoryNews { stored: batch.stored, begun: batch.begun, done: batch.left[0], ..StoryNews::default() };
    store.record_stories(news).await.unwrap().expect("written");
    store.unsubscribe(vec![feed], at(10)).await.unwrap();
    let other = subscribe(&store, "https://b.example/feed").await;
    fill(&store, other, 2).await;
    let all = ids(&store);
    assert!(group(&store, &[&all]).await);
    assert!(story(&store, all[0]).is_some());
    assert!(store.story_batch().unwrap().left.is_empty());
}

#[tokio::test]
async fn not_the_same_story_is_kept_and_undone() {
    let (store, all) = told().await;
    let before = story(&store, all[0]);
    let change = store.separate_stories(vec![all[1]], at(10)).await.unwrap();
    assert_eq!((change.kind, change.count), (ChangeKind::Story, 1));
    assert_eq!(story(&store, all[1]), None);
    assert_eq!(store.story_members(all[0]).unwrap().len(), 4);
    let rules = store.story_rules().unwrap();
    assert_eq!(rules.len(), 4, "with each of the others");
    assert!(rules.iter().all(|(_, _, together)| !together));
    store.undo(at(20)).await.unwrap().expect("undone");
    assert_eq!((story(&store, all[1]), store.story_rules().unwrap().len()), (before, 0));
    store.redo(at(30)).await.unwrap().expect("done again");
    assert_eq!((story(&store, all[1]), store.story_rules().unwrap().len()), (None, 4));
    assert_eq!(store.separate_stories(vec![all[5]], at(40)).await.unwrap().count, 0, "it is alone already");
}

#[tokio::test]
async fn the_same_story_is_kept_and_undone_and_takes_back_what_was_said() {
    let (store, all) = told().await;
    store.separate_stories(vec![all[1]], at(10)).await.unwrap();
    store.unite_stories(vec![all[0], all[1], all[5]], at(20)).await.unwrap();
    assert_eq!(store.story_members(all[5]).unwrap().len(), 6);
    let rules = store.story_rules().unwrap();
    assert!(rules.iter().all(|(_, _, together)| *together), "{rules:?}");
    store.undo(at(30)).await.unwrap().expect("undone");
    assert_eq!((story(&store, all[1]), story(&store, all[5])), (None, None));
    assert_eq!(store.story_rules().unwrap().len(), 4);
    assert!(matches!(store.unite_stories(vec![all[5]], at(40)).await, Err(Error::OneEntryStory)));
}

#[tokio::test]
async fn grouping_looks_anew_after_the_person_spoke() {
    let (store, all) = told().await;
    let before = store.story_batch().unwrap().stored;
    store.separate_stories(vec![all[1]], at(10)).await.unwrap();
    assert!(!store.story_batch().unwrap().stored.is_as(&before));
}

#[tokio::test]
async fn a_feed_takes_its_tellings_along_and_brings_them_back() {
    let (store, all) = told().await;
    let before = story(&store, all[0]);
    let feed = entry(&store, all[0]).row.feed;
    store.unsubscribe(vec![feed], at(10)).await.unwrap();
    let (story_now, _) = store.story_of(all[3]).unwrap().expect("two are left");
    assert_eq!((story_now.entries, story_now.outlets), (2, 1));
    store.undo(at(20)).await.unwrap().expect("undone");
    assert_eq!(story(&store, all[0]), before);
    assert_eq!(store.story_of(all[3]).unwrap().expect("a story").0.entries, 5);
    assert_eq!(store.check().await.unwrap(), Vec::<tidings::text::SafeText>::new());
}

#[tokio::test]
async fn a_story_of_which_one_telling_is_left_is_none() {
    let store = Store::in_memory().unwrap();
    let one = store.subscribe(vec![new_feed("https://a.example/feed")], at(0)).await.unwrap()[0].id;
    let other = subscribe(&store, "https://b.example/feed").await;
    fill(&store, one, 1).await;
    fill(&store, other, 1).await;
    let all = ids(&store);
    group(&store, &[&all]).await;
    store.unsubscribe(vec![other], at(10)).await.unwrap();
    assert_eq!(story(&store, all[0]), None);
    assert_eq!(store.story_members(all[0]).unwrap(), [all[0]]);
    assert_eq!(count(&store, "outlets=1"), 1);
}
