//! Groups entries by the event that they tell, batch by batch as they come in. Entries wait until
//! [`Clusterer::settle`]; then what surely belongs together (the same address, a list of the feed's, the
//! person's word) is united first, and after that the likest pair of stories as long as one is
//! like enough: the mean likeness of all their tellings. Not the database (`store`), which keeps the
//! outcome. Called by `service`.

mod links;
mod settling;
mod slots;

use std::collections::{BinaryHeap, HashMap, HashSet};

use self::links::Links;
use self::settling::Settling;
use self::slots::Slots;
use super::frequency::Frequencies;
use super::language::{self, Language};
use super::near::Sketch;
use super::postings::Postings;
use super::tokens::Term;
use super::vector::{Vector, Words};
use crate::domain::{EntryId, StoryId, Timestamp};

/// A story that nobody told for so long has ended.
pub const WINDOW_S: i64 = 72 * 3600;

/// Looking at so many pairs of stories takes no longer than looking around for one entry.
const PAIRS: usize = 32;

/// What is looked at of an entry.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The entry.
    pub entry: EntryId,
    /// When it is from.
    pub at: Timestamp,
    /// Its headline.
    pub title: &'a str,
    /// Its text, plain; empty if only a headline is held.
    pub text: &'a str,
    /// Names of articles (see `link_of_address` in the module above) that it is or that its feed puts
    /// beside it: entries that share one tell the same event.
    pub links: &'a [u64],
}

/// What the person said of pairs of entries.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pairs: HashMap<EntryId, Vec<(EntryId, bool)>>,
}

impl Rules {
    /// From pairs of entries and whether they belong together.
    #[must_use]
    pub fn new(rules: impl IntoIterator<Item = (EntryId, EntryId, bool)>) -> Self {
        let mut pairs: HashMap<EntryId, Vec<(EntryId, bool)>> = HashMap::new();
        for (one, other, together) in rules {
            pairs.entry(one).or_default().push((other, together));
            pairs.entry(other).or_default().push((one, together));
        }
        Self { pairs }
    }

    fn of(&self, entry: EntryId) -> &[(EntryId, bool)] {
        self.pairs.get(&entry).map_or(&[], Vec::as_slice)
    }
}

/// A story as it stands after a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its entries that are still looked at, oldest first.
    pub members: Vec<Member>,
}

/// An entry of a [`Group`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The entry.
    pub entry: EntryId,
    /// The earliest entry of the group with the same text.
    pub copy_of: Option<EntryId>,
}

/// Groups entries; see the module.
#[derive(Debug, Default)]
pub struct Clusterer {
    frequencies: Frequencies,
    rules: Rules,
    slots: Slots,
    postings: Postings,
    links: Links,
    /// Places of entries of which the person said something.
    ruled: HashMap<EntryId, u32>,
    /// The place of one entry of each story that was known before.
    known: HashMap<StoryId, u32>,
    waiting: Vec<Waiting>,
    settling: Option<Settling>,
    /// Up to which instant stories that ended were looked for.
    looked_for_ended: i64,
}

/// An entry that was added and not settled.
#[derive(Debug)]
struct Waiting {
    entry: EntryId,
    at: i64,
    words: Words,
    language: Option<Language>,
    sketch: Option<Sketch>,
    links: Vec<u64>,
}

impl Waiting {
    fn of(item: &Item<'_>) -> Self {
        Self {
            entry: item.entry,
            at: item.at.as_second(),
            words: Words::of(item.title, item.text),
            language: language::of(item.title, item.text),
            sketch: Sketch::of(item.text),
            links: item.links.to_vec(),
        }
    }
}

impl Clusterer {
    /// An empty one, with the counts of words and the person's word as they were kept.
    #[must_use]
    pub fn new(frequencies: Frequencies, rules: Rules) -> Self {
        Self { frequencies, rules, ..Self::default() }
    }

    /// The counts of words.
    pub fn frequencies(&mut self) -> &mut Frequencies {
        &mut self.frequencies
    }

    /// Takes in an entry that was settled in an earlier run, and its story if it has one.
    pub fn recall(&mut self, item: &Item<'_>, story: Option<StoryId>) {
        let (place, found_by) = self.place(Waiting::of(item));
        self.postings.add(&found_by);
        if let Some(story) = story {
            let first = *self.known.entry(story).or_insert(place);
            self.slots.unite(first, place);
        }
    }

    /// Adds a new entry. Entries of a batch come in the order of time.
    pub fn add(&mut self, item: &Item<'_>) {
        let waiting = Waiting::of(item);
        self.frequencies.count(waiting.words.distinct());
        self.waiting.push(waiting);
    }

    /// Entries that were added and not settled.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Finds the stories of the entries that were added: every story that changed, as it is now.
    pub fn settle(&mut self) -> Vec<Group> {
        loop {
            if let Some(groups) = self.settle_some(usize::MAX) {
                return groups;
            }
        }
    }

    /// The same in steps of a few entries each; `None` until it is done. Nothing may be added meanwhile.
    pub fn settle_some(&mut self, few: usize) -> Option<Vec<Group>> {
        let Some(mut settling) = self.settling.take() else {
            self.settling = self.begin();
            return self.settling.is_none().then(Vec::new);
        };
        if !settling.left.is_empty() {
            self.look_around(&mut settling, few);
            self.settling = Some(settling);
            return None;
        }
        self.unite_like(&mut settling, few.saturating_mul(PAIRS));
        if !settling.pairs.is_empty() {
            self.settling = Some(settling);
            return None;
        }
        Some(self.groups(&settling.changed))
    }

    /// Gives the entries that were added their places and unites what is given; `None` if there are none.
    fn begin(&mut self) -> Option<Settling> {
        let waiting = std::mem::take(&mut self.waiting);
        let oldest = waiting.iter().map(|waiting| waiting.at).min()?;
        self.forget_before(oldest - WINDOW_S);
        let first = self.slots.next();
        let links: Vec<Vec<u64>> = waiting.iter().map(|waiting| waiting.links.clone()).collect();
        let found_by: Vec<(u32, Term)> =
            waiting.into_iter().flat_map(|waiting| self.place(waiting).1).collect();
        self.postings.add(&found_by);
        let new = first..self.slots.next();
        let mut changed = HashSet::new();
        for (place, links) in new.clone().zip(&links) {
            changed.extend(self.unite_given(place, links));
        }
        Some(Settling { left: new, pairs: BinaryHeap::new(), changed })
    }

    /// Bytes on the heap, roughly.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.frequencies.memory() + self.slots.memory() + self.postings.memory() + self.links.memory()
    }

    /// Entries that are looked at.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.slots.len()
    }

    /// Gives an entry its place, alone; and the words by which it is to be found there.
    fn place(&mut self, waiting: Waiting) -> (u32, Vec<(u32, Term)>) {
        let Waiting { entry, at, words, language, sketch, links } = waiting;
        let vector = Vector::of(&words, &self.frequencies);
        let place = self.slots.next();
        let found_by = vector.terms().filter(|term| term.is_word() && self.frequencies.is_rare(*term));
        let found_by = found_by.map(|term| (place, term)).collect();
        self.slots.push(slots::Slot::new(entry, at, (vector, words.has_text()), language, sketch));
        for link in links {
            self.links.add(link, place);
        }
        if !self.rules.of(entry).is_empty() {
            self.ruled.insert(entry, place);
        }
        (place, found_by)
    }
}

#[cfg(test)]
mod tests;
