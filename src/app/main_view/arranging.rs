//! Feeds, categories and smart feeds: subscribing and unsubscribing, their settings, and what the
//! person keeps of a search or writes about an entry.

use super::{Main, Obeyed};
use crate::app::effect::{ChangeOrder, Effect, Effects};
use crate::app::focus::Focus;
use crate::app::line::Line;
use crate::app::overlays::prompt::Ask;
use crate::app::overlays::settings::Subject;
use crate::app::overlays::{Overlay, Prompt, Settings, Subscribe};
use crate::app::room::Desk;
use crate::app::source::Source;
use crate::app::status::Tone;
use crate::command::Command;
use crate::domain::EntryId;
use crate::text::SafeText;

impl Main {
    /// Commands about what there is to read rather than about reading it.
    pub(super) fn arrange(&mut self, command: Command, desk: &mut Desk<'_>) -> Obeyed {
        match command {
            Command::Subscribe => {
                opened(Overlay::Subscribe(Subscribe::new(self.category_here().unwrap_or_default().as_str())))
            }
            Command::NewCategory => opened(Overlay::Prompt(Prompt::new(Ask::Category, Line::default()))),
            Command::SaveSearch => self.ask_name_of_search(desk),
            Command::FeedSettings => self.open_settings(desk),
            _ => self.unsubscribe(desk).into(),
        }
    }

    /// The path of the category in which the selected source stands.
    fn category_here(&self) -> Option<SafeText> {
        match self.sources.selected()?.source {
            Source::Category(id) => Some(self.sources.category(id)?.path.clone()),
            Source::Feed(id) => self.sources.feed(id)?.subscription.category_path.clone(),
            Source::Smart(_) | Source::Own(_) | Source::Search => None,
        }
    }

    fn open_settings(&self, desk: &mut Desk<'_>) -> Obeyed {
        let subject = self.subject(*desk.focus).and_then(|source| match source {
            Source::Feed(feed) => Some(Subject::Feed(feed)),
            Source::Category(category) => Some(Subject::Category(category)),
            Source::Own(own) => Some(Subject::Own(own)),
            Source::Smart(_) | Source::Search => None,
        });
        let Some(subject) = subject else {
            desk.status.say(Tone::Plain, "Choose a feed, a category or a smart feed of your own");
            return Obeyed::default();
        };
        opened(Overlay::Settings(Settings::new(subject, desk.ctx.settings.full_text)))
    }

    /// What a command about feeds is for: the selected source, or the feed of the selected entry while
    /// it is subscribed to.
    fn subject(&self, focus: Focus) -> Option<Source> {
        match self.entries.selected().filter(|_| focus != Focus::Sources) {
            Some(row) => self.sources.feed(row.feed).map(|feed| Source::Feed(feed.id)),
            None => self.sources.selected().map(|row| row.source),
        }
    }

    /// Because it can be undone, nothing is asked before.
    fn unsubscribe(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(order) = self.subject(*desk.focus).and_then(|source| self.removal(source)) else {
            desk.status.say(Tone::Plain, "Choose a feed or a category to unsubscribe from");
            return Effects::new();
        };
        vec![Effect::Change { request: desk.requests.issue(), order: Box::new(order) }]
    }

    /// A category goes with its feeds; one that holds none goes itself.
    fn removal(&self, source: Source) -> Option<ChangeOrder> {
        match source {
            Source::Feed(feed) => Some(ChangeOrder::Unsubscribe(vec![feed])),
            Source::Category(category) => match self.sources.feeds_of(source)? {
                feeds if feeds.is_empty() => Some(ChangeOrder::RemoveCategory(category)),
                feeds => Some(ChangeOrder::Unsubscribe(feeds)),
            },
            Source::Own(own) => Some(ChangeOrder::RemoveSmartFeed(own)),
            Source::Smart(_) | Source::Search => None,
        }
    }

    fn ask_name_of_search(&mut self, desk: &mut Desk<'_>) -> Obeyed {
        let Some(search) = &self.search else {
            desk.status.say(Tone::Plain, "Search first with /, then keep the search");
            return Obeyed::default();
        };
        let ask = Ask::SmartFeed { query: search.query.clone() };
        opened(Overlay::Prompt(Prompt::new(ask, Line::default())))
    }

    pub(super) fn ask_note(&mut self, desk: &mut Desk<'_>) -> Obeyed {
        let Some((entry, lines)) = self.noted(desk) else { return Obeyed::default() };
        let first = lines.first().map_or("", SafeText::as_str);
        let rest = lines.iter().skip(1).cloned().collect();
        opened(Overlay::Prompt(Prompt::new(Ask::Note { entry, rest }, Line::with(first))))
    }

    pub(super) fn write_note(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some((entry, lines)) = self.noted(desk) else { return Effects::new() };
        let lines: Vec<&str> = lines.iter().map(SafeText::as_str).collect();
        vec![Effect::EditNote { entry, text: lines.join("\n") }]
    }

    /// The selected entry and the lines of its note.
    fn noted(&self, desk: &mut Desk<'_>) -> Option<(EntryId, &[SafeText])> {
        let selected = self.entries.selected().map(|row| row.id)?;
        let shown = self.article.content.shown().filter(|shown| shown.entry.row.id == selected);
        if shown.is_none() {
            desk.status.say(Tone::Plain, "This entry is still being read; try again");
        }
        Some((selected, shown?.entry.note.as_ref().map_or(&[][..], |note| note.lines())))
    }
}

fn opened(overlay: Overlay) -> Obeyed {
    Obeyed { effects: Effects::new(), overlay: Some(overlay) }
}
