//! Draws the pictures of a page where its lines are kept free for them, and tells which are missing on
//! the screen and near it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use ratatui_image::Image;
use ratatui_image::sliced::{SignedPosition, SlicedImage};

use super::encode::{Encoded, Form};
use super::placeholder::{self, Words};
use crate::app::{Absence, Area, ArticleMetrics, Pictures, Target};
use crate::domain::Cells;
use crate::text::wrap::PictureLine;
use crate::ui::canvas::Canvas;
use crate::ui::page::Page;

/// The place of one picture: the line of the page in which it begins, and what is kept for it.
#[derive(Clone, Copy)]
struct Place {
    first: usize,
    kept: PictureLine,
}

/// Draws the pictures of `page` that are in `body`, whose first line is `metrics.top`; adds to the metrics
/// what can be clicked and what is missing.
pub fn draw(
    canvas: &mut Canvas<'_>,
    body: Rect,
    page: &Page,
    known: &Pictures,
    metrics: &mut ArticleMetrics,
) {
    let (Some(entry), Some(images)) = (metrics.entry, canvas.images) else { return };
    for Place { first, kept } in places(page, metrics.top, body.height.into()) {
        let Some((Some(picture), alt)) = page.figures.get(kept.figure) else { continue };
        let room = Cells { columns: kept.columns, rows: kept.rows };
        let encoded = images.get(picture.id, room);
        let top = lines_between(metrics.top, first);
        let indent = kept.indent.min(body.width);
        let area = Rect { x: body.x + indent, width: body.width - indent, ..body };
        let shown = encoded.filter(|_| !canvas.is_covered);
        if shown.is_some_and(|encoded| encoded.draw(area, top, canvas.buffer)) {
            continue;
        }
        let absence = encoded.is_none().then(|| known.absence(entry, picture.id));
        placeholder::draw(canvas, area, top, (kept.columns, kept.rows), &Words { alt, absence });
        if matches!(absence, Some(Absence::Unasked | Absence::Failed(_))) {
            let target = Target::Picture(picture.id);
            metrics.targets.extend(on_screen(area, top, kept).map(|area| (area, target)));
        }
        if encoded.is_none() {
            metrics.lacking.push((picture.clone(), room));
        }
    }
}

/// The places on the screen and up to a screen above and below it.
fn places(page: &Page, top: usize, height: usize) -> Vec<Place> {
    let near = top.saturating_sub(height)..(top + 2 * height).min(page.lines.len());
    let mut places: Vec<Place> = Vec::new();
    for (line, kept) in near.filter_map(|line| Some((line, page.lines.get(line)?.picture?))) {
        if places.last().is_none_or(|place| place.kept.figure != kept.figure) {
            places.push(Place { first: line.saturating_sub(kept.row.into()), kept });
        }
    }
    places
}

/// From one line of a page to another, negative where that stands above.
fn lines_between(from: usize, to: usize) -> i32 {
    let signed = |line: usize| i32::try_from(line).unwrap_or(i32::MAX / 2);
    signed(to) - signed(from)
}

/// The part of a place that is on the screen.
fn on_screen(area: Rect, top: i32, kept: PictureLine) -> Option<Area> {
    let first = top.max(0);
    let end = (top + i32::from(kept.rows)).min(area.height.into());
    let height = u16::try_from(end - first).ok().filter(|height| *height > 0)?;
    let y = area.y + u16::try_from(first).ok()?;
    Some(Area { x: area.x, y, width: kept.columns.min(area.width), height })
}

impl Encoded {
    /// Draws what of it is in `area`; false if it cannot be drawn there.
    pub(super) fn draw(&self, area: Rect, top: i32, buffer: &mut Buffer) -> bool {
        match &self.form {
            Form::Dots(dots) => dots.draw(area, top, buffer),
            Form::Held(sliced, _) => {
                // Placeholders of a part that is far away would only be left out again.
                let Ok(y) = i16::try_from(top) else { return true };
                SlicedImage::new(sliced, SignedPosition { x: 0, y }).render(area, buffer);
            }
            Form::Piece(piece) => {
                let size = piece.size();
                let Some(top) = u16::try_from(top).ok().filter(|top| top + size.height <= area.height) else {
                    return false;
                };
                // The terminal goes on behind a picture of one column as if it were a letter.
                if size.width < 2 || size.width > area.width {
                    return false;
                }
                Image::new(piece).render(Rect { y: area.y + top, height: size.height, ..area }, buffer);
            }
        }
        true
    }
}
