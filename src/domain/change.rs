//! The journal of what the person changed: each line can be undone and redone.

use super::ids::ChangeId;
use super::time::Timestamp;
use crate::text::SafeText;

/// One line of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Identity; grows with time.
    pub id: ChangeId,
    /// When it was made.
    pub at: Timestamp,
    /// What was done.
    pub kind: ChangeKind,
    /// How many entries (feeds, categories …) it touched; 0 where nothing was changed and no line written.
    pub count: u64,
    /// One line for people ("2 marked read").
    pub label: SafeText,
    /// True once it was undone (and may be redone).
    pub undone: bool,
}

/// What a change did. The names stand in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Entries became read or unread.
    Read,
    /// Entries were starred or unstarred.
    Star,
    /// Entries gained or lost a tag.
    Tag,
    /// Feeds were subscribed to.
    Subscribe,
    /// Feeds were unsubscribed from.
    Unsubscribe,
    /// A feed's title, category, interval or address was set.
    FeedSettings,
    /// Categories were made, renamed, moved or removed, or several feeds were moved at once.
    Category,
    /// A smart feed was saved, changed or removed.
    SmartFeed,
    /// The note of an entry was written, changed or taken away.
    Note,
    /// Entries were said to tell one event, or not to.
    Story,
}
