//! How overlays look; what they hold is in `app::overlays`, under the same names.

mod analysis;
mod brief;
mod catalogue;
mod changes;
mod coverage;
mod downloads;
mod find;
mod health;
mod help;
mod import;
mod jump;
mod palette;
mod prompt;
mod search;
mod settings;
mod share;
mod sheet;
mod subscribe;
mod themes;
mod versions;
mod welcome;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, Field};
use super::frame::area_of;
use super::layout::Areas;
use super::list::first_row;
use super::theme::Face;
use crate::app::{Area, ListCursor, ListMetrics, Model, Overlay, ViewMetrics};
use crate::domain::Moment;
use crate::text::SafeText;
use crate::text::width::{width, wrap_title};

/// Draws the top overlay over what was `drawn`; unless it is a part of a pane, the panes behind it are dimmed.
pub fn draw(
    canvas: &mut Canvas<'_>,
    areas: &Areas,
    overlay: &Overlay,
    model: &Model,
    (drawn, moment): (&ViewMetrics, &Moment),
) -> ListMetrics {
    if overlay.is_page() {
        open_page(canvas, areas.panes);
    } else if !overlay.is_part_of_a_pane() {
        dim(canvas, areas.panes);
    }
    let keymap = &model.keys.keymap;
    match overlay {
        Overlay::Help(help) => help::draw(canvas, areas.panes, help, keymap),
        Overlay::Sheet(sheet) => sheet::draw(canvas, areas.panes, sheet),
        Overlay::Prompt(prompt) => prompt::draw(canvas, areas.panes, prompt),
        Overlay::Search(search) => search::draw(canvas, areas, search, &model.main),
        Overlay::Find(find) => find::draw(canvas, areas, find, &model.main, &drawn.article),
        Overlay::Palette(palette) => palette::draw(canvas, areas.panes, palette, keymap),
        Overlay::Coverage(coverage) => coverage::draw(canvas, areas.panes, coverage, moment),
        Overlay::Changes(changes) => changes::draw(canvas, areas.panes, changes, moment),
        Overlay::Subscribe(subscribe) => subscribe::draw(canvas, areas.panes, subscribe, &model.main, moment),
        Overlay::Settings(settings) => settings::draw(canvas, areas.panes, settings, &model.main),
        Overlay::Jump(jump) => jump::draw(canvas, areas.panes, jump, moment),
        Overlay::Themes(themes) => themes::draw(canvas, areas.panes, themes),
        Overlay::Share(share) => share::draw(canvas, areas.panes, share),
        Overlay::Health(health) => health::draw(canvas, areas.panes, health, moment),
        Overlay::Downloads(downloads) => downloads::draw(canvas, areas.panes, downloads),
        Overlay::Versions(versions) => versions::draw(canvas, areas.panes, versions, moment),
        Overlay::Analysis(analysis) => analysis::draw(canvas, areas.panes, analysis, &model.main, moment),
        Overlay::Brief(brief) => brief::draw(canvas, areas.panes, brief, moment),
        Overlay::Welcome(welcome) => welcome::draw(canvas, areas.panes, welcome),
        Overlay::Catalogue(catalogue) => catalogue::draw(canvas, areas.panes, catalogue, keymap),
        Overlay::Import(import) => import::draw(canvas, areas.panes, import),
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

/// An empty page in place of what lies behind.
fn open_page(canvas: &mut Canvas<'_>, area: Rect) {
    for row in 0..area.height {
        if let Some(field) = Field::in_area(area, row, 0, 0) {
            canvas.blank(field);
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

/// What a text of lines measured, drawn from line `top` in `body`.
fn lines_metrics(body: Rect, top: usize, len: usize) -> ListMetrics {
    let rows = usize::from(body.height).min(len - top.min(len));
    // Around the body lie the border and the line above it.
    let area = Area {
        x: body.x.saturating_sub(2),
        y: body.y.saturating_sub(3),
        width: body.width.saturating_add(4),
        height: body.height.saturating_add(4),
    };
    ListMetrics { offset: top, rows, len, area, body: area_of(body), ..ListMetrics::default() }
}

/// What a list of rows of one line each measured, drawn from row `offset` in `body`.
fn rows_metrics(body: Rect, offset: usize, len: usize) -> ListMetrics {
    let lines = (offset..len).take(body.height.into()).map(Some).collect();
    ListMetrics { lines, ..lines_metrics(body, offset, len) }
}

/// What a frame holds below its head and a line of air.
fn below_head(inner: Rect) -> Rect {
    Rect { y: inner.y + 2.min(inner.height), height: inner.height.saturating_sub(2), ..inner }
}

/// Draws `len` rows of one line each: the bar at the selected one, and right of it what `draw_row` draws.
fn draw_rows(
    canvas: &mut Canvas<'_>,
    body: Rect,
    cursor: ListCursor,
    len: usize,
    mut draw_row: impl FnMut(&mut Canvas<'_>, Field, usize),
) -> ListMetrics {
    let offset = first_row(cursor, len, body.height.into(), |_| 1);
    for (line, row) in (0..body.height).zip(offset..len) {
        let Some(field) = Field::in_area(body, line, 0, 0) else { break };
        if row == cursor.selected {
            draw_bar(canvas, field);
        }
        draw_row(canvas, field.after(2), row);
    }
    rows_metrics(body, offset, len)
}

/// Says why a list is empty, in place of its first rows.
fn draw_empty(canvas: &mut Canvas<'_>, body: Rect, why: &'static str) {
    let lines = wrap_title(&SafeText::new(why), body.width.saturating_sub(2).into(), 3);
    for (row, line) in (0..).zip(&lines) {
        let Some(field) = Field::in_area(body, row, 2, 0) else { return };
        canvas.text(field, line, Face::Dim);
    }
}

/// The bar at the selected row of a list.
fn draw_bar(canvas: &mut Canvas<'_>, field: Field) {
    canvas.own(field, canvas.glyphs.bar, Face::BarFocused);
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
