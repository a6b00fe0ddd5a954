//! Tables to lines: aligned columns with a rule under the head where they fit, else each row as
//! "head: cell" lines with a rule between rows.

use super::inlines::{self, Line, Setting, weight};
use super::margin::span;
use super::{Breadth, Ornaments, Role, Span};
use crate::text::SafeText;
use crate::text::document::{Inline, Style, Table};
use crate::text::width::width;

/// Columns between two columns.
const GAP: usize = 2;
/// Longest word that a column must hold unbroken.
const MAX_WORD: usize = 16;
/// Widest column of a table that keeps its columns whatever the room is.
const MAX_KEPT: usize = 40;
/// Tables with more columns are stacked without trying.
const MAX_COLUMNS: usize = 40;

type Row = [Vec<Inline>];

/// A column on its way to its width.
#[derive(Clone, Copy, Default)]
struct Column {
    /// Columns that its widest line takes.
    natural: usize,
    /// Fewest columns in which its words stay whole.
    least: usize,
    is_numeric: bool,
}

/// Sets a table in `room` columns.
pub fn set(table: &Table, setting: Setting, room: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if !table.caption.is_empty() {
        lines.extend(inlines::lines(&table.caption, setting.with(Role::Caption), room));
    }
    let at = weight(&table.caption);
    let first = lines.len();
    let breadth = if let Some(columns) = columns(table, setting) {
        set_columns(table, setting, room, (at, columns), &mut lines)
    } else {
        stacked(table, setting, room, at, &mut lines);
        Breadth::Fitted
    };
    for line in &mut lines[first..] {
        line.breadth = breadth;
    }
    lines
}

/// A table in columns that fit; else as wide as it is, or in rows one below the other.
fn set_columns(
    table: &Table,
    setting: Setting,
    room: usize,
    (at, columns): (usize, Vec<Column>),
    lines: &mut Vec<Line>,
) -> Breadth {
    if let Some(widths) = widths(&columns, room) {
        Aligned { setting, columns, widths, room, at, lines }.set(table);
        return Breadth::Narrow;
    }
    let widths: Vec<usize> =
        columns.iter().map(|column| column.natural.min(MAX_KEPT).max(column.least)).collect();
    let breadth = Breadth::of(total(&widths), room, setting.layout.wide);
    if matches!(breadth, Breadth::Wide(_)) {
        Aligned { setting, columns, widths, room, at, lines }.set(table);
    } else {
        stacked(table, setting, room, at, lines);
    }
    breadth
}

/// Columns of a table whose columns have these widths.
fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

/// The places that begin in a table, with the characters before each.
pub fn places(table: &Table) -> Vec<(usize, usize)> {
    let mut before = 0;
    let mut found = Vec::new();
    for cell in std::iter::once(&table.caption).chain(rows(table).flatten()) {
        found.extend(inlines::places(cell).map(|(place, at)| (place, before + at)));
        before += weight(cell);
    }
    found
}

/// Characters of a table, spaces not counted.
pub fn total_weight(table: &Table) -> usize {
    weight(&table.caption) + rows(table).map(row_weight).sum::<usize>()
}

fn rows(table: &Table) -> impl Iterator<Item = &Row> {
    std::iter::once(table.head.as_slice()).chain(table.rows.iter().map(Vec::as_slice))
}

fn row_weight(row: &Row) -> usize {
    row.iter().map(|cell| weight(cell)).sum()
}

/// A row with nothing but its first cell: a title of those below, as wide as the table.
fn is_title(row: &Row, count: usize) -> bool {
    count > 1 && row.first().is_some_and(|cell| !cell.is_empty()) && row[1..].iter().all(Vec::is_empty)
}

/// The columns of a table; `None` when there are too many.
fn columns(table: &Table, setting: Setting) -> Option<Vec<Column>> {
    let count = rows(table).map(<[_]>::len).max().filter(|count| (1..=MAX_COLUMNS).contains(count))?;
    let mut columns = vec![Column { natural: 1, least: 1, is_numeric: false }; count];
    let mut widest_below = vec![0; count];
    for (number, row) in rows(table).enumerate().filter(|(_, row)| !is_title(row, count)) {
        for (at, cell) in row.iter().enumerate() {
            let (line, word) = inlines::measure(cell, setting);
            columns[at].natural = columns[at].natural.max(line);
            columns[at].least = columns[at].least.max(word.min(MAX_WORD));
            if number > 0 {
                widest_below[at] = line.max(widest_below[at]);
            }
        }
    }
    for (at, column) in columns.iter_mut().enumerate() {
        column.is_numeric = is_numeric(table, at, count);
        if column.is_numeric {
            // A number and its unit stay together.
            column.least = column.least.max(widest_below[at].min(MAX_WORD));
        }
    }
    Some(columns)
}

/// Each column gets what its words need; what is left goes to the columns that want more, evenly. `None`
/// when words would have to be broken.
fn widths(columns: &[Column], room: usize) -> Option<Vec<usize>> {
    let room = room.checked_sub(GAP * (columns.len() - 1))?;
    let least = columns.iter().map(|column| column.least).sum::<usize>();
    let mut left = room.checked_sub(least)?;
    let mut widths: Vec<usize> = columns.iter().map(|column| column.least).collect();
    let wish = |at: usize| columns[at].natural.saturating_sub(columns[at].least);
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|at| wish(*at));
    for (done, at) in order.iter().enumerate() {
        let given = wish(*at).min(left / (order.len() - done));
        widths[*at] += given;
        left -= given;
    }
    Some(widths)
}

struct Aligned<'l> {
    setting: Setting,
    columns: Vec<Column>,
    widths: Vec<usize>,
    room: usize,
    at: usize,
    lines: &'l mut Vec<Line>,
}

