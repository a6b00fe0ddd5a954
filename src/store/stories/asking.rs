//! Stories as methods of [`Store`]: only the way to the readers and to the writer. What is done stands in
//! the files of each subject.

use std::collections::BTreeSet;

use super::grouping::{self, Batch, Groupable, GroupingState, Place, StoryNews};
use super::{StoryFacts, rules};
use crate::domain::{Change, EntryId, EntryRow, Story, StoryId, Telling, Timestamp};
use crate::store::{Result, Store};

impl Store {
    /// All tellings of the story that `entry` belongs to, in order of publication; the entry alone if
    /// it has no story.
    pub fn story_members(&self, entry: EntryId) -> Result<Vec<EntryId>> {
        self.shared().readers.with(|conn| super::members(conn, entry))
    }

    /// The story that an entry tells with others, and its tellings, oldest first.
    pub fn story_of(&self, entry: EntryId) -> Result<Option<(Story, Vec<Telling>)>> {
        self.shared().readers.with(|conn| {
            let Some(id) = super::story_of(conn, entry)? else { return Ok(None) };
            let Some(story) = super::load(conn, &BTreeSet::from([id]))?.pop() else { return Ok(None) };
            Ok(Some((story, super::tellings(conn, id)?)))
        })
    }

    /// Stories by id; those that are gone are left out.
    pub fn stories(&self, stories: &BTreeSet<StoryId>) -> Result<Vec<Story>> {
        self.shared().readers.with(|conn| super::load(conn, stories))
    }

    /// The tellings of a story, oldest first.
    pub fn tellings(&self, story: StoryId) -> Result<Vec<Telling>> {
        self.shared().readers.with(|conn| super::tellings(conn, story))
    }

    /// Stories that were told since an instant, the latest first, at most `limit`, with what their rank is
    /// made of.
    pub fn stories_since(&self, since: Timestamp, limit: usize) -> Result<Vec<StoryFacts>> {
        self.shared().readers.with(|conn| super::told_since(conn, since, limit))
    }

    /// How many stories several outlets told since an instant.
    pub fn count_stories_since(&self, since: Timestamp) -> Result<u64> {
        self.shared().readers.with(|conn| super::count_since(conn, since))
    }

    /// Rows of entries, in the order given; those that are gone are left out.
    pub fn rows(&self, entries: &[EntryId]) -> Result<Vec<EntryRow>> {
        self.shared().readers.with(|conn| crate::store::rows::load(conn, entries))
    }

    /// How many entries wait to be grouped, counted up to `cap`.
    pub fn count_ungrouped(&self, cap: u64) -> Result<u64> {
        self.shared().readers.with(|conn| grouping::count_waiting(conn, cap))
    }

    /// The entries that wait to be grouped, in the order in which that is done.
    pub fn story_batch(&self) -> Result<Batch> {
        self.shared().readers.with(grouping::batch)
    }

    /// The entries of the last `window` seconds before the newest one that was grouped, oldest first.
    pub fn recently_grouped(&self, state: &GroupingState, window: i64) -> Result<Vec<Place>> {
        self.shared().readers.with(|conn| {
            let Some(newest) = grouping::newest(conn, state)? else { return Ok(Vec::new()) };
            let since = newest.as_second().saturating_sub(window);
            grouping::recent(conn, state, crate::store::rows::instant(since))
        })
    }

    /// What grouping looks at of entries; those that are gone are left out.
    pub fn groupable(&self, entries: &[Place]) -> Result<Vec<Groupable>> {
        let shared = self.shared();
        shared.readers.with(|conn| shared.with_bodies(|bodies| grouping::groupable(conn, bodies, entries)))
    }

    /// In how many entries words stand (by the hash of the word).
    pub fn story_words(&self) -> Result<Vec<(u32, u32)>> {
        self.shared().readers.with(grouping::words)
    }

    /// What the person said of pairs of entries: whether they tell one event.
    pub fn story_rules(&self) -> Result<Vec<(EntryId, EntryId, bool)>> {
        self.shared().readers.with(rules::all)
    }

    /// Writes what came of a part of a batch. `None` if the stories are not as they were before it: then
    /// nothing is written, and whoever remembers entries must look at them anew.
    pub async fn record_stories(&self, news: StoryNews) -> Result<Option<GroupingState>> {
        self.inner.write(move |desk| desk.routine(|conn| grouping::record(conn, &news))).await
    }

    /// Writes counts of words, and of the entries that were counted.
    pub async fn count_story_words(&self, words: Vec<(u32, u32)>, entries: u32) -> Result<()> {
        let work = move |conn: &rusqlite::Connection| grouping::count_words(conn, &words, entries);
        self.inner.write(move |desk| desk.routine(work)).await
    }

    /// The person says that entries do not tell the story that they are in.
    pub async fn separate_stories(&self, entries: Vec<EntryId>, now: Timestamp) -> Result<Change> {
        self.inner.write(move |desk| desk.person(|conn| rules::separate(conn, &entries, now))).await
    }

    /// The person says that entries tell one event.
    pub async fn unite_stories(&self, entries: Vec<EntryId>, now: Timestamp) -> Result<Change> {
        self.inner.write(move |desk| desk.person(|conn| rules::unite(conn, &entries, now))).await
    }
}
