//! HTML to [`Document`], and the quick way to its words. It trusts no source: work and depth are
//! limited before the parser sees it, and all text is sanitised again once references are decoded.
//! Called by the screen, the command line, the store's indexer and `extract`.

mod build;
mod element;
mod entities;
mod frame;
mod guard;
mod inline;
mod kinds;
mod links;
mod list;
mod math;
mod picture;
mod places;
mod plain;
mod scan;
mod strip;
mod table;
mod tex;
mod tracker;
mod walk;

pub use guard::{MAX_DEPTH, tame};

use dom_query::Document as Tree;

use super::Markup;
use super::document::Document;
use build::Builder;
use links::Links;

/// Reads markup; relative addresses are resolved against `base` (an absolute http(s) address).
/// Never panics; depth above 512 is flattened to text. Blocks nest at most 24 deep, so a document may
/// be gone through by recursion.
#[must_use]
pub fn parse_document(markup: &Markup, base: Option<&str>) -> Document {
    let source = markup.source();
    let tree = Tree::from(&*tame(source, MAX_DEPTH));
    if !has_tags(source) {
        return Document { blocks: plain::paragraphs(&tree.text()), ..Document::default() };
    }
    let places = places::find(&tree, source, base);
    let mut builder = Builder::new(Links::new(base, tree.base_uri().as_deref()).with_places(places));
    walk::walk(&tree, &mut builder);
    builder.finish()
}

/// The visible words of markup in one line, quickly and without a DOM: for the search index, excerpts and
/// comparisons. Text of `<script>`, `<style>` and comments is left out; a tag separates words where it is a block.
#[must_use]
pub fn visible_text(markup: &Markup) -> String {
    visible_text_of(markup.source())
}

/// The same for a source that was cleaned before it was stored; whoever shows the result cleans it again.
pub(crate) fn visible_text_of(source: &str) -> String {
    strip::visible_text(source)
}

fn has_tags(source: &str) -> bool {
    let mut angles = source.match_indices('<');
    angles.any(|(at, _)| scan::tag_at(source, at).is_some())
}

#[cfg(test)]
mod tests;
