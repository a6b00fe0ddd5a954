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
pub fn visible_text(_markup: &Markup) -> String {
    todo!()
}
