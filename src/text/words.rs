//! Text to the words of the search index. Index, search, the check of single entries and the marks on
//! hits all cut with this one function, so they cannot disagree. Words are in small letters without
//! accents; scripts that put no spaces between words (Chinese, Japanese, Korean, Thai, Lao, Khmer,
//! Burmese) give every single character and every pair of neighbours.

mod asked;
mod occurrences;

use std::ops::ControlFlow;

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};

pub(crate) use asked::{MIN_PREFIX, cut, index_words, starting};
pub(crate) use occurrences::{Finder, joined};
pub use occurrences::{Sought, occurrences};

/// Longer words (encoded data, mostly) are cut here, in texts and in queries alike.
const MAX_CHARS: usize = 64;
/// Starts the words that the index itself writes; a word of a text that starts so is written `zqz…`.
const RESERVED: &str = "zq";

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word between separators.
    Word,
    /// One character of a script without spaces, or one symbol.
    Single,
    /// Two neighbours of a script without spaces; overlaps its singles.
    Pair,
}

/// A token and where it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) text: &'t str,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
}

/// The word that stands for a feed in the index.
pub(crate) fn feed_word(feed: i64) -> String {
    format!("zqf{feed}")
}

/// A word as it is written once more where it stands in a title.
pub(crate) fn title_word(token: &str) -> String {
    format!("zqt{token}")
}

/// Calls `visit` for every token of `text` until it breaks.
pub(crate) fn each(text: &str, mut visit: impl FnMut(Token<'_>) -> ControlFlow<()>) {
    let mut word = String::new();
    let mut at = 0;
    while at < text.len() {
        match step(text, at, &mut word, &mut visit) {
            ControlFlow::Continue(next) => at = next,
            ControlFlow::Break(()) => return,
        }
    }
}

/// Visits the tokens of the word, run, symbol or separator at `at`; where the next one starts. `word`
/// is a place to write in.
fn step(
    text: &str,
    at: usize,
    word: &mut String,
    visit: &mut impl FnMut(Token<'_>) -> ControlFlow<()>,
) -> ControlFlow<(), usize> {
    let byte = text.as_bytes()[at];
    if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
        return ControlFlow::Continue(at + 1);
    }
    let c = char_at(text, at);
    let class = if c.is_ascii() { Class::Letter } else { class(c) };
    let end = match class {
        Class::Letter => {
            let end = take_word(text, at, word);
            visit(Token { text: word, start: at, end, kind: Kind::Word })?;
            end
        }
        Class::Unspaced => {
            let end = run_end(text, at);
            visit_run(text, at, end, visit)?;
            end
        }
        Class::Symbol => {
            let end = at + c.len_utf8();
            visit(Token { text: &text[at..end], start: at, end, kind: Kind::Single })?;
            end
        }
        Class::Mark | Class::Separator => at + c.len_utf8(),
    };
    ControlFlow::Continue(end)
}

/// Small letters without accents, everything else as it is: for comparing names.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_folded(&mut out, c));
    out
}

/// Calls `push` with what is left of a character without accents, and without case unless that is kept: nothing
/// for a mark, two letters for `ß`.
pub(super) fn each_letter(c: char, keeps_case: bool, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        push(if keeps_case { c } else { c.to_ascii_lowercase() });
    } else if keeps_case && c.is_uppercase() {
        push(without_accents(c));
    } else {
        let mut folded = String::new();
        push_folded(&mut folded, c);
        folded.chars().for_each(push);
    }
}

/// True for letters of scripts that put spaces between words.
pub(super) fn is_spaced(c: char) -> bool {
    class(c) == Class::Letter
}

/// The letter without case and accents: what `É`, `é` and `e` have in common.
#[must_use]
pub fn base_letter(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut folded = String::new();
    push_folded(&mut folded, c);
    folded.chars().next().unwrap_or(c)
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or(' ')
}

fn take_word(text: &str, start: usize, word: &mut String) -> usize {
    word.clear();
    let (bytes, mut at, mut count) = (text.as_bytes(), start, 0);
    let plain = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if bytes.get(start + plain).is_none_or(u8::is_ascii) {
        // Most words are plain; they are taken in one piece.
        word.push_str(&text[start..start + plain.min(MAX_CHARS)]);
        word.make_ascii_lowercase();
        at = start + plain;
    }
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii() {
            if !byte.is_ascii_alphanumeric() {
                break;
            }
            if count < MAX_CHARS {
                word.push(char::from(byte.to_ascii_lowercase()));
            }
            at += 1;
        } else {
            let c = char_at(text, at);
            match class(c) {
                Class::Letter if count < MAX_CHARS => push_folded(word, c),
                Class::Letter | Class::Mark => {}
                _ => break,
            }
            at += c.len_utf8();
        }
        count += 1;
    }
    if word.starts_with(RESERVED) {
        word.insert(RESERVED.len(), 'z');
    }
    at
}

fn run_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    rest.char_indices().find(|(_, c)| class(*c) != Class::Unspaced).map_or(text.len(), |(at, _)| start + at)
}

