//! The analysis of an entry's story, a page of its own: what the coverage says, with the numbers of the
//! articles behind every statement. The analysis itself belongs to the article pane, where its beginning
//! stands; here it is read in whole, made anew, and its articles are gone to.

use super::{Layer, Outcome, Overlay, Prompt};
use crate::app::effect::{Effect, Effects};
use crate::app::line::Line;
use crate::app::metrics::ListMetrics;
use crate::app::overlays::prompt::Ask;
use crate::app::panes::article::Numbered;
use crate::app::room::Room;
use crate::app::scroll::scroll;
use crate::app::status::Tone;
use crate::command::{Command, Context};
use crate::domain::{EntryId, EntryRow, Event};
use crate::text::SafeText;

/// The analysis on the screen.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Whose story it is of.
    pub entry: EntryId,
    /// Its headline.
    pub title: SafeText,
    /// First line on the screen.
    pub top: usize,
    /// Texts of the story that were tried, and how many are wanted, while they are fetched.
    pub fetching: Option<(usize, usize)>,
}

impl Analysis {
    /// The analysis of an entry, from its top.
    #[must_use]
    pub fn of(row: &EntryRow) -> Self {
        Self { entry: row.id, title: row.title.clone(), top: 0, fetching: None }
    }

    fn rebuild(room: &mut Room<'_, '_>) -> Outcome {
        let effects = room.main.article.analyzed.rebuild(room.desk.requests);
        if !effects.is_empty() {
            room.desk.status.say(Tone::Plain, "Making the analysis anew");
        }
        Outcome::Handled(effects)
    }

    fn fetch(&mut self) -> Outcome {
        if self.fetching.is_some() {
            return Outcome::handled();
        }
        self.fetching = Some((0, 0));
        Outcome::Handled(vec![Effect::FetchStory { entry: self.entry }])
    }

    fn stop_fetching(&mut self, room: &mut Room<'_, '_>) -> Outcome {
        self.fetching = None;
        room.desk.status.say(Tone::Plain, "Stopped: no more texts are fetched");
        Outcome::Handled(vec![Effect::CancelFullText])
    }

    /// Asks for the number of an article; `typed` is a digit that was pressed already. If no other digit can
    /// follow it, the article is gone to.
    fn ask(&self, typed: &str, room: &mut Room<'_, '_>) -> Outcome {
        let Some(analysis) = room.main.article.analyzed.of(self.entry) else { return Outcome::handled() };
        let targets = analysis.targets();
        let number: Option<usize> = typed.parse().ok().filter(|number| number * 10 > targets.len());
        if let Some(place) = number.and_then(|number| targets.get(number.checked_sub(1)?)) {
            return Outcome::Closed(room.main.go_to_entry(place.entry, place.feed, 0, room.desk));
        }
        let numbers = targets.into_iter().map(Numbered::Entry).collect();
        let prompt = Prompt::new(Ask::Link(numbers), Line::with(typed));
        Outcome::Over(Box::new(Overlay::Prompt(prompt)), Effects::new())
    }
}

impl Layer for Analysis {
    fn context(&self) -> Context {
        Context::Sheet
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if scroll(&mut self.top, command, &room.desk.metrics.overlay) {
            return Outcome::handled();
        }
        match command {
            Command::Refresh => Self::rebuild(room),
            Command::ToggleFullText => self.fetch(),
            Command::OpenLink => self.ask("", room),
            Command::Back if self.fetching.is_some() => self.stop_fetching(room),
            Command::Analysis | Command::Back | Command::Leave | Command::Open => Outcome::closed(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn on_text(&mut self, text: &str, room: &mut Room<'_, '_>) -> Outcome {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { self.ask(text, room) } else { Outcome::handled() }
    }

    fn on_event(&mut self, event: &Event, _room: &mut Room<'_, '_>) -> Effects {
        match event {
            Event::StoryFetching { entry, done, of } if *entry == self.entry && self.fetching.is_some() => {
                self.fetching = Some((*done, *of));
            }
            Event::StoryFetched { entry, .. } | Event::FullTextFailed { entry, .. }
                if *entry == self.entry =>
            {
                self.fetching = None;
            }
            _ => {}
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.top = metrics.offset;
    }
}
