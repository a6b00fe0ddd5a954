//! [`Document`] to lines of a width: word wrap by grapheme and display width, lists, quotes, tables.
//! It gives roles, not colours; the theme of the screen gives those. Called by the article pane and by
//! the command line.

mod blocks;
pub(super) mod flow;
mod inlines;
mod table;

use super::SafeText;
use super::document::Document;

/// A line of at most the width that was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextLine {
    /// Pieces from left to right.
    pub spans: Vec<Span>,
}

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

/// Which characters ornaments are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ornaments {
    /// `•`, `┃`, `─`.
    #[default]
    Unicode,
    /// `*`, `|`, `-`.
    Ascii,
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
}

/// Sets a document in lines. No line is wider than the width, no word is lost.
#[must_use]
pub fn to_lines(document: &Document, layout: &Layout) -> Vec<TextLine> {
    blocks::set(document, layout)
}

#[cfg(test)]
mod tests;
