//! Settings: names on the left, values on the right, and below them what can be done or what is wrong.

use ratatui::layout::Rect;

use super::{draw_empty, draw_rows, open_frame};
use crate::app::overlays::Settings;
use crate::app::overlays::settings::{Editing, Item, Mistake};
use crate::app::{ListMetrics, Main};
use crate::text::SafeText;
use crate::text::width::{truncate, wrap_title};
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::line_field;
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 72;
/// Columns of a name with the air beside it.
const NAMES: u16 = 12;
/// Lines around the rows: title and air above, air and two lines of advice below.
const AROUND: u16 = 5;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, settings: &Settings, main: &Main) -> ListMetrics {
    let items = settings.items(main);
    let rows = u16::try_from(items.len()).unwrap_or(u16::MAX).max(1);
    let inner = open_frame(canvas, area, WIDTH, rows.saturating_add(AROUND + 2));
    if let (Some(field), Some(title)) = (Field::in_area(inner, 0, 0, 0), settings.title(main)) {
        canvas.text(field, &truncate(title, field.width.into()), Face::Headline);
    }
    // In a low window the values and what is wrong with them matter more than the air.
    let (above, below) = if inner.height >= rows + AROUND { (2, 3) } else { (1, 1) };
    let body = Rect {
        y: inner.y + above.min(inner.height),
        height: inner.height.saturating_sub(above + below),
        ..inner
    };
    let metrics = draw_rows(canvas, body, settings.cursor, items.len(), |canvas, field, row| {
        draw_item(canvas, field, settings, items[row], row == settings.cursor.selected, main);
    });
    let under = settings.cursor.selected.saturating_sub(metrics.offset) + 1;
    if let (Some(editing), Ok(row)) = (&settings.editing, u16::try_from(under))
        && let Some(field) = Field::in_area(inner, above + row, 0, 0)
    {
        draw_mark(canvas, field, editing);
    }
    if items.is_empty() {
        draw_empty(canvas, body, "It is no longer there.");
    }
    let foot = inner.height.saturating_sub(below - 1);
    draw_foot(canvas, inner, foot, settings, main);
    metrics
}

fn draw_item(
    canvas: &mut Canvas<'_>,
    field: Field,
    settings: &Settings,
    item: Item,
    is_selected: bool,
    main: &Main,
) {
    canvas.own(field, item.name(), Face::Dim);
    let value = field.after(NAMES);
    if let Some(editing) = settings.editing.as_ref().filter(|_| is_selected) {
        line_field::draw(canvas, value, &editing.line);
    } else {
        let text = settings.value(item, main);
        canvas.text(value, &truncate(&text, value.width.into()), Face::Text);
    }
}

/// The mistake, else the completion, else what can be done.
fn draw_foot(canvas: &mut Canvas<'_>, inner: Rect, first: u16, settings: &Settings, main: &Main) {
    let Some(item) = settings.selected(main) else { return };
    let mistake = settings.editing.as_ref().and_then(|editing| editing.mistake.as_ref());
    if let Some(mistake) = mistake {
        draw_mistake(canvas, inner, first, mistake);
        return;
    }
    let Some(field) = Field::in_area(inner, first, 2, 0) else { return };
    match settings.completion(main) {
        Some(path) => {
            let text = SafeText::new(&format!("tab: {path}"));
            canvas.text(field, &truncate(&text, field.width.into()), Face::Dim);
        }
        None => {
            canvas.own(field, settings.advice(item), Face::Dim);
        }
    }
}

fn draw_mistake(canvas: &mut Canvas<'_>, inner: Rect, first: u16, mistake: &Mistake) {
    let width = usize::from(inner.width.saturating_sub(2).max(1));
    for (row, line) in (first..inner.height).zip(wrap_title(&mistake.text, width, 2)) {
        if let Some(field) = Field::in_area(inner, row, 2, 0) {
            canvas.text(field, &line, Face::Failure);
        }
    }
}

/// The mark under the character at which a mistake stands; the row there is covered meanwhile.
fn draw_mark(canvas: &mut Canvas<'_>, field: Field, editing: &Editing) {
    let Some(position) = editing.mistake.as_ref().and_then(|mistake| mistake.position) else { return };
    let before: String = editing.line.text().chars().take(position).collect();
    canvas.blank(field);
    let value = field.after(2 + NAMES);
    canvas.own(value.after(columns_of(&before).min(value.width.saturating_sub(1))), "^", Face::Failure);
}
