//! Why the store did not do what was asked, in words for the person. Used by all of the store.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::domain::{CategoryId, ChangeId, EntryId, FeedId, Note, SmartFeedId, WebUrl};
use crate::text::SafeText;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is something else than a database.
    #[error("{} is no database, so it was left as it is; move it away, or name another file", .0.display())]
    NotADatabase(PathBuf),
    /// The database belongs to another program.
    #[error("{} is the database of another program, so it was left as it is; name another file", .0.display())]
    Foreign(PathBuf),
    /// The file was written by a newer tidings.
    #[error(
        "{} was written by a newer tidings (format {found}, this one knows {known}); install that version or a newer one",
        path.display()
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// The file has an older format and cannot be brought up to date.
    #[error("{} has to be brought to the format of this tidings but cannot be written; give yourself the right to write it and its folder", .0.display())]
    CannotUpgrade(PathBuf),
    /// The folder, the file or a copy of it cannot be made or opened.
    #[error("{} cannot be opened: {reason}; check that its folder exists and that you may write there", path.display())]
    Open {
        /// What was to be opened.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file or its folder may only be read.
    #[error(
        "the database cannot be written, so this change was not kept: give yourself the right to write the file and its folder (reading goes on)"
    )]
    ReadOnly,
    /// No room on the disk.
    #[error("the disk is full, so this was not kept: free some space and do it again (reading goes on)")]
    Full,
    /// Another program holds the database for too long.
    #[error("another program holds the database: try again in a moment")]
    Busy,
    /// Another tidings has the file open, so it cannot be replaced.
    #[error("another tidings has the database open: close it, then do this again")]
    InUse,
    /// The file is damaged.
    #[error(
        "the database is damaged, so nothing more is written to it (reading goes on): close tidings and run `tidings db salvage`, which saves what can be read, or restore a copy if you have one"
    )]
    Damaged,
    /// Anything else that SQLite says.
    #[error("the database said: {0}")]
    Sqlite(rusqlite::Error),
    /// Bringing the file to the present format failed; nothing was changed.
    #[error("the database could not be brought to the format of this tidings, so it was left as it was: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    /// Compressed text that cannot be read.
    #[error("a stored text cannot be read: {0}")]
    Body(String),
    /// A line of the journal that cannot be read.
    #[error("a line of the change journal cannot be read, so it cannot be undone: {0}")]
    Journal(String),
    /// There is no such feed.
    #[error("there is no feed {0} (any more)")]
    NoFeed(FeedId),
    /// There is no such entry.
    #[error("there is no entry {0} (any more)")]
    NoEntry(EntryId),
    /// Another feed has the address.
    #[error("you are subscribed to {0} already: unsubscribe from that feed first")]
    AddressTaken(WebUrl),
    /// There is no such category.
    #[error("there is no category {0} (any more)")]
    NoCategory(CategoryId),
    /// Another category of the same place has the name; this is its path.
    #[error("there is a category {0} already: choose another name")]
    CategoryTaken(SafeText),
    /// A category needs a name.
    #[error("a category needs a name")]
    EmptyCategory,
    /// `/` stands between the names of a path.
    #[error("the name of a category cannot hold `/`: to put it into another one, move it")]
    SlashInCategory,
    /// A category cannot hold itself.
    #[error("{0} cannot be moved into itself: choose another place")]
    CategoryInItself(SafeText),
    /// Too many categories inside one another.
    #[error("categories cannot stand more than {0} deep: choose a place further up")]
    CategoryTooDeep(usize),
    /// There is no such smart feed.
    #[error("there is no smart feed {0} (any more)")]
    NoSmartFeed(SmartFeedId),
    /// Another smart feed has the name.
    #[error("there is a smart feed {0} already: choose another name")]
    SmartFeedTaken(SafeText),
    /// A smart feed needs a name.
    #[error("a smart feed needs a name")]
    EmptySmartFeed,
    /// A note is too long; so many bytes.
    #[error("a note holds at most {} KiB and this one has {}: shorten it", Note::MAX_BYTES / 1024, .0.div_ceil(1024))]
    NoteTooLong(usize),
    /// There is no such line in the journal.
    #[error("there is no change {0} in the journal (any more)")]
    NoChange(ChangeId),
    /// A line of the journal cannot be undone now; undo passes over it.
    #[error("\u{201c}{label}\u{201d} cannot be undone and is passed over: {reason}")]
    NotUndone {
        /// The line.
        label: SafeText,
        /// Why.
        reason: Box<Self>,
    },
    /// A line of the journal cannot be done again now; redo passes over it.
    #[error("\u{201c}{label}\u{201d} cannot be done again and is passed over: {reason}")]
    NotRedone {
        /// The line.
        label: SafeText,
        /// Why.
        reason: Box<Self>,
    },
    /// A story is told by more than one entry.
    #[error("a story needs two entries at least: mark a range with v first")]
    OneEntryStory,
    /// A tag needs a name.
    #[error("a tag needs a name")]
    EmptyTag,
    /// The copy would replace a file.
    #[error("{} exists already: name a file that does not", .0.display())]
    CopyExists(PathBuf),
    /// The store was closed.
    #[error("the store is closed, so this was not kept")]
    Closed,
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            _ => Self::Sqlite(error),
        }
    }
}

/// Result of the store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

#[cfg(test)]
mod tests {
    use super::*;

    fn said(code: i32) -> Error {
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None).into()
    }

    #[test]
    fn what_a_person_can_mend_has_words_of_its_own() {
        assert!(matches!(said(rusqlite::ffi::SQLITE_FULL), Error::Full));
        assert!(matches!(said(rusqlite::ffi::SQLITE_READONLY), Error::ReadOnly));
        assert!(matches!(said(rusqlite::ffi::SQLITE_BUSY), Error::Busy));
        assert!(matches!(said(rusqlite::ffi::SQLITE_CORRUPT), Error::Damaged));
        assert!(said(rusqlite::ffi::SQLITE_FULL).to_string().contains("free some space"));
    }
}
