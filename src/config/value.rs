//! Single values of the configuration: a TOML value to a checked one, or what is allowed instead.
//! Pure; knows no names and no positions.

use std::time::Duration;

use toml::de::DeValue;

use super::settings::{Glyphs, Images, MarkRead, ProviderKind};
use crate::domain::{FullTextMode, PageForm, WebUrl};
use crate::text::wrap::Bidi;

/// A checked value, or what is allowed in its place.
pub(super) type Parsed<T> = Result<T, String>;

/// What a value is, in words, for messages.
pub(super) fn describe(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{text}\""),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(date) => format!("the date {date}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a section".to_owned(),
    }
}

pub(super) fn boolean(value: &DeValue<'_>) -> Parsed<bool> {
    value.as_bool().ok_or_else(|| "true, false".to_owned())
}

pub(super) fn text(value: &DeValue<'_>) -> Parsed<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| "text in quotes".to_owned())
}

pub(super) fn filled_text(value: &DeValue<'_>) -> Parsed<String> {
    let filled = value.as_str().filter(|text| !text.trim().is_empty());
    filled.map(str::to_owned).ok_or_else(|| "text in quotes, not empty".to_owned())
}

pub(super) fn words(value: &DeValue<'_>) -> Parsed<Vec<String>> {
    let allowed = || "a list of words, the program first: [\"firefox\", \"--new-tab\"]".to_owned();
    let array = value.as_array().ok_or_else(allowed)?;
    let words: Option<Vec<String>> =
        array.iter().map(|word| word.get_ref().as_str().map(str::to_owned)).collect();
    let words = words.ok_or_else(allowed)?;
    if words.first().is_some_and(String::is_empty) { Err(allowed()) } else { Ok(words) }
}

/// A name that may become part of a file name.
pub(super) fn name(value: &DeValue<'_>) -> Parsed<String> {
    let safe = value.as_str().filter(|text| is_name(text));
    safe.map(str::to_owned).ok_or_else(|| "a name of letters, digits, - _ .".to_owned())
}

/// True for a name that may become part of a file name.
pub(super) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    text.len() <= 64
        && characters.next().is_some_and(|c| c.is_ascii_alphanumeric())
        && characters.all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

pub(super) fn address(value: &DeValue<'_>) -> Parsed<WebUrl> {
    value
        .as_str()
        .and_then(WebUrl::parse)
        .ok_or_else(|| "an address that starts with https:// or http://".to_owned())
}

pub(super) fn article_width(value: &DeValue<'_>) -> Parsed<u16> {
    integer(value)
        .and_then(|number| u16::try_from(number).ok())
        .filter(|width| (20..=400).contains(width))
        .ok_or_else(|| "20 to 400".to_owned())
}

pub(super) fn tokens(value: &DeValue<'_>) -> Parsed<u64> {
    integer(value).ok_or_else(|| "a whole number from 0".to_owned())
}

pub(super) fn price(value: &DeValue<'_>) -> Parsed<f64> {
    let number = match value {
        DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
        _ => None,
    };
    number
        .filter(|price: &f64| price.is_finite() && *price >= 0.0)
        .ok_or_else(|| "a number from 0.0".to_owned())
}

