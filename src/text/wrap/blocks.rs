//! Blocks to lines: blank lines between them, hanging indents, bars, code and figures. It goes through
//! the document by recursion, which `html` limits to 24 levels.

use super::inlines::{self, Line, Setting, text_weight, weight};
use super::margin::{Margin, Margins, span};
use super::{Layout, Ornaments, PictureLine, PictureRoom, Role, SetDocument, TextLine, bidi, code, table};
use crate::text::SafeText;
use crate::text::document::{Block, CodeParts, Definition, Document, Figure, Inline, List};
use crate::text::width::{pad_left, width};

/// Columns that a mark or a bar must leave to the text; in less it is left out, and a number stands above.
const MIN_TEXT: usize = 6;
/// Headings up to this level stand between blank lines; lower ones stand on their text.
const MAIN_HEADING: u8 = 2;
/// Headings below this level are strong text.
const LAST_HEADING: u8 = 3;

/// Sets a document.
pub fn set(document: &Document, layout: &Layout, parts: &CodeParts) -> SetDocument {
    let mut setter = Setter {
        layout: *layout,
        parts,
        code: 0,
        set: SetDocument::default(),
        margins: Margins::default(),
        base: Role::Text,
        anchor: 0,
        figures: 0,
    };
    setter.blocks(&document.blocks);
    setter.set
}

struct Setter<'d> {
    layout: Layout,
    parts: &'d CodeParts,
    /// Blocks of code so far.
    code: usize,
    set: SetDocument,
    margins: Margins,
    base: Role,
    /// Characters of the document before the block at work.
    anchor: usize,
    /// Images before the block at work.
    figures: usize,
}

