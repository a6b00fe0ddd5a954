//! An article as plain words, for programs that read on: pictures with their captions and embedded media
//! are left out, blocks stand apart. Not the screen's text, which has all of it.

use dom_query::{Document, NodeRef};

use crate::text::Markup;
use crate::text::render::markup_to_plain;

/// The words of an article.
#[must_use]
pub fn plain_text(content: &Markup) -> String {
    let tree = Document::fragment(content.source());
    let seen: Vec<NodeRef<'_>> = tree.root().descendants();
    for node in seen {
        if ["figure", "img", "picture", "iframe", "video", "audio", "embed", "object"]
            .iter()
            .any(|n| node.has_name(n))
        {
            node.remove_from_parent();
        }
    }
    markup_to_plain(&Markup::clean(&tree.root().inner_html()))
}
