//! The whole article behind an entry: fetched when the person or the feed's habit asks for it, and
//! shown in place of the feed's own text until the person changes back.

use super::Main;
use crate::app::effect::{ChangeOrder, Effect, Effects, FeedSetting};
use crate::app::room::Desk;
use crate::app::status::{Hint, Tone};
use crate::command::Command;
use crate::domain::{Completeness, EntryId, EntryRow, FullTextMode};
use crate::text::SafeText;

/// What stands in the status line while an article is fetched.
const FETCHING: &str = "fetching the full text… · esc stops";

/// What may be done once an article is here.
const SWAP: &[Hint] = &[(&[Command::ToggleFullText], "shows the feed's own")];
const OFFER: &[Hint] =
    &[(&[Command::ToggleFullText], "the feed's own"), (&[Command::FullTextHabit], "always for this feed")];
const CHANGES: &[Hint] = &[(&[Command::FeedSettings], "changes it")];

fn is_habit(mode: FullTextMode) -> bool {
    matches!(mode, FullTextMode::OnOpen | FullTextMode::Always)
}

impl Main {
    /// Fetches the article of the selected entry, or changes between it and the feed's own text.
    pub(super) fn toggle_full_text(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.entries.selected() else { return Effects::new() };
        if self.article.full_texts.fetching == Some(row.id) {
            desk.status.say(Tone::Plain, FETCHING);
            return Effects::new();
        }
        if self.article.entry() == Some(row.id)
            && let Some(is_article) = self.article.swap_texts(&desk.metrics.article)
        {
            let said = if is_article { "The full text" } else { "The feed's own text" };
            desk.status.say(Tone::Plain, said);
            return self.article.ask_of_code(desk.requests);
        }
        if row.url.is_none() {
            desk.status.say(Tone::Warning, "This entry names no page that could hold its text");
            return Effects::new();
        }
        desk.status.say(Tone::Plain, FETCHING);
        let entry = row.id;
        self.article.fetch(entry)
    }

    /// The selected entry is opened: it is read now, and its article fetched where that is its feed's habit.
    pub fn on_opened(&mut self, desk: &mut Desk<'_>) -> Effects {
        let mut effects = self.mark_opened(desk);
        if let Some(row) = self.entries.selected() {
            self.article.pictures.open(row.id);
        }
        effects.extend(self.fetch_opened(desk));
        effects
    }

    /// Fetches the article of an entry that is opened, where that is its feed's habit and the text is
    /// not there; one that could not be had is left to the person.
    fn fetch_opened(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.entries.selected() else { return Effects::new() };
        let is_wanted = self.mode_of(row, desk) == FullTextMode::OnOpen
            && row.completeness < Completeness::FeedText
            && row.url.is_some()
            && !self.article.full_texts.was_asked_for(row.id);
        let entry = row.id;
        if is_wanted { self.article.fetch(entry) } else { Effects::new() }
    }

    /// Whole articles become the habit of the selected entry's feed.
    pub(super) fn make_habit(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.entries.selected() else { return Effects::new() };
        let Some(feed) = self.sources.feed(row.feed) else {
            desk.status.say(Tone::Plain, "The feed of this entry is no longer subscribed to");
            return Effects::new();
        };
        if is_habit(self.mode_of(row, desk)) {
            desk.status.say_with(Tone::Plain, format!("{} does so already", feed.title), CHANGES);
            return Effects::new();
        }
        let setting = FeedSetting::FullText(Some(FullTextMode::OnOpen));
        let order = Box::new(ChangeOrder::SetFeed { feed: feed.id, setting });
        let mut effects = vec![Effect::Change { request: desk.requests.issue(), order }];
        // The one that is on the screen is meant as well.
        let is_wanted = row.completeness < Completeness::FeedText && row.url.is_some();
        if is_wanted && !self.article.full_texts.was_asked_for(row.id) {
            effects.extend(self.article.fetch(row.id));
        }
        effects
    }

    fn mode_of(&self, row: &EntryRow, desk: &Desk<'_>) -> FullTextMode {
        let own = self.sources.feed(row.feed).and_then(|feed| feed.subscription.full_text);
        own.unwrap_or(desk.ctx.settings.full_text)
    }

    /// Stops what is being fetched; `None` if nothing is.
    pub fn stop_fetching(&mut self, desk: &mut Desk<'_>) -> Option<Effects> {
        self.article.full_texts.fetching?;
        self.article.stop_fetching();
        desk.status.say(Tone::Plain, "Stopped: the full text is not fetched");
        Some(vec![Effect::CancelFullText])
    }

    /// An article is in the store.
    pub fn on_full_text(&mut self, entry: EntryId, desk: &mut Desk<'_>) -> Effects {
        self.entries.complete(entry);
        if let Some(row) = self.entries.selected().filter(|row| row.id == entry) {
            let is_offered = self.sources.feed(row.feed).is_some() && !is_habit(self.mode_of(row, desk));
            desk.status.say_with(Tone::Done, "The full text is here", if is_offered { OFFER } else { SWAP });
        }
        self.article.on_fetched(entry, desk.requests)
    }

    /// An article could not be had.
    pub fn on_no_full_text(&mut self, entry: EntryId, reason: &SafeText, desk: &mut Desk<'_>) {
        if self.entries.selected().is_some_and(|row| row.id == entry) {
            desk.status.say(Tone::Warning, "No full text: the notice says why");
        }
        self.article.on_fetch_failed(entry, reason);
    }
}
