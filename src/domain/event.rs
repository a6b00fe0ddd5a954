//! Facts from background work, in the past tense. Facts that nobody asked for carry ids and counts;
//! only answers to a request carry content, with its [`RequestId`].

use std::time::Duration;

use super::analysis::Analysis;
use super::brief::Brief;
use super::category::Category;
use super::change::Change;
use super::download::{DownloadProgress, Downloads};
use super::entry::{Entry, EntryRow};
use super::feed::{Feed, FeedActivity};
use super::ids::{EntryId, FeedId, RequestId};
use super::import_plan::{FoundList, ImportPlan};
use super::pack::Offer;
use super::picture::{Cells, PictureId, PictureOutcome};
use super::preview::Preview;
use super::progress::Progress;
use super::smart_feed::{OwnSmartFeed, SmartFeedCount};
use super::story::{Coverage, Story, TopStories};
use super::time::Timestamp;
use super::version::Edit;
use crate::text::document::CodeParts;
use crate::text::{Document, SafeText};

/// A fact.
#[derive(Clone, Debug)]
pub enum Event {
    /// A refresh of so many feeds began.
    RefreshStarted {
        /// Feeds that will be asked.
        feeds: usize,
    },
    /// A refresh got on.
    RefreshProgressed(Progress),
    /// The network is away: no host can be reached.
    NetworkLost {
        /// Since when that is known.
        since: Timestamp,
    },
    /// Hosts answer.
    NetworkFound,
    /// The time of the next feed that is due has come.
    FeedsDue,
    /// One feed answered and what it brought is stored.
    FeedRefreshed {
        /// The feed.
        feed: FeedId,
        /// Entries that are new.
        new: usize,
        /// Entries whose text changed.
        changed: usize,
    },
    /// One feed could not be fetched; its entries stay.
    FeedFailed {
        /// The feed.
        feed: FeedId,
        /// Cause, in one line.
        reason: SafeText,
    },
    /// A refresh ended, whether all feeds answered or it was cancelled.
    RefreshFinished {
        /// New entries over all feeds.
        new: usize,
        /// Entries over all feeds whose text changed.
        changed: usize,
        /// Feeds that failed.
        failed: usize,
        /// True when the person stopped it.
        cancelled: bool,
    },
    /// A refresh could not be made at all.
    RefreshFailed {
        /// Cause and remedy.
        reason: SafeText,
    },
    /// The database is damaged: reading goes on, writing has stopped.
    DamageFound {
        /// What was found and what to do.
        reason: SafeText,
    },
    /// Entries changed state in the store (by this or another tidings).
    EntriesChanged {
        /// Which; empty means "unknown, look again".
        entries: Vec<EntryId>,
    },
    /// Feeds were added, removed or renamed.
    FeedsChanged,
    /// Entries were marked as asked.
    EntriesMarked {
        /// The request of the effect.
        request: RequestId,
        /// The line of the journal; `None` when nothing had to change.
        label: Option<SafeText>,
    },
    /// A write failed: what the screen shows too early has to be taken back.
    WriteFailed {
        /// The request of the effect that failed.
        request: RequestId,
        /// Cause and remedy.
        reason: SafeText,
    },
    /// The sources (feeds, categories, counts) were read.
    SourcesLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// All feeds.
        feeds: Vec<Feed>,
        /// All categories.
        categories: Vec<Category>,
        /// The smart feeds that the person saved, in their order.
        own: Vec<OwnSmartFeed>,
    },
    /// The counts of smart feeds that are not the sum of the feeds' own were read.
    SmartFeedsCounted {
        /// Ties it to its request.
        request: RequestId,
        /// Unread entries of the local day.
        today: u64,
        /// Stories of the last days that several outlets tell.
        stories: u64,
        /// Starred entries.
        starred: u64,
        /// Unread entries of the smart feeds that the person saved.
        own: Vec<SmartFeedCount>,
    },
    /// A page of entries was read.
    PageLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// Rows in order.
        rows: Vec<EntryRow>,
        /// The stories that they tell.
        stories: Box<[Story]>,
        /// True when more follow.
        more: bool,
        /// The newest entry in the store when they were read.
        as_of: Option<EntryId>,
    },
    /// The top stories were read.
    TopStoriesLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// They.
        top: Box<TopStories>,
    },
    /// The coverage of an entry's story was read.
    CoverageLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// It; `None` for an entry that tells its event alone.
        coverage: Option<Box<Coverage>>,
    },
    /// Entries were grouped into stories.
    StoriesGrouped {
        /// How many times a story changed.
        changed: usize,
    },
    /// A search was answered.
    SearchAnswered {
        /// Ties it to its request.
        request: RequestId,
        /// What was found.
        found: Box<Found>,
    },
    /// A picture was loaded at a size, or could not be.
    PictureLoaded {
        /// The picture.
        picture: PictureId,
        /// The room that it was made for.
        room: Cells,
        /// What became of it.
        outcome: PictureOutcome,
    },
    /// A change that the person ordered was written.
    ChangeMade {
        /// Ties it to its order.
        request: RequestId,
        /// The line of the journal; `None` when nothing had to change.
        label: Option<SafeText>,
    },
    /// Many feeds were subscribed to in one change, nothing of them being fetched yet.
    FeedsAdded {
        /// Ties it to its order.
        request: RequestId,
        /// The feeds that are new.
        feeds: Vec<FeedId>,
        /// Addresses that could not be subscribed to.
        wrong: usize,
    },
    /// The starter catalogue was read.
    CatalogueLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// What it offers.
        offer: Box<Offer>,
    },
    /// Lists of other readers were looked for.
    ListsFound {
        /// Ties it to its request.
        request: RequestId,
        /// The likeliest first.
        lists: Vec<FoundList>,
    },
    /// Files were looked for.
    PathsFound {
        /// Ties it to its request.
        request: RequestId,
        /// Paths as they were begun, in alphabetical order; those of folders end with a slash.
        paths: Vec<String>,
    },
    /// A list of subscriptions was read; nothing was changed.
    ImportPlanned {
        /// Ties it to its request.
        request: RequestId,
        /// What importing it would do, or why it cannot be read.
        plan: Result<Box<ImportPlan>, SafeText>,
    },
    /// An address was looked at, before anything is subscribed to.
    PreviewLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// What is there, or why that could not be found out.
        result: Result<Box<Preview>, SafeText>,
    },
    /// The person subscribed to a feed, which was not fetched yet.
    FeedAdded {
        /// Ties it to its order.
        request: RequestId,
        /// The feed.
        feed: FeedId,
        /// Its title, as far as it is known.
        title: SafeText,
        /// True when it was subscribed to already; nothing was changed then.
        already: bool,
    },
    /// A feed that was left alone is fetched again from now on.
    FeedResumed {
        /// The feed.
        feed: FeedId,
    },
    /// The list of changes was read.
    ChangesLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// Lines, newest first.
        changes: Vec<Change>,
    },
    /// The tags were read.
    TagsLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// Names, in alphabetical order.
        tags: Vec<SafeText>,
    },
    /// The newest entries were read.
    RecentLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// Rows, newest first.
        rows: Vec<EntryRow>,
    },
    /// How much feeds brought of late was read.
    ActivityLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// One for each feed that was asked for and is still there.
        feeds: Vec<FeedActivity>,
    },
    /// The names of the themes were read.
    ThemesLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// Names, those that come with tidings first.
        names: Vec<String>,
    },
    /// The screen looks like a theme from now on.
    ThemeSet {
        /// Its name; `None` when there is none of the name that was asked for.
        name: Option<String>,
        /// Whether the person chose it, or only looks.
        keeps: bool,
        /// What is wrong with it.
        mistake: Option<SafeText>,
    },
    /// An entry was read in whole.
    EntryLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// The entry; `None` when it is gone.
        entry: Option<Box<LoadedEntry>>,
    },
    /// What the words of the code of an article are was found out.
    CodeRead {
        /// Ties it to its request.
        request: RequestId,
        /// The parts of its lines.
        parts: CodeParts,
    },
    /// The analysis of an entry's story was made.
    AnalysisMade {
        /// Ties it to its request.
        request: RequestId,
        /// The analysis.
        analysis: Box<Analysis>,
    },
    /// The texts of a story are being fetched.
    StoryFetching {
        /// The entry whose story it is.
        entry: EntryId,
        /// Texts that were tried.
        done: usize,
        /// Texts that are wanted.
        of: usize,
    },
    /// The texts of a story were fetched.
    StoryFetched {
        /// The entry whose story it is.
        entry: EntryId,
        /// Texts that are held now.
        fetched: usize,
        /// Texts that could not be had.
        failed: usize,
    },
    /// A brief was made.
    BriefMade {
        /// Ties it to its request.
        request: RequestId,
        /// The brief.
        brief: Box<Brief>,
    },
    /// The whole article of an entry is in the store.
    FullTextFetched {
        /// The entry.
        entry: EntryId,
    },
    /// A download got on.
    DownloadProgressed(DownloadProgress),
    /// A download ended; what it says of the network was told before.
    DownloadFinished {
        /// How far it came.
        progress: DownloadProgress,
        /// Entries that were asked for and left out, because there were too many.
        left_out: u64,
    },
    /// A download could not be made at all.
    DownloadFailed {
        /// Cause and remedy.
        reason: SafeText,
    },
    /// The last download was read.
    DownloadsLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// How far it is, and what could not be had.
        downloads: Downloads,
    },
    /// What was changed in an entry was read.
    EditsLoaded {
        /// Ties it to its request.
        request: RequestId,
        /// Edits, oldest first.
        edits: Vec<Edit>,
    },
    /// The whole article of an entry, which was held, was fetched again.
    FullTextRefetched {
        /// The entry.
        entry: EntryId,
        /// True if it tells a reader something else now.
        is_edited: bool,
    },
    /// The whole article of an entry could not be had.
    FullTextFailed {
        /// The entry.
        entry: EntryId,
        /// Cause, in one line.
        reason: SafeText,
    },
    /// An entry was shown for as long as the person's setting asks before it is read.
    EntryDwelled {
        /// The entry.
        entry: EntryId,
    },
    /// An undo or redo was done.
    ChangeReverted {
        /// What was done, for the status line; `None` when there was nothing to undo.
        label: Option<SafeText>,
    },
    /// An undo or redo stopped at a change that cannot be undone; those before it may have been done.
    RevertFailed {
        /// Cause and remedy.
        reason: SafeText,
    },
    /// The person wrote a note in their editor.
    NoteWritten {
        /// The entry.
        entry: EntryId,
        /// The note, in one or more lines.
        text: String,
    },
    /// A program was started, or could not be.
    ProgramStarted {
        /// One line for the status.
        outcome: Result<SafeText, SafeText>,
    },
    /// A read failed.
    LoadFailed {
        /// The request that failed.
        request: RequestId,
        /// Cause and remedy.
        reason: SafeText,
    },
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Best first.
    pub hits: Vec<FoundEntry>,
    /// Entries that match.
    pub total: u64,
    /// True when there are more than `total`.
    pub capped: bool,
    /// How long it took.
    pub took: Duration,
    /// How far the index is, in per cent, while it is behind.
    pub indexed: Option<u8>,
    /// The newest entry in the store when it was answered.
    pub as_of: Option<EntryId>,
}

/// A hit of a search.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundEntry {
    /// The entry.
    pub row: EntryRow,
    /// A piece of its text around the first hit, hits marked with « ».
    pub excerpt: Option<SafeText>,
}

/// An entry ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedEntry {
    /// The entry.
    pub entry: Entry,
    /// Its text: the fetched article if there is one, else the feed's own.
    pub document: Document,
    /// The other one of the two, where the article was fetched.
    pub other: Option<Document>,
    /// True once the texts were swapped: `document` is the feed's own although there is an article.
    pub is_swapped: bool,
}

impl LoadedEntry {
    /// Shows the feed's own text in place of the article, or the article again.
    pub fn swap_texts(&mut self) {
        if let Some(other) = &mut self.other {
            std::mem::swap(&mut self.document, other);
            self.is_swapped = !self.is_swapped;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_small_enough_for_a_queue() {
        assert!(size_of::<Event>() <= 80, "{} bytes: box the large part", size_of::<Event>());
    }
}
