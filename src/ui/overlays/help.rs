//! Help: keys on the left, what they do on the right.

use ratatui::layout::Rect;

use super::{lines_metrics, open_frame};
use crate::app::ListMetrics;
use crate::app::overlays::Help;
use crate::app::overlays::help::Line;
use crate::command::Keymap;
use crate::text::SafeText;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 72;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, help: &Help, keymap: &Keymap) -> ListMetrics {
    let lines = help.lines(keymap);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let inner = open_frame(canvas, area, WIDTH, height);
    let keys = lines.iter().map(|line| match line {
        Line::Keys(keys, _) => columns_of(keys),
        Line::Heading(_) | Line::Blank => 0,
    });
    let column = keys.max().unwrap_or(0).min(inner.width / 2) + 2;
    let top = help.top.min(lines.len().saturating_sub(inner.height.into()));
    for (row, line) in (0..inner.height).zip(lines.iter().skip(top)) {
        let Some(field) = Field::in_area(inner, row, 0, 0) else { break };
        match line {
            Line::Heading(title) => {
                canvas.own(field, title, Face::Heading);
            }
            Line::Keys(keys, doc) => {
                canvas.text(field.before(field.width - column + 1), &SafeText::new(keys), Face::Key);
                canvas.own(field.after(column), doc, Face::Text);
            }
            Line::Blank => {}
        }
    }
    lines_metrics(inner, top, lines.len())
}
