//! Open containers and what becomes of their content when they end. Called by `build`.

use super::inline::{Run, trim_end};
use super::list::ListParts;
use super::table::{CellParts, TableParts, flatten};
use crate::text::document::{Block, Definition, Inline};

/// What holds blocks or text of its own.
pub enum Container {
    /// `<h1>` to `<h6>`.
    Heading(u8),
    /// `<blockquote>`.
    Quote,
    /// `<ul>` or `<ol>`.
    List(ListParts),
    /// `<li>` with its own number.
    Item(Option<i64>),
    /// `<dl>`.
    Definitions,
    /// `<dt>`.
    Term,
    /// `<dd>`.
    Meaning,
    /// `<table>`.
    Table {
        /// The page says that it only arranges.
        is_layout: bool,
    },
    /// `<caption>`.
    TableCaption,
    /// `<td>` or `<th>`.
    Cell {
        /// `<th>`.
        is_head: bool,
        /// Columns it takes.
        columns: usize,
        /// Rows it takes.
        rows: usize,
    },
    /// `<figure>`.
    Figure,
    /// `<figcaption>`.
    FigureCaption,
}

/// An open container.
pub struct Frame {
    /// What it is.
    pub kind: Kind,
    /// Blocks that are closed.
    pub blocks: Vec<Block>,
    /// Text that is not in a block yet.
    pub run: Run,
}

/// What a frame becomes.
pub enum Kind {
    Root,
    Heading(u8),
    Quote,
    List(ListParts),
    Item(Option<i64>),
    Definitions(Vec<Definition>),
    Term,
    Meaning,
    Table(TableParts),
    TableCaption,
    Cell { is_head: bool, columns: usize, rows: usize },
    Figure(Vec<Inline>),
    FigureCaption,
}

impl From<Container> for Kind {
    fn from(container: Container) -> Self {
        match container {
            Container::Heading(level) => Kind::Heading(level),
            Container::Quote => Kind::Quote,
            Container::List(list) => Kind::List(list),
            Container::Item(number) => Kind::Item(number),
            Container::Definitions => Kind::Definitions(Vec::new()),
            Container::Term => Kind::Term,
            Container::Meaning => Kind::Meaning,
            Container::Table { is_layout } => Kind::Table(TableParts::new(is_layout)),
            Container::TableCaption => Kind::TableCaption,
            Container::Cell { is_head, columns, rows } => Kind::Cell { is_head, columns, rows },
            Container::Figure => Kind::Figure(Vec::new()),
            Container::FigureCaption => Kind::FigureCaption,
        }
    }
}

impl Kind {
    /// Frames whose content ends as one run of text.
    pub fn is_inline(&self) -> bool {
        matches!(self, Self::Heading(_) | Self::Term | Self::TableCaption | Self::FigureCaption)
    }

    /// Whether it may stand in such a container.
    pub fn fits_in(&self, parent: &Self) -> bool {
        match self {
            Self::Item(_) => matches!(parent, Self::List(_)),
            Self::Term | Self::Meaning => matches!(parent, Self::Definitions(_)),
            Self::TableCaption | Self::Cell { .. } => matches!(parent, Self::Table(_)),
            Self::FigureCaption => matches!(parent, Self::Figure(_)),
            _ => true,
        }
    }
}

impl Frame {
    /// An empty container.
    pub fn new(kind: Kind) -> Self {
        Self { kind, blocks: Vec::new(), run: Run::default() }
    }

