//! The part of a wide line that is on the screen, with a sign at each end behind which it goes on. Called by
//! the article pane when it draws.

use super::PageLine;
use crate::text::SafeText;
use crate::text::width::graphemes;
use crate::ui::glyphs::Glyphs;
use crate::ui::theme::Face;

/// The columns of a line from `from` on, at most `width`.
pub fn window(line: &PageLine, from: usize, width: usize, glyphs: Glyphs) -> PageLine {
    let columns: usize =
        line.spans.iter().flat_map(|(text, _)| graphemes(text.as_str())).map(|(_, columns)| columns).sum();
    let has_left = from > 0 && columns > 0;
    let has_right = columns > from + width;
    let first = from + usize::from(has_left);
    let end = from + width.saturating_sub(usize::from(has_right));
    let mut shown = PageLine { target: line.target.clone(), breadth: line.breadth, ..PageLine::default() };
    if has_left {
        shown.spans.push((SafeText::piece(glyphs.more_left), Face::Ornament));
    }
    let mut column = 0;
    for (index, (text, face)) in line.spans.iter().enumerate() {
        let piece = part(text.as_str(), &mut column, first, end);
        if piece.is_empty() {
            continue;
        }
        let place = shown.spans.len();
        shown.spans.push((SafeText::piece(&piece), *face));
        let here = |span: &usize| *span == index;
        shown
            .links
            .extend(line.links.iter().filter(|(span, _)| here(span)).map(|(_, url)| (place, url.clone())));
        shown.jumps.extend(line.jumps.iter().filter(|(span, _)| here(span)).map(|(_, to)| (place, *to)));
    }
    if has_right {
        shown.spans.push((SafeText::piece(glyphs.more_right), Face::Ornament));
    }
    shown
}

/// What of a text that begins at `column` lies between two columns; half of a wide sign is a space.
fn part(text: &str, column: &mut usize, first: usize, end: usize) -> String {
    let mut out = String::new();
    for (grapheme, columns) in graphemes(text) {
        let (from, to) = (*column, *column + columns);
        *column = to;
        if from >= first && to <= end {
            out.push_str(grapheme);
        } else {
            let seen = to.min(end).saturating_sub(from.max(first));
            out.extend(std::iter::repeat_n(' ', seen));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;

    fn shown(line: &PageLine, from: usize, columns: usize) -> String {
        let window = window(line, from, columns, Glyphs::UNICODE);
        window.spans.iter().map(|(text, _)| text.as_str()).collect()
    }

    fn line(pieces: &[&str]) -> PageLine {
        let spans = pieces.iter().map(|piece| (SafeText::piece(piece), Face::Text)).collect();
        PageLine { spans, ..PageLine::default() }
    }

    #[test]
    fn signs_stand_where_a_line_goes_on() {
        let line = line(&["abcde", "fghij"]);
        assert_eq!(shown(&line, 0, 6), "abcde›");
        assert_eq!(shown(&line, 2, 6), "‹defg›");
        assert_eq!(shown(&line, 4, 6), "‹fghij");
        assert_eq!(shown(&line, 0, 10), "abcdefghij");
        assert_eq!(shown(&super::super::PageLine::default(), 4, 6), "");
    }

    #[test]
    fn half_of_a_wide_sign_is_a_space() {
        let line = line(&["日本語日本語"]);
        assert_eq!(shown(&line, 0, 6), "日本 ›");
        assert_eq!(shown(&line, 1, 6), "‹本語›");
        assert_eq!(shown(&line, 2, 7), "‹ 語日›");
    }

    proptest::proptest! {
        #[test]
        fn a_part_is_never_wider_than_its_room(pieces in proptest::collection::vec("[a-z 日é👩]{0,8}", 0..5), from in 0_usize..30, columns in 2_usize..30) {
            let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
            proptest::prop_assert!(width(&shown(&line(&pieces), from, columns)) <= columns);
        }
    }
}
