//! The integration tests: one binary, so that they link once.

mod architecture;
mod cli;
mod config;
mod generated;
mod net;
mod pty;
mod query;
mod site;
mod store;
mod support;
mod text;
mod tui;
