//! The menu of countries: the name in its own language, in English, and the edition.

use ratatui::layout::Rect;

use crate::app::ListMetrics;
use crate::app::overlays::catalogue::CountryMenu;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::line_field;
use crate::ui::overlays::{below_head, draw_empty, draw_rows, open_frame};
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 48;
/// Highest frame.
const HEIGHT: u16 = 18;

/// Draws the menu.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, menu: &CountryMenu) -> ListMetrics {
    let inner = open_frame(canvas, area, WIDTH, HEIGHT);
    if let Some(field) = Field::in_area(inner, 0, 0, 0) {
        let used = canvas.own(field, "Country", Face::PaneTitleFocused);
        line_field::draw(canvas, field.after(used + 2), &menu.line);
    }
    let body = below_head(inner);
    if menu.is_empty() {
        draw_empty(canvas, body, "No country of that name. esc goes back.");
    }
    draw_rows(canvas, body, menu.cursor, menu.len(), |canvas, field, row| {
        let Some(edition) = menu.edition(row) else { return };
        let columns = columns_of(edition.locale).min(field.width);
        canvas.own(field.after(field.width - columns), edition.locale, Face::Dim);
        let field = field.before(columns + 1);
        let used = canvas.own(field, edition.country, Face::Text);
        if edition.english != edition.country {
            canvas.own(field.after(used + 2), edition.english, Face::Dim);
        }
    })
}
