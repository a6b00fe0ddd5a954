//! The line that says that an article was edited since it was first seen.

use super::PageLine;
use crate::domain::{LoadedEntry, Moment};
use crate::text::SafeText;
use crate::text::width::width as columns;
use crate::ui::format::moment_of;
use crate::ui::glyphs::Glyphs;
use crate::ui::theme::Face;

/// What the key at its right end does.
const HINT: &str = "d what changed";

/// `Δ Changed May 7, 11:40                d what changed`; nothing for an article that never was.
pub fn edits(loaded: &LoadedEntry, width: usize, glyphs: Glyphs, moment: &Moment) -> Option<PageLine> {
    let edits = loaded.entry.edits?;
    let text = format!("Changed {}", moment_of(edits.last, moment));
    let has_room = columns(&text) + columns(HINT) + 4 <= width;
    Some(PageLine {
        spans: vec![
            (SafeText::piece(&format!("{} ", glyphs.updated)), Face::Updated),
            (SafeText::new(&text), Face::Dim),
        ],
        right: has_room.then(|| (SafeText::new(HINT), Face::Key)),
        ..PageLine::default()
    })
}
