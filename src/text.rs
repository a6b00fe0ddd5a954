//! Text from its arrival to the lines of a screen: safe strings, HTML to [`Document`],
//! documents to wrapped lines, widths. Pure, and the bottom of the import order: it knows no feed,
//! no store and no terminal library. Called by every other module.

pub mod diff;
pub mod document;
pub mod epub;
pub mod find;
#[cfg(feature = "tui")]
pub mod highlight;
pub mod html;
pub mod render;
pub mod sanitize;
pub mod slug;
pub mod width;
pub mod words;
pub mod wrap;

pub use document::Document;
pub use sanitize::{Markup, RemoteText, SafeText};
