//! Names of articles and the entries that gave them. Called by the `Clusterer`.

use std::collections::HashMap;

/// For each name the first entry that gave it.
#[derive(Debug, Default)]
pub(super) struct Links(HashMap<u64, u32>);

impl Links {
    pub(super) fn add(&mut self, link: u64, place: u32) {
        self.0.entry(link).or_insert(place);
    }

    pub(super) fn place(&self, link: u64) -> Option<u32> {
        self.0.get(&link).copied()
    }

    pub(super) fn renumber(&mut self, place_now: impl Fn(u32) -> Option<u32>) {
        self.0.retain(|_, place| place_now(*place).map(|now| *place = now).is_some());
        self.0.shrink_to_fit();
    }

    pub(super) fn memory(&self) -> usize {
        self.0.capacity() * 17
    }
}
