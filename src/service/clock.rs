//! The one place that reads the system's clock and time zone.

use jiff::tz::TimeZone;

use crate::domain::{Clock, Timestamp};

/// The system's clock.
#[derive(Debug)]
pub struct SystemClock {
    zone: TimeZone,
}

impl SystemClock {
    /// Reads the time zone once (`TZ`, else the system's).
    #[must_use]
    pub fn new() -> Self {
        Self { zone: local_file().unwrap_or_else(TimeZone::system) }
    }
}

/// The system's zone from its file alone: finding its name as well means walking through all zones
/// (about 6 ms of a traced start).
fn local_file() -> Option<TimeZone> {
    if std::env::var_os("TZ").is_some() {
        return None;
    }
    TimeZone::tzif("Local", &std::fs::read("/etc/localtime").ok()?).ok()
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "this is the clock that everybody else is given")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn time_zone(&self) -> TimeZone {
        self.zone.clone()
    }
}
