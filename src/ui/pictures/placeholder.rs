//! What stands in the place of a picture that is not there: its text in a thin frame, and why it is
//! not there.

use ratatui::layout::Rect;

use crate::app::Absence;
use crate::command::{Command, Context, KeyChord};
use crate::text::SafeText;
use crate::text::width::wrap_title;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::theme::Face;

/// A frame with words is not narrower, where there is room.
const LEAST_WIDTH: u16 = 36;
/// In less than this there is no frame.
const LEAST_FRAME: (u16, u16) = (8, 3);

/// The words of the place.
pub struct Words<'a> {
    /// The text of the picture.
    pub alt: &'a SafeText,
    /// Why it is not there.
    pub absence: Option<Absence<'a>>,
}

/// Draws the words into the place at `top` lines below (or above) the first line of `area`; `columns` and
/// `rows` are what is kept for the picture.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, top: i32, (columns, rows): (u16, u16), words: &Words<'_>) {
    let width = columns.max(LEAST_WIDTH).min(area.width);
    let is_framed = width >= LEAST_FRAME.0 && rows >= LEAST_FRAME.1;
    let (inner_width, inner_rows) = if is_framed { (width - 4, rows - 2) } else { (width, rows) };
    let lines = lines(canvas, words, inner_width, inner_rows);
    let first = (inner_rows - u16::try_from(lines.len()).unwrap_or(inner_rows).min(inner_rows)) / 2;
    for row in 0..rows {
        let Ok(line) = u16::try_from(top + i32::from(row)) else { continue };
        let Some(field) = Field::in_area(area, line, 0, 0) else { return };
        let field = Field { width, ..field };
        if is_framed {
            draw_frame(canvas, field, row, rows);
        }
        let inner = row.checked_sub(u16::from(is_framed)).and_then(|row| row.checked_sub(first));
        if let Some((text, face)) = inner.and_then(|row| lines.get(usize::from(row))) {
            let field = if is_framed { field.after(2).before(2) } else { field };
            let left = (field.width - columns_of(text.as_str()).min(field.width)) / 2;
            canvas.text(field.after(left), text, *face);
        }
    }
}

fn draw_frame(canvas: &mut Canvas<'_>, field: Field, row: u16, rows: u16) {
    let glyphs = canvas.glyphs;
    let (left, between, right) = match row {
        0 => (glyphs.border_top_left, glyphs.border_across, glyphs.border_top_right),
        row if row + 1 == rows => {
            (glyphs.border_bottom_left, glyphs.border_across, glyphs.border_bottom_right)
        }
        _ => (glyphs.border_down, " ", glyphs.border_down),
    };
    canvas.own(field, left, Face::Ornament);
    for column in 1..field.width - 1 {
        canvas.own(field.after(column).before(field.width - column - 1), between, Face::Ornament);
    }
    canvas.own(field.after(field.width - 1), right, Face::Ornament);
}

/// The text first; why the picture is not there has its line in any case.
fn lines(canvas: &Canvas<'_>, words: &Words<'_>, width: u16, rows: u16) -> Vec<(SafeText, Face)> {
    let (width, rows) = (usize::from(width.max(1)), usize::from(rows));
    let why = words.absence.map(|absence| told(canvas, absence)).unwrap_or_default();
    let why = wrap_title(&why, width, rows.min(3)).into_iter().filter(|line| !line.is_empty());
    let why: Vec<(SafeText, Face)> = why.map(|line| (line, Face::Dim)).collect();
    let alt = if words.alt.is_empty() { SafeText::new("image") } else { words.alt.clone() };
    let room = rows.saturating_sub(why.len());
    let alt = if room > 0 { wrap_title(&alt, width, room) } else { Vec::new() };
    alt.into_iter().map(|line| (line, Face::Caption)).chain(why).collect()
}

fn told(canvas: &Canvas<'_>, absence: Absence<'_>) -> SafeText {
    match absence {
        Absence::Unopened => SafeText::new("image · comes when the article is opened"),
        Absence::Unasked => {
            let keys =
                canvas.keymap.and_then(|map| map.keys_for(Context::Article, Command::LoadImages).next());
            let keys = keys.map(|keys| format!(" or {}", KeyChord::print_sequence(keys))).unwrap_or_default();
            SafeText::new(&format!("image · a click{keys} shows it"))
        }
        Absence::Loading => SafeText::new("loading…"),
        Absence::Failed(reason) => SafeText::new(&format!("image not shown: {reason}")),
    }
}
