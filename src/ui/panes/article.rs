//! The article pane: the way back stays on top, the page scrolls below it.

use ratatui::layout::Rect;

use crate::app::{Area, ArticleMetrics, Focus, Loadable, Main, Source, Target};
use crate::domain::{EntryRow, Moment, SmartFeed};
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::text::wrap::Breadth;
use crate::ui::canvas::{Canvas, Field};
use crate::ui::format::number;
use crate::ui::frame::area_of;
use crate::ui::page::{Page, PageLine, Pages, View, window};
use crate::ui::pictures;
use crate::ui::theme::Face;

/// Draws the pane.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    main: &Main,
    focus: Focus,
    pages: &mut Pages,
    moment: &Moment,
) -> ArticleMetrics {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let head = if inner.height > 7 { 2 } else { 1 };
    let body = Rect { y: inner.y + head, height: inner.height.saturating_sub(head), ..inner };
    let article = &main.article;
    let Some(loaded) = article.content.shown() else {
        draw_nothing(canvas, body, &article.content);
        return ArticleMetrics::default();
    };
    let room = canvas.images.filter(|_| article.pictures.are_shown()).map(|images| images.room(body.height));
    let page = pages.set(loaded, article, body.width, room, canvas.glyphs, moment);
    let view = page.view(article, body.width.into(), body.height.into());
    let mut metrics = ArticleMetrics {
        entry: Some(loaded.entry.row.id),
        lines: page.lines.len(),
        height: body.height.into(),
        top: view.top,
        falls_short: view.falls_short,
        area: area_of(area),
        anchor: page.anchor_of(view.top),
        hits: page.hits().len(),
        hit: view.hit,
        shift: view.shift,
        ..ArticleMetrics::default()
    };
    draw_body(canvas, body, page, view, &mut metrics);
    let landed = article.landed.and_then(|place| page.line_of_place(place));
    let row = landed.and_then(|line| line.checked_sub(view.top)).and_then(|row| u16::try_from(row).ok());
    if let Some(field) = row.and_then(|row| Field::in_area(Rect { x: area.x, ..body }, row, 0, 0)) {
        canvas.own(Field { width: 1, ..field }, canvas.glyphs.bar, Face::BarFocused);
    }
    pictures::draw(canvas, body, page, &article.pictures, &mut metrics);
    metrics.targets.extend(canvas.links.iter().map(|link| {
        let area = Area { x: link.x, y: link.y, width: link.width, height: 1 };
        (area, Target::Link(link.url.clone()))
    }));
    if let Some(field) = Field::in_area(inner, 0, 0, 0) {
        draw_way_back(canvas, field, main, focus, &metrics);
        metrics.targets.push((on_line(field), Target::Back));
    }
    metrics
}

/// The lines that are on the screen.
fn draw_body(canvas: &mut Canvas<'_>, body: Rect, page: &Page, view: View, metrics: &mut ArticleMetrics) {
    let width = usize::from(body.width);
    for (row, (number, line)) in (0..body.height).zip(page.lines.iter().enumerate().skip(view.top)) {
        let Some(field) = Field::in_area(body, row, 0, 0) else { break };
        let mut shift = 0;
        match line.breadth {
            Breadth::Wide(columns) if columns > width => {
                metrics.overhang = metrics.overhang.max(columns - width);
                shift = view.shift.min(columns - width);
                draw_line(canvas, field, &window(line, shift, width, canvas.glyphs), metrics);
            }
            Breadth::Narrow | Breadth::Fitted | Breadth::Wide(_) => {
                metrics.has_fitted |= line.breadth == Breadth::Fitted;
                draw_line(canvas, field, line, metrics);
            }
        }
        if let Some(target) = line.target.clone() {
            metrics.targets.push((on_line(field), target));
        }
        draw_hits(canvas, field, page, (number, shift), view.hit);
    }
}

