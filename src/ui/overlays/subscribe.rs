//! Subscribing: the two lines, then what the address holds.

use ratatui::layout::Rect;

use super::{draw_rows, lines_metrics, open_frame, rows_metrics};
use crate::app::overlays::Subscribe;
use crate::app::overlays::subscribe::Field as Typed;
use crate::app::{Line, ListMetrics, Main};
use crate::domain::{Completeness, FeedContent, FeedPreview, Moment};
use crate::text::SafeText;
use crate::text::width::{truncate, wrap_title};
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::format::{age, number};
use crate::ui::line_field;
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 76;
/// Highest frame.
const HEIGHT: u16 = 18;
/// Columns of a name before its line.
const NAMES: u16 = 10;
/// Columns of an age with the air beside it.
const AGES: u16 = 8;
/// Feeds of a page that are listed at once.
const MOST_LISTED: u16 = 5;

/// What may be typed as address.
const EXAMPLES: &[(&str, &str)] = &[
    ("example.org", "any page: its feeds are found"),
    ("https://example.org/feed", "a feed"),
    ("hn:front", "Hacker News"),
    ("reddit:r/rust", "a subreddit"),
    ("github:owner/repo", "releases"),
    ("google-news:topic/technology", "a section of Google News"),
    ("google-news:search/some words", "a search in it"),
];

/// Draws the overlay.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    subscribe: &Subscribe,
    main: &Main,
    moment: &Moment,
) -> ListMetrics {
    let inner = open_frame(canvas, area, WIDTH, HEIGHT);
    // The line that takes text is drawn last: it holds the terminal's cursor.
    let lines = [(Typed::Category, 1, "Category"), (Typed::Address, 0, "Address")];
    for (typed, row, name) in lines {
        let line = if typed == Typed::Address { &subscribe.address } else { &subscribe.category };
        if let Some(field) = Field::in_area(inner, row, 0, 0) {
            draw_line(canvas, field, name, line, subscribe.field == typed);
        }
    }
    let used = draw_state(canvas, inner, 2, subscribe, main);
    let air = u16::from(inner.height > 12);
    let top = (3 + air + used).min(inner.height);
    let body = Rect { y: inner.y + top, height: inner.height - top, ..inner };
    let Some(chosen) = subscribe.chosen() else {
        draw_examples(canvas, body, subscribe);
        return lines_metrics(body, 0, 0);
    };
    if subscribe.feeds.len() < 2 {
        draw_feed(canvas, body, chosen, moment);
        return rows_metrics(Rect { height: 1.min(body.height), ..body }, 0, 1);
    }
    let rows = u16::try_from(subscribe.feeds.len()).unwrap_or(u16::MAX).min(MOST_LISTED).min(body.height);
    let list = Rect { height: rows, ..body };
    let metrics = draw_list(canvas, list, subscribe);
    let below = (rows + 1).min(body.height);
    draw_feed(canvas, Rect { y: body.y + below, height: body.height - below, ..body }, chosen, moment);
    metrics
}

fn draw_line(canvas: &mut Canvas<'_>, field: Field, name: &'static str, line: &Line, takes_text: bool) {
    canvas.own(field, name, if takes_text { Face::PaneTitleFocused } else { Face::Dim });
    let field = field.after(NAMES);
    if takes_text {
        line_field::draw(canvas, field, line);
    } else if line.text().is_empty() && name == "Category" {
        canvas.own(field, "none (at the top)", Face::Dim);
    } else {
        canvas.text(field, &truncate(&SafeText::piece(line.text()), field.width.into()), Face::Text);
    }
}

/// What goes on, in the line under what is typed; returns how many lines more it took.
fn draw_state(canvas: &mut Canvas<'_>, inner: Rect, row: u16, subscribe: &Subscribe, main: &Main) -> u16 {
    let Some(field) = Field::in_area(inner, row, NAMES, 0) else { return 0 };
    if let Some(mistake) = &subscribe.mistake {
        let lines = wrap_title(mistake, usize::from(field.width.max(1)), 6);
        for (row, line) in (row..inner.height).zip(&lines) {
            if let Some(field) = Field::in_area(inner, row, NAMES, 0) {
                canvas.text(field, line, Face::Failure);
            }
        }
        return u16::try_from(lines.len()).unwrap_or(0).saturating_sub(1);
    }
    if subscribe.is_looking() {
        canvas.own(field, "Looking …", Face::Mark);
    } else if let Some(path) = subscribe.completion(main.sources.categories()) {
        let text = SafeText::new(&format!("tab: {path}"));
        canvas.text(field, &truncate(&text, field.width.into()), Face::Dim);
    } else if subscribe.field == Typed::Category {
        canvas.own(field, "A path such as News/Tech, or empty", Face::Dim);
    }
    0
}

