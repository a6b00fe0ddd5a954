//! The entries pane: entries as blocks, unread mark on the left, age on the right; above them what is
//! listed and how much of it is unread or was found. Only rows on the screen are looked at.

mod block;

use ratatui::layout::Rect;

use crate::app::panes::entries::{Arrangement, Hits, List};
use crate::app::{Focus, ListMetrics, Loadable, Main, Model, Source};
use crate::command::{Command, KeyChord};
use crate::domain::{Moment, SmartFeed};
use crate::text::SafeText;
use crate::text::width::{truncate, wrap_title};
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::format::{count, number};
use crate::ui::frame::area_of;
use crate::ui::list::first_row;
use crate::ui::theme::Face;
use block::{Block, InStory, Setting};

/// Lines of the pane's own title with the air below it.
const HEAD: u16 = 2;

/// Draws the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, model: &Model, moment: &Moment) -> ListMetrics {
    let main = &model.main;
    draw_head(canvas, area, main, model.focus == Focus::Entries);
    let body = Rect { y: area.y + HEAD.min(area.height), height: area.height.saturating_sub(HEAD), ..area };
    let metrics = match main.entries.list.shown() {
        Some(list) if !list.rows.is_empty() => draw_rows(canvas, body, list, model, moment),
        _ => {
            draw_empty(canvas, body, model);
            ListMetrics::default()
        }
    };
    ListMetrics { area: area_of(area), ..metrics }
}

fn draw_head(canvas: &mut Canvas<'_>, area: Rect, main: &Main, is_focused: bool) {
    let Some(field) = Field::in_area(area, 0, 1, 1) else { return };
    let face = if is_focused { Face::PaneTitleFocused } else { Face::PaneTitle };
    let Some((title, told)) = head(main) else { return };
    let right =
        if columns_of(told.as_str()) + 12 > field.width { 0 } else { canvas.right(field, &told, Face::Dim) };
    let field = field.before(right + 1);
    canvas.text(field, &truncate(&title, field.width.into()), face);
}

/// What is listed, and how much of it there is.
fn head(main: &Main) -> Option<(SafeText, SafeText)> {
    if let Some(search) = &main.search {
        return Some((SafeText::new(&format!("Search  {}", search.text)), found(main)));
    }
    let source = main.entries.list.shown().map(|list| list.source).or(main.entries.source())?;
    let row = main.sources.row(source)?;
    let what = match row.source {
        Source::Smart(SmartFeed::Starred) => "starred",
        Source::Smart(SmartFeed::TopStories) if row.count == 1 => "story",
        Source::Smart(SmartFeed::TopStories) => "stories",
        _ => "unread",
    };
    Some((row.title.clone(), SafeText::piece(&format!("{} {what}", number(row.count)))))
}

/// `41 in 6 ms`, and how far the index is while it is behind.
pub fn found(main: &Main) -> SafeText {
    let Some(Arrangement::Ranked(hits)) = main.entries.list.shown().map(|list| &list.arrangement) else {
        return SafeText::default();
    };
    let Hits { total, capped, took, indexed, .. } = hits;
    let behind = indexed.map_or(String::new(), |percent| format!(" · {percent} % indexed"));
    let took = took.as_millis().max(1);
    SafeText::new(&format!("{} in {took} ms{behind}", count(*total, *capped)))
}

fn draw_rows(
    canvas: &mut Canvas<'_>,
    area: Rect,
    list: &List,
    model: &Model,
    moment: &Moment,
) -> ListMetrics {
    let setting = Setting {
        width: area.width,
        compact: model.preferences.compact,
        grouping: model.main.entries.grouping(),
        moment,
    };
    let block = |row: usize| {
        let above = row.checked_sub(1).map(|above| &list.rows[above]);
        let excerpt = match &list.arrangement {
            Arrangement::Ranked(hits) => hits.excerpts.get(&list.rows[row].id),
            Arrangement::By(_) | Arrangement::Top(_) => None,
        };
        let row = &list.rows[row];
        let place = InStory {
            others: list.stories.others(row).map(|others| (others, list.stories.hides_unread(row))),
            is_beneath: list.stories.is_beneath(row),
        };
        Block::set(row, above, excerpt, place, setting)
    };
    let offset = first_row(list.cursor, list.rows.len(), area.height.into(), |row| block(row).height());
    let range = model.main.entries.range_rows();
    let mut lines = Vec::new();
    let mut whole = 0;
    let mut rest = area;
    for (i, row) in list.rows.iter().enumerate().skip(offset) {
        if rest.height == 0 {
            break;
        }
        let block = block(i);
        draw_day(canvas, rest, &block);
        let day = u16::try_from(block.day_lines()).unwrap_or(u16::MAX).min(rest.height);
        lines.extend((0..day).map(|_| None));
        rest = Rect { y: rest.y + day, height: rest.height - day, ..rest };
        let height = u16::try_from(block.height()).unwrap_or(u16::MAX) - day;
        let place = Rect { height: height.min(rest.height), ..rest };
        lines.extend((0..place.height).map(|_| Some(i)));
        let is_in_range = range.is_some_and(|(first, last)| (first..=last).contains(&i));
        if i == list.cursor.selected || is_in_range {
            draw_bar(canvas, place, model.focus == Focus::Entries);
        }
        block.draw(canvas, place, row, list.source);
        whole += usize::from(usize::from(day + place.height) == block.height());
        rest = Rect { y: rest.y + place.height, height: rest.height - place.height, ..rest };
    }
    ListMetrics {
        offset,
        rows: whole,
        len: list.rows.len(),
        body: area_of(area),
        lines,
        ..ListMetrics::default()
    }
}

