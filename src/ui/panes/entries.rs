//! The entries pane: title in up to two lines, then the outlet; unread mark on the left, age on the
//! right. Only rows on the screen are looked at.

use ratatui::layout::Rect;

use crate::app::panes::entries::List;
use crate::app::{Focus, ListMetrics, Loadable, Main, Model, Source};
use crate::domain::{EntryRow, Moment, SmartFeed};
use crate::text::SafeText;
use crate::text::width::{truncate, wrap_title};
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::format::{age, number};
use crate::ui::list::{first_row, whole_rows};
use crate::ui::theme::Face;

/// Columns before a title: bar, mark, blank.
const LEFT: u16 = 3;
/// Columns of air beside an age.
const AIR: u16 = 3;
/// Titles narrower than this make the age give way.
const LEAST_TITLE: u16 = 12;
/// Lines of a title.
const TITLE_LINES: usize = 2;
/// Lines of the pane's own title with the air below it.
const HEAD: u16 = 2;

/// Draws the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, main: &Main, model: &Model, moment: &Moment) -> ListMetrics {
    let is_focused = model.focus == Focus::Entries;
    draw_head(canvas, area, main, is_focused);
    let body = Rect { y: area.y + HEAD.min(area.height), height: area.height.saturating_sub(HEAD), ..area };
    if let Some(list) = main.entries.list.shown().filter(|list| !list.rows.is_empty()) {
        return draw_rows(canvas, body, list, is_focused, moment);
    }
    draw_empty(canvas, body, main, model);
    ListMetrics::default()
}

fn draw_head(canvas: &mut Canvas<'_>, area: Rect, main: &Main, is_focused: bool) {
    let source = main.entries.list.shown().map(|list| list.source).or(main.entries.source());
    let Some(row) = source.and_then(|source| main.sources.row(source)) else { return };
    let Some(field) = Field::in_area(area, 0, 1, 1) else { return };
    let what = if row.source == Source::Smart(SmartFeed::Starred) { "starred" } else { "unread" };
    let counted = SafeText::piece(&format!("{} {what}", number(row.count)));
    let right = if columns_of(counted.as_str()) + 12 > field.width {
        0
    } else {
        canvas.right(field, &counted, Face::Dim)
    };
    let face = if is_focused { Face::PaneTitleFocused } else { Face::PaneTitle };
    let field = field.before(right + 1);
    canvas.text(field, &truncate(&row.title, field.width.into()), face);
}

fn draw_rows(
    canvas: &mut Canvas<'_>,
    area: Rect,
    list: &List,
    is_focused: bool,
    moment: &Moment,
) -> ListMetrics {
    let height = |row: usize| Block::set(&list.rows[row], area.width, moment).height();
    let offset = first_row(list.cursor, list.rows.len(), area.height.into(), height);
    let mut rest = area;
    for (i, row) in list.rows.iter().enumerate().skip(offset) {
        if rest.height == 0 {
            break;
        }
        let block = Block::set(row, area.width, moment);
        let lines = u16::try_from(block.height()).unwrap_or(u16::MAX).min(rest.height);
        let place = Rect { height: lines, ..rest };
        if i == list.cursor.selected {
            draw_bar(canvas, place, is_focused);
        }
        draw_entry(canvas, place, row, &block, list.source);
        rest = Rect { y: rest.y + lines, height: rest.height - lines, ..rest };
    }
    ListMetrics { offset, rows: whole_rows(offset, list.rows.len(), area.height.into(), height) }
}

/// A row of the list, set in the width of the pane.
struct Block {
    title: Vec<SafeText>,
    age: Option<SafeText>,
}

impl Block {
    fn set(row: &EntryRow, width: u16, moment: &Moment) -> Self {
        // Columns give way in this order: age, outlet, counts.
        let age = age(row.at, moment);
        let right = columns_of(age.as_str()) + AIR;
        let has_age = width >= LEFT + LEAST_TITLE + right;
        let columns = width.saturating_sub(LEFT + if has_age { right } else { 1 }).max(1);
        Self { title: wrap_title(&row.title, columns.into(), TITLE_LINES), age: has_age.then_some(age) }
    }

