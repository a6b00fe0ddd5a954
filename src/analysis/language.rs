//! The few words of a language that the digest goes by: abbreviations, function words, cues of cause and
//! consequence, verbs of saying, months, numbers. One list per language in `assets/languages`; a text in
//! any other language gets no guesses at all. `guess` tells which language a text is in.

mod guess;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

pub use guess::language_of;

/// A language whose sentences the digest understands a little.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Any other: sentences are cut, but nothing is read out of them.
    Other,
}

/// The words of a language, all in small letters. What each list is for stands in the files.
#[derive(Debug, Default)]
pub struct Words {
    pub leaning: HashSet<&'static str>,
    pub abbreviations: HashSet<&'static str>,
    pub function: HashSet<&'static str>,
    pub pointing: HashSet<&'static str>,
    pub cues: Vec<&'static str>,
    pub saying: HashSet<&'static str>,
    pub months: HashMap<&'static str, i8>,
    pub numbers: HashMap<&'static str, f64>,
    pub scales: HashMap<&'static str, f64>,
    pub units: HashSet<&'static str>,
    pub furniture: Vec<&'static str>,
    pub not_names: HashSet<&'static str>,
    pub joining: HashSet<&'static str>,
}

static ENGLISH: LazyLock<Words> = LazyLock::new(|| parse(include_str!("../../assets/languages/en.txt")));
static GERMAN: LazyLock<Words> = LazyLock::new(|| parse(include_str!("../../assets/languages/de.txt")));
static FRENCH: LazyLock<Words> = LazyLock::new(|| parse(include_str!("../../assets/languages/fr.txt")));
static SPANISH: LazyLock<Words> = LazyLock::new(|| parse(include_str!("../../assets/languages/es.txt")));
static NONE: LazyLock<Words> = LazyLock::new(Words::default);

impl Language {
    /// Its words.
    #[must_use]
    pub fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::French => &FRENCH,
            Self::Spanish => &SPANISH,
            Self::Other => &NONE,
        }
    }

    /// True if sentences are weighed, and not only cut.
    #[must_use]
    pub fn is_known(self) -> bool {
        self != Self::Other
    }

    /// True if every noun has a large letter, so that it tells little of names.
    #[must_use]
    pub fn has_large_nouns(self) -> bool {
        self == Self::German
    }

    /// The language of a tag such as `de-AT`; none if the tag is empty.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
        match primary.as_str() {
            "" => None,
            "en" => Some(Self::English),
            "de" => Some(Self::German),
            "fr" => Some(Self::French),
            "es" => Some(Self::Spanish),
            _ => Some(Self::Other),
        }
    }
}

fn parse(list: &'static str) -> Words {
    let mut lists: HashMap<&str, Vec<&'static str>> = HashMap::new();
    let mut name = "";
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        if let Some(next) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            name = next;
        } else {
            let words = line.split(',').map(str::trim).filter(|word| !word.is_empty());
            lists.entry(name).or_default().extend(words);
        }
    }
    let mut take = |name: &str| lists.remove(name).unwrap_or_default();
    Words {
        leaning: take("leaning").into_iter().collect(),
        abbreviations: take("abbreviations").into_iter().collect(),
        function: take("function").into_iter().collect(),
        pointing: take("pointing").into_iter().collect(),
        cues: take("cues"),
        saying: take("saying").into_iter().collect(),
        months: valued(&take("months")).collect(),
        numbers: valued(&take("numbers")).collect(),
        scales: valued(&take("scales")).collect(),
        units: take("units").into_iter().collect(),
        furniture: take("furniture"),
        not_names: take("not-names").into_iter().collect(),
        joining: take("joining").into_iter().collect(),
    }
}

/// `may 5` as the word and its value.
fn valued<T: std::str::FromStr>(lines: &[&'static str]) -> impl Iterator<Item = (&'static str, T)> {
    lines.iter().filter_map(|line| {
        let (word, value) = line.rsplit_once(' ')?;
        Some((word, value.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_list() {
        for language in [Language::English, Language::German, Language::French, Language::Spanish] {
            let words = language.words();
            let sets =
                [&words.leaning, &words.abbreviations, &words.function, &words.pointing, &words.saying];
            assert!(sets.iter().all(|set| set.len() > 10), "{language:?}");
            assert!(
                words.cues.len() > 10 && words.furniture.len() > 10 && words.units.len() > 10,
                "{language:?}"
            );
            assert!(words.not_names.len() > 10 && words.joining.len() > 1, "{language:?}");
            assert!((1..=12).all(|month| words.months.values().any(|value| *value == month)), "{language:?}");
            assert_eq!(words.numbers.values().filter(|value| **value < 13.0).count(), 11, "{language:?}");
            assert!(words.scales.values().any(|value| (*value - 1e6).abs() < 1.0), "{language:?}");
        }
    }
}
