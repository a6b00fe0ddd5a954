//! Stories: one event as several entries tell it, with what a screen or a script shows of it. How
//! entries are grouped stands in `story`, what is kept in `store`.

use super::entry::Completeness;
use super::ids::{EntryId, StoryId};
use super::time::Timestamp;
use crate::text::SafeText;

/// A story as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Identity.
    pub id: StoryId,
    /// The headline of its best telling.
    pub title: SafeText,
    /// When the first telling is from.
    pub first_seen: Timestamp,
    /// When the last telling is from.
    pub last_seen: Timestamp,
    /// Distinct outlets.
    pub outlets: u32,
    /// Entries.
    pub entries: u32,
}

/// A story in its place among the top stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankedStory {
    /// The story.
    pub story: Story,
    /// Its entries, oldest first.
    pub entries: Vec<EntryId>,
    /// Its place, from 1.
    pub rank: u32,
    /// Why it stands there, in words, what counts most first.
    pub why: Vec<SafeText>,
}

/// One entry of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The entry.
    pub entry: EntryId,
    /// When it is from.
    pub at: Timestamp,
    /// Who tells it: the entry's outlet, else the feed's title.
    pub outlet: SafeText,
    /// Its headline.
    pub title: SafeText,
    /// How much of its text is held.
    pub completeness: Completeness,
    /// Read by the person.
    pub read: bool,
    /// The earlier telling with the same text.
    pub copy_of: Option<EntryId>,
}
