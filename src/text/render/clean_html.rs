//! HTML of our own tags around escaped text. Nothing of the page's markup comes through.

use std::fmt::Write as _;

use super::{is_web, target};
use crate::text::document::{Block, Document, Figure, Inline, LineEnd, List, Script, Style, Table};

pub fn render(document: &Document) -> String {
    let mut html = Html { document, out: String::new() };
    html.blocks(&document.blocks);
    html.out
}

struct Html<'d> {
    document: &'d Document,
    out: String,
}

impl Html<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
            self.out.push('\n');
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.element("p", text),
            Block::Heading(level, text) => {
                const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
                self.element(NAMES[usize::from((*level).clamp(1, 6) - 1)], text);
            }
            Block::List(list) => self.list(list),
            Block::Definitions(definitions) => {
                self.raw("<dl>\n");
                for definition in definitions {
                    self.element("dt", &definition.term);
                    self.raw("\n<dd>");
                    self.item(&definition.meaning);
                    self.raw("</dd>\n");
                }
                self.raw("</dl>");
            }
            Block::Quote(blocks) => {
                self.raw("<blockquote>\n");
                self.blocks(blocks);
                self.raw("</blockquote>");
            }
            Block::Code { language, lines } => {
                self.raw("<pre><code");
                if let Some(language) = language {
                    self.raw(" class=\"language-");
                    self.text(language.as_str());
                    self.raw("\"");
                }
                self.raw(">");
                for (at, line) in lines.iter().enumerate() {
                    self.raw(if at > 0 { "\n" } else { "" });
                    self.text(line.as_str());
                }
                self.raw("</code></pre>");
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Rule => self.raw("<hr>"),
        }
    }

    fn list(&mut self, list: &List) {
        let name = if list.start.is_some() { "ol" } else { "ul" };
        self.raw(&format!("<{name}"));
        if let Some(kind) = list.numbering.type_name() {
            self.raw(&format!(" type=\"{kind}\""));
        }
        if let Some(start) = list.start.filter(|start| *start != 1 || list.is_reversed) {
            self.raw(&format!(" start=\"{start}\""));
        }
        self.raw(if list.is_reversed { " reversed>\n" } else { ">\n" });
        for (at, item) in list.items.iter().enumerate() {
            match list.values.get(&at) {
                Some(number) => self.raw(&format!("<li value=\"{number}\">")),
                None => self.raw("<li>"),
            }
            self.item(item);
            self.raw("</li>\n");
        }
        self.raw(&format!("</{name}>"));
    }

    /// A single paragraph needs no tag of its own in an item.
    fn item(&mut self, blocks: &[Block]) {
        match blocks {
            [Block::Paragraph(text)] => self.inlines(text),
            blocks => self.blocks(blocks),
        }
    }

    fn table(&mut self, table: &Table) {
        self.raw("<table>\n");
        if !table.caption.is_empty() {
            self.element("caption", &table.caption);
            self.raw("\n");
        }
        if !table.head.is_empty() {
            self.raw("<thead>");
            self.row("th", &table.head);
            self.raw("</thead>\n");
        }
        self.raw("<tbody>\n");
        for row in &table.rows {
            self.row("td", row);
            self.raw("\n");
        }
        self.raw("</tbody>\n</table>");
    }

    fn row(&mut self, name: &str, cells: &[Vec<Inline>]) {
        self.raw("<tr>");
        for cell in cells {
            self.element(name, cell);
        }
        self.raw("</tr>");
    }

    fn figure(&mut self, figure: &Figure) {
        self.raw("<figure>");
        if let Some(url) = figure.url.as_ref().filter(|url| is_web(url.as_str())) {
            self.raw("<img src=\"");
            self.text(url.as_str());
            self.raw("\" alt=\"");
            self.text(figure.alt.as_str());
            self.raw("\" loading=\"lazy\" referrerpolicy=\"no-referrer\">");
        } else {
            self.text(figure.alt.as_str());
        }
        if !figure.caption.is_empty() {
            self.element("figcaption", &figure.caption);
        }
        self.raw("</figure>");
    }

    fn element(&mut self, name: &str, text: &[Inline]) {
        self.raw(&format!("<{name}>"));
        self.inlines(text);
        self.raw(&format!("</{name}>"));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Break => self.raw("<br>"),
                Inline::Text(text, style) => self.styled(text.as_str(), *style),
            }
        }
    }

    fn styled(&mut self, text: &str, style: Style) {
        let href = target(self.document, style.link).map(ToOwned::to_owned);
        if let Some(href) = &href {
            self.raw("<a href=\"");
            self.text(href);
            self.raw("\" rel=\"noopener noreferrer\">");
        }
        let tags = [
            (style.strong, "strong"),
            (style.emphasis, "em"),
            (style.deleted, "del"),
            (style.code, "code"),
            (style.script == Script::Super, "sup"),
            (style.script == Script::Sub, "sub"),
        ];
        for (_, tag) in tags.iter().filter(|(on, _)| *on) {
            self.raw(&format!("<{tag}>"));
        }
        self.text(text);
        self.raw(match style.end {
            LineEnd::Plain => "",
            LineEnd::Allowed => "<wbr>",
            LineEnd::Hyphen => "&shy;",
        });
        for (_, tag) in tags.iter().rev().filter(|(on, _)| *on) {
            self.raw(&format!("</{tag}>"));
        }
        if href.is_some() {
            self.raw("</a>");
        }
    }

    fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                // Directions and joiners may stay; as references they are seen by whoever edits it.
                '\u{200e}' | '\u{200f}' | '\u{61c}' => {
                    let _ = write!(self.out, "&#x{:x};", u32::from(c));
                }
                c => self.out.push(c),
            }
        }
    }
}
