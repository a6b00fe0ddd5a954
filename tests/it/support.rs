//! What the integration tests share. Not every test uses all of it.
#![allow(dead_code, reason = "each part of the tests uses what it needs")]

pub mod app;
pub mod newsroom;
pub mod server;
