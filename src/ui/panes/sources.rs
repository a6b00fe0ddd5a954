//! The sources pane: names on the left, counts on the right, troubles marked.

use ratatui::layout::Rect;

use crate::app::panes::{SourceRow, Sources};
use crate::app::{ListMetrics, Source};
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field};
use crate::ui::format::count;
use crate::ui::frame::area_of;
use crate::ui::list::{first_row, whole_rows};
use crate::ui::theme::Face;

/// Draws the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, sources: &Sources, is_focused: bool) -> ListMetrics {
    let len = sources.seen_len();
    let height = |row: usize| 1 + usize::from(has_air(sources, row));
    let offset = first_row(sources.cursor, len, area.height.into(), height);
    let mut lines = Vec::new();
    for i in offset..len {
        if i > offset && has_air(sources, i) {
            lines.push(None);
        }
        let y = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let (Some(field), Some(row)) = (Field::in_area(area, y, 0, 1), sources.seen(i)) else { break };
        lines.push(Some(i));
        if i == sources.cursor.selected {
            let face = if is_focused { Face::BarFocused } else { Face::Bar };
            canvas.own(field, canvas.glyphs.bar, face);
        }
        if row.is_folded {
            canvas.own(field.after(1), canvas.glyphs.closed, Face::Dim);
        }
        draw_row(canvas, field.after(2), row, sources.trouble(i).is_some());
    }
    let rows = whole_rows(offset, len, area.height.into(), height);
    ListMetrics {
        offset,
        rows,
        len,
        area: area_of(area),
        body: area_of(area),
        lines,
        ..ListMetrics::default()
    }
}

fn draw_row(canvas: &mut Canvas<'_>, field: Field, row: &SourceRow, is_in_trouble: bool) {
    let mut right = 0;
    if is_in_trouble {
        right = canvas.own(field.after(field.width.saturating_sub(1)), canvas.glyphs.failed, Face::Failure);
    }
    // A feed in trouble has room for its mark only; a category tells both.
    let has_count = row.count > 0 || row.is_capped;
    if has_count && (!is_in_trouble || row.is_folded) {
        let gap = right + u16::from(right > 0);
        right = gap + canvas.right(field.before(gap), &count(row.count, row.is_capped), Face::Dim);
    }
    let indent = u16::try_from(row.depth.saturating_sub(1) * 2).unwrap_or(u16::MAX).min(field.width / 3);
    let name = field.after(indent).before(right + u16::from(right > 0));
    let face = match row.source {
        Source::Category(_) => Face::Category,
        _ if row.count > 0 => Face::Text,
        _ => Face::Read,
    };
    let title = truncate(&row.title, name.width.into());
    canvas.text(name, &title, face);
}

/// A blank line stands above each group: the first feed after the smart feeds, and every category at
/// the top.
fn has_air(sources: &Sources, row: usize) -> bool {
    let above = row.checked_sub(1).and_then(|above| sources.seen(above));
    let (Some(above), Some(row)) = (above, sources.seen(row)) else { return false };
    match row.source {
        Source::Smart(_) | Source::Own(_) | Source::Search => false,
        Source::Category(_) => row.depth == 0 && !(above.is_folded && above.depth == 0),
        Source::Feed(_) => matches!(above.source, Source::Smart(_) | Source::Own(_)),
    }
}

/// The reason of the trouble of the selected source, for the status line.
pub fn trouble(sources: &Sources) -> Option<&SafeText> {
    sources.trouble(sources.cursor.selected)
}
