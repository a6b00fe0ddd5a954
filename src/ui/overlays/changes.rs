//! The list of changes: how long ago, what was done, and whether it is undone.

use ratatui::layout::Rect;

use super::{below_head, draw_empty, draw_rows, open_frame};
use crate::app::overlays::Changes;
use crate::app::{ListMetrics, Loadable};
use crate::domain::{Change, Moment};
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field};
use crate::ui::format::age;
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 72;
/// Highest and lowest frame.
const HEIGHT: (u16, u16) = (20, 8);
/// Rows of the frame that are no changes: border, head, air.
const AROUND: u16 = 5;
/// Columns of an age.
const AGE: u16 = 8;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, changes: &Changes, moment: &Moment) -> ListMetrics {
    let lines = changes.lines();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(AROUND);
    let inner = open_frame(canvas, area, WIDTH, height.clamp(HEIGHT.1, HEIGHT.0));
    if let Some(field) = Field::in_area(inner, 0, 0, 0) {
        let used = canvas.own(field, "Changes", Face::PaneTitleFocused);
        canvas.own(field.after(used + 2), "enter undoes down to here, or redoes", Face::Dim);
    }
    let body = below_head(inner);
    draw_nothing(canvas, body, changes);
    draw_rows(canvas, body, changes.cursor, lines.len(), |canvas, field, row| {
        draw_change(canvas, field, &lines[row], moment);
    })
}

fn draw_change(canvas: &mut Canvas<'_>, field: Field, change: &Change, moment: &Moment) {
    canvas.text(field, &age(change.at, moment), Face::Dim);
    let right = if change.undone { canvas.right(field, &SafeText::new("undone"), Face::Warning) } else { 0 };
    let label = field.after(AGE).before(right + 1);
    let face = if change.undone { Face::Dim } else { Face::Text };
    canvas.text(label, &truncate(&change.label, label.width.into()), face);
}

fn draw_nothing(canvas: &mut Canvas<'_>, body: Rect, changes: &Changes) {
    match &changes.changes {
        Loadable::Failed(reason) => {
            if let Some(field) = Field::in_area(body, 0, 2, 0) {
                canvas.text(field, reason, Face::Failure);
            }
        }
        Loadable::Ready(lines) if lines.is_empty() => draw_empty(canvas, body, "Nothing was changed yet."),
        _ => {}
    }
}