/// Language and country, as Google News writes them.
pub(super) fn locale(value: &DeValue<'_>) -> Parsed<String> {
    let is_locale = |text: &&str| {
        text.split_once('-').is_some_and(|(language, region)| {
            (2..=3).contains(&language.len())
                && language.bytes().all(|b| b.is_ascii_lowercase())
                && (2..=4).contains(&region.len())
                && region.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    };
    let found = value.as_str().filter(is_locale);
    found.map(str::to_owned).ok_or_else(|| "language and country, such as en-US, de-DE, es-419".to_owned())
}

pub(super) fn duration(value: &DeValue<'_>) -> Parsed<Duration> {
    value
        .as_str()
        .and_then(parse_duration)
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| "a duration such as 90s, 15m, 1h30m, 1d, 1w".to_owned())
}

pub(super) fn mark_read(value: &DeValue<'_>) -> Parsed<MarkRead> {
    let after = |text: &str| text.strip_prefix("after ").and_then(parse_duration).map(MarkRead::After);
    match value.as_str() {
        Some("on-open") => Ok(MarkRead::OnOpen),
        Some("manual") => Ok(MarkRead::Manual),
        other => other.and_then(after).ok_or_else(|| "on-open, manual, after 3s".to_owned()),
    }
}

pub(super) fn full_text(value: &DeValue<'_>) -> Parsed<FullTextMode> {
    choice(
        value,
        &[
            ("manual", FullTextMode::Manual),
            ("on-open", FullTextMode::OnOpen),
            ("always", FullTextMode::Always),
            ("never", FullTextMode::Never),
        ],
    )
}

pub(super) fn images(value: &DeValue<'_>) -> Parsed<Images> {
    choice(
        value,
        &[("auto", Images::Auto), ("on", Images::On), ("off", Images::Off), ("click", Images::Click)],
    )
}

pub(super) fn glyphs(value: &DeValue<'_>) -> Parsed<Glyphs> {
    choice(value, &[("auto", Glyphs::Auto), ("unicode", Glyphs::Unicode), ("ascii", Glyphs::Ascii)])
}

pub(super) fn right_to_left(value: &DeValue<'_>) -> Parsed<Bidi> {
    choice(value, &[("terminal", Bidi::Terminal), ("tidings", Bidi::Visual)])
}

/// What a program is given of an article.
pub(super) fn pipe_text(value: &DeValue<'_>) -> Parsed<PageForm> {
    choice(value, &[("markdown", PageForm::Markdown), ("plain", PageForm::Plain), ("html", PageForm::Html)])
}

pub(super) fn resolve(value: &DeValue<'_>) -> Parsed<bool> {
    choice(value, &[("on-open", true), ("off", false)])
}

pub(super) fn provider_kind(value: &DeValue<'_>) -> Parsed<ProviderKind> {
    choice(
        value,
        &[
            ("anthropic", ProviderKind::Anthropic),
            ("openai", ProviderKind::OpenAi),
            ("ollama", ProviderKind::Ollama),
        ],
    )
}

fn choice<T: Copy>(value: &DeValue<'_>, choices: &[(&str, T)]) -> Parsed<T> {
    let text = value.as_str();
    choices.iter().find(|(name, _)| Some(*name) == text).map(|(_, choice)| *choice).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        names.join(", ")
    })
}

fn integer(value: &DeValue<'_>) -> Option<u64> {
    let number = value.as_integer()?;
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// `1h30m`: numbers with s, m, h, d or w, joined. At most ten years, so that sums never overflow.
#[must_use]
pub fn parse_duration(text: &str) -> Option<Duration> {
    const LONGEST: u64 = 10 * 365 * 86_400;
    let mut seconds: u64 = 0;
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u64 = rest[..digits].parse().ok()?;
        let unit = match rest.as_bytes()[digits] {
            b's' => 1,
            b'm' => 60,
            b'h' => 3_600,
            b'd' => 86_400,
            b'w' => 7 * 86_400,
            _ => return None,
        };
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        rest = &rest[digits + 1..];
    }
    (seconds <= LONGEST).then(|| Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_numbers_with_units() {
        let seconds = |text| parse_duration(text).map(|duration| duration.as_secs());
        assert_eq!(seconds("15m"), Some(900));
        assert_eq!(seconds("1h30m"), Some(5_400));
        assert_eq!(seconds("1d"), Some(86_400));
        assert_eq!(seconds("2w"), Some(1_209_600));
        for wrong in ["", "15", "m", "15 m", "-1m", "1y", "1.5h", "99999999999999999999s", "400000w", "1ü"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}
