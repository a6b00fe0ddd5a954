//! [`Document`] to plain text, Markdown and clean HTML, for the command line and for export. No
//! wrapping and no ornaments; those are `wrap`'s. All recursion is over nesting that `html` limits.

mod clean_html;
mod markdown;
mod plain;
mod standalone;

use super::document::{Document, Inline, LineEnd, Style};
use super::html::parse_document;
use super::{Markup, SafeText};

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

/// The same for a file that stands alone, and well-formed as XML: nothing in it is fetched. `picture`
/// gives what stands for the picture at an address (a `data:` address, a file); without that, a link does.
#[must_use]
pub fn to_standalone_html(document: &Document, picture: &mut dyn FnMut(&str) -> Option<String>) -> String {
    standalone::render(document, picture)
}

/// Markup as plain words.
#[must_use]
pub fn markup_to_plain(markup: &Markup) -> String {
    to_plain(&parse_document(markup, None))
}

/// A link in Markdown: `[title](address)`.
#[must_use]
pub fn markdown_link(title: &str, target: &str) -> String {
    markdown::link(title, target)
}

/// Text as Markdown that reads back as that text.
#[must_use]
pub fn escape_markdown(text: &str) -> String {
    markdown::escape_line(text)
}

/// Target of a link, if it is one that may be followed.
fn target(document: &Document, link: Option<usize>) -> Option<&str> {
    let target = document.links.get(link?)?.as_str();
    (is_web(target) || target.starts_with("mailto:")).then_some(target)
}

/// Runs that are apart only because a line may end between them, as one.
fn joined(inlines: &[Inline]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut text = String::new();
    let mut rest = inlines.iter().peekable();
    while let Some(inline) = rest.next() {
        let Inline::Text(part, style) = inline else {
            out.push(inline.clone());
            continue;
        };
        text.push_str(part.as_str());
        let plain = Style { end: LineEnd::Plain, ..*style };
        let goes_on = style.end != LineEnd::Plain
            && matches!(rest.peek(), Some(Inline::Text(_, next)) if Style { end: LineEnd::Plain, ..*next } == plain);
        if !goes_on {
            out.push(Inline::Text(SafeText::piece(&text), plain));
            text.clear();
        }
    }
    out
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

#[cfg(test)]
mod tests;
