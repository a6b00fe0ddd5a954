//! Tags: names that a person gives to entries.

use crate::text::SafeText;

/// A tag and how many entries have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagCount {
    /// The name.
    pub name: SafeText,
    /// Entries that have it, read ones included; at least one.
    pub entries: u64,
}
