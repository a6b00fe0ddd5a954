//! A telling as the digest reads it: its language, its sentences in order, and the terms of each. Every other
//! part of `analysis` starts from here.

use std::collections::HashMap;

use super::Telling;
use super::language::{Language, language_of};
use super::passages::{Passage, PassageKind, passages};
use super::sentences::{is_complete, sentences};
use crate::domain::Completeness;
use crate::text::SafeText;
use crate::text::words::fold;

/// Characters of a text that are read; a book is judged by its beginning.
const MOST_CHARS: usize = 60_000;
/// Letters of a word that tell it from others, so that its endings do not.
const STEM: usize = 7;

/// A telling that was read.
#[derive(Clone, Debug)]
pub struct Reading<'t> {
    /// The telling.
    pub telling: &'t Telling,
    /// The language of its text.
    pub language: Language,
    /// Terms of its headline.
    pub title: Terms,
    /// Its sentences in order.
    pub sentences: Vec<Sentence>,
}

/// A sentence of a telling.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its words, as they stand there.
    pub text: String,
    /// What the passage is.
    pub kind: PassageKind,
    /// What it is about.
    pub terms: Terms,
    /// Words in it.
    pub length: usize,
}

/// Terms with how often they occur.
pub type Terms = HashMap<String, f64>;

impl<'t> Reading<'t> {
    /// Reads a telling.
    #[must_use]
    pub fn new(telling: &'t Telling) -> Self {
        let is_text = telling.completeness > Completeness::Headline;
        let passages = if is_text { bounded(passages(&telling.text)) } else { Vec::new() };
        let sample: String =
            passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" ");
        let declared = telling.language.as_ref().map(SafeText::as_str);
        let sample = if sample.is_empty() { telling.title.as_str() } else { &sample };
        let language = language_of(sample, declared);
        let mut read = Vec::new();
        for passage in &passages {
            for (place, text) in sentences(&passage.text, language).into_iter().enumerate() {
                let text = if place == 0 { without_dateline(text) } else { text };
                read.push(Sentence {
                    terms: terms(text, language),
                    length: text.split_whitespace().count(),
                    text: text.to_owned(),
                    kind: passage.kind,
                });
            }
        }
        Self { telling, language, title: terms(telling.title.as_str(), language), sentences: read }
    }

    /// The same telling as if only its headline were held.
    #[must_use]
    pub fn without_text(&self) -> Self {
        Self { sentences: Vec::new(), title: self.title.clone(), ..*self }
    }

    /// The sentences that are whole and say something, with their places.
    pub fn whole(&self) -> impl Iterator<Item = (usize, &Sentence)> {
        self.sentences.iter().enumerate().filter(|(_, sentence)| sentence.is_whole())
    }
}

impl Sentence {
    /// True if it ends as a sentence and does not lead to something that is left out.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        is_complete(&self.text)
    }
}

fn bounded(mut passages: Vec<Passage>) -> Vec<Passage> {
    let mut total = 0;
    passages.retain(|passage| {
        total += passage.text.len();
        total <= MOST_CHARS
    });
    passages
}

/// `PORT ELLERY (Coastline Wire) - The reactor …` without the place and the agency in front.
fn without_dateline(sentence: &str) -> &str {
    for dash in [" - ", " – ", " — ", " -- "] {
        let Some((place, rest)) = sentence.split_once(dash) else { continue };
        let town = place.split(['(', ',']).next().unwrap_or_default().trim();
        let letters = || town.chars().filter(|c| c.is_alphabetic());
        let is_large = letters().all(char::is_uppercase);
        let is_short = place.chars().count() <= 60 && letters().count() >= 3;
        let names_agency = place.ends_with(')') && town.split_whitespace().count() <= 4;
        let begins = rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        if is_short && begins && (names_agency || is_large) && rest.chars().count() > 20 {
            return rest.trim_start();
        }
    }
    sentence
}

/// What a text is about: its words without function words, accents and endings.
#[must_use]
pub fn terms(text: &str, language: Language) -> Terms {
    let words = language.words();
    let mut terms = Terms::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        if word.is_empty() || words.function.contains(lower.as_str()) {
            continue;
        }
        let stem = stem(&lower);
        if stem.chars().count() > 1 || stem.chars().any(|c| c.is_ascii_digit()) {
            *terms.entry(stem).or_default() += 1.0;
        }
    }
    terms
}

fn stem(lower: &str) -> String {
    let word = lower.split(['\'', '’']).next_back().filter(|last| last.chars().count() > 1).unwrap_or(lower);
    let word = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(word);
    let folded = fold(word);
    let count = folded.chars().count();
    if folded.chars().any(|c| c.is_ascii_digit()) {
        return folded;
    }
    let kept: String = folded.chars().take(STEM).collect();
    if count > 3 && count <= STEM { kept.strip_suffix('s').map(str::to_owned).unwrap_or(kept) } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_not_part_of_the_first_sentence() {
        for (text, rest) in [
            (
                "PORT ELLERY (Coastline Wire) - The reactor reached criticality.",
                "The reactor reached criticality.",
            ),
            ("LONDON — Two people were hurt on Monday.", "Two people were hurt on Monday."),
            ("Berlin (dpa) - Das Kraftwerk ist wieder am Netz.", "Das Kraftwerk ist wieder am Netz."),
            ("DUBAI, United Arab Emirates — Dubai's carrier made a deal.", "Dubai's carrier made a deal."),
            ("The plant - the oldest of all - is back.", "The plant - the oldest of all - is back."),
        ] {
            assert_eq!(without_dateline(text), rest);
        }
    }

    #[test]
    fn terms_have_no_endings_and_no_function_words() {
        let found = terms("The reactor's pipes, a pipe and l'énergie of 420", Language::English);
        let mut found: Vec<(&str, f64)> = found.iter().map(|(term, n)| (term.as_str(), *n)).collect();
        found.sort_by(|a, b| a.0.cmp(b.0));
        assert_eq!(found, [("420", 1.0), ("energie", 1.0), ("pipe", 2.0), ("reactor", 1.0)]);
    }
}
