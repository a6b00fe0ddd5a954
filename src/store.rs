//! The store is the truth: one SQLite file, one writer thread, read connections apart. It knows
//! neither network nor screen, and never looks at the clock: `now` comes in. Called by `service`,
//! `cli` and `runtime`.
//!
//! Reads lend a connection from `connection::Readers`; writes are jobs of `writer`, which owns the
//! `desk` (the one connection that writes) and leaves to `beside` what would hold it up. The other files
//! each hold the SQL of one subject.

mod activity;
mod arrangement;
mod beside;
mod bodies;
mod care;
mod categories;
mod changes;
mod columns;
mod compile;
mod connection;
mod desk;
mod downloads;
mod edits;
mod entries;
mod error;
mod feeds;
mod fetches;
mod handle;
mod identities;
mod incoming;
mod index;
mod interface;
mod links;
mod listing;
mod marks;
mod memory;
mod notes;
mod removal;
mod rows;
mod salvage;
mod schema;
mod search;
mod smart_feeds;
mod stories;
mod subscriptions;
mod tags;
#[cfg(test)]
mod tests;
mod versions;
mod walk;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::domain::{
    Category, Change, Entry, EntryId, Feed, FeedActivity, FeedId, FullText, Moment, Timestamp, WebUrl,
};
use crate::query::Query;
use crate::text::SafeText;

use handle::{Inner, Shared};
use walk::Way;

pub use bodies::{PackedBody, Packer};
pub use error::{Error, Result};
pub use interface::{
    Applied, Count, Cursor, FeedSettings, FetchOutcome, FetchPlan, FetchRecord, FetchScope, Hit,
    IncomingEntry, IndexState, KnownLink, LinkNews, Listing, Mark, Marked, NewFeed, Page, ParsedFetch,
    SearchPage, Sort, Subscribed, Target, Validators,
};
pub use salvage::Salvaged;
pub use schema::upgrade_copies;
pub use stories::StoryFacts;
pub use stories::grouping::{
    Batch as GroupingBatch, Groupable, GroupingState, Place as GroupingPlace, StoryNews,
};

/// A cheap handle. Reads run on the caller's thread (call them from `spawn_blocking` in async code);
/// writes are futures that resolve when the writer thread has committed.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

