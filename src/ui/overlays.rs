//! How overlays look; what they hold is in `app::overlays`, under the same names.

mod help;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, Field};
use super::theme::Face;
use crate::app::{ArticleMetrics, Overlay};
use crate::command::Keymap;
use crate::text::width::width;

/// Draws the top overlay over the dimmed panes.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, overlay: &Overlay, keymap: &Keymap) -> ArticleMetrics {
    dim(canvas, area);
    match overlay {
        Overlay::Help(help) => help::draw(canvas, area, help, keymap),
    }
}

/// All that lies behind gets one quiet style, so that colours and grounds there do not call.
fn dim(canvas: &mut Canvas<'_>, area: Rect) {
    let style = canvas.theme.style(Face::Screen).patch(canvas.theme.style(Face::Behind));
    for position in area.positions() {
        if let Some(cell) = canvas.buffer.cell_mut(position) {
            cell.set_style(Style::reset()).set_style(style);
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
    cut_wide_signs(canvas, outer);
    canvas.ground(outer, Face::Screen);
    canvas.ground(outer, Face::Popup);
    draw_border(canvas, outer);
    Rect {
        x: outer.x + width.min(2),
        y: outer.y + height.min(1),
        width: width.saturating_sub(4),
        height: height.saturating_sub(2),
    }
}

/// A wide sign that begins left of the frame would lie over its border.
fn cut_wide_signs(canvas: &mut Canvas<'_>, outer: Rect) {
    let Some(x) = outer.x.checked_sub(1) else { return };
    for y in outer.top()..outer.bottom() {
        if let Some(cell) = canvas.buffer.cell_mut((x, y)).filter(|cell| width(cell.symbol()) > 1) {
            cell.set_symbol(" ");
        }
    }
}

fn draw_border(canvas: &mut Canvas<'_>, outer: Rect) {
    if outer.width < 2 || outer.height < 2 {
        return;
    }
    let glyphs = canvas.glyphs;
    let (left, right) = (outer.x, outer.right() - 1);
    let (top, bottom) = (outer.y, outer.bottom() - 1);
    let mut put = |x, y, glyph| {
        canvas.own(Field { x, y, width: 1 }, glyph, Face::Border);
    };
    for x in left + 1..right {
        put(x, top, glyphs.border_across);
        put(x, bottom, glyphs.border_across);
    }
    for y in top + 1..bottom {
        put(left, y, glyphs.border_down);
        put(right, y, glyphs.border_down);
    }
    put(left, top, glyphs.border_top_left);
    put(right, top, glyphs.border_top_right);
    put(left, bottom, glyphs.border_bottom_left);
    put(right, bottom, glyphs.border_bottom_right);
}
