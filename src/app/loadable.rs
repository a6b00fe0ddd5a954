//! Content that is read in the background. While something new is loading, the old content stays: it
//! is what the screen shows meanwhile.

use crate::domain::RequestId;
use crate::text::SafeText;

/// Content and how far loading is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Loadable<T> {
    /// Nothing was asked for.
    #[default]
    Idle,
    /// Asked for and not there yet.
    Loading {
        /// Only the answer to this request counts.
        request: RequestId,
        /// What was there before.
        previous: Option<T>,
    },
    /// There.
    Ready(T),
    /// Not to be had.
    Failed(SafeText),
}

impl<T> Loadable<T> {
    /// What can be shown now.
    pub fn shown(&self) -> Option<&T> {
        match self {
            Self::Ready(content) | Self::Loading { previous: Some(content), .. } => Some(content),
            _ => None,
        }
    }

    /// What can be shown now, to change it.
    pub fn shown_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Ready(content) | Self::Loading { previous: Some(content), .. } => Some(content),
            _ => None,
        }
    }

    /// Asks anew; what was there stays to be seen.
    pub fn begin(&mut self, request: RequestId) {
        let previous = match std::mem::take(self) {
            Self::Ready(content) => Some(content),
            Self::Loading { previous, .. } => previous,
            Self::Idle | Self::Failed(_) => None,
        };
        *self = Self::Loading { request, previous };
    }

    /// True if the answer to `request` is waited for.
    pub fn awaits(&self, request: RequestId) -> bool {
        matches!(self, Self::Loading { request: wanted, .. } if *wanted == request)
    }

    /// True while an answer is waited for.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading { .. })
    }
}
