//! Smart feeds that the person saved, beside those that every reader has ([`super::SmartFeed`]).

use super::ids::SmartFeedId;
use crate::text::SafeText;

/// How many unread entries an own smart feed shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmartFeedCount {
    /// The smart feed.
    pub id: SmartFeedId,
    /// Unread entries.
    pub unread: u64,
    /// True when there are more than `unread`.
    pub capped: bool,
}

/// A query that the person gave a name and a place among the sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSmartFeed {
    /// Identity; never used twice.
    pub id: SmartFeedId,
    /// The name; no two smart feeds have the same.
    pub title: SafeText,
    /// The query, as it prints.
    pub query: String,
    /// Its place among the person's smart feeds, rising.
    pub position: i64,
}
