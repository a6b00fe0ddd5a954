//! Blocks to lines: blank lines between them, hanging indents, bars, code and figures. It goes through
//! the document by recursion, which `html` limits to 24 levels.

use super::inlines::{self, Setting};
use super::{Layout, Ornaments, Role, Span, TextLine, flow, table};
use crate::text::SafeText;
use crate::text::document::{Block, Definition, Document, Figure, Inline, List};
use crate::text::width::{pad_left, width};

/// Columns that a marker or a bar must leave to the text; in less it is left out.
const MIN_TEXT: usize = 6;

/// Sets a document.
pub fn set(document: &Document, layout: &Layout) -> Vec<TextLine> {
    let mut setter = Setter { layout, lines: Vec::new(), margins: Vec::new(), base: Role::Text };
    setter.blocks(&document.blocks);
    setter.lines
}

/// What stands at the left of each line of a list item or a quotation.
struct Margin {
    /// On the first line only.
    first: Option<Span>,
    rest: Span,
    columns: usize,
}

struct Setter<'l> {
    layout: &'l Layout,
    lines: Vec<TextLine>,
    margins: Vec<Margin>,
    base: Role,
}

impl Setter<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                self.blank();
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.text(text, self.base),
            Block::Heading(_, text) => self.text(text, Role::Heading),
            Block::List(list) => self.list(list),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Quote(blocks) => self.quote(blocks),
            Block::Code { lines, .. } => self.code(lines),
            Block::Table(content) => {
                let setting = self.setting(self.base);
                self.emit_all(table::set(content, setting, self.layout.ornaments, self.room()));
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Rule => {
                let line = self.glyph("─", "-").repeat(self.room());
                self.emit(vec![span(&line, Role::Ornament)]);
            }
        }
    }

    fn text(&mut self, text: &[Inline], base: Role) {
        self.emit_all(inlines::lines(text, self.setting(base), self.room()));
    }

    fn list(&mut self, list: &List) {
        let is_tight = list.items.iter().all(|item| is_simple(item));
        let count = i64::try_from(list.items.len()).unwrap_or(i64::MAX);
        let number_width = list.start.map(|start| {
            let end = start.saturating_add(count - 1);
            start.to_string().len().max(end.to_string().len())
        });
        for (at, item) in list.items.iter().enumerate() {
            if at > 0 && !is_tight {
                self.blank();
            }
            let marker = match (list.start, number_width) {
                (Some(start), Some(width)) => {
                    let number = start.saturating_add(i64::try_from(at).unwrap_or(i64::MAX));
                    format!("{}. ", pad_left(&number.to_string(), width))
                }
                _ => format!("{} ", self.glyph("•", "*")),
            };
            let indent = " ".repeat(width(&marker));
            self.within(Some(span(&marker, Role::Ornament)), span(&indent, Role::Text), |setter| {
                if is_tight {
                    for block in item {
                        setter.block(block);
                    }
                } else {
                    setter.blocks(item);
                }
            });
        }
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        for definition in definitions {
            if !definition.term.is_empty() {
                self.text(&definition.term, Role::Strong);
            }
            self.within(None, span("  ", Role::Text), |setter| setter.blocks(&definition.meaning));
        }
    }

    fn quote(&mut self, blocks: &[Block]) {
        let outer = std::mem::replace(&mut self.base, Role::Quote);
        let bar = format!("{} ", self.glyph("┃", "|"));
        self.within(None, span(&bar, Role::Ornament), |setter| setter.blocks(blocks));
        self.base = outer;
    }

    /// Lines of code keep their indentation; what is too long goes on behind a sign.
    fn code(&mut self, lines: &[SafeText]) {
        let room = self.room();
        for line in lines {
            if width(line.as_str()) <= room {
                self.emit(vec![span(line.as_str(), Role::Code)]);
                continue;
            }
            let sign = if room > MIN_TEXT { format!("{} ", self.glyph("↪", "\\")) } else { String::new() };
            for (at, part) in flow::cut(line.as_str(), room - width(&sign)).iter().enumerate() {
                let mut spans = Vec::new();
                if at > 0 && !sign.is_empty() {
                    spans.push(span(&sign, Role::Ornament));
                }
                spans.push(span(part, Role::Code));
                self.emit(spans);
            }
        }
    }

    fn figure(&mut self, figure: &Figure) {
        let mark =
            if figure.alt.is_empty() { "[image]".to_owned() } else { format!("[image: {}]", figure.alt) };
        self.emit_all(inlines::text_lines(&mark, Role::Caption, self.room()));
        if !figure.caption.is_empty() {
            self.text(&figure.caption, Role::Caption);
        }
    }

    /// Sets what `content` sets beside a margin, where there is room for both.
    fn within(&mut self, first: Option<Span>, rest: Span, content: impl FnOnce(&mut Self)) {
        let columns = width(rest.text.as_str());
        let fits = self.room() >= columns + MIN_TEXT;
        if fits {
            self.margins.push(Margin { first, rest, columns });
        }
        content(self);
        if fits {
            self.margins.pop();
        }
    }

    fn room(&self) -> usize {
        let taken: usize = self.margins.iter().map(|margin| margin.columns).sum();
        self.layout.width.saturating_sub(taken).max(1)
    }

    fn setting(&self, base: Role) -> Setting {
        Setting { base, link_numbers: self.layout.link_numbers }
    }

    fn glyph(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self.layout.ornaments {
            Ornaments::Unicode => unicode,
            Ornaments::Ascii => ascii,
        }
    }

    fn emit_all(&mut self, lines: Vec<Vec<Span>>) {
        for line in lines {
            self.emit(line);
        }
    }

    fn emit(&mut self, content: Vec<Span>) {
        if content.iter().all(|span| span.text.is_empty()) {
            self.blank();
            return;
        }
        let mut spans: Vec<Span> = Vec::with_capacity(self.margins.len() + content.len());
        for margin in &mut self.margins {
            spans.push(margin.first.take().unwrap_or_else(|| margin.rest.clone()));
        }
        spans.extend(content);
        self.lines.push(TextLine { spans });
    }

    /// An empty line, with the bars of quotations but no spaces at its end.
    fn blank(&mut self) {
        let mut spans: Vec<Span> = self.margins.iter().map(|margin| margin.rest.clone()).collect();
        while let Some(last) = spans.last_mut() {
            let trimmed = SafeText::piece(last.text.as_str().trim_end());
            if !trimmed.is_empty() {
                last.text = trimmed;
                break;
            }
            spans.pop();
        }
        self.lines.push(TextLine { spans });
    }
}

/// A list item without blank lines: one run of text, perhaps with a list below.
fn is_simple(item: &[Block]) -> bool {
    match item {
        [Block::Paragraph(_) | Block::List(_)] => true,
        [Block::Paragraph(_), Block::List(inner)] => inner.items.iter().all(|item| is_simple(item)),
        _ => false,
    }
}

fn span(text: &str, role: Role) -> Span {
    Span { text: SafeText::piece(text), role, link: None }
}
