//! Entries: one item of a feed.

mod document;

use super::ids::{EntryId, FeedId, StoryId};
use super::note::Note;
use super::time::Timestamp;
use super::version::EditCount;
use super::web_url::WebUrl;
use crate::text::{Markup, SafeText};

/// What a list shows of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryRow {
    /// Identity.
    pub id: EntryId,
    /// The feed that brought it.
    pub feed: FeedId,
    /// Title of that feed.
    pub feed_title: SafeText,
    /// Headline; never empty (the start of the text, else the address, stands in).
    pub title: SafeText,
    /// The outlet, where it differs from the feed (Google News).
    pub publisher: Option<SafeText>,
    /// The author as the feed names it.
    pub author: Option<SafeText>,
    /// The original.
    pub url: Option<WebUrl>,
    /// The discussion.
    pub comments_url: Option<WebUrl>,
    /// The instant that sorts it: published, else updated, else first seen; never more than a day
    /// ahead of the fetch.
    pub at: Timestamp,
    /// When the feed says it was published.
    pub published: Option<Timestamp>,
    /// When the feed says it was changed.
    pub updated: Option<Timestamp>,
    /// When tidings first saw it.
    pub fetched: Timestamp,
    /// Read by the person.
    pub read: bool,
    /// Starred by the person.
    pub starred: bool,
    /// Tags, in alphabetical order.
    pub tags: Vec<SafeText>,
    /// The story it belongs to, once stories are made.
    pub story: Option<StoryId>,
    /// How much of the article is held.
    pub completeness: Completeness,
    /// When its publisher edited it, until the person has looked at it since.
    pub edited: Option<Timestamp>,
}

/// A whole entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The part that lists show.
    pub row: EntryRow,
    /// The feed's address.
    pub feed_url: WebUrl,
    /// The feed's own text, as markup; empty for a headline.
    pub content: Markup,
    /// The whole article, if it was fetched.
    pub full_text: Option<FullText>,
    /// Attached media.
    pub enclosures: Vec<Enclosure>,
    /// Other tellings that the feed itself lists (Google News).
    pub related: Vec<Related>,
    /// The feed's own categories of the entry.
    pub categories: Vec<SafeText>,
    /// Language, as the feed says.
    pub language: Option<SafeText>,
    /// What the person wrote about it.
    pub note: Option<Note>,
    /// How often it was edited; `None` for what never was, as far as tidings saw.
    pub edits: Option<EditCount>,
}

/// A fetched article.
#[derive(Clone, Debug, PartialEq)]
pub struct FullText {
    /// Cleaned markup of the article.
    pub content: Markup,
    /// The page that it came from, after redirects.
    pub url: WebUrl,
    /// When it was fetched.
    pub fetched: Timestamp,
}

/// How much of the article is held. Ordered: more is greater.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Completeness {
    /// A headline only.
    #[default]
    Headline,
    /// A cut or short text of the feed.
    Snippet,
    /// The feed's own whole text.
    FeedText,
    /// The article, fetched from its page.
    FullText,
}

impl Completeness {
    /// The name in JSON and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Snippet => "snippet",
            Self::FeedText => "feed-text",
            Self::FullText => "full-text",
        }
    }
}

/// An attached file: a podcast, an image, a video.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Enclosure {
    /// Where it is.
    pub url: SafeText,
    /// Media type, as the feed says (`audio/mpeg`).
    pub media_type: Option<SafeText>,
    /// Size in bytes.
    pub length: Option<u64>,
    /// How long it plays, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// Title or description.
    pub title: Option<SafeText>,
}

impl Enclosure {
    /// True for a picture. A feed that does not say what a file is may still name it like one.
    #[must_use]
    pub fn is_image(&self) -> bool {
        if let Some(kind) = &self.media_type {
            return kind.as_str().starts_with("image/");
        }
        let path = self.url.as_str().split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        ["jpg", "jpeg", "png", "webp", "gif"]
            .iter()
            .any(|known| path.strip_suffix(known).is_some_and(|name| name.ends_with('.')))
    }
}

/// Another telling of the same event that a feed lists beside an item (`<ol>` of Google News).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Related {
    /// Its headline.
    pub title: SafeText,
    /// Its outlet.
    pub publisher: Option<SafeText>,
    /// Its link.
    pub url: SafeText,
}
