//! The selection of a list and where the list starts on the screen. Rows may be of different height,
//! which only `ui` knows: it draws from `offset`, moves it as far as the selection needs, and hands it
//! back with the metrics.

use super::moving::{Motion, moved};

/// A selection in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListCursor {
    /// The selected row.
    pub selected: usize,
    /// The first row on the screen, as of the last frame.
    pub offset: usize,
}

impl ListCursor {
    /// Moves by `rows` within `len` rows; true if it moved.
    pub fn move_by(&mut self, rows: isize, len: usize) -> bool {
        self.move_to(self.selected.saturating_add_signed(rows), len)
    }

    /// Moves as `motion` says within `len` rows, of which `page` are on the screen; true if it moved.
    pub fn go(&mut self, motion: Motion, len: usize, page: usize) -> bool {
        self.move_to(moved(motion, self.selected, len, page), len)
    }

    /// Moves to `row`, or to the last one; true if it moved.
    pub fn move_to(&mut self, row: usize, len: usize) -> bool {
        let before = self.selected;
        self.selected = row.min(len.saturating_sub(1));
        self.selected != before
    }
}
