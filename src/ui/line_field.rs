//! A line that is being typed, on the screen: it slides so that the cursor is always seen.

use super::canvas::{Canvas, Field, columns_of};
use super::theme::Face;
use crate::app::Line;
use crate::text::SafeText;
use crate::text::width::{graphemes, prefix};

/// Draws the line in `field` and puts the terminal's cursor into it.
pub fn draw(canvas: &mut Canvas<'_>, field: Field, line: &Line) {
    if field.width == 0 {
        return;
    }
    let before = columns_of(line.before_cursor());
    let slid = slid(line, before, field.width);
    let hidden = columns_of(&line.text()[..slid]);
    let shown = prefix(&line.text()[slid..], field.width.into());
    canvas.text(field, &SafeText::piece(shown), Face::Text);
    canvas.cursor = Some((field.x + (before - hidden).min(field.width - 1), field.y));
}

/// The byte at which the line begins on the screen: as little as possible is hidden on the left.
fn slid(line: &Line, before: u16, width: u16) -> usize {
    let mut over = usize::from(before.saturating_sub(width - 1));
    let mut at = 0;
    for (grapheme, columns) in graphemes(line.text()) {
        if over == 0 {
            break;
        }
        over = over.saturating_sub(columns);
        at += grapheme.len();
    }
    at
}