impl Setter<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            let stands_on_text = at > 0
                && matches!(blocks[at - 1], Block::Heading(level, _) if level > MAIN_HEADING)
                && matches!(block, Block::Paragraph(_) | Block::List(_) | Block::Definitions(_));
            if at > 0 && !stands_on_text {
                self.blank();
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.text(text, self.base),
            Block::Heading(level, text) if *level > LAST_HEADING => self.text(text, Role::Strong),
            Block::Heading(_, text) => self.text(text, Role::Heading),
            Block::List(list) => self.list(list),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Quote(blocks) => self.quote(blocks),
            Block::Code { lines, .. } => self.code(lines),
            Block::Table(content) => {
                for (place, at) in table::places(content) {
                    self.place(place, at);
                }
                let lines = table::set(content, self.setting(self.base), self.room());
                self.emit(lines, table::total_weight(content));
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Rule => {
                let spans = vec![span(&self.glyph("─", "-").repeat(self.room()), Role::Ornament)];
                self.emit(vec![Line { spans, ..Line::default() }], 0);
            }
        }
    }

    fn text(&mut self, text: &[Inline], base: Role) {
        for (place, at) in inlines::places(text) {
            self.place(place, at);
        }
        let lines = inlines::lines(text, self.setting(base), self.room());
        self.emit(lines, weight(text));
    }

    /// A place begins so many characters behind the start of the block at work.
    fn place(&mut self, number: usize, at: usize) {
        let places = &mut self.set.places;
        places.resize(places.len().max(number + 1), 0);
        places[number] = self.anchor + at;
    }

    fn list(&mut self, list: &List) {
        let is_tight = list.items.iter().all(|item| is_simple(item));
        let marks: Vec<String> = (0..list.items.len()).filter_map(|at| list.mark(at)).collect();
        let widest = marks.iter().map(|mark| width(mark)).max().unwrap_or_default();
        for (at, item) in list.items.iter().enumerate() {
            if at > 0 && !is_tight {
                self.blank();
            }
            let mark = match marks.get(at) {
                Some(mark) => format!("{}. ", pad_left(mark, widest)),
                None => format!("{} ", self.glyph("•", "*")),
            };
            self.within(Margin::mark(&mark), item, |setter| {
                if is_simple(item) {
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
            let meaning = &definition.meaning;
            self.within(Margin::always("  ", Role::Text), meaning, |setter| setter.blocks(meaning));
        }
    }

    fn quote(&mut self, blocks: &[Block]) {
        let outer = std::mem::replace(&mut self.base, Role::Quote);
        let bar = Margin::always(&format!("{} ", self.glyph("┃", "|")), Role::Ornament);
        self.within(bar, blocks, |setter| setter.blocks(blocks));
        self.base = outer;
    }

    fn code(&mut self, lines: &[SafeText]) {
        let setting = code::Setting {
            room: self.room(),
            wide: self.layout.wide,
            ornaments: self.layout.ornaments,
            parts: self.parts,
            number: self.code,
        };
        self.code += 1;
        for (lines, weight) in code::lines(lines, setting) {
            self.emit(lines, weight);
        }
    }

    fn figure(&mut self, figure: &Figure) {
        let mark = SafeText::new(&mark_of(figure));
        let weight = text_weight(mark.as_str());
        let number = self.figures;
        self.figures += 1;
        if let Some(pictures) = self.layout.pictures.filter(|_| figure.has_picture()) {
            self.keep_free(number, figure, weight, pictures);
        } else {
            let lines = inlines::text_lines(&mark, Role::Caption, self.layout, self.room());
            self.emit(lines, weight);
        }
        if !figure.caption.is_empty() {
            self.text(&figure.caption, Role::Caption);
        }
    }

    /// Lines for a picture, which is drawn into them later. Its words count whether they are shown or not, so
    /// that a place in the text, or in the picture, stays the same.
    fn keep_free(&mut self, number: usize, figure: &Figure, weight: usize, pictures: PictureRoom) {
        let (columns, rows) = pictures.kept_for(figure.size, self.room());
        let indent = u16::try_from(self.margins.columns_at_left()).unwrap_or(u16::MAX);
        let lines = (0..rows).map(|row| {
            let at = weight * usize::from(row) / usize::from(rows);
            Line { at, ..Line::default() }
        });
        let first = self.set.lines.len();
        self.emit(lines.collect(), weight);
        for (line, row) in self.set.lines[first..].iter_mut().zip(0..) {
            line.picture = Some(PictureLine { figure: number, row, rows, columns, indent });
        }
    }

    /// Sets what `content` sets of `blocks` beside a margin, where there is room for both.
    fn within(&mut self, margin: Margin, blocks: &[Block], content: impl FnOnce(&mut Self)) {
        let fits = self.room() >= margin.columns() + MIN_TEXT;
        if fits {
            let is_rtl = bidi::blocks_read_rtl(blocks) == Some(true);
            self.margins.push(if is_rtl { margin.at_right() } else { margin });
        } else if let Some(number) = margin.number() {
            let lines = inlines::text_lines(&number, Role::Ornament, self.layout, self.room());
            self.emit(lines, 0);
        }
        content(self);
        if fits {
            self.margins.pop();
        }
    }

    fn room(&self) -> usize {
        self.layout.width.saturating_sub(self.margins.columns()).max(1)
    }

    fn setting(&self, base: Role) -> Setting {
        Setting { base, layout: self.layout }
    }

    fn glyph(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self.layout.ornaments {
            Ornaments::Unicode => unicode,
            Ornaments::Ascii => ascii,
        }
    }

    /// Puts lines of text that is `weight` characters long below the others.
    fn emit(&mut self, lines: Vec<Line>, weight: usize) {
        let room = self.room();
        for line in lines {
            let spans = self.margins.around(line.spans, line.is_rtl, room);
            let breadth = line.breadth.beside(self.margins.columns());
            let anchor = self.anchor + line.at.min(weight);
            self.set.lines.push(TextLine { spans, anchor, breadth, picture: None });
        }
        self.anchor += weight;
    }

    /// An empty line, with the bars of quotations.
    fn blank(&mut self) {
        self.emit(vec![Line::default()], 0);
    }
}

/// What stands in the text for a picture.
pub fn mark_of(figure: &Figure) -> String {
    let alt = figure.alt.as_str();
    if alt.is_empty() { "[image]".to_owned() } else { format!("[image: {alt}]") }
}

/// A list item without blank lines: one run of text, perhaps with a list below.
fn is_simple(item: &[Block]) -> bool {
    match item {
        [Block::Paragraph(_) | Block::List(_)] => true,
        [Block::Paragraph(_), Block::List(inner)] => inner.items.iter().all(|item| is_simple(item)),
        _ => false,
    }
}
