//! What the person arranges with the reader, as methods of [`Store`]: smart feeds, tags, notes,
//! categories, and the way back to a line of the journal. What is done stands in the files of each
//! subject; here is only the way to the readers and to the writer.

use super::{Count, Result, Store, arrangement, listing, notes, smart_feeds, tags, walk};
use crate::domain::{
    CategoryId, Change, ChangeId, EntryId, FeedId, Moment, OwnSmartFeed, SmartFeedId, TagCount, Timestamp,
};
use crate::query::Query;
use crate::text::SafeText;

/// Numbers beside sources go so far.
const UNREAD_CAP: u64 = 1_000;

impl Store {
    /// The smart feeds that the person saved, in their order.
    pub fn smart_feeds(&self) -> Result<Vec<OwnSmartFeed>> {
        self.shared().readers.with(smart_feeds::load_all)
    }

    /// How many unread entries match, for the number beside a smart feed: exact below 1,000, and
    /// `capped` where there are more or where finding out would take too long.
    pub fn count_unread(&self, query: &Query, moment: &Moment) -> Result<Count> {
        self.shared().readers.with(|conn| listing::count_unread(conn, query, UNREAD_CAP, moment))
    }

    /// The tags that entries have, in alphabetical order.
    pub fn tags(&self) -> Result<Vec<TagCount>> {
        self.shared().readers.with(tags::counts)
    }

    /// Saves a smart feed: a new one (`None`) at the end, or other contents for one that is there.
    pub async fn save_smart_feed(
        &self,
        id: Option<SmartFeedId>,
        title: SafeText,
        query: &Query,
        now: Timestamp,
    ) -> Result<Change> {
        let query = query.clone();
        let work = move |conn: &rusqlite::Connection| smart_feeds::save(conn, id, &title, &query, now);
        self.inner.write(move |desk| desk.person(work)).await
    }

    /// Removes a smart feed; the entries that it showed stay.
    pub async fn remove_smart_feed(&self, id: SmartFeedId, now: Timestamp) -> Result<Change> {
        self.inner.write(move |desk| desk.person(|conn| smart_feeds::remove(conn, id, now))).await
    }

    /// Writes the note of an entry; `None`, or a text with nothing to read, takes it away.
    pub async fn set_note(&self, entry: EntryId, text: Option<String>, now: Timestamp) -> Result<Change> {
        let work = move |conn: &rusqlite::Connection| notes::set(conn, entry, text.as_deref(), now);
        self.inner.write(move |desk| desk.person(work)).await
    }

    /// Makes a category (`News/Tech`), which stays until it is removed, also without feeds.
    pub async fn create_category(&self, path: SafeText, now: Timestamp) -> Result<Change> {
        let work = move |conn: &rusqlite::Connection| arrangement::create(conn, path.as_str(), now);
        self.inner.write(move |desk| desk.person(work)).await
    }

    /// Gives a category another name; its place stays.
    pub async fn rename_category(
        &self,
        category: CategoryId,
        title: SafeText,
        now: Timestamp,
    ) -> Result<Change> {
        let work = move |conn: &rusqlite::Connection| arrangement::rename(conn, category, &title, now);
        self.inner.write(move |desk| desk.person(work)).await
    }

    /// Removes a category; its feeds and the categories in it move to the one above it.
    pub async fn remove_category(&self, category: CategoryId, now: Timestamp) -> Result<Change> {
        self.inner.write(move |desk| desk.person(|conn| arrangement::remove(conn, category, now))).await
    }

    /// Moves a category with all that is in it to another one (made where it is missing), or to the
    /// top (`None`).
    pub async fn move_category(
        &self,
        category: CategoryId,
        parent: Option<SafeText>,
        now: Timestamp,
    ) -> Result<Change> {
        let work = move |conn: &rusqlite::Connection| {
            arrangement::relocate(conn, category, parent.as_ref().map_or("", SafeText::as_str), now)
        };
        self.inner.write(move |desk| desk.person(work)).await
    }

    /// Moves feeds to a category (made where it is missing) or to the top (`None`), in one line of
    /// the journal.
    pub async fn set_feeds_category(
        &self,
        feeds: Vec<FeedId>,
        path: Option<SafeText>,
        now: Timestamp,
    ) -> Result<Change> {
        let work = move |conn: &rusqlite::Connection| {
            arrangement::place(conn, &feeds, path.as_ref().map_or("", SafeText::as_str), now)
        };
        self.inner.write(move |desk| desk.person(work)).await
    }

    /// Undoes every change down to and including this one, newest first; where it is undone, redoes
    /// every change up to and including it. Stops with an error at one that cannot be walked: what
    /// was walked before it stays so, and it is passed over from then on, unless it is named here.
    pub async fn revert_to(&self, change: ChangeId, now: Timestamp) -> Result<Vec<Change>> {
        self.inner.write(move |desk| desk.person(|conn| walk::to(conn, change, now))).await?.all()
    }
}