impl Store {
    /// Opens or makes the database file (folder 0700, file 0600).
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { inner: Arc::new(Inner::open(path)?) })
    }

    /// A store of its own for tests, that is gone with its last handle. It lives in the memory file
    /// system where there is one, because only a file behaves as production does.
    pub fn in_memory() -> Result<Self> {
        Ok(Self { inner: Arc::new(Inner::in_memory()?) })
    }

    /// Saves what can be read of the damaged file at `path` into a new one in its place, and keeps the
    /// damaged one beside; `None` when it is in order. No tidings may have the file open.
    pub fn salvage(path: &Path, now: Timestamp) -> Result<Option<Salvaged>> {
        salvage::salvage(path, now)
    }

    // Reads.

    /// All subscribed feeds by position and title.
    pub fn feeds(&self) -> Result<Vec<Feed>> {
        self.shared().readers.with(feeds::load_all)
    }

    /// The categories that hold feeds, and those that the person made, parents before children.
    pub fn categories(&self) -> Result<Vec<Category>> {
        self.shared().readers.with(categories::load_used)
    }

    /// How much these feeds brought in the weeks before `now`.
    pub fn activity(&self, feeds: &[FeedId], now: Timestamp) -> Result<Vec<FeedActivity>> {
        self.shared().readers.with(|conn| activity::of(conn, feeds, now))
    }

    /// A feed by id, address or exact title.
    pub fn find_feed(&self, name: &str) -> Result<Option<Feed>> {
        self.shared().readers.with(|conn| feeds::find(conn, name))
    }

    /// A whole entry.
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>> {
        let shared = self.shared();
        shared.readers.with(|conn| shared.with_bodies(|bodies| entries::load(conn, bodies, id)))
    }

    /// A page of entries.
    pub fn list(&self, listing: &Listing, moment: &Moment) -> Result<Page> {
        self.shared().readers.with(|conn| listing::list(conn, listing, moment))
    }

    /// How many match, counted up to `cap` (`None`: exactly).
    pub fn count(&self, query: &Query, cap: Option<u64>, moment: &Moment) -> Result<Count> {
        self.shared().readers.with(|conn| listing::count(conn, query, cap, moment))
    }

    /// Ranked search.
    pub fn search(&self, query: &Query, limit: usize, moment: &Moment) -> Result<SearchPage> {
        let shared = self.shared();
        let search =
            |conn: &_| shared.with_bodies(|bodies| search::search(conn, bodies, query, limit, moment));
        shared.readers.with(search)
    }

    /// What is needed to fetch feeds, oldest due first. A feed that was asked to wait says until
    /// when, also when that instant has passed; `Due` leaves out those that still have to wait.
    pub fn fetch_plans(&self, scope: &FetchScope) -> Result<Vec<FetchPlan>> {
        self.shared().readers.with(|conn| fetches::plans(conn, scope))
    }

    /// The instant at which the next feed is due; the year 1970 for one that was never fetched.
    pub fn next_due(&self) -> Result<Option<Timestamp>> {
        self.shared().readers.with(fetches::next_due)
    }

    /// The journal, newest first.
    pub fn changes(&self, limit: usize) -> Result<Vec<Change>> {
        self.shared().readers.with(|conn| changes::list(conn, limit))
    }

    /// How far the index is.
    pub fn index_state(&self) -> Result<IndexState> {
        self.shared().readers.with(index::state)
    }

    /// A small value kept for the program (`session`, …).
    pub fn memo(&self, key: &str) -> Result<Option<String>> {
        self.shared().readers.with(|conn| handle::load_memo(conn, key))
    }

    /// What is known of a link that names a third party in place of the publisher.
    pub fn known_link(&self, link: &WebUrl) -> Result<Option<KnownLink>> {
        self.shared().readers.with(|conn| links::load(conn, link))
    }

    /// A compressor for bodies.
    pub fn packer(&self) -> Packer {
        self.shared().packer()
    }

    /// Gives `packer` the newest dictionary, if it has another one; making a compressor ready costs as
    /// much as compressing some hundred bodies, so packers are kept.
    pub fn renew_packer(&self, packer: &mut Packer) {
        self.shared().renew_packer(packer);
    }

    /// The entry that arrived last.
    pub fn newest_entry(&self) -> Result<Option<EntryId>> {
        self.shared().readers.with(entries::newest)
    }

    /// Entries that arrived after `entry` (`None`: all), in order of arrival.
    pub fn entries_after(&self, entry: Option<EntryId>) -> Result<Vec<EntryId>> {
        self.shared().readers.with(|conn| entries::after(conn, entry))
    }

    /// Changes when anybody, another process included, wrote since (SQLite `data_version`).
    pub fn data_version(&self) -> Result<u64> {
        self.shared().data_version()
    }

    /// Changes when another program wrote since, and not when this store did: the writer's own
    /// connection is asked, which does not count its own commits. Starts the writer.
    pub async fn version_of_others(&self) -> Result<u64> {
        let version = |desk: &mut desk::Desk| {
            desk.bare(|conn| Ok(conn.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0))?))
        };
        Ok(self.inner.write(version).await?.cast_unsigned())
    }

    /// Commits that wrote fetched feeds since the store was opened: fewer than feeds where feeds
    /// arrived together.
    pub fn fetch_commits(&self) -> u64 {
        self.shared().fetch_commits.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// After an unclean end (and only then) looks for damage, on a connection of its own; call it
    /// off the UI thread once the first frame stands. On damage writing stops, a copy is kept as
    /// `….damaged-DATE`, and the answer is what to tell the person.
    pub fn check_after_crash(&self) -> Result<Option<SafeText>> {
        self.inner.check_after_crash()
    }

    // Writes: each is one job of the writer thread and one transaction (or a part of one).

    /// Subscribes to feeds, in one transaction and one line of the journal.
    pub async fn subscribe(&self, feeds: Vec<NewFeed>, now: Timestamp) -> Result<Vec<Subscribed>> {
        self.inner.write(move |desk| desk.person(|conn| changes::subscribe(conn, &feeds, now))).await
    }

    /// Unsubscribes; entries with a star or a note stay.
    pub async fn unsubscribe(&self, feeds: Vec<FeedId>, now: Timestamp) -> Result<Change> {
        self.inner.write(move |desk| desk.person(|conn| changes::unsubscribe(conn, &feeds, now))).await
    }

    /// Changes a feed's settings; a change that changes nothing has count 0 and no journal line.
    pub async fn set_feed(&self, feed: FeedId, settings: FeedSettings, now: Timestamp) -> Result<Change> {
        self.inner.write(move |desk| desk.person(|conn| changes::set_feed(conn, feed, &settings, now))).await
    }

    /// Resumes a paused feed and makes it due.
    pub async fn resume_feed(&self, feed: FeedId, now: Timestamp) -> Result<Change> {
        self.inner.write(move |desk| desk.person(|conn| changes::resume(conn, feed, now))).await
    }

    /// Writes the outcome of a fetch; outcomes that wait together share a commit.
    pub async fn record_fetch(&self, record: FetchRecord) -> Result<Applied> {
        self.inner.record_fetch(record).await
    }

    /// Changes state; returns what was really changed (no journal line if nothing was).
    pub async fn mark(&self, target: Target, mark: Mark, moment: Moment) -> Result<Marked> {
        let work = move |conn: &rusqlite::Connection| {
            let ids = match target {
                Target::Entries(ids) => ids,
                Target::Query { query, up_to } => listing::matching(conn, &query, up_to, &moment)?,
            };
            changes::mark(conn, &ids, &mark, moment.now)
        };
        self.inner.write(move |desk| desk.person(work)).await
    }

    /// Stores a fetched article; true if the one that was held before told a reader something else.
    pub async fn set_full_text(&self, entry: EntryId, text: FullText) -> Result<bool> {
        let mut packer = self.packer();
        let work =
            move |conn: &rusqlite::Connection| entries::save_full_text(conn, &mut packer, entry, &text);
        self.inner.write(move |desk| desk.routine(work)).await
    }

    /// Names the author of an entry whose feed names none; to be called before its article is stored.
    pub async fn fill_author(&self, entry: EntryId, author: SafeText) -> Result<()> {
        let work = move |conn: &rusqlite::Connection| entries::fill_author(conn, entry, &author);
        self.inner.write(move |desk| desk.routine(work)).await
    }

    /// Keeps what was found out of links that name a third party in place of the publisher.
    pub async fn set_links(&self, news: Vec<(WebUrl, LinkNews)>, now: Timestamp) -> Result<()> {
        self.inner.write(move |desk| desk.routine(|conn| links::save(conn, &news, now))).await
    }

    /// Undoes the newest change that is not undone; `None` when there is none. One that cannot be
    /// undone is an error that says why, and is passed over from then on.
    pub async fn undo(&self, now: Timestamp) -> Result<Option<Change>> {
        self.inner.write(move |desk| desk.person(|conn| walk::step(conn, Way::Undo, now))).await?.only()
    }

    /// Redoes the oldest undone change after the last one made, in the same way.
    pub async fn redo(&self, now: Timestamp) -> Result<Option<Change>> {
        self.inner.write(move |desk| desk.person(|conn| walk::step(conn, Way::Redo, now))).await?.only()
    }

    /// Keeps a small value.
    pub async fn set_memo(&self, key: &'static str, value: String) -> Result<()> {
        self.inner.write(move |desk| desk.routine(|conn| handle::save_memo(conn, key, &value))).await
    }

    /// Indexes for at most `budget`; true when nothing is left.
    pub async fn index_for(&self, budget: Duration) -> Result<bool> {
        self.inner.write(move |desk| desk.index_for(budget)).await
    }

    /// Starts the work in the background that an earlier run left (the search index), without
    /// waiting for it. Every write does so too.
    pub fn wake(&self) {
        self.inner.wake();
    }

    /// Drops what is too old to be undone, folds the write-ahead log into the file and lets SQLite
    /// refresh its statistics.
    pub async fn tidy(&self) -> Result<()> {
        let work = |desk: &mut desk::Desk| {
            desk.routine(care::drop_old)?;
            desk.bare(care::fold_log)
        };
        self.inner.write(work).await
    }

    /// A copy of the whole database at `file`, which must not exist.
    pub async fn backup(&self, file: PathBuf) -> Result<()> {
        self.inner.aside(move |shared| connection::copy(&shared.readers.another()?, &file)).await
    }

    /// Rebuilds the file without gaps.
    pub async fn vacuum(&self) -> Result<()> {
        let work = |desk: &mut desk::Desk| {
            desk.bare(|conn| Ok(conn.execute_batch("VACUUM")?))?;
            desk.bare(care::fold_log)
        };
        self.inner.write(work).await
    }

    /// Full check: damage, kept counts, index. Counts that are wrong are mended and reported; the
    /// answer is empty when all is well.
    pub async fn check(&self) -> Result<Vec<SafeText>> {
        let mut damage = self.inner.aside(|shared| shared.look_for_damage(true)).await?;
        if !damage.is_empty() {
            damage.push(SafeText::new(&Error::Damaged.to_string()));
            return Ok(damage);
        }
        self.inner.write(|desk| desk.routine(care::mend)).await
    }

    /// Waits for the writer to finish what it was given, at most `limit`. Later writes fail.
    pub async fn close(&self, limit: Duration) {
        self.inner.close(limit).await;
    }

    fn shared(&self) -> &Shared {
        &self.inner.shared
    }
}
