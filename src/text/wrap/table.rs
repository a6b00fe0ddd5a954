//! Tables to lines: aligned columns with a rule under the head where they fit, else each row as
//! "head: cell" lines.

use super::inlines::{self, Setting};
use super::{Ornaments, Role, Span};
use crate::text::SafeText;
use crate::text::document::{Inline, Table};
use crate::text::width::width;

/// Columns between two columns.
const GAP: usize = 2;
/// Narrowest column that a cell is wrapped to.
const MIN_COLUMN: usize = 6;
/// Tables with more columns are stacked without trying.
const MAX_COLUMNS: usize = 40;

type Row = [Vec<Inline>];
type Lines = Vec<Vec<Span>>;

/// Sets a table in `room` columns.
pub fn set(table: &Table, setting: Setting, ornaments: Ornaments, room: usize) -> Lines {
    let mut lines = Lines::new();
    if !table.caption.is_empty() {
        lines.extend(inlines::lines(&table.caption, Setting { base: Role::Caption, ..setting }, room));
    }
    match column_widths(table, setting, room) {
        Some(widths) => aligned(table, setting, ornaments, &widths, &mut lines),
        None => stacked(table, setting, room, &mut lines),
    }
    lines
}

fn rows(table: &Table) -> impl Iterator<Item = &Row> {
    std::iter::once(table.head.as_slice()).chain(table.rows.iter().map(Vec::as_slice))
}

/// Widths at which all columns fit; `None` when one would get too narrow.
fn column_widths(table: &Table, setting: Setting, room: usize) -> Option<Vec<usize>> {
    let count = rows(table).map(<[_]>::len).max().filter(|count| *count <= MAX_COLUMNS)?;
    let mut widths = vec![1; count];
    for row in rows(table) {
        for (cell, widest) in row.iter().zip(&mut widths) {
            let lines = inlines::lines(cell, setting, usize::MAX);
            *widest = lines.iter().map(|line| line_width(line)).max().unwrap_or_default().max(*widest);
        }
    }
    let room = room.checked_sub(GAP * (count - 1))?;
    shrink(&mut widths, room).then_some(widths)
}

/// Takes from the widest columns until all fit.
fn shrink(widths: &mut [usize], room: usize) -> bool {
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by_key(|column| widths[*column]);
    let mut left = room;
    for (at, column) in order.iter().enumerate() {
        // Columns below their fair share keep their width; what they leave goes to the others.
        let fair = left / (order.len() - at);
        if widths[*column] > fair {
            if fair < MIN_COLUMN {
                return false;
            }
            widths[*column] = fair;
        }
        left -= widths[*column];
    }
    true
}

fn aligned(table: &Table, setting: Setting, ornaments: Ornaments, widths: &[usize], lines: &mut Lines) {
    let to_right: Vec<bool> = (0..widths.len()).map(|column| is_numeric(table, column)).collect();
    if !table.head.is_empty() {
        set_row(&table.head, Setting { base: Role::Strong, ..setting }, widths, &to_right, lines);
        let rule = match ornaments {
            Ornaments::Unicode => "─",
            Ornaments::Ascii => "-",
        };
        let total = widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
        lines.push(vec![span(&rule.repeat(total), Role::Ornament)]);
    }
    for row in &table.rows {
        set_row(row, setting, widths, &to_right, lines);
    }
}

fn set_row(row: &Row, setting: Setting, widths: &[usize], to_right: &[bool], lines: &mut Lines) {
    let cells: Vec<Lines> =
        row.iter().zip(widths).map(|(cell, columns)| inlines::lines(cell, setting, *columns)).collect();
    for at in 0..cells.iter().map(Vec::len).max().unwrap_or_default() {
        let mut line: Vec<Span> = Vec::new();
        // Spaces are put before the text that needs them, so that none end the line.
        let mut spaces = 0;
        for (column, cell) in cells.iter().enumerate() {
            let text = cell.get(at).cloned().unwrap_or_default();
            let rest = widths[column].saturating_sub(line_width(&text));
            let (before, after) = if to_right[column] { (rest, 0) } else { (0, rest) };
            if text.iter().any(|span| !span.text.is_empty()) {
                if spaces + before > 0 {
                    line.push(span(&" ".repeat(spaces + before), setting.base));
                }
                spaces = 0;
                line.extend(text);
            } else {
                spaces += before;
            }
            spaces += after + GAP;
        }
        lines.push(line);
    }
}

/// Each row as lines of "head: cell", a blank line between rows.
fn stacked(table: &Table, setting: Setting, room: usize, lines: &mut Lines) {
    let head: Vec<Vec<Inline>> = table.head.iter().map(|cell| strong(cell)).collect();
    for (at, row) in table.rows.iter().enumerate() {
        if at > 0 {
            lines.push(Vec::new());
        }
        for (column, cell) in row.iter().enumerate() {
            if cell.is_empty() {
                continue;
            }
            let mut text = head.get(column).cloned().unwrap_or_default();
            if !text.is_empty() {
                text.push(Inline::Text(SafeText::piece(": "), crate::text::document::Style::default()));
            }
            text.extend(cell.iter().cloned());
            lines.extend(inlines::lines(&text, setting, room));
        }
    }
    if table.rows.is_empty() {
        for cell in &head {
            lines.extend(inlines::lines(cell, setting, room));
        }
    }
}

fn strong(cell: &[Inline]) -> Vec<Inline> {
    cell.iter()
        .map(|inline| match inline {
            Inline::Text(text, style) => {
                Inline::Text(text.clone(), crate::text::document::Style { strong: true, ..*style })
            }
            Inline::Break => Inline::Text(SafeText::piece(" "), crate::text::document::Style::default()),
        })
        .collect()
}

/// Numbers are set to the right.
fn is_numeric(table: &Table, column: usize) -> bool {
    let mut cells =
        table.rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some()
        && cells.all(|cell| match cell.as_slice() {
            [Inline::Text(text, _)] => is_number(text.as_str()),
            _ => false,
        })
}

fn is_number(text: &str) -> bool {
    let signs = |c: char| c.is_whitespace() || "+-−±~.,'/%‰$€£¥₹".contains(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || signs(c))
}

fn line_width(line: &[Span]) -> usize {
    line.iter().map(|span| width(span.text.as_str())).sum()
}

fn span(text: &str, role: Role) -> Span {
    Span { text: SafeText::piece(text), role, link: None }
}
