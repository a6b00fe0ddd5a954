//! The entries pane: the rows of one source, newest first, loaded page by page. A read entry stays
//! until another source is chosen; entries that arrive come in at their place without moving the
//! selection.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::SignedDuration;

use crate::app::cursor::ListCursor;
use crate::app::effect::{Effect, Effects, Marking, PageRequest};
use crate::app::loadable::Loadable;
use crate::app::request::Requests;
use crate::app::source::Source;
use crate::domain::{EntryId, EntryRow, RequestId, SmartFeed, Timestamp};
use crate::query::Query;
use crate::text::SafeText;

/// Rows of one page.
pub const PAGE: usize = 200;
/// The next page is read when the selection is so near to the end.
const NEAR_END: usize = 60;
/// Between two looks at a list that a refresh is filling.
const PASSING: SignedDuration = SignedDuration::from_millis(250);
/// A list that is renewed is read up to here in one go.
const MOST_RENEWED: usize = 5_000;

/// The entries of a source.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// The list.
    pub list: Loadable<List>,
    chosen: Option<Choice>,
    extra: Option<Extra>,
    /// One more look is due when the page that is being read has come.
    again: bool,
    renewed_at: Option<Timestamp>,
    writes: Vec<Write>,
}

/// Rows of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The source.
    pub source: Source,
    /// Rows, newest first.
    pub rows: Vec<EntryRow>,
    /// The selection.
    pub cursor: ListCursor,
    /// True when more rows follow in the store.
    pub more: bool,
    /// True until the person moved in a list that began empty: then the newest stays selected.
    follows_newest: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Choice {
    source: Source,
    query: Query,
    /// The entry to select, once it is there.
    entry: Option<EntryId>,
}

/// A page that is read beside the list on the screen.
#[derive(Clone, Copy, Debug)]
struct Extra {
    request: RequestId,
    kind: ExtraKind,
}

#[derive(Clone, Copy, Debug)]
enum ExtraKind {
    /// The rows after the last one.
    Next,
    /// The start of the list again, so many rows.
    Renewed { limit: usize },
}

/// A change that is shown already and not yet written.
#[derive(Clone, Debug)]
struct Write {
    request: RequestId,
    before: Vec<(EntryId, Marking)>,
}

/// What became of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageOutcome {
    /// What is to be done next.
    pub effects: Effects,
    /// Entries that came in above the others.
    pub arrived: usize,
}

impl Entries {
    /// Lists a source; `entry` is selected if it is there, and `rows` says how far it is.
    pub fn choose(
        &mut self,
        source: Source,
        query: &Query,
        place: Option<(EntryId, usize)>,
        requests: &mut Requests,
    ) -> Effects {
        let request = requests.issue();
        self.list.begin(request);
        self.extra = None;
        self.again = false;
        self.chosen = Some(Choice { source, query: query.clone(), entry: place.map(|(entry, _)| entry) });
        let limit = place.map_or(PAGE, |(_, row)| (row + NEAR_END).clamp(PAGE, MOST_RENEWED));
        vec![Effect::LoadPage { request, page: PageRequest { query: query.clone(), after: None, limit } }]
    }

    /// The source that is listed, or will be as soon as it is read.
    pub fn source(&self) -> Option<Source> {
        self.chosen.as_ref().map(|choice| choice.source)
    }

    /// The rows that can be shown.
    pub fn rows(&self) -> &[EntryRow] {
        self.list.shown().map_or(&[], |list| list.rows.as_slice())
    }

    /// The selected row.
    pub fn selected(&self) -> Option<&EntryRow> {
        self.list.shown().and_then(|list| list.rows.get(list.cursor.selected))
    }

    /// A page was read; `None` if nobody waits for it.
    pub fn on_page(
        &mut self,
        request: RequestId,
        rows: Vec<EntryRow>,
        more: bool,
        requests: &mut Requests,
    ) -> Option<PageOutcome> {
        if self.list.awaits(request) {
            self.begin_list(rows, more);
            return Some(PageOutcome::default());
        }
        let extra = self.extra.filter(|extra| extra.request == request)?;
        self.extra = None;
        let outcome = match extra.kind {
            ExtraKind::Next => self.append(rows, more),
            ExtraKind::Renewed { limit } => self.renewed(rows, more, limit, requests),
        };
        Some(outcome)
    }

    /// A page could not be read; true if it was waited for.
    pub fn on_failed(&mut self, request: RequestId, reason: &SafeText) -> bool {
        if self.list.awaits(request) {
            self.list = Loadable::Failed(reason.clone());
            return true;
        }
        let is_extra = self.extra.is_some_and(|extra| extra.request == request);
        self.extra = self.extra.filter(|_| !is_extra);
        is_extra
    }

    /// Moves the selection by so many rows; reads on where the end comes near.
    pub fn move_by(&mut self, rows: isize, requests: &mut Requests) -> Effects {
        let selected = self.list.shown().map_or(0, |list| list.cursor.selected);
        self.move_to(selected.saturating_add_signed(rows), requests)
    }

