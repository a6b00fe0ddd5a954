//! Instants and the clock that the whole program is given, never reads by itself.

/// An instant, to the nanosecond, in UTC.
pub type Timestamp = jiff::Timestamp;

/// Where "now" comes from. The real clock lives in `service::clock`; tests move theirs by hand.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// The time zone of the person, for "today" and the dates on the screen.
    fn time_zone(&self) -> jiff::tz::TimeZone;

    /// Both together.
    fn moment(&self) -> Moment {
        Moment { now: self.now(), zone: self.time_zone() }
    }
}

/// The present instant and the person's time zone: what a query needs to know of time.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The present instant.
    pub now: Timestamp,
    /// The person's time zone.
    pub zone: jiff::tz::TimeZone,
}
