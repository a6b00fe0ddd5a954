//! A piece of a text around the first hit, with « » around every hit in it.

use std::ops::Range;

use super::Text;
use super::terms::Terms;
use crate::text::SafeText;
use crate::text::words::{joined, occurrences};

/// Characters of an excerpt.
const LENGTH: usize = 140;
/// Characters before the first hit.
const BEFORE: usize = 40;
/// Characters that a cut may move to fall between words.
const SLACK: usize = 16;

/// The piece around the first hit, or the start of the text where only the headline has one; `None`
/// without a text.
pub(super) fn excerpt(text: &Text, terms: &Terms) -> Option<SafeText> {
    let Text { words: text, first } = text;
    if text.trim().is_empty() {
        return None;
    }
    let by_regex = terms.regexes().iter().filter_map(|regex| regex.find(text)).map(|found| found.start());
    let first = by_regex.chain(*first).min().unwrap_or(0);
    let window = window(text, first);
    let piece = &text[window.clone()];
    let mut out = String::with_capacity(piece.len() + 16);
    if window.start > 0 {
        out.push('…');
    }
    let mut at = 0;
    for hit in marks(piece, terms) {
        out.push_str(&piece[at..hit.start]);
        out.push('«');
        out.push_str(&piece[hit.clone()]);
        out.push('»');
        at = hit.end;
    }
    out.push_str(&piece[at..]);
    if window.end < text.len() {
        out.push('…');
    }
    Some(SafeText::new(&out))
}

/// The part of the text that is shown, cut between words where there are any.
fn window(text: &str, hit: usize) -> Range<usize> {
    let back = text[..hit].char_indices().rev().take(BEFORE).last().map_or(hit, |(at, _)| at);
    let mut start = back;
    if back > 0 {
        let near = text[back..hit].char_indices().take(SLACK).find(|(_, c)| c.is_whitespace());
        start = near.map_or(back, |(at, c)| back + at + c.len_utf8());
    }
    let limit = text[start..].char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| start + at);
    let mut end = limit;
    if limit < text.len() {
        let near = text[start..limit].char_indices().rev().take(SLACK).find(|(_, c)| c.is_whitespace());
        end = near.map_or(limit, |(at, _)| start + at);
    }
    start..end
}

/// Where the hits stand, joined where they touch.
fn marks(piece: &str, terms: &Terms) -> Vec<Range<usize>> {
    let mut found = occurrences(piece, terms.marks());
    for regex in terms.regexes() {
        found.extend(regex.find_iter(piece).map(|hit| hit.range()).filter(|range| !range.is_empty()));
    }
    joined(found)
}