/// The marks of what is found in line `number`, which is scrolled by `shift` columns.
fn draw_hits(
    canvas: &mut Canvas<'_>,
    field: Field,
    page: &Page,
    (number, shift): (usize, usize),
    current: Option<usize>,
) {
    for (index, mark) in page.marks_of(number) {
        let column =
            |column: usize| u16::try_from(column.saturating_sub(shift)).unwrap_or(u16::MAX).min(field.width);
        let (from, to) = (column(mark.from), column(mark.to));
        let place = Rect { x: field.x + from, y: field.y, width: to - from, height: 1 };
        canvas.ground(place, if current == Some(index) { Face::HitHere } else { Face::Hit });
    }
}

fn on_line(field: Field) -> Area {
    Area { x: field.x, y: field.y, width: field.width, height: 1 }
}

fn draw_line(canvas: &mut Canvas<'_>, field: Field, line: &PageLine, metrics: &mut ArticleMetrics) {
    let mut rest = field;
    for (index, (text, face)) in line.spans.iter().enumerate() {
        let used = canvas.searched(rest, text, *face);
        if let Some((_, url)) = line.links.iter().find(|(span, _)| *span == index) {
            canvas.link(rest, used, url);
        }
        if let Some((_, place)) = line.jumps.iter().find(|(span, _)| *span == index) {
            metrics.targets.push((on_line(Field { width: used, ..rest }), Target::Place(*place)));
        }
        rest = rest.after(used);
    }
    if let Some((text, face)) = &line.right {
        canvas.right(rest, text, *face);
    }
}

fn draw_way_back(canvas: &mut Canvas<'_>, field: Field, main: &Main, focus: Focus, metrics: &ArticleMetrics) {
    let mut place = position(main);
    if metrics.last_top() > 0 && (metrics.top > 0 || focus == Focus::Zen) {
        place = format!("{place}   {} %", metrics.top * 100 / metrics.last_top());
    }
    let right = canvas.right(field, &SafeText::new(&place), Face::Dim);
    let is_focused = matches!(focus, Focus::Article | Focus::Zen);
    let face = if is_focused { Face::PaneTitleFocused } else { Face::Dim };
    let used = canvas.own(field, canvas.glyphs.back, face);
    let name = field.after(used + 1).before(right + 1);
    let source = main.entries.list.shown().map(|list| list.source);
    if source == Some(Source::Search) {
        canvas.own(name, "Search", face);
    } else if let Some(row) = source.and_then(|source| main.sources.row(source)) {
        canvas.text(name, &truncate(&row.title, name.width.into()), face);
    }
}

/// `3 of 38`; `+` when the list goes on in the store.
fn position(main: &Main) -> String {
    let Some(list) = main.entries.list.shown() else { return String::new() };
    let is_shown = |row: &EntryRow| Some(row.id) == main.article.entry();
    // Nearly always it is the selected one, however long the list is.
    let selected = main.entries.selected().filter(|row| is_shown(row)).map(|_| main.entries.selected_row());
    let Some(row) = selected.or_else(|| list.rows.iter().position(is_shown)) else {
        return String::new();
    };
    let listed = list.rows.len() as u64;
    let place = number(row as u64 + 1);
    // Of unread entries it is known how many there are, whether they are listed by now or not.
    let known = main.sources.row(list.source).filter(|row| row.source == Source::Smart(SmartFeed::Unread));
    match known.map(|row| row.count).filter(|count| *count > listed) {
        Some(count) if list.more => format!("{place} of {}", number(count)),
        _ => format!("{place} of {}{}", number(listed), if list.more { "+" } else { "" }),
    }
}

fn draw_nothing<T>(canvas: &mut Canvas<'_>, area: Rect, content: &Loadable<T>) {
    let Some(field) = Field::in_area(area, 0, 0, 0) else { return };
    match content {
        Loadable::Failed(reason) => {
            canvas.text(field, &truncate(reason, field.width.into()), Face::Failure);
        }
        Loadable::Idle => {
            canvas.own(field, "No entry is selected.", Face::Dim);
        }
        Loadable::Loading { .. } | Loadable::Ready(_) => {}
    }
}
