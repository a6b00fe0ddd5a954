//! The coverage of a story, in place of the panes: a line of time with a mark for each telling, the
//! headlines side by side, what one outlet alone reports, where figures differ.

use ratatui::layout::Rect;

use super::{draw_bar, rows_metrics};
use crate::app::overlays::Coverage;
use crate::app::{ListMetrics, Loadable};
use crate::domain::{self, Completeness, Moment, Telling, Timestamp};
use crate::text::SafeText;
use crate::text::width::{truncate, wrap_title};
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::format::clock_of;
use crate::ui::frame::area_of;
use crate::ui::list::first_row;
use crate::ui::theme::Face;

/// Columns on both sides.
const LEFT: u16 = 2;
/// Lines of head and line of time, with the air below each.
const ABOVE: u16 = 5;
/// Widest column of outlets.
const OUTLET: u16 = 22;
/// From this width on a line tells how much of the text is held.
const WIDE: u16 = 60;
/// Rows of tellings that stay visible whatever else there is to say.
const LEAST_ROWS: u16 = 3;

/// Draws the page.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, page: &Coverage, moment: &Moment) -> ListMetrics {
    let Some(coverage) = page.known() else {
        draw_waiting(canvas, area, page);
        return ListMetrics { area: area_of(area), ..ListMetrics::default() };
    };
    draw_head(canvas, area, coverage, moment);
    draw_time(canvas, area, coverage, moment);
    let below = notes(coverage, area.width.saturating_sub(2 * LEFT).into());
    let body = Rect { y: area.y + ABOVE.min(area.height), height: area.height.saturating_sub(ABOVE), ..area };
    let len = u16::try_from(coverage.tellings.len()).unwrap_or(u16::MAX);
    let notes_height = u16::try_from(below.len()).unwrap_or(u16::MAX).saturating_add(1);
    let rows = len.min(body.height.saturating_sub(notes_height).max(LEAST_ROWS)).min(body.height);
    let list = Rect { height: rows, ..body };
    let metrics = draw_tellings(canvas, list, page, coverage, moment);
    for (line, (label, text)) in (rows + 1..body.height).zip(&below) {
        let Some(field) = Field::in_area(body, line, LEFT, LEFT) else { break };
        let used = canvas.text(field, label, Face::Dim);
        canvas.text(field.after(used), text, Face::Text);
    }
    metrics
}

/// `Reactor restart  3 outlets · 5 entries      first 06:40 The Harbour Post`
fn draw_head(canvas: &mut Canvas<'_>, area: Rect, coverage: &domain::Coverage, moment: &Moment) {
    let Some(field) = Field::in_area(area, 0, LEFT, LEFT) else { return };
    let story = &coverage.story;
    let outlets =
        if story.outlets == 1 { "1 outlet".to_owned() } else { format!("{} outlets", story.outlets) };
    let told = SafeText::new(&format!("{outlets} · {} entries", coverage.tellings.len()));
    let right = canvas.right(field, &told, Face::Dim);
    let title = field.before(right + 2);
    canvas.text(title, &truncate(&story.title, title.width.into()), Face::PaneTitleFocused);
    let (Some(first), Some(field)) = (coverage.tellings.first(), Field::in_area(area, 1, LEFT, LEFT)) else {
        return;
    };
    let text = format!("first {} {}", clock_of(first.at, moment), first.outlet);
    canvas.text(field, &truncate(&SafeText::new(&text), field.width.into()), Face::Dim);
}

/// The first and the last instant, and between them a mark where an entry came; an empty one for a text
/// that was told before.
fn draw_time(canvas: &mut Canvas<'_>, area: Rect, coverage: &domain::Coverage, moment: &Moment) {
    let (Some(first), Some(last)) = (coverage.tellings.first(), coverage.tellings.last()) else { return };
    let Some(field) = Field::in_area(area, 3, LEFT, LEFT) else { return };
    let start = SafeText::piece(&format!("{} ", clock_of(first.at, moment)));
    let end = SafeText::piece(&format!(" {}", clock_of(last.at, moment)));
    let right = canvas.right(field, &end, Face::Dim);
    let used = canvas.text(field, &start, Face::Dim);
    let line = field.after(used).before(right);
    if line.width < 2 {
        return;
    }
    for column in 0..line.width {
        canvas.own(line.after(column), canvas.glyphs.line, Face::Rule);
    }
    // A new text stands above a copy that came in the same moment.
    for copies in [true, false] {
        for telling in coverage.tellings.iter().filter(|telling| telling.copy_of.is_some() == copies) {
            let column = column_of(telling.at, first.at, last.at, line.width);
            let glyph = if copies { canvas.glyphs.same_moment } else { canvas.glyphs.moment };
            canvas.own(line.after(column), glyph, Face::Mark);
        }
    }
}

