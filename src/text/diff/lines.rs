//! A difference in lines of a width: changed paragraphs word for word, unchanged ones folded to a line
//! that counts them. Called by the overlay of versions and by the command line.

use super::{Diff, Kind, Paragraph, Piece};
use crate::text::SafeText;
use crate::text::wrap::flow;

/// An unchanged paragraph of so many characters is shown; it takes no more room than the line that would
/// stand for it.
const SHORT: usize = 90;

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffLine {
    /// Nothing: between two paragraphs.
    Blank,
    /// So many paragraphs are as they were.
    Folded(usize),
    /// Text.
    Text(Vec<Piece>),
}

/// Sets a difference in lines of at most `width` columns. `marked` puts `[-…-]` around what went and
/// `{+…+}` around what came, for screens and files that show neither colour nor line.
#[must_use]
pub fn to_lines(diff: &Diff, width: usize, marked: bool) -> Vec<DiffLine> {
    let mut lines = Vec::new();
    let mut rest = diff.paragraphs.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if !lines.is_empty() {
            lines.push(DiffLine::Blank);
        }
        let same = rest.iter().take_while(|paragraph| matches!(paragraph, Paragraph::Same(_))).count();
        match first {
            Paragraph::Same(text) if same == 1 && text.as_str().chars().count() <= SHORT => {
                let piece = Piece { text: text.clone(), kind: Kind::Same };
                lines.extend(pieces_to_lines(&[piece], width, marked));
                rest = after;
            }
            Paragraph::Same(_) => {
                lines.push(DiffLine::Folded(same));
                rest = &rest[same..];
            }
            Paragraph::Changed(pieces) => {
                lines.extend(pieces_to_lines(pieces, width, marked));
                rest = after;
            }
        }
    }
    lines
}

/// Sets one paragraph.
pub fn pieces_to_lines(pieces: &[Piece], width: usize, marked: bool) -> Vec<DiffLine> {
    let pieces: Vec<(String, Kind)> = pieces.iter().map(|piece| (shown(piece, marked), piece.kind)).collect();
    let runs: Vec<flow::Piece<'_, Kind>> =
        pieces.iter().map(|(text, kind)| flow::Piece::text(text, *kind)).collect();
    let lines = flow::wrap(&runs, width.max(1)).into_iter();
    let to_piece = |(text, kind): (String, Kind)| Piece { text: SafeText::piece(&text), kind };
    lines.map(|line| DiffLine::Text(line.runs.into_iter().map(to_piece).collect())).collect()
}

fn shown(piece: &Piece, marked: bool) -> String {
    match piece.kind {
        Kind::Removed if marked => format!("[-{}-]", piece.text),
        Kind::Inserted if marked => format!("{{+{}+}}", piece.text),
        _ => piece.text.to_string(),
    }
}
