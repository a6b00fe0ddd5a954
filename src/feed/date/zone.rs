//! The time of day inside a date, and the zone behind it.

use super::Clock;

/// The time of day of a date.
#[derive(Clone, Copy, Debug)]
pub(super) enum Time {
    /// None is written.
    None,
    /// This one.
    At(Clock),
    /// One that no day has.
    Impossible,
}

impl From<Option<Clock>> for Time {
    fn from(clock: Option<Clock>) -> Self {
        clock.map_or(Self::Impossible, Self::At)
    }
}

/// Cuts the time of day and its zone out of `text`: what is left, and the time.
pub(super) fn split_time(text: &str) -> (String, Time) {
    if let Some((date, time)) = compact(text) {
        return (date.to_owned(), time.into());
    }
    let Some(colon) = text.find(':') else {
        let (date, zone) = split_zone_word(text);
        return (date, zone.map_or(Time::None, |offset| Time::At(Clock { offset, ..Clock::default() })));
    };
    let digits_before = text[..colon].bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits_before == 0 || digits_before > 2 {
        return (text.to_owned(), Time::None);
    }
    let start = colon - digits_before;
    let tail = &text[start..];
    let length = tail.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b',')).count();
    let mut clock = read_clock(tail[..length].trim_end_matches(['.', ',', ':']));
    let before = text[..start].trim_end();
    let (before, half_before) = split_half(before, false);
    let before = before
        .strip_suffix(['T', 't'])
        .filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(before);
    let after = tail[length..].trim_start();
    let (after, half_after) = split_half(after, true);
    let (offset, rest) = read_zone(after);
    if let Some(clock) = &mut clock {
        clock.offset = offset;
        match half_before.or(half_after) {
            Some(true) if clock.hour < 12 => clock.hour += 12,
            Some(false) if clock.hour == 12 => clock.hour = 0,
            _ => {}
        }
    }
    (format!("{before} {rest}"), clock.into())
}

/// `am` and `pm` (true) at an end of `text`.
fn split_half(text: &str, at_start: bool) -> (&str, Option<bool>) {
    for (mark, half) in [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)] {
        let found = if at_start {
            text.get(..mark.len())
        } else {
            text.len().checked_sub(mark.len()).and_then(|i| text.get(i..))
        };
        if found.is_some_and(|found| found.eq_ignore_ascii_case(mark)) {
            let rest = if at_start { &text[mark.len()..] } else { &text[..text.len() - mark.len()] };
            return (rest.trim(), Some(half));
        }
    }
    (text, None)
}

/// `20031231T101455Z`: digits, `T`, digits.
fn compact(text: &str) -> Option<(&str, Option<Clock>)> {
    let (date, time) = text.split_once(['T', 't'])?;
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    if !date.ends_with(|c: char| c.is_ascii_digit())
        || !matches!(digits, 4 | 6)
        || time[digits..].starts_with(':')
    {
        return None;
    }
    let part = |from: usize| time.get(from..from + 2).and_then(|text| text.parse().ok());
    let clock = part(0).zip(part(2)).map(|(hour, minute)| Clock {
        hour,
        minute,
        second: if digits == 6 { part(4).unwrap_or(0) } else { 0 },
        nanosecond: 0,
        offset: read_zone(time[digits..].trim_start_matches(|c: char| c == '.' || c.is_ascii_digit())).0,
    });
    Some((date, clock))
}

/// `H:M[:S[.f]]`.
fn read_clock(text: &str) -> Option<Clock> {
    let mut parts = text.split(':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    let second = match parts.next() {
        Some(second) => second.split(['.', ',']).next()?.parse().ok()?,
        None => 0,
    };
    (hour <= 24 && minute < 60 && second <= 60).then_some(Clock {
        hour,
        minute,
        second,
        nanosecond: 0,
        offset: 0,
    })
}

/// A zone at the start of `text`: the offset in seconds and what follows. Unknown names are UTC.
fn read_zone(text: &str) -> (i32, &str) {
    let text = text.trim_start_matches([' ', '(']);
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = &text[..letters];
    let known = named(name);
    let rest = text[letters..].trim_start();
    // `GMT+0200`, `UTC+2`: the sign goes on; `EST-05:00` says the same twice.
    if (known.is_some() || name.is_empty())
        && let Some((offset, length)) = numeric(rest)
    {
        return (offset, &rest[length..]);
    }
    match known {
        Some(offset) => (offset, rest),
        None if name.is_empty() => (0, text),
        None => (0, text),
    }
}

/// A zone name behind a date without a time.
fn split_zone_word(text: &str) -> (String, Option<i32>) {
    match text.rsplit_once(' ') {
        Some((date, word)) if named(word).is_some() => (date.to_owned(), named(word)),
        _ => (text.to_owned(), None),
    }
}

/// `+0200`, `+02:00`, `-5`, `+530`: offset in seconds and length.
fn numeric(text: &str) -> Option<(i32, usize)> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = text[1..].bytes().take_while(u8::is_ascii_digit).count();
    let value = |range: std::ops::Range<usize>| text.get(range).and_then(|text| text.parse::<i32>().ok());
    let after = &text[1 + digits..];
    let (hours, minutes, length) = match digits {
        1 | 2 if after.starts_with(':') => {
            (value(1..1 + digits)?, value(2 + digits..4 + digits)?, digits + 4)
        }
        1 | 2 => (value(1..1 + digits)?, 0, 1 + digits),
        3 => (value(1..2)?, value(2..4)?, 4),
        4 => (value(1..3)?, value(3..5)?, 5),
        _ => return None,
    };
    (hours < 26 && minutes < 60).then_some((sign * (hours * 3600 + minutes * 60), length))
}

/// Names of zones, in minutes. Where a name has several meanings, the one met in feeds.
fn named(name: &str) -> Option<i32> {
    const ZONES: &[(&str, i32)] = &[
        ("GMT", 0),
        ("UTC", 0),
        ("UT", 0),
        ("Z", 0),
        ("WET", 0),
        ("BST", 60),
        ("WEST", 60),
        ("CET", 60),
        ("MET", 60),
        ("MEZ", 60),
        ("CEST", 120),
        ("MEST", 120),
        ("MESZ", 120),
        ("EET", 120),
        ("SAST", 120),
        ("IDT", 180),
        ("EEST", 180),
        ("MSK", 180),
        ("MSD", 240),
        ("TRT", 180),
        ("IST", 330),
        ("NPT", 345),
        ("ICT", 420),
        ("WIB", 420),
        ("SGT", 480),
        ("HKT", 480),
        ("AWST", 480),
        ("JST", 540),
        ("KST", 540),
        ("ACST", 570),
        ("AEST", 600),
        ("ACDT", 630),
        ("AEDT", 660),
        ("NZST", 720),
        ("NZDT", 780),
        ("NST", -210),
        ("NDT", -150),
        ("BRT", -180),
        ("ART", -180),
        ("AST", -240),
        ("ADT", -180),
        ("EST", -300),
        ("EDT", -240),
        ("ET", -300),
        ("CST", -360),
        ("CDT", -300),
        ("CT", -360),
        ("MST", -420),
        ("MDT", -360),
        ("MT", -420),
        ("PST", -480),
        ("PDT", -420),
        ("PT", -480),
        ("AKST", -540),
        ("AKDT", -480),
        ("HST", -600),
    ];
    ZONES.iter().find(|(zone, _)| zone.eq_ignore_ascii_case(name)).map(|(_, minutes)| minutes * 60)
}
