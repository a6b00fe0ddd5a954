//! Dates that the tellings name, each with the sentence that it stands in, in the order of the calendar.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use regex::Regex;

use super::language::Language;
use super::reading::Reading;

/// A date with its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub date: Date,
    /// Index of the telling.
    pub telling: usize,
    /// Index of the sentence in it.
    pub sentence: usize,
}

/// `May 7, 2026`, `7 May`, `7. Mai 2026`, `1er mai`, `7 de mayo de 2026`: words are looked up afterwards.
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    let pattern =
        r"(?P<month>\p{Lu}\p{Ll}+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?P<year>(?:19|20)\d\d)\b)?";
    Regex::new(pattern).expect("a literal that is a valid pattern")
});
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"\b(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er)? (?:de |of )?(?P<month>\p{L}{3,10})\b\.?(?:,? (?:de |del )?(?P<year>(?:19|20)\d\d)\b)?";
    Regex::new(pattern).expect("a literal that is a valid pattern")
});

/// The dates in all tellings, earliest first, each day once.
#[must_use]
pub fn timeline(readings: &[Reading<'_>]) -> Vec<Dated> {
    let mut found: Vec<Dated> = Vec::new();
    for (telling, reading) in readings.iter().enumerate() {
        let written = reading.telling.at.to_zoned(TimeZone::UTC).date();
        for (sentence, one) in reading.whole() {
            for date in dates(&one.text, reading.language, written) {
                if !found.iter().any(|known| known.date == date) {
                    found.push(Dated { date, telling, sentence });
                }
            }
        }
    }
    found.sort_by_key(|dated| (dated.date, dated.telling, dated.sentence));
    found
}

fn dates(text: &str, language: Language, written: Date) -> Vec<Date> {
    let patterns: &[&Regex] = match language {
        Language::English => &[&MONTH_FIRST, &DAY_FIRST],
        Language::Other => &[],
        _ => &[&DAY_FIRST],
    };
    let captures = patterns.iter().flat_map(|pattern| pattern.captures_iter(text));
    let found = captures.filter_map(|captures| {
        let name = captures.name("month")?.as_str().to_lowercase();
        let month = *language.words().months.get(name.as_str())?;
        let day = captures.name("day")?.as_str().parse().ok()?;
        match captures.name("year") {
            Some(year) => Date::new(year.as_str().parse().ok()?, month, day).ok(),
            None => nearest(month, day, written),
        }
    });
    found.collect()
}

/// The day of the year that is nearest to the day of writing.
fn nearest(month: i8, day: i8, written: Date) -> Option<Date> {
    let years = [written.year() - 1, written.year(), written.year() + 1];
    let days = years.iter().filter_map(|year| Date::new(*year, month, day).ok());
    days.min_by_key(|date| date.since(written).map_or(i32::MAX, |span| span.get_days().abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_the_language_writes_them() {
        let written = Date::constant(2026, 5, 7);
        for (text, language, date) in [
            ("It began on May 3.", Language::English, Some((2026, 5, 3))),
            ("On December 30 it ended.", Language::English, Some((2025, 12, 30))),
            ("Since 4 March 2024 it stands still.", Language::English, Some((2024, 3, 4))),
            ("Am 3. Mai begann es.", Language::German, Some((2026, 5, 3))),
            ("Le 1er juin 2025, tout a changé.", Language::French, Some((2025, 6, 1))),
            ("El 9 de abril de 2026 terminó.", Language::Spanish, Some((2026, 4, 9))),
            ("It may 3 times fail on page 12 or 31 people.", Language::English, None),
            ("On February 30 nothing happened.", Language::English, None),
        ] {
            let wanted: Vec<Date> = date.into_iter().map(|(y, m, d)| Date::constant(y, m, d)).collect();
            assert_eq!(dates(text, language, written), wanted, "{text}");
        }
    }
}
