//! Feed health, over all panes: a line per feed, a second one for a trouble that needs it. Only the rows
//! on the screen are put into words.

use ratatui::layout::Rect;

use super::draw_bar;
use crate::app::ListMetrics;
use crate::app::overlays::Health;
use crate::app::overlays::health::Condition;
use crate::domain::{Feed, FeedActivity, FeedState, Moment, Timestamp};
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::format::{age, number};
use crate::ui::frame::area_of;
use crate::ui::list::{first_row, whole_rows};
use crate::ui::theme::Face;

/// Columns before a title: the bar, the sign, and air.
const SIGNS: u16 = 4;
/// Below this the words have no room beside the titles.
const NARROW: u16 = 60;
/// Columns for the age of the last entry, with air.
const LAST: u16 = 22;
/// Heights of the bars that show how many entries a week had.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// What is wrong with a feed, in two parts.
struct Trouble {
    reason: SafeText,
    outlook: SafeText,
}

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, health: &Health, moment: &Moment) -> ListMetrics {
    for y in 0..area.height {
        canvas.blank(Field { x: area.x, y: area.y + y, width: area.width });
    }
    draw_head(canvas, area, health, moment);
    let body = Rect { y: area.y + 2.min(area.height), height: area.height.saturating_sub(2), ..area };
    let feeds = health.feeds();
    let titles = (area.width * 28 / 100).clamp(16, 32);
    // Where words have no room beside a title, those of a trouble stand below it.
    let is_narrow = area.width < NARROW;
    let room = area.width.saturating_sub(SIGNS + titles + 1);
    let height = |row: usize| feeds.get(row).map_or(1, |feed| lines_of(feed, is_narrow, room, moment));
    let offset = first_row(health.cursor, feeds.len(), body.height.into(), height);
    let mut lines = Vec::new();
    for (i, feed) in feeds.iter().enumerate().skip(offset) {
        let y = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let Some(field) = Field::in_area(body, y, 0, 1) else { break };
        lines.extend(std::iter::repeat_n(Some(i), height(i)));
        if i == health.cursor.selected {
            draw_bar(canvas, field);
        }
        draw_sign(canvas, field.after(2), feed, health, moment);
        let name = field.after(SIGNS);
        let is_alone = is_narrow && height(i) > 1;
        let columns = if is_alone { name.width } else { titles.saturating_sub(2).min(name.width) };
        canvas.text(name, &truncate(&feed.title, columns.into()), Face::Text);
        let column = if is_alone { SIGNS } else { SIGNS + titles };
        let below = |lines: u16| Field::in_area(body, y + lines, 0, 1).map(|field| field.after(column));
        match (trouble(feed, moment), height(i)) {
            (None, _) => draw_fine(canvas, field.after(column), feed, health, moment),
            (Some(trouble), 1) => draw_trouble(canvas, [Some(field.after(column)), None], &trouble),
            (Some(trouble), 2) => draw_trouble(canvas, [Some(field.after(column)), below(1)], &trouble),
            (Some(trouble), _) => draw_trouble(canvas, [below(1), below(2)], &trouble),
        }
    }
    lines.truncate(body.height.into());
    if feeds.is_empty()
        && let Some(field) = Field::in_area(body, 0, 2, 1)
    {
        canvas.own(field, "There is no feed yet. + subscribes to one.", Face::Dim);
    }
    let rows = whole_rows(offset, feeds.len(), body.height.into(), height);
    ListMetrics {
        offset,
        rows,
        len: feeds.len(),
        area: area_of(area),
        body: area_of(body),
        lines,
        ..ListMetrics::default()
    }
}

/// `Feed health  40 feeds · 37 fine · 2 failing · 1 waiting`
fn draw_head(canvas: &mut Canvas<'_>, area: Rect, health: &Health, moment: &Moment) {
    let Some(field) = Field::in_area(area, 0, 2, 1) else { return };
    let used = canvas.own(field, "Feed health", Face::PaneTitleFocused);
    let conditions = || health.feeds().iter().map(|feed| Condition::of(feed, moment.now));
    let count = |wanted: fn(&Condition) -> bool| conditions().filter(wanted).count();
    let failing = count(|condition| *condition == Condition::Failing);
    let waiting = count(|condition| matches!(condition, Condition::Waiting(_)));
    let all = health.feeds().len();
    let word = match all {
        _ if area.width < NARROW => "",
        1 => " feed",
        _ => " feeds",
    };
    let mut parts = vec![format!("{}{word}", told(all)), format!("{} fine", told(all - failing - waiting))];
    let troubles = [(failing, "failing"), (waiting, "waiting")].into_iter().filter(|(n, _)| *n > 0);
    parts.extend(troubles.map(|(n, word)| format!("{} {word}", told(n))));
    let text = parts.join(" · ");
    let field = field.after(used + 2);
    canvas.text(field, &truncate(&SafeText::new(&text), field.width.into()), Face::Dim);
}

fn told(n: usize) -> SafeText {
    number(n as u64)
}

fn draw_sign(canvas: &mut Canvas<'_>, field: Field, feed: &Feed, health: &Health, moment: &Moment) {
    let glyphs = canvas.glyphs;
    let sign = match Condition::of(feed, moment.now) {
        _ if health.is_asked(feed.id) => Some((glyphs.refreshing, Face::Mark)),
        Condition::Failing => Some((glyphs.failed, Face::Failure)),
        Condition::Waiting(_) => Some((glyphs.warning, Face::Warning)),
        Condition::Fine => None,
    };
    if let Some((sign, face)) = sign {
        canvas.own(field, sign, face);
    }
}

