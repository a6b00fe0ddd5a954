//! How much each sentence of a story stands for it. Three signs, each of which beats the others on some
//! texts: where the sentence stands (the lead is the publisher's own summary), what it shares with the
//! headline, and how much of what follows it announces. That last one is position-biased: a likeness to an
//! earlier sentence counts against it, because then the earlier one has said it (Zheng and Lapata, 2019).

use std::collections::HashMap;

use super::language::Language;
use super::passages::PassageKind;
use super::reading::{Reading, Sentence, Terms};

/// Sentences of a telling that can be chosen; what comes later is detail.
const DEPTH: usize = 40;
/// Weights, chosen on news pages with the description that their publishers wrote (`benches/digest.rs`).
const OF_POSITION: f64 = 1.0;
const OF_TITLE: f64 = 0.8;
const OF_CENTRALITY: f64 = 0.7;
const OF_OTHERS: f64 = 1.2;
const OF_NEWNESS: f64 = 0.4;
/// Sentences after which the weight of the position has fallen to a third.
const FALL: f64 = 3.0;
/// What a likeness to an earlier sentence counts, where one to a later one counts 1.
const BACKWARD: f64 = -0.3;

/// A sentence that may be quoted, with its worth.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Index of the telling.
    pub telling: usize,
    /// Index of the sentence in it.
    pub sentence: usize,
    /// Higher is better.
    pub worth: f64,
    /// True if it needs the sentence before, asks, or is somebody's words.
    pub leans: bool,
}

/// How rare terms are over all sentences of a story.
#[derive(Debug)]
pub struct Rarity {
    sentences: f64,
    holding: HashMap<String, f64>,
}

