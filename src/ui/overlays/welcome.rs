//! The welcome: a calm first page in the middle of the screen, as roomy as its height allows.

use ratatui::layout::Rect;

use super::{draw_bar, rows_metrics};
use crate::app::ListMetrics;
use crate::app::overlays::Welcome;
use crate::app::overlays::welcome::Way;
use crate::text::SafeText;
use crate::text::width::{truncate, wrap_title};
use crate::ui::canvas::{Canvas, Field};
use crate::ui::frame::area_of;
use crate::ui::list::first_row;
use crate::ui::theme::Face;

/// Widest column.
const WIDTH: u16 = 60;
/// How many ways there are.
#[allow(clippy::cast_possible_truncation, reason = "four")]
const WAYS: u16 = Way::ALL.len() as u16;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, welcome: &Welcome) -> ListMetrics {
    let width = WIDTH.min(area.width.saturating_sub(4));
    let promise =
        wrap_title(&SafeText::new(Welcome::PROMISE), usize::from(width.saturating_sub(2).max(1)), 2);
    let (is_roomy, step) = pace(area.height, &promise);
    let head = head_lines(is_roomy, &promise).min(area.height.saturating_sub(WAYS));
    let height = (head + WAYS * step).min(area.height);
    let column = Rect {
        x: area.x + (area.width - width) / 2,
        // A little above the middle, where the eye expects it.
        y: area.y + (area.height - height) * 2 / 5,
        width,
        height,
    };
    draw_head(canvas, Rect { height: head, ..column }, is_roomy, &promise);
    let body = Rect { y: column.y + head, height: height - head, ..column };
    ListMetrics { area: area_of(area), ..draw_ways(canvas, body, welcome, step) }
}

/// Whether the title has air, and the lines of a way: its title, what is told of it, air. Where there is
/// less room first the air goes, then what is told.
fn pace(height: u16, promise: &[SafeText]) -> (bool, u16) {
    // There is no air below the last way.
    let fits = |is_roomy, step: u16| head_lines(is_roomy, promise) + WAYS * step <= height + step / 3;
    if fits(true, 3) { (true, 3) } else { (false, if fits(false, 2) { 2 } else { 1 }) }
}

/// Lines above the ways.
fn head_lines(is_roomy: bool, promise: &[SafeText]) -> u16 {
    let promise = u16::try_from(promise.len()).unwrap_or(u16::MAX);
    promise + if is_roomy { 4 } else { 2 }
}

fn draw_head(canvas: &mut Canvas<'_>, head: Rect, is_roomy: bool, promise: &[SafeText]) {
    let Some(first) = Field::in_area(head, 0, 2, 0) else { return };
    let used = canvas.own(first, "tidings", Face::Headline);
    let row = if is_roomy { 2 } else { 0 };
    if let Some(field) = Field::in_area(head, row, 2, 0) {
        let field = if is_roomy { field } else { field.after(used + 2) };
        canvas.own(field, Welcome::LINE, Face::Text);
    }
    for (row, line) in (row + 1..).zip(promise) {
        if let Some(field) = Field::in_area(head, row, 2, 0) {
            canvas.text(field, line, Face::Dim);
        }
    }
}

fn draw_ways(canvas: &mut Canvas<'_>, body: Rect, welcome: &Welcome, step: u16) -> ListMetrics {
    let height = usize::from(step);
    let offset = first_row(welcome.cursor, Way::ALL.len(), usize::from(body.height).max(height), |_| height);
    let mut lines = Vec::new();
    for (i, way) in Way::ALL.into_iter().enumerate().skip(offset) {
        let y = u16::try_from((i - offset) * height).unwrap_or(u16::MAX);
        let is_selected = i == welcome.cursor.selected;
        let Some(field) = Field::in_area(body, y, 0, 0) else { break };
        lines.extend([Some(i), (step > 1).then_some(i), None].into_iter().take(height));
        if is_selected {
            draw_bar(canvas, field);
        }
        let face = if is_selected { Face::Strong } else { Face::Text };
        canvas.own(field.after(2), way.title(), face);
        let Some(field) = Field::in_area(body, y + 1, 0, 0).filter(|_| step > 1) else { continue };
        if is_selected {
            draw_bar(canvas, field);
        }
        let field = field.after(2);
        canvas.text(field, &truncate(&welcome.about(way), field.width.into()), Face::Dim);
    }
    let rows = usize::from(body.height.div_ceil(step));
    ListMetrics { rows, lines, ..rows_metrics(body, offset, Way::ALL.len()) }
}
