//! The integration tests: one binary, so that they link once.

mod architecture;
mod cli;
mod config;
mod feed;
mod generated;
mod net;
mod site;
mod store;
mod support;
mod text;
mod tui;
