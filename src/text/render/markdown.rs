//! Markdown: `CommonMark` with tables and strikethrough, text escaped so that it reads back as text.

use super::{is_web, joined, target};
use crate::text::SafeText;
use crate::text::document::{Block, Document, Figure, Inline, List, Script, Style, Table};

pub fn render(document: &Document) -> String {
    let mut text = Markdown { document }.blocks(&document.blocks).join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

struct Markdown<'d> {
    document: &'d Document,
}

/// Where running text stands, which decides how a line break is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Line,
    Cell,
}

impl Markdown<'_> {
    /// Lines of blocks, an empty one between them.
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut flip = false;
        for (at, block) in blocks.iter().enumerate() {
            // Two lists in a row are one to a reader of Markdown unless their marks differ.
            let follows_list = at > 0 && matches!((&blocks[at - 1], block), (Block::List(_), Block::List(_)));
            flip = follows_list && !flip;
            if at > 0 {
                lines.push(String::new());
            }
            lines.extend(self.block(block, flip));
        }
        lines
    }

    fn block(&self, block: &Block, flip: bool) -> Vec<String> {
        match block {
            Block::Paragraph(text) => self.paragraph(text),
            Block::Heading(level, text) => {
                let marks = "#".repeat(usize::from((*level).clamp(1, 6)));
                vec![format!("{marks} {}", self.inlines(text, Place::Line))]
            }
            Block::List(list) => self.list(list, flip),
            Block::Definitions(definitions) => {
                let mut lines = Vec::new();
                for definition in definitions {
                    let term = self.inlines(&definition.term, Place::Line);
                    if !term.is_empty() {
                        lines.extend([format!("**{}**", term.replace("**", "")), String::new()]);
                    }
                    lines.extend(self.blocks(&definition.meaning));
                    lines.push(String::new());
                }
                while lines.last().is_some_and(String::is_empty) {
                    lines.pop();
                }
                lines
            }
            Block::Quote(blocks) => {
                let quoted =
                    |line: String| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
                self.blocks(blocks).into_iter().map(quoted).collect()
            }
            Block::Code { language, lines } => code(language.as_ref(), lines),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Rule => vec!["---".to_owned()],
        }
    }

    fn paragraph(&self, text: &[Inline]) -> Vec<String> {
        self.inlines(text, Place::Paragraph).lines().map(protect_start).collect()
    }

    fn list(&self, list: &List, flip: bool) -> Vec<String> {
        let is_tight = list.items.iter().all(|item| item.len() == 1);
        let mut lines = Vec::new();
        for (at, item) in list.items.iter().enumerate() {
            if at > 0 && !is_tight {
                lines.push(String::new());
            }
            let mark = match list.number(at) {
                None => if flip { "* " } else { "- " }.to_owned(),
                Some(number) => {
                    // CommonMark takes numbers of up to nine digits, and none below zero.
                    let number = number.clamp(0, 999_999_999);
                    format!("{number}{} ", if flip { ')' } else { '.' })
                }
            };
            for (row, line) in self.blocks(item).into_iter().enumerate() {
                lines.push(match row {
                    0 => format!("{mark}{line}"),
                    _ if line.is_empty() => line,
                    _ => format!("{:1$}{line}", "", mark.len()),
                });
            }
        }
        lines
    }

    fn table(&self, table: &Table) -> Vec<String> {
        let columns = table.rows.iter().map(Vec::len).chain([table.head.len()]).max().unwrap_or_default();
        let mut lines = Vec::new();
        if !table.caption.is_empty() {
            lines.extend(self.paragraph(&table.caption));
            lines.push(String::new());
        }
        let row = |cells: &[Vec<Inline>]| {
            let mut line = String::from("|");
            for column in 0..columns {
                let cell = cells.get(column).map(|cell| self.inlines(cell, Place::Cell)).unwrap_or_default();
                line.extend([" ", &cell, " |"]);
            }
            line
        };
        lines.push(row(&table.head));
        lines.push(format!("|{}", " --- |".repeat(columns)));
        lines.extend(table.rows.iter().map(|cells| row(cells)));
        lines
    }

    fn figure(&self, figure: &Figure) -> Vec<String> {
        let mut lines = Vec::new();
        let alt = escape(figure.alt.as_str(), Place::Line);
        match figure.url.as_ref().filter(|url| is_web(url.as_str())) {
            Some(url) => lines.push(format!("![{alt}]({})", destination(url.as_str()))),
            None if alt.is_empty() => {}
            None => lines.push(format!("*{alt}*")),
        }
        if !figure.caption.is_empty() {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(self.paragraph(&figure.caption));
        }
        lines
    }

    fn inlines(&self, inlines: &[Inline], place: Place) -> String {
        let inlines = joined(inlines);
        let mut out = String::new();
        let mut at = 0;
        while let Some(inline) = inlines.get(at) {
            let Inline::Text(_, style) = inline else {
                out.push_str(match place {
                    Place::Paragraph => "\\\n",
                    Place::Line => " ",
                    Place::Cell => "<br>",
                });
                at += 1;
                continue;
            };
            let same_link =
                |inline: &&Inline| matches!(inline, Inline::Text(_, other) if other.link == style.link);
            let end = at + inlines[at..].iter().take_while(same_link).count();
            let text: String = inlines[at..end].iter().map(|inline| styled(inline, place)).collect();
            match target(self.document, style.link) {
                Some(target) => {
                    let (before, words, after) = trimmed(&text);
                    out.extend([before, "[", words, "](", &destination(target), ")", after]);
                }
                None => out.push_str(&text),
            }
            at = end;
        }
        out
    }
}

