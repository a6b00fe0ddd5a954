//! The brief, over all panes: since when, then the categories with their stories, each a headline with its outlets
//! and the sentence that stands for it.

use ratatui::layout::Rect;

use super::draw_bar;
use crate::app::overlays::Brief;
use crate::app::{ListMetrics, Loadable};
use crate::domain::{self, BriefStory, Moment};
use crate::text::SafeText;
use crate::text::width::{truncate, wrap_title};
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::format::age;
use crate::ui::frame::area_of;
use crate::ui::theme::Face;

/// Widest column of text.
const WIDTH: u16 = 96;
/// Lines of the sentence of a story.
const POINT: usize = 2;

/// A line of the page.
enum Line {
    Blank,
    Category(SafeText),
    Title(usize),
    Point(usize, SafeText),
    Said(SafeText),
}

impl Line {
    fn story(&self) -> Option<usize> {
        match self {
            Self::Title(story) | Self::Point(story, _) => Some(*story),
            Self::Blank | Self::Category(_) | Self::Said(_) => None,
        }
    }
}

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, brief: &Brief, moment: &Moment) -> ListMetrics {
    let width = WIDTH.min(area.width.saturating_sub(2));
    let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    draw_head(canvas, column, brief, moment);
    let body = Rect { y: column.y + 2.min(column.height), height: column.height.saturating_sub(2), ..column };
    let lines = lines(brief, width);
    let stories = brief.stories();
    let height = usize::from(body.height);
    let top = first_line(&lines, brief, height);
    for (row, line) in (0..body.height).zip(lines.iter().skip(top)) {
        let Some(field) = Field::in_area(body, row, 0, 0) else { break };
        if line.story() == Some(brief.cursor.selected) {
            draw_bar(canvas, field);
        }
        match line {
            Line::Blank => {}
            Line::Category(name) => {
                canvas.text(field, name, Face::Category);
            }
            Line::Title(story) => draw_title(canvas, field.after(2), stories.get(*story).copied(), moment),
            Line::Point(_, text) => {
                canvas.text(field.after(4), text, Face::Dim);
            }
            Line::Said(text) => {
                canvas.text(field.after(2), text, Face::Dim);
            }
        }
    }
    let shown: Vec<Option<usize>> = lines.iter().skip(top).take(height).map(Line::story).collect();
    let rows = shown.iter().flatten().collect::<std::collections::BTreeSet<_>>().len();
    ListMetrics {
        offset: top,
        rows,
        len: stories.len(),
        area: area_of(area),
        body: area_of(body),
        lines: shown,
        ..ListMetrics::default()
    }
}

/// The first line on the screen: where it was, moved as little as shows the whole of the selected story.
fn first_line(lines: &[Line], brief: &Brief, height: usize) -> usize {
    let is_selected = |line: &Line| line.story() == Some(brief.cursor.selected);
    let first = lines.iter().position(is_selected).unwrap_or(0);
    let last = lines.iter().rposition(is_selected).unwrap_or(0);
    // With the first story of a category its name is shown, and the air above it.
    let head = lines[..first].iter().rev().take_while(|line| line.story().is_none()).count();
    let lowest = (last + 1).saturating_sub(height);
    brief
        .cursor
        .offset
        .clamp(lowest, (first - head).max(lowest))
        .min(lines.len().saturating_sub(height).max(lowest))
}

fn draw_head(canvas: &mut Canvas<'_>, column: Rect, brief: &Brief, moment: &Moment) {
    let Some(field) = Field::in_area(column, 0, 0, 0) else { return };
    let used = canvas.own(field, "Brief", Face::PaneTitleFocused);
    let text = match &brief.content {
        Loadable::Failed(reason) => reason.clone(),
        content => content
            .shown()
            .map_or_else(|| SafeText::new("is being made…"), |brief| brief.headline(&moment.zone)),
    };
    let field = field.after(used + 2);
    canvas.text(field, &truncate(&text, field.width.into()), Face::Dim);
}

fn lines(brief: &Brief, width: u16) -> Vec<Line> {
    let Some(content) = brief.content.shown() else { return Vec::new() };
    if content.entries == 0 {
        return vec![Line::Said(SafeText::new("Nothing came in. h looks further back, R refreshes."))];
    }
    let mut lines = Vec::new();
    let mut story = 0;
    for group in &content.groups {
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Category(group.name()));
        for one in &group.stories {
            lines.push(Line::Title(story));
            lines.extend(point(one, width).into_iter().map(|text| Line::Point(story, text)));
            story += 1;
        }
    }
    lines.extend(rest(content));
    lines
}

fn point(story: &BriefStory, width: u16) -> Vec<SafeText> {
    let Some(point) = &story.point else { return Vec::new() };
    let said = if story.outlets.len() > 1 {
        format!("{} — {}", point.text, point.publisher)
    } else {
        point.text.to_string()
    };
    wrap_title(&SafeText::new(&said), usize::from(width.saturating_sub(4).max(1)), POINT)
}

/// What is not shown is counted.
fn rest(content: &domain::Brief) -> Vec<Line> {
    let left = content.stories - content.shown().count().min(content.stories);
    let said = if left == 1 { "1 more story".to_owned() } else { format!("{left} more stories") };
    if left == 0 { Vec::new() } else { vec![Line::Blank, Line::Said(SafeText::new(&said))] }
}

fn draw_title(canvas: &mut Canvas<'_>, field: Field, story: Option<&BriefStory>, moment: &Moment) {
    let Some(story) = story else { return };
    let about = SafeText::new(&format!("{} · {}", story.about(), age(story.last_seen, moment)));
    let about = truncate(&about, usize::from(field.width / 2));
    let used = columns_of(about.as_str());
    canvas.right(field, &about, Face::Dim);
    let title = field.before(used + 2);
    canvas.text(title, &truncate(&story.title, title.width.into()), Face::Unread);
}
