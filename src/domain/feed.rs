//! Feeds: what a publisher offers, and our relation to it.

use std::time::Duration;

use super::ids::{CategoryId, FeedId};
use super::time::Timestamp;
use super::web_url::WebUrl;
use crate::text::SafeText;

/// A feed that the person subscribes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// Identity; survives a change of address.
    pub id: FeedId,
    /// Where it is fetched from.
    pub url: WebUrl,
    /// The person's title if given, else the publisher's, else the host.
    pub title: SafeText,
    /// The publisher's page, if known.
    pub site_url: Option<WebUrl>,
    /// Our side of the relation.
    pub subscription: Subscription,
    /// How fetching goes.
    pub health: Health,
    /// Kept counts.
    pub counts: Counts,
}

/// What the person decided about a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subscription {
    /// The category it stands in; `None` is the top.
    pub category: Option<CategoryId>,
    /// Path of that category (`News/Tech`).
    pub category_path: Option<SafeText>,
    /// The person's own title.
    pub title_override: Option<SafeText>,
    /// A fixed interval instead of the adaptive one.
    pub interval: Option<Duration>,
    /// When the whole article is fetched; `None` is the setting for all feeds.
    pub full_text: Option<FullTextMode>,
}

/// When tidings fetches the whole article behind an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FullTextMode {
    /// With `f` only.
    Manual,
    /// When the entry is opened.
    OnOpen,
    /// With every refresh.
    Always,
    /// Not at all.
    Never,
}

/// How fetching a feed goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Health {
    /// Whether it is fetched at all.
    pub state: FeedState,
    /// Last answer that could be used (304 counts).
    pub last_success: Option<Timestamp>,
    /// Last time it was tried.
    pub last_attempt: Option<Timestamp>,
    /// When it is due; `None` before the first fetch (due now) and for a paused feed.
    pub next_check: Option<Timestamp>,
    /// Failures in a row.
    pub failures: u32,
    /// Cause of the last failure in one line; `None` after a success.
    pub error: Option<SafeText>,
}

/// Whether a feed is fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedState {
    /// Fetched when due.
    #[default]
    Active,
    /// The server said 410: paused until the person resumes it.
    Gone,
    /// The server asked to wait (`Retry-After`).
    Waiting {
        /// Not before this instant.
        until: Timestamp,
    },
}

/// What a feed's address led to when it was first fetched. A public feed may never lead into the
/// private network later; the person's own private feeds may (security promises, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A host of the internet.
    Public,
    /// This machine or the local network.
    Private,
}

/// Counts kept by the writer, so that nothing is counted at start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Unread entries.
    pub unread: u64,
    /// All entries.
    pub total: u64,
    /// Starred entries.
    pub starred: u64,
}

/// How much a feed brought of late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeedActivity {
    /// The feed.
    pub feed: FeedId,
    /// When its newest entry is from; `None` if it has none.
    pub newest: Option<Timestamp>,
    /// Entries of each of the last weeks, the present one last.
    pub weeks: [u32; Self::WEEKS],
}

impl FeedActivity {
    /// Weeks that are looked at.
    pub const WEEKS: usize = 8;
}

/// The feeds that every reader has at the top of its sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SmartFeed {
    /// Entries of the local day.
    Today,
    /// All unread entries.
    Unread,
    /// What many outlets tell, by rank.
    TopStories,
    /// Starred entries.
    Starred,
}

impl SmartFeed {
    /// In the order of the sources pane.
    pub const ALL: [Self; 4] = [Self::Today, Self::Unread, Self::TopStories, Self::Starred];

    /// The name on the screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Unread => "Unread",
            Self::TopStories => "Top stories",
            Self::Starred => "Starred",
        }
    }

    /// The query that it stands for.
    #[must_use]
    pub fn query(self) -> &'static str {
        match self {
            Self::Today => "on:today",
            Self::Unread => "unread",
            // Their entries; the order is that of the stories.
            Self::TopStories => "outlets>1 and since:2d",
            Self::Starred => "starred",
        }
    }
}
