//! Greedy line breaking over tagged pieces of text: by grapheme and column, at spaces, hyphens and
//! between East Asian characters. It knows nothing of documents; `wrap` and `width` call it.

use crate::text::width::graphemes;

/// Stands for a character that is wider than the whole line.
const TOO_WIDE: &str = "?";

/// What is set: text with the tag that its run keeps, or a forced end of the line.
#[derive(Clone, Debug)]
pub struct Piece<'a, T> {
    text: Option<&'a str>,
    tag: T,
}

impl<'a, T> Piece<'a, T> {
    /// A run of text.
    pub fn text(text: &'a str, tag: T) -> Self {
        Self { text: Some(text), tag }
    }

    /// A forced end of the line.
    pub fn line_end(tag: T) -> Self {
        Self { text: None, tag }
    }
}

/// A line: runs of text, neighbours with different tags.
pub type Line<T> = Vec<(String, T)>;

/// A grapheme on its way to a line.
struct Cell<'a, T> {
    text: &'a str,
    columns: usize,
    tag: T,
    is_space: bool,
}

/// Sets the pieces in lines of at most `width` columns (at least 1). Spaces at both ends of a line
/// fall away; a word longer than the line is cut.
pub fn wrap<T: Copy + PartialEq>(pieces: &[Piece<'_, T>], width: usize) -> Vec<Line<T>> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for paragraph in pieces.split(|piece| piece.text.is_none()) {
        wrap_paragraph(&cells_of(paragraph, width), width, &mut lines);
    }
    lines
}

/// Cuts one line of code every `width` columns and keeps its spaces.
pub fn cut(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for cell in cells_of(&[Piece::text(text, ())], width.max(1)) {
        if used + cell.columns > width.max(1) {
            lines.push(String::new());
            used = 0;
        }
        used += cell.columns;
        if let Some(line) = lines.last_mut() {
            line.push_str(cell.text);
        }
    }
    lines
}

fn cells_of<'a, T: Copy>(pieces: &[Piece<'a, T>], width: usize) -> Vec<Cell<'a, T>> {
    let mut cells = Vec::new();
    for piece in pieces {
        for (text, columns) in graphemes(piece.text.unwrap_or_default()) {
            if columns <= width {
                let is_space = is_breaking_space(text);
                let text = if is_fixed_space(text) { " " } else { text };
                cells.push(Cell { text, columns, tag: piece.tag, is_space });
            } else {
                push_parts(&mut cells, text, piece.tag, width);
            }
        }
    }
    cells
}

/// A grapheme wider than the line: its characters one by one, those that are still too wide as `?`.
fn push_parts<'a, T: Copy>(cells: &mut Vec<Cell<'a, T>>, text: &'a str, tag: T, width: usize) {
    for (start, c) in text.char_indices() {
        let part = &text[start..start + c.len_utf8()];
        let columns: usize = graphemes(part).map(|(_, columns)| columns).sum();
        let (text, columns) = if columns <= width { (part, columns) } else { (TOO_WIDE, 1) };
        cells.push(Cell { text, columns, tag, is_space: false });
    }
}

