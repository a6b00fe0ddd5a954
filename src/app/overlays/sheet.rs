//! A sheet: a text over the screen that is read and scrolled, with what is known about a feed, a
//! category or an entry. It is written by `app::about`.

use super::{Layer, Outcome};
use crate::app::metrics::ListMetrics;
use crate::app::room::Room;
use crate::app::scroll::scroll;
use crate::command::{Command, Context};
use crate::text::SafeText;

/// A text over the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its title.
    pub title: SafeText,
    /// What it says.
    pub facts: Vec<Fact>,
    /// First line on the screen.
    pub top: usize,
}

/// A piece of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A name and what stands for it.
    Named(&'static str, SafeText),
    /// Something that is not as it should be.
    Trouble(SafeText),
    /// A paragraph.
    Text(SafeText),
    /// Nothing.
    Blank,
}

impl Sheet {
    /// A sheet, from its top.
    #[must_use]
    pub fn new(title: SafeText, facts: Vec<Fact>) -> Self {
        Self { title, facts, top: 0 }
    }
}

impl Layer for Sheet {
    fn context(&self) -> Context {
        Context::Sheet
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if scroll(&mut self.top, command, &room.desk.metrics.overlay) {
            return Outcome::handled();
        }
        match command {
            Command::About | Command::Back | Command::Leave | Command::Open => Outcome::closed(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.top = metrics.offset;
    }
}