/// A link on a line of its own.
pub fn link(title: &str, target: &str) -> String {
    format!("[{}]({})", escape(title, Place::Line), destination(target))
}

/// Text on a line of its own.
pub fn escape_line(text: &str) -> String {
    protect_start(&escape(text, Place::Line))
}

fn code(language: Option<&SafeText>, lines: &[SafeText]) -> Vec<String> {
    let longest = lines.iter().map(|line| longest_run(line.as_str(), '`')).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let language: String = language
        .map(|name| name.as_str().chars().filter(|c| c.is_alphanumeric() || "+#._-".contains(*c)).collect())
        .unwrap_or_default();
    let mut out = vec![format!("{fence}{language}")];
    out.extend(lines.iter().map(ToString::to_string));
    out.push(fence);
    out
}

fn styled(inline: &Inline, place: Place) -> String {
    let Inline::Text(text, style) = inline else { return String::new() };
    let (before, words, after) = trimmed(text.as_str());
    if words.is_empty() {
        return text.to_string();
    }
    let words = if style.code { code_span(words, place) } else { escape(words, place) };
    let (open, close) = marks(*style);
    format!("{before}{open}{words}{close}{after}")
}

/// Signs around text, which must touch it: spaces stay outside.
fn marks(style: Style) -> (String, String) {
    let pairs = [
        (style.strong, "**", "**"),
        (style.emphasis, "*", "*"),
        (style.deleted, "~~", "~~"),
        (style.script == Script::Super, "<sup>", "</sup>"),
        (style.script == Script::Sub, "<sub>", "</sub>"),
    ];
    let open = pairs.iter().filter(|(on, ..)| *on).map(|(_, open, _)| *open).collect();
    let close = pairs.iter().rev().filter(|(on, ..)| *on).map(|(.., close)| *close).collect();
    (open, close)
}

fn trimmed(text: &str) -> (&str, &str, &str) {
    let words = text.trim();
    let start = text.len() - text.trim_start().len();
    (&text[..start], words, &text[start + words.len()..])
}

fn code_span(text: &str, place: Place) -> String {
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let text = if place == Place::Cell { text.replace('|', "\\|") } else { text.to_owned() };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|c| c != wanted).map(str::len).max().unwrap_or_default()
}

fn escape(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        let means_something = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '&')
            || (c == '|' && place == Place::Cell);
        if means_something {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A line that begins like a heading, list, rule or table is kept from being one.
fn protect_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = (1..10).contains(&digits) && matches!(line.as_bytes().get(digits), Some(b'.' | b')'));
    if is_numbered {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '+', '-', '=', '|']) { format!("\\{line}") } else { line.to_owned() }
}

/// A link's destination: in angle brackets where parentheses would end it.
fn destination(target: &str) -> String {
    let target = target.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C");
    if target.contains(['(', ')', ' ']) { format!("<{target}>") } else { target }
}
