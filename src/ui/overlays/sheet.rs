//! A sheet: names on the left, what stands for them on the right, troubles marked.

use ratatui::layout::Rect;

use super::{lines_metrics, open_frame};
use crate::app::ListMetrics;
use crate::app::overlays::Sheet;
use crate::app::overlays::sheet::Fact;
use crate::text::SafeText;
use crate::text::width::wrap_title;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 76;
/// Lines of one fact at most; an address may be long.
const MOST_LINES: usize = 20;

/// A line of the sheet.
struct SheetLine {
    name: &'static str,
    text: SafeText,
    face: Face,
}

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, sheet: &Sheet) -> ListMetrics {
    let column = name_column(sheet);
    let room = WIDTH.min(area.width).saturating_sub(4);
    let lines = lines(sheet, room, column);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let inner = open_frame(canvas, area, WIDTH, height);
    let top = sheet.top.min(lines.len().saturating_sub(inner.height.into()));
    for (row, line) in (0..inner.height).zip(lines.iter().skip(top)) {
        let Some(field) = Field::in_area(inner, row, 0, 0) else { break };
        canvas.own(field, line.name, Face::Dim);
        let left =
            if line.face == Face::Text && !line.name.is_empty() { column } else { line_start(line, column) };
        canvas.text(field.after(left), &line.text, line.face);
    }
    lines_metrics(inner, top, lines.len())
}

fn name_column(sheet: &Sheet) -> u16 {
    let names = sheet.facts.iter().map(|fact| match fact {
        Fact::Named(name, _) => columns_of(name),
        _ => 0,
    });
    names.max().unwrap_or(0) + 2
}

/// Lines that go on under a name stand in its column; paragraphs stand at the left.
fn line_start(line: &SheetLine, column: u16) -> u16 {
    if line.face == Face::Text { column } else { 0 }
}

fn lines(sheet: &Sheet, room: u16, column: u16) -> Vec<SheetLine> {
    let line = |name, text, face| SheetLine { name, text, face };
    let wrapped = |text: &SafeText, room: u16| wrap_title(text, usize::from(room.max(1)), MOST_LINES);
    let mut lines: Vec<SheetLine> =
        wrapped(&sheet.title, room).into_iter().map(|text| line("", text, Face::Headline)).collect();
    lines.push(line("", SafeText::default(), Face::Dim));
    for fact in &sheet.facts {
        match fact {
            Fact::Named(name, text) => {
                let parts = wrapped(text, room.saturating_sub(column));
                let names = std::iter::once(*name).chain(std::iter::repeat(""));
                lines.extend(parts.into_iter().zip(names).map(|(text, name)| line(name, text, Face::Text)));
            }
            Fact::Trouble(text) => {
                lines.extend(wrapped(text, room).into_iter().map(|text| line("", text, Face::Failure)));
            }
            Fact::Text(text) => {
                lines.extend(wrapped(text, room).into_iter().map(|text| line("", text, Face::Strong)));
            }
            Fact::Blank => lines.push(line("", SafeText::default(), Face::Dim)),
        }
    }
    lines
}
