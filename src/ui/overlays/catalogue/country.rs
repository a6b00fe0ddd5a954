//! The menu of countries: the name in its own language, in English, and the edition.

use ratatui::layout::Rect;

use crate::app::ListMetrics;
use crate::app::overlays::catalogue::CountryMenu;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::line_field;
use crate::ui::list::first_row;
use crate::ui::overlays::{draw_bar, open_frame, rows_metrics};
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
    let body = Rect { y: inner.y + 2.min(inner.height), height: inner.height.saturating_sub(2), ..inner };
    let offset = first_row(menu.cursor, menu.len(), body.height.into(), |_| 1);
    for (row, i) in (0..body.height).zip(offset..menu.len()) {
        let (Some(field), Some(edition)) = (Field::in_area(body, row, 0, 0), menu.edition(i)) else { break };
        if i == menu.cursor.selected {
            draw_bar(canvas, field);
        }
        let field = field.after(2);
        let columns = columns_of(edition.locale).min(field.width);
        canvas.own(field.after(field.width - columns), edition.locale, Face::Dim);
        let field = field.before(columns + 1);
        let used = canvas.own(field, edition.country, Face::Text);
        if edition.english != edition.country {
            canvas.own(field.after(used + 2), edition.english, Face::Dim);
        }
    }
    if menu.is_empty()
        && let Some(field) = Field::in_area(body, 0, 2, 0)
    {
        canvas.own(field, "No country of that name. esc goes back.", Face::Dim);
    }
    rows_metrics(body, offset, menu.len())
}
