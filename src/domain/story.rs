//! Stories: one event as several entries tell it, with what a screen or a script shows of it. How
//! entries are grouped stands in `story`, what is kept in `store`.

use super::entry::{Completeness, EntryRow};
use super::ids::{EntryId, FeedId, StoryId};
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

/// The top stories as they are listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopStories {
    /// The stories, by rank.
    pub ranked: Vec<RankedStory>,
    /// Their entries: story by story, the best telling first.
    pub rows: Vec<EntryRow>,
    /// The newest entry in the store when they were read.
    pub as_of: Option<EntryId>,
}

/// Who told a story, when and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The story.
    pub story: Story,
    /// Its tellings, oldest first.
    pub tellings: Vec<Telling>,
    /// What one outlet alone reports: the outlet and a few words each.
    pub alone: Vec<(SafeText, Vec<SafeText>)>,
    /// Where figures differ: what they count, and each figure with the tellings (from 1) that give it.
    pub differing: Vec<(SafeText, Figures)>,
}

/// Figures for the same thing, each with the tellings (from 1) that give it.
pub type Figures = Vec<(SafeText, Vec<usize>)>;

/// One entry of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The entry.
    pub entry: EntryId,
    /// The feed that brought it.
    pub feed: FeedId,
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