fn draw_examples(canvas: &mut Canvas<'_>, body: Rect, subscribe: &Subscribe) {
    if subscribe.mistake.is_some() || subscribe.is_looking() {
        return;
    }
    let column = EXAMPLES.iter().map(|(address, _)| columns_of(address)).max().unwrap_or(0) + 3;
    for (row, (address, meaning)) in (0..body.height).zip(EXAMPLES) {
        let Some(field) = Field::in_area(body, row, NAMES.min(body.width / 4), 0) else { break };
        let used = canvas.own(field, address, Face::Text);
        // Most examples explain themselves; half a meaning explains nothing.
        if columns_of(meaning) + column <= field.width {
            canvas.own(field.after(column.max(used)), meaning, Face::Dim);
        }
    }
}

fn draw_list(canvas: &mut Canvas<'_>, list: Rect, subscribe: &Subscribe) -> ListMetrics {
    draw_rows(canvas, list, subscribe.cursor, subscribe.feeds.len(), |canvas, field, row| {
        let feed = &subscribe.feeds[row];
        let used = if feed.already.is_some() {
            canvas.right(field, &SafeText::new("subscribed"), Face::Dim) + 1
        } else {
            0
        };
        let name = field.before(used);
        canvas.text(name, &truncate(&feed.title, name.width.into()), Face::Text);
    })
}

/// The chosen feed: what it is, then its newest entries.
fn draw_feed(canvas: &mut Canvas<'_>, body: Rect, feed: &FeedPreview, moment: &Moment) {
    let mut lines =
        vec![(feed.title.clone(), Face::Headline), (SafeText::new(&feed.url.to_string()), Face::Dim)];
    if let Some(description) = &feed.description {
        let wrapped = wrap_title(description, usize::from(body.width.max(1)), 2);
        lines.extend(wrapped.into_iter().map(|line| (line, Face::Text)));
    }
    if feed.already.is_some() {
        lines.push((SafeText::new("You are subscribed to it. Enter goes there."), Face::Strong));
    } else if feed.content.is_none() {
        lines.push((SafeText::new("Enter looks into it."), Face::Strong));
    }
    lines.extend(feed.content.as_ref().map(|content| (told(content), Face::Strong)));
    let mut row = 0;
    for (text, face) in lines {
        if let Some(field) = Field::in_area(body, row, 0, 0) {
            canvas.text(field, &truncate(&text, field.width.into()), face);
        }
        row += 1;
    }
    if let Some(content) = &feed.content {
        draw_newest(canvas, body, row + 1, content, moment);
    }
}

fn draw_newest(canvas: &mut Canvas<'_>, body: Rect, first: u16, content: &FeedContent, moment: &Moment) {
    for (row, (title, at)) in (first..body.height).zip(&content.newest) {
        let Some(field) = Field::in_area(body, row, 0, 0) else { break };
        if let Some(at) = at {
            canvas.text(field, &age(*at, moment), Face::Dim);
        }
        let title_field = field.after(AGES);
        canvas.text(title_field, &truncate(title, title_field.width.into()), Face::Text);
    }
}

/// `20 entries · whole texts · RSS`.
fn told(content: &FeedContent) -> SafeText {
    let entries = match content.entries {
        0 => return SafeText::new(&format!("No entry yet · {}", content.kind)),
        1 => "1 entry".to_owned(),
        n => format!("{} entries", number(n as u64)),
    };
    let texts = match content.completeness {
        Completeness::Headline => "headlines only",
        Completeness::Snippet => "a part of each text",
        Completeness::FeedText | Completeness::FullText => "whole texts",
    };
    SafeText::new(&format!("{entries} · {texts} · {}", content.kind))
}
