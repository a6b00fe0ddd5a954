//! [`Document`] to lines of a width: word wrap by grapheme and display width, lists, quotes, tables.
//! It gives roles, not colours; the theme of the screen gives those. Called by the article pane and by
//! the command line.

mod bidi;
mod blocks;
mod breaks;
mod code;
pub(super) mod flow;
mod inlines;
mod letters;
mod margin;
mod picture;
mod script;
mod table;

pub use bidi::as_seen;
pub use letters::{paragraph_at, same_place};
pub use picture::{PAGE_PIXELS, PictureLine, PictureRoom};

use super::SafeText;
use super::document::{CodeParts, CodeRole, Document};

/// A line of at most the width that was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextLine {
    /// Pieces from left to right.
    pub spans: Vec<Span>,
    /// Characters of the document's text before this line, spaces not counted. It does not depend on
    /// the width, so that a place can be found again after the width has changed.
    pub anchor: usize,
    /// How it stands to the room that was given.
    pub breadth: Breadth,
    /// The line is kept free for a picture.
    pub picture: Option<PictureLine>,
}

/// A document in lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetDocument {
    /// Its lines.
    pub lines: Vec<TextLine>,
    /// The anchors of its places, by their numbers.
    pub places: Vec<usize>,
}

/// How a line stands to the room that was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breadth {
    /// It has room enough.
    #[default]
    Narrow,
    /// It belongs to a table or code that was made to fit: rows one below the other, lines that go on.
    Fitted,
    /// It belongs to a table or code of so many columns, which is wider than the room.
    Wide(usize),
}

impl Breadth {
    /// Of a block of `columns` in a room.
    fn of(columns: usize, room: usize, wide: Wide) -> Self {
        match wide {
            _ if columns <= room => Self::Narrow,
            Wide::Keep if room >= LEAST_KEPT => Self::Wide(columns),
            Wide::Keep | Wide::Fit => Self::Fitted,
        }
    }

    /// With so many columns beside it.
    fn beside(self, columns: usize) -> Self {
        match self {
            Self::Wide(own) => Self::Wide(own + columns),
            other => other,
        }
    }
}

/// Columns from which on a part of a wide table can be read.
const LEAST_KEPT: usize = 24;

/// A piece of a line in one role.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The text.
    pub text: SafeText,
    /// What it is.
    pub role: Role,
    /// The link it belongs to (index into the document's links).
    pub link: Option<usize>,
}

/// What a piece of text is; the theme gives it a style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// Strong text.
    Strong,
    /// Emphasised text.
    Emphasis,
    /// A heading.
    Heading,
    /// Code.
    Code,
    /// A word of code.
    CodeWord(CodeRole),
    /// Deleted text.
    Deleted,
    /// A link.
    Link,
    /// The number of a link.
    LinkNumber,
    /// A quotation.
    Quote,
    /// Bars, bullets, rules and table lines.
    Ornament,
    /// A caption or the text that stands for an image.
    Caption,
}

impl Role {
    /// True for code, in which spaces mean something.
    #[must_use]
    pub fn is_code(self) -> bool {
        matches!(self, Self::Code | Self::CodeWord(_))
    }
}

/// Which characters ornaments are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ornaments {
    /// `•`, `┃`, `─`.
    #[default]
    Unicode,
    /// `*`, `|`, `-`.
    Ascii,
}

/// Who puts text that runs from right to left in the order in which it is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bidi {
    /// The terminal, or nobody: lines are in the order in which they are read.
    #[default]
    Terminal,
    /// We do: lines are in the order in which they are seen, for terminals that leave it to programs.
    Visual,
}

/// What becomes of tables and lines of code that are wider than the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wide {
    /// They are made to fit.
    #[default]
    Fit,
    /// They keep their columns and lines, to be scrolled sideways; where that leaves too little to be seen at a
    /// time, they are made to fit all the same.
    Keep,
}

/// How a document is set.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Columns; at least 1.
    pub width: usize,
    /// Characters for ornaments.
    pub ornaments: Ornaments,
    /// Whether links carry their number as `[1]`.
    pub link_numbers: bool,
    /// The order of text from right to left. Its paragraphs stand at the right in any case.
    pub bidi: Bidi,
    /// What becomes of what is too wide.
    pub wide: Wide,
    /// What is kept free for pictures; without it a line of words stands for each.
    pub pictures: Option<PictureRoom>,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            width: 80,
            ornaments: Ornaments::default(),
            link_numbers: false,
            bidi: Bidi::default(),
            wide: Wide::default(),
            pictures: None,
        }
    }
}

/// Sets a document in lines. No line is wider than the width but those that are [`Breadth::Wide`], no word
/// is lost.
#[must_use]
pub fn to_lines(document: &Document, layout: &Layout) -> Vec<TextLine> {
    set_document(document, layout, &CodeParts::default()).lines
}

/// Sets a document in lines with the words of its code, and tells where its places are. What is known of the
/// code changes roles only, never a line.
#[must_use]
pub fn set_document(document: &Document, layout: &Layout, parts: &CodeParts) -> SetDocument {
    blocks::set(document, layout, parts)
}

/// The line (from 0) that shows the text at `anchor`, by the anchors of all lines in order: the place of a
/// reader whose top line had that anchor at another width. Of lines with one anchor it is the last: not the
/// blank one before the text. 0 when there are no lines.
#[must_use]
pub fn line_of_anchor(anchors: &[usize], anchor: usize) -> usize {
    anchors.partition_point(|line| *line <= anchor).saturating_sub(1)
}

#[cfg(test)]
mod tests;
