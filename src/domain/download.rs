//! Entries that are taken along: how far fetching their texts is, and what could not be had.

use super::ids::EntryId;
use crate::text::SafeText;

/// How far a download is, in entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DownloadProgress {
    /// All of them.
    pub total: usize,
    /// Those whose text is there.
    pub done: usize,
    /// Those without a text, which are not tried again by themselves.
    pub failed: usize,
}

impl DownloadProgress {
    /// Those that wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.total.saturating_sub(self.done + self.failed)
    }
}

/// An entry whose text could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedDownload {
    /// The entry.
    pub entry: EntryId,
    /// Its headline.
    pub title: SafeText,
    /// Cause, in one line.
    pub reason: SafeText,
}

/// The last download, whether it is at its end or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Downloads {
    /// How far it is.
    pub progress: DownloadProgress,
    /// What could not be had.
    pub failed: Vec<FailedDownload>,
}
