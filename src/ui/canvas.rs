//! Puts text into cells. The one place where strings reach the screen: they are `SafeText` or
//! literals, cut at the edge of their field.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::glyphs::Glyphs;
use super::link::LinkArea;
use super::pictures::Images;
use super::theme::{Face, Theme};
use crate::command::Keymap;
use crate::domain::WebUrl;
use crate::text::SafeText;
use crate::text::width::width;
use crate::text::words::{Sought, occurrences};

/// Asks the terminal for the emoji form of a sign. The library counts two columns for what many
/// terminals draw in one, which leaves dirt behind (ratatui#2431).
const EMOJI_FORM: char = '\u{fe0f}';

/// A place to draw on.
pub struct Canvas<'a> {
    /// The cells.
    pub buffer: &'a mut Buffer,
    /// How faces look.
    pub theme: &'a Theme,
    /// Which signs are used.
    pub glyphs: Glyphs,
    /// Where the terminal's cursor stands, while a line is typed.
    pub cursor: Option<(u16, u16)>,
    /// Cells that are links.
    pub links: Vec<LinkArea>,
    /// Words that are marked wherever they stand in titles and articles.
    pub hits: &'a [Sought],
    /// Pictures, where there are any.
    pub images: Option<&'a Images>,
    /// What keys mean, for words that name one.
    pub keymap: Option<&'a Keymap>,
    /// Something is going to be drawn over the panes, which no picture may shine through.
    pub is_covered: bool,
}

/// A field of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// First column.
    pub x: u16,
    /// Line.
    pub y: u16,
    /// Columns.
    pub width: u16,
}

impl Field {
    /// The line `row` of `area`, indented on both sides; `None` below the area.
    pub fn in_area(area: Rect, row: u16, left: u16, right: u16) -> Option<Self> {
        (row < area.height).then(|| Self {
            x: area.x + left.min(area.width),
            y: area.y + row,
            width: area.width.saturating_sub(left + right),
        })
    }

    /// What is left to the right of the first `columns`.
    pub fn after(self, columns: u16) -> Self {
        let columns = columns.min(self.width);
        Self { x: self.x + columns, width: self.width - columns, ..self }
    }

    /// The field without its last `columns`.
    pub fn before(self, columns: u16) -> Self {
        Self { width: self.width.saturating_sub(columns), ..self }
    }
}

impl<'a> Canvas<'a> {
    /// A canvas over `buffer`.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme, glyphs: Glyphs) -> Self {
        Self {
            buffer,
            theme,
            glyphs,
            cursor: None,
            links: Vec::new(),
            hits: &[],
            images: None,
            keymap: None,
            is_covered: false,
        }
    }
}

impl Canvas<'_> {
    /// Draws text from the left; returns the columns it took.
    pub fn text(&mut self, field: Field, text: &SafeText, face: Face) -> u16 {
        self.put(field, text.as_str(), face)
    }

    /// Draws text in which hits of a search are marked; returns the columns it took.
    pub fn searched(&mut self, field: Field, text: &SafeText, face: Face) -> u16 {
        let used = self.text(field, text, face);
        if self.hits.is_empty() {
            return used;
        }
        for hit in occurrences(text.as_str(), self.hits) {
            let before = columns_of(&text.as_str()[..hit.start]).min(used);
            let columns = columns_of(&text.as_str()[hit]).min(used - before);
            let place = Rect { x: field.x + before, y: field.y, width: columns, height: 1 };
            self.ground(place.intersection(self.buffer.area), Face::Hit);
        }
        used
    }

    /// Draws a literal of this program from the left; returns the columns it took.
    pub fn own(&mut self, field: Field, text: &'static str, face: Face) -> u16 {
        self.put(field, text, face)
    }

    /// Makes the first `columns` of a field a link.
    pub fn link(&mut self, field: Field, columns: u16, url: &WebUrl) {
        if columns > 0 {
            self.links.push(LinkArea { x: field.x, y: field.y, width: columns, url: url.clone() });
        }
    }

    /// Draws text at the right end of a field; returns the columns it took.
    pub fn right(&mut self, field: Field, text: &SafeText, face: Face) -> u16 {
        let columns = columns_of(text.as_str()).min(field.width);
        self.put(field.after(field.width - columns), text.as_str(), face)
    }

    /// Draws a name of this program with some of its characters in the second face.
    pub fn letters(&mut self, field: Field, name: &str, letters: &[usize], faces: (Face, Face)) -> u16 {
        let mut used = 0;
        for (i, c) in name.chars().enumerate() {
            let face = if letters.contains(&i) { faces.1 } else { faces.0 };
            used += self.put(field.after(used), c.encode_utf8(&mut [0; 4]), face);
        }
        used
    }

    /// Takes away whatever stands in a field.
    pub fn blank(&mut self, field: Field) {
        let area = Rect { x: field.x, y: field.y, width: field.width, height: 1 };
        for position in area.intersection(self.buffer.area).positions() {
            self.buffer[position].reset();
        }
        self.ground(area, Face::Screen);
    }

    /// Lays a ground under what is in `area` and what will be drawn there.
    pub fn ground(&mut self, area: Rect, face: Face) {
        let style = self.theme.style(face);
        if style != Style::new() {
            self.buffer.set_style(area, style);
        }
    }

    fn put(&mut self, field: Field, text: &str, face: Face) -> u16 {
        if field.width == 0 || !self.buffer.area.contains((field.x, field.y).into()) {
            return 0;
        }
        let plain: String = text.chars().filter(|c| *c != EMOJI_FORM).map(|c| self.glyphs.plain(c)).collect();
        let style = self.theme.style(face);
        let (end, _) = self.buffer.set_stringn(field.x, field.y, &plain, field.width.into(), style);
        end - field.x
    }
}

/// Columns of a text, as far as a screen can have them.
pub fn columns_of(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
