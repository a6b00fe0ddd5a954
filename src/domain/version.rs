//! What an article said before its publisher edited it.

use super::time::Timestamp;
use crate::text::diff::{Diff, Piece};
use crate::text::{Markup, SafeText};

/// Where a text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextOrigin {
    /// The feed.
    Feed,
    /// The page of the article.
    Page,
}

impl TextOrigin {
    /// The name in JSON and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Page => "page",
        }
    }
}

/// A title and a text that were replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Where the text came from.
    pub origin: TextOrigin,
    /// When tidings first saw it.
    pub since: Timestamp,
    /// When it was edited: as the feed says, else when tidings noticed.
    pub until: Timestamp,
    /// The headline.
    pub title: SafeText,
    /// The text; empty for a headline.
    pub content: Markup,
}

/// How often an entry was edited, as far as that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EditCount {
    /// Former versions that are held.
    pub held: usize,
    /// When it was edited last.
    pub last: Timestamp,
}

/// One edit: what it changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Which of the texts was edited.
    pub origin: TextOrigin,
    /// Since when the former version was known.
    pub since: Timestamp,
    /// When it was edited.
    pub at: Timestamp,
    /// The headline, word by word.
    pub title: Vec<Piece>,
    /// The text.
    pub text: Diff,
}
