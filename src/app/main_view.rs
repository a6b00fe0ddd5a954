//! The main view: what a command or a fact means for its three panes together. Moving in one pane
//! changes what the next one shows; marking an entry changes counts beside its row.

mod analyzing;
mod arranging;
mod downloading;
mod full_text;
mod going;
mod marking;
mod opening;
mod pictures;
mod reading;
mod searching;
mod sharing;
mod telling;
mod versions;

use super::about;
use super::effect::{Effect, Effects, RefreshScope};
use super::focus::Focus;
use super::metrics::ViewMetrics;
use super::moving::{Motion, moved, signed};
use super::overlays::{Downloads, Health, Jump, Overlay, Sheet, Themes};
use super::panes::{Article, Entries, Sources};
use super::preferences::{Divider, Grouping, Listing, Order, ReadShown};
use super::room::Desk;
use super::source::Source;
use super::status::Tone;
use crate::command::Command;
use crate::config::MarkRead;
use crate::domain::{EntryId, FeedId, SmartFeed};
use crate::query::Query;

pub use searching::Searching;

/// Sources, entries and article.
#[derive(Clone, Debug, Default)]
pub struct Main {
    /// The left pane.
    pub sources: Sources,
    /// The middle pane.
    pub entries: Entries,
    /// The right pane.
    pub article: Article,
    /// The search whose hits the middle pane lists.
    pub search: Option<Searching>,
    /// The place to go to as soon as the sources are read.
    pub restore: Option<(Source, Option<EntryId>, usize)>,
    /// What is fetched when the refresh that is running has ended: another would stop it.
    pub next_fetch: NextFetch,
    /// The page over the panes goes: the person went to an entry from a prompt on it.
    pub leave_page: bool,
    /// The entry that becomes an opened one as soon as it is listed.
    opening: Option<EntryId>,
    /// The source that was listed last because it is selected.
    followed: Option<(Source, Query)>,
}

/// What the view did with a command.
#[derive(Debug, Default)]
pub struct Obeyed {
    /// What is to be done.
    pub effects: Effects,
    /// What opens over it.
    pub overlay: Option<Overlay>,
}

impl From<Effects> for Obeyed {
    fn from(effects: Effects) -> Self {
        Self { effects, overlay: None }
    }
}

/// Feeds that wait for a refresh to end.
#[derive(Clone, Debug, Default)]
pub struct NextFetch {
    /// Which.
    pub feeds: Vec<FeedId>,
    /// True when the person asked for it, and not only subscribed to new ones.
    pub asked: bool,
}

impl Main {
    /// Obeys a command.
    pub fn on_command(&mut self, command: Command, desk: &mut Desk<'_>) -> Obeyed {
        if let Some(motion) = Motion::of(command) {
            return self.on_motion(motion, desk).into();
        }
        match command {
            Command::About => self.about(desk),
            Command::EditTags => self.ask_tags(desk),
            Command::EditNote => self.ask_note(desk),
            Command::EditNoteAtLength => self.write_note(desk).into(),
            Command::OpenLink => self.ask_link(desk),
            Command::CopyAs | Command::Save | Command::Pipe | Command::PipePlain => {
                self.ask_share(command, desk)
            }
            Command::Coverage
            | Command::ToggleStory
            | Command::MarkStoryRead
            | Command::ToggleStories
            | Command::SeparateStory
            | Command::UniteStories => self.on_story_command(command, desk),
            Command::Find => self.find(desk),
            Command::WhatChanged => self.what_changed(desk),
            Command::Analysis => self.open_analysis(desk),
            Command::Brief => Self::open_brief(desk),
            Command::Downloads => over(Overlay::Downloads, Downloads::open(desk.requests)),
            Command::Subscribe
            | Command::Unsubscribe
            | Command::FeedSettings
            | Command::NewCategory
            | Command::SaveSearch => self.arrange(command, desk),
            Command::Jump => over(Overlay::Jump, Jump::open(self, desk)),
            Command::Themes => over(Overlay::Themes, Themes::open(desk)),
            Command::Health => over(Overlay::Health, Health::open(self, desk)),
            command => self.on_simple_command(command, desk).into(),
        }
    }

