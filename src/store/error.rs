//! Why the store did not do what was asked.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Anything that SQLite says and that has no words of its own here.
    #[error("the database said: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// Compressed text that cannot be read.
    #[error("a stored text cannot be read: {0}")]
    Body(String),
}

/// Result of the store.
pub type Result<T, E = Error> = std::result::Result<T, E>;
