//! The integration tests: one binary, so that they link once.

mod architecture;
mod cli;
mod config;
mod generated;
mod net;
mod site;
mod support;
mod text;
