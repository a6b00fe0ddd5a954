//! How overlays look; what they hold is in `app::overlays`, under the same names.

mod help;

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::canvas::{Canvas, Field};
use super::theme::Face;
use crate::app::{ArticleMetrics, Overlay};
use crate::command::Keymap;

/// Draws the top overlay over the dimmed panes.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, overlay: &Overlay, keymap: &Keymap) -> ArticleMetrics {
    dim(canvas, area);
    match overlay {
        Overlay::Help(help) => help::draw(canvas, area, help, keymap),
    }
}

fn dim(canvas: &mut Canvas<'_>, area: Rect) {
    for position in area.positions() {
        if let Some(cell) = canvas.buffer.cell_mut(position) {
            cell.modifier.remove(Modifier::BOLD);
            cell.modifier.insert(Modifier::DIM);
        }
    }
}

/// An empty frame in the middle of `area`; returns what is inside.
fn open_frame(canvas: &mut Canvas<'_>, area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let outer =
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    for position in outer.positions() {
        if let Some(cell) = canvas.buffer.cell_mut(position) {
            cell.reset();
        }
    }
    draw_border(canvas, outer);
    Rect {
        x: outer.x + width.min(2),
        y: outer.y + height.min(1),
        width: width.saturating_sub(4),
        height: height.saturating_sub(2),
    }
}

fn draw_border(canvas: &mut Canvas<'_>, outer: Rect) {
    if outer.width < 2 || outer.height < 2 {
        return;
    }
    let [across, down, corners @ ..] = if canvas.glyphs.is_ascii {
        ["-", "|", "+", "+", "+", "+"]
    } else {
        ["─", "│", "╭", "╮", "╰", "╯"]
    };
    let (left, right) = (outer.x, outer.right() - 1);
    let (top, bottom) = (outer.y, outer.bottom() - 1);
    let mut put = |x, y, glyph| {
        canvas.own(Field { x, y, width: 1 }, glyph, Face::Border);
    };
    for x in left + 1..right {
        put(x, top, across);
        put(x, bottom, across);
    }
    for y in top + 1..bottom {
        put(left, y, down);
        put(right, y, down);
    }
    for ((x, y), corner) in
        [(left, top), (right, top), (left, bottom), (right, bottom)].into_iter().zip(corners)
    {
        put(x, y, corner);
    }
}
