//! The jump: the line, then what is offered, each with a word on what it is; entries with their outlet
//! and age.

use ratatui::layout::Rect;

use super::{below_head, draw_empty, draw_rows, open_frame};
use crate::app::overlays::Jump;
use crate::app::overlays::jump::{Offer, To};
use crate::app::{ListMetrics, Source};
use crate::domain::Moment;
use crate::text::SafeText;
use crate::text::width::{graphemes, truncate, width};
use crate::ui::canvas::{Canvas, Field};
use crate::ui::format::age;
use crate::ui::line_field;
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 90;
/// Highest frame.
const HEIGHT: u16 = 24;

/// From here on a line has room for an age.
const ROOMY: u16 = 56;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, jump: &Jump, moment: &Moment) -> ListMetrics {
    let inner = open_frame(canvas, area, WIDTH, HEIGHT);
    if let Some(field) = Field::in_area(inner, 0, 0, 0) {
        let used = canvas.own(field, "Go to", Face::PaneTitleFocused);
        line_field::draw(canvas, field.after(used + 2), &jump.line);
    }
    let body = below_head(inner);
    let offers = jump.offers();
    if offers.is_empty() {
        draw_empty(canvas, body, "Nothing of that name. esc goes back; / searches all entries.");
    }
    draw_rows(canvas, body, jump.cursor, offers.len(), |canvas, field, row| {
        draw_offer(canvas, field, &offers[row], moment);
    })
}

fn draw_offer(canvas: &mut Canvas<'_>, field: Field, offer: &Offer, moment: &Moment) {
    let told = told(&offer.goal.to, field.width, moment);
    let used = canvas.right(field, &told, Face::Dim);
    draw_name(canvas, field.before(used + 2), &offer.goal.title, &offer.letters);
}

/// What it is, in a third of the columns: the outlet gives way to the age, and that to a title that has
/// little room.
fn told(to: &To, columns: u16, moment: &Moment) -> SafeText {
    match to {
        To::Source(Source::Category(_), _) => SafeText::new("category"),
        To::Source(Source::Feed(_), _) => SafeText::new("feed"),
        To::Source(..) => SafeText::new("smart feed"),
        To::Tag => SafeText::new("tag"),
        To::Entry(entry) if columns < ROOMY => truncate(&entry.outlet, usize::from(columns / 3)),
        To::Entry(entry) => {
            let age = format!(" · {}", age(entry.at, moment));
            let outlet = usize::from(columns / 3).saturating_sub(width(&age));
            SafeText::new(&format!("{}{age}", truncate(&entry.outlet, outlet)))
        }
    }
}

/// A name with the typed letters marked; letters are counted as characters, and what a reader sees as
/// one character is marked as a whole.
fn draw_name(canvas: &mut Canvas<'_>, field: Field, name: &SafeText, letters: &[usize]) {
    let name = truncate(name, field.width.into());
    let mut at = 0;
    let mut used = 0;
    for (grapheme, _) in graphemes(name.as_str()) {
        let end = at + grapheme.chars().count();
        let is_typed = letters.iter().any(|letter| (at..end).contains(letter)) && grapheme != "…";
        let face = if is_typed { Face::Mark } else { Face::Text };
        used += canvas.text(field.after(used), &SafeText::piece(grapheme), face);
        at = end;
    }
}
