//! The ways of an article out of the reader: what it is about, and below it what can be chosen.

use ratatui::layout::Rect;

use super::{below_head, draw_rows, open_frame};
use crate::app::ListMetrics;
use crate::app::overlays::Share;
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 70;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, share: &Share) -> ListMetrics {
    let height = u16::try_from(share.ways.len()).unwrap_or(u16::MAX).saturating_add(4);
    let inner = open_frame(canvas, area, WIDTH, height);
    if let Some(field) = Field::in_area(inner, 0, 0, 0) {
        canvas.own(field, share.title, Face::PaneTitleFocused);
        let subject = field.after(columns_of(share.title) + 2);
        canvas.text(subject, &truncate(&share.subject, subject.width.into()), Face::Dim);
    }
    draw_rows(canvas, below_head(inner), share.cursor, share.ways.len(), |canvas, field, row| {
        let way = share.ways[row];
        let name = canvas.right(field, &SafeText::new(way.name()), Face::Dim) + 1;
        let field = field.before(name);
        canvas.text(
            field,
            &truncate(&SafeText::new(way.label(share.is_range)), field.width.into()),
            Face::Text,
        );
    })
}
