//! One entry of a list, set in the width of the pane: a day above it, its title in up to two lines, a
//! piece of text where it was found, its outlet. Compact, all of it is one line.

use std::borrow::Cow;

use ratatui::layout::Rect;

use crate::app::{Grouping, Source};
use crate::domain::{EntryRow, Moment, Timestamp};
use crate::text::SafeText;
use crate::text::width::{truncate, width, wrap_title};
use crate::text::wrap::as_seen;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::format::{age, date};
use crate::ui::theme::Face;

/// Columns before a title: bar, mark, blank.
const LEFT: u16 = 3;
/// Columns of air beside an age.
const AIR: u16 = 3;
/// Titles narrower than this make the age give way.
const LEAST_TITLE: u16 = 12;
/// Lines of a title.
const TITLE_LINES: usize = 2;
/// From this width on a compact line has room for the outlet.
const OUTLET_FROM: u16 = 50;

/// How entries are set.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Columns of the pane.
    pub width: u16,
    /// One line for each.
    pub compact: bool,
    /// What stands above groups.
    pub grouping: Grouping,
    /// The present.
    pub moment: &'a Moment,
}

/// What an entry is to its story.
#[derive(Clone, Copy, Debug, Default)]
pub struct InStory {
    /// How many other outlets tell it, and whether any of what is folded away is unread.
    pub others: Option<(u32, bool)>,
    /// It stands beneath the entry that stands for the story.
    pub is_beneath: bool,
}

/// Columns by which a telling beneath another one is indented.
const BENEATH: u16 = 2;

/// An entry, set.
pub struct Block {
    /// The day that begins here.
    pub day: Option<SafeText>,
    title: Vec<SafeText>,
    age: Option<SafeText>,
    excerpt: Option<SafeText>,
    compact: bool,
    /// `+4`, and whether there is something new in it.
    others: Option<(SafeText, bool)>,
    left: u16,
}

impl Block {
    /// Sets an entry; `above` is the one before it in the list.
    pub fn set(
        row: &EntryRow,
        above: Option<&EntryRow>,
        excerpt: Option<&SafeText>,
        place: InStory,
        setting: Setting<'_>,
    ) -> Self {
        let left = LEFT + if place.is_beneath { BENEATH } else { 0 };
        // Columns give way in this order: age, outlet, counts.
        let age = age(row.at, setting.moment);
        let right = columns_of(age.as_str()) + AIR;
        let has_age = setting.width >= left + LEAST_TITLE + right;
        let columns = setting.width.saturating_sub(left + if has_age { right } else { 1 }).max(1);
        let lines = if setting.compact { 1 } else { TITLE_LINES };
        Self {
            day: day(row, above, setting),
            title: title_lines(row, columns.into(), lines),
            age: has_age.then_some(age),
            excerpt: excerpt.filter(|_| !setting.compact).cloned(),
            compact: setting.compact,
            others: place.others.map(|(others, is_new)| (SafeText::new(&format!("+{others}")), is_new)),
            left,
        }
    }

    /// Lines of the whole, the day included.
    pub fn height(&self) -> usize {
        let entry = if self.compact { 1 } else { self.title.len().max(1) + 1 };
        self.day_lines() + entry + usize::from(self.excerpt.is_some())
    }

    /// Lines of the day with the air above it.
    pub fn day_lines(&self) -> usize {
        if self.day.is_some() { 2 } else { 0 }
    }

    /// Draws the entry below its day.
    pub fn draw(&self, canvas: &mut Canvas<'_>, place: Rect, row: &EntryRow, source: Source) {
        let face = if row.read { Face::Read } else { Face::Unread };
        self.draw_first_line(canvas, place, row);
        if self.compact {
            self.draw_compact(canvas, place, row, source, face);
            return;
        }
        let mut line = 0;
        for text in &self.title {
            if let Some(field) = Field::in_area(place, line, self.left, 0) {
                draw_title(canvas, field, text, face, row.edited.map(|_| line == 0));
            }
            line += 1;
        }
        if let (Some(excerpt), Some(field)) = (&self.excerpt, Field::in_area(place, line, self.left, 1)) {
            draw_excerpt(canvas, field, excerpt);
            line += 1;
        }
        let Some(mut field) = Field::in_area(place, line.max(1), self.left, 1) else { return };
        field = self.draw_others(canvas, field);
        if row.starred {
            canvas.own(field.after(field.width.saturating_sub(1)), canvas.glyphs.star, Face::Star);
            field = field.before(2);
        }
        canvas.text(field, &truncate(&about(row, source), field.width.into()), Face::Dim);
    }

    /// How many others tell the story, at the right end; what is left of the field.
    fn draw_others(&self, canvas: &mut Canvas<'_>, field: Field) -> Field {
        let Some((others, is_new)) = &self.others else { return field };
        let used = canvas.right(field, others, if *is_new { Face::Story } else { Face::Dim });
        field.before(used + 1)
    }

    fn draw_first_line(&self, canvas: &mut Canvas<'_>, place: Rect, row: &EntryRow) {
        let Some(field) = Field::in_area(place, 0, 0, 1) else { return };
        if !row.read {
            canvas.own(field.after(1), canvas.glyphs.unread, Face::Mark);
        } else if self.compact && row.starred {
            canvas.own(field.after(1), canvas.glyphs.star, Face::Star);
        }
        if let Some(age) = &self.age {
            canvas.right(field, age, Face::Dim);
        }
    }

