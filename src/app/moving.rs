//! Movements, in the measure of what moves: rows of a list or lines of a text.

use crate::command::{Command, Edit};

/// A movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// So many rows.
    Steps(isize),
    /// So many half pages.
    HalfPages(isize),
    /// So many pages.
    Pages(isize),
    /// To the start.
    First,
    /// To the end.
    Last,
}

impl Motion {
    /// The movement that a command is, if it is one.
    #[must_use]
    pub fn of(command: Command) -> Option<Self> {
        Some(match command {
            Command::Down => Self::Steps(1),
            Command::Up => Self::Steps(-1),
            Command::HalfPageDown => Self::HalfPages(1),
            Command::HalfPageUp => Self::HalfPages(-1),
            Command::PageDown => Self::Pages(1),
            Command::PageUp => Self::Pages(-1),
            Command::First => Self::First,
            Command::Last => Self::Last,
            _ => return None,
        })
    }
}

/// The movement that a command is where a line is typed above a list.
#[must_use]
pub fn line_motion(command: Command) -> Option<Motion> {
    match command {
        Command::Edit(Edit::Later) => Some(Motion::Steps(1)),
        Command::Edit(Edit::Earlier) => Some(Motion::Steps(-1)),
        Command::PageDown => Some(Motion::Pages(1)),
        Command::PageUp => Some(Motion::Pages(-1)),
        _ => None,
    }
}

/// The row after a movement from `selected` in a list of `len` rows of which `page` are on the screen.
#[must_use]
pub fn moved(motion: Motion, selected: usize, len: usize, page: usize) -> usize {
    let page = signed(page.max(2));
    match motion {
        Motion::Steps(n) => selected.saturating_add_signed(n),
        Motion::HalfPages(n) => selected.saturating_add_signed(n * (page / 2)),
        Motion::Pages(n) => selected.saturating_add_signed(n * page),
        Motion::First => 0,
        Motion::Last => len.saturating_sub(1),
    }
}

/// A size as a distance.
#[must_use]
pub fn signed(n: usize) -> isize {
    isize::try_from(n).unwrap_or(isize::MAX)
}
