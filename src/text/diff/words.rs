//! The difference between paragraphs that stand in each other's place, by words as Unicode cuts them.
//! Called by `compare`.

use std::ops::Range;
use std::time::Instant;

use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation;

use super::{Kind, Paragraph, Piece};
use crate::text::SafeText;

/// Stands between two paragraphs.
const BREAK: &str = "\n";
/// Of the shorter text so much must have stayed for the words to be told apart; else one paragraph went
/// and another one came.
const LEAST_COMMON: f64 = 0.3;
/// Words between two changes that are too few to be told as unchanged, and their characters at most.
const FEW_WORDS: usize = 2;
const FEW_CHARACTERS: usize = 8;

/// Words of some paragraphs.
#[derive(Default)]
struct Words<'t> {
    words: Vec<&'t str>,
    /// Whether a space stands before the word.
    spaced: Vec<bool>,
}

/// A stretch of both texts.
#[derive(Clone, Debug)]
struct Stretch {
    is_same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// Compares paragraphs that are known to differ.
pub fn compare(before: &[&str], after: &[&str], until: Option<Instant>) -> Vec<Paragraph> {
    let (old, new) = (Words::of(before), Words::of(after));
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old.words, &new.words, until);
    let stretches: Vec<Stretch> = ops
        .iter()
        .map(|op| Stretch { is_same: op.tag() == DiffTag::Equal, old: op.old_range(), new: op.new_range() })
        .collect();
    let mut setting = Setting::default();
    if common(&stretches, &old, &new) < LEAST_COMMON {
        setting.run(&old, 0..old.words.len(), Kind::Removed);
        setting.end_paragraph();
        setting.run(&new, 0..new.words.len(), Kind::Inserted);
    } else {
        for stretch in without_crumbs(stretches, &old) {
            if stretch.is_same {
                setting.same(&old, &new, &stretch);
            } else {
                setting.run(&old, stretch.old, Kind::Removed);
                setting.run(&new, stretch.new, Kind::Inserted);
            }
        }
    }
    setting.end_paragraph();
    setting.paragraphs
}

impl<'t> Words<'t> {
    fn of(paragraphs: &[&'t str]) -> Self {
        let mut words = Self::default();
        for paragraph in paragraphs {
            if !words.words.is_empty() {
                words.push(BREAK, false);
            }
            let mut spaced = false;
            for word in paragraph.split_word_bounds() {
                if word.trim().is_empty() {
                    spaced = true;
                } else {
                    words.push(word, std::mem::take(&mut spaced));
                }
            }
        }
        words
    }

    fn push(&mut self, word: &'t str, spaced: bool) {
        self.words.push(word);
        self.spaced.push(spaced);
    }

    fn characters(&self, range: &Range<usize>) -> usize {
        self.words[range.clone()].iter().map(|word| word.chars().count()).sum()
    }
}

/// The share of the shorter text that stayed.
#[allow(
    clippy::cast_precision_loss,
    reason = "a share of counts of characters; the last digits do not matter"
)]
fn common(stretches: &[Stretch], old: &Words<'_>, new: &Words<'_>) -> f64 {
    let same: usize = stretches.iter().filter(|s| s.is_same).map(|s| old.characters(&s.old)).sum();
    let shorter = old.characters(&(0..old.words.len())).min(new.characters(&(0..new.words.len())));
    if shorter == 0 { 1.0 } else { same as f64 / shorter as f64 }
}

/// A word or two that stayed between two longer changes only cut them to pieces: they are told as changed.
fn without_crumbs(stretches: Vec<Stretch>, old: &Words<'_>) -> Vec<Stretch> {
    let mut kept: Vec<Stretch> = Vec::with_capacity(stretches.len());
    let mut rest = stretches.into_iter().peekable();
    while let Some(stretch) = rest.next() {
        let is_between = kept.last().is_some_and(|before| !before.is_same) && rest.peek().is_some();
        let is_told_as_changed = !stretch.is_same || (is_between && is_crumb(&stretch, old));
        match kept.last_mut() {
            Some(before) if !before.is_same && is_told_as_changed => {
                before.old.end = stretch.old.end;
                before.new.end = stretch.new.end;
            }
            _ => kept.push(stretch),
        }
    }
    kept
}

fn is_crumb(stretch: &Stretch, old: &Words<'_>) -> bool {
    let words = &old.words[stretch.old.clone()];
    words.len() <= FEW_WORDS
        && old.characters(&stretch.old) <= FEW_CHARACTERS
        && !words.contains(&BREAK)
        && (words.iter().any(|word| word.chars().any(char::is_alphanumeric)) || is_inside_word(stretch, old))
}

/// A hyphen of a word whose two halves changed.
fn is_inside_word(stretch: &Stretch, old: &Words<'_>) -> bool {
    let is_glued = |at: usize| old.spaced.get(at) == Some(&false) && old.words[at] != BREAK;
    is_glued(stretch.old.start) && is_glued(stretch.old.end)
}

/// Paragraphs in the making.
#[derive(Default)]
struct Setting {
    paragraphs: Vec<Paragraph>,
    pieces: Vec<(String, Kind)>,
}

impl Setting {
    /// Words that stayed, with the space that either text has before the first of them.
    fn same(&mut self, old: &Words<'_>, new: &Words<'_>, stretch: &Stretch) {
        let first = stretch.new.start;
        match new.words.get(first) {
            Some(&word) if word != BREAK && old.spaced[stretch.old.start] => {
                self.word(word, true, Kind::Same);
                self.run(new, first + 1..stretch.new.end, Kind::Same);
            }
            _ => self.run(new, stretch.new.clone(), Kind::Same),
        }
    }

    fn run(&mut self, words: &Words<'_>, range: Range<usize>, kind: Kind) {
        for at in range {
            if words.words[at] == BREAK {
                self.end_paragraph();
            } else {
                self.word(words.words[at], words.spaced[at], kind);
            }
        }
    }

    /// A space before a change belongs to what is unchanged, so that no mark stands on it.
    fn word(&mut self, word: &str, spaced: bool, kind: Kind) {
        match self.pieces.last_mut() {
            Some((text, last)) if *last == kind => {
                if spaced {
                    text.push(' ');
                }
                text.push_str(word);
            }
            Some((text, Kind::Same)) => {
                if spaced {
                    text.push(' ');
                }
                self.pieces.push((word.to_owned(), kind));
            }
            Some(_) if kind == Kind::Same => {
                let space = if spaced { " " } else { "" };
                self.pieces.push((format!("{space}{word}"), kind));
            }
            Some((text, _)) => {
                if spaced || would_join(text, word) {
                    self.pieces.push((" ".to_owned(), Kind::Same));
                }
                self.pieces.push((word.to_owned(), kind));
            }
            // The first word of a paragraph, whatever stood before it in the other text.
            None => self.pieces.push((word.to_owned(), kind)),
        }
    }

    fn end_paragraph(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        if pieces.is_empty() {
            return;
        }
        self.paragraphs.push(if pieces.iter().all(|(_, kind)| *kind == Kind::Same) {
            let text: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
            Paragraph::Same(SafeText::new(&text))
        } else {
            let pieces = pieces.iter();
            Paragraph::Changed(
                pieces.map(|(text, kind)| Piece { text: SafeText::piece(text), kind: *kind }).collect(),
            )
        });
    }
}

/// True if what went and what came would read as one word.
fn would_join(text: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && c.len_utf8() < 3;
    text.ends_with(is_letter) && word.starts_with(is_letter)
}
