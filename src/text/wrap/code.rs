//! Lines of code: they keep their indentation and get the roles of their words. What is too long for the
//! room goes on behind a sign, or is kept whole to be scrolled sideways. Called by `blocks`.

use super::inlines::{Line, text_weight};
use super::margin::span;
use super::{Breadth, Ornaments, Role, Span, Wide, flow};
use crate::text::SafeText;
use crate::text::document::{CodePart, CodeParts};
use crate::text::width::width;

/// Columns in which no sign stands before what goes on.
const NO_SIGN: usize = 6;

/// How a block of code is set.
#[derive(Clone, Copy)]
pub struct Setting<'c> {
    /// Columns.
    pub room: usize,
    /// What becomes of lines that are wider.
    pub wide: Wide,
    /// Characters for signs.
    pub ornaments: Ornaments,
    /// What the words of all code of the document are.
    pub parts: &'c CodeParts,
    /// The number of this block among the blocks of code.
    pub number: usize,
}

/// The lines of a block, each with the characters of its line of code, spaces not counted.
pub fn lines(code: &[SafeText], setting: Setting<'_>) -> Vec<(Vec<Line>, usize)> {
    let widest = code.iter().map(|line| width(line.as_str())).max().unwrap_or_default();
    let breadth = Breadth::of(widest, setting.room, setting.wide);
    let set = code.iter().enumerate().map(|(number, text)| {
        let text = text.as_str();
        let parts = setting.parts.of_line(setting.number, number, text);
        let whole = matches!(breadth, Breadth::Wide(_)) || width(text) <= setting.room;
        let mut set = if whole {
            vec![Line { spans: spans(text, 0, text.len(), parts), ..Line::default() }]
        } else {
            cut(text, setting, parts)
        };
        for line in &mut set {
            line.breadth = breadth;
        }
        (set, text_weight(text))
    });
    set.collect()
}

fn cut(text: &str, setting: Setting<'_>, parts: &[CodePart]) -> Vec<Line> {
    let sign = match setting.ornaments {
        _ if setting.room <= NO_SIGN => "",
        Ornaments::Unicode => "↪ ",
        Ornaments::Ascii => "\\ ",
    };
    let mut set = Vec::new();
    let (mut weight, mut from) = (0, 0);
    for (at, piece) in flow::cut(text, setting.room - width(sign)).iter().enumerate() {
        let mut line = Line { at: weight, ..Line::default() };
        if at > 0 && !sign.is_empty() {
            line.spans.push(span(sign, Role::Ornament));
        }
        // What is wider than the whole room was replaced, and then the parts no longer fit.
        let is_same = text.get(from..).is_some_and(|rest| rest.starts_with(piece.as_str()));
        if is_same {
            line.spans.extend(spans(text, from, from + piece.len(), parts));
            from += piece.len();
        } else {
            line.spans.push(span(piece, Role::Code));
            from = usize::MAX;
        }
        weight += text_weight(piece);
        set.push(line);
    }
    set
}

/// The text from one byte to another in pieces of one role.
fn spans(text: &str, from: usize, to: usize, parts: &[CodePart]) -> Vec<Span> {
    let plain = [(text.len(), None)];
    let parts = if parts.is_empty() { &plain[..] } else { parts };
    let mut out = Vec::new();
    let mut start = 0;
    for (bytes, role) in parts {
        let (first, last) = (start.max(from), (start + bytes).min(to));
        start += bytes;
        if let Some(piece) = text.get(first..last).filter(|piece| !piece.is_empty()) {
            out.push(span(piece, role.map_or(Role::Code, Role::CodeWord)));
        }
    }
    if out.is_empty() {
        out.push(span("", Role::Code));
    }
    out
}
