//! What changed in an article: one edit at a time, from a former version to the next, the newest first
//! on the screen.

use super::{Layer, Outcome};
use crate::app::effect::{Effect, Effects};
use crate::app::loadable::Loadable;
use crate::app::metrics::ListMetrics;
use crate::app::request::Requests;
use crate::app::room::Room;
use crate::app::scroll::scroll;
use crate::command::{Command, Context};
use crate::domain::{Edit, EntryRow, Event, Timestamp};
use crate::text::SafeText;

/// The edits of an entry.
#[derive(Clone, Debug)]
pub struct Versions {
    /// The headline as it is now.
    pub title: SafeText,
    /// When tidings first saw the entry.
    pub first_seen: Timestamp,
    /// Edits, oldest first.
    pub edits: Loadable<Vec<Edit>>,
    /// The one that is shown.
    pub shown: usize,
    /// First line on the screen.
    pub top: usize,
}

impl Versions {
    /// The edits of an entry, which are still to be read, and the order to read them.
    #[must_use]
    pub fn open(row: &EntryRow, requests: &mut Requests) -> (Self, Effects) {
        let request = requests.issue();
        let mut edits = Loadable::Idle;
        edits.begin(request);
        let versions = Self { title: row.title.clone(), first_seen: row.fetched, edits, shown: 0, top: 0 };
        (versions, vec![Effect::LoadEdits { request, entry: row.id }])
    }

    /// The edit that is shown, and how many there are.
    #[must_use]
    pub fn edit(&self) -> Option<(&Edit, usize)> {
        let edits = self.edits.shown()?;
        Some((edits.get(self.shown)?, edits.len()))
    }

    fn turn(&mut self, forward: bool) {
        let len = self.edits.shown().map_or(0, Vec::len);
        let next = if forward { self.shown + 1 } else { self.shown.saturating_sub(1) };
        if next != self.shown && next < len {
            (self.shown, self.top) = (next, 0);
        }
    }
}

impl Layer for Versions {
    fn context(&self) -> Context {
        Context::Sheet
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if scroll(&mut self.top, command, &room.desk.metrics.overlay) {
            return Outcome::handled();
        }
        match command {
            Command::EarlierVersion => self.turn(false),
            Command::LaterVersion => self.turn(true),
            Command::WhatChanged | Command::Back | Command::Leave | Command::Open => {
                return Outcome::closed();
            }
            Command::Quit | Command::Suspend | Command::Help => return Outcome::Pass,
            _ => {}
        }
        Outcome::handled()
    }

    fn on_event(&mut self, event: &Event, _room: &mut Room<'_, '_>) -> Effects {
        match event {
            Event::EditsLoaded { request, edits } if self.edits.awaits(*request) => {
                self.shown = edits.len().saturating_sub(1);
                self.edits = Loadable::Ready(edits.clone());
            }
            Event::LoadFailed { request, reason } if self.edits.awaits(*request) => {
                self.edits = Loadable::Failed(reason.clone());
            }
            _ => {}
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.top = metrics.offset;
    }
}
