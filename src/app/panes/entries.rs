//! The entries pane: the rows of one source, loaded page by page, or the best hits of a search. A read
//! entry stays until another source is chosen; entries that arrive come in at their place without
//! moving the selection.

mod choice;
mod folding;
mod list;
mod marks;
mod telling;

use std::collections::{HashMap, HashSet};

use jiff::SignedDuration;

use crate::app::cursor::ListCursor;
use crate::app::effect::{Effect, Effects, Marking, PageRequest};
use crate::app::loadable::Loadable;
use crate::app::preferences::{Grouping, Listing, Order, ReadShown};
use crate::app::request::Requests;
use crate::app::source::Source;
use crate::domain::{EntryId, EntryRow, Found, RequestId, SmartFeed, Story, Timestamp};
use crate::query::Query;
use crate::text::SafeText;

pub use choice::unread_of;
use choice::{Choice, Wanted, left_as, read_start};
pub use folding::Stories;
pub use list::{Arrangement, Hits, List};
use marks::Write;

/// Rows of one page.
pub const PAGE: usize = 200;
/// Hits that are listed.
pub const MOST_FOUND: usize = 500;
/// Rows of the first page: they fill a screen, so that a list stands at once.
const FIRST_PAGE: usize = 48;
/// The next page is read when the selection is so near to the end, and so at once after the first.
const NEAR_END: usize = FIRST_PAGE + 32;
/// Between two looks at a list that a refresh is filling.
const PASSING: SignedDuration = SignedDuration::from_millis(250);
/// A list that is renewed is read up to here in one go.
const MOST_RENEWED: usize = 5_000;

/// The entries of a source.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// The list.
    pub list: Loadable<List>,
    /// The other end of the range that is being selected.
    pub range: Option<EntryId>,
    /// The newest entry in the store when the list was last read from its start: what came later may
    /// not have been seen.
    pub as_of: Option<EntryId>,
    chosen: Option<Choice>,
    extra: Option<Extra>,
    /// One more look is due when the page that is being read has come.
    again: bool,
    renewed_at: Option<Timestamp>,
    writes: Vec<Write>,
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

/// A page as it was read.
#[derive(Clone, Debug, Default)]
pub struct LoadedPage {
    /// Rows in order.
    pub rows: Vec<EntryRow>,
    /// The stories that they tell.
    pub stories: Vec<Story>,
    /// True when more rows follow.
    pub more: bool,
    /// The newest entry in the store when they were read.
    pub as_of: Option<EntryId>,
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
    /// Lists a source; `place` names the entry to select if it is there, and how far down it is.
    pub fn choose(
        &mut self,
        source: Source,
        query: &Query,
        listing: Listing,
        place: Option<(EntryId, usize)>,
        requests: &mut Requests,
    ) -> Effects {
        let query = match listing.read {
            ReadShown::Shown => query.clone(),
            ReadShown::Hidden => unread_of(query),
        };
        let is_top = source == Source::Smart(SmartFeed::TopStories);
        let order = if is_top { Wanted::TopStories } else { Wanted::By(listing.order) };
        let choice = Choice {
            source,
            query,
            order,
            grouping: if is_top { Grouping::None } else { listing.grouping },
            folds_stories: is_top || listing.folds_stories(source),
            entry: place.map(|(entry, _)| entry),
        };
        let limit = place.map_or(FIRST_PAGE, |(_, row)| (row + FIRST_PAGE).clamp(FIRST_PAGE, MOST_RENEWED));
        self.begin(choice, limit, requests)
    }

    /// Lists the best hits of a query.
    pub fn search(&mut self, query: &Query, requests: &mut Requests) -> Effects {
        let choice = Choice {
            source: Source::Search,
            query: query.clone(),
            order: Wanted::Ranked,
            grouping: Grouping::None,
            folds_stories: false,
            entry: None,
        };
        self.begin(choice, MOST_FOUND, requests)
    }

    /// The source that is listed, or will be as soon as it is read.
    pub fn source(&self) -> Option<Source> {
        self.chosen.as_ref().map(|choice| choice.source)
    }

    /// What is listed, as a query.
    pub fn query(&self) -> Option<&Query> {
        self.chosen.as_ref().map(|choice| &choice.query)
    }

    /// What stands above groups of rows.
    pub fn grouping(&self) -> Grouping {
        self.chosen.as_ref().map_or(Grouping::None, |choice| choice.grouping)
    }

    /// The rows that can be shown.
    pub fn rows(&self) -> &[EntryRow] {
        self.list.shown().map_or(&[], |list| list.rows.as_slice())
    }

    /// The number of the selected row.
    pub fn selected_row(&self) -> usize {
        self.list.shown().map_or(0, |list| list.cursor.selected)
    }

    /// The selected row.
    pub fn selected(&self) -> Option<&EntryRow> {
        self.rows().get(self.selected_row())
    }

