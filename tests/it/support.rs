//! What the integration tests share. Not every test uses all of it.
#![allow(dead_code, reason = "each part of the tests uses what it needs")]

#[cfg(feature = "tui")]
pub mod app;
#[cfg(feature = "tui")]
pub mod newsroom;
#[cfg(feature = "tui")]
pub mod pty;
pub mod server;
pub mod xml;
pub mod zip;
