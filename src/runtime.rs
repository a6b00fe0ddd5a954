//! Drives the reader: takes one message, drains all that wait, draws once; runs the effects that
//! updates return. The only place that knows the terminal, tasks and timers of the reader.
//!
//! [`run()`] is what `main` calls; [`run_on`] is the same loop over any [`Screen`] and stream of
//! [`TerminalEvent`]s, which is how tests drive it.

mod beginning;
mod changes;
mod debounce;
mod downloads;
mod editor;
mod effects;
mod first_run;
mod hyperlinks;
mod images;
mod input;
mod keyboard;
mod last_resort;
mod look;
mod others;
mod output;
mod panic;
mod pipe;
mod reads;
mod run;
mod saving;
mod screen_orders;
mod surroundings;
mod tasks;
pub mod terminal;
mod writes;

use crate::config::Environment;
use crate::service::Services;
use terminal::{TerminalScreen, Wishes};

pub use beginning::Beginning;
pub use editor::Editor;
pub use input::TerminalEvent;
pub use look::{Look, load_theme};
pub use panic::restore_terminal_first as restore_terminal_before_panics;
pub use run::run_on;
pub use surroundings::Surroundings;
pub use terminal::Screen;

/// The reader on the terminal of this process, until the person quits or the terminal is gone. The
/// terminal is as it was when this returns, and before any panic is reported.
pub async fn run(services: Services) -> anyhow::Result<()> {
    let beginning = Beginning::of(&services);
    let environment = Environment::read();
    let look = Look::of(&services.settings, &services.paths, &environment);
    panic::restore_terminal_first();
    let wishes = Wishes { mouse: services.settings.mouse, links: environment.takes_links() };
    let mut screen = TerminalScreen::enter(wishes)?;
    let events = screen.events()?;
    last_resort::end_when_asked()?;
    let surroundings = Surroundings::of(&services, environment);
    let result = run_on(services, &mut screen, events, look, surroundings, beginning).await;
    screen.leave();
    result
}
