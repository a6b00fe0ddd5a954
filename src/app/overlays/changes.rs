//! The list of changes: what the person did, newest first, each line to be undone (or redone) with all
//! that came after it.

use super::{Layer, Outcome};
use crate::app::cursor::ListCursor;
use crate::app::effect::{ChangeOrder, Effect, Effects};
use crate::app::loadable::Loadable;
use crate::app::metrics::ListMetrics;
use crate::app::moving::Motion;
use crate::app::request::Requests;
use crate::app::room::Room;
use crate::command::{Command, Context};
use crate::domain::{Change, Event};

/// Lines that are listed.
const LISTED: usize = 500;

/// The list of changes.
#[derive(Clone, Debug)]
pub struct Changes {
    /// Lines, newest first.
    pub changes: Loadable<Vec<Change>>,
    /// The selection.
    pub cursor: ListCursor,
}

impl Changes {
    /// The list, which is still to be read, and the order to read it.
    #[must_use]
    pub fn open(requests: &mut Requests) -> (Self, Effects) {
        let mut changes = Self { changes: Loadable::Idle, cursor: ListCursor::default() };
        let effects = changes.load(requests);
        (changes, effects)
    }

    /// The lines that can be shown.
    #[must_use]
    pub fn lines(&self) -> &[Change] {
        self.changes.shown().map_or(&[], Vec::as_slice)
    }

    fn load(&mut self, requests: &mut Requests) -> Effects {
        let request = requests.issue();
        self.changes.begin(request);
        vec![Effect::LoadChanges { request, limit: LISTED }]
    }

    fn revert(&self, room: &mut Room<'_, '_>) -> Effects {
        let Some(change) = self.lines().get(self.cursor.selected) else { return Effects::new() };
        let order = Box::new(ChangeOrder::RevertTo(change.id));
        vec![Effect::Change { request: room.desk.requests.issue(), order }]
    }
}

impl Layer for Changes {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(motion) = Motion::of(command) {
            let len = self.lines().len();
            self.cursor.go(motion, len, room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Open => Outcome::Handled(self.revert(room)),
            Command::Undo => Outcome::Handled(vec![Effect::Undo]),
            Command::Redo => Outcome::Handled(vec![Effect::Redo]),
            Command::Back | Command::Leave | Command::Changes => Outcome::closed(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn on_click(&mut self, row: usize, _room: &mut Room<'_, '_>) -> Outcome {
        let len = self.lines().len();
        self.cursor.move_to(row, len);
        Outcome::handled()
    }

    fn on_event(&mut self, event: &Event, room: &mut Room<'_, '_>) -> Effects {
        match event {
            Event::ChangesLoaded { request, changes } if self.changes.awaits(*request) => {
                self.changes = Loadable::Ready(changes.clone());
                self.cursor.move_by(0, changes.len());
            }
            Event::LoadFailed { request, reason } if self.changes.awaits(*request) => {
                self.changes = Loadable::Failed(reason.clone());
            }
            Event::ChangeReverted { .. } | Event::ChangeMade { .. } => return self.load(room.desk.requests),
            _ => {}
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
