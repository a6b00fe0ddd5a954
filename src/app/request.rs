//! Numbers for requests, so that only the newest answer counts.

use crate::domain::RequestId;

/// Gives every request its own number.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    last: u64,
}

impl Requests {
    /// A number that was not used yet.
    pub fn issue(&mut self) -> RequestId {
        self.last += 1;
        RequestId(self.last)
    }
}
