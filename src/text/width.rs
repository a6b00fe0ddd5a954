//! Display width: by grapheme, as the terminal library counts.

use super::SafeText;

/// Columns that `text` takes.
#[must_use]
pub fn width(_text: &str) -> usize {
    todo!()
}

/// The start of `text` in at most `columns`, with `…` where it was cut.
#[must_use]
pub fn truncate(_text: &SafeText, _columns: usize) -> SafeText {
    todo!()
}

/// `text` in at most `lines` lines of `columns`; the last ends in `…` if text is left.
#[must_use]
pub fn wrap_title(_text: &SafeText, _columns: usize, _lines: usize) -> Vec<SafeText> {
    todo!()
}
