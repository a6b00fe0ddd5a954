//! The integration tests: one binary, so that they link once.

mod architecture;
mod cli;
mod config;
#[cfg(feature = "tui")]
mod generated;
mod net;
mod query;
mod site;
mod store;
mod support;
mod text;
mod tui;