    /// The first and the last row of the range, if one is being selected.
    pub fn range_rows(&self) -> Option<(usize, usize)> {
        let anchor = self.range?;
        let anchor = self.rows().iter().position(|row| row.id == anchor)?;
        let here = self.selected_row();
        Some((anchor.min(here), anchor.max(here)))
    }

    /// What a command is about: the range, else the selected row.
    pub fn targets(&self) -> &[EntryRow] {
        let selected = self.selected_row();
        let (start, end) = self.range_rows().unwrap_or((selected, selected));
        self.rows().get(start..=end).unwrap_or_default()
    }

    /// A page was read; `None` if nobody waits for it.
    pub fn on_page(
        &mut self,
        request: RequestId,
        page: LoadedPage,
        requests: &mut Requests,
    ) -> Option<PageOutcome> {
        let LoadedPage { rows, stories, more, as_of } = page;
        if self.list.awaits(request) {
            self.as_of = as_of;
            let order = self.chosen.as_ref().map_or(Order::Newest, |choice| match choice.order {
                Wanted::By(order) => order,
                Wanted::Ranked | Wanted::TopStories => Order::Newest,
            });
            self.begin_list(rows, stories, more, Arrangement::By(order));
            return Some(PageOutcome { effects: self.read_on(requests), arrived: 0 });
        }
        let extra = self.extra.filter(|extra| extra.request == request)?;
        self.extra = None;
        if let Some(list) = self.list.shown_mut() {
            list.stories.learn(stories);
        }
        let outcome = match extra.kind {
            ExtraKind::Next => self.append(rows, more, requests),
            ExtraKind::Renewed { limit } => self.renewed(rows, more, as_of, limit, requests),
        };
        Some(outcome)
    }

    /// A search was answered; `None` if nobody waits for it.
    pub fn on_found(&mut self, request: RequestId, found: Found, requests: &mut Requests) -> Option<Effects> {
        let is_renewal = self.ends_renewal(request);
        if !is_renewal && !self.list.awaits(request) {
            return None;
        }
        let excerpts = found.hits.iter().filter_map(|hit| Some((hit.row.id, hit.excerpt.clone()?)));
        let hits = Hits {
            excerpts: excerpts.collect(),
            total: found.total,
            capped: found.capped,
            took: found.took,
            indexed: found.indexed,
        };
        let rows = found.hits.into_iter().map(|hit| hit.row).collect();
        if is_renewal {
            let pending = self.pending();
            if let Some(list) = self.list.shown_mut() {
                list.merge(rows, false, &pending);
            }
        } else {
            self.as_of = found.as_of;
            self.begin_list(rows, Vec::new(), false, Arrangement::Ranked(hits));
        }
        Some(self.look_again(requests))
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
        self.move_to(self.selected_row().saturating_add_signed(rows), requests)
    }

    /// Selects a row; reads on where the end comes near.
    pub fn move_to(&mut self, row: usize, requests: &mut Requests) -> Effects {
        if let Some(list) = self.list.shown_mut() {
            list.follows_newest = false;
            list.cursor.move_to(row, list.rows.len());
        }
        self.read_on(requests)
    }

    /// The row of the next (or previous) unread entry from the selection; among hits every row counts.
    pub fn next_from_here(&self, forward: bool) -> Option<usize> {
        let list = self.list.shown()?;
        let here = list.cursor.selected;
        let is_wanted =
            |row: &usize| matches!(list.arrangement, Arrangement::Ranked(_)) || !list.rows[*row].read;
        if forward {
            (here + 1..list.rows.len()).find(is_wanted)
        } else {
            (0..here.min(list.rows.len())).rev().find(is_wanted)
        }
    }

