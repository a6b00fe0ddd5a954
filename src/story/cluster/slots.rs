//! The entries that are looked at, each with its place, and the stories that they form: a tree of
//! places whose root holds what is known of the story, and a ring through its entries. Called by the
//! `Clusterer`.

use crate::domain::EntryId;
use crate::story::language::Language;
use crate::story::near::Sketch;
use crate::story::vector::Vector;

/// An entry. What concerns a story counts in the root only.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) entry: EntryId,
    pub(super) at: i64,
    pub(super) sketch: Option<Sketch>,
    /// The next entry of the story, the first one after the last.
    next: u32,
    /// A place nearer to the root; the root's own.
    home: u32,
    /// The sum of the entries' vectors.
    pub(super) vector: Vector,
    pub(super) size: u32,
    /// True if a text of one of them is held.
    pub(super) has_text: bool,
    first: i64,
    last: i64,
    language: Option<Language>,
}

impl Slot {
    pub(super) fn new(
        entry: EntryId,
        at: i64,
        (vector, has_text): (Vector, bool),
        language: Option<Language>,
        sketch: Option<Sketch>,
    ) -> Self {
        let (first, last) = (at, at);
        Self { entry, at, sketch, next: 0, home: 0, vector, size: 1, has_text, first, last, language }
    }

    /// Seconds between two stories; 0 if they overlap.
    pub(super) fn gap(&self, other: &Self) -> i64 {
        (self.first - other.last).max(other.first - self.last).max(0)
    }

    /// Seconds from the first to the last entry of both.
    pub(super) fn span(&self, other: &Self) -> i64 {
        self.last.max(other.last) - self.first.min(other.first)
    }

    /// False if the two are certainly in two languages.
    pub(super) fn may_speak_with(&self, other: &Self) -> bool {
        self.language.is_none() || other.language.is_none() || self.language == other.language
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Slots(Vec<Slot>);

impl Slots {
    /// The place of the next entry.
    pub(super) fn next(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn push(&mut self, mut slot: Slot) {
        (slot.next, slot.home) = (self.next(), self.next());
        self.0.push(slot);
    }

    pub(super) fn get(&self, place: u32) -> &Slot {
        &self.0[place as usize]
    }

    /// The root of the story of an entry.
    pub(super) fn root(&self, place: u32) -> u32 {
        let mut root = place;
        while self.0[root as usize].home != root {
            root = self.0[root as usize].home;
        }
        root
    }

    /// The places of a story's entries.
    pub(super) fn members(&self, root: u32) -> impl Iterator<Item = u32> {
        let mut place = Some(root);
        std::iter::from_fn(move || {
            let here = place?;
            let next = self.0[here as usize].next;
            place = (next != root).then_some(next);
            Some(here)
        })
    }

    /// Makes one story of two; the root of both.
    pub(super) fn unite(&mut self, one: u32, other: u32) -> u32 {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return one;
        }
        // The larger tree stays the root, so that the way to it stays short.
        let larger = self.0[one as usize].size >= self.0[other as usize].size;
        let (root, child) = if larger { (one, other) } else { (other, one) };
        let (mine, theirs) = (self.0[root as usize].next, self.0[child as usize].next);
        let absorbed = &mut self.0[child as usize];
        absorbed.home = root;
        absorbed.next = mine;
        let vector = std::mem::take(&mut absorbed.vector);
        let (size, first, last, language) = (absorbed.size, absorbed.first, absorbed.last, absorbed.language);
        let has_text = absorbed.has_text;
        let slot = &mut self.0[root as usize];
        slot.next = theirs;
        slot.vector = slot.vector.sum(&vector);
        slot.size += size;
        slot.has_text |= has_text;
        slot.first = slot.first.min(first);
        slot.last = slot.last.max(last);
        slot.language = slot.language.or(language);
        root
    }

    /// Entries whose story ended before `instant`.
    pub(super) fn count_ended(&self, instant: i64) -> usize {
        (0..self.next()).filter(|place| self.0[self.root(*place) as usize].last < instant).count()
    }

    /// Drops entries whose story ended before `instant`; for each old place the new one.
    pub(super) fn drop_ended(&mut self, instant: i64) -> Vec<Option<u32>> {
        let mut kept = 0..;
        let now: Vec<Option<u32>> = (0..self.next())
            .map(|place| {
                let stays = self.0[self.root(place) as usize].last >= instant;
                if stays { kept.next() } else { None }
            })
            .collect();
        let mut place = 0;
        self.0.retain_mut(|slot| {
            let stays = now[place].is_some();
            place += 1;
            if stays {
                // A story goes or stays as a whole.
                slot.home = now[slot.home as usize].unwrap_or_default();
                slot.next = now[slot.next as usize].unwrap_or_default();
            }
            stays
        });
        self.0.shrink_to_fit();
        now
    }

    pub(super) fn memory(&self) -> usize {
        // What an allocation costs beside its content.
        let heap = self.0.iter().map(|slot| slot.vector.memory() + 16).sum::<usize>();
        self.0.capacity() * size_of::<Slot>() + heap
    }
}
