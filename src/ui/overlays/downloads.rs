//! The last download: how far it is, and two lines for each entry without a text: its headline, and why.

use ratatui::layout::Rect;

use super::{below_head, draw_bar, draw_empty, open_frame, rows_metrics};
use crate::app::overlays::Downloads;
use crate::app::{ListMetrics, Loadable};
use crate::domain::{DownloadProgress, FailedDownload};
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field};
use crate::ui::format::number;
use crate::ui::list::first_row;
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 84;
/// Highest frame.
const HEIGHT: u16 = 24;
/// Lines of an entry.
const LINES: u16 = 2;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, downloads: &Downloads) -> ListMetrics {
    let failed = downloads.failed();
    let lines = u16::try_from(failed.len()).unwrap_or(u16::MAX).saturating_mul(LINES).max(1);
    let inner = open_frame(canvas, area, WIDTH, lines.saturating_add(4).min(HEIGHT));
    draw_head(canvas, inner, downloads.progress());
    let body = below_head(inner);
    draw_nothing(canvas, body, downloads);
    let shown = body.height / LINES;
    let offset = first_row(downloads.cursor, failed.len(), shown.into(), |_| 1);
    for (place, row) in (0..shown).zip(offset..failed.len()) {
        draw_failed(canvas, body, place * LINES, &failed[row], row == downloads.cursor.selected);
    }
    let drawn = (offset..failed.len()).take(shown.into());
    let metrics = rows_metrics(body, offset, failed.len());
    ListMetrics { rows: usize::from(shown), lines: drawn.flat_map(|row| [Some(row); 2]).collect(), ..metrics }
}

/// `Downloads  38 of 40 · 2 without text`
fn draw_head(canvas: &mut Canvas<'_>, inner: Rect, progress: DownloadProgress) {
    let Some(field) = Field::in_area(inner, 0, 0, 0) else { return };
    let used = canvas.own(field, "Downloads", Face::PaneTitleFocused);
    let field = field.after(used + 2);
    canvas.text(field, &truncate(&told(progress), field.width.into()), Face::Dim);
}

/// `38 of 40 · 2 without text · 5 wait`
fn told(progress: DownloadProgress) -> SafeText {
    let count = |n: usize| number(n as u64);
    if progress.total == 0 {
        return SafeText::default();
    }
    let mut text = format!("{} of {} are here", count(progress.done), count(progress.total));
    if progress.failed > 0 {
        text = format!("{text} · {} without text", count(progress.failed));
    }
    if progress.waiting() > 0 {
        text = format!("{text} · {} wait", count(progress.waiting()));
    }
    SafeText::new(&text)
}

fn draw_failed(canvas: &mut Canvas<'_>, body: Rect, line: u16, failed: &FailedDownload, is_selected: bool) {
    let Some(field) = Field::in_area(body, line, 0, 0) else { return };
    if is_selected {
        draw_bar(canvas, field);
    }
    let title = field.after(2);
    canvas.text(title, &truncate(&failed.title, title.width.into()), Face::Text);
    if let Some(field) = Field::in_area(body, line + 1, 2, 0) {
        canvas.text(field, &truncate(&failed.reason, field.width.into()), Face::Dim);
    }
}

fn draw_nothing(canvas: &mut Canvas<'_>, body: Rect, downloads: &Downloads) {
    let progress = downloads.progress();
    match &downloads.downloaded {
        Loadable::Failed(reason) => {
            if let Some(field) = Field::in_area(body, 0, 2, 0) {
                canvas.text(field, reason, Face::Failure);
            }
        }
        Loadable::Ready(_) if progress.total == 0 => {
            draw_empty(canvas, body, "Nothing was downloaded yet: the command download takes a list along.");
        }
        Loadable::Ready(_) if progress.failed == 0 && progress.waiting() == 0 => {
            draw_empty(canvas, body, "Every text is here.");
        }
        Loadable::Ready(_) if progress.failed == 0 => draw_empty(canvas, body, "Nothing failed so far."),
        _ => {}
    }
}
