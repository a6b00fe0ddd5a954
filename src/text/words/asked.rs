//! A query's text cut like the texts that are searched: which words it asks for.

use std::ops::ControlFlow;

use super::{Kind, each};

/// A prefix of fewer letters is looked for in titles only; elsewhere it is a whole word. (The index would
/// have to join the lists of thousands of words.)
pub(crate) const MIN_PREFIX: usize = 3;

/// A token of a query.
pub(crate) struct Cut {
    pub(crate) text: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
}

/// All tokens of `text`.
pub(crate) fn cut(text: &str) -> Vec<Cut> {
    let mut out = Vec::new();
    each(text, |token| {
        out.push(Cut { text: token.text.to_owned(), start: token.start, end: token.end, kind: token.kind });
        ControlFlow::Continue(())
    });
    out
}

/// What is asked of the index: pairs say more than the characters that they are made of.
pub(crate) fn index_words(cut: &[Cut]) -> Vec<String> {
    let in_pair = |single: &Cut| {
        let pairs = cut.iter().filter(|token| token.kind == Kind::Pair);
        pairs.into_iter().any(|pair| pair.start <= single.start && single.end <= pair.end)
    };
    let kept = cut.iter().filter(|token| token.kind != Kind::Single || !in_pair(token));
    let mut words: Vec<String> = kept.map(|token| token.text.clone()).collect();
    words.sort();
    words.dedup();
    words
}

/// The words of a stem whose last word may go on, and that last word.
pub(crate) fn starting(stem: &str) -> (Vec<String>, Option<String>) {
    let mut cut = cut(stem);
    let open = cut.last().is_some_and(|token| token.kind == Kind::Word && token.end == stem.len());
    let start = if open { cut.pop().map(|token| token.text) } else { None };
    (index_words(&cut), start)
}
