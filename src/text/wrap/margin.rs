//! What stands beside the lines of list items and quotations: marks, bars, indents; at the right where
//! the text reads from right to left. Called by `blocks`.

use super::{Role, Span};
use crate::text::SafeText;
use crate::text::width::width;

/// What stands beside each line of an item or a quotation.
pub struct Margin {
    /// On the first line only.
    first: Option<Span>,
    rest: Span,
    columns: usize,
    is_right: bool,
}

impl Margin {
    /// A mark on the first line, and spaces below it.
    pub fn mark(mark: &str) -> Self {
        let columns = width(mark);
        let rest = span(&" ".repeat(columns), Role::Text);
        Self { first: Some(span(mark, Role::Ornament)), rest, columns, is_right: false }
    }

    /// The same on each line.
    pub fn always(text: &str, role: Role) -> Self {
        Self { first: None, rest: span(text, role), columns: width(text), is_right: false }
    }

    /// The same at the right, seen from there.
    pub fn at_right(self) -> Self {
        let turned = |span: Span| Span { text: SafeText::piece(&turned(span.text.as_str())), ..span };
        Self { first: self.first.map(turned), rest: turned(self.rest), is_right: true, ..self }
    }

    /// Columns it takes.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The number or letter that it shows, which says more than a bullet.
    pub fn number(&self) -> Option<SafeText> {
        let mark = self.first.as_ref()?.text.as_str().trim();
        mark.contains(char::is_alphanumeric).then(|| SafeText::piece(mark))
    }
}

/// The margins that are open, from the outermost.
#[derive(Default)]
pub struct Margins(Vec<Margin>);

impl Margins {
    /// Opens one inside the others.
    pub fn push(&mut self, margin: Margin) {
        self.0.push(margin);
    }

    /// Closes the innermost.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// Columns that all take.
    pub fn columns(&self) -> usize {
        self.0.iter().map(Margin::columns).sum()
    }

    /// Columns that those at the left take.
    pub fn columns_at_left(&self) -> usize {
        self.0.iter().filter(|margin| !margin.is_right).map(Margin::columns).sum()
    }

    /// Content between the margins, at its end of the `room` that they leave. A blank line leaves marks to the
    /// next one.
    pub fn around(&mut self, content: Vec<Span>, is_rtl: bool, room: usize) -> Vec<Span> {
        let is_blank = content.iter().all(|span| span.text.is_empty());
        let mut spans: Vec<Span> = Vec::with_capacity(self.0.len() + content.len() + 1);
        let missing = room.saturating_sub(content.iter().map(|span| width(span.text.as_str())).sum());
        let space = (missing > 0).then(|| span(&" ".repeat(missing), Role::Text));
        let mut beside = |is_right: bool| -> Vec<Span> {
            let wanted = self.0.iter_mut().filter(|margin| margin.is_right == is_right);
            let piece = |margin: &mut Margin| {
                let first = if is_blank { None } else { margin.first.take() };
                first.unwrap_or_else(|| margin.rest.clone())
            };
            wanted.map(piece).collect()
        };
        spans.extend(beside(false));
        let right = beside(true);
        if is_rtl {
            spans.extend(space);
            spans.extend(content);
        } else {
            spans.extend(content);
            spans.extend(space.filter(|_| !right.is_empty()));
        }
        spans.extend(right.into_iter().rev());
        trim_end(&mut spans);
        spans
    }
}

/// No spaces at the end of a line, but for those of code.
fn trim_end(spans: &mut Vec<Span>) {
    while let Some(last) = spans.last_mut() {
        let text = last.text.as_str();
        let trimmed = if last.role.is_code() { text } else { text.trim_end() };
        if trimmed.is_empty() {
            spans.pop();
            continue;
        }
        if trimmed.len() < text.len() {
            last.text = SafeText::piece(trimmed);
        }
        return;
    }
}

/// ` 9. ` as ` .9 `: as it is seen by who reads from the right.
fn turned(text: &str) -> String {
    let words = text.trim();
    let before = text.len() - text.trim_start().len();
    let after = text.trim_start().len() - words.len();
    let turned = words.strip_suffix('.').map_or_else(|| words.to_owned(), |number| format!(".{number}"));
    if words.is_empty() { text.to_owned() } else { format!("{:after$}{turned}{:before$}", "", "") }
}

/// A piece of a line that is no link.
pub fn span(text: &str, role: Role) -> Span {
    Span { text: SafeText::piece(text), role, link: None }
}
