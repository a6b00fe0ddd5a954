//! The main view: what a command or a fact means for its three panes together. Moving in one pane
//! changes what the next one shows; marking an entry changes counts beside its row.

use super::effect::{Effect, Effects, Marking, RefreshScope};
use super::focus::Focus;
use super::metrics::ViewMetrics;
use super::model::Ctx;
use super::panes::{Article, Entries, Sources};
use super::request::Requests;
use super::source::Source;
use super::status::{Status, Tone};
use crate::command::Command;
use crate::config::MarkRead;
use crate::domain::{EntryId, EntryRow, Moment, RequestId, SmartFeed};

/// Sources, entries and article.
#[derive(Clone, Debug, Default)]
pub struct Main {
    /// The left pane.
    pub sources: Sources,
    /// The middle pane.
    pub entries: Entries,
    /// The right pane.
    pub article: Article,
    /// The place to go to as soon as the sources are read.
    pub restore: Option<(Source, Option<EntryId>, usize)>,
}

/// What a pane may touch beside itself.
pub struct Desk<'a> {
    /// The pane that has the keys.
    pub focus: &'a mut Focus,
    /// The status line.
    pub status: &'a mut Status,
    /// Numbers of requests.
    pub requests: &'a mut Requests,
    /// What the last frame measured.
    pub metrics: &'a ViewMetrics,
    /// The world.
    pub ctx: &'a Ctx<'a>,
}

/// A movement, in the measure of the pane that makes it.
#[derive(Clone, Copy)]
enum Motion {
    Steps(isize),
    HalfPages(isize),
    Pages(isize),
    First,
    Last,
}

impl Main {
    /// Obeys a command.
    pub fn on_command(&mut self, command: Command, desk: &mut Desk<'_>) -> Effects {
        match command {
            Command::Down => self.on_motion(Motion::Steps(1), desk),
            Command::Up => self.on_motion(Motion::Steps(-1), desk),
            Command::HalfPageDown => self.on_motion(Motion::HalfPages(1), desk),
            Command::HalfPageUp => self.on_motion(Motion::HalfPages(-1), desk),
            Command::PageDown => self.on_motion(Motion::Pages(1), desk),
            Command::PageUp => self.on_motion(Motion::Pages(-1), desk),
            Command::First => self.on_motion(Motion::First, desk),
            Command::Last => self.on_motion(Motion::Last, desk),
            Command::NextPane => set_focus(desk, Some(desk.focus.next())),
            Command::PreviousPane => set_focus(desk, Some(desk.focus.previous())),
            Command::Left | Command::Back | Command::Leave => set_focus(desk, desk.focus.left()),
            Command::Right | Command::Open => self.open(desk),
            Command::Zen => self.toggle_zen(desk),
            Command::ReadOn => self.read_on(desk),
            Command::NextUnread => self.go_to_unread(true, desk),
            Command::PreviousUnread => self.go_to_unread(false, desk),
            Command::OpenOriginal => self.open_original(desk),
            Command::ToggleRead => self.toggle(|row| Marking::Read(!row.read), desk),
            Command::ToggleStar => self.toggle(|row| Marking::Starred(!row.starred), desk),
            Command::Refresh => self.refresh_here(desk),
            Command::RefreshAll => self.refresh(RefreshScope::All, desk),
            _ => Vec::new(),
        }
    }

    /// Lists the selected source and shows the selected entry, where that has changed.
    pub fn follow(&mut self, desk: &mut Desk<'_>) -> Effects {
        let mut effects = Effects::new();
        if let Some(row) = self.sources.selected()
            && self.entries.source() != Some(row.source)
        {
            let place = self.restore.take().filter(|(source, ..)| *source == row.source);
            let place = place.and_then(|(_, entry, at)| Some((entry?, at)));
            if place.is_none() {
                self.article.forget_place();
            }
            effects.extend(self.entries.choose(row.source, &row.query, place, desk.requests));
        }
        if !self.entries.list.is_loading() {
            let selected = self.entries.missing().or(self.entries.selected().map(|row| row.id));
            let shown = self.article.show(selected, desk.requests);
            if let (MarkRead::After(delay), Some(entry), false) =
                (desk.ctx.settings.mark_read, selected, shown.is_empty())
            {
                effects.push(Effect::AwaitDwell { entry, delay });
            }
            effects.extend(shown);
        }
        effects
    }