    /// Lines: the title and the outlet.
    fn height(&self) -> usize {
        self.title.len().max(1) + 1
    }
}

fn draw_bar(canvas: &mut Canvas<'_>, block: Rect, is_focused: bool) {
    let face = if is_focused { Face::BarFocused } else { Face::Bar };
    for line in 0..block.height {
        if let Some(field) = Field::in_area(block, line, 0, 0) {
            canvas.own(field, canvas.glyphs.bar, face);
        }
    }
}

fn draw_entry(canvas: &mut Canvas<'_>, place: Rect, row: &EntryRow, block: &Block, source: Source) {
    let face = if row.read { Face::Read } else { Face::Unread };
    for (line, text) in (0..).zip(&block.title) {
        if let Some(field) = Field::in_area(place, line, LEFT, 0) {
            canvas.text(field, text, face);
        }
    }
    if let Some(field) = Field::in_area(place, 0, 0, 1) {
        if !row.read {
            canvas.own(field.after(1), canvas.glyphs.unread, Face::Mark);
        }
        if let Some(age) = &block.age {
            canvas.right(field, age, Face::Dim);
        }
    }
    let outlet_line = u16::try_from(block.height() - 1).unwrap_or(u16::MAX);
    let Some(mut field) = Field::in_area(place, outlet_line, LEFT, 1) else { return };
    if row.starred {
        canvas.own(field.after(field.width.saturating_sub(1)), canvas.glyphs.star, Face::Star);
        field = field.before(2);
    }
    canvas.text(field, &truncate(outlet(row, source), field.width.into()), Face::Dim);
}

/// The outlet; in the list of a single feed its name would say nothing, so the author stands there.
fn outlet(row: &EntryRow, source: Source) -> &SafeText {
    let fallback = match source {
        Source::Feed(_) => row.author.as_ref().unwrap_or(&row.feed_title),
        _ => &row.feed_title,
    };
    row.publisher.as_ref().unwrap_or(fallback)
}

/// Why there is nothing, and which key helps.
fn draw_empty(canvas: &mut Canvas<'_>, area: Rect, main: &Main, model: &Model) {
    if let Loadable::Failed(reason) = &main.entries.list {
        draw_lines(canvas, area, reason, Face::Failure);
        return;
    }
    if main.entries.list.shown().is_none() {
        return;
    }
    let trouble = main.sources.selected().and_then(|row| row.trouble.clone());
    let text = match main.entries.source() {
        _ if main.sources.has_no_feeds() => {
            "No feeds yet. The command  tidings add ADDRESS  subscribes to one."
        }
        _ if model.status.refresh.is_some() => "Fetching. What comes in appears here.",
        Some(Source::Smart(SmartFeed::Unread)) => "All read. R refreshes.",
        Some(Source::Smart(SmartFeed::Starred)) => "Nothing is starred. s stars an entry.",
        Some(Source::Smart(SmartFeed::Today)) => "Nothing from today yet. R refreshes.",
        _ => "No entries. r refreshes this.",
    };
    draw_lines(canvas, area, &SafeText::new(text), Face::Dim);
    if let (Some(reason), Some(below)) = (trouble, area.height.checked_sub(4)) {
        let area = Rect { y: area.y + 4, height: below, ..area };
        draw_lines(canvas, area, &reason, Face::Failure);
    }
}

fn draw_lines(canvas: &mut Canvas<'_>, area: Rect, text: &SafeText, face: Face) {
    let columns = usize::from(area.width.saturating_sub(4)).max(1);
    for (line, text) in (0..).zip(wrap_title(text, columns, 3)) {
        if let Some(field) = Field::in_area(area, line, 2, 1) {
            canvas.text(field, &text, face);
        }
    }
}
