//! Identities as newtypes, so that a feed's id is never taken for an entry's.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

macro_rules! database_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        /// Ids are strings in JSON (a contract: scripts must not do sums with them).
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }
    )+};
}

database_ids! {
    /// A feed.
    FeedId,
    /// An entry of a feed. Ids grow in the order of arrival.
    EntryId,
    /// A story: one event as several entries tell it.
    StoryId,
    /// A category, which holds feeds and other categories.
    CategoryId,
    /// A tag that a person gave.
    TagId,
    /// A smart feed that a person saved.
    SmartFeedId,
    /// A line of the change journal.
    ChangeId,
}

/// Ties an answer to the request that asked for it; answers to an older request are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u64);
