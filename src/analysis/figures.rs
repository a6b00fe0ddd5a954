//! Figures: amounts, shares and counts with what they count, as they stand in a sentence. Two outlets give
//! different figures only where the words around both are the same and no outlet knows both; everything
//! else is two figures.

mod differing;

use std::sync::LazyLock;

use regex::Regex;

use super::language::Language;
use super::names::runs;
use super::reading::{Reading, Terms, terms};

pub use differing::{differing, is_same_value};

/// A figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Index of the telling.
    pub telling: usize,
    /// As it stands there, with its unit.
    pub text: String,
    /// The part of the sentence around it, word for word.
    pub clause: String,
    /// Its value.
    pub value: f64,
    /// What it counts.
    pub unit: String,
    /// What the part of the sentence is about.
    pub context: Terms,
}

/// A number with what may stand in front of it and behind it.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?P<sign>US\$|A\$|C\$|[$€£¥])?\s?(?P<number>\d{1,3}(?:[.,\u{a0}\u{202f} ’']\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)";
    Regex::new(number).expect("a literal that is a valid pattern")
});

/// A number in words; whether it is one says the language.
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\p{Alphabetic}+").expect("a literal that is a valid pattern"));

/// Words before a clause ends although nothing separates.
const CLAUSE: usize = 14;

/// All figures of all tellings, in order.
#[must_use]
pub fn figures(readings: &[Reading<'_>]) -> Vec<Figure> {
    let mut found = Vec::new();
    for (telling, reading) in readings.iter().enumerate() {
        if !reading.language.is_known() {
            continue;
        }
        for sentence in &reading.sentences {
            let pieces = in_sentence(&sentence.text, reading.language);
            found.extend(pieces.into_iter().map(|piece| Figure { telling, ..piece }));
        }
    }
    found
}

fn in_sentence(text: &str, language: Language) -> Vec<Figure> {
    let mut found: Vec<(usize, usize, f64, String)> = Vec::new();
    for captures in NUMBER.captures_iter(text) {
        let Some(number) = captures.name("number") else { continue };
        let start = captures.name("sign").map_or(number.start(), |sign| sign.start());
        if is_part_of_word(text, start, number.end(), language) {
            continue;
        }
        let Some(value) = value(number.as_str(), language) else { continue };
        let sign = captures.name("sign").map(|sign| sign.as_str());
        if let Some((end, value, unit)) = measured(text, number.end(), value, sign, language)
            && !is_named(text, start, &unit, language)
        {
            found.push((start, end, value, unit));
        }
    }
    for word in WORD.find_iter(text) {
        let lower = word.as_str().to_lowercase();
        let Some(value) = language.words().numbers.get(lower.as_str()) else { continue };
        if let Some((end, value, unit)) = measured(text, word.end(), *value, None, language)
            && language.words().units.contains(unit.as_str())
        {
            found.push((word.start(), end, value, unit));
        }
    }
    found.sort_by_key(|(start, ..)| *start);
    let places: Vec<(usize, usize)> = found.iter().map(|(start, end, ..)| (*start, *end)).collect();
    let figures = found.into_iter().enumerate().map(|(index, (start, end, value, unit))| {
        let before = index.checked_sub(1).and_then(|before| places.get(before)).map_or(0, |place| place.1);
        let after = places.get(index + 1).map_or(text.len(), |place| place.0);
        let clause = clause(text, start, end);
        let around = clause_terms(text, (before, after), &clause, language);
        Figure {
            telling: 0,
            text: text[start..end].to_owned(),
            clause: text[clause].trim().to_owned(),
            value,
            unit,
            context: around,
        }
    });
    figures.collect()
}

/// `04:17`, `X1`, `2020s`, `1-0`, `30th` and times are no figures.
fn is_part_of_word(text: &str, start: usize, end: usize, language: Language) -> bool {
    if attached_scale(text, end, language).is_some() {
        return false;
    }
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let next = after.next();
    let second = after.next();
    before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '.' | ',' | '/' | '-' | '–' | '#'))
        || next.is_some_and(char::is_alphabetic)
        || (next.is_some_and(|c| matches!(c, ':' | '/' | '–' | '.'))
            && second.is_some_and(|c| c.is_ascii_digit()))
}

