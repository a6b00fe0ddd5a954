//! Dates as feeds write them: RFC 2822 and RFC 3339 on a fast path, everything else that
//! feedparser's corpus and the web show on a slow one. Unreadable is `None`, never a guess of
//! "now". Called by `reader`, `json` (through feed-rs) and the tests.

mod names;
mod zone;

use jiff::civil;
use jiff::tz::Offset;

use crate::domain::Timestamp;

use zone::Time;

/// Reads a date in any of the known forms; without a zone it is UTC.
pub(super) fn parse_date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() < 4 || text.len() > 120 {
        return None;
    }
    rfc_3339(text.as_bytes()).or_else(|| rfc_2822(text.as_bytes())).or_else(|| lenient(text))
}

/// A date and a time of day, before it is known to exist.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    year: i16,
    month: i8,
    day: i8,
    clock: Clock,
}

/// A time of day and the offset of its zone in seconds.
#[derive(Clone, Copy, Debug, Default)]
struct Clock {
    hour: i8,
    minute: i8,
    second: i8,
    nanosecond: i32,
    offset: i32,
}

impl Parts {
    fn timestamp(self) -> Option<Timestamp> {
        let date = civil::Date::new(self.year, self.month, self.day).ok()?;
        on_date(date, self.clock)
    }
}

/// Year 0 is a database's "no date". 24:00 is the next midnight, second 60 a leap second.
fn on_date(date: civil::Date, clock: Clock) -> Option<Timestamp> {
    if date.year() < 1 {
        return None;
    }
    let (date, hour) = if clock.hour == 24 { (date.tomorrow().ok()?, 0) } else { (date, clock.hour) };
    let time = civil::Time::new(hour, clock.minute, clock.second.min(59), clock.nanosecond).ok()?;
    let offset = Offset::from_seconds(clock.offset).ok()?;
    offset.to_timestamp(date.to_datetime(time)).ok()
}

/// `2026-11-22T10:47:24[.123](Z|±HH:MM)`.
fn rfc_3339(text: &[u8]) -> Option<Timestamp> {
    if text.len() < 20 || text[4] != b'-' || text[7] != b'-' || !matches!(text[10], b'T' | b't' | b' ') {
        return None;
    }
    let mut parts = Parts {
        year: number(&text[..4])?,
        month: number(&text[5..7])?.try_into().ok()?,
        day: number(&text[8..10])?.try_into().ok()?,
        clock: clock(&text[11..19])?,
    };
    let mut rest = &text[19..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let digits = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
        let nine = fraction[..digits].iter().chain(std::iter::repeat(&b'0')).take(9);
        parts.clock.nanosecond = nine.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'));
        rest = &fraction[digits..];
    }
    parts.clock.offset = match rest {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => signed_offset(*sign, &[*h1, *h2], &[*m1, *m2])?,
        _ => return None,
    };
    parts.timestamp()
}

/// `[Sun, ]22 Nov 2026 10:47[:24] (GMT|±HHMM)`.
fn rfc_2822(text: &[u8]) -> Option<Timestamp> {
    let text = match text.iter().position(|b| *b == b',') {
        Some(comma) if comma <= 9 => text[comma + 1..].trim_ascii_start(),
        _ => text,
    };
    let mut words = text.split(|b| *b == b' ').filter(|word| !word.is_empty());
    let day = number(words.next()?)?;
    let month = names::english_month(words.next()?)?;
    let year = words.next().filter(|year| year.len() == 4).and_then(number)?;
    let time = words.next()?;
    let zone = words.next()?;
    if words.next().is_some() {
        return None;
    }
    let mut clock = match time.len() {
        8 => clock(time)?,
        5 => {
            let mut whole = *b"00:00:00";
            whole[..5].copy_from_slice(time);
            clock(&whole)?
        }
        _ => return None,
    };
    clock.offset = match zone {
        b"GMT" | b"UTC" | b"UT" | b"Z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, m1, m2] => signed_offset(*sign, &[*h1, *h2], &[*m1, *m2])?,
        _ => return None,
    };
    Parts { year, month, day: day.try_into().ok()?, clock }.timestamp()
}

/// `10:47:24`.
fn clock(text: &[u8]) -> Option<Clock> {
    let [h1, h2, b':', m1, m2, b':', s1, s2] = text else { return None };
    Some(Clock {
        hour: number(&[*h1, *h2])?.try_into().ok()?,
        minute: number(&[*m1, *m2])?.try_into().ok()?,
        second: number(&[*s1, *s2])?.try_into().ok()?,
        ..Clock::default()
    })
}

fn signed_offset(sign: u8, hours: &[u8], minutes: &[u8]) -> Option<i32> {
    let seconds = i32::from(number(hours)?) * 3600 + i32::from(number(minutes)?) * 60;
    Some(if sign == b'-' { -seconds } else { seconds })
}

