//! Text without any tag that arrives where markup is expected: blank lines end paragraphs.

use super::inline::Run;
use crate::text::document::{Block, Inline, Style};

/// Lines of plain text are hard-wrapped at widths between these.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=84;

/// Paragraphs of `text`, whose references are decoded already.
pub fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if !line.trim().is_empty() {
            lines.push(line.trim());
            continue;
        }
        let inlines = paragraph(&lines);
        if !inlines.is_empty() {
            blocks.push(Block::Paragraph(inlines));
        }
        lines.clear();
    }
    blocks
}

fn paragraph(lines: &[&str]) -> Vec<Inline> {
    let full = lines.iter().rev().skip(1).filter(|line| WRAPPED.contains(&line.chars().count())).count();
    let is_wrapped = full * 4 >= lines.len().saturating_sub(1) * 3;
    let mut run = Run::default();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 && is_wrapped {
            run.text(" ", Style::default());
        } else if i > 0 {
            run.line_break();
        }
        run.text(line, Style::default());
    }
    run.take()
}
