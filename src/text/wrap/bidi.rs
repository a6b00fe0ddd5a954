//! Text from right to left: which way a run reads (UAX 9, rules P2 and P3), and the order in which
//! a line is seen. No shaping and no line breaking. Called by `inlines`, `margin` and `blocks`.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

use super::{Bidi, Role, Span};
use crate::text::SafeText;
use crate::text::document::{Block, Inline};

/// First character that may run from right to left; whatever is below needs no look.
const FIRST: char = '\u{590}';

/// Whether the first strong character of a run reads from right to left; `None` without one.
pub fn reads_rtl(inlines: &[Inline]) -> Option<bool> {
    inlines.iter().find_map(|inline| match inline {
        Inline::Text(text, _) => text.as_str().chars().find_map(strong),
        Inline::Break => None,
    })
}

/// Whether blocks read from right to left, by their first strong character.
pub fn blocks_read_rtl(blocks: &[Block]) -> Option<bool> {
    blocks.iter().find_map(|block| match block {
        Block::Paragraph(text) | Block::Heading(_, text) => reads_rtl(text),
        Block::List(list) => list.items.iter().find_map(|item| blocks_read_rtl(item)),
        Block::Quote(inner) => blocks_read_rtl(inner),
        Block::Definitions(definitions) => definitions.iter().find_map(|definition| {
            reads_rtl(&definition.term).or_else(|| blocks_read_rtl(&definition.meaning))
        }),
        Block::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).find_map(|c| reads_rtl(c))
        }
        Block::Figure(figure) => reads_rtl(&figure.caption),
        Block::Code { .. } | Block::Rule => None,
    })
}

fn strong(c: char) -> Option<bool> {
    if c < FIRST {
        return c.is_alphabetic().then_some(false);
    }
    match bidi_class(c) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    }
}

/// A line of text by itself in the order in which it is seen.
#[must_use]
pub fn as_seen(text: &SafeText, bidi: Bidi) -> Cow<'_, SafeText> {
    if bidi == Bidi::Terminal || !text.as_str().contains(|c| c >= FIRST) {
        return Cow::Borrowed(text);
    }
    let is_rtl = text.as_str().chars().find_map(strong) == Some(true);
    let line = Span { text: text.clone(), role: Role::Text, link: None };
    let seen: String = visual(vec![line], is_rtl).iter().map(|span| span.text.as_str()).collect();
    Cow::Owned(SafeText::piece(&seen))
}

/// The spans of a line in the order in which they are seen, from the left. The line stands for its
/// paragraph: what numbers at its start belong to is judged within it.
pub fn visual(spans: Vec<Span>, is_rtl: bool) -> Vec<Span> {
    if !is_rtl && !spans.iter().any(|span| span.text.as_str().contains(|c| c >= FIRST)) {
        return spans;
    }
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    let level = if is_rtl { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(&text, Some(level));
    let Some(paragraph) = info.paragraphs.first() else { return spans };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut out: Vec<Span> = Vec::new();
    for run in runs {
        let is_reversed = levels[run.start].is_rtl();
        let parts = within(&spans, run.start, run.end);
        if is_reversed {
            out.extend(parts.into_iter().rev().map(|(span, text)| piece(span, &reversed(text))));
        } else {
            out.extend(parts.into_iter().map(|(span, text)| piece(span, text)));
        }
    }
    out
}

/// The parts of the spans between two places of the line.
fn within(spans: &[Span], from: usize, to: usize) -> Vec<(&Span, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for span in spans {
        let text = span.text.as_str();
        let (first, last) = (from.max(start), to.min(start + text.len()));
        if first < last
            && let Some(part) = text.get(first - start..last - start)
        {
            parts.push((span, part));
        }
        start += text.len();
    }
    parts
}

fn piece(span: &Span, text: &str) -> Span {
    Span { text: SafeText::piece(text), ..span.clone() }
}

/// Graphemes from the last to the first, brackets turned round (rule L4).
fn reversed(text: &str) -> String {
    text.graphemes(true).rev().map(mirrored).collect()
}

fn mirrored(grapheme: &str) -> &str {
    const PAIRS: [(&str, &str); 8] =
        [("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("«", "»"), ("‹", "›"), ("≤", "≥"), ("「", "」")];
    let other = PAIRS.iter().find_map(|(open, close)| match grapheme {
        _ if grapheme == *open => Some(*close),
        _ if grapheme == *close => Some(*open),
        _ => None,
    });
    other.unwrap_or(grapheme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::document::Style;
    use crate::text::wrap::Role;

    fn seen(text: &str) -> String {
        let is_rtl = reads_rtl(&[Inline::Text(SafeText::piece(text), Style::default())]) == Some(true);
        let span = Span { text: SafeText::piece(text), role: Role::Text, link: None };
        visual(vec![span], is_rtl).iter().map(|span| span.text.to_string()).collect()
    }

    #[test]
    fn the_first_letter_decides() {
        for (text, expected) in [
            ("שלום abc", Some(true)),
            ("abc שלום", Some(false)),
            ("12, (نص)", Some(true)),
            ("12", None),
            ("日本", Some(false)),
        ] {
            assert_eq!(
                reads_rtl(&[Inline::Text(SafeText::piece(text), Style::default())]),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn lines_are_put_in_the_order_in_which_they_are_seen() {
        assert_eq!(seen("abc"), "abc");
        assert_eq!(seen("אבג"), "גבא");
        assert_eq!(seen("אב 12 גד"), "דג 12 בא");
        assert_eq!(seen("אב (abc) גד"), "דג (abc) בא");
        assert_eq!(seen("see אב גד!"), "see דג בא!");
        assert_eq!(seen("שָׁ"), "שָׁ", "marks stay on their letter");
    }

    #[test]
    fn spans_keep_their_roles() {
        let span = |text: &str, role| Span { text: SafeText::piece(text), role, link: None };
        let seen = visual(vec![span("אב ", Role::Text), span("גד", Role::Strong)], true);
        assert_eq!(seen, [span("דג", Role::Strong), span(" בא", Role::Text)]);
    }
}
