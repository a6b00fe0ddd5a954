//! What the entries pane can list: a smart feed, a category, a feed.

use std::fmt;
use std::str::FromStr;

use crate::domain::{CategoryId, FeedId, SmartFeed, SmartFeedId};

/// A source of entries. `Display` and `FromStr` are the form in which the last place is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// One of the feeds that every reader has.
    Smart(SmartFeed),
    /// A smart feed that the person saved.
    Own(SmartFeedId),
    /// All feeds of a category and of those below it.
    Category(CategoryId),
    /// One feed.
    Feed(FeedId),
    /// What was searched for.
    Search,
}

impl Source {
    /// The feed, if it is one.
    #[must_use]
    pub fn feed(self) -> Option<FeedId> {
        match self {
            Self::Feed(feed) => Some(feed),
            Self::Smart(_) | Self::Own(_) | Self::Category(_) | Self::Search => None,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smart(SmartFeed::Today) => f.write_str("today"),
            Self::Smart(SmartFeed::Unread) => f.write_str("unread"),
            Self::Smart(SmartFeed::TopStories) => f.write_str("top-stories"),
            Self::Smart(SmartFeed::Starred) => f.write_str("starred"),
            Self::Own(id) => write!(f, "own:{id}"),
            Self::Category(id) => write!(f, "category:{id}"),
            Self::Feed(id) => write!(f, "feed:{id}"),
            Self::Search => f.write_str("search"),
        }
    }
}

impl FromStr for Source {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(smart) = SmartFeed::ALL.into_iter().find(|s| Self::Smart(*s).to_string() == text) {
            return Ok(Self::Smart(smart));
        }
        if text == Self::Search.to_string() {
            return Ok(Self::Search);
        }
        match text.split_once(':') {
            Some(("own", id)) => id.parse().map(Self::Own).map_err(|_| ()),
            Some(("category", id)) => id.parse().map(Self::Category).map_err(|_| ()),
            Some(("feed", id)) => id.parse().map(Self::Feed).map_err(|_| ()),
            _ => Err(()),
        }
    }
}