/// The value of a number as the language writes it.
fn value(number: &str, language: Language) -> Option<f64> {
    let decimal = if language == Language::English { '.' } else { ',' };
    let groups: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).collect();
    let signs: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let is_grouped = groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3);
    let plain = match signs.as_slice() {
        [one] if *one == decimal => format!("{}.{}", groups.first()?, groups.get(1)?),
        [one] if matches!(one, '.' | ',') && !is_grouped => format!("{}.{}", groups.first()?, groups.get(1)?),
        [.., last] if *last == decimal && signs.len() > 1 => {
            format!("{}.{}", groups[..groups.len() - 1].concat(), groups.last()?)
        }
        _ => groups.concat(),
    };
    plain.parse().ok()
}

/// The end, the value and the unit of a number that ends at `end`; none if it measures nothing.
fn measured(
    text: &str,
    end: usize,
    value: f64,
    sign: Option<&str>,
    language: Language,
) -> Option<(usize, f64, String)> {
    let words = language.words();
    let (mut end, mut value, mut is_scaled) = (end, value, false);
    if let Some((scale, next)) = attached_scale(text, end, language) {
        (end, value, is_scaled) = (next, value * scale, true);
    }
    while let Some((word, next)) = word_after(text, end) {
        let lower = word.to_lowercase();
        let Some(scale) = words.scales.get(lower.as_str()) else { break };
        (end, value, is_scaled) = (next, value * scale, true);
    }
    if let Some(sign) = sign {
        return Some((end, value, sign.to_owned()));
    }
    let rest = &text[end..];
    let spaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if spaced.starts_with('%') {
        return Some((text.len() - spaced.len() + 1, value, "%".to_owned()));
    }
    for (mark, sign) in [("€", "€"), ("£", "£"), ("$", "$")] {
        if spaced.starts_with(mark) {
            return Some((text.len() - spaced.len() + mark.len(), value, sign.to_owned()));
        }
    }
    let Some((first, after_first)) = word_after(text, end) else {
        return is_scaled.then(|| (end, value, String::new()));
    };
    let first_lower = first.to_lowercase();
    if let Some((second, after)) = word_after(text, after_first) {
        let both = format!("{first_lower} {}", second.to_lowercase());
        if words.units.contains(both.as_str()) {
            let unit = if is_percent(&both) { "%".to_owned() } else { both };
            return Some((after, value, unit));
        }
    }
    if is_percent(&first_lower) {
        return Some((after_first, value, "%".to_owned()));
    }
    let is_attached = text[end..].starts_with('-');
    if let Some(unit) = unit_of(&first_lower, is_attached, language) {
        // `megawatt-hours` are something else than megawatts.
        let rest = text[after_first..].strip_prefix('-').map_or("", |rest| word_at(rest));
        let unit = if rest.is_empty() { unit } else { format!("{unit}-{rest}") };
        return Some((after_first + if rest.is_empty() { 0 } else { rest.len() + 1 }, value, unit));
    }
    is_scaled.then(|| (end, value, String::new()))
}

/// The `bn` of `$1.2bn` and where it ends.
fn attached_scale(text: &str, end: usize, language: Language) -> Option<(f64, usize)> {
    let rest = &text[end..];
    let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    let scale = language.words().scales.get(word.to_lowercase().as_str())?;
    Some((*scale, end + word.len()))
}

/// The word of the list of units that a word is; in `14-month` it stands in the singular.
fn unit_of(lower: &str, is_attached: bool, language: Language) -> Option<String> {
    let units = &language.words().units;
    let many = format!("{lower}s");
    let of_many = || units.get(many.as_str()).filter(|_| is_attached || lower.ends_with("watt"));
    units.get(lower).or_else(of_many).map(|unit| (*unit).to_owned())
}

fn word_at(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}

fn is_percent(lower: &str) -> bool {
    matches!(lower, "per cent" | "percent" | "prozent" | "pour cent" | "por ciento")
}

/// The word behind a place, if only a space or a hyphen stands between, and where it ends.
fn word_after(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = &text[at..];
    let start = rest.strip_prefix([' ', '\u{a0}', '\u{202f}', '-'])?;
    let length = start.find(|c: char| !c.is_alphabetic()).unwrap_or(start.len());
    (length > 0).then(|| (&start[..length], text.len() - start.len() + length))
}

/// `3 May`, `Corvid 1 people`: a number that belongs to the word before it or to a month.
fn is_named(text: &str, start: usize, unit: &str, language: Language) -> bool {
    let before = text[..start].trim_end().rsplit(' ').next().unwrap_or_default();
    let lower = before.to_lowercase();
    let is_month = language.words().months.contains_key(lower.trim_end_matches('.'));
    is_month && !matches!(unit, "%" | "$" | "€" | "£")
}

