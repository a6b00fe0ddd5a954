//! How the panes look; what they hold is in `app::panes`, under the same names.

pub mod article;
pub mod entries;
pub mod sources;