fn draw_day(canvas: &mut Canvas<'_>, rest: Rect, block: &Block) {
    if let (Some(day), Some(field)) = (&block.day, Field::in_area(rest, 1, 1, 1)) {
        canvas.text(field, day, Face::Category);
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

/// Why there is nothing, and which key helps.
fn draw_empty(canvas: &mut Canvas<'_>, area: Rect, model: &Model) {
    let main = &model.main;
    if let Loadable::Failed(reason) = &main.entries.list {
        draw_lines(canvas, area, reason, Face::Failure);
        return;
    }
    if main.entries.list.shown().is_none() {
        return;
    }
    let trouble = main.sources.selected().and_then(|row| row.trouble.clone());
    draw_lines(canvas, area, &SafeText::new(&reason_of_nothing(model)), Face::Dim);
    if let (Some(reason), Some(below)) = (trouble, area.height.checked_sub(4)) {
        let area = Rect { y: area.y + 4, height: below, ..area };
        draw_lines(canvas, area, &reason, Face::Failure);
    }
}

fn reason_of_nothing(model: &Model) -> String {
    let key = |command| {
        let keys = model.keys.keymap.keys_for(model.focus.context(), command).next();
        keys.map_or_else(|| "?".to_owned(), KeyChord::print_sequence)
    };
    let all = key(Command::RefreshAll);
    match model.main.entries.source() {
        Some(Source::Search) => "Nothing was found. Fewer words find more.".to_owned(),
        _ if model.main.sources.has_no_feeds() => {
            format!(
                "No feeds yet. {} subscribes to an address, {} catalogue offers a choice.",
                key(Command::Subscribe),
                key(Command::Palette)
            )
        }
        Some(Source::Smart(SmartFeed::Unread | SmartFeed::Today))
            if model.status.refresh.is_none() && model.main.sources.all_in_trouble() =>
        {
            format!("No feed could be fetched. {} tells why, {all} tries again.", key(Command::Health))
        }
        _ if model.status.refresh.is_some() => "Fetching. What comes in appears here.".to_owned(),
        Some(Source::Smart(SmartFeed::Unread)) => format!("All read. {all} refreshes."),
        Some(Source::Smart(SmartFeed::Starred)) => {
            format!("Nothing is starred. {} stars an entry.", key(Command::ToggleStar))
        }
        Some(Source::Smart(SmartFeed::TopStories)) => {
            "No two outlets tell the same in these two days.".to_owned()
        }
        Some(source @ Source::Category(_)) if holds_no_feed(model, source) => {
            format!("No feed stands here yet. {} subscribes to an address.", key(Command::Subscribe))
        }
        Some(Source::Smart(SmartFeed::Today)) => format!("Nothing from today yet. {all} refreshes."),
        Some(source) if model.preferences.listing(source).read == crate::app::ReadShown::Hidden => format!(
            "All read. {} shows read entries, {} refreshes.",
            key(Command::ToggleReadShown),
            key(Command::Refresh)
        ),
        Some(Source::Own(_)) => {
            format!("No entry matches the query. {} changes it.", key(Command::FeedSettings))
        }
        _ => format!("No entries. {} refreshes this.", key(Command::Refresh)),
    }
}

fn holds_no_feed(model: &Model, category: Source) -> bool {
    model.main.sources.feeds_of(category).is_some_and(|feeds| feeds.is_empty())
}

fn draw_lines(canvas: &mut Canvas<'_>, area: Rect, text: &SafeText, face: Face) {
    let columns = usize::from(area.width.saturating_sub(4)).max(1);
    for (line, text) in (0..).zip(wrap_title(text, columns, 3)) {
        if let Some(field) = Field::in_area(area, line, 2, 1) {
            canvas.text(field, &text, face);
        }
    }
}
