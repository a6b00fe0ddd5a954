//! # tidings: the news, in a terminal
//!
//! The architecture, as it stands. The screen of the reader, with the names used in the code:
//!
//! ```text
//!   Sources pane          │  Entries pane                │  Article pane
//!   smart feeds           │ ● title, up to two lines  2h │  ← way back            3 of 38
//!   categories, feeds     │   publisher                  │  headline
//!                         │                              │  publisher · via feed · date
//!   keys line (what matters here)
//!   status line (progress, messages)
//! ```
//!
//! The store is the truth; the reader's `Model` is a read copy of what is on the screen. The
//! command line and the reader call the same functions of [`service`]. Updates are pure: a message
//! goes in, a changed `Model` and a list of `Effect`s come out, and only `runtime` runs effects.
//!
//! ## Who may import whom
//!
//! [`text`] is the bottom and imports nothing; [`domain`] imports `text`; every other module may
//! import both. Beyond that a module imports only what its row names; `tests/it/architecture.rs`
//! holds the same table and fails on any other edge.
//!
//! | module | may also import |
//! |---|---|
//! | [`query`], [`feed`], [`extract`], [`net`], [`story`], [`media`], [`system`] | — |
//! | [`analysis`] | story |
//! | [`command`], [`store`] | query |
//! | [`site`] | feed, net (types only) |
//! | [`config`] | query, command |
//! | [`service`] | query, config, feed, extract, story, site, net, media, analysis, store |
//! | `app` (feature `tui`) | query, command, config |
//! | `ui` (feature `tui`) | command, config, media, app |
//! | [`cli`] | query, command, config, system, store, service |
//! | `runtime` (feature `tui`) | command, config, media, system, store, service, app, ui |
//! | `main` | config, net, store, service, cli, runtime |

pub mod analysis;
pub mod cli;
pub mod command;
pub mod config;
pub mod domain;
pub mod extract;
pub mod feed;
pub mod media;
pub mod net;
pub mod query;
pub mod service;
pub mod site;
pub mod store;
pub mod story;
pub mod system;
pub mod text;

#[cfg(feature = "tui")]
pub mod app;
#[cfg(feature = "tui")]
pub mod runtime;
#[cfg(feature = "tui")]
pub mod ui;