/// The part of a sentence around a figure: up to the next comma or dash, and not too long.
fn clause(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let is_stop = |(at, c): &(usize, char)| {
        let is_inside_number = text[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        matches!(c, ',' | ';' | ':' | '(' | ')' | '—' | '–' | '“' | '”' | '"') && !is_inside_number
    };
    let from = text[..start].char_indices().rev().find(is_stop).map_or(0, |(at, c)| at + c.len_utf8());
    let until = text[end..]
        .char_indices()
        .map(|(at, c)| (end + at, c))
        .find(is_stop)
        .map_or(text.len(), |(at, _)| at);
    let before = text[from..start].split_whitespace().count();
    let after = text[end..until].split_whitespace().count();
    let from = if before > CLAUSE { nth_word_back(text, start, CLAUSE) } else { from };
    let until = if after > CLAUSE { end + nth_word(&text[end..], CLAUSE) } else { until };
    from..until
}

fn nth_word_back(text: &str, end: usize, count: usize) -> usize {
    let spaces = text[..end].char_indices().rev().filter(|(_, c)| c.is_whitespace());
    spaces.take(count + 1).last().map_or(0, |(at, c)| at + c.len_utf8())
}

fn nth_word(text: &str, count: usize) -> usize {
    let spaces = text.char_indices().filter(|(_, c)| c.is_whitespace());
    spaces.take(count + 1).last().map_or(text.len(), |(at, _)| at)
}

/// What the clause is about, without the words of its neighbours' figures; of a bare clause the sentence.
fn clause_terms(
    text: &str,
    between: (usize, usize),
    clause: &std::ops::Range<usize>,
    language: Language,
) -> Terms {
    let (start, end) = (clause.start.max(between.0), clause.end.min(between.1));
    let is_word =
        |terms: &Terms| terms.keys().filter(|term| !term.chars().any(|c| c.is_ascii_digit())).count();
    let near = terms(text.get(start..end).unwrap_or_default(), language);
    let mut context = if is_word(&near) >= 3 {
        near
    } else {
        terms(text.get(between.0..between.1).unwrap_or_default(), language)
    };
    context.retain(|term, _| !term.chars().any(|c| c.is_ascii_digit()));
    let words = language.words();
    let numbers = words.scales.keys().chain(words.numbers.keys());
    let names = runs(text, language);
    let idle = words.units.iter().chain(numbers).copied().chain(names.iter().map(|run| run.text.as_str()));
    for term in idle.flat_map(|word| terms(word, language).into_keys()) {
        context.remove(&term);
    }
    context
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, language: Language) -> Vec<(String, f64, String)> {
        in_sentence(text, language)
            .into_iter()
            .map(|figure| (figure.text, figure.value, figure.unit))
            .collect()
    }

    #[test]
    fn figures_have_a_value_and_a_unit() {
        for (text, language, figures) in [
            (
                "It cost $1.2bn, or 38 per cent.",
                Language::English,
                &[("$1.2bn", 1.2e9, "$"), ("38 per cent", 38.0, "%")][..],
            ),
            (
                "The 420-megawatt unit ran nine days at 5 %.",
                Language::English,
                &[("420-megawatt", 420.0, "megawatts"), ("nine days", 9.0, "days"), ("5 %", 5.0, "%")],
            ),
            ("At 04:17 on May 3, 2026 the X-ray of Corvid 1 began.", Language::English, &[]),
            (
                "A cost of 61 million and 22,000 people.",
                Language::English,
                &[("61 million", 61e6, ""), ("22,000 people", 22000.0, "people")],
            ),
            (
                "Es kostet 1,5 Milliarden Euro und 2.600 Stellen.",
                Language::German,
                &[("1,5 Milliarden Euro", 1.5e9, "euro"), ("2.600 Stellen", 2600.0, "stellen")],
            ),
            (
                "Los de 2,6 millones de personas, el 40 por ciento.",
                Language::Spanish,
                &[("2,6 millones", 2.6e6, ""), ("40 por ciento", 40.0, "%")],
            ),
        ] {
            let wanted: Vec<(String, f64, String)> = figures
                .iter()
                .map(|(text, value, unit)| ((*text).to_owned(), *value, (*unit).to_owned()))
                .collect();
            assert_eq!(found(text, language), wanted, "{text}");
        }
    }
}