    /// Selects a row; reads on where the end comes near.
    pub fn move_to(&mut self, row: usize, requests: &mut Requests) -> Effects {
        if let Some(list) = self.list.shown_mut() {
            list.follows_newest = false;
            list.cursor.move_to(row, list.rows.len());
        }
        self.read_on(requests)
    }

    /// The row of the next (or previous) unread entry from the selection.
    pub fn unread_from_here(&self, forward: bool) -> Option<usize> {
        let list = self.list.shown()?;
        let here = list.cursor.selected;
        if forward {
            (here + 1..list.rows.len()).find(|row| !list.rows[*row].read)
        } else {
            (0..here.min(list.rows.len())).rev().find(|row| !list.rows[*row].read)
        }
    }

    /// Marks rows before the store has written it; returns the request for that and the rows that
    /// really change, if there are any.
    pub fn mark(
        &mut self,
        ids: &[EntryId],
        marking: Marking,
        requests: &mut Requests,
    ) -> Option<(RequestId, Vec<EntryRow>)> {
        let mut changed = Vec::new();
        let rows = self.list.shown_mut().into_iter().flat_map(|list| &mut list.rows);
        for row in rows.filter(|row| ids.contains(&row.id)) {
            if set(row, marking) {
                changed.push(row.clone());
            }
        }
        if changed.is_empty() {
            return None;
        }
        let before = changed.iter().map(|row| (row.id, opposite(marking))).collect();
        let request = requests.issue();
        self.writes.push(Write { request, before });
        Some((request, changed))
    }

    /// A mark was written; it no longer has to be taken back.
    pub fn on_written(&mut self, request: RequestId) {
        self.writes.retain(|write| write.request != request);
    }

    /// A mark could not be written: takes it back and returns the rows as they are again.
    pub fn take_back(&mut self, request: RequestId) -> Vec<(EntryRow, Marking)> {
        let Some(position) = self.writes.iter().position(|write| write.request == request) else {
            return Vec::new();
        };
        let write = self.writes.remove(position);
        let mut back = Vec::new();
        for (id, marking) in write.before {
            let rows = self.list.shown_mut().into_iter().flat_map(|list| &mut list.rows);
            for row in rows.filter(|row| row.id == id) {
                set(row, marking);
                back.push((row.clone(), marking));
            }
        }
        back
    }

    /// Reads the list again: entries came, or changed state. What is selected stays selected.
    pub fn renew(&mut self, requests: &mut Requests) -> Effects {
        let Some(list) = self.list.shown().filter(|_| !self.list.is_loading()) else { return Vec::new() };
        if self.extra.is_some() {
            self.again = true;
            return Vec::new();
        }
        let limit = (list.rows.len() + PAGE).min(MOST_RENEWED);
        self.request_start(limit, requests)
    }

    /// Reads the list again while a refresh goes on, a few times a second at most; the end of the
    /// refresh brings what was left out.
    pub fn renew_in_passing(&mut self, now: Timestamp, requests: &mut Requests) -> Effects {
        let is_soon = self.renewed_at.is_some_and(|last| now.duration_since(last) < PASSING);
        if is_soon || self.extra.is_some() {
            return Vec::new();
        }
        self.renewed_at = Some(now);
        self.renew(requests)
    }

    /// Puts a row that the list does not hold (any more) at its place and selects it: the entry that
    /// was read when tidings was closed.
    pub fn insert_selected(&mut self, row: EntryRow) {
        let Some(list) = self.list.shown_mut() else { return };
        if let Some(position) = list.rows.iter().position(|known| known.id == row.id) {
            list.cursor.selected = position;
            return;
        }
        let position = list.rows.partition_point(|known| (known.at, known.id) > (row.at, row.id));
        list.rows.insert(position, row);
        list.cursor.selected = position;
    }

    /// The entry that was to be selected and is not in the list.
    pub fn missing(&self) -> Option<EntryId> {
        let wanted = self.chosen.as_ref()?.entry?;
        let is_there = self.rows().iter().any(|row| row.id == wanted);
        (!is_there && !self.list.is_loading()).then_some(wanted)
    }

    /// The entry that was to be selected is gone for good.
    pub fn give_up_missing(&mut self) {
        if let Some(choice) = &mut self.chosen {
            choice.entry = None;
        }
    }

    fn begin_list(&mut self, rows: Vec<EntryRow>, more: bool) {
        let Some(choice) = &self.chosen else { return };
        let selected = choice.entry.and_then(|entry| rows.iter().position(|row| row.id == entry));
        let cursor = ListCursor { selected: selected.unwrap_or(0), offset: 0 };
        let follows_newest = rows.is_empty();
        self.list = Loadable::Ready(List { source: choice.source, rows, cursor, more, follows_newest });
    }

    fn append(&mut self, rows: Vec<EntryRow>, more: bool) -> PageOutcome {
        if let Some(list) = self.list.shown_mut() {
            let last = list.rows.last().map(|row| (row.at, row.id));
            list.rows.extend(rows.into_iter().filter(|row| last.is_none_or(|last| (row.at, row.id) < last)));
            list.more = more;
        }
        PageOutcome::default()
    }

