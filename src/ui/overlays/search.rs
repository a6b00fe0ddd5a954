//! The line of a search, in the head of the entries pane; a mistake stands under its character.

use crate::app::overlays::Search;
use crate::app::{ListMetrics, Main};
use crate::text::SafeText;
use crate::text::width::{truncate, wrap_title};
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::layout::Areas;
use crate::ui::line_field;
use crate::ui::panes::entries::found;
use crate::ui::theme::Face;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, areas: &Areas, search: &Search, main: &Main) -> ListMetrics {
    let area = areas.entries.unwrap_or(areas.panes);
    let Some(field) = Field::in_area(area, 0, 1, 1) else { return ListMetrics::default() };
    canvas.blank(field);
    let used = canvas.own(field, "Search", Face::PaneTitleFocused);
    let mut line = field.after(used + 2);
    let told = found(main);
    if search.mistake.is_none() && columns_of(search.line.text()) + columns_of(told.as_str()) + 2 < line.width
    {
        let told = canvas.right(line, &told, Face::Dim);
        line = line.before(told + 1);
    }
    line_field::draw(canvas, line, &search.line);
    // Nothing of it can be clicked: what the mouse does there is for the pane.
    let Some(mistake) = &search.mistake else { return ListMetrics::default() };
    let before: String = search.line.text().chars().take(mistake.position).collect();
    for row in 1..5 {
        if let Some(below) = Field::in_area(area, row, 0, 0) {
            canvas.blank(below);
        }
    }
    if let Some(below) = Field::in_area(area, 1, 1, 1) {
        let column = columns_of(&before).min(line.width.saturating_sub(1));
        canvas.own(below.after(used + 2 + column), "^", Face::Failure);
    }
    let message = SafeText::new(&mistake.message);
    for (row, text) in (2..4).zip(wrap_title(&message, usize::from(field.width.max(1)), 2)) {
        if let Some(below) = Field::in_area(area, row, 1, 1) {
            canvas.text(below, &truncate(&text, below.width.into()), Face::Failure);
        }
    }
    ListMetrics::default()
}