    /// Marks entries at once on the screen and orders it to be written.
    pub fn mark(&mut self, ids: &[EntryId], marking: Marking, desk: &mut Desk<'_>) -> Effects {
        let Some((request, rows)) = self.entries.mark(ids, marking, desk.requests) else {
            return Vec::new();
        };
        for row in &rows {
            self.count(row, marking, &desk.ctx.moment);
        }
        let entries = rows.iter().map(|row| row.id).collect();
        vec![Effect::Mark { request, entries, marking }]
    }

    /// A mark could not be written: the screen goes back to what the store holds.
    pub fn take_back(&mut self, request: RequestId, moment: &Moment) {
        for (row, marking) in self.entries.take_back(request) {
            self.count(&row, marking, moment);
        }
    }

    /// Marks the selected entry read if opening does that.
    pub fn mark_opened(&mut self, desk: &mut Desk<'_>) -> Effects {
        if desk.ctx.settings.mark_read == MarkRead::Manual {
            return Vec::new();
        }
        let selected: Vec<EntryId> = self.entries.selected().map(|row| row.id).into_iter().collect();
        self.mark(&selected, Marking::Read(true), desk)
    }

    fn count(&mut self, row: &EntryRow, marking: Marking, moment: &Moment) {
        match marking {
            Marking::Read(read) => {
                let delta = if read { -1 } else { 1 };
                self.sources.adjust_unread(row.feed, delta);
                if is_today(row, moment) {
                    self.sources.adjust_today(delta);
                }
            }
            Marking::Starred(starred) => self.sources.adjust_starred(if starred { 1 } else { -1 }),
        }
        if let Some(shown) = self.article.content.shown_mut().filter(|shown| shown.entry.row.id == row.id) {
            (shown.entry.row.read, shown.entry.row.starred) = (row.read, row.starred);
        }
    }

    fn on_motion(&mut self, motion: Motion, desk: &mut Desk<'_>) -> Effects {
        match desk.focus {
            Focus::Sources => {
                let page = desk.metrics.sources.rows;
                let row = target(motion, self.sources.cursor.selected, self.sources.list().len(), page);
                self.sources.cursor.move_to(row, self.sources.list().len());
                Vec::new()
            }
            Focus::Entries => {
                let selected = self.entries.list.shown().map_or(0, |list| list.cursor.selected);
                let row = target(motion, selected, self.entries.rows().len(), desk.metrics.entries.rows);
                self.entries.move_to(row, desk.requests)
            }
            Focus::Article | Focus::Zen => {
                self.scroll(motion, desk.metrics);
                Vec::new()
            }
        }
    }

    fn scroll(&mut self, motion: Motion, metrics: &ViewMetrics) {
        let height = metrics.article.height.max(2);
        let metrics = &metrics.article;
        match motion {
            Motion::Steps(n) => self.article.scroll(n, metrics),
            Motion::HalfPages(n) => self.article.scroll(n * signed(height / 2), metrics),
            // One line of the old page stays, for the eye.
            Motion::Pages(n) => self.article.scroll(n * signed(height - 1), metrics),
            Motion::First => self.article.top = 0,
            Motion::Last => self.article.scroll_to_end(metrics),
        }
    }

    fn open(&mut self, desk: &mut Desk<'_>) -> Effects {
        match desk.focus {
            Focus::Sources => set_focus(desk, Some(Focus::Entries)),
            Focus::Entries if self.entries.selected().is_some() => {
                *desk.focus = Focus::Article;
                self.mark_opened(desk)
            }
            Focus::Entries | Focus::Article | Focus::Zen => Vec::new(),
        }
    }

