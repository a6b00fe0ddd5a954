//! What the reader wants done, as data; `runtime` does it.

use std::path::PathBuf;
use std::time::Duration;

use super::preferences::Order;
use crate::domain::{ChangeId, EntryId, FeedId, ImportPlan, Pick, RequestId, Timestamp, WebUrl};
use crate::query::Query;
use crate::text::SafeText;

/// Orders in the sequence in which they were given.
pub type Effects = Vec<Effect>;

/// An order to the runtime.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read feeds and categories; answered by `SourcesLoaded`.
    LoadSources {
        /// Ties the answer to it.
        request: RequestId,
    },
    /// Count what smart feeds show; answered by `SmartFeedsCounted`.
    CountSmartFeeds {
        /// Ties the answer to it.
        request: RequestId,
        /// What is counted.
        queries: SmartQueries,
    },
    /// Read rows of a list; answered by `PageLoaded`.
    LoadPage {
        /// Ties the answer to it.
        request: RequestId,
        /// Which rows.
        page: PageRequest,
    },
    /// Find the best entries for a query; answered by `SearchAnswered`.
    Search {
        /// Ties the answer to it.
        request: RequestId,
        /// What is looked for.
        query: Query,
        /// At most so many.
        limit: usize,
    },
    /// Read the list of changes; answered by `ChangesLoaded`.
    LoadChanges {
        /// Ties the answer to it.
        request: RequestId,
        /// At most so many.
        limit: usize,
    },
    /// Read the names of the tags; answered by `TagsLoaded`.
    LoadTags {
        /// Ties the answer to it.
        request: RequestId,
    },
    /// Read the starter catalogue; answered by `CatalogueLoaded`.
    LoadCatalogue {
        /// Ties the answer to it.
        request: RequestId,
        /// With Google News in this edition (`de-AT`); `None` for the one of the person's country.
        edition: Option<String>,
    },
    /// Look for lists of other readers; answered by `ListsFound`.
    FindLists {
        /// Ties the answer to it.
        request: RequestId,
    },
    /// Look for files whose paths begin so; answered by `PathsFound`.
    FindPaths {
        /// Ties the answer to it.
        request: RequestId,
        /// The start of a path; `~` stands for the home folder.
        typed: String,
    },
    /// Read a list of subscriptions and change nothing; answered by `ImportPlanned`.
    PlanImport {
        /// Ties the answer to it.
        request: RequestId,
        /// The file; `~` stands for the home folder.
        path: PathBuf,
    },
    /// Read an entry in whole; answered by `EntryLoaded`.
    LoadEntry {
        /// Ties the answer to it.
        request: RequestId,
        /// The entry.
        entry: EntryId,
    },
    /// Change the state of entries; answered by `EntriesMarked` or `WriteFailed`.
    Mark {
        /// Ties the answer to it.
        request: RequestId,
        /// Which entries.
        entries: Vec<EntryId>,
        /// What they become.
        marking: Marking,
    },
    /// Change what the store holds; answered by `ChangeMade` (`FeedsAdded` where feeds are added) or
    /// `WriteFailed`.
    Change {
        /// Ties the answer to it.
        request: RequestId,
        /// What is changed.
        order: Box<ChangeOrder>,
    },
    /// Undo the last change; answered by `ChangeReverted`.
    Undo,
    /// Redo the last undone change; answered by `ChangeReverted`.
    Redo,
    /// Fetch feeds.
    Refresh(RefreshScope),
    /// Stop fetching.
    CancelRefresh,
    /// Wait for the next feed that is due; answered by `FeedsDue`.
    AwaitNextDue,
    /// Open an address in the browser; answered by `ProgramStarted`.
    OpenInBrowser(WebUrl),
    /// Tell when an entry was shown for so long; a newer order replaces this one.
    AwaitDwell {
        /// The entry.
        entry: EntryId,
        /// How long.
        delay: Duration,
    },
    /// Put a text on the clipboard of the terminal.
    Copy(String),
    /// Take the mouse, or leave it to the terminal.
    SetMouse(bool),
    /// Keep the place for the next start.
    SaveSession(String),
    /// Keep the person's habits.
    SavePreferences(String),
    /// Give the shell back until the person returns.
    Suspend,
    /// End the program.
    Quit,
}

/// Smart feeds whose count is not a sum of the feeds' own.
#[derive(Clone, Debug, PartialEq)]
pub struct SmartQueries {
    /// Unread entries of the local day.
    pub today: Query,
    /// Starred entries.
    pub starred: Query,
}

/// Which rows of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct PageRequest {
    /// What is listed.
    pub query: Query,
    /// In which order.
    pub order: Order,
    /// After this row; `None` from the start.
    pub after: Option<(Timestamp, EntryId)>,
    /// At most so many.
    pub limit: usize,
}

/// What entries become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marking {
    /// Read or unread.
    Read(bool),
    /// Starred or not.
    Starred(bool),
    /// With a tag.
    Tagged(SafeText),
    /// Without a tag.
    Untagged(SafeText),
}

/// A change that is written first and shown then.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeOrder {
    /// All entries of a query are read.
    MarkAllRead {
        /// Which.
        query: Query,
        /// The newest entry that the person could have seen.
        up_to: Option<EntryId>,
    },
    /// This change and all that came after it are undone; or redone with all before it, if it was undone.
    RevertTo(ChangeId),
    /// These feeds are no longer subscribed to.
    Unsubscribe(Vec<FeedId>),
    /// These feeds are subscribed to.
    SubscribeMany(Vec<Pick>),
    /// The new feeds of a list are subscribed to.
    Import(ImportPlan),
}

/// Which feeds to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefreshScope {
    /// All.
    All,
    /// Those that are due.
    Due,
    /// These.
    Feeds(Vec<FeedId>),
}