    fn draw_compact(&self, canvas: &mut Canvas<'_>, place: Rect, row: &EntryRow, source: Source, face: Face) {
        let right = self.age.as_ref().map_or(0, |age| columns_of(age.as_str()) + 1);
        let Some(field) = Field::in_area(place, 0, self.left, right + 1) else { return };
        let field = self.draw_others(canvas, field);
        let outlet = if field.width >= OUTLET_FROM { field.width / 4 } else { 0 };
        if outlet > 0 {
            let column = field.after(field.width - outlet);
            canvas.text(column, &truncate(outlet_of(row, source), usize::from(outlet)), Face::Dim);
        }
        let title = field.before(outlet + u16::from(outlet > 0));
        let text = match row.edited {
            Some(_) => truncate(&SafeText::new(&format!("Δ {}", row.title)), title.width.into()),
            None => truncate(&row.title, title.width.into()),
        };
        draw_title(canvas, title, &text, face, row.edited.map(|_| true));
    }
}

/// What stands behind the title of an entry that was edited.
const UPDATED: &str = "(updated)";

/// The title; that of an edited entry with a place for the mark before it, and a word behind it where
/// nothing of the title gives way to that.
fn title_lines(row: &EntryRow, columns: usize, lines: usize) -> Vec<SafeText> {
    let set = |text: &str| wrap_title(&SafeText::new(text), columns, lines);
    if row.edited.is_none() {
        return wrap_title(&row.title, columns, lines);
    }
    let whole = set(&format!("Δ {} {UPDATED}", row.title));
    if whole.last().is_some_and(|last| last.as_str().ends_with(UPDATED)) {
        return whole;
    }
    set(&format!("Δ {}", row.title))
}

/// Draws a line of a title; `edited` says of that of an edited entry whether it is the first one.
fn draw_title(canvas: &mut Canvas<'_>, field: Field, text: &SafeText, face: Face, edited: Option<bool>) {
    canvas.searched(field, &as_seen(text, canvas.glyphs.bidi), face);
    let Some(is_first) = edited else { return };
    if is_first {
        canvas.own(field, canvas.glyphs.updated, Face::Updated);
    }
    if let Some(before) = text.as_str().strip_suffix(UPDATED) {
        canvas.own(field.after(columns_of(before)), UPDATED, Face::Updated);
    }
}

/// The day that begins with a row.
fn day(row: &EntryRow, above: Option<&EntryRow>, setting: Setting<'_>) -> Option<SafeText> {
    if setting.grouping == Grouping::None {
        return None;
    }
    let zone = &setting.moment.zone;
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    if above.is_some_and(|above| day(above.at) == day(row.at)) {
        return None;
    }
    let today = day(setting.moment.now);
    let name = match today.since(day(row.at)).map(|span| span.get_days()) {
        Ok(0) => "Today".to_owned(),
        Ok(1) => "Yesterday".to_owned(),
        _ => date(row.at, zone),
    };
    Some(SafeText::new(&name))
}

/// Hits stand between « » in an excerpt; they are drawn as hits without those signs.
fn draw_excerpt(canvas: &mut Canvas<'_>, field: Field, excerpt: &SafeText) {
    let excerpt = with_first_hit(excerpt.as_str(), field.width.into());
    let is_cut = columns_of(&excerpt.replace(['«', '»'], "")) > field.width;
    let mut rest = field.before(u16::from(is_cut));
    let end = field.after(rest.width);
    let mut face = Face::Dim;
    for part in excerpt.split_inclusive(['«', '»']) {
        let text = part.trim_end_matches(['«', '»']);
        let used = canvas.text(rest, &SafeText::piece(text), face);
        rest = rest.after(used);
        face = if part.ends_with('«') { Face::Hit } else { Face::Dim };
    }
    canvas.own(end, canvas.glyphs.ellipsis, Face::Dim);
}

/// An excerpt from as far on as it takes to see its first hit within `columns`, with one word before it.
fn with_first_hit(excerpt: &str, columns: usize) -> Cow<'_, str> {
    let Some(hit) = excerpt.find('«') else { return Cow::Borrowed(excerpt) };
    let end = excerpt[hit..].find('»').map_or(excerpt.len(), |end| hit + end);
    if width(&excerpt[..end]) <= columns {
        return Cow::Borrowed(excerpt);
    }
    let word = excerpt[..hit].trim_end().rfind(' ').map_or(0, |at| at + 1);
    Cow::Owned(format!("…{}", &excerpt[word..]))
}

/// The outlet, and the tags that the person gave.
fn about(row: &EntryRow, source: Source) -> SafeText {
    if row.tags.is_empty() {
        return outlet_of(row, source).clone();
    }
    let tags: Vec<String> = row.tags.iter().map(|tag| format!("#{tag}")).collect();
    SafeText::new(&format!("{} · {}", outlet_of(row, source), tags.join(" ")))
}

/// The outlet; in the list of a single feed its name would say nothing, so the author stands there.
fn outlet_of(row: &EntryRow, source: Source) -> &SafeText {
    let fallback = match source {
        Source::Feed(_) => row.author.as_ref().unwrap_or(&row.feed_title),
        _ => &row.feed_title,
    };
    row.publisher.as_ref().unwrap_or(fallback)
}