fn wrap_paragraph<T: Copy + PartialEq>(cells: &[Cell<'_, T>], width: usize, lines: &mut Vec<Line<T>>) {
    let mut start = 0;
    let mut used = 0;
    // Where the line may end: the index of the first cell of the next one.
    let mut break_at = None;
    let mut at = 0;
    while at < cells.len() {
        let cell = &cells[at];
        if at == start && cell.is_space {
            start += 1;
            at += 1;
            continue;
        }
        if at > start && may_break(cells, at) {
            break_at = Some(at);
        }
        if used + cell.columns > width && !cell.is_space {
            let end = break_at.unwrap_or(at);
            lines.push(line_of(&cells[start..end]));
            start = end;
            at = end;
            used = 0;
            break_at = None;
            continue;
        }
        used += cell.columns;
        at += 1;
    }
    lines.push(line_of(&cells[start..]));
}

fn line_of<T: Copy + PartialEq>(cells: &[Cell<'_, T>]) -> Line<T> {
    let end = cells.iter().rposition(|cell| !cell.text.trim().is_empty()).map_or(0, |last| last + 1);
    let mut line: Line<T> = Vec::new();
    for cell in &cells[..end] {
        match line.last_mut() {
            Some((text, tag)) if *tag == cell.tag => text.push_str(cell.text),
            _ => line.push((cell.text.to_owned(), cell.tag)),
        }
    }
    line
}

/// Whether a line may end before `cells[at]`.
fn may_break<T>(cells: &[Cell<'_, T>], at: usize) -> bool {
    let (before, after) = (&cells[at - 1], &cells[at]);
    if after.is_space || is_forbidden_start(after.text) || is_forbidden_end(before.text) {
        return false;
    }
    if before.is_space {
        return true;
    }
    if matches!(before.text, "-" | "‐" | "–" | "—") {
        let inside_word = at > 1 && is_letter(cells[at - 2].text) && is_letter(after.text);
        return inside_word;
    }
    let closes = matches!(after.text, ")" | "]" | "}" | "," | "." | "!" | "?" | ":" | ";" | "%" | "\"");
    let opens = matches!(before.text, "(" | "[" | "{" | "\"");
    (is_ideograph(before.text) && !closes) || (is_ideograph(after.text) && !opens)
}

fn first_char(text: &str) -> char {
    text.chars().next().unwrap_or(' ')
}

fn is_letter(text: &str) -> bool {
    first_char(text).is_alphabetic()
}

fn is_breaking_space(text: &str) -> bool {
    // A space with a mark on it is a letter to whoever reads it.
    text.chars().all(char::is_whitespace) && !is_fixed_space(text)
}

/// Spaces at which no line ends.
fn is_fixed_space(text: &str) -> bool {
    matches!(text, "\u{a0}" | "\u{202f}" | "\u{2007}")
}

/// Characters that a line may end after or before without a space: Han, kana, full-width forms and
/// wide symbols. Not Hangul: Korean keeps its words whole.
fn is_ideograph(text: &str) -> bool {
    matches!(first_char(text) as u32,
        0x2e80..=0x312f | 0x3190..=0xa4cf | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff01..=0xff60
        | 0xff66..=0xff9f | 0x1f300..=0x1faff | 0x20000..=0x3ffff)
}

/// Kinsoku: what no line starts with (closing marks, small kana, iteration and length marks; JIS X 4051).
fn is_forbidden_start(text: &str) -> bool {
    "、。，．・：；？！゛゜ヽヾゝゞ々ー」』）］｝〕〉》】〙〗〟’”…‥ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ｡､｣･ｰｧｨｩｪｫｬｭｮｯﾞﾟ～％"
        .contains(first_char(text))
}

/// Kinsoku: what no line ends with (opening marks).
fn is_forbidden_end(text: &str) -> bool {
    "「『（［｛〔〈《【〘〖〝‘“｢".contains(first_char(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: usize) -> Vec<String> {
        wrap(&[Piece::text(text, ())], width)
            .into_iter()
            .map(|line| line.into_iter().map(|(text, ())| text).collect())
            .collect()
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(set("one two three", 7), ["one two", "three"]);
        assert_eq!(set("  one   two", 20), ["one   two"]);
        assert_eq!(set("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(set("a well-known fact", 8), ["a well-", "known", "fact"]);
        assert_eq!(set("on 2026-05-07", 10), ["on", "2026-05-07"]);
        assert_eq!(set("10\u{a0}km far", 6), ["10 km", "far"]);
        assert_eq!(set("", 5), [""]);
    }

    #[test]
    fn east_asian_lines_neither_start_nor_end_with_the_wrong_mark() {
        assert_eq!(set("日本語、英語", 6), ["日本", "語、英", "語"]);
        assert_eq!(set("これは「引用」だ", 8), ["これは", "「引用」", "だ"]);
        assert_eq!(set("ニュース速報", 6), ["ニュー", "ス速報"]);
        assert_eq!(set("(日本)です", 4), ["(日", "本)", "です"]);
    }

    #[test]
    fn korean_keeps_its_words() {
        assert_eq!(set("한국어 문장", 7), ["한국어", "문장"]);
    }

    #[test]
    fn what_is_wider_than_the_line_is_replaced() {
        assert_eq!(set("a日b", 1), ["a", "?", "b"]);
        assert_eq!(set("👩\u{200d}💻", 1).concat().replace('\u{200d}', ""), "??");
    }

    #[test]
    fn tags_stay_with_their_text() {
        let pieces = [Piece::text("a ", 1), Piece::text("b", 2), Piece::line_end(0), Piece::text("c", 1)];
        let lines = wrap(&pieces, 10);
        assert_eq!(lines, [vec![("a ".to_owned(), 1), ("b".to_owned(), 2)], vec![("c".to_owned(), 1)]]);
    }

    #[test]
    fn code_is_cut_and_keeps_its_spaces() {
        assert_eq!(cut("  let x = 1;", 5), ["  let", " x = ", "1;"]);
        assert_eq!(cut("", 5), [""]);
    }
}