impl Rarity {
    /// Counts over all tellings.
    #[must_use]
    pub fn new(readings: &[Reading<'_>]) -> Self {
        let mut holding: HashMap<String, f64> = HashMap::new();
        let mut sentences = 0.0;
        for sentence in readings.iter().flat_map(|reading| &reading.sentences) {
            sentences += 1.0;
            for term in sentence.terms.keys() {
                *holding.entry(term.clone()).or_default() += 1.0;
            }
        }
        Self { sentences, holding }
    }

    fn of(&self, term: &str) -> f64 {
        let holding = self.holding.get(term).copied().unwrap_or(0.0);
        ((self.sentences + 1.0) / (holding + 0.5)).ln().max(0.1)
    }

    /// The likeness of two sets of terms, 0 to 1.
    #[must_use]
    pub fn likeness(&self, one: &Terms, other: &Terms) -> f64 {
        let (one, other) = if one.len() > other.len() { (other, one) } else { (one, other) };
        if !one.keys().any(|term| other.contains_key(term)) {
            return 0.0;
        }
        let weight = |term: &str, n: f64| n * self.of(term);
        let length = |terms: &Terms| terms.iter().map(|(t, n)| weight(t, *n).powi(2)).sum::<f64>().sqrt();
        let shared: f64 =
            one.iter().filter_map(|(term, n)| Some(weight(term, *n) * weight(term, *other.get(term)?))).sum();
        let lengths = length(one) * length(other);
        if lengths > 0.0 { shared / lengths } else { 0.0 }
    }

    /// The share of the terms of `whole` that stand in `part`, 0 to 1.
    fn cover(&self, whole: &Terms, part: &Terms) -> f64 {
        let sum = |held: &dyn Fn(&str) -> bool| -> f64 {
            whole.keys().filter(|term| held(term)).map(|term| self.of(term)).sum()
        };
        let all = sum(&|_| true);
        if all > 0.0 { sum(&|term| part.contains_key(term)) / all } else { 0.0 }
    }
}

/// The sentences of a story that may be quoted, best first; the same input gives the same order.
#[must_use]
pub fn candidates(readings: &[Reading<'_>], rarity: &Rarity) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let language = main_language(readings);
    for (telling, reading) in readings.iter().enumerate().filter(|(_, one)| Some(one.language) == language) {
        let fit: Vec<(usize, &Sentence)> =
            reading.whole().filter(|(_, sentence)| is_fit(sentence, reading)).take(DEPTH).collect();
        let announced = announced(&fit, rarity);
        for (place, (index, sentence)) in fit.iter().enumerate() {
            let others = support(telling, sentence, readings, rarity);
            #[allow(clippy::cast_precision_loss, reason = "a place among forty")]
            let position = (-(place as f64) / FALL).exp();
            let burden = burden(sentence, reading);
            // A lead that nobody else says is the way into a feature.
            let lead = if readings.len() > 1 { position * (0.5 + others) } else { position };
            let worth = OF_POSITION * lead
                + OF_TITLE * announced_by_titles(telling, sentence, readings, rarity)
                + OF_CENTRALITY * announced[place]
                + OF_OTHERS * others
                + OF_NEWNESS * newness(telling, readings)
                - burden;
            found.push(Candidate { telling, sentence: *index, worth, leans: burden > 0.0 });
        }
    }
    found.sort_by(|a, b| {
        b.worth.total_cmp(&a.worth).then(a.telling.cmp(&b.telling)).then(a.sentence.cmp(&b.sentence))
    });
    found
}

/// The language that most of the tellings with a text are in, of those that are known: a page speaks one.
#[must_use]
pub fn main_language(readings: &[Reading<'_>]) -> Option<Language> {
    let texts = || readings.iter().filter(|one| !one.sentences.is_empty() && one.language.is_known());
    let count = |language: Language| texts().filter(|one| one.language == language).count();
    texts().map(|one| one.language).reduce(|best, next| if count(next) > count(best) { next } else { best })
}

/// True if it can stand alone as a statement about the event.
fn is_fit(sentence: &Sentence, reading: &Reading<'_>) -> bool {
    let is_large = sentence.text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    sentence.kind == PassageKind::Prose
        && is_large
        && !sentence.text.ends_with(['…', ']'])
        && !sentence.text.ends_with("...")
        && (5..=70).contains(&sentence.length)
        && !is_furniture(sentence, reading)
}

/// What stands around an article: calls to subscribe, credits, notices.
fn is_furniture(sentence: &Sentence, reading: &Reading<'_>) -> bool {
    let lower = sentence.text.to_lowercase();
    reading.language.words().furniture.iter().any(|phrase| lower.contains(phrase))
}

/// What speaks against quoting it: it needs the sentence before, asks, or is somebody's opinion.
fn burden(sentence: &Sentence, reading: &Reading<'_>) -> f64 {
    let words = reading.language.words();
    let first = sentence.text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let points = first.is_some_and(|word| words.pointing.contains(word.to_lowercase().as_str()));
    let asks = sentence.text.ends_with('?');
    let quotes = sentence.text.starts_with(['“', '"', '„', '«', '»', '‘']);
    let mut burden = 0.0;
    if points {
        burden += 0.25;
    }
    if asks {
        burden += 0.4;
    }
    if quotes {
        burden += 0.4;
    }
    burden
}

/// How much of what follows each sentence announces, scaled so that the best one has 1.
fn announced(fit: &[(usize, &Sentence)], rarity: &Rarity) -> Vec<f64> {
    let mut sums = vec![0.0; fit.len()];
    for (i, (_, one)) in fit.iter().enumerate() {
        for (j, (_, later)) in fit.iter().enumerate().skip(i + 1) {
            let likeness = rarity.likeness(&one.terms, &later.terms);
            sums[i] += likeness;
            sums[j] += BACKWARD * likeness;
        }
    }
    let best = sums.iter().copied().fold(0.0, f64::max);
    if best > 0.0 { sums.iter().map(|sum| (sum / best).max(-1.0)).collect() } else { vec![0.0; fit.len()] }
}

/// How much of the headlines it says: of its own and of those of the others, each half.
fn announced_by_titles(
    telling: usize,
    sentence: &Sentence,
    readings: &[Reading<'_>],
    rarity: &Rarity,
) -> f64 {
    let own = rarity.cover(&readings[telling].title, &sentence.terms);
    let others: Vec<f64> = readings
        .iter()
        .enumerate()
        .filter(|(index, other)| *index != telling && other.language == readings[telling].language)
        .map(|(_, other)| rarity.cover(&other.title, &sentence.terms))
        .collect();
    #[allow(clippy::cast_precision_loss, reason = "a number of tellings")]
    let count = others.len() as f64;
    if others.is_empty() { own } else { f64::midpoint(own, others.iter().sum::<f64>() / count) }
}

/// What is told later is known better: 1 for the newest telling, a third of it two thirds of a day before.
#[allow(clippy::cast_precision_loss, reason = "seconds of some days")]
fn newness(telling: usize, readings: &[Reading<'_>]) -> f64 {
    let newest = readings.iter().map(|reading| reading.telling.at).max();
    let age = newest.map_or(0, |newest| newest.as_second() - readings[telling].telling.at.as_second());
    (-(age as f64) / (16.0 * 3600.0)).exp()
}

/// How much of it the other tellings say too, in the mean.
fn support(telling: usize, sentence: &Sentence, readings: &[Reading<'_>], rarity: &Rarity) -> f64 {
    let others =
        readings.iter().enumerate().filter(|(index, other)| *index != telling && !other.sentences.is_empty());
    let best: Vec<f64> = others
        .map(|(_, other)| {
            let all = other.sentences.iter().take(DEPTH);
            all.map(|one| rarity.likeness(&sentence.terms, &one.terms)).fold(0.0, f64::max)
        })
        .collect();
    #[allow(clippy::cast_precision_loss, reason = "a number of tellings")]
    let count = best.len() as f64;
    if best.is_empty() { 0.0 } else { best.iter().sum::<f64>() / count }
}
