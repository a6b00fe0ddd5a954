//! The starter catalogue: packs on the left and the feeds of the selected one on the right, or one of
//! both where it is narrow; how many are chosen is always seen.

mod country;
mod finder;

use ratatui::layout::Rect;

use super::{dim, draw_bar, rows_metrics};
use crate::app::overlays::Catalogue;
use crate::app::overlays::catalogue::{Row, Side};
use crate::app::{ListCursor, ListMetrics, Loadable};
use crate::command::{Command, Context, KeyChord, Keymap};
use crate::domain::{Pack, PackFeed};
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field};
use crate::ui::frame::area_of;
use crate::ui::list::{first_row, whole_rows};
use crate::ui::theme::Face;

/// From here on both sides are shown.
const WIDE: u16 = 70;
/// From here on a feed has a second line, with what is told of it.
const HIGH: u16 = 15;
/// Lines above the list of feeds.
const ABOVE: u16 = 3;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, catalogue: &Catalogue, keymap: &Keymap) -> ListMetrics {
    draw_head(canvas, area, catalogue);
    draw_foot(canvas, area, catalogue, keymap);
    let body = Rect { y: area.y + 2.min(area.height), height: area.height.saturating_sub(4), ..area };
    if let Loadable::Failed(reason) = &catalogue.offer {
        if let Some(field) = Field::in_area(body, 0, 2, 1) {
            canvas.text(field, &truncate(reason, field.width.into()), Face::Failure);
        }
        return ListMetrics { area: area_of(area), ..ListMetrics::default() };
    }
    let metrics = match &catalogue.finder {
        Some(finder) => finder::draw(canvas, body, catalogue, finder),
        None => draw_sides(canvas, body, catalogue),
    };
    let Some(menu) = &catalogue.country else {
        return ListMetrics { area: area_of(area), ..metrics };
    };
    dim(canvas, area);
    country::draw(canvas, area, menu)
}

fn draw_head(canvas: &mut Canvas<'_>, area: Rect, catalogue: &Catalogue) {
    let Some(field) = Field::in_area(area, 0, 2, 2) else { return };
    let chosen = catalogue.picks().len();
    let (text, face) = match chosen {
        0 => ("nothing chosen".to_owned(), Face::Dim),
        n => (format!("{n} chosen"), Face::Mark),
    };
    let used = canvas.right(field, &SafeText::new(&text), face);
    match &catalogue.finder {
        Some(finder) => finder::draw_line(canvas, field.before(used + 2), finder),
        None => _ = canvas.own(field.before(used + 2), "Starter catalogue", Face::Headline),
    }
}

/// What the choice leads to, and the key that does it.
fn draw_foot(canvas: &mut Canvas<'_>, area: Rect, catalogue: &Catalogue, keymap: &Keymap) {
    let Some(field) = area.height.checked_sub(1).and_then(|row| Field::in_area(area, row, 2, 2)) else {
        return;
    };
    let is_typing = catalogue.finder.is_some() || catalogue.country.is_some();
    let (offer, promise) = match catalogue.picks().len() {
        n if n == 0 || is_typing => {
            canvas.own(field, "Nothing is fetched before you subscribe.", Face::Dim);
            return;
        }
        1 => ("Subscribe to 1 feed".to_owned(), "One undo takes it back."),
        n => (format!("Subscribe to {n} feeds"), "One undo takes them back."),
    };
    let keys = keymap.keys_for(Context::Menu, Command::SubscribeChosen).next();
    let used = keys
        .map_or(0, |keys| canvas.text(field, &SafeText::new(&KeyChord::print_sequence(keys)), Face::Key) + 1);
    let field = field.after(used);
    let used = canvas.text(field, &SafeText::new(&offer), Face::Strong);
    let field = field.after(used + 2);
    canvas.text(field, &truncate(&SafeText::new(promise), field.width.into()), Face::Dim);
}

fn draw_sides(canvas: &mut Canvas<'_>, body: Rect, catalogue: &Catalogue) -> ListMetrics {
    let has_keys = |side| catalogue.side == side;
    if body.width < WIDE {
        return match catalogue.side {
            Side::Packs => draw_packs(canvas, body, catalogue, true),
            Side::Feeds => draw_feeds(canvas, body, catalogue, true),
        };
    }
    let width = (body.width * 2 / 5).clamp(30, 42);
    let left = Rect { width, ..body };
    let right = Rect { x: body.x + width + 1, width: body.width - width - 1, ..body };
    for y in 0..body.height {
        canvas.own(Field { x: body.x + width, y: body.y + y, width: 1 }, canvas.glyphs.rule, Face::Rule);
    }
    let packs = draw_packs(canvas, left, catalogue, has_keys(Side::Packs));
    let feeds = draw_feeds(canvas, right, catalogue, has_keys(Side::Feeds));
    let (with_keys, other) = if has_keys(Side::Packs) { (packs, feeds) } else { (feeds, packs) };
    ListMetrics { beside: Some(Box::new(other)), ..with_keys }
}

fn draw_packs(canvas: &mut Canvas<'_>, area: Rect, catalogue: &Catalogue, has_keys: bool) -> ListMetrics {
    let packs = catalogue.all_packs();
    let offset = first_row(catalogue.packs, packs.len(), area.height.into(), |_| 1);
    for (row, (i, pack)) in (0..area.height).zip(packs.iter().enumerate().skip(offset)) {
        let Some(field) = Field::in_area(area, row, 0, 2) else { break };
        draw_selection(canvas, field, i, catalogue.packs, has_keys);
        draw_pack(canvas, field.after(2), pack, catalogue);
    }
    rows_metrics(area, offset, packs.len())
}

