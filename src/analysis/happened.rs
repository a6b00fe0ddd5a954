//! What happened: the few sentences that stand for a story, word for word. The lead comes first; each
//! further one must add something, and a story of three outlets or more is not told by one of them alone.

use super::centrality::{Candidate, Rarity, candidates};
use super::reading::Reading;

/// Sentences that are quoted.
pub const SENTENCES: usize = 3;
/// What a likeness to a sentence that is quoted already takes away: an article repeats itself little, but
/// outlets repeat each other.
const OF_REPETITION: f64 = 0.5;
const OF_ECHO: f64 = 1.5;
/// Sentences this alike say the same.
const SAME: f64 = 0.7;
/// Sentences this alike are the same one.
const COPY: f64 = 0.95;
/// Outlets from which on two of them are quoted.
const MANY_OUTLETS: usize = 3;

/// The place of a sentence: telling and sentence.
pub type Place = (usize, usize);

/// The sentences to quote, in the order in which they are read.
#[must_use]
pub fn happened(readings: &[Reading<'_>], rarity: &Rarity, outlets: usize) -> Vec<Place> {
    let known = readings.iter().any(|reading| reading.language.is_known() && !reading.sentences.is_empty());
    if !known {
        return lead(readings);
    }
    let found = candidates(readings, rarity);
    let mut chosen: Vec<Candidate> = Vec::new();
    while chosen.len() < SENTENCES {
        let is_last = chosen.len() + 1 == SENTENCES;
        let must_differ = outlets >= MANY_OUTLETS && is_last && is_one_voice(&chosen, readings);
        let other = if must_differ { best(&found, &chosen, readings, rarity, true) } else { None };
        let next = other.or_else(|| best(&found, &chosen, readings, rarity, false));
        let Some(next) = next else { break };
        chosen.push(next);
    }
    if chosen.is_empty() {
        return lead(readings);
    }
    in_order(&chosen)
}

fn is_one_voice(chosen: &[Candidate], readings: &[Reading<'_>]) -> bool {
    let speaker = |one: &Candidate| &readings[one.telling].telling.publisher;
    chosen.windows(2).all(|pair| speaker(&pair[0]) == speaker(&pair[1]))
}

fn best(
    found: &[Candidate],
    chosen: &[Candidate],
    readings: &[Reading<'_>],
    rarity: &Rarity,
    must_differ: bool,
) -> Option<Candidate> {
    let terms = |one: &Candidate| &readings[one.telling].sentences[one.sentence].terms;
    let worth = |one: &Candidate| {
        let alike = |other: &Candidate| rarity.likeness(terms(one), terms(other));
        let weight = |other: &Candidate| if one.telling == other.telling { OF_REPETITION } else { OF_ECHO };
        let likest = chosen.iter().map(alike).fold(0.0, f64::max);
        let loss = chosen.iter().map(|other| weight(other) * alike(other)).fold(0.0, f64::max);
        (likest < if must_differ { COPY } else { SAME }).then_some(one.worth - loss)
    };
    let speaker = |one: &Candidate| &readings[one.telling].telling.publisher;
    let fresh = found.iter().filter(|one| !chosen.iter().any(|other| is_same(one, other)));
    let fresh = fresh.filter(|one| !must_differ || chosen.iter().all(|other| speaker(one) != speaker(other)));
    // Of two that are worth the same the first is taken.
    fresh
        .filter_map(|one| Some((worth(one)?, *one)))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, one)| one)
}

fn is_same(one: &Candidate, other: &Candidate) -> bool {
    (one.telling, one.sentence) == (other.telling, other.sentence)
}

/// The best sentence first, those of the same telling with it in their order, then the others.
fn in_order(chosen: &[Candidate]) -> Vec<Place> {
    let first = chosen.first().map_or(0, |one| one.telling);
    let mut places: Vec<Place> = chosen.iter().map(|one| (one.telling, one.sentence)).collect();
    places.sort_by_key(|(telling, sentence)| (*telling != first, *telling, *sentence));
    places
}

/// The beginning of the fullest telling: what can be done in any language.
fn lead(readings: &[Reading<'_>]) -> Vec<Place> {
    let fullest = readings.iter().enumerate().max_by(|(a, one), (b, other)| {
        let rank = |reading: &Reading<'_>| reading.sentences.len().min(SENTENCES);
        rank(one).cmp(&rank(other)).then(b.cmp(a))
    });
    fullest.map_or_else(Vec::new, |(telling, reading)| {
        let whole: Vec<Place> = reading.whole().map(|(sentence, _)| (telling, sentence)).collect();
        let any = (0..reading.sentences.len()).map(|sentence| (telling, sentence));
        let places: Vec<Place> = if whole.is_empty() { any.collect() } else { whole };
        places.into_iter().take(SENTENCES).collect()
    })
}