    /// Ends the container: its content becomes part of the one around it.
    pub fn close_into(mut self, parent: &mut Self) {
        self.end_block();
        self.absorb_strays();
        let blocks = self.blocks;
        match self.kind {
            Kind::Root => {}
            Kind::Heading(level) => close_heading(parent, level, blocks),
            Kind::Quote if blocks.is_empty() => {}
            Kind::Quote => parent.blocks.push(Block::Quote(blocks)),
            Kind::List(list) => parent.blocks.extend(list.finish().map(Block::List)),
            Kind::Item(number) => {
                if let Kind::List(list) = &mut parent.kind {
                    list.item(number, blocks);
                }
            }
            Kind::Definitions(definitions) if definitions.is_empty() => {}
            Kind::Definitions(definitions) => parent.blocks.push(Block::Definitions(definitions)),
            Kind::Term => parent.add_term(flatten(blocks)),
            Kind::Meaning => parent.add_meaning(blocks),
            Kind::Table(table) => {
                // Blocks that stand between rows come before the table, as browsers place them.
                parent.blocks.extend(blocks);
                parent.blocks.extend(table.finish());
            }
            Kind::TableCaption => {
                if let Kind::Table(table) = &mut parent.kind {
                    table.caption = flatten(blocks);
                }
            }
            Kind::Cell { is_head, columns, rows } => {
                if let Kind::Table(table) = &mut parent.kind {
                    table.cell(CellParts { blocks, is_head, columns, rows });
                }
            }
            Kind::Figure(caption) => close_figure(parent, blocks, caption),
            Kind::FigureCaption => {
                if let Kind::Figure(caption) = &mut parent.kind {
                    append_line(caption, flatten(blocks));
                }
            }
        }
    }

    /// Text so far becomes paragraphs.
    pub fn end_block(&mut self) {
        self.blocks.extend(self.run.take_paragraphs().into_iter().map(Block::Paragraph));
    }

    /// Blocks that stand in a list or a definition list outside of its items join the last one.
    pub fn absorb_strays(&mut self) {
        let is_list = matches!(self.kind, Kind::List(_) | Kind::Definitions(_));
        if !is_list || self.blocks.is_empty() {
            return;
        }
        let strays = std::mem::take(&mut self.blocks);
        match &mut self.kind {
            Kind::List(list) => list.strays(strays),
            Kind::Definitions(_) => self.add_meaning(strays),
            _ => {}
        }
    }

    fn add_term(&mut self, term: Vec<Inline>) {
        if let Kind::Definitions(definitions) = &mut self.kind
            && !term.is_empty()
        {
            definitions.push(Definition { term, meaning: Vec::new() });
        }
    }

    fn add_meaning(&mut self, blocks: Vec<Block>) {
        let Kind::Definitions(definitions) = &mut self.kind else { return };
        if blocks.is_empty() {
            return;
        }
        match definitions.last_mut() {
            Some(last) => last.meaning.extend(blocks),
            None => definitions.push(Definition { term: Vec::new(), meaning: blocks }),
        }
    }
}

/// Pictures in a heading come after it.
fn close_heading(parent: &mut Frame, level: u8, blocks: Vec<Block>) {
    let (pictures, words): (Vec<Block>, Vec<Block>) =
        blocks.into_iter().partition(|block| matches!(block, Block::Figure(_)));
    let words = flatten(words);
    if !words.is_empty() {
        parent.blocks.push(Block::Heading(level, words));
    }
    parent.blocks.extend(pictures);
}

/// The caption belongs to the last picture; without one it follows what the figure holds.
fn close_figure(parent: &mut Frame, mut blocks: Vec<Block>, caption: Vec<Inline>) {
    let picture = blocks.iter_mut().rev().find_map(|block| match block {
        Block::Figure(figure) if figure.caption.is_empty() => Some(figure),
        _ => None,
    });
    match picture {
        Some(figure) => figure.caption = caption,
        None if caption.is_empty() => {}
        None => blocks.push(Block::Paragraph(caption)),
    }
    parent.blocks.extend(blocks);
}

fn append_line(inlines: &mut Vec<Inline>, more: Vec<Inline>) {
    trim_end(inlines, true);
    if !inlines.is_empty() && !more.is_empty() {
        inlines.push(Inline::Break);
    }
    inlines.extend(more);
}