/// The reason, and the outlook below it or behind it; what is below the screen is left out.
fn draw_trouble(canvas: &mut Canvas<'_>, [first, second]: [Option<Field>; 2], trouble: &Trouble) {
    let Some(field) = first else { return };
    let used = canvas.text(field, &truncate(&trouble.reason, field.width.into()), Face::Text);
    let behind = if used > 0 { field.after(used + 3) } else { field };
    let outlook = second.unwrap_or(behind);
    if second.is_none() && used > 0 {
        canvas.own(field.after(used), " · ", Face::Dim);
    }
    canvas.text(outlook, &truncate(&trouble.outlook, outlook.width.into()), Face::Dim);
}

fn draw_fine(canvas: &mut Canvas<'_>, field: Field, feed: &Feed, health: &Health, moment: &Moment) {
    let activity = health.activity(feed.id);
    let text = match activity.and_then(|activity| activity.newest) {
        _ if feed.health.last_attempt.is_none() => "not fetched yet".to_owned(),
        Some(newest) => format!("last entry {}", ago(newest, moment)),
        None if activity.is_some() => "no entries yet".to_owned(),
        None => return,
    };
    canvas.text(field, &truncate(&SafeText::new(&text), field.width.into()), Face::Dim);
    let Some(activity) = activity.filter(|activity| activity.newest.is_some()) else { return };
    let mut field = field.after(LAST);
    if !canvas.glyphs.is_ascii && usize::from(field.width) > FeedActivity::WEEKS {
        let used = canvas.text(field, &bars(activity), Face::Ornament);
        field = field.after(used + 2);
    }
    let text = frequency(activity);
    if columns_of(text.as_str()) <= field.width {
        canvas.text(field, &text, Face::Dim);
    }
}

/// Lines that a feed takes where so many columns are left for words.
fn lines_of(feed: &Feed, is_narrow: bool, room: u16, moment: &Moment) -> usize {
    let Some(trouble) = trouble(feed, moment) else { return 1 };
    if is_narrow {
        return 3;
    }
    let columns = columns_of(trouble.reason.as_str()) + 3 + columns_of(trouble.outlook.as_str());
    if trouble.reason.is_empty() || columns <= room { 1 } else { 2 }
}

fn trouble(feed: &Feed, moment: &Moment) -> Option<Trouble> {
    let health = &feed.health;
    let outlook = match Condition::of(feed, moment.now) {
        Condition::Fine => return None,
        Condition::Waiting(until) => format!("waits until {} as the server asked", clock(until, moment)),
        Condition::Failing => {
            let failures = match health.failures {
                0 | 1 => "failed once".to_owned(),
                n => format!("{} failures", number(n.into())),
            };
            let answer = health
                .last_success
                .map_or("never answered".to_owned(), |at| format!("last answer {}", ago(at, moment)));
            match (health.state, health.next_check) {
                (FeedState::Gone, _) => format!("{answer} · no longer fetched by itself"),
                (_, Some(next)) => format!("{failures} · {answer} · next try {}", ahead(next, moment)),
                (_, None) => format!("{failures} · {answer}"),
            }
        }
    };
    let reason = health.error.clone().unwrap_or_default();
    Some(Trouble { reason, outlook: SafeText::new(&outlook) })
}

/// `5h ago`, `now`, `May 3`.
fn ago(at: Timestamp, moment: &Moment) -> String {
    let age = age(at, moment);
    let is_span =
        age.as_str().starts_with(|c: char| c.is_ascii_digit()) && age.as_str().ends_with(['m', 'h', 'd']);
    if is_span { format!("{age} ago") } else { age.to_string() }
}

/// `in 5h`, `soon`.
fn ahead(at: Timestamp, moment: &Moment) -> String {
    match at.as_second().saturating_sub(moment.now.as_second()) {
        ..60 => "soon".to_owned(),
        seconds @ ..3_600 => format!("in {}m", seconds / 60),
        seconds @ ..86_400 => format!("in {}h", seconds / 3_600),
        seconds => format!("in {}d", seconds / 86_400),
    }
}

/// `14:20` of the present day, else `May 9, 14:20`.
fn clock(at: Timestamp, moment: &Moment) -> String {
    let zoned = |at: Timestamp| at.to_zoned(moment.zone.clone());
    let (then, now) = (zoned(at), zoned(moment.now));
    let form = if then.date() == now.date() { "%H:%M" } else { "%b %-d, %H:%M" };
    then.strftime(form).to_string()
}

/// A bar for each week, the highest one for the busiest.
fn bars(activity: &FeedActivity) -> SafeText {
    let most = activity.weeks.iter().copied().max().unwrap_or(0).max(1) as usize;
    let bar = |n: &u32| BARS[(*n as usize * (BARS.len() - 1)).div_ceil(most)];
    SafeText::new(&activity.weeks.iter().map(bar).collect::<String>())
}

/// `12 a week`, `3 in 8 weeks`, `5 in the last week`. Weeks before the first entry do not count: nothing
/// is known of the time before a feed was subscribed to.
fn frequency(activity: &FeedActivity) -> SafeText {
    let known: Vec<u64> = activity.weeks.iter().map(|n| u64::from(*n)).skip_while(|n| *n == 0).collect();
    let (weeks, all) = (known.len() as u64, known.iter().sum::<u64>());
    let text = match weeks {
        0 => format!("none in {} weeks", FeedActivity::WEEKS),
        1 => format!("{} in the last week", number(all)),
        weeks if all < weeks => format!("{all} in {weeks} weeks"),
        weeks => format!("{} a week", number((all + weeks / 2) / weeks)),
    };
    SafeText::new(&text)
}
