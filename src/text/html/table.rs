//! Rows and cells on their way to a table, or to blocks where the table only arranges a page.

use crate::text::document::{Block, Inline, Style, Table};

/// Empty cells that one `colspan` or `rowspan` may bring, and columns within which it is followed.
const MAX_SPAN: usize = 50;

/// A table that is being read.
#[derive(Default)]
pub struct TableParts {
    /// Its caption.
    pub caption: Vec<Inline>,
    is_layout: bool,
    /// Inside `<thead>`.
    pub in_head: bool,
    head_rows: usize,
    rows: Vec<Vec<CellParts>>,
}

/// A cell that was read.
#[derive(Default)]
pub struct CellParts {
    /// What it holds.
    pub blocks: Vec<Block>,
    /// `<th>`.
    pub is_head: bool,
    /// Columns it takes.
    pub columns: usize,
    /// Rows it takes.
    pub rows: usize,
}

impl TableParts {
    /// An empty table; `is_layout` when the page says that it only arranges.
    pub fn new(is_layout: bool) -> Self {
        Self { is_layout, ..Self::default() }
    }

    /// Begins a row.
    pub fn row(&mut self) {
        if self.in_head && self.head_rows == self.rows.len() {
            self.head_rows += 1;
        }
        self.rows.push(Vec::new());
    }

    /// Adds a cell to the last row.
    pub fn cell(&mut self, cell: CellParts) {
        if self.rows.is_empty() {
            self.row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    /// The table, or the blocks of its cells in order.
    pub fn finish(mut self) -> Vec<Block> {
        let filled = |row: &Vec<CellParts>| row.iter().any(|cell| !cell.blocks.is_empty());
        let head_rows = self.rows.iter().take(self.head_rows).filter(|row| filled(row)).count();
        self.rows.retain(filled);
        if self.rows.is_empty() {
            return paragraph(self.caption).into_iter().collect();
        }
        if self.arranges() {
            let cells = self.rows.into_iter().flatten().flat_map(|cell| cell.blocks);
            return paragraph(self.caption).into_iter().chain(cells).collect();
        }
        let first_is_head = self.rows[0].iter().all(|cell| cell.is_head) && self.rows.len() > 1;
        let mut rows = spread(self.rows);
        drop_empty_columns(&mut rows);
        let head = if head_rows > 0 || first_is_head { rows.remove(0) } else { Vec::new() };
        // What filled a cell may have had no words.
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        if head.is_empty() && rows.is_empty() {
            return paragraph(self.caption).into_iter().collect();
        }
        vec![Block::Table(Table { caption: self.caption, head, rows })]
    }

    /// Single columns and cells that hold more than words belong to a page that is built of tables.
    fn arranges(&self) -> bool {
        let is_single =
            self.rows.iter().all(|row| row.iter().filter(|cell| !cell.blocks.is_empty()).count() <= 1);
        let has_head = self.head_rows > 0 || self.rows.iter().flatten().any(|cell| cell.is_head);
        let is_rich = |block: &Block| !matches!(block, Block::Paragraph(_) | Block::List(_) | Block::Rule);
        let mut cells = self.rows.iter().flatten();
        let rich = cells.any(|cell| cell.blocks.len() > 3 || cell.blocks.iter().any(is_rich));
        self.is_layout || is_single || (rich && !has_head)
    }
}

/// Rows as inlines, with empty cells where others reach over.
fn spread(rows: Vec<Vec<CellParts>>) -> Vec<Vec<Vec<Inline>>> {
    // Rows that each column is still covered from above.
    let mut covered: Vec<usize> = Vec::new();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let mut cells: Vec<Vec<Inline>> = Vec::new();
        let from_above = std::mem::take(&mut covered);
        let above = |column: usize| from_above.get(column).copied().unwrap_or_default();
        for cell in row {
            while above(cells.len()) > 0 {
                covered.push(above(cells.len()) - 1);
                cells.push(Vec::new());
            }
            let below = if cells.len() < MAX_SPAN { cell.rows.clamp(1, MAX_SPAN) - 1 } else { 0 };
            covered.push(below);
            cells.push(flatten(cell.blocks));
            for _ in 1..cell.columns.clamp(1, MAX_SPAN) {
                covered.push(below);
                cells.push(Vec::new());
            }
        }
        while above(cells.len()) > 0 {
            covered.push(above(cells.len()) - 1);
            cells.push(Vec::new());
        }
        out.push(cells);
    }
    out
}

/// Columns without a single word, which pages use for distance.
fn drop_empty_columns(rows: &mut [Vec<Vec<Inline>>]) {
    let mut is_filled: Vec<bool> = Vec::new();
    for row in rows.iter() {
        is_filled.resize(is_filled.len().max(row.len()), false);
        for (cell, filled) in row.iter().zip(&mut is_filled) {
            *filled |= !cell.is_empty();
        }
    }
    for row in rows {
        let mut filled = is_filled.iter();
        row.retain(|_| filled.next() == Some(&true));
    }
}

fn paragraph(inlines: Vec<Inline>) -> Option<Block> {
    (!inlines.is_empty()).then_some(Block::Paragraph(inlines))
}

/// Blocks as one run, a line break between them. The depth is `build`'s own limit.
pub fn flatten(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for block in blocks {
        let inlines = match block {
            Block::Paragraph(inlines) | Block::Heading(_, inlines) => inlines,
            Block::List(list) => flatten(list.items.into_iter().flatten().collect()),
            Block::Quote(blocks) => flatten(blocks),
            Block::Definitions(definitions) => flatten(
                definitions
                    .into_iter()
                    .flat_map(|definition| paragraph(definition.term).into_iter().chain(definition.meaning))
                    .collect(),
            ),
            Block::Code { lines, .. } => {
                let style = Style { code: true, ..Style::default() };
                flatten(
                    lines
                        .into_iter()
                        .filter(|line| !line.is_empty())
                        .map(|line| Block::Paragraph(vec![Inline::Text(line, style)]))
                        .collect(),
                )
            }
            Block::Table(table) => {
                let rows = std::iter::once(table.head).chain(table.rows);
                let cells = rows.flatten().filter(|cell| !cell.is_empty()).map(Block::Paragraph);
                flatten(paragraph(table.caption).into_iter().chain(cells).collect())
            }
            Block::Figure(figure) if figure.caption.is_empty() && !figure.alt.is_empty() => {
                vec![Inline::Text(figure.alt, Style::default())]
            }
            Block::Figure(figure) => figure.caption,
            Block::Rule => Vec::new(),
        };
        if !out.is_empty() && !inlines.is_empty() {
            out.push(Inline::Break);
        }
        out.extend(inlines);
    }
    out
}
