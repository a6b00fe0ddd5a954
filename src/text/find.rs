//! Finding what a person types in lines that are set: without regard to case (unless a capital is typed),
//! accents, the shape of quotation marks, and where lines end. Called by the page of an article.

use super::width::graphemes;
use super::words;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    letters: Vec<NeedleLetter>,
    keeps_case: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct NeedleLetter {
    letter: char,
    /// A space stands before it.
    is_apart: bool,
}

/// A place where it stands, with a mark on each line that it touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its marks from top to bottom; at least one.
    pub marks: Vec<Mark>,
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The line, from 0.
    pub line: usize,
    /// Its first column.
    pub from: usize,
    /// The column behind its last.
    pub to: usize,
}

/// A line to look in: its pieces from left to right, and whether a piece is text; bullets, bars and the
/// numbers of links are not, and words go on across them.
pub type Pieces<'l> = Vec<(&'l str, bool)>;

impl Needle {
    /// What a person typed; `None` where there is nothing to look for.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let keeps_case = typed.chars().any(char::is_uppercase);
        let mut letters: Vec<NeedleLetter> = Vec::new();
        let mut is_apart = false;
        for c in typed.chars() {
            if c.is_whitespace() {
                is_apart = true;
                continue;
            }
            folded(c, keeps_case, |letter| {
                letters.push(NeedleLetter { letter, is_apart: is_apart && !letters.is_empty() });
                is_apart = false;
            });
        }
        (!letters.is_empty()).then_some(Self { letters, keeps_case })
    }

    /// Where it stands in the lines, from the top; one place does not overlap the next.
    pub fn find<'l>(&self, lines: impl Iterator<Item = Pieces<'l>>) -> Vec<Hit> {
        let letters = self.letters_of(lines);
        let mut hits = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            match self.end_at(&letters, at) {
                Some(end) => {
                    hits.push(Hit { marks: marks(&letters[at..end]) });
                    at = end;
                }
                None => at += 1,
            }
        }
        hits
    }

    fn letters_of<'l>(&self, lines: impl Iterator<Item = Pieces<'l>>) -> Vec<Letter> {
        let mut letters = Vec::new();
        for (line, pieces) in lines.enumerate() {
            let mut column = 0;
            let mut gap = Gap::LineEnd;
            let mut has_text = false;
            for (text, is_text) in pieces {
                for (grapheme, columns) in graphemes(text) {
                    let (from, to) = (column, column + columns);
                    column = to;
                    if grapheme.trim().is_empty() {
                        // Spaces before the first word only set it in.
                        gap = if has_text && gap != Gap::LineEnd { Gap::Space } else { gap };
                    } else if is_text {
                        for c in grapheme.chars() {
                            folded(c, self.keeps_case, |letter| {
                                letters.push(Letter { folded: letter, line, from, to, gap });
                                gap = Gap::None;
                            });
                        }
                        has_text = true;
                    }
                }
            }
            if !has_text {
                // Nothing goes on over an empty line: it ends a paragraph.
                letters.push(Letter { folded: '\n', line, from: 0, to: 0, gap: Gap::LineEnd });
            }
        }
        letters
    }

    /// The letter behind the needle where it stands at `start`.
    fn end_at(&self, letters: &[Letter], start: usize) -> Option<usize> {
        let mut at = start;
        for (number, wanted) in self.letters.iter().enumerate() {
            if number > 0 && wanted.letter != '-' && is_parting_hyphen(letters, at) {
                at += 1;
            }
            let found = letters.get(at).filter(|found| found.folded == wanted.letter)?;
            if number > 0 && !fits(letters[at - 1], *found, wanted.is_apart) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

#[derive(Clone, Copy, Debug)]
struct Letter {
    folded: char,
    line: usize,
    from: usize,
    to: usize,
    gap: Gap,
}

/// What stands between a letter and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    /// The end of a line, which may or may not stand for a space.
    LineEnd,
}

/// Whether two letters stand to each other as those of the needle do.
fn fits(before: Letter, found: Letter, is_apart: bool) -> bool {
    match found.gap {
        Gap::None => !is_apart,
        Gap::Space => is_apart,
        Gap::LineEnd if is_apart => true,
        // Two words of a script with spaces are never one because a line ends between them.
        Gap::LineEnd => ![before.folded, found.folded].iter().all(|c| words::is_spaced(*c)),
    }
}

/// A hyphen that may be there only because the line ends behind it.
fn is_parting_hyphen(letters: &[Letter], at: usize) -> bool {
    let next =
        letters.get(at + 1).is_some_and(|next| next.gap == Gap::LineEnd && next.folded.is_alphabetic());
    next && at > 0 && letters[at].folded == '-' && letters[at].gap == Gap::None
}

fn marks(letters: &[Letter]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for letter in letters {
        match marks.last_mut() {
            Some(mark) if mark.line == letter.line => mark.to = mark.to.max(letter.to),
            _ => marks.push(Mark { line: letter.line, from: letter.from, to: letter.to }),
        }
    }
    marks
}

/// A character as it is compared.
fn folded(c: char, keeps_case: bool, mut push: impl FnMut(char)) {
    match c {
        '‘' | '’' | '‚' | '′' | '´' => push('\''),
        '“' | '”' | '„' | '«' | '»' | '″' => push('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => push('-'),
        '⁰' | '⁴'..='⁹' => push(char::from_digit(c as u32 - 0x2070, 10).unwrap_or(c)),
        '₀'..='₉' => push(char::from_digit(c as u32 - 0x2080, 10).unwrap_or(c)),
        '¹' => push('1'),
        '²' => push('2'),
        '³' => push('3'),
        c => words::each_letter(c, keeps_case, push),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines with each hit between brackets.
    fn marked(lines: &[&str], typed: &str) -> Vec<String> {
        let needle = Needle::new(typed).expect("something to look for");
        let mut out: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let hits = needle.find(lines.iter().map(|line| vec![(*line, true)]));
        for mark in hits.iter().flat_map(|hit| &hit.marks).rev() {
            let byte = |column: usize| crate::text::width::prefix(lines[mark.line], column).len();
            out[mark.line].insert(byte(mark.to), ']');
            out[mark.line].insert(byte(mark.from), '[');
        }
        out
    }

    #[test]
    fn case_counts_only_where_a_capital_is_typed() {
        assert_eq!(marked(&["May may MAY"], "may"), ["[May] [may] [MAY]"]);
        assert_eq!(marked(&["May may MAY"], "May"), ["[May] may MAY"]);
        assert_eq!(marked(&["Élan elan ÉLAN"], "Elan"), ["[Élan] elan ÉLAN"]);
    }

    #[test]
    fn accents_quotes_dashes_and_raised_figures_are_those_that_one_types() {
        assert_eq!(marked(&["Café cafe\u{301} CAFE"], "cafe"), ["[Café] [cafe\u{301}] [CAFE]"]);
        assert_eq!(marked(&["don’t – “so”"], "don't - \"so\""), ["[don’t – “so”]"]);
        assert_eq!(marked(&["10⁻³ m² H₂O"], "m2 h2o"), ["10⁻³ [m² H₂O]"]);
        assert_eq!(marked(&["Straße"], "strasse"), ["[Straße]"]);
    }

    #[test]
    fn a_hit_goes_on_in_the_next_line_but_not_in_the_next_paragraph() {
        assert_eq!(
            marked(&["the long", "  restart came"], "long restart"),
            ["the [long]", "  [restart] came"]
        );
        assert_eq!(marked(&["long", "", "restart"], "long restart"), ["long", "", "restart"]);
        assert_eq!(marked(&["the", "rapist"], "therapist"), ["the", "rapist"]);
        assert_eq!(marked(&["Donau-", "dampf"], "donaudampf"), ["[Donau-]", "[dampf]"]);
        assert_eq!(marked(&["well-", "known"], "well-known"), ["[well-]", "[known]"]);
        assert_eq!(marked(&["日本", "語だ"], "日本語"), ["[日本]", "[語]だ"]);
    }

    #[test]
    fn spaces_are_where_they_are_typed() {
        assert_eq!(marked(&["a  b ab"], "a b"), ["[a  b] ab"]);
        assert_eq!(marked(&["a  b ab"], "ab"), ["a  b [ab]"]);
        assert_eq!(marked(&["aaa"], "aa"), ["[aa]a"]);
        assert_eq!(Needle::new("  "), None);
    }

    #[test]
    fn numbers_of_links_and_bars_are_passed_over() {
        let lines = [vec![("┃ ", false), ("the other", true), ("[1]", false), (" page", true)]];
        let hits = Needle::new("other page").expect("words").find(lines.into_iter());
        assert_eq!(hits, [Hit { marks: vec![Mark { line: 0, from: 6, to: 19 }] }]);
    }

    proptest::proptest! {
        #[test]
        fn every_word_of_a_line_is_found_where_it_stands(words in proptest::collection::vec("[a-zéü日本’]{1,6}", 1..6), pick: proptest::sample::Index) {
            let line = words.join(" ");
            let word = &words[pick.index(words.len())];
            let hits = Needle::new(word).expect("a word").find(std::iter::once(vec![(line.as_str(), true)]));
            proptest::prop_assert!(!hits.is_empty());
            for mark in hits.iter().flat_map(|hit| &hit.marks) {
                proptest::prop_assert!(mark.from < mark.to && mark.to <= crate::text::width::width(&line));
            }
        }
    }
}
