//! Scrolling a text that lies over the screen, the same for help and for every sheet.

use super::metrics::ListMetrics;
use crate::command::Command;

/// Moves the first line that is shown as `command` says; false if it is no movement.
pub fn scroll(top: &mut usize, command: Command, metrics: &ListMetrics) -> bool {
    let page = usize::from(metrics.body.height).max(2);
    let moved = match command {
        Command::Down => *top + 1,
        Command::Up => top.saturating_sub(1),
        Command::HalfPageDown => *top + page / 2,
        Command::HalfPageUp => top.saturating_sub(page / 2),
        Command::PageDown => *top + page - 1,
        Command::PageUp => top.saturating_sub(page - 1),
        Command::First => 0,
        Command::Last => metrics.last_top(),
        _ => return false,
    };
    *top = moved.min(metrics.last_top());
    true
}
