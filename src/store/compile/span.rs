//! Times of a query as seconds: which instants `since:7d` or `on:today` leave.

use jiff::{Span as Length, Zoned, civil::Date};

use crate::domain::Moment;
use crate::query::{Bound, Day, Unit, When};

/// The seconds from `from` up to, not with, `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Span {
    pub(crate) const EVER: Self = Self { from: i64::MIN, to: i64::MAX };

    pub(crate) fn of(bound: Bound, when: When, moment: &Moment) -> Self {
        match bound {
            Bound::Since => Self { from: instant(when, moment), to: i64::MAX },
            Bound::Before => Self { from: i64::MIN, to: instant(when, moment) },
            Bound::On => {
                let date = day(when, moment);
                let to = date.tomorrow().map_or(i64::MAX, |next| start_of(next, moment));
                Self { from: start_of(date, moment), to }
            }
        }
    }

    pub(crate) fn holds(self, at: i64) -> bool {
        self.from <= at && at < self.to
    }

    pub(crate) fn intersect(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    pub(crate) fn is_ever(self) -> bool {
        self == Self::EVER
    }
}

/// The second that a time names; a time before all calendars is before everything.
fn instant(when: When, moment: &Moment) -> i64 {
    match when {
        When::Ago(n, unit) => ago(n, unit, moment).map_or(i64::MIN, |then| {
            let then = then.timestamp();
            // Rounded up: what happened within the second before is older.
            then.as_second() + i64::from(then.subsec_nanosecond() > 0)
        }),
        When::Day(_) => start_of(day(when, moment), moment),
    }
}

fn ago(n: u32, unit: Unit, moment: &Moment) -> Option<Zoned> {
    let n = i64::from(n);
    let length = match unit {
        Unit::Hour => Length::new().try_hours(n),
        Unit::Day => Length::new().try_days(n),
        Unit::Week => Length::new().try_weeks(n),
        Unit::Month => Length::new().try_months(n),
        Unit::Year => Length::new().try_years(n),
    };
    moment.now.to_zoned(moment.zone.clone()).checked_sub(length.ok()?).ok()
}

fn day(when: When, moment: &Moment) -> Date {
    let today = moment.now.to_zoned(moment.zone.clone()).date();
    match when {
        When::Ago(n, unit) => ago(n, unit, moment).map_or(Date::MIN, |then| then.date()),
        When::Day(Day::Today) => today,
        When::Day(Day::Yesterday) => today.yesterday().unwrap_or(Date::MIN),
        When::Day(Day::Date(date)) => date,
    }
}

fn start_of(date: Date, moment: &Moment) -> i64 {
    let edge = if date.year() < 5000 { i64::MIN } else { i64::MAX };
    date.to_zoned(moment.zone.clone()).map_or(edge, |start| start.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment() -> Moment {
        let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
        // 00:30 on a Berlin day of 25 hours; in UTC it is still the day before.
        Moment { now: "2026-10-24T22:30:00.5Z".parse().unwrap(), zone }
    }

    fn second(text: &str) -> i64 {
        text.parse::<jiff::Timestamp>().unwrap().as_second()
    }

    #[test]
    fn days_are_local_also_when_they_have_25_hours() {
        let today = Span::of(Bound::On, When::Day(Day::Today), &moment());
        assert_eq!(today, Span { from: second("2026-10-24T22:00:00Z"), to: second("2026-10-25T23:00:00Z") });
        let yesterday = Span::of(Bound::On, When::Day(Day::Yesterday), &moment());
        assert_eq!(yesterday.to, today.from);
        let date = Day::Date("2026-05-07".parse().unwrap());
        let before = Span::of(Bound::Before, When::Day(date), &moment());
        assert_eq!(before, Span { from: i64::MIN, to: second("2026-05-06T22:00:00Z") });
    }

    #[test]
    fn amounts_count_back_from_now_by_the_calendar() {
        let since = |n, unit| Span::of(Bound::Since, When::Ago(n, unit), &moment()).from;
        assert_eq!(since(2, Unit::Hour), second("2026-10-24T20:30:01Z"));
        assert_eq!(since(1, Unit::Week), second("2026-10-17T22:30:01Z"));
        assert_eq!(since(8, Unit::Month), second("2026-02-24T23:30:01Z"), "winter time");
        assert_eq!(since(u32::MAX, Unit::Year), i64::MIN);
        assert_eq!(since(u32::MAX, Unit::Hour), i64::MIN);
    }

    #[test]
    fn the_edges_of_the_calendar_hold() {
        let span =
            |bound, date: &str| Span::of(bound, When::Day(Day::Date(date.parse().unwrap())), &moment());
        let now = moment().now.as_second();
        for (date, since) in [("0000-01-01", true), ("9999-12-31", false)] {
            assert_eq!(span(Bound::Since, date).holds(now), since, "{date}");
            assert_eq!(span(Bound::Before, date).holds(now), !since, "{date}");
            assert!(!span(Bound::On, date).holds(now), "{date}");
        }
    }
}
