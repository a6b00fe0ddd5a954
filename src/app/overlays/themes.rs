//! The theme chooser: the screen looks like the selected theme while one moves; it is kept or given back
//! at the end.

use super::{Layer, Outcome};
use crate::app::cursor::ListCursor;
use crate::app::effect::{Effect, Effects};
use crate::app::loadable::Loadable;
use crate::app::metrics::ListMetrics;
use crate::app::moving::{Motion, moved};
use crate::app::room::{Desk, Room};
use crate::command::{Command, Context};
use crate::domain::Event;

/// The theme chooser.
#[derive(Clone, Debug)]
pub struct Themes {
    /// The selection.
    pub cursor: ListCursor,
    names: Loadable<Vec<String>>,
    /// The theme of before, which holds unless another one is taken.
    before: String,
    /// What the screen looks like now.
    shown: String,
}

impl Themes {
    /// The chooser, whose names are still to be read, and the order for that.
    #[must_use]
    pub fn open(desk: &mut Desk<'_>) -> (Self, Effects) {
        let before = desk.preferences.theme_over(&desk.ctx.settings.theme).to_owned();
        let request = desk.requests.issue();
        let mut names = Loadable::Idle;
        names.begin(request);
        let themes = Self { cursor: ListCursor::default(), names, shown: before.clone(), before };
        (themes, vec![Effect::LoadThemes { request }])
    }

    /// The names that can be shown.
    #[must_use]
    pub fn names(&self) -> &[String] {
        self.names.shown().map_or(&[], Vec::as_slice)
    }

    /// The theme of before.
    #[must_use]
    pub fn before(&self) -> &str {
        &self.before
    }

    fn select(&mut self, row: usize) -> Effects {
        self.cursor.move_to(row, self.names().len());
        let Some(name) = self.names().get(self.cursor.selected).filter(|name| **name != self.shown) else {
            return Effects::new();
        };
        let name = name.clone();
        self.shown.clone_from(&name);
        vec![Effect::SetTheme { name, keeps: false }]
    }

    fn take(&self) -> Outcome {
        let name = self.names().get(self.cursor.selected).cloned();
        Outcome::Closed(name.map(|name| Effect::SetTheme { name, keeps: true }).into_iter().collect())
    }

    fn give_back(&self) -> Outcome {
        if self.shown == self.before {
            return Outcome::closed();
        }
        Outcome::Closed(vec![Effect::SetTheme { name: self.before.clone(), keeps: false }])
    }
}

impl Layer for Themes {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(motion) = Motion::of(command) {
            let page = room.desk.metrics.overlay.rows;
            let row = moved(motion, self.cursor.selected, self.names().len(), page);
            return Outcome::Handled(self.select(row));
        }
        match command {
            Command::Open => self.take(),
            Command::Back | Command::Leave => self.give_back(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    /// A name that was given with the command is taken at once; what is pasted later is no name.
    fn on_text(&mut self, text: &str, _room: &mut Room<'_, '_>) -> Outcome {
        if !self.names.is_loading() {
            return Outcome::handled();
        }
        Outcome::Closed(vec![Effect::SetTheme { name: text.trim().to_owned(), keeps: true }])
    }

    fn on_click(&mut self, row: usize, _room: &mut Room<'_, '_>) -> Outcome {
        Outcome::Handled(self.select(row))
    }

    fn on_event(&mut self, event: &Event, _room: &mut Room<'_, '_>) -> Effects {
        if let Event::ThemesLoaded { request, names } = event
            && self.names.awaits(*request)
        {
            self.cursor.selected = names.iter().position(|name| *name == self.before).unwrap_or(0);
            self.names = Loadable::Ready(names.clone());
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
