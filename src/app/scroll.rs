//! Scrolling a text that lies over the screen, the same for help and for every sheet.

use super::metrics::ListMetrics;
use crate::command::Command;

/// The first line after `command`; `None` if it is no movement.
#[must_use]
pub fn scrolled(top: usize, command: Command, metrics: &ListMetrics) -> Option<usize> {
    let page = usize::from(metrics.body.height).max(2);
    let top = match command {
        Command::Down => top + 1,
        Command::Up => top.saturating_sub(1),
        Command::HalfPageDown => top + page / 2,
        Command::HalfPageUp => top.saturating_sub(page / 2),
        Command::PageDown => top + page - 1,
        Command::PageUp => top.saturating_sub(page - 1),
        Command::First => 0,
        Command::Last => metrics.last_top(),
        _ => return None,
    };
    Some(top.min(metrics.last_top()))
}
