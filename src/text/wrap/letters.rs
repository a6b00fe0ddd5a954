//! The letters that anchors count, and where the text at one anchor stands in another text: the feed's own
//! and the whole article begin alike, but not at the same place. Called by the article pane.

use crate::text::document::{Block, Document, Inline};

/// Letters by which a place is known again, the surest first.
const LENGTHS: [usize; 3] = [60, 30, 14];

/// The anchor in `other` of the text that stands at `anchor` in `document`; `None` where it is not there.
#[must_use]
pub fn same_place(document: &Document, other: &Document, anchor: usize) -> Option<usize> {
    let (from, to) = (of(document), of(other));
    let rest = from.get(anchor..)?;
    let share = |at: usize| (at * from.len()).abs_diff(anchor * to.len());
    LENGTHS.iter().find_map(|length| {
        let wanted = rest.get(..*length)?;
        let starts = (0..to.len()).filter(|at| to[*at..].starts_with(wanted));
        starts.min_by_key(|at| share(*at))
    })
}

/// The words of the first paragraph that does not end before an anchor.
#[must_use]
pub fn paragraph_at(document: &Document, anchor: usize) -> Option<String> {
    let mut passed = Vec::new();
    document.blocks.iter().find_map(|block| {
        push_blocks(std::slice::from_ref(block), &mut passed);
        let Block::Paragraph(inlines) = block else { return None };
        if passed.len() <= anchor {
            return None;
        }
        let texts = inlines.iter().map(|inline| match inline {
            Inline::Text(text, _) => text.as_str(),
            Inline::Break => " ",
        });
        let words = texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    })
}

/// All characters in the order in which they are set, spaces left out: an anchor is an index into them.
fn of(document: &Document) -> Vec<char> {
    let mut out = Vec::new();
    push_blocks(&document.blocks, &mut out);
    out
}

fn push_blocks(blocks: &[Block], out: &mut Vec<char>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading(_, text) => push_run(text, out),
            Block::List(list) => list.items.iter().for_each(|item| push_blocks(item, out)),
            Block::Quote(inner) => push_blocks(inner, out),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    push_run(&definition.term, out);
                    push_blocks(&definition.meaning, out);
                }
            }
            Block::Code { lines, .. } => lines.iter().for_each(|line| push(line.as_str(), out)),
            Block::Figure(figure) => {
                push(&super::blocks::mark_of(figure), out);
                push_run(&figure.caption, out);
            }
            Block::Table(table) => {
                push_run(&table.caption, out);
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| push_run(cell, out));
            }
            Block::Rule => {}
        }
    }
}

fn push_run(text: &[Inline], out: &mut Vec<char>) {
    for inline in text {
        if let Inline::Text(text, _) = inline {
            push(text.as_str(), out);
        }
    }
}

fn push(text: &str, out: &mut Vec<char>) {
    out.extend(text.chars().filter(|c| !c.is_whitespace()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Markup;
    use crate::text::html::parse_document;
    use crate::text::wrap::{Layout, to_lines};

    #[test]
    fn the_paragraph_at_a_place_is_found_by_what_stands_before_it() {
        let text = document("<h2>ab</h2><p>c d<br>e</p><ul><li>fg</li></ul><p>hi</p><hr>");
        let found = |anchor| paragraph_at(&text, anchor);
        for anchor in 0..5 {
            assert_eq!(found(anchor).as_deref(), Some("c d e"), "{anchor}");
        }
        // The mark of the list is no letter of the text.
        assert_eq!((found(6).as_deref(), found(8).as_deref(), found(9)), (Some("hi"), Some("hi"), None));
    }

    fn document(html: &str) -> Document {
        parse_document(&Markup::clean(html), Some("https://a.example/"))
    }

    #[test]
    fn letters_are_counted_as_lines_count_them() {
        let html = "<h2>One</h2><p>two <b>three</b></p><ul><li>four</ul><blockquote>five</blockquote><pre>a b\nc</pre>\
                    <dl><dt>d<dd>e</dl><figure><img src=/i alt='f g'><figcaption>h</figcaption></figure>\
                    <table><caption>i</caption><tr><th>j<th>k<tr><td>1<td>2</table><p>end";
        let document = document(html);
        let last = to_lines(&document, &Layout::default()).last().map(|line| line.anchor);
        assert_eq!(last, Some(of(&document).len() - "end".len()));
    }

    #[test]
    fn a_place_is_found_by_its_words() {
        let own = document("<p>A teaser of it.</p><p>The regulator cleared the restart on Thursday.</p>");
        let full = document(
            "<h2>Head</h2><p>By somebody, who writes.</p><p>The regulator cleared the restart on Thursday.</p><p>More.</p>",
        );
        let at = |document: &Document, words: &str| {
            let wanted: Vec<char> = words.chars().filter(|c| !c.is_whitespace()).collect();
            of(document).windows(wanted.len()).position(|window| window == wanted)
        };
        let place = at(&own, "The regulator").expect("it is there");
        assert_eq!(same_place(&own, &full, place), at(&full, "The regulator"));
        assert_eq!(same_place(&full, &own, at(&full, "More.").expect("it is there")), None);
        assert_eq!(same_place(&own, &full, 10_000), None);
    }
}
