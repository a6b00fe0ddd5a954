//! The palette: the line, then the commands that match, each with what it does and its keys.

use ratatui::layout::Rect;

use super::{below_head, draw_empty, draw_rows, open_frame};
use crate::app::ListMetrics;
use crate::app::overlays::Palette;
use crate::app::overlays::palette::Suggestion;
use crate::command::{KeyChord, Keymap};
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::line_field;
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 76;
/// Highest frame.
const HEIGHT: u16 = 18;
/// Columns of a name with the air beside it.
const NAMES: u16 = 20;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, palette: &Palette, keymap: &Keymap) -> ListMetrics {
    let inner = open_frame(canvas, area, WIDTH, HEIGHT);
    if let Some(field) = Field::in_area(inner, 0, 0, 0) {
        let used = canvas.own(field, ":", Face::PaneTitleFocused);
        line_field::draw(canvas, field.after(used), &palette.line);
    }
    let body = below_head(inner);
    let matches = palette.matches();
    if matches.is_empty() {
        draw_empty(canvas, body, "No command of that name. esc goes back.");
    }
    draw_rows(canvas, body, palette.cursor, matches.len(), |canvas, field, row| {
        draw_suggestion(canvas, field, &matches[row], palette, keymap);
    })
}

fn draw_suggestion(
    canvas: &mut Canvas<'_>,
    field: Field,
    suggestion: &Suggestion,
    palette: &Palette,
    keymap: &Keymap,
) {
    let spec = suggestion.spec;
    let keys = keymap.keys_for(palette.place, spec.command).next().map(KeyChord::print_sequence);
    let used = keys.map_or(0, |keys| canvas.right(field, &SafeText::new(&keys), Face::Key));
    let field = field.before(used + 1);
    canvas.letters(field, spec.name, &suggestion.letters, (Face::Text, Face::Mark));
    let doc = field.after(NAMES.max(columns_of(spec.name) + 2));
    canvas.text(doc, &truncate(&SafeText::new(spec.doc), doc.width.into()), Face::Dim);
}
