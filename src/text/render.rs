//! [`Document`] to plain text, Markdown and clean HTML, for the command line and for export.

use super::document::Document;

/// Unwrapped text, a blank line between blocks, without link numbers, table lines or image marks.
#[must_use]
pub fn to_plain(_document: &Document) -> String {
    todo!()
}

/// Markdown (CommonMark with tables).
#[must_use]
pub fn to_markdown(_document: &Document) -> String {
    todo!()
}

/// HTML of known tags only: safe to give to a browser.
#[must_use]
pub fn to_html(_document: &Document) -> String {
    todo!()
}
