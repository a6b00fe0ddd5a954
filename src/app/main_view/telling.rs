//! Stories: what the person does with the tellings of one, in a list and beside it.

use super::{Main, Obeyed, over};
use crate::app::effect::{ChangeOrder, Effect, Effects, Marking};
use crate::app::focus::Focus;
use crate::app::overlays::{Coverage, Overlay};
use crate::app::preferences::StoriesShown;
use crate::app::room::Desk;
use crate::app::source::Source;
use crate::app::status::{Hint, Tone};
use crate::command::Command;
use crate::domain::{EntryId, FeedId, SmartFeed};
use crate::query::{Expr, Field, Query, Term};

/// What can be done with the tellings that are folded away.
const REST: &[Hint] = &[(&[Command::MarkStoryRead], "marks them read")];
const UNFOLDS: &[Hint] = &[(&[Command::ToggleStory], "unfolds a story")];

impl Main {
    pub(super) fn on_story_command(&mut self, command: Command, desk: &mut Desk<'_>) -> Obeyed {
        match command {
            Command::Coverage => self.coverage(desk),
            Command::ToggleStory => self.toggle_story(desk).into(),
            Command::MarkStoryRead => self.mark_story_read(desk).into(),
            Command::ToggleStories => self.toggle_stories(desk).into(),
            Command::SeparateStory => self.separate_story(desk).into(),
            _ => self.unite_stories(desk).into(),
        }
    }

    fn coverage(&mut self, desk: &mut Desk<'_>) -> Obeyed {
        let Some(row) = self.entries.selected() else { return Obeyed::default() };
        if row.story.is_none() {
            desk.status.say(Tone::Plain, "No other entry tells this, as far as your feeds go");
            return Obeyed::default();
        }
        over(Overlay::Coverage, Coverage::open(row, desk.requests))
    }

    fn toggle_story(&mut self, desk: &mut Desk<'_>) -> Effects {
        if self.entries.toggle_story().is_none() {
            desk.status.say(Tone::Plain, "There is nothing to unfold: no other entry here tells this");
        }
        Effects::new()
    }

    /// Marks what is held of the story at once on the screen, and all of it in the store.
    fn mark_story_read(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(story) = self.entries.selected().and_then(|row| row.story) else {
            desk.status.say(Tone::Plain, "No other entry tells this");
            return Effects::new();
        };
        let ids: Vec<EntryId> = self.entries.rows_of_story().iter().map(|row| row.id).collect();
        let marked = self.mark_on_screen(&ids, &Marking::Read(true), desk);
        let request = marked.map_or_else(|| desk.requests.issue(), |(request, _)| request);
        let query = Query { root: Some(Expr::Term(Term::text(Field::Story, &story.to_string()))) };
        let order = ChangeOrder::MarkAllRead { query, up_to: None };
        vec![Effect::Change { request, order: Box::new(order) }]
    }

    /// Offers to mark the rest of a story of which one telling was opened.
    pub(super) fn offer_the_rest(&self, desk: &mut Desk<'_>) {
        let text = match self.entries.folded_unread().len() {
            0 => return,
            1 => "1 other tells this".to_owned(),
            n => format!("{n} others tell this"),
        };
        desk.status.say_with(Tone::Plain, text, REST);
    }

    /// Lists the source anew, with stories as one block or with every entry by itself.
    fn toggle_stories(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.sources.selected().filter(|_| self.search.is_none()) else {
            desk.status.say(Tone::Plain, "Hits are listed best first; this is for other lists");
            return Effects::new();
        };
        let source = row.source;
        if source == Source::Smart(SmartFeed::TopStories) {
            desk.status.say_with(Tone::Plain, "Top stories are always one block each", UNFOLDS);
            return Effects::new();
        }
        let mut listing = desk.preferences.listing(source);
        let (stories, told) = if listing.folds_stories(source) {
            (StoriesShown::Single, "Every entry stands by itself")
        } else {
            (StoriesShown::Folded, "A story stands as one block")
        };
        listing.stories = stories;
        desk.preferences.set_listing(source, listing);
        desk.status.say(Tone::Plain, told);
        let entry = self.entries.selected().map(|row| row.id);
        self.restore = Some((source, entry, self.entries.selected_row()));
        let mut effects = vec![Effect::keep(desk.preferences)];
        effects.extend(self.list_selected(desk));
        effects
    }

    fn separate_story(&mut self, desk: &mut Desk<'_>) -> Effects {
        let entries = self.entries.targets().iter().filter(|row| row.story.is_some()).map(|row| row.id);
        let entries: Vec<EntryId> = entries.collect();
        if entries.is_empty() {
            desk.status.say(Tone::Plain, "No other entry tells this");
            return Effects::new();
        }
        self.order(ChangeOrder::SeparateStories(entries), desk)
    }

    fn unite_stories(&mut self, desk: &mut Desk<'_>) -> Effects {
        let entries: Vec<EntryId> = self.entries.targets().iter().map(|row| row.id).collect();
        if entries.len() < 2 {
            const SELECTS: &[Hint] = &[(&[Command::SelectRange], "selects them first")];
            desk.status.say_with(Tone::Plain, "A story needs two entries", SELECTS);
            return Effects::new();
        }
        self.order(ChangeOrder::UniteStories(entries), desk)
    }

    /// Opens a telling: in the list on the screen if that holds it, else in its feed.
    pub fn go_to_telling(&mut self, entry: EntryId, feed: FeedId, desk: &mut Desk<'_>) -> Effects {
        if !self.entries.reveal(entry) {
            return self.go_to_entry(entry, feed, 0, desk);
        }
        *desk.focus = Focus::Article;
        self.opening = Some(entry);
        Effects::new()
    }

    fn order(&mut self, order: ChangeOrder, desk: &mut Desk<'_>) -> Effects {
        self.entries.range = None;
        vec![Effect::Change { request: desk.requests.issue(), order: Box::new(order) }]
    }
}
