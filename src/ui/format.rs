//! Numbers, ages and dates as the screen shows them: never a raw timestamp, never an id.

use jiff::tz::TimeZone;

use crate::domain::{Moment, Timestamp};
use crate::text::SafeText;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A number with a comma between thousands.
pub fn number(n: u64) -> SafeText {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    SafeText::new(&out)
}

/// A count that may have stopped at a cap: `1,000+`.
pub fn count(n: u64, capped: bool) -> SafeText {
    if capped { SafeText::new(&format!("{}+", number(n))) } else { number(n) }
}

/// `now 5m 2h 3d`, from a week on the day (`May 7`), from another year on the year.
pub fn age(at: Timestamp, moment: &Moment) -> SafeText {
    let seconds = moment.now.as_second().saturating_sub(at.as_second());
    let text = if seconds < MINUTE {
        "now".to_owned()
    } else if seconds < HOUR {
        format!("{}m", seconds / MINUTE)
    } else if seconds < DAY {
        format!("{}h", seconds / HOUR)
    } else if seconds < 7 * DAY {
        format!("{}d", seconds / DAY)
    } else {
        day(at, moment)
    };
    SafeText::new(&text)
}

fn day(at: Timestamp, moment: &Moment) -> String {
    let zoned = |at: Timestamp| at.to_zoned(moment.zone.clone());
    let (then, now) = (zoned(at), zoned(moment.now));
    if then.year() == now.year() { then.strftime("%b %-d").to_string() } else { then.year().to_string() }
}

/// `May 7, 2026`.
pub fn date(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%b %-d, %Y").to_string()
}

/// `11:40`; with its day, from another day on.
pub fn clock_of(at: Timestamp, moment: &Moment) -> String {
    let zoned = |at: Timestamp| at.to_zoned(moment.zone.clone());
    let then = zoned(at);
    if then.date() == zoned(moment.now).date() {
        then.strftime("%H:%M").to_string()
    } else {
        moment_of(at, moment)
    }
}

/// A size in bytes as people say it: `512 bytes`, `14 KB`, `24.3 MB`.
pub fn size(bytes: u64) -> String {
    let tenths = |unit: u64| (bytes.saturating_add(unit / 20)) / (unit / 10);
    let (tenths, name) = match bytes {
        0..1_000 => return format!("{bytes} bytes"),
        1_000..1_000_000 => return format!("{} KB", (bytes + 500) / 1_000),
        1_000_000..1_000_000_000 => (tenths(1_000_000), "MB"),
        1_000_000_000.. => (tenths(1_000_000_000), "GB"),
    };
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {name}"),
        (whole, tenth) => format!("{whole}.{tenth} {name}"),
    }
}

/// How long something plays: `0:12`, `31:20`, `1:02:03`.
pub fn playing_time(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// `May 7, 11:40`; the day alone, with its year, from another year on.
pub fn moment_of(at: Timestamp, moment: &Moment) -> String {
    let zoned = |at: Timestamp| at.to_zoned(moment.zone.clone());
    let (then, now) = (zoned(at), zoned(moment.now));
    if then.year() == now.year() {
        then.strftime("%b %-d, %H:%M").to_string()
    } else {
        date(at, &moment.zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_are_as_people_say_them() {
        let sizes = [512, 1_499, 14_324, 999_400, 24_300_000, 2_000_000, 1_260_000_000, u64::MAX].map(size);
        assert_eq!(
            sizes,
            ["512 bytes", "1 KB", "14 KB", "999 KB", "24.3 MB", "2 MB", "1.3 GB", "18446744073.7 GB"]
        );
        assert_eq!([12, 1_880, 3_723].map(playing_time), ["0:12", "31:20", "1:02:03"]);
    }

    fn moment() -> Moment {
        Moment { now: "2026-05-07T12:00:00Z".parse().expect("an instant"), zone: TimeZone::UTC }
    }

    #[test]
    fn thousands_have_commas() {
        for (n, text) in [(0, "0"), (999, "999"), (1_204, "1,204"), (1_000_000, "1,000,000")] {
            assert_eq!(number(n).as_str(), text);
        }
    }

    #[test]
    fn ages_grow_coarser() {
        for (at, text) in [
            ("2026-05-07T12:00:30Z", "now"),
            ("2026-05-07T11:55:00Z", "5m"),
            ("2026-05-07T10:00:00Z", "2h"),
            ("2026-05-04T11:00:00Z", "3d"),
            ("2026-04-01T11:00:00Z", "Apr 1"),
            ("2025-12-31T11:00:00Z", "2025"),
        ] {
            assert_eq!(age(at.parse().expect("an instant"), &moment()).as_str(), text, "{at}");
        }
    }

    #[test]
    fn dates_are_for_people() {
        assert_eq!(date("2026-05-07T12:00:00Z".parse().expect("an instant"), &TimeZone::UTC), "May 7, 2026");
    }
}
