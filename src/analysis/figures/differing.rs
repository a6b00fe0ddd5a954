//! Figures of different outlets that speak of the same thing and are not the same.

use std::collections::BTreeSet;

use super::Figure;
use crate::analysis::centrality::Rarity;
use crate::analysis::reading::Reading;

/// Words that the surroundings of two figures share at least.
const SHARED: usize = 2;
/// How alike the surroundings are at least.
const ALIKE: f64 = 0.5;
/// A figure that is more than so many times another one counts something else.
const RATIO: f64 = 2.0;

/// Different figures for one thing.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Words that stand around all of them, in the order of the first.
    pub about: Vec<String>,
    /// The figures, each with the tellings that give it, least value first.
    pub figures: Vec<(String, BTreeSet<usize>)>,
}

/// Where outlets give different figures.
#[must_use]
pub fn differing(figures: &[Figure], readings: &[Reading<'_>], rarity: &Rarity) -> Vec<Difference> {
    let mut used: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (at, one) in figures.iter().enumerate() {
        if used.contains(&at) {
            continue;
        }
        let mut group = vec![at];
        for (other_at, other) in figures.iter().enumerate() {
            let is_new = !used.contains(&other_at) && !group.contains(&other_at);
            if is_new && contradict(one, other, figures, readings, rarity) {
                group.push(other_at);
            }
        }
        if group.len() > 1 {
            used.extend(&group);
            found.extend(difference(&group, figures, readings));
        }
    }
    found
}

fn contradict(
    one: &Figure,
    other: &Figure,
    figures: &[Figure],
    readings: &[Reading<'_>],
    rarity: &Rarity,
) -> bool {
    let outlet = |figure: &Figure| &readings[figure.telling].telling.publisher;
    let (less, more) =
        if one.value < other.value { (one.value, other.value) } else { (other.value, one.value) };
    let knows = |telling: usize, figure: &Figure| {
        figures.iter().any(|known| known.telling == telling && is_same_value(known, figure))
    };
    outlet(one) != outlet(other)
        && readings[one.telling].language == readings[other.telling].language
        && one.unit == other.unit
        && less > 0.0
        && more > less
        && more / less <= RATIO
        && one.context.keys().filter(|term| other.context.contains_key(*term)).count() >= SHARED
        && rarity.likeness(&one.context, &other.context) >= ALIKE
        && !knows(one.telling, other)
        && !knows(other.telling, one)
}

/// True if two figures are of one unit and value.
pub fn is_same_value(one: &Figure, other: &Figure) -> bool {
    one.unit == other.unit && (one.value - other.value).abs() <= 1e-9 * one.value.abs()
}

fn difference(group: &[usize], figures: &[Figure], readings: &[Reading<'_>]) -> Option<Difference> {
    let first = &figures[*group.first()?];
    let second = &figures[*group.get(1)?];
    let language = readings[first.telling].language;
    let about: Vec<String> = first
        .clause
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| {
            let terms = crate::analysis::reading::terms(word, language);
            terms.keys().any(|term| first.context.contains_key(term) && second.context.contains_key(term))
        })
        .map(str::to_owned)
        .collect();
    let mut values: Vec<(f64, String, BTreeSet<usize>)> = Vec::new();
    for at in group {
        let figure = &figures[*at];
        let tellings = figures.iter().filter(|other| is_same_value(other, figure)).map(|other| other.telling);
        if !values.iter().any(|(value, ..)| (value - figure.value).abs() <= 1e-9 * value.abs()) {
            values.push((figure.value, figure.text.clone(), tellings.collect()));
        }
    }
    values.sort_by(|one, other| one.0.total_cmp(&other.0));
    let figures: Vec<_> = values.into_iter().map(|(_, text, tellings)| (text, tellings)).collect();
    (figures.len() > 1).then_some(Difference { about, figures })
}
