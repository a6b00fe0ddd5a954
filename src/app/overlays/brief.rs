//! The brief, a page of its own: what happened since the person last looked, by category, each story with the
//! sentence that stands for it. A story is opened from here.

use super::{Layer, Outcome};
use crate::app::cursor::ListCursor;
use crate::app::effect::{Effect, Effects};
use crate::app::loadable::Loadable;
use crate::app::metrics::ListMetrics;
use crate::app::moving::Motion;
use crate::app::room::{Desk, Room};
use crate::command::{Command, Context};
use crate::domain::{self, BriefStory, Event, Timestamp};

/// How far back one can look, in hours, beyond the last look.
const BACK: [i64; 4] = [24, 3 * 24, 7 * 24, 30 * 24];

/// The brief on the screen.
#[derive(Clone, Debug)]
pub struct Brief {
    /// What happened.
    pub content: Loadable<Box<domain::Brief>>,
    /// The selection among its stories.
    pub cursor: ListCursor,
    /// From when on the person looks.
    since: Timestamp,
    /// When the person last looked.
    last_look: Timestamp,
}

impl Brief {
    /// The brief since the last look, which is still to be made, and the order to make it.
    #[must_use]
    pub fn open(desk: &mut Desk<'_>) -> (Self, Effects) {
        let since = desk.preferences.looked.since(desk.ctx.moment.now);
        let content = Loadable::Idle;
        let mut brief = Self { content, cursor: ListCursor::default(), since, last_look: since };
        let effects = brief.look(since, desk);
        desk.preferences.looked.look(desk.ctx.moment.now);
        (brief, effects)
    }

    fn look(&mut self, since: Timestamp, desk: &mut Desk<'_>) -> Effects {
        let request = desk.requests.issue();
        self.since = since;
        self.content.begin(request);
        vec![Effect::MakeBrief { request, since }]
    }

    /// Looks further back, or less far.
    fn look_from(&mut self, further: bool, desk: &mut Desk<'_>) -> Outcome {
        let now = desk.ctx.moment.now;
        let ago = |hours: &i64| now.checked_sub(jiff::SignedDuration::from_hours(*hours)).unwrap_or(now);
        let mut starts: Vec<Timestamp> = BACK.iter().map(ago).chain([self.last_look]).collect();
        starts.sort_unstable();
        let next = if further {
            starts.iter().rev().find(|start| **start < self.since)
        } else {
            starts.iter().find(|start| **start > self.since)
        };
        match next {
            Some(next) => Outcome::Handled(self.look(*next, desk)),
            None => Outcome::handled(),
        }
    }

    /// The stories in their order.
    #[must_use]
    pub fn stories(&self) -> Vec<&BriefStory> {
        self.content.shown().map_or_else(Vec::new, |brief| brief.shown().collect())
    }

    fn go(&self, room: &mut Room<'_, '_>) -> Outcome {
        let Some(place) = self.stories().get(self.cursor.selected).map(|story| story.place) else {
            return Outcome::handled();
        };
        Outcome::Closed(room.main.go_to_entry(place.entry, place.feed, 0, room.desk))
    }
}

impl Layer for Brief {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(motion) = Motion::of(command) {
            self.cursor.go(motion, self.stories().len(), room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Open => self.go(room),
            Command::Left => self.look_from(true, room.desk),
            Command::Right => self.look_from(false, room.desk),
            Command::Refresh => Outcome::Handled(self.look(self.since, room.desk)),
            Command::Brief | Command::Back | Command::Leave => Outcome::closed(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn on_click(&mut self, row: usize, room: &mut Room<'_, '_>) -> Outcome {
        if self.cursor.selected == row {
            return self.go(room);
        }
        self.cursor.move_to(row, self.stories().len());
        Outcome::handled()
    }

    fn on_event(&mut self, event: &Event, _room: &mut Room<'_, '_>) -> Effects {
        match event {
            Event::BriefMade { request, brief } if self.content.awaits(*request) => {
                self.content = Loadable::Ready(brief.clone());
                self.cursor.move_to(self.cursor.selected, self.stories().len());
            }
            Event::LoadFailed { request, reason } if self.content.awaits(*request) => {
                self.content = Loadable::Failed(reason.clone());
            }
            _ => {}
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
