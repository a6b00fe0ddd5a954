//! Opening: an entry in the article pane, the article alone, the original and other addresses outside.

use super::{Main, Obeyed, keep_fold, set_focus};
use crate::app::effect::{Effect, Effects};
use crate::app::focus::Focus;
use crate::app::line::Line;
use crate::app::moving::Motion;
use crate::app::overlays::prompt::Ask;
use crate::app::overlays::{Overlay, Prompt};
use crate::app::room::Desk;
use crate::app::status::Tone;
use crate::command::Command;
use crate::domain::WebUrl;

impl Main {
    pub(super) fn open(&mut self, command: Command, desk: &mut Desk<'_>) -> Effects {
        match desk.focus {
            Focus::Sources => match self.sources.fold(false) {
                Some(unfolded) if command == Command::Right => keep_fold(unfolded, false, desk),
                _ => set_focus(desk, Some(Focus::Entries)),
            },
            Focus::Entries if self.entries.selected().is_some() => {
                *desk.focus = Focus::Article;
                self.on_opened(desk)
            }
            Focus::Entries | Focus::Article | Focus::Zen => Effects::new(),
        }
    }

    pub(super) fn toggle_zen(&mut self, desk: &mut Desk<'_>) -> Effects {
        if *desk.focus == Focus::Zen {
            return set_focus(desk, Some(Focus::Article));
        }
        if self.entries.selected().is_none() {
            return Effects::new();
        }
        *desk.focus = Focus::Zen;
        self.on_opened(desk)
    }

    pub(super) fn read_on(&mut self, desk: &mut Desk<'_>) -> Effects {
        if *desk.focus == Focus::Sources {
            return set_focus(desk, Some(Focus::Entries));
        }
        let mut effects = self.on_opened(desk);
        if self.article.is_at_end(&desk.metrics.article) {
            effects.extend(self.go_to_unread(true, desk));
        } else {
            self.scroll(Motion::Pages(1), desk.metrics);
        }
        effects
    }

    pub(super) fn go_to_unread(&mut self, forward: bool, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.entries.next_from_here(forward) else {
            let what = if self.search.is_some() { "hit" } else { "unread entry" };
            let place = if forward { "below" } else { "above" };
            desk.status.say(Tone::Plain, format!("No {what} {place}"));
            return Effects::new();
        };
        if *desk.focus == Focus::Sources {
            *desk.focus = Focus::Entries;
        }
        let mut effects = self.entries.move_to(row, desk.requests);
        effects.extend(self.on_opened(desk));
        effects
    }

    pub(super) fn open_original(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.entries.selected() else { return Effects::new() };
        let Some(url) = row.url.clone() else {
            desk.status.say(Tone::Warning, "This entry has no address to open");
            return Effects::new();
        };
        let mut effects = self.mark_opened(desk);
        effects.push(Effect::OpenInBrowser(url));
        effects
    }

    pub(super) fn open_comments(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(row) = self.entries.selected() else { return Effects::new() };
        let Some(url) = row.comments_url.clone() else {
            desk.status.say(Tone::Plain, "This entry names no page of comments");
            return Effects::new();
        };
        vec![Effect::OpenInBrowser(url)]
    }

    pub(super) fn copy_link(&mut self, desk: &mut Desk<'_>) -> Effects {
        let url = match desk.focus {
            Focus::Sources => self.feed_address(),
            _ => self.entries.selected().and_then(|row| row.url.clone()),
        };
        let Some(url) = url else {
            desk.status.say(Tone::Warning, "There is no address here to copy");
            return Effects::new();
        };
        vec![Effect::Copy(url.to_string())]
    }

    fn feed_address(&self) -> Option<WebUrl> {
        let feed = self.sources.selected().and_then(|row| row.source.feed())?;
        self.sources.feed(feed).map(|feed| feed.url.clone())
    }

    pub(super) fn ask_link(&mut self, desk: &mut Desk<'_>) -> Obeyed {
        let numbered = self.article.numbered();
        if numbered.is_empty() {
            desk.status.say(Tone::Plain, "The text has no links; o opens the original");
            return Obeyed::default();
        }
        let prompt = Prompt::new(Ask::Link(numbered), Line::default());
        Obeyed { effects: Effects::new(), overlay: Some(Overlay::Prompt(prompt)) }
    }
}