fn draw_pack(canvas: &mut Canvas<'_>, field: Field, pack: &Pack, catalogue: &Catalogue) {
    let share = catalogue.share(pack);
    let (count, face) = match share.chosen {
        0 => (pack.feeds.len().to_string(), Face::Dim),
        n => (format!("{n} of {}", share.free), Face::Mark),
    };
    let used = canvas.right(field, &SafeText::new(&count), face);
    let field = field.before(used + 1);
    let box_columns = draw_box(canvas, field, share.free == 0, share.free > 0 && share.chosen == share.free);
    let field = field.after(box_columns + 1);
    canvas.text(field, &truncate(&pack.title, field.width.into()), Face::Text);
}

/// A box that is ticked or not, or the sign of what is subscribed to already.
fn draw_box(canvas: &mut Canvas<'_>, field: Field, is_known: bool, is_chosen: bool) -> u16 {
    match (is_known, is_chosen) {
        (true, _) => canvas.own(field, canvas.glyphs.done, Face::Done),
        (false, true) => canvas.own(field, canvas.glyphs.checked, Face::Mark),
        (false, false) => canvas.own(field, canvas.glyphs.unchecked, Face::Dim),
    }
}

fn draw_selection(canvas: &mut Canvas<'_>, field: Field, row: usize, cursor: ListCursor, has_keys: bool) {
    if row == cursor.selected {
        if has_keys {
            draw_bar(canvas, field);
        } else {
            canvas.own(field, canvas.glyphs.bar, Face::Bar);
        }
    }
}

fn draw_feeds(canvas: &mut Canvas<'_>, area: Rect, catalogue: &Catalogue, has_keys: bool) -> ListMetrics {
    let Some(pack) = catalogue.pack() else { return ListMetrics::default() };
    let is_high = area.height >= HIGH;
    if let Some(field) = Field::in_area(area, 0, 2, 2) {
        let face = if has_keys { Face::PaneTitleFocused } else { Face::PaneTitle };
        canvas.text(field, &truncate(&pack.title, field.width.into()), face);
    }
    if let Some(field) = Field::in_area(area, 1, 2, 2) {
        // Without second lines this is where the selected feed is told of.
        let selected = match catalogue.row(catalogue.feeds.selected) {
            Row::Feed(at) if has_keys && !is_high => pack.feeds.get(at).map(|feed| &feed.about),
            _ => None,
        };
        canvas.text(field, &truncate(selected.unwrap_or(&pack.about), field.width.into()), Face::Dim);
    }
    let above = ABOVE.min(area.height);
    let body = Rect { y: area.y + above, height: area.height - above, ..area };
    let height = if is_high { 2 } else { 1 };
    let len = catalogue.rows_len();
    let offset = first_row(catalogue.feeds, len, body.height.into(), |_| height);
    let mut lines = Vec::new();
    for i in offset..len {
        let y = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        if y >= body.height {
            break;
        }
        for line in 0..height {
            let Some(field) = u16::try_from(line).ok().and_then(|line| Field::in_area(body, y + line, 0, 2))
            else {
                break;
            };
            lines.push(Some(i));
            match catalogue.row(i) {
                Row::Country if line == 0 => {
                    draw_selection(canvas, field, i, catalogue.feeds, has_keys);
                    draw_country(canvas, field.after(2), catalogue);
                }
                Row::Country => {}
                Row::Feed(at) => {
                    draw_selection(canvas, field, i, catalogue.feeds, has_keys);
                    if let Some(feed) = pack.feeds.get(at) {
                        draw_feed(canvas, field.after(2), feed, catalogue, line);
                    }
                }
            }
        }
    }
    let rows = whole_rows(offset, len, body.height.into(), |_| height);
    ListMetrics {
        offset,
        rows,
        len,
        area: area_of(area),
        body: area_of(body),
        lines,
        ..ListMetrics::default()
    }
}

fn draw_country(canvas: &mut Canvas<'_>, field: Field, catalogue: &Catalogue) {
    let used = canvas.own(field, "Country", Face::Dim);
    let field = field.after(used + 2);
    let used = canvas.own(field, catalogue.country_name(), Face::Strong);
    let field = field.after(used + 2);
    let used = canvas.own(field, canvas.glyphs.enter, Face::Key);
    canvas.own(field.after(used + 1), "change", Face::Dim);
}

fn draw_feed(canvas: &mut Canvas<'_>, field: Field, feed: &PackFeed, catalogue: &Catalogue, line: usize) {
    let is_known = catalogue.is_known(feed);
    if line > 0 {
        let field = field.after(2);
        canvas.text(field, &truncate(&feed.about, field.width.into()), Face::Dim);
        return;
    }
    let used = draw_box(canvas, field, is_known, catalogue.choice.has(feed));
    let field = field.after(used + 1);
    let right = if is_known { canvas.right(field, &SafeText::new("subscribed"), Face::Dim) } else { 0 };
    let field = field.before(right + u16::from(right > 0));
    canvas.text(field, &truncate(&feed.title, field.width.into()), Face::Text);
}
