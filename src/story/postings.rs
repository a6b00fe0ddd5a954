//! Which entries have a word: the way from a new entry to those that it may belong to. A sorted list
//! of word and place, because it takes a third of the memory of lists per word. Called by `cluster`.

use super::tokens::Term;

/// New places are kept apart until there are so many, because putting them among the others moves all
/// of those.
const FRESH: usize = 16_384;

/// Words and the places of the entries that have them.
#[derive(Debug, Default)]
pub(super) struct Postings {
    sorted: Vec<u64>,
    fresh: Vec<u64>,
}

impl Postings {
    /// Adds places with the words that they have.
    pub(super) fn add(&mut self, found_by: &[(u32, Term)]) {
        self.fresh.extend(found_by.iter().map(|(place, term)| key(*term, *place)));
        self.fresh.sort_unstable();
        if self.fresh.len() > FRESH {
            merge(&mut self.sorted, &self.fresh);
            self.fresh.clear();
        }
    }

    /// The places that have a word.
    pub(super) fn places(&self, term: Term) -> impl Iterator<Item = u32> {
        [&self.sorted, &self.fresh].into_iter().flat_map(move |list| {
            let first = list.partition_point(|posting| *posting < key(term, 0));
            list[first..]
                .iter()
                .take_while(move |posting| **posting >> 32 == u64::from(term.number()))
                .map(|posting| place(*posting))
        })
    }

    /// Moves every place to `place_now`; `None` drops it. Places keep their order.
    pub(super) fn renumber(&mut self, place_now: impl Fn(u32) -> Option<u32>) {
        for list in [&mut self.sorted, &mut self.fresh] {
            let mut kept = 0;
            for i in 0..list.len() {
                if let Some(now) = place_now(place(list[i])) {
                    list[kept] = (list[i] >> 32 << 32) | u64::from(now);
                    kept += 1;
                }
            }
            list.truncate(kept);
            list.shrink_to_fit();
        }
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        (self.sorted.capacity() + self.fresh.capacity()) * size_of::<u64>()
    }
}

fn key(term: Term, place: u32) -> u64 {
    (u64::from(term.number()) << 32) | u64::from(place)
}

fn place(posting: u64) -> u32 {
    u32::try_from(posting & u64::from(u32::MAX)).unwrap_or_default()
}

/// Merges from the back, in place: a second list would double the memory for a moment.
fn merge(sorted: &mut Vec<u64>, more: &[u64]) {
    let (mut from, mut add) = (sorted.len(), more.len());
    sorted.reserve_exact(more.len());
    sorted.resize(from + add, 0);
    while add > 0 {
        let to = from + add - 1;
        if from > 0 && sorted[from - 1] > more[add - 1] {
            sorted[to] = sorted[from - 1];
            from -= 1;
        } else {
            sorted[to] = more[add - 1];
            add -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_before_and_after_they_are_merged_and_renumbered() {
        let word = |n: u32| Term::word(&n.to_string());
        let mut postings = Postings::default();
        for entry in 0..20_000 {
            postings.add(&[(entry, word(entry % 7)), (entry, word(1000))]);
        }
        assert_eq!(postings.places(word(1000)).count(), 20_000);
        assert_eq!(postings.places(word(3)).take(3).collect::<Vec<_>>(), [3, 10, 17]);
        postings.renumber(|place| place.checked_sub(19_990));
        assert_eq!(postings.places(word(1000)).collect::<Vec<_>>(), (0..10).collect::<Vec<_>>());
        assert_eq!(postings.places(word(500)).count(), 0);
    }
}
