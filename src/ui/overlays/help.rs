//! Help: keys on the left, what they do on the right.

use ratatui::layout::Rect;

use super::{lines_metrics, open_frame};
use crate::app::ListMetrics;
use crate::app::overlays::Help;
use crate::app::overlays::help::Line;
use crate::command::Keymap;
use crate::text::SafeText;
use crate::text::width::wrap_title;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 72;

/// A row of the frame: a line of help, or what is left of the one above.
enum Row<'a> {
    Heading(&'static str),
    Keys(&'a str, SafeText),
    Blank,
}

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, help: &Help, keymap: &Keymap) -> ListMetrics {
    let lines = help.lines(keymap);
    let columns = area.width.min(WIDTH).saturating_sub(4);
    let keys = lines.iter().map(|line| match line {
        Line::Keys(keys, _) => columns_of(keys),
        Line::Heading(_) | Line::Blank => 0,
    });
    let column = keys.max().unwrap_or(0).min(columns / 2) + 2;
    let rows: Vec<Row<'_>> =
        lines.iter().flat_map(|line| to_rows(line, columns.saturating_sub(column))).collect();
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2);
    let inner = open_frame(canvas, area, WIDTH, height);
    let top = help.top.min(rows.len().saturating_sub(inner.height.into()));
    for (y, row) in (0..inner.height).zip(rows.iter().skip(top)) {
        let Some(field) = Field::in_area(inner, y, 0, 0) else { break };
        match row {
            Row::Heading(title) => {
                canvas.own(field, title, Face::Heading);
            }
            Row::Keys(keys, doc) => {
                canvas.text(field.before(field.width - column + 1), &SafeText::new(keys), Face::Key);
                canvas.text(field.after(column), doc, Face::Text);
            }
            Row::Blank => {}
        }
    }
    lines_metrics(inner, top, rows.len())
}

/// What a key does may take several rows.
fn to_rows(line: &Line, columns: u16) -> Vec<Row<'_>> {
    match line {
        Line::Heading(title) => vec![Row::Heading(title)],
        Line::Blank => vec![Row::Blank],
        Line::Keys(keys, doc) => {
            let docs = wrap_title(&SafeText::new(doc), columns.into(), 3);
            let keys = std::iter::once(keys.as_str()).chain(std::iter::repeat(""));
            keys.zip(docs).map(|(keys, doc)| Row::Keys(keys, doc)).collect()
        }
    }
}
