//! What callers hand to the store and what they get back: requests and answers as plain data, no
//! SQL. Used by every module above the store.

use std::time::Duration;

use super::bodies::PackedBody;
use crate::domain::{
    Change, Completeness, Enclosure, EntryId, EntryRow, FeedId, FeedState, FullTextMode, Reach, Related,
    Timestamp, WebUrl,
};
use crate::query::Query;
use crate::text::SafeText;

/// In which order entries are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// By title.
    Title,
    /// By feed title, then newest first.
    Feed,
}

/// The place after a row, for the next page (keyset paging on `(at, id)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// `at` of the last row, in seconds.
    pub at: i64,
    /// Its id.
    pub id: EntryId,
}

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Which entries.
    pub query: Query,
    /// In which order.
    pub sort: Sort,
    /// After this place; paging works for `Newest` and `Oldest`.
    pub after: Option<Cursor>,
    /// At most so many; `None` is all.
    pub limit: Option<usize>,
}

/// A page of entries.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Rows in order.
    pub rows: Vec<EntryRow>,
    /// Where the next page starts; `None` at the end.
    pub next: Option<Cursor>,
}

/// A count that stops at a cap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Exact below the cap.
    pub n: u64,
    /// True when there are more than `n`.
    pub capped: bool,
}

/// How far the search index is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexState {
    /// Entries in the index.
    pub indexed: u64,
    /// All entries.
    pub total: u64,
}

impl IndexState {
    /// How far it is in whole per cent, below 100 while anything is missing; `None` once it is whole.
    #[must_use]
    pub fn percent(&self) -> Option<u8> {
        let missing = self.indexed < self.total;
        missing.then(|| u8::try_from(self.indexed.saturating_mul(100) / self.total).unwrap_or(99).min(99))
    }
}

/// A hit of a search.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The entry.
    pub row: EntryRow,
    /// A piece of the text around the first hit, hits marked with « ».
    pub excerpt: Option<SafeText>,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// Best first.
    pub hits: Vec<Hit>,
    /// How many match; ranking is exact up to 5,000.
    pub total: Count,
    /// How far the index is.
    pub index: IndexState,
}

/// A feed to subscribe to.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFeed {
    /// Its address.
    pub url: WebUrl,
    /// The person's title.
    pub title: Option<SafeText>,
    /// Path of a category (`News/Tech`), made where it is missing.
    pub category: Option<SafeText>,
    /// The publisher's page, if known (OPML).
    pub site_url: Option<WebUrl>,
}

/// What became of a [`NewFeed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscribed {
    /// The feed.
    pub id: FeedId,
    /// True when it was subscribed to already; nothing was changed then.
    pub already: bool,
}

/// Settings of one feed; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedSettings {
    /// The person's title; `Some(None)` takes it away.
    pub title: Option<Option<SafeText>>,
    /// The path of its category; `Some(None)` is the top.
    pub category: Option<Option<SafeText>>,
    /// Its fixed interval.
    pub interval: Option<Option<Duration>>,
    /// Its full-text mode.
    pub full_text: Option<Option<FullTextMode>>,
    /// A new address; entries and their state stay.
    pub url: Option<WebUrl>,
}

/// What is needed to fetch a feed.
#[derive(Clone, Debug, PartialEq)]
pub struct FetchPlan {
    /// The feed.
    pub feed: FeedId,
    /// Its address.
    pub url: WebUrl,
    /// Its title, for messages.
    pub title: SafeText,
    /// Validators of the last answer.
    pub validators: Validators,
    /// Hash of the last decoded body.
    pub body_hash: Option<u64>,
    /// The person's fixed interval.
    pub interval: Option<Duration>,
    /// The interval that was last found fitting.
    pub adaptive: Option<Duration>,
    /// Failures in a row.
    pub failures: u32,
    /// Whether it may be fetched.
    pub state: FeedState,
    /// When it is due; `None` is now.
    pub next_check: Option<Timestamp>,
    /// Where its address leads; `None` before the first fetch.
    pub reach: Option<Reach>,
    /// Its full-text mode.
    pub full_text: Option<FullTextMode>,
}

/// `ETag` and `Last-Modified`, byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<Vec<u8>>,
    /// `Last-Modified`.
    pub last_modified: Option<Vec<u8>>,
}

/// The outcome of fetching one feed, to be written.
#[derive(Clone, Debug)]
pub struct FetchRecord {
    /// The feed.
    pub feed: FeedId,
    /// When it was asked.
    pub at: Timestamp,
    /// When it is due next; `None` for a paused feed.
    pub next_check: Option<Timestamp>,
    /// The interval that fits it.
    pub adaptive: Option<Duration>,
    /// Where its address led.
    pub reach: Option<Reach>,
    /// What the server said.
    pub outcome: FetchOutcome,
}

