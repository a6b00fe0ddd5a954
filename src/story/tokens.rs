//! Headlines and first lines as the terms by which entries are compared: content words with their
//! endings cut, and pairs of neighbours. A term is a hash, which is all that is ever stored of it. Not
//! the words of the search index, which keep everything. Called by `cluster`.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use crate::text::words::{self, Kind};

/// A word or a pair of words: a hash whose lowest bit tells the two apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Term(u32);

impl Term {
    /// The term of one word, its ending already cut.
    pub(super) fn word(word: &str) -> Self {
        Self(low(xxhash_rust::xxh3::xxh3_64(word.as_bytes())) & !1)
    }

    /// The term of two neighbours.
    pub(super) fn pair(first: Self, second: Self) -> Self {
        let both = (u64::from(first.0) << 32) | u64::from(second.0);
        Self(low(both.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) | 1)
    }

    /// True for a single word.
    pub(super) fn is_word(self) -> bool {
        self.0 & 1 == 0
    }

    /// The number under which it is kept.
    pub(super) fn number(self) -> u32 {
        self.0
    }
}

fn low(hash: u64) -> u32 {
    u32::try_from(hash & u64::from(u32::MAX)).unwrap_or_default()
}

/// The content words of a text in order, up to `limit`.
pub(super) fn content(text: &str, limit: usize) -> Vec<Term> {
    let mut found = Vec::new();
    words::each(text, |token| {
        let counts = match token.kind {
            Kind::Word => token.text.len() > 1 && !is_small_number(token.text) && !STOP.contains(token.text),
            // A single character of a script without spaces says little, a pair is about a word.
            Kind::Single => false,
            Kind::Pair => true,
        };
        if counts {
            found.push(Term::word(stem(token.text)));
        }
        if found.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    found
}

/// Numbers up to 99 stand in headlines of all kinds.
fn is_small_number(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())
}

/// A word without the endings that English, and partly its neighbours, put to the same word. Coarser
/// stemmers were measured and found no more stories (see `tests/benches/stories.rs`).
pub(super) fn stem(word: &str) -> &str {
    if !word.is_ascii() || word.len() < 4 || word.bytes().any(|b| b.is_ascii_digit()) {
        return word;
    }
    for (ending, keep) in [("ies", 1), ("ing", 0), ("ed", 0), ("es", 0), ("s", 0)] {
        if let Some(rest) = word.strip_suffix(ending) {
            let cut = &word[..rest.len() + keep];
            return if cut.len() >= 3 && !(ending == "s" && rest.ends_with('s')) { cut } else { word };
        }
    }
    word
}

/// Words that say nothing of an event.
static STOP: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("stop_words.txt").lines().flat_map(words_of_line).collect());

/// Words that stand in so many headlines that sharing one says little, their endings cut.
pub(super) static COMMON: LazyLock<HashSet<Term>> = LazyLock::new(|| {
    include_str!("common_words.txt")
        .lines()
        .flat_map(words_of_line)
        .map(|word| Term::word(stem(word)))
        .collect()
});

fn words_of_line(line: &'static str) -> impl Iterator<Item = &'static str> {
    line.split('#').next().unwrap_or_default().split_whitespace()
}