fn visit_run(
    text: &str,
    start: usize,
    end: usize,
    visit: &mut impl FnMut(Token<'_>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut previous: Option<usize> = None;
    for (offset, c) in text[start..end].char_indices() {
        let (from, to) = (start + offset, start + offset + c.len_utf8());
        visit(Token { text: &text[from..to], start: from, end: to, kind: Kind::Single })?;
        if let Some(before) = previous {
            visit(Token { text: &text[before..to], start: before, end: to, kind: Kind::Pair })?;
        }
        previous = Some(from);
    }
    ControlFlow::Continue(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Part of a word.
    Letter,
    /// Part of a word that is left out of it.
    Mark,
    /// A character of a script without spaces.
    Unspaced,
    /// A pictograph: findable by itself.
    Symbol,
    /// Everything else.
    Separator,
}

fn class(c: char) -> Class {
    match c as u32 {
        // Soft hyphen, combining marks, Hebrew points, Arabic signs and tatweel, joiners, selectors.
        0xad
        | 0x300..=0x36f
        | 0x591..=0x5bd
        | 0x5bf
        | 0x5c1..=0x5c2
        | 0x5c4..=0x5c5
        | 0x5c7
        | 0x610..=0x61a
        | 0x640
        | 0x64b..=0x65f
        | 0x670
        | 0x200c
        | 0x200d
        | 0x20d0..=0x20ff
        | 0xfe00..=0xfe0f => Class::Mark,
        0xe01..=0xe3a
        | 0xe40..=0xe4e
        | 0xe81..=0xece
        | 0x1000..=0x1049
        | 0x1050..=0x109f
        | 0x1780..=0x17d3
        | 0x1100..=0x11ff
        | 0x2e80..=0x2fdf
        | 0x3005..=0x3007
        | 0x3041..=0x30fa
        | 0x30fc..=0x30ff
        | 0x3105..=0x318e
        | 0x31f0..=0x31ff
        | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xff66..=0xff9f
        | 0x20000..=0x3ffff => Class::Unspaced,
        0x2600..=0x27bf | 0x1f000..=0x1faff => Class::Symbol,
        // Vowel signs and viramas of Indic scripts are no letters to Unicode, but split no word.
        0x964 | 0x965 | 0x970 => Class::Separator,
        0x900..=0xdff => Class::Letter,
        _ if c.is_alphanumeric() => Class::Letter,
        _ => Class::Separator,
    }
}

fn push_folded(out: &mut String, c: char) {
    if c.is_ascii() {
        return out.push(c.to_ascii_lowercase());
    }
    for c in c.to_lowercase() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            // Full-width letters and digits, as Japanese and Chinese texts use them.
            '\u{ff10}'..='\u{ff5a}' => {
                out.push(char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase());
            }
            c if class(c) == Class::Mark => {}
            c => out.push(without_accents(c)),
        }
    }
}

fn without_accents(c: char) -> char {
    let decompositions = CanonicalDecompositionBorrowed::new();
    let mut base = c;
    loop {
        match decompositions.decompose(base) {
            Decomposed::Expansion(inner, mark) if class(mark) == Class::Mark => base = inner,
            Decomposed::Singleton(other) => base = other,
            _ => return base,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        each(text, |token| {
            assert!(text.get(token.start..token.end).is_some_and(|piece| !piece.is_empty()));
            out.push(token.text.to_owned());
            ControlFlow::Continue(())
        });
        out
    }

    #[test]
    fn words_are_folded_and_cut_at_everything_else() {
        assert_eq!(cut("Don't panic: R2-D2, c++!"), ["don", "t", "panic", "r2", "d2", "c"]);
        assert_eq!(cut("Café ÜBER Łódź straße Ǖ"), ["cafe", "uber", "lodz", "strasse", "u"]);
        assert_eq!(cut("cafe\u{301} co\u{ad}operate ＡＩ２"), ["cafe", "cooperate", "ai2"]);
        assert_eq!(cut("Ёлка Άλφα ΟΔΟΣ"), ["елка", "αλφα", "οδος".replace('ς', "σ").as_str()]);
    }

    #[test]
    fn words_of_scripts_with_vowel_signs_stay_whole() {
        assert_eq!(cut("हिन्दी समाचार।"), ["हिन्दी", "समाचार"]);
        assert_eq!(cut("مُحَمَّد שָׁלוֹם"), ["محمد", "שלום"]);
    }

    #[test]
    fn scripts_without_spaces_give_singles_and_pairs() {
        assert_eq!(cut("新iPhone手机。"), ["新", "iphone", "手", "机", "手机"]);
        assert_eq!(cut("한국은"), ["한", "국", "한국", "은", "국은"]);
        assert_eq!(cut("🚀 x❤\u{fe0f}"), ["🚀", "x", "❤"]);
    }

    #[test]
    fn a_text_cannot_write_the_words_of_the_index() {
        assert_eq!(cut("zqf5 zqtfoo zq"), ["zqzf5", "zqztfoo", "zqz"]);
        assert_eq!(feed_word(5), "zqf5");
    }

    #[test]
    fn endless_words_are_cut_and_visiting_can_stop() {
        assert_eq!(cut(&"x".repeat(5_000)), ["x".repeat(64)]);
        let mut seen = 0;
        each("a b c", |_| {
            seen += 1;
            ControlFlow::Break(())
        });
        assert_eq!(seen, 1);
    }

    proptest::proptest! {
        #[test]
        fn every_token_is_one_word_for_the_index(text in "\\PC{0,60}") {
            each(&text, |token| {
                assert!(!token.text.is_empty());
                assert!(token.text.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric()));
                ControlFlow::Continue(())
            });
        }
    }
}
