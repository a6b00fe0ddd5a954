//! The few programs that tidings starts: argv only, never a shell, detached from the screen.
//!
//! Not here: which address is opened and when. Called by `cli` and `runtime`.

pub mod browser;

pub use browser::{BrowserError, open_in_browser};