    fn on_simple_command(&mut self, command: Command, desk: &mut Desk<'_>) -> Effects {
        match command {
            Command::NextPane => set_focus(desk, Some(desk.focus.next())),
            Command::PreviousPane => set_focus(desk, Some(desk.focus.previous())),
            Command::Left => self.left(desk),
            Command::Back | Command::Leave => self.back(desk),
            Command::Right | Command::Open => self.open(command, desk),
            Command::Zen => self.toggle_zen(desk),
            Command::ReadOn => self.read_on(desk),
            Command::NextUnread | Command::PreviousUnread => {
                let forward = command == Command::NextUnread;
                if self.go_to_hit(forward, desk) { Effects::new() } else { self.go_to_unread(forward, desk) }
            }
            Command::ScrollLeft | Command::ScrollRight => self.scroll_sideways(command, desk),
            Command::ToggleWide => self.toggle_wide(desk),
            Command::ToggleFullText => self.toggle_full_text(desk),
            Command::FullTextHabit => self.make_habit(desk),
            Command::FetchAgain => self.fetch_again(desk),
            Command::Download => self.download(desk),
            Command::LoadImages => self.ask_pictures(desk),
            Command::ToggleImages => self.toggle_pictures(desk),
            Command::OpenOriginal => self.open_original(desk),
            Command::OpenComments => self.open_comments(desk),
            Command::CopyLink => self.copy_link(desk),
            Command::ToggleRead => self.toggle_read(desk),
            Command::ToggleStar => self.toggle_star(desk),
            Command::MarkAllRead => self.mark_all_read(desk),
            Command::SelectRange => self.toggle_range(desk),
            Command::ToggleReadShown | Command::ToggleSort | Command::ToggleDays => {
                self.relist(command, desk)
            }
            Command::ToggleCompact => {
                desk.preferences.compact = !desk.preferences.compact;
                vec![Effect::keep(desk.preferences)]
            }
            Command::DividerLeft => move_divider(-2, desk),
            Command::DividerRight => move_divider(2, desk),
            Command::Refresh => self.refresh_here(desk),
            Command::RefreshAll => self.refresh(RefreshScope::All, desk),
            _ => Effects::new(),
        }
    }

    /// Lists the selected source and shows the selected entry, where that has changed.
    pub fn follow(&mut self, desk: &mut Desk<'_>) -> Effects {
        let mut effects = Effects::new();
        let selected = self.sources.selected().map(|row| (row.source, &row.query));
        let followed = self.followed.as_ref().map(|(source, query)| (*source, query));
        if selected.is_some() && selected != followed {
            self.stay_if_renamed();
            effects.extend(self.list_selected(desk));
        }
        if !self.entries.list.is_loading() {
            let selected = self.entries.missing().or(self.entries.selected().map(|row| row.id));
            let is_left = selected != self.article.entry();
            if is_left && self.keep_bookmark(&desk.metrics.article, desk.preferences) {
                effects.push(Effect::keep(desk.preferences));
            }
            let shown = self.article.show(selected, desk.requests);
            if let (MarkRead::After(delay), Some(entry), false) =
                (desk.ctx.settings.mark_read, selected, shown.is_empty())
            {
                effects.push(Effect::AwaitDwell { entry, delay });
            }
            effects.extend(shown);
            effects.extend(self.open_awaited(desk));
        }
        self.keep_place(desk);
        effects
    }

    /// The same source by another query (its category has another name): the place stays.
    fn stay_if_renamed(&mut self) {
        let source = self.sources.selected().map(|row| row.source);
        if let (Some(source), true) = (source, source == self.followed.as_ref().map(|(source, _)| *source)) {
            let entry = self.entries.selected().map(|row| row.id);
            self.restore = Some((source, entry, self.entries.selected_row()));
        }
    }

    fn list_selected(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.sources.selected() else { return Effects::new() };
        let place = self.restore.take().filter(|(source, ..)| *source == row.source);
        let place = place.and_then(|(_, entry, at)| Some((entry?, at)));
        if place.is_none() {
            self.article.forget_place();
        }
        self.leave_list(desk);
        self.followed = Some((row.source, row.query.clone()));
        (self.search, self.opening) = (None, None);
        let listing = desk.preferences.listing(row.source);
        self.entries.choose(row.source, &row.query, listing, place, desk.requests)
    }

    /// Lists the source anew, in another way, and stays at the entry.
    fn relist(&mut self, command: Command, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.sources.selected() else { return Effects::new() };
        let source = row.source;
        if self.search.is_some() {
            desk.status.say(Tone::Plain, "Hits are listed best first; this is for other lists");
            return Effects::new();
        }
        let listing = changed_listing(command, desk.preferences.listing(source));
        desk.preferences.set_listing(source, listing);
        desk.status.say(Tone::Plain, told_listing(command, listing));
        let stays = |read: bool| !read || listing.read == ReadShown::Shown;
        let entry = self.entries.selected().filter(|row| stays(row.read)).map(|row| row.id);
        self.restore = Some((source, entry, self.entries.selected_row()));
        let mut effects = vec![Effect::keep(desk.preferences)];
        effects.extend(self.list_selected(desk));
        effects
    }

    fn on_motion(&mut self, motion: Motion, desk: &mut Desk<'_>) -> Effects {
        match desk.focus {
            Focus::Sources => {
                let (selected, len) = (self.sources.cursor.selected, self.sources.seen_len());
                let row = moved(motion, selected, len, desk.metrics.sources.rows);
                self.sources.cursor.move_to(row, len);
                Effects::new()
            }
            Focus::Entries => {
                let selected = self.entries.selected_row();
                let row = moved(motion, selected, self.entries.rows().len(), desk.metrics.entries.rows);
                self.entries.move_to(row, desk.requests)
            }
            Focus::Article | Focus::Zen => {
                self.scroll(motion, desk.metrics);
                Effects::new()
            }
        }
    }

