//! The query language of the search box, the command line and smart feeds: text to [`Query`] with
//! exact error positions, and back. Pure; what a query means in SQL is the store's matter.

use std::fmt;

/// A parsed query. `Display` prints a text that parses to an equal query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// `None` matches everything.
    pub root: Option<()>,
}

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// The character (not byte) at which it stands, from 0.
    pub position: usize,
    /// What is wrong there and what may stand instead.
    pub message: String,
}

impl Error {
    /// The query with a caret under the character.
    #[must_use]
    pub fn explain(&self, _text: &str) -> String {
        todo!()
    }
}

impl Query {
    /// Parses `text`; an empty text matches everything.
    pub fn parse(_text: &str) -> Result<Self, Error> {
        todo!()
    }

    /// True if it says something of the read state (`unread`, `read`), so that `list` adds nothing.
    #[must_use]
    pub fn speaks_of_read_state(&self) -> bool {
        todo!()
    }

    /// Both must match.
    #[must_use]
    pub fn and(self, _other: Self) -> Self {
        todo!()
    }

    /// A query for bare words: each word of `words` must occur, nothing is syntax.
    #[must_use]
    pub fn words(_words: &str) -> Self {
        todo!()
    }
}

impl fmt::Display for Query {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}
