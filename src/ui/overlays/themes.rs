//! The theme chooser, in the lower right corner, so that the rest of the screen shows the theme.

use ratatui::layout::Rect;

use super::{below_head, draw_rows, open_frame};
use crate::app::ListMetrics;
use crate::app::overlays::Themes;
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field};
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
    let body = below_head(inner);
    draw_rows(canvas, body, themes.cursor, names.len(), |canvas, field, row| {
        let name = &names[row];
        let is_old = name == themes.before();
        let right = if is_old { canvas.right(field, &SafeText::new("now"), Face::Dim) + 1 } else { 0 };
        let field = field.before(right);
        canvas.text(field, &truncate(&SafeText::new(name), field.width.into()), Face::Text);
    })
}
