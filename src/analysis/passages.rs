//! A document to the passages that may be quoted from it: running text, quotations and items of lists.
//! Headings, captions, tables and code are no sentences and are left out.

use crate::text::document::{Block, Document, Inline};

/// Deeper nesting holds no text of an article.
const DEEPEST: usize = 24;

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its text, white space folded.
    pub text: String,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A paragraph of the article.
    Prose,
    /// A paragraph that the publisher sets apart as the words of somebody else.
    Quote,
    /// An item of a list.
    Item,
}

/// The passages of a document, in order.
#[must_use]
pub fn passages(document: &Document) -> Vec<Passage> {
    let mut found = Vec::new();
    collect(&document.blocks, PassageKind::Prose, 0, &mut found);
    found
}

fn collect(blocks: &[Block], kind: PassageKind, depth: usize, found: &mut Vec<Passage>) {
    if depth > DEEPEST {
        return;
    }
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => {
                let text = plain(inlines);
                if !text.is_empty() {
                    found.push(Passage { kind, text });
                }
            }
            Block::Quote(inner) => collect(inner, PassageKind::Quote, depth + 1, found),
            Block::List(list) => {
                for item in &list.items {
                    collect(item, PassageKind::Item, depth + 1, found);
                }
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    collect(&definition.meaning, PassageKind::Item, depth + 1, found);
                }
            }
            Block::Heading(..) | Block::Code { .. } | Block::Table(_) | Block::Figure(_) | Block::Rule => {}
        }
    }
}

fn plain(inlines: &[Inline]) -> String {
    let text: String = inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text, _) => text.as_str(),
            Inline::Break => "\n",
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::PassageKind::{Item, Prose, Quote};
    use super::*;
    use crate::text::Markup;
    use crate::text::html::parse_document;

    #[test]
    fn only_running_text_is_taken() {
        let html = "<h2>Head</h2><p>One <b>two</b>.</p><blockquote><p>Said.</p></blockquote><ul><li>Item</li></ul>\
                    <figure><img src=\"https://a.example/x.png\"><figcaption>Caption</figcaption></figure><pre>code</pre>\
                    <table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>";
        let found = passages(&parse_document(&Markup::clean(html), None));
        let kinds: Vec<(PassageKind, &str)> = found.iter().map(|p| (p.kind, p.text.as_str())).collect();
        assert_eq!(kinds, [(Prose, "One two."), (Quote, "Said."), (Item, "Item")]);
    }
}