    /// Scrolls the article.
    pub fn scroll(&mut self, motion: Motion, metrics: &ViewMetrics) {
        let height = metrics.article.height.max(2);
        let metrics = &metrics.article;
        self.article.analyzed.returns_to = None;
        match motion {
            Motion::Steps(n) => self.article.scroll(n, metrics),
            Motion::HalfPages(n) => self.article.scroll(n * signed(height / 2), metrics),
            // One line of the old page stays, for the eye.
            Motion::Pages(n) => self.article.scroll(n * signed(height - 1), metrics),
            Motion::First => (self.article.top, self.article.aim) = (0, None),
            Motion::Last => self.article.scroll_to_end(metrics),
        }
    }

    fn left(&mut self, desk: &mut Desk<'_>) -> Effects {
        if *desk.focus != Focus::Sources {
            return set_focus(desk, desk.focus.left());
        }
        if let Some(folded) = self.sources.fold(true) {
            return keep_fold(folded, true, desk);
        }
        let _ = self.sources.select_above();
        Effects::new()
    }

    fn back(&mut self, desk: &mut Desk<'_>) -> Effects {
        if self.end_finding(desk) {
            return Effects::new();
        }
        if self.entries.range.take().is_some() {
            return Effects::new();
        }
        if *desk.focus == Focus::Entries && self.search.is_some() {
            return self.end_search(desk);
        }
        set_focus(desk, desk.focus.left())
    }

    fn about(&mut self, desk: &mut Desk<'_>) -> Obeyed {
        let sheet = about::sheet(self, *desk.focus, &desk.ctx.moment);
        Obeyed { effects: Effects::new(), overlay: sheet.map(|sheet: Sheet| Overlay::Sheet(sheet)) }
    }

    fn refresh_here(&mut self, desk: &mut Desk<'_>) -> Effects {
        let feeds = self.sources.selected().and_then(|row| self.sources.feeds_of(row.source));
        self.refresh(feeds.map_or(RefreshScope::All, RefreshScope::Feeds), desk)
    }

    /// Orders a refresh that the person asked for, and shows at once that it was ordered.
    pub fn refresh(&mut self, scope: RefreshScope, desk: &mut Desk<'_>) -> Effects {
        if self.sources.has_no_feeds() {
            desk.status.say(Tone::Plain, "There is no feed to refresh yet");
            return Effects::new();
        }
        if desk.status.refresh.is_some()
            && let RefreshScope::Feeds(feeds) = scope
        {
            self.next_fetch.feeds.extend(feeds);
            self.next_fetch.asked = true;
            desk.status.say(Tone::Plain, "Follows when the refresh that is running has ended");
            return Effects::new();
        }
        if desk.status.refresh.is_some_and(|running| running.is_of_all) {
            desk.status.say(Tone::Plain, "All feeds are being refreshed already");
            return Effects::new();
        }
        desk.status.refresh_asked(scope == RefreshScope::All);
        vec![Effect::Refresh(scope)]
    }
}

/// What a command opens, with what has to be read for it.
fn over<T>(overlay: impl FnOnce(T) -> Overlay, (opened, effects): (T, Effects)) -> Obeyed {
    Obeyed { effects, overlay: Some(overlay(opened)) }
}

/// Moves the line on the right of the sources, or the one on the left of the article.
fn move_divider(by: i16, desk: &mut Desk<'_>) -> Effects {
    let divider = match desk.focus {
        Focus::Sources => Divider::Sources,
        Focus::Entries | Focus::Article | Focus::Zen => Divider::Entries,
    };
    desk.preferences.dividers.move_by(divider, by);
    vec![Effect::keep(desk.preferences)]
}

fn changed_listing(command: Command, listing: Listing) -> Listing {
    let mut listing = listing;
    match command {
        Command::ToggleSort => {
            listing.order = match listing.order {
                Order::Newest => Order::Oldest,
                Order::Oldest => Order::Newest,
            };
        }
        Command::ToggleDays => {
            listing.grouping = match listing.grouping {
                Grouping::None => Grouping::Days,
                Grouping::Days => Grouping::None,
            };
        }
        _ => {
            listing.read = match listing.read {
                ReadShown::Shown => ReadShown::Hidden,
                ReadShown::Hidden => ReadShown::Shown,
            };
        }
    }
    listing
}

fn told_listing(command: Command, listing: Listing) -> &'static str {
    match command {
        Command::ToggleSort if listing.order == Order::Newest => "Newest first",
        Command::ToggleSort => "Oldest first",
        Command::ToggleDays if listing.grouping == Grouping::Days => "Entries stand under their days",
        Command::ToggleDays => "Entries stand in one list",
        _ if listing.read == ReadShown::Hidden => "Read entries are hidden",
        _ => "Read entries are shown",
    }
}

fn keep_fold(category: Source, is_folded: bool, desk: &mut Desk<'_>) -> Effects {
    desk.preferences.set_folded(category, is_folded);
    vec![Effect::keep(desk.preferences)]
}

fn set_focus(desk: &mut Desk<'_>, focus: Option<Focus>) -> Effects {
    *desk.focus = focus.unwrap_or(*desk.focus);
    Effects::new()
}

/// The source with which a reader without a past begins.
pub const FIRST_SOURCE: Source = Source::Smart(SmartFeed::Unread);
