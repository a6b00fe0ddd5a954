//! In how many entries a word stands, and so how much two entries have in common that share it. Counts
//! come from the entries themselves; until there are many, ordinary words of the language start with
//! a count of their own. Counts are kept by the store between runs. Called by `cluster`.

use std::collections::HashMap;

use super::tokens::{COMMON, Term};

/// Entries that are taken to have been counted before the first one: without them every word of a
/// small collection would seem frequent.
const ASSUMED: f32 = 20_000.0;
/// In how many of those an ordinary word stands.
const ORDINARY: f32 = 200.0;
/// A word in fewer entries than this share of them is rare.
const RARE: f32 = 0.01;

/// Words and in how many entries they stand.
#[derive(Debug, Default)]
pub struct Frequencies {
    counts: HashMap<u32, u32>,
    entries: u32,
    changed: HashMap<u32, u32>,
}

impl Frequencies {
    /// Counts as they were kept: of `entries` entries, for each word in how many it stands.
    #[must_use]
    pub fn new(entries: u32, counts: impl IntoIterator<Item = (u32, u32)>) -> Self {
        Self { counts: counts.into_iter().collect(), entries, changed: HashMap::new() }
    }

    /// Entries that were counted.
    #[must_use]
    pub fn entries(&self) -> u32 {
        self.entries
    }

    /// Counts one entry with its distinct words.
    pub(super) fn count(&mut self, words: impl Iterator<Item = Term>) {
        self.entries = self.entries.saturating_add(1);
        for word in words {
            let n = self.counts.entry(word.number()).or_default();
            *n = n.saturating_add(1);
            self.changed.insert(word.number(), *n);
        }
    }

    /// Words whose count changed since this was last asked, with their counts, in order.
    pub fn take_changed(&mut self) -> Vec<(u32, u32)> {
        let mut changed: Vec<(u32, u32)> = std::mem::take(&mut self.changed).into_iter().collect();
        changed.sort_unstable();
        changed
    }

    /// How much a word says: more, the fewer entries have it.
    pub(super) fn weight(&self, word: Term) -> f32 {
        -self.share(word).ln()
    }

    /// True for a word that few entries have.
    pub(super) fn is_rare(&self, word: Term) -> bool {
        self.share(word) < RARE
    }

    #[allow(clippy::cast_precision_loss, reason = "counts of entries are far below 2^24 or need no unit")]
    fn share(&self, word: Term) -> f32 {
        let counted = self.counts.get(&word.number()).copied().unwrap_or(0) as f32;
        let assumed = if COMMON.contains(&word) { ORDINARY } else { 1.0 };
        (counted + assumed) / (self.entries as f32 + ASSUMED)
    }

    /// Bytes that the counts take, roughly.
    #[must_use]
    pub fn memory(&self) -> usize {
        (self.counts.capacity() + self.changed.capacity()) * 9
    }
}
