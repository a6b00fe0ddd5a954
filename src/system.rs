//! The few programs that tidings starts, and the clipboard: argv only, never a shell; detached from
//! the screen, or given the terminal for as long as they run.
//!
//! Not here: which address is opened and when. Called by `cli` and `runtime`.

pub mod browser;
pub mod clipboard;
pub mod foreground;
pub mod pipe;

pub use browser::{BrowserError, Opening, open_in_browser, plan_opening};
pub use foreground::{ForegroundError, editor_command, run_in_foreground};
pub use pipe::{PipeError, Piped, draws_in_terminal};
