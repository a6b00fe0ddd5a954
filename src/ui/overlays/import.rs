//! The import: the question for a file with the lists that were found, then what would happen.

use ratatui::layout::Rect;

use super::{draw_bar, lines_metrics, open_frame, rows_metrics};
use crate::app::ListMetrics;
use crate::app::overlays::Import;
use crate::app::overlays::import::{PlanLine, Stage, plan_lines, told};
use crate::domain::ImportPlan;
use crate::text::SafeText;
use crate::text::width::{truncate, wrap_title};
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::frame::area_of;
use crate::ui::line_field;
use crate::ui::list::first_row;
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 72;
/// Lines of a mistake at most.
const MISTAKE: usize = 3;
/// Lines above and below the lines of a plan, the frame included.
const AROUND: u16 = 7;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, import: &Import) -> ListMetrics {
    match &import.stage {
        Stage::Planned { plan, top } => draw_plan(canvas, area, &import.file(), plan, *top),
        _ => draw_question(canvas, area, import),
    }
}

fn draw_question(canvas: &mut Canvas<'_>, area: Rect, import: &Import) -> ListMetrics {
    let columns = usize::from(WIDTH.min(area.width).saturating_sub(4)).max(1);
    let (below, face) = match &import.mistake {
        Some(mistake) => (wrap_title(mistake, columns, MISTAKE), Face::Failure),
        None => (vec![import.advice()], Face::Dim),
    };
    let said = u16::try_from(below.len()).unwrap_or(u16::MAX);
    let lists = u16::try_from(import.lists.len()).unwrap_or(u16::MAX);
    let found = if lists > 0 { lists.saturating_add(2) } else { 0 };
    let inner = open_frame(canvas, area, WIDTH, (3 + said).saturating_add(found));
    if let Some(field) = Field::in_area(inner, 0, 0, 0) {
        let used = canvas.own(field, "Import from", Face::PaneTitleFocused);
        line_field::draw(canvas, field.after(used + 2), &import.line);
    }
    for (row, text) in (1..).zip(&below) {
        if let Some(field) = Field::in_area(inner, row, 0, 0) {
            canvas.text(field, &truncate(text, field.width.into()), face);
        }
    }
    if lists == 0 {
        return lines_metrics(inner, 0, 2);
    }
    if let Some(field) = Field::in_area(inner, 2 + said, 0, 0) {
        canvas.own(field, "Found on this computer", Face::Heading);
    }
    let above = (3 + said).min(inner.height);
    let body = Rect { y: inner.y + above, height: inner.height - above, ..inner };
    ListMetrics { area: area_of(inner), ..draw_lists(canvas, body, import) }
}

fn draw_lists(canvas: &mut Canvas<'_>, body: Rect, import: &Import) -> ListMetrics {
    let offset = first_row(import.cursor, import.lists.len(), body.height.into(), |_| 1);
    let readers = import.lists.iter().map(|list| columns_of(list.reader));
    let column = readers.max().unwrap_or(0) + 2;
    for (row, (i, list)) in (0..body.height).zip(import.lists.iter().enumerate().skip(offset)) {
        let Some(field) = Field::in_area(body, row, 0, 0) else { break };
        let takes = import.takes_list();
        if takes && i == import.cursor.selected {
            draw_bar(canvas, field);
        }
        let field = field.after(2);
        canvas.own(field, list.reader, if takes { Face::Text } else { Face::Dim });
        let path = field.after(column);
        canvas.text(path, &truncate(&list.shown, path.width.into()), Face::Dim);
    }
    rows_metrics(body, offset, import.lists.len())
}

fn draw_plan(
    canvas: &mut Canvas<'_>,
    area: Rect,
    file: &SafeText,
    plan: &ImportPlan,
    top: usize,
) -> ListMetrics {
    let lines = plan_lines(plan);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(AROUND);
    let inner = open_frame(canvas, area, WIDTH, height);
    draw_plan_head(canvas, inner, file, plan);
    if let Some(field) = inner.height.checked_sub(1).and_then(|row| Field::in_area(inner, row, 0, 0)) {
        draw_plan_foot(canvas, field, plan);
    }
    let body = Rect { y: inner.y + 3.min(inner.height), height: inner.height.saturating_sub(5), ..inner };
    let top = top.min(lines.len().saturating_sub(body.height.into()));
    for (row, line) in (0..body.height).zip(lines.iter().skip(top)) {
        if let Some(field) = Field::in_area(body, row, 0, 0) {
            draw_line(canvas, field, line);
        }
    }
    ListMetrics { area: area_of(inner), ..lines_metrics(body, top, lines.len()) }
}

fn draw_plan_head(canvas: &mut Canvas<'_>, inner: Rect, file: &SafeText, plan: &ImportPlan) {
    if let Some(field) = Field::in_area(inner, 0, 0, 0) {
        let used = canvas.right(field, &SafeText::new(plan.format.name()), Face::Dim);
        let field = field.before(used + 2);
        let used = canvas.own(field, "Import", Face::PaneTitleFocused);
        let field = field.after(used + 2);
        canvas.text(field, &truncate(file, field.width.into()), Face::Text);
    }
    if let Some(field) = Field::in_area(inner, 1, 0, 0) {
        canvas.text(field, &truncate(&told(plan), field.width.into()), Face::Strong);
    }
}

fn draw_plan_foot(canvas: &mut Canvas<'_>, field: Field, plan: &ImportPlan) {
    let used = canvas.own(field, canvas.glyphs.enter, Face::Key);
    let field = field.after(used + 1);
    let text = match plan.new.len() {
        0 => "Nothing to import: leave this".to_owned(),
        1 => "Import 1 feed and fetch it; one undo takes it back".to_owned(),
        n => format!("Import {n} feeds and fetch them; one undo takes them back"),
    };
    canvas.text(field, &truncate(&SafeText::new(&text), field.width.into()), Face::Text);
}

fn draw_line(canvas: &mut Canvas<'_>, field: Field, line: &PlanLine) {
    match line {
        PlanLine::Heading(title, count) => {
            let used = canvas.right(field, &SafeText::new(&count.to_string()), Face::Dim);
            let field = field.before(used + 2);
            canvas.text(field, &truncate(title, field.width.into()), Face::Heading);
        }
        PlanLine::Feed(title, host) => {
            let field = field.after(2);
            // The name comes first; the host takes at most two fifths.
            let host = truncate(host, usize::from(field.width) * 2 / 5);
            let used = canvas.right(field, &host, Face::Dim);
            let field = field.before(used + 2);
            canvas.text(field, &truncate(title, field.width.into()), Face::Text);
        }
        PlanLine::Skipped(number, reason) => {
            let field = field.after(2);
            let used = canvas.text(field, &SafeText::new(&format!("line {number}")), Face::Warning);
            let field = field.after(used + 2);
            canvas.text(field, &truncate(reason, field.width.into()), Face::Dim);
        }
        PlanLine::Blank => {}
    }
}
