//! What the reader wants done, as data; `runtime` does it.

use std::time::Duration;

use crate::domain::{EntryId, FeedId, RequestId, Timestamp, WebUrl};
use crate::query::Query;

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
    /// Keep the place for the next start.
    SaveSession(String),
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
    /// After this row; `None` from the start.
    pub after: Option<(Timestamp, EntryId)>,
    /// At most so many.
    pub limit: usize,
}

/// What entries become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marking {
    /// Read or unread.
    Read(bool),
    /// Starred or not.
    Starred(bool),
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