    fn toggle_zen(&mut self, desk: &mut Desk<'_>) -> Effects {
        if *desk.focus == Focus::Zen {
            return set_focus(desk, Some(Focus::Article));
        }
        if self.entries.selected().is_none() {
            return Vec::new();
        }
        *desk.focus = Focus::Zen;
        self.mark_opened(desk)
    }

    fn read_on(&mut self, desk: &mut Desk<'_>) -> Effects {
        if *desk.focus == Focus::Sources {
            return set_focus(desk, Some(Focus::Entries));
        }
        let mut effects = self.mark_opened(desk);
        if self.article.is_at_end(&desk.metrics.article) {
            effects.extend(self.go_to_unread(true, desk));
        } else {
            self.scroll(Motion::Pages(1), desk.metrics);
        }
        effects
    }

    fn go_to_unread(&mut self, forward: bool, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.entries.unread_from_here(forward) else {
            let place = if forward { "below" } else { "above" };
            desk.status.say(Tone::Plain, format!("No unread entry {place}"));
            return Vec::new();
        };
        if *desk.focus == Focus::Sources {
            *desk.focus = Focus::Entries;
        }
        let mut effects = self.entries.move_to(row, desk.requests);
        effects.extend(self.mark_opened(desk));
        effects
    }

    fn open_original(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.entries.selected() else { return Vec::new() };
        let Some(url) = row.url.clone() else {
            desk.status.say(Tone::Warning, "This entry has no address to open");
            return Vec::new();
        };
        let mut effects = self.mark_opened(desk);
        effects.push(Effect::OpenInBrowser(url));
        effects
    }

    fn toggle(&mut self, marking: impl Fn(&EntryRow) -> Marking, desk: &mut Desk<'_>) -> Effects {
        let Some((id, marking)) = self.entries.selected().map(|row| (row.id, marking(row))) else {
            return Vec::new();
        };
        let said = match marking {
            Marking::Read(true) => "Marked read",
            Marking::Read(false) => "Marked unread",
            Marking::Starred(true) => "Starred",
            Marking::Starred(false) => "Star taken away",
        };
        desk.status.say(Tone::Done, format!("{said} · u undoes"));
        self.mark(&[id], marking, desk)
    }

    fn refresh_here(&mut self, desk: &mut Desk<'_>) -> Effects {
        let feeds = self.sources.selected().and_then(|row| self.sources.feeds_of(row.source));
        self.refresh(feeds.map_or(RefreshScope::All, RefreshScope::Feeds), desk)
    }

    /// Orders a refresh that the person asked for, and shows at once that it was ordered.
    fn refresh(&mut self, scope: RefreshScope, desk: &mut Desk<'_>) -> Effects {
        if self.sources.has_no_feeds() {
            desk.status.say(Tone::Plain, "There is no feed to refresh yet");
            return Vec::new();
        }
        desk.status.refresh_asked();
        vec![Effect::Refresh(scope)]
    }
}

fn set_focus(desk: &mut Desk<'_>, focus: Option<Focus>) -> Effects {
    *desk.focus = focus.unwrap_or(*desk.focus);
    Vec::new()
}

fn target(motion: Motion, selected: usize, len: usize, page: usize) -> usize {
    let page = signed(page.max(2));
    match motion {
        Motion::Steps(n) => selected.saturating_add_signed(n),
        Motion::HalfPages(n) => selected.saturating_add_signed(n * (page / 2)),
        Motion::Pages(n) => selected.saturating_add_signed(n * page),
        Motion::First => 0,
        Motion::Last => len.saturating_sub(1),
    }
}

fn signed(n: usize) -> isize {
    isize::try_from(n).unwrap_or(isize::MAX)
}

/// True if the entry counts for the smart feed of the local day.
fn is_today(row: &EntryRow, moment: &Moment) -> bool {
    let day = |at: crate::domain::Timestamp| at.to_zoned(moment.zone.clone()).date();
    day(row.at) == day(moment.now)
}

/// The source with which a reader without a past begins.
pub const FIRST_SOURCE: Source = Source::Smart(SmartFeed::Unread);