    /// Marks rows before the store has written it; returns the request for that and the rows that
    /// really change, if there are any.
    pub fn mark(
        &mut self,
        ids: &[EntryId],
        marking: &Marking,
        requests: &mut Requests,
    ) -> Option<(RequestId, Vec<EntryRow>)> {
        let mut changed = Vec::new();
        let ids: HashSet<EntryId> = ids.iter().copied().collect();
        let rows = self.list.shown_mut().into_iter().flat_map(List::every_row_mut);
        for row in rows.filter(|row| ids.contains(&row.id)) {
            if marks::set(row, marking) {
                changed.push(row.clone());
            }
        }
        if changed.is_empty() {
            return None;
        }
        let before = changed.iter().map(|row| (row.id, marks::opposite(marking))).collect();
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
        let before: HashMap<EntryId, Marking> = self.writes.remove(position).before.into_iter().collect();
        let mut back = Vec::new();
        for row in self.list.shown_mut().into_iter().flat_map(List::every_row_mut) {
            if let Some(marking) = before.get(&row.id) {
                marks::set(row, marking);
                back.push((row.clone(), marking.clone()));
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
        let limit = (list.every_row().count() + PAGE).min(MOST_RENEWED);
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
    pub fn insert_selected(&mut self, row: EntryRow, requests: &mut Requests) -> Effects {
        if let Some(list) = self.list.shown_mut() {
            list.insert_selected(row);
        }
        self.read_on(requests)
    }

    /// The entry that was to be selected and is not in the list.
    pub fn missing(&self) -> Option<EntryId> {
        let wanted = self.chosen.as_ref()?.entry?;
        let is_there = self.list.shown().is_some_and(|list| list.position(wanted).is_some());
        (!is_there && !self.list.is_loading()).then_some(wanted)
    }

    /// The entry that was to be selected is gone for good.
    pub fn give_up_missing(&mut self) {
        if let Some(choice) = &mut self.chosen {
            choice.entry = None;
        }
    }

    fn begin(&mut self, choice: Choice, limit: usize, requests: &mut Requests) -> Effects {
        let request = requests.issue();
        self.list.begin(request);
        self.extra = None;
        self.again = false;
        self.range = None;
        let effect = read_start(&choice, limit, request);
        self.chosen = Some(choice);
        vec![effect]
    }

    fn begin_list(&mut self, rows: Vec<EntryRow>, stories: Vec<Story>, more: bool, arrangement: Arrangement) {
        let Some(choice) = &mut self.chosen else { return };
        let mut list = List {
            source: choice.source,
            rows: Vec::new(),
            cursor: ListCursor::default(),
            more,
            arrangement,
            left_as: left_as(choice),
            follows_newest: rows.is_empty(),
            stories: Stories::new(choice.folds_stories),
        };
        list.stories.learn(stories);
        if let Some(row) = rows.iter().find(|row| Some(row.id) == choice.entry) {
            list.let_stand(row);
        }
        list.put_all(rows);
        let selected = choice.entry.and_then(|entry| list.position(entry));
        // Once it is there nobody has to look for it with every key.
        choice.entry.take_if(|_| selected.is_some());
        list.cursor.selected = selected.unwrap_or(0);
        self.list = Loadable::Ready(list);
    }

    /// True if this answers a look at the list that was under way, which ends with it.
    fn ends_renewal(&mut self, request: RequestId) -> bool {
        self.extra.take_if(|extra| extra.request == request).is_some()
    }

    fn append(&mut self, rows: Vec<EntryRow>, more: bool, requests: &mut Requests) -> PageOutcome {
        if let Some(list) = self.list.shown_mut() {
            list.append(rows, more);
        }
        PageOutcome { effects: self.look_again(requests), arrived: 0 }
    }

    /// The look that was put off until the page beside the list had come.
    fn look_again(&mut self, requests: &mut Requests) -> Effects {
        if std::mem::take(&mut self.again) { self.renew(requests) } else { Vec::new() }
    }

    fn pending(&self) -> HashMap<EntryId, Marking> {
        self.writes.iter().flat_map(|write| write.before.iter().cloned()).collect()
    }

    fn renewed(
        &mut self,
        fresh: Vec<EntryRow>,
        more: bool,
        as_of: Option<EntryId>,
        limit: usize,
        requests: &mut Requests,
    ) -> PageOutcome {
        let pending = self.pending();
        let Some(list) = self.list.shown_mut() else { return PageOutcome::default() };
        let place = |row: Option<&EntryRow>| row.and_then(|row| list.place(row));
        // Rows that all stand before the list leave a gap between them and it.
        let has_gap = more && !list.rows.is_empty() && place(fresh.last()) < list.start();
        if has_gap && limit < MOST_RENEWED {
            let effects = self.request_start((limit * 2).min(MOST_RENEWED), requests);
            return PageOutcome { effects, arrived: 0 };
        }
        // Thousands came at once: with a gap in it a list would hide entries, so it stays as it is.
        let arrived = if has_gap {
            fresh.len()
        } else {
            self.as_of = as_of;
            list.merge(fresh, more, &pending)
        };
        PageOutcome { effects: self.look_again(requests), arrived }
    }

    fn read_on(&mut self, requests: &mut Requests) -> Effects {
        let (Some(list), Some(choice), None) = (self.list.shown(), &self.chosen, &self.extra) else {
            return Vec::new();
        };
        let is_near = list.cursor.selected + NEAR_END >= list.rows.len();
        let Some(end) = list.end().filter(|_| list.more && is_near && !self.list.is_loading()) else {
            return Vec::new();
        };
        let Wanted::By(order) = choice.order else { return Vec::new() };
        let page =
            PageRequest { query: choice.query.clone(), order, after: Some((end.at, end.id)), limit: PAGE };
        let request = requests.issue();
        self.extra = Some(Extra { request, kind: ExtraKind::Next });
        vec![Effect::LoadPage { request, page }]
    }

    fn request_start(&mut self, limit: usize, requests: &mut Requests) -> Effects {
        let Some(choice) = &self.chosen else { return Vec::new() };
        let request = requests.issue();
        self.extra = Some(Extra { request, kind: ExtraKind::Renewed { limit } });
        vec![read_start(choice, limit, request)]
    }
}