impl Aligned<'_> {
    fn set(&mut self, table: &Table) {
        if !table.head.is_empty() {
            self.row(&table.head, self.setting.with(Role::Strong));
            self.lines.push(rule(self.setting, total(&self.widths), self.at));
        }
        for row in &table.rows {
            self.row(row, self.setting);
        }
    }

    fn row(&mut self, row: &Row, setting: Setting) {
        let own = row_weight(row);
        if is_title(row, self.widths.len()) {
            let title = inlines::lines(&row[0], setting, self.room);
            self.lines.extend(title.into_iter().map(|line| Line { at: self.at + line.at, ..line }));
        } else {
            let cells: Vec<Vec<Line>> = row
                .iter()
                .zip(&self.widths)
                .map(|(cell, columns)| inlines::lines(cell, setting, *columns))
                .collect();
            let count = cells.iter().map(Vec::len).max().unwrap_or_default();
            for line in 0..count {
                let spans = self.row_line(&cells, line, setting.base);
                self.lines.push(Line { spans, at: self.at + own * line / count, ..Line::default() });
            }
        }
        self.at += own;
    }

    fn row_line(&self, cells: &[Vec<Line>], at: usize, base: Role) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        // Spaces are put before the text that needs them, so that none end the line.
        let mut spaces = 0;
        for (column, cell) in cells.iter().enumerate() {
            let text = cell.get(at).cloned().unwrap_or_default();
            let used: usize = text.spans.iter().map(|span| width(span.text.as_str())).sum();
            let rest = self.widths[column].saturating_sub(used);
            let is_right = self.columns[column].is_numeric || text.is_rtl;
            let (before, after) = if is_right { (rest, 0) } else { (0, rest) };
            spaces += before;
            if text.spans.iter().any(|span| !span.text.is_empty()) {
                if spaces > 0 {
                    out.push(span(&" ".repeat(spaces), base));
                }
                spaces = 0;
                out.extend(text.spans);
            }
            spaces += after + GAP;
        }
        out
    }
}

/// Each row as lines of "head: cell", a rule between rows.
fn stacked(table: &Table, setting: Setting, room: usize, at: usize, lines: &mut Vec<Line>) {
    let head: Vec<Vec<Inline>> = table.head.iter().map(|cell| strong(cell)).collect();
    let count = rows(table).map(<[_]>::len).max().unwrap_or_default();
    let first = lines.len();
    let mut at = at;
    if table.rows.is_empty() {
        for (cell, plain) in head.iter().zip(&table.head) {
            lines.extend(
                inlines::lines(cell, setting, room).into_iter().map(|line| Line { at: at + line.at, ..line }),
            );
            at += weight(plain);
        }
        return;
    }
    at += row_weight(&table.head);
    let mut between = Vec::new();
    for (number, row) in table.rows.iter().enumerate() {
        if number > 0 {
            between.push(lines.len());
            lines.push(Line { at, ..Line::default() });
        }
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let mut text = match head.get(column) {
                _ if is_title(row, count) => Vec::new(),
                head => head.cloned().unwrap_or_default(),
            };
            let before = weight(&text);
            if before > 0 {
                text.push(Inline::Text(SafeText::piece(": "), Style::default()));
            }
            text.extend(if is_title(row, count) { strong(cell) } else { cell.clone() });
            let own = weight(cell);
            let set = inlines::lines(&text, setting, room).into_iter();
            lines.extend(set.map(|line| Line { at: at + line.at.saturating_sub(before).min(own), ..line }));
            at += own;
        }
    }
    let widest = lines[first..].iter().map(line_width).max().unwrap_or_default();
    for place in between {
        lines[place] = rule(setting, widest, lines[place].at);
    }
}

fn line_width(line: &Line) -> usize {
    line.spans.iter().map(|span| width(span.text.as_str())).sum()
}

fn rule(setting: Setting, columns: usize, at: usize) -> Line {
    let sign = match setting.layout.ornaments {
        Ornaments::Unicode => "─",
        Ornaments::Ascii => "-",
    };
    Line { spans: vec![span(&sign.repeat(columns), Role::Ornament)], at, ..Line::default() }
}

fn strong(cell: &[Inline]) -> Vec<Inline> {
    cell.iter()
        .map(|inline| match inline {
            Inline::Text(text, style) => Inline::Text(text.clone(), Style { strong: true, ..*style }),
            Inline::Break => Inline::Text(SafeText::piece(" "), Style::default()),
        })
        .collect()
}

/// Numbers are set to the right. Cells that only say that there is none do not decide.
fn is_numeric(table: &Table, column: usize, count: usize) -> bool {
    let mut has_number = false;
    for row in table.rows.iter().filter(|row| !is_title(row, count)) {
        let Some(cell) = row.get(column).filter(|cell| !cell.is_empty()) else { continue };
        let text: String = cell
            .iter()
            .map(|inline| match inline {
                Inline::Text(text, Style { script: crate::text::document::Script::Normal, .. }) => {
                    text.as_str()
                }
                Inline::Text(..) => "",
                Inline::Break => "x",
            })
            .collect();
        if is_number(text.trim()) {
            has_number = true;
        } else if !is_nothing(text.trim()) {
            return false;
        }
    }
    has_number
}

fn is_number(text: &str) -> bool {
    let signs = |c: char| c.is_whitespace() || "+-−±~≈<>.,'’/:%‰$€£¥₹()".contains(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || signs(c))
}

fn is_nothing(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "" | "-" | "–" | "—" | "…" | "?" | "n/a" | "na" | "n.a." | "none"
    )
}
