//! Plain text: words only, blocks apart. List items keep their marks, because they carry meaning.

use crate::text::document::{Block, Document, Inline};

pub fn render(document: &Document) -> String {
    let mut paragraphs = Vec::new();
    blocks(&document.blocks, &mut paragraphs);
    let mut text = paragraphs.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn blocks(blocks: &[Block], out: &mut Vec<String>) {
    for one in blocks {
        block(one, out);
    }
}

fn block(block: &Block, out: &mut Vec<String>) {
    match block {
        Block::Paragraph(text) | Block::Heading(_, text) => push(inlines(text), out),
        Block::Quote(inner) => blocks(inner, out),
        Block::Code { lines, .. } => {
            push(lines.iter().map(crate::text::SafeText::as_str).collect::<Vec<_>>().join("\n"), out);
        }
        Block::Figure(figure) => push(inlines(&figure.caption), out),
        Block::Rule => {}
        Block::List(list) => {
            let items = list.items.iter().enumerate().map(|(at, item)| {
                let mark = list.mark(at).map_or_else(|| "- ".to_owned(), |mark| format!("{mark}. "));
                marked(&mark, item)
            });
            push(items.collect::<Vec<_>>().join("\n"), out);
        }
        Block::Definitions(definitions) => {
            let lines = definitions.iter().map(|definition| {
                let mut parts = vec![inlines(&definition.term)];
                blocks(&definition.meaning, &mut parts);
                parts.retain(|part| !part.is_empty());
                parts.join("\n")
            });
            push(lines.collect::<Vec<_>>().join("\n"), out);
        }
        Block::Table(table) => {
            push(inlines(&table.caption), out);
            let rows = std::iter::once(&table.head).chain(&table.rows).filter(|row| !row.is_empty());
            let lines = rows.map(|row| {
                let cells: Vec<String> = row.iter().map(|cell| inlines(cell).replace('\n', " ")).collect();
                cells.join("  ").trim_end().to_owned()
            });
            push(lines.collect::<Vec<_>>().join("\n"), out);
        }
    }
}

/// A list item: its mark, and what follows its first line indented below it.
fn marked(mark: &str, item: &[Block]) -> String {
    let mut parts = Vec::new();
    blocks(item, &mut parts);
    let indent = " ".repeat(mark.len());
    let text = parts.join("\n").replace('\n', &format!("\n{indent}"));
    format!("{mark}{text}")
}

fn push(text: String, out: &mut Vec<String>) {
    if !text.is_empty() {
        out.push(text);
    }
}

fn inlines(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text, _) => text.as_str(),
            Inline::Break => "\n",
        })
        .collect()
}
