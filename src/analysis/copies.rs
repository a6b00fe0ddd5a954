//! Which tellings are the same text: wire copy that several outlets print. Runs of five words are compared.

use std::collections::HashSet;

use super::reading::Reading;
use crate::text::words::fold;

/// Words of a run.
const RUN: usize = 5;
/// Texts with fewer runs are too short to be called copies.
const FEWEST: usize = 12;
/// The share of runs that copies have in common, in per cent of all runs of both.
const SHARE: usize = 50;

/// Of each telling the first one whose text it repeats.
#[must_use]
pub fn copies(readings: &[Reading<'_>]) -> Vec<Option<usize>> {
    let all: Vec<HashSet<Vec<String>>> = readings.iter().map(runs).collect();
    let mut found: Vec<Option<usize>> = Vec::with_capacity(all.len());
    for (at, runs) in all.iter().enumerate() {
        let first = (0..at).find(|earlier| found[*earlier].is_none() && is_copy(&all[*earlier], runs));
        found.push(first);
    }
    found
}

fn runs(reading: &Reading<'_>) -> HashSet<Vec<String>> {
    let texts =
        reading.sentences.iter().flat_map(|sentence| sentence.text.split(|c: char| !c.is_alphanumeric()));
    let words: Vec<String> = texts.filter(|word| !word.is_empty()).map(fold).collect();
    words.windows(RUN).map(<[String]>::to_vec).collect()
}

fn is_copy(one: &HashSet<Vec<String>>, other: &HashSet<Vec<String>>) -> bool {
    let shared = one.intersection(other).count();
    one.len().min(other.len()) >= FEWEST && shared * 100 >= SHARE * (one.len() + other.len() - shared)
}
