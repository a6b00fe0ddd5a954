//! The coverage of a story: who told it, when and how, what one outlet alone reports, where figures differ.

use super::{Layer, Outcome};
use crate::app::cursor::ListCursor;
use crate::app::effect::{Effect, Effects};
use crate::app::loadable::Loadable;
use crate::app::metrics::ListMetrics;
use crate::app::moving::Motion;
use crate::app::request::Requests;
use crate::app::room::Room;
use crate::command::{Command, Context};
use crate::domain::{self, EntryId, EntryRow, Event, Telling};
use crate::text::SafeText;

/// The page.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The headline of the entry that it was asked for.
    pub title: SafeText,
    /// What is known; `None` for an entry that tells its event alone.
    pub coverage: Loadable<Option<Box<domain::Coverage>>>,
    /// The selected telling.
    pub cursor: ListCursor,
    entry: EntryId,
}

impl Coverage {
    /// The coverage of an entry's story, which is still to be read, and the order to read it.
    #[must_use]
    pub fn open(row: &EntryRow, requests: &mut Requests) -> (Self, Effects) {
        let request = requests.issue();
        let mut coverage = Loadable::Idle;
        coverage.begin(request);
        let page = Self { title: row.title.clone(), coverage, cursor: ListCursor::default(), entry: row.id };
        (page, vec![Effect::LoadCoverage { request, entry: row.id }])
    }

    /// What was read.
    #[must_use]
    pub fn known(&self) -> Option<&domain::Coverage> {
        self.coverage.shown()?.as_deref()
    }

    fn tellings(&self) -> &[Telling] {
        self.known().map_or(&[], |coverage| coverage.tellings.as_slice())
    }

    /// Opens the selected telling: in the list on the screen, else in its feed.
    fn go(&self, room: &mut Room<'_, '_>) -> Outcome {
        let Some(telling) = self.tellings().get(self.cursor.selected) else { return Outcome::handled() };
        Outcome::Closed(room.main.go_to_telling(telling.entry, telling.feed, room.desk))
    }
}

impl Layer for Coverage {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(motion) = Motion::of(command) {
            let len = self.tellings().len();
            self.cursor.go(motion, len, room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Open => self.go(room),
            Command::Back | Command::Leave | Command::Coverage => Outcome::closed(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn on_click(&mut self, row: usize, room: &mut Room<'_, '_>) -> Outcome {
        if row == self.cursor.selected {
            return self.go(room);
        }
        let len = self.tellings().len();
        self.cursor.move_to(row, len);
        Outcome::handled()
    }

    fn on_event(&mut self, event: &Event, _room: &mut Room<'_, '_>) -> Effects {
        match event {
            Event::CoverageLoaded { request, coverage } if self.coverage.awaits(*request) => {
                let tellings = coverage.iter().flat_map(|coverage| &coverage.tellings);
                let here = tellings.enumerate().find(|(_, telling)| telling.entry == self.entry);
                self.cursor.selected = here.map_or(0, |(row, _)| row);
                self.coverage = Loadable::Ready(coverage.clone());
            }
            Event::LoadFailed { request, reason } if self.coverage.awaits(*request) => {
                self.coverage = Loadable::Failed(reason.clone());
            }
            _ => {}
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
