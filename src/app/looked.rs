//! When the person last looked: when the reader was closed, or when a brief was seen. A brief begins there.

use serde::{Deserialize, Serialize};

use crate::domain::Timestamp;

/// Who looks again within this time looks at the same brief, in seconds.
const ONE_LOOK: i64 = 3_600;
/// Before the first look a brief tells of a day, in seconds.
const FIRST: i64 = 24 * 3_600;

/// The last look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Looked {
    /// From when on the brief of now tells, in seconds.
    from: Option<i64>,
    /// When that brief was seen last, in seconds.
    seen: Option<i64>,
}

impl Looked {
    /// From when on a brief of now tells.
    #[must_use]
    pub fn since(&self, now: Timestamp) -> Timestamp {
        let second = match (self.from, self.seen) {
            (_, Some(seen)) if now.as_second() - seen > ONE_LOOK => seen,
            (Some(from), _) => from,
            _ => now.as_second() - FIRST,
        };
        Timestamp::from_second(second.min(now.as_second())).unwrap_or(now)
    }

    /// A brief is seen now.
    pub fn look(&mut self, now: Timestamp) {
        self.from = Some(self.since(now).as_second());
        self.seen = Some(now.as_second());
    }

    /// The reader is closed now.
    pub fn leave(&mut self, now: Timestamp) {
        *self = Self { from: Some(now.as_second()), seen: None };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(1_778_155_200 + hour * 3_600).expect("an instant")
    }

    #[test]
    fn a_brief_begins_where_the_last_look_ended() {
        let mut looked = Looked::default();
        assert_eq!(looked.since(at(0)), at(-24), "before any look it is a day");
        looked.look(at(0));
        assert_eq!(looked.since(at(1)), at(-24), "the same look");
        assert_eq!(looked.since(at(2)), at(0), "another look");
        looked.look(at(2));
        looked.leave(at(3));
        assert_eq!(looked.since(at(30)), at(3));
    }
}
