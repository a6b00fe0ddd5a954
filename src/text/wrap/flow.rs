//! Greedy line breaking over tagged pieces of text, by grapheme and column. It knows nothing of
//! documents, and leaves to `breaks` where a line may end; `wrap` and `width` call it.

use super::breaks::{self, Chance, Class};
use crate::text::document::LineEnd;
use crate::text::width::graphemes;

/// Stands for a character that is wider than the whole line.
const TOO_WIDE: &str = "?";

/// What is set: text with the tag that its run keeps, or a forced end of the line.
#[derive(Clone, Debug)]
pub struct Piece<'a, T> {
    text: Option<&'a str>,
    tag: T,
    /// Whether a line may end behind it.
    end: LineEnd,
    /// Whether no line may begin with it.
    is_glued: bool,
}

impl<'a, T> Piece<'a, T> {
    /// A run of text.
    pub fn text(text: &'a str, tag: T) -> Self {
        Self { text: Some(text), tag, end: LineEnd::Plain, is_glued: false }
    }

    /// A run of text behind which a line may end.
    pub fn ending(text: &'a str, tag: T, end: LineEnd) -> Self {
        Self { end, ..Self::text(text, tag) }
    }

    /// A run of text that stays with the one before.
    pub fn glued(text: &'a str, tag: T) -> Self {
        Self { is_glued: true, ..Self::text(text, tag) }
    }

    /// A forced end of the line.
    pub fn line_end(tag: T) -> Self {
        Self { text: None, tag, end: LineEnd::Plain, is_glued: false }
    }
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<T> {
    /// Runs of text, neighbours with different tags.
    pub runs: Vec<(String, T)>,
    /// Whether it ends in a hyphen that the text does not have.
    pub is_parted: bool,
}

/// A grapheme on its way to a line.
struct Cell<'a, T> {
    text: &'a str,
    columns: usize,
    tag: T,
    class: Class,
    end: LineEnd,
    is_glued: bool,
}

