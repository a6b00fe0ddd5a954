//! [`Document`] to plain text, Markdown and clean HTML, for the command line and for export. No
//! wrapping and no ornaments; those are `wrap`'s. All recursion is over nesting that `html` limits.

mod clean_html;
mod markdown;
mod plain;

use super::document::Document;

/// Unwrapped text, a blank line between blocks, without link numbers, table lines or image marks.
#[must_use]
pub fn to_plain(document: &Document) -> String {
    plain::render(document)
}

/// Markdown (`CommonMark` with tables and strikethrough).
#[must_use]
pub fn to_markdown(document: &Document) -> String {
    markdown::render(document)
}

/// HTML of known tags only: safe to give to a browser.
#[must_use]
pub fn to_html(document: &Document) -> String {
    clean_html::render(document)
}

/// Target of a link, if it is one that may be followed.
fn target(document: &Document, link: Option<usize>) -> Option<&str> {
    let target = document.links.get(link?)?.as_str();
    (is_web(target) || target.starts_with("mailto:")).then_some(target)
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

#[cfg(test)]
mod tests;
