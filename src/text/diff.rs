//! The difference between two editions of a text, word by word: which words went, which came, which
//! paragraphs are as they were. Pure, and of no markup: callers give paragraphs of plain text. How a
//! difference is set in lines is in `lines`, what counts as an edit at all in `gist`. Called by
//! `service` for the reader and the command line, and by `store` when an entry comes again.

mod gist;
mod lines;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;
use std::time::Instant;

use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};

use super::SafeText;

pub use gist::says_the_same;
pub use lines::{DiffLine, pieces_to_lines, to_lines};

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is as it was.
    Same,
    /// It is gone.
    Removed,
    /// It is new.
    Inserted,
}

/// A run of text of one kind, with the spaces between it and its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: SafeText,
    /// What became of it.
    pub kind: Kind,
}

/// A paragraph of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paragraph {
    /// It is as it was.
    Same(SafeText),
    /// Something in it is new or gone.
    Changed(Vec<Piece>),
}

/// What lies between two editions of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
}

impl Diff {
    /// True if no word is another one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.paragraphs.iter().any(|paragraph| matches!(paragraph, Paragraph::Changed(_)))
    }

    /// Words that came and words that went.
    #[must_use]
    pub fn words(&self) -> (usize, usize) {
        let pieces = self.paragraphs.iter().filter_map(|paragraph| match paragraph {
            Paragraph::Changed(pieces) => Some(pieces),
            Paragraph::Same(_) => None,
        });
        let (mut came, mut went) = (0, 0);
        for piece in pieces.flatten() {
            let count = piece.text.as_str().split_whitespace().count();
            match piece.kind {
                Kind::Same => {}
                Kind::Inserted => came += count,
                Kind::Removed => went += count,
            }
        }
        (came, went)
    }
}

/// Compares two texts, whose paragraphs are their lines; blank lines do not count. Past `until` what is
/// left is told coarsely, so that texts that have nothing in common cost no more than the others.
#[must_use]
pub fn compare(before: &str, after: &str, until: Option<Instant>) -> Diff {
    let (before, after) = (paragraphs(before), paragraphs(after));
    let ops = capture_diff_slices_deadline(Algorithm::Patience, &before, &after, until);
    let mut diff = Diff::default();
    // What was replaced may come as two steps, one that removes and one that inserts.
    let mut open: Option<(Range<usize>, Range<usize>)> = None;
    for op in ops {
        if op.tag() != DiffTag::Equal {
            open = Some(match open.take() {
                Some((old, new)) => (old.start..op.old_range().end, new.start..op.new_range().end),
                None => (op.old_range(), op.new_range()),
            });
            continue;
        }
        if let Some((old, new)) = open.take() {
            diff.paragraphs.extend(words::compare(&before[old], &after[new], until));
        }
        diff.paragraphs.extend(after[op.new_range()].iter().map(|text| Paragraph::Same(SafeText::new(text))));
    }
    if let Some((old, new)) = open {
        diff.paragraphs.extend(words::compare(&before[old], &after[new], until));
    }
    diff
}

/// Compares two lines, such as titles.
#[must_use]
pub fn compare_lines(before: &str, after: &str) -> Vec<Piece> {
    match words::compare(&[before], &[after], None).pop() {
        Some(Paragraph::Changed(pieces)) => pieces,
        Some(Paragraph::Same(text)) => vec![Piece { text, kind: Kind::Same }],
        None => Vec::new(),
    }
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}