/// What the server said.
#[derive(Clone, Debug)]
pub enum FetchOutcome {
    /// 304, or a body identical to the last one. `Some` validators replace the stored ones.
    Unchanged {
        /// Validators of this answer.
        validators: Option<Validators>,
    },
    /// A feed.
    Parsed(Box<ParsedFetch>),
    /// 410: the feed is paused.
    Gone {
        /// One line.
        error: SafeText,
    },
    /// No feed came.
    Failed {
        /// Cause in one line.
        error: SafeText,
        /// Not before this instant, as the server asked.
        retry_after: Option<Timestamp>,
    },
}

/// A parsed feed, ready for the writer.
#[derive(Clone, Debug)]
pub struct ParsedFetch {
    /// Validators of the answer.
    pub validators: Validators,
    /// Hash of the decoded body.
    pub body_hash: u64,
    /// The address after a permanent redirect.
    pub moved_to: Option<WebUrl>,
    /// The publisher's title.
    pub title: Option<SafeText>,
    /// The publisher's page.
    pub site_url: Option<WebUrl>,
    /// Its entries, in the order of the document.
    pub entries: Vec<IncomingEntry>,
}

/// An entry on its way into the store.
#[derive(Clone, Debug)]
pub struct IncomingEntry {
    /// Identity within the feed.
    pub key: u64,
    /// Other identities under which the same item may be stored or come again (Google News gives new
    /// guids, outlets word their headlines anew).
    pub aliases: Vec<u64>,
    /// Changes when the publisher edits it.
    pub content_hash: u64,
    /// Sorts it; only used when the entry is new.
    pub at: Timestamp,
    /// As the feed says.
    pub published: Option<Timestamp>,
    /// As the feed says.
    pub updated: Option<Timestamp>,
    /// Headline; not empty.
    pub title: SafeText,
    /// Outlet.
    pub publisher: Option<SafeText>,
    /// Author.
    pub author: Option<SafeText>,
    /// The original.
    pub url: Option<WebUrl>,
    /// The discussion.
    pub comments_url: Option<WebUrl>,
    /// Language.
    pub language: Option<SafeText>,
    /// How much of the article it is.
    pub completeness: Completeness,
    /// Its text; `None` for a headline.
    pub body: Option<PackedBody>,
    /// Attached media.
    pub enclosures: Vec<Enclosure>,
    /// Other tellings that the feed lists.
    pub related: Vec<Related>,
    /// The feed's categories of it.
    pub categories: Vec<SafeText>,
}

/// What a [`FetchRecord`] changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// New entries.
    pub new: usize,
    /// Entries whose text changed.
    pub changed: usize,
}

/// Which entries a change is for.
#[derive(Clone, Debug)]
pub enum Target {
    /// These.
    Entries(Vec<EntryId>),
    /// All that match now, within entries up to this id (so that entries which arrive meanwhile are
    /// not marked unseen).
    Query {
        /// Which.
        query: Query,
        /// Newest entry that the person could have seen; `None` is all.
        up_to: Option<EntryId>,
    },
}

/// A change of state that a person makes.
#[derive(Clone, Debug)]
pub enum Mark {
    /// Read or unread.
    Read(bool),
    /// Starred or not.
    Starred(bool),
    /// Give a tag.
    Tag(SafeText),
    /// Take a tag.
    Untag(SafeText),
}

/// Which feeds to plan for.
#[derive(Clone, Debug)]
pub enum FetchScope {
    /// All subscribed feeds.
    All,
    /// Those that are due.
    Due(Timestamp),
    /// These.
    Feeds(Vec<FeedId>),
}

/// What [`super::Store::mark`] did.
#[derive(Clone, Debug)]
pub struct Marked {
    /// Entries that really changed; for read and starred in the order of arrival.
    pub entries: Vec<EntryId>,
    /// The journal line; `None` when nothing changed.
    pub change: Option<Change>,
}

/// What is known of a link that names a third party in place of the publisher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownLink {
    /// Where it leads; that never changes.
    Leads(WebUrl),
    /// It could not be found out.
    Failed {
        /// A word for the cause.
        reason: String,
        /// How often in a row.
        tries: u32,
        /// The last time.
        at: Timestamp,
    },
}

/// What was found out of such a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkNews {
    /// Where it leads.
    Leads(WebUrl),
    /// Nothing, with a word for the cause.
    Failed(&'static str),
}
