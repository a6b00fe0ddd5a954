//! The integration tests: one binary, so that they link once.

mod analysis;
mod architecture;
mod cli;
mod config;
mod extract;
mod feed;
#[cfg(feature = "tui")]
mod generated;
mod net;
#[cfg(feature = "tui")]
mod pty;
mod query;
mod service;
mod site;
mod store;
mod support;
mod text;
#[cfg(feature = "tui")]
mod tui;