fn column_of(at: Timestamp, first: Timestamp, last: Timestamp, width: u16) -> u16 {
    let whole = (last.as_second() - first.as_second()).max(1);
    let part = (at.as_second() - first.as_second()).clamp(0, whole);
    u16::try_from(part * i64::from(width - 1) / whole).unwrap_or_default()
}

fn draw_tellings(
    canvas: &mut Canvas<'_>,
    list: Rect,
    page: &Coverage,
    coverage: &domain::Coverage,
    moment: &Moment,
) -> ListMetrics {
    let tellings = &coverage.tellings;
    let times: Vec<String> = tellings.iter().map(|telling| clock_of(telling.at, moment)).collect();
    let time = times.iter().map(|time| columns_of(time)).max().unwrap_or(0) + 2;
    let widest = tellings.iter().map(|telling| columns_of(telling.outlet.as_str())).max().unwrap_or(0);
    let outlet = widest.min(OUTLET).min(list.width / 4) + 2;
    let offset = first_row(page.cursor, tellings.len(), list.height.into(), |_| 1);
    for (line, row) in (0..list.height).zip(offset..tellings.len()) {
        let Some(field) = Field::in_area(list, line, 0, LEFT) else { break };
        if row == page.cursor.selected {
            draw_bar(canvas, field);
        }
        let telling = &tellings[row];
        let field = field.after(LEFT);
        let face = if telling.read { Face::Read } else { Face::Unread };
        canvas.text(field, &SafeText::new(&times[row]), Face::Dim);
        let column = field.after(time).before(field.width.saturating_sub(time + outlet - 2));
        canvas.text(column, &truncate(&telling.outlet, column.width.into()), Face::Dim);
        let title = field.after(time + outlet);
        let held = held(telling, tellings, moment);
        let right = if list.width < WIDE { 0 } else { canvas.right(title, &held, Face::Dim) + 2 };
        let title = title.before(right);
        canvas.text(title, &truncate(&telling.title, title.width.into()), face);
    }
    ListMetrics { area: area_of(list), ..rows_metrics(list, offset, tellings.len()) }
}

/// How much of a telling is held, or whose text it repeats.
fn held(telling: &Telling, all: &[Telling], moment: &Moment) -> SafeText {
    let first = telling.copy_of.and_then(|first| all.iter().find(|other| other.entry == first));
    SafeText::new(&match (first, telling.completeness) {
        (Some(first), _) => format!("same text as {}", clock_of(first.at, moment)),
        (None, Completeness::Headline) => "headline".to_owned(),
        (None, Completeness::Snippet) => "snippet".to_owned(),
        (None, Completeness::FeedText | Completeness::FullText) => "full text".to_owned(),
    })
}

/// What stands below the tellings, line by line: a label and a text.
fn notes(coverage: &domain::Coverage, columns: usize) -> Vec<(SafeText, SafeText)> {
    let mut lines = Vec::new();
    for (outlet, words) in &coverage.alone {
        let words: Vec<&str> = words.iter().map(SafeText::as_str).collect();
        push_note(&mut lines, &format!("Only {outlet}"), &words.join("; "), columns);
    }
    for (about, figures) in &coverage.differing {
        let figures: Vec<String> = figures
            .iter()
            .map(|(figure, tellings)| {
                let by: Vec<String> = tellings.iter().map(|n| format!("[{n}]")).collect();
                format!("{figure} {}", by.join(""))
            })
            .collect();
        push_note(&mut lines, "Figures differ", &format!("{about} {}", figures.join(" · ")), columns);
    }
    lines
}

/// Columns of a label.
const LABEL: usize = 24;

fn push_note(lines: &mut Vec<(SafeText, SafeText)>, label: &str, text: &str, columns: usize) {
    let width = LABEL.min(columns / 3).max(1);
    let pad = |text: &SafeText| {
        let used = usize::from(columns_of(text.as_str()));
        SafeText::piece(&format!("{text}{}", " ".repeat((width + 2).saturating_sub(used))))
    };
    let mut label = truncate(&SafeText::new(label), width);
    for line in wrap_title(&SafeText::new(text), columns.saturating_sub(width + 2).max(1), 2) {
        lines.push((pad(&label), line));
        label = SafeText::default();
    }
}

fn draw_waiting(canvas: &mut Canvas<'_>, area: Rect, page: &Coverage) {
    if let Some(field) = Field::in_area(area, 0, LEFT, LEFT) {
        canvas.text(field, &truncate(&page.title, field.width.into()), Face::PaneTitleFocused);
    }
    let Some(field) = Field::in_area(area, 2, LEFT, LEFT) else { return };
    match &page.coverage {
        Loadable::Failed(reason) => {
            canvas.text(field, &truncate(reason, field.width.into()), Face::Failure);
        }
        Loadable::Ready(_) => {
            canvas.own(field, "No other entry tells this.", Face::Dim);
        }
        _ => {
            canvas.own(field, "comparing…", Face::Dim);
        }
    }
}
