//! An article as blocks and inlines: what HTML becomes, and what the screen, plain text, Markdown
//! and clean HTML are made from.

mod code;
mod figures;
mod list;

pub use code::{CodeBlock, CodePart, CodeParts, CodeRole};
pub use list::{List, Numbering};

use std::collections::BTreeMap;
use std::sync::Arc;

use super::SafeText;

/// An article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// Targets of links, each once, in order of first use; [`Style::link`] counts from 0.
    pub links: Vec<SafeText>,
    /// Links to places of this very text: the index of a link to the number of its place ([`Style::place`]).
    pub jumps: BTreeMap<usize, usize>,
}

impl Document {
    /// All blocks in the order in which they are set; those inside others follow the one that holds them.
    #[must_use]
    pub fn every_block(&self) -> Vec<&Block> {
        let mut found = Vec::new();
        collect(&self.blocks, &mut found);
        found
    }
}

/// By recursion, which `html` limits to 24 levels.
fn collect<'d>(blocks: &'d [Block], found: &mut Vec<&'d Block>) {
    for block in blocks {
        found.push(block);
        match block {
            Block::Quote(inner) => collect(inner, found),
            Block::List(list) => list.items.iter().for_each(|item| collect(item, found)),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    collect(&definition.meaning, found);
                }
            }
            _ => {}
        }
    }
}

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Text.
    Paragraph(Vec<Inline>),
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Inline>),
    /// A list.
    List(List),
    /// Terms with what they mean.
    Definitions(Vec<Definition>),
    /// A quotation.
    Quote(Vec<Block>),
    /// Code, line by line.
    Code {
        /// Language, if named.
        language: Option<SafeText>,
        /// Lines without their ends.
        lines: Vec<SafeText>,
    },
    /// A table.
    Table(Table),
    /// An image with its caption.
    Figure(Figure),
    /// A line across.
    Rule,
}

/// A term with its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// What it means.
    pub meaning: Vec<Block>,
}

/// A table: rows of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Caption.
    pub caption: Vec<Inline>,
    /// Head cells; empty when there is no head.
    pub head: Vec<Vec<Inline>>,
    /// Body rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// An image.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// Address.
    pub url: Option<SafeText>,
    /// The file itself, where the page holds it (`data:`).
    pub inline: Option<Arc<[u8]>>,
    /// Size as the page declares it.
    pub size: Option<PixelSize>,
    /// Text that stands for it.
    pub alt: SafeText,
    /// Caption.
    pub caption: Vec<Inline>,
}

/// A size in pixels; neither side is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelSize {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Figure {
    /// True if there is something that a screen with pictures could show.
    #[must_use]
    pub fn has_picture(&self) -> bool {
        self.url.is_some() || self.inline.is_some()
    }
}

/// A run of text in one style, or a forced line break.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Text.
    Text(SafeText, Style),
    /// `<br>`.
    Break,
}

/// How a run of text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a style of its own; any may stand with any")]
pub struct Style {
    /// Strong.
    pub strong: bool,
    /// Emphasised.
    pub emphasis: bool,
    /// Code.
    pub code: bool,
    /// Deleted.
    pub deleted: bool,
    /// Raised or lowered.
    pub script: Script,
    /// Index into [`Document::links`].
    pub link: Option<usize>,
    /// The place that begins here, to which links of the same text lead: its number from 0.
    pub place: Option<usize>,
    /// Whether a line may end behind the run, although no space stands there.
    pub end: LineEnd,
}

/// Whether a line may end where no space stands: what a page says with a soft hyphen, a space without
/// a width or `<wbr>`. Those characters themselves never reach a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnd {
    /// As the characters there allow.
    #[default]
    Plain,
    /// It may.
    Allowed,
    /// It may, and then a hyphen is shown.
    Hyphen,
}

/// Superscript and subscript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Script {
    /// On the line.
    #[default]
    Normal,
    /// Above.
    Super,
    /// Below.
    Sub,
}
