//! A panic must not be reported into an alternate screen in raw mode: the terminal is restored first.
//! A panic of a background thread ends only its task, so it is logged and the screen stays.

use std::panic;
use std::thread;

use super::terminal;
use crate::text::SafeText;

/// Puts restoring the terminal before the present panic hook; the calling thread is the one that
/// draws.
pub fn restore_terminal_first() {
    let drawing = thread::current().id();
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !terminal::is_taken() {
            report(info);
        } else if thread::current().id() == drawing {
            terminal::restore();
            report(info);
        } else {
            let what = SafeText::folded(info.payload_as_str().unwrap_or("unknown"), 300);
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            tracing::error!("a background task made a mistake: {what} ({place})");
        }
    }));
}
