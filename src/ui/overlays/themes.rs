//! The theme chooser, in the lower right corner, so that the rest of the screen shows the theme.

use ratatui::layout::Rect;

use super::{draw_bar, open_frame, rows_metrics};
use crate::app::ListMetrics;
use crate::app::overlays::Themes;
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field};
use crate::ui::list::first_row;
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 28;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, themes: &Themes) -> ListMetrics {
    let names = themes.names();
    let width = WIDTH.min(area.width);
    let height = u16::try_from(names.len()).unwrap_or(u16::MAX).saturating_add(4).min(area.height);
    let corner = Rect { x: area.right() - width, y: area.bottom() - height, width, height };
    let inner = open_frame(canvas, corner, width, height);
    if let Some(field) = Field::in_area(inner, 0, 0, 0) {
        canvas.own(field, "Theme", Face::PaneTitleFocused);
    }
    let body = Rect { y: inner.y + 2.min(inner.height), height: inner.height.saturating_sub(2), ..inner };
    let offset = first_row(themes.cursor, names.len(), body.height.into(), |_| 1);
    for (row, (i, name)) in (0..body.height).zip(names.iter().enumerate().skip(offset)) {
        let Some(field) = Field::in_area(body, row, 0, 0) else { break };
        if i == themes.cursor.selected {
            draw_bar(canvas, field);
        }
        let is_old = name == themes.before();
        let right = if is_old { canvas.right(field, &SafeText::new("now"), Face::Dim) + 1 } else { 0 };
        let field = field.after(2).before(right);
        canvas.text(field, &truncate(&SafeText::new(name), field.width.into()), Face::Text);
    }
    rows_metrics(body, offset, names.len())
}