    fn renewed(
        &mut self,
        fresh: Vec<EntryRow>,
        more: bool,
        limit: usize,
        requests: &mut Requests,
    ) -> PageOutcome {
        let pending: HashMap<EntryId, Marking> =
            self.writes.iter().flat_map(|write| write.before.iter().copied()).collect();
        let Some(list) = self.list.shown_mut() else { return PageOutcome::default() };
        let place = |row: Option<&EntryRow>| row.map(|row| (row.at, row.id));
        // Rows that are all newer than the list leave a gap between them and it.
        let has_gap = more && !list.rows.is_empty() && place(fresh.last()) > place(list.rows.first());
        if has_gap && limit < MOST_RENEWED {
            let effects = self.request_start((limit * 2).min(MOST_RENEWED), requests);
            return PageOutcome { effects, arrived: 0 };
        }
        // Thousands came at once: with a gap in it a list would hide entries, so it stays as it is.
        let arrived = if has_gap { fresh.len() } else { list.merge(fresh, more, &pending) };
        let effects = if std::mem::take(&mut self.again) { self.renew(requests) } else { Vec::new() };
        PageOutcome { effects, arrived }
    }

    fn read_on(&mut self, requests: &mut Requests) -> Effects {
        let (Some(list), Some(choice), None) = (self.list.shown(), &self.chosen, &self.extra) else {
            return Vec::new();
        };
        let is_near = list.cursor.selected + NEAR_END >= list.rows.len();
        let Some(end) = list.rows.last().filter(|_| list.more && is_near && !self.list.is_loading()) else {
            return Vec::new();
        };
        let page = PageRequest { query: choice.query.clone(), after: Some((end.at, end.id)), limit: PAGE };
        let request = requests.issue();
        self.extra = Some(Extra { request, kind: ExtraKind::Next });
        vec![Effect::LoadPage { request, page }]
    }

    fn request_start(&mut self, limit: usize, requests: &mut Requests) -> Effects {
        let Some(choice) = &self.chosen else { return Vec::new() };
        let page = PageRequest { query: choice.query.clone(), after: None, limit };
        let request = requests.issue();
        self.extra = Some(Extra { request, kind: ExtraKind::Renewed { limit } });
        vec![Effect::LoadPage { request, page }]
    }
}

impl List {
    /// Takes in the start of the list as it is now; returns how many entries are new above.
    fn merge(&mut self, fresh: Vec<EntryRow>, more: bool, pending: &HashMap<EntryId, Marking>) -> usize {
        let selected = self.rows.get(self.cursor.selected).map(|row| row.id);
        let first = self.rows.get(self.cursor.offset).map(|row| row.id);
        let newest = self.rows.first().map(|row| (row.at, row.id));
        let reach = fresh.last().filter(|_| more).map(|row| (row.at, row.id));
        let mut known: HashMap<EntryId, EntryRow> = self.rows.drain(..).map(|row| (row.id, row)).collect();
        let mut arrived = 0;
        let mut rows = Vec::with_capacity(known.len() + fresh.len());
        for mut row in fresh {
            let old = known.remove(&row.id);
            if old.is_none() && newest.is_none_or(|newest| (row.at, row.id) > newest) {
                arrived += 1;
            }
            if let Some(old) = old.filter(|_| pending.contains_key(&row.id)) {
                (row.read, row.starred) = (old.read, old.starred);
            }
            rows.push(row);
        }
        for (id, mut row) in known {
            let was_covered = reach.is_none_or(|reach| (row.at, row.id) >= reach);
            if was_covered && !pending.contains_key(&id) {
                no_longer_listed(&mut row, self.source);
            }
            rows.push(row);
        }
        rows.sort_by_key(|row| Reverse((row.at, row.id)));
        self.rows = rows;
        // What is known beyond the part that was read again keeps its own end.
        self.more =
            if reach.is_some() && self.rows.last().map(|r| (r.at, r.id)) < reach { self.more } else { more };
        self.keep_place(selected, first);
        arrived
    }

    fn keep_place(&mut self, selected: Option<EntryId>, first: Option<EntryId>) {
        let position = |id: Option<EntryId>| id.and_then(|id| self.rows.iter().position(|row| row.id == id));
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

/// A row that the query of its source no longer finds stays where it is, with the state that this
/// tells.
fn no_longer_listed(row: &mut EntryRow, source: Source) {
    match source {
        Source::Smart(SmartFeed::Unread) => row.read = true,
        Source::Smart(SmartFeed::Starred) => row.starred = false,
        _ => {}
    }
}

/// Applies a mark; true if it changed the row.
fn set(row: &mut EntryRow, marking: Marking) -> bool {
    let (flag, value) = match marking {
        Marking::Read(value) => (&mut row.read, value),
        Marking::Starred(value) => (&mut row.starred, value),
    };
    let changes = *flag != value;
    *flag = value;
    changes
}

fn opposite(marking: Marking) -> Marking {
    match marking {
        Marking::Read(value) => Marking::Read(!value),
        Marking::Starred(value) => Marking::Starred(!value),
    }
}
