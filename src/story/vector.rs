//! What an entry, or all entries of a story together, is about: terms with weights. Two entries that
//! share nothing have the product 0, two with the same words 1. Called by `cluster`.

use std::collections::BTreeMap;

use super::frequency::Frequencies;
use super::tokens::{self, Term};

/// Words of a headline and of a text that are looked at.
const TITLE_WORDS: usize = 40;
const TEXT_WORDS: usize = 40;
/// Of the words of a text, those that say most are kept.
const KEPT_TEXT_WORDS: usize = 6;
/// The parts of headline and text where there are both; their squares make 1.
const TITLE_PART: f32 = 0.85;
const TEXT_PART: f32 = 0.526_8;
/// Of a story with very many terms, those that weigh most are kept.
const MOST_TERMS: usize = 512;
const KEPT_TERMS: usize = 256;
/// Terms are looked up one by one where the other side has so many times as many.
const MANY_TIMES: usize = 8;
/// How much two words in a row say beside the two alone.
const PAIR: f32 = 0.7;

/// The words of an entry before they have weights.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Words {
    title: Vec<Term>,
    text: Vec<Term>,
}

impl Words {
    pub(super) fn of(title: &str, text: &str) -> Self {
        Self { title: tokens::content(title, TITLE_WORDS), text: tokens::content(text, TEXT_WORDS) }
    }

    /// True if there is more than a headline.
    pub(super) fn has_text(&self) -> bool {
        !self.text.is_empty()
    }

    /// The distinct words.
    pub(super) fn distinct(&self) -> impl Iterator<Item = Term> {
        let mut all: Vec<Term> = self.title.iter().chain(&self.text).copied().collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter()
    }
}

/// Terms with weights, in the order of the terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vector(Box<[(Term, f32)]>);

/// What two vectors have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Common {
    pub(super) product: f32,
    pub(super) words: usize,
    pub(super) rare_words: usize,
}

impl Vector {
    pub(super) fn of(words: &Words, frequencies: &Frequencies) -> Self {
        let title = title_part(&words.title, frequencies);
        let text = text_part(words, frequencies);
        let (title_size, text_size) = if text.is_empty() { (1.0, 0.0) } else { (TITLE_PART, TEXT_PART) };
        let mut whole = title;
        scale(&mut whole, title_size);
        let mut text = text;
        scale(&mut text, text_size);
        for (term, weight) in text {
            *whole.entry(term).or_default() += weight;
        }
        Self(whole.into_iter().collect())
    }

    pub(super) fn terms(&self) -> impl Iterator<Item = Term> {
        self.0.iter().map(|(term, _)| *term)
    }

    /// Both together.
    pub(super) fn sum(&self, other: &Self) -> Self {
        let mut all: Vec<(Term, f32)> = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            match (mine.peek(), theirs.peek()) {
                (Some((a, x)), Some((b, y))) if a == b => {
                    all.push((*a, x + y));
                    mine.next();
                    theirs.next();
                }
                (Some(one), Some(two)) if one.0 > two.0 => all.extend(theirs.next()),
                (Some(_), _) => all.extend(mine.next()),
                (None, Some(_)) => all.extend(theirs.next()),
                (None, None) => return Self(heaviest(all).into_boxed_slice()),
            }
        }
    }

    /// What both have in common.
    pub(super) fn common(&self, other: &Self, frequencies: &Frequencies) -> Common {
        let mut common = Common::default();
        let (few, many) = if self.0.len() <= other.0.len() { (self, other) } else { (other, self) };
        let mut left = &many.0[..];
        for (term, weight) in &few.0 {
            let skipped = if left.len() > few.0.len() * MANY_TIMES {
                left.partition_point(|(other, _)| other < term)
            } else {
                left.iter().take_while(|(other, _)| other < term).count()
            };
            left = &left[skipped..];
            let Some((_, other)) = left.first().filter(|(other, _)| other == term) else { continue };
            common.product += weight * other;
            if term.is_word() {
                common.words += 1;
                common.rare_words += usize::from(frequencies.is_rare(*term));
            }
        }
        common
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        size_of_val(&*self.0)
    }
}

fn title_part(words: &[Term], frequencies: &Frequencies) -> BTreeMap<Term, f32> {
    let mut times: BTreeMap<Term, (f32, f32)> = BTreeMap::new();
    for word in words {
        times.entry(*word).or_insert((0.0, frequencies.weight(*word))).0 += 1.0;
    }
    for pair in words.windows(2) {
        let weight = PAIR * (frequencies.weight(pair[0]) + frequencies.weight(pair[1])) / 2.0;
        times.entry(Term::pair(pair[0], pair[1])).or_insert((0.0, weight)).0 += 1.0;
    }
    times.into_iter().map(|(term, (times, weight))| (term, (1.0 + times.ln()) * weight)).collect()
}

/// The words of the text that say most.
fn text_part(words: &Words, frequencies: &Frequencies) -> BTreeMap<Term, f32> {
    let mut all: Vec<(Term, f32)> =
        words.text.iter().map(|word| (*word, frequencies.weight(*word))).collect();
    all.sort_by(|one, two| two.1.total_cmp(&one.1).then(one.0.cmp(&two.0)));
    all.dedup_by_key(|(term, _)| *term);
    all.into_iter().take(KEPT_TEXT_WORDS).collect()
}

fn heaviest(mut terms: Vec<(Term, f32)>) -> Vec<(Term, f32)> {
    if terms.len() > MOST_TERMS {
        terms.sort_by(|one, two| two.1.total_cmp(&one.1).then(one.0.cmp(&two.0)));
        terms.truncate(KEPT_TERMS);
        terms.sort_by_key(|(term, _)| *term);
    }
    terms
}

/// Makes the length `size`.
fn scale(part: &mut BTreeMap<Term, f32>, size: f32) {
    let length = part.values().map(|weight| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        for weight in part.values_mut() {
            *weight *= size / length;
        }
    }
}