impl<'a, T> Cell<'a, T> {
    fn new(text: &'a str, columns: usize, tag: T) -> Self {
        Self { text, columns, tag, class: Class::of(text), end: LineEnd::Plain, is_glued: false }
    }
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

/// Columns of the pieces on one line each, and of their longest word.
pub fn measure<T: Copy>(pieces: &[Piece<'_, T>]) -> (usize, usize) {
    let (mut longest_line, mut longest_word) = (0, 0);
    for paragraph in pieces.split(|piece| piece.text.is_none()) {
        let cells = cells_of(paragraph, usize::MAX);
        let (mut line, mut word) = (0, 0);
        for at in 0..cells.len() {
            if cells[at].class.is_space() || (at > 0 && chance(&cells, at) == Chance::Word) {
                word = 0;
            }
            word += if cells[at].class.is_space() { 0 } else { cells[at].columns };
            line += cells[at].columns;
            longest_word = longest_word.max(word);
        }
        longest_line = longest_line.max(line);
    }
    (longest_line, longest_word)
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
        let first = cells.len();
        for (text, columns) in graphemes(piece.text.unwrap_or_default()) {
            if columns <= width {
                cells.push(Cell::new(text, columns, piece.tag));
            } else {
                push_parts(&mut cells, text, piece.tag, width);
            }
        }
        if let Some(last) = cells[first..].last_mut() {
            last.end = piece.end;
        }
        if let Some(cell) = cells.get_mut(first) {
            cell.is_glued = piece.is_glued;
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
        cells.push(Cell::new(text, columns, tag));
    }
}

/// Places where the line at work may end: the first cell of the next one, and the columns before it.
#[derive(Clone, Copy, Default)]
struct Places {
    word: Option<(usize, usize)>,
    phrase: Option<(usize, usize)>,
    address: Option<(usize, usize)>,
}

impl Places {
    fn note(&mut self, chance: Chance, at: usize, used: usize) {
        match chance {
            Chance::Never => {}
            Chance::Address => self.address = Some((at, used)),
            Chance::Phrase => self.phrase = Some((at, used)),
            Chance::Word => self.word = Some((at, used)),
        }
    }

    /// Where a line that is full before `at` ends. A phrase is parted rather than half a line left
    /// empty; an address is moved to a line of its own, and parted there at its signs.
    fn best(self, at: usize, width: usize) -> usize {
        let far = |place: Option<(usize, usize)>| place.filter(|(_, used)| used * 2 >= width);
        let place = far(self.word).or(far(self.phrase)).or(self.word).or(self.phrase).or(far(self.address));
        place.map_or(at, |(at, _)| at)
    }
}

fn wrap_paragraph<T: Copy + PartialEq>(cells: &[Cell<'_, T>], width: usize, lines: &mut Vec<Line<T>>) {
    let mut start = 0;
    let mut used = 0;
    let mut places = Places::default();
    let mut at = 0;
    while at < cells.len() {
        let cell = &cells[at];
        if at == start && cell.class.is_space() {
            start += 1;
            at += 1;
            continue;
        }
        // A hyphen that would be shown needs its column.
        let has_room = used < width || at == 0 || cells[at - 1].end != LineEnd::Hyphen;
        if at > start && has_room {
            places.note(chance(cells, at), at, used);
        }
        if used + cell.columns > width && !cell.class.is_space() {
            let end = places.best(at, width);
            lines.push(line_of(&cells[start..end], width));
            start = end;
            at = end;
            used = 0;
            places = Places::default();
            continue;
        }
        used += cell.columns;
        at += 1;
    }
    lines.push(line_of(&cells[start..], usize::MAX));
}

fn chance<T>(cells: &[Cell<'_, T>], at: usize) -> Chance {
    let (before, after) = (&cells[at - 1], &cells[at]);
    if after.is_glued {
        return Chance::Never;
    }
    if before.end != LineEnd::Plain && !after.class.is_space() {
        return Chance::Word;
    }
    let earlier = at.checked_sub(2).map(|earlier| cells[earlier].class);
    breaks::chance(earlier, before.class, after.class)
}

/// The cells as a line; `usize::MAX` when it is the last of its paragraph.
fn line_of<T: Copy + PartialEq>(cells: &[Cell<'_, T>], width: usize) -> Line<T> {
    let end = cells.iter().rposition(|cell| !cell.text.trim().is_empty()).map_or(0, |last| last + 1);
    let mut runs: Vec<(String, T)> = Vec::new();
    for cell in &cells[..end] {
        let text = if cell.class.is_fixed_space() { " " } else { cell.text };
        match runs.last_mut() {
            Some((shown, tag)) if *tag == cell.tag => shown.push_str(text),
            _ => runs.push((text.to_owned(), cell.tag)),
        }
    }
    let is_parted = width != usize::MAX
        && cells.last().is_some_and(|cell| cell.end == LineEnd::Hyphen)
        && cells.iter().map(|cell| cell.columns).sum::<usize>() < width;
    if let Some((shown, _)) = runs.last_mut().filter(|_| is_parted) {
        shown.push('-');
    }
    Line { runs, is_parted }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: usize) -> Vec<String> {
        wrap(&[Piece::text(text, ())], width)
            .into_iter()
            .map(|line| line.runs.into_iter().map(|(text, ())| text).collect())
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
    fn addresses_are_parted_at_their_signs() {
        let address = "https://post.example/2026/05/reactor-restart?from=feed&n=12";
        assert_eq!(
            set(&format!("see {address} for"), 26),
            ["see", "https://post.example/2026/", "05/reactor-", "restart?from=feed&n=12 for"]
        );
        assert_eq!(set("a.bcdefghijklmnop", 8), ["a.bcdefg", "hijklmno", "p"]);
    }

    #[test]
    fn scripts_without_spaces_fill_the_line_and_keep_syllables() {
        assert_eq!(set("ab กขคงจฉชซ", 8), ["ab กขคงจ", "ฉชซ"]);
        assert_eq!(set("กขคเงจ", 4), ["กขค", "เงจ"]);
        assert_eq!(set("กขคงะจ", 4), ["กขค", "งะจ"]);
    }

    #[test]
    fn a_soft_hyphen_is_shown_only_where_the_line_ends() {
        let pieces = [
            Piece::ending("Donau", (), LineEnd::Hyphen),
            Piece::ending("dampf", (), LineEnd::Hyphen),
            Piece::text("schiff", ()),
        ];
        let set = |columns| {
            let lines = wrap(&pieces, columns).into_iter();
            lines.map(|line| line.runs.into_iter().map(|(text, ())| text).collect()).collect::<Vec<String>>()
        };
        assert_eq!(set(20), ["Donaudampfschiff"]);
        assert_eq!(set(11), ["Donaudampf-", "schiff"]);
        assert_eq!(set(10), ["Donau-", "dampf-", "schiff"]);
        assert_eq!(set(5), ["Donau", "dampf", "schif", "f"], "no column for the hyphen");
        let open = [Piece::ending("long", (), LineEnd::Allowed), Piece::text("name", ())];
        assert_eq!(wrap(&open, 6)[0].runs[0].0, "long");
    }

    #[test]
    fn words_are_measured() {
        assert_eq!(
            measure(&[Piece::text("one three", ()), Piece::line_end(()), Piece::text("日本", ())]),
            (9, 5)
        );
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
        let runs: Vec<_> = lines.into_iter().map(|line| line.runs).collect();
        assert_eq!(runs, [vec![("a ".to_owned(), 1), ("b".to_owned(), 2)], vec![("c".to_owned(), 1)]]);
    }

    #[test]
    fn code_is_cut_and_keeps_its_spaces() {
        assert_eq!(cut("  let x = 1;", 5), ["  let", " x = ", "1;"]);
        assert_eq!(cut("", 5), [""]);
    }
}
