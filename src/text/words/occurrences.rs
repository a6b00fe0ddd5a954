//! Where the words of a query stand in a text, by the same folding and cutting as in the index. For
//! ranks, excerpts, and for marking hits on the screen.

use std::ops::{ControlFlow, Range};

use super::asked::{self, MIN_PREFIX};
use super::{MAX_CHARS, RESERVED, step};

/// A word to look for, folded like the words of texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sought {
    /// Exactly this word; two neighbours of a script without spaces.
    Word(String),
    /// A word that starts so.
    Start(String),
}

impl Sought {
    /// Each word of `text`, which a person wrote as one word or between quotation marks.
    #[must_use]
    pub fn words(text: &str) -> Vec<Self> {
        asked::index_words(&asked::cut(text)).into_iter().map(Self::Word).collect()
    }

    /// Each word of `stem`, the last of which may go on (`stem*` in a query). Where not in a title, a very
    /// short stem is a whole word, as it is for the search.
    #[must_use]
    pub fn starting(stem: &str, in_title: bool) -> Vec<Self> {
        let (words, start) = asked::starting(stem);
        let start = start.map(|start| Self::start(start, in_title));
        words.into_iter().map(Self::Word).chain(start).collect()
    }

    /// A folded word that may go on.
    pub(crate) fn start(start: String, in_title: bool) -> Self {
        if in_title || start.chars().nth(MIN_PREFIX - 1).is_some() {
            Self::Start(start)
        } else {
            Self::Word(start)
        }
    }

    fn folded(&self) -> &str {
        match self {
            Self::Word(word) | Self::Start(word) => word,
        }
    }

    fn fits(&self, token: &str) -> bool {
        match self {
            Self::Word(word) => token == word,
            Self::Start(start) => token.starts_with(start.as_str()),
        }
    }

    /// The same for a word of nothing but ASCII that is not folded yet.
    fn fits_plain(&self, word: &[u8]) -> bool {
        match self {
            Self::Word(sought) => word.eq_ignore_ascii_case(sought.as_bytes()),
            Self::Start(start) => {
                word.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
            }
        }
    }
}

/// The byte ranges at which `words` stand in `text`, in order; joined where they touch (`東京大` is two
/// overlapping pairs).
#[must_use]
pub fn occurrences(text: &str, words: &[Sought]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    Finder::new(words).look(text, |_, place| found.push(place));
    joined(found)
}

/// Ranges in order, those that touch as one.
pub(crate) fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// Looks for the same words in one text after the other.
#[derive(Debug)]
pub(crate) struct Finder<'w> {
    words: &'w [Sought],
    /// Bytes with which a plain word may start that is one of the words.
    starts: [bool; 256],
}

impl<'w> Finder<'w> {
    pub(crate) fn new(words: &'w [Sought]) -> Self {
        let mut starts = [false; 256];
        for first in words.iter().filter_map(|word| word.folded().bytes().next()) {
            starts[usize::from(first)] = true;
            starts[usize::from(first.to_ascii_uppercase())] = true;
        }
        Self { words, starts }
    }

    /// Calls `found` with the number of a word and its place for every time that one stands in `text`;
    /// how many words the text has. Places come in the order of their starts, but for a pair, which
    /// comes after its second character.
    pub(crate) fn look(&self, text: &str, mut found: impl FnMut(usize, Range<usize>)) -> usize {
        let bytes = text.as_bytes();
        let (mut at, mut count, mut word) = (0, 0, String::new());
        while at < bytes.len() {
            if let Some(end) = plain_end(bytes, at) {
                count += 1;
                if self.starts[usize::from(bytes[at])] {
                    self.compare(|sought| sought.fits_plain(&bytes[at..end]), at..end, &mut found);
                }
                at = end;
                continue;
            }
            let next = step(text, at, &mut word, &mut |token| {
                count += 1;
                self.compare(|sought| sought.fits(token.text), token.start..token.end, &mut found);
                ControlFlow::Continue(())
            });
            let ControlFlow::Continue(next) = next else { break };
            at = next;
        }
        count
    }

    fn compare(
        &self,
        fits: impl Fn(&Sought) -> bool,
        place: Range<usize>,
        found: &mut impl FnMut(usize, Range<usize>),
    ) {
        for (i, _) in self.words.iter().enumerate().filter(|(_, sought)| fits(sought)) {
            found(i, place.clone());
        }
    }
}

/// The end of the word at `at` where it needs no folding but of its case: most words.
fn plain_end(bytes: &[u8], at: usize) -> Option<usize> {
    let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let end = at + length;
    let starts_reserved =
        || bytes[at..end].get(..2).is_some_and(|head| head.eq_ignore_ascii_case(RESERVED.as_bytes()));
    let is_plain = (1..=MAX_CHARS).contains(&length) && bytes.get(end).is_none_or(u8::is_ascii);
    (is_plain && !starts_reserved()).then_some(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::words::each;

    fn marked(text: &str, words: &[Sought]) -> String {
        let mut out = text.to_owned();
        for place in occurrences(text, words).into_iter().rev() {
            out.insert(place.end, ']');
            out.insert(place.start, '[');
        }
        out
    }

    #[test]
    fn words_are_found_as_the_index_finds_them() {
        let words = |text: &str| Sought::words(text);
        assert_eq!(marked("The CAFÉ, cafe-bar, cafes", &words("café")), "The [CAFÉ], [cafe]-bar, cafes");
        assert_eq!(marked("state of the art", &words("the state")), "[state] of [the] art");
        assert_eq!(marked("東京大学", &words("東京大")), "[東京大]学");
        assert_eq!(marked("大学 学", &words("学")), "大[学] [学]");
        assert_eq!(marked("zqf5 ZQ", &words("zq")), "zqf5 [ZQ]");
        assert_eq!(marked(&"x".repeat(99), &words(&"x".repeat(80))), format!("[{}]", "x".repeat(99)));
        assert_eq!(marked("nothing", &words("++")), "nothing");
    }

    #[test]
    fn a_stem_finds_words_that_go_on_and_a_short_one_only_in_titles() {
        assert_eq!(
            marked("Berlin, BERLINER, ber", &Sought::starting("berl", false)),
            "[Berlin], [BERLINER], ber"
        );
        assert_eq!(marked("Bern be", &Sought::starting("be", false)), "Bern [be]");
        assert_eq!(marked("Bern be", &Sought::starting("be", true)), "[Bern] [be]");
        assert_eq!(marked("new Yorkers", &Sought::starting("new york", false)), "[new] [Yorkers]");
    }

    #[test]
    fn a_character_and_a_pair_that_holds_it_are_one_mark() {
        let words = [Sought::words("京"), Sought::words("東京")].concat();
        assert_eq!(marked("東京 京", &words), "[東京] [京]");
    }

    proptest! {
        #[test]
        fn the_quick_way_finds_what_the_index_would(
            text in "[a-cA-CzqZQ éß東京ー٣\u{301}.🚀]{0,40}",
            asked in "[a-czqé東京ß]{1,3}",
            open in any::<bool>(),
        ) {
            let words = if open { Sought::starting(&asked, false) } else { Sought::words(&asked) };
            let mut slow = Vec::new();
            let mut length = 0;
            each(&text, |token| {
                length += 1;
                for (i, _) in words.iter().enumerate().filter(|(_, word)| word.fits(token.text)) {
                    slow.push((i, token.start..token.end));
                }
                ControlFlow::Continue(())
            });
            let mut quick = Vec::new();
            let counted = Finder::new(&words).look(&text, |i, place| quick.push((i, place)));
            prop_assert_eq!((quick, counted), (slow, length));
        }
    }
}