/// One to four digits.
fn number(text: &[u8]) -> Option<i16> {
    if text.is_empty() || text.len() > 4 {
        return None;
    }
    text.iter().try_fold(0_i16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i16::from(byte - b'0')))
}

/// Everything else: the time of day is cut out, then what is left is a date of some order.
fn lenient(text: &str) -> Option<Timestamp> {
    let text = names::localize(text);
    let text = text.trim();
    if let Some(instant) = unix(text) {
        return Some(instant);
    }
    let (date, time) = zone::split_time(text);
    let clock = match time {
        Time::At(clock) => clock,
        Time::None => Clock::default(),
        Time::Impossible => return None,
    };
    let date = iso_date(date.trim()).or_else(|| worded_date(&date)).or_else(|| numeric_date(&date))?;
    on_date(date, clock)
}

/// Seconds or milliseconds since 1970.
fn unix(text: &str) -> Option<Timestamp> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        9 | 10 => Timestamp::from_second(text.parse().ok()?).ok(),
        12 | 13 => Timestamp::from_millisecond(text.parse().ok()?).ok(),
        _ => None,
    }
}

/// ISO 8601 without a time of day: `2003`, `2003-12`, `2003-335`, `20031231`, `2003-W52-3`,
/// `-03-12` and the like.
fn iso_date(text: &str) -> Option<civil::Date> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'W')) {
        return None;
    }
    if let Some((year, week)) = text.split_once('W') {
        let year = year_of(year.trim_end_matches('-'))?;
        let week: String = week.chars().filter(char::is_ascii_digit).collect();
        let day = week.get(2..).filter(|day| !day.is_empty()).unwrap_or("1");
        let weekday = civil::Weekday::from_monday_one_offset(day.parse().ok()?).ok()?;
        return civil::ISOWeekDate::new(year, week.get(..2)?.parse().ok()?, weekday)
            .ok()
            .map(civil::ISOWeekDate::date);
    }
    let parts: Vec<&str> = text.trim_start_matches('-').split('-').collect();
    let date = |year: &str, month: &str, day: &str| {
        civil::Date::new(year_of(year)?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    match parts.as_slice() {
        [year, month, day] if month.len() <= 2 && day.len() <= 2 && (year.len() == 4 || year.len() == 2) => {
            date(year, month, day)
        }
        [year, ordinal] if ordinal.len() == 3 => day_of_year(year, ordinal),
        [year, month] => date(year, month, "1"),
        [all] => match all.len() {
            8 => date(&all[..4], &all[4..6], &all[6..]),
            7 => day_of_year(&all[..4], &all[4..]),
            6 if all.starts_with("19") || all.starts_with("20") => date(&all[..4], &all[4..], "1"),
            6 => date(&all[..2], &all[2..4], &all[4..]),
            5 => day_of_year(&all[..2], &all[2..]),
            4 if text.starts_with('-') => date(&all[..2], &all[2..], "1"),
            4 => date(all, "1", "1"),
            _ => None,
        },
        _ => None,
    }
}

fn day_of_year(year: &str, ordinal: &str) -> Option<civil::Date> {
    let first = civil::Date::new(year_of(year)?, 1, 1).ok()?;
    let day = first.with().day_of_year(ordinal.parse().ok()?).build().ok()?;
    Some(day)
}

/// A year of two digits is of this century up to 89, as feedparser has it.
fn year_of(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < 90 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// A date with the month as a word, day and year in any order around it.
fn worded_date(text: &str) -> Option<civil::Date> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = words.iter().find_map(|word| names::month(word))?;
    let mut day = None;
    let mut year = None;
    for word in &words {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let ordinal = matches!(&word[digits..], "" | "st" | "nd" | "rd" | "th");
        match digits {
            1 | 2 if ordinal && day.is_none() => day = word[..digits].parse::<i8>().ok(),
            2 | 4 if digits == word.len() && year.is_none() => year = year_of(word),
            _ => {}
        }
    }
    // `2003-Dec-31` has its two-digit-looking day last; `31-12-03` cannot come here.
    let day = day.unwrap_or(1);
    civil::Date::new(year?, month, day).ok()
}

/// Numbers only, in a local order: slashes are US order unless that cannot be, dots are day first.
fn numeric_date(text: &str) -> Option<civil::Date> {
    let dotted = text.contains('.');
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let [a, b, c] = numbers.as_slice() else { return None };
    let value = |text: &str| text.parse::<i8>().ok();
    if a.len() == 4 {
        return civil::Date::new(year_of(a)?, value(b)?, value(c)?).ok();
    }
    let year = year_of(c)?;
    let (first, second) = (value(a)?, value(b)?);
    let (month, day) = if dotted || first > 12 { (second, first) } else { (first, second) };
    civil::Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests;
