//! How far background work is: the latest value only.

/// Progress of a refresh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Feeds to ask.
    pub feeds: usize,
    /// Feeds that are done, failed ones included.
    pub done: usize,
    /// Feeds that failed.
    pub failed: usize,
    /// New entries so far.
    pub new: usize,
}
