//! Feeds of all packs that match what is typed: the box, the name, what is told of it.

use ratatui::layout::Rect;

use super::draw_box;
use crate::app::ListMetrics;
use crate::app::overlays::Catalogue;
use crate::app::overlays::catalogue::{Finder, Hit};
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::line_field;
use crate::ui::overlays::{draw_empty, draw_rows};
use crate::ui::theme::Face;

/// Columns of a name with the air beside it.
const NAMES: u16 = 32;

/// Draws the line that is typed.
pub fn draw_line(canvas: &mut Canvas<'_>, field: Field, finder: &Finder) {
    let used = canvas.own(field, "Find", Face::PaneTitleFocused);
    line_field::draw(canvas, field.after(used + 2), &finder.line);
}

/// Draws what was found.
pub fn draw(canvas: &mut Canvas<'_>, body: Rect, catalogue: &Catalogue, finder: &Finder) -> ListMetrics {
    let hits = finder.hits();
    if hits.is_empty() {
        draw_empty(canvas, body, "No such feed in the catalogue. esc goes back.");
    }
    draw_rows(canvas, body, finder.cursor, hits.len(), |canvas, field, row| {
        draw_hit(canvas, field.before(2), catalogue, &hits[row]);
    })
}

fn draw_hit(canvas: &mut Canvas<'_>, field: Field, catalogue: &Catalogue, hit: &Hit) {
    let Some(pack) = catalogue.all_packs().get(hit.pack) else { return };
    let Some(feed) = pack.feeds.get(hit.feed) else { return };
    let used = draw_box(canvas, field, catalogue.is_known(feed), catalogue.choice.has(feed));
    let field = field.after(used + 1);
    let title = truncate(&feed.title, field.width.into());
    canvas.letters(field, title.as_str(), &hit.letters, (Face::Text, Face::Mark));
    let told = field.after(NAMES.max(columns_of(title.as_str()) + 2));
    canvas.text(told, &truncate(&feed.about, told.width.into()), Face::Dim);
}
