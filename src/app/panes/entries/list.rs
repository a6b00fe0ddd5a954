//! The rows of a source as they stand on the screen: what comes in takes its place without moving the
//! selection, and what the source no longer lists stays until another one is chosen.

use std::collections::HashMap;
use std::time::Duration;

use super::folding::Stories;
use crate::app::cursor::ListCursor;
use crate::app::effect::Marking;
use crate::app::preferences::Order;
use crate::app::source::Source;
use crate::domain::{EntryId, EntryRow, RankedStory};
use crate::text::SafeText;

/// Rows of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The source.
    pub source: Source,
    /// Rows in their order.
    pub rows: Vec<EntryRow>,
    /// The selection.
    pub cursor: ListCursor,
    /// True when more rows follow in the store.
    pub more: bool,
    /// How the rows are ordered.
    pub arrangement: Arrangement,
    /// What a row has become that the source no longer lists.
    pub(super) left_as: Option<Marking>,
    /// True until the person moved in a list that began empty: then the newest stays selected.
    pub(super) follows_newest: bool,
    /// Stories, and the rows that are folded away.
    pub stories: Stories,
}

/// How rows are ordered.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrangement {
    /// By time.
    By(Order),
    /// Best hits first.
    Ranked(Hits),
    /// Stories by rank.
    Top(Vec<RankedStory>),
}

/// What is told of a search beside its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// A piece of text around the first hit, hits marked with « ».
    pub excerpts: HashMap<EntryId, SafeText>,
    /// Entries that match.
    pub total: u64,
    /// True when there are more than `total`.
    pub capped: bool,
    /// How long the search took.
    pub took: Duration,
    /// How far the index is, in per cent, while it is behind.
    pub indexed: Option<u8>,
}

/// The place of a row: a list is in ascending order of it.
pub(super) type Place = (i64, i64);

impl List {
    /// The place of a row in this list; `None` where rank decides.
    pub(super) fn place(&self, row: &EntryRow) -> Option<Place> {
        match self.arrangement {
            Arrangement::By(order) => Some(place(order, row)),
            Arrangement::Ranked(_) | Arrangement::Top(_) => None,
        }
    }

    /// Appends the rows that follow.
    pub(super) fn append(&mut self, rows: Vec<EntryRow>, more: bool) {
        let selected = self.rows.get(self.cursor.selected).map(|row| row.id);
        let first = self.rows.get(self.cursor.offset).map(|row| row.id);
        let mut all = self.take_all();
        let last = all.last().and_then(|row| self.place(row));
        let follows = |row: &EntryRow| last.is_none() || self.place(row) > last;
        let rows: Vec<EntryRow> = rows.into_iter().filter(follows).collect();
        all.extend(rows);
        self.put_all(all);
        self.more = more;
        self.keep_place(selected, first);
    }

    /// The last row of those that were read, whether it is folded away or not.
    pub(super) fn end(&self) -> Option<&EntryRow> {
        self.every_row().max_by_key(|row| self.place(row))
    }

    /// The place of the first row.
    pub(super) fn start(&self) -> Option<Place> {
        self.every_row().filter_map(|row| self.place(row)).min()
    }

    /// Puts a row at its place and selects it.
    pub(super) fn insert_selected(&mut self, row: EntryRow) {
        let id = row.id;
        let mut all = self.take_all();
        if !all.iter().any(|known| known.id == id) {
            let place = self.place(&row);
            let position = all.partition_point(|known| self.place(known) < place);
            self.let_stand(&row);
            all.insert(position, row);
        }
        self.put_all(all);
        self.cursor.selected = self.position(id).unwrap_or(0);
    }

    /// Takes in the start of the list as it is now; returns how many entries are new at its start.
    pub(super) fn merge(
        &mut self,
        fresh: Vec<EntryRow>,
        more: bool,
        pending: &HashMap<EntryId, Marking>,
    ) -> usize {
        let Arrangement::By(order) = self.arrangement else {
            self.take_states(fresh, pending);
            return 0;
        };
        let place = |row: &EntryRow| place(order, row);
        let selected = self.rows.get(self.cursor.selected).map(|row| row.id);
        let first = self.rows.get(self.cursor.offset).map(|row| row.id);
        let start = self.start();
        let reach = fresh.last().filter(|_| more).map(place);
        let mut known: HashMap<EntryId, EntryRow> =
            self.take_all().into_iter().map(|row| (row.id, row)).collect();
        let mut arrived = 0;
        let mut rows = Vec::with_capacity(known.len() + fresh.len());
        for mut row in fresh {
            let old = known.remove(&row.id);
            if old.is_none() && start.is_none_or(|start| place(&row) < start) {
                arrived += 1;
            }
            if let Some(old) = old.filter(|_| pending.contains_key(&row.id)) {
                keep_state(&mut row, &old);
            }
            rows.push(row);
        }
        for (id, mut row) in known {
            let was_covered = reach.is_none_or(|reach| place(&row) <= reach);
            if was_covered
                && !pending.contains_key(&id)
                && let Some(marking) = &self.left_as
            {
                super::marks::set(&mut row, marking);
            }
            rows.push(row);
        }
        rows.sort_by_key(place);
        // What is known beyond the part that was read again keeps its own end.
        self.more = if reach.is_some() && rows.last().map(place) > reach { self.more } else { more };
        if let Some(row) = rows.iter().find(|row| Some(row.id) == selected) {
            self.let_stand_first(row);
        }
        self.put_all(rows);
        self.keep_place(selected, first);
        arrived
    }

    /// Hits stay in the order in which they were found; what the person did to them is shown.
    fn take_states(&mut self, fresh: Vec<EntryRow>, pending: &HashMap<EntryId, Marking>) {
        let mut fresh: HashMap<EntryId, EntryRow> = fresh.into_iter().map(|row| (row.id, row)).collect();
        for row in self.every_row_mut().filter(|row| !pending.contains_key(&row.id)) {
            if let Some(now) = fresh.remove(&row.id) {
                *row = now;
            }
        }
    }

    fn keep_place(&mut self, selected: Option<EntryId>, first: Option<EntryId>) {
        let position = |id: Option<EntryId>| id.and_then(|id| self.position(id));
        let (selected, first) = (position(selected), position(first));
        if self.follows_newest {
            self.cursor = ListCursor::default();
            return;
        }
        self.cursor.selected =
            selected.unwrap_or(self.cursor.selected).min(self.rows.len().saturating_sub(1));
        self.cursor.offset = first.unwrap_or(self.cursor.offset).min(self.cursor.selected);
    }
}

pub(super) fn place(order: Order, row: &EntryRow) -> Place {
    let (at, id) = (row.at.as_second(), row.id.0);
    match order {
        Order::Newest => (-at, -id),
        Order::Oldest => (at, id),
    }
}

fn keep_state(row: &mut EntryRow, old: &EntryRow) {
    (row.read, row.starred) = (old.read, old.starred);
    row.tags.clone_from(&old.tags);
}
