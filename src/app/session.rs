//! The place where the person left: source, entry and position in the text. Kept in the store as a
//! small JSON text, so that tidings opens where it was closed.

use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::domain::EntryId;

/// The last place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    source: String,
    entry: Option<i64>,
    /// Row of the entry in its list, so that a long list is loaded far enough.
    pub row: usize,
    /// First line of the article on the screen.
    pub scroll: usize,
    /// Name of the focused pane.
    pub focus: String,
}

impl Session {
    /// A place.
    #[must_use]
    pub fn new(source: Source, entry: Option<EntryId>, row: usize, scroll: usize, focus: &str) -> Self {
        Self { source: source.to_string(), entry: entry.map(|id| id.0), row, scroll, focus: focus.to_owned() }
    }

    /// Reads what [`Session::save`] wrote; anything else is no place at all.
    #[must_use]
    pub fn load(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The text to keep.
    ///
    /// # Panics
    /// Never: strings and numbers always become JSON.
    #[must_use]
    pub fn save(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers always become JSON")
    }

    /// The source, if it is still understood.
    #[must_use]
    pub fn source(&self) -> Option<Source> {
        self.source.parse().ok()
    }

    /// The selected entry.
    #[must_use]
    pub fn entry(&self) -> Option<EntryId> {
        self.entry.map(EntryId)
    }
}
