//! What lies over the screen. Overlays are a stack: the top one sees a command first and handles it,
//! passes it on, or closes.

pub mod help;

pub use help::Help;

use super::effect::Effects;
use super::metrics::ArticleMetrics;
use crate::command::{Command, Context};

/// An overlay.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The keys of the place below.
    Help(Help),
}

/// What an overlay did with a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is done.
    Handled(Effects),
    /// It is done, and the overlay goes.
    Closed(Effects),
    /// It is not for this overlay.
    Pass,
}

impl Overlay {
    /// Its place for the keymap.
    #[must_use]
    pub fn context(&self) -> Context {
        match self {
            Self::Help(_) => Context::Help,
        }
    }

    /// Gives it a command.
    pub fn on_command(&mut self, command: Command, metrics: &ArticleMetrics) -> Outcome {
        match self {
            Self::Help(help) => help.on_command(command, metrics),
        }
    }

    /// Takes over what a frame measured.
    pub fn adopt(&mut self, metrics: &ArticleMetrics) {
        match self {
            Self::Help(help) => help.top = metrics.top,
        }
    }
}
