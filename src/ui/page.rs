//! The page of an article: everything about an entry as lines of one width. Made once per entry and
//! width, because a frame must not set a long article again.

use super::format::date;
use super::glyphs::Glyphs;
use super::theme::Face;
use crate::app::Target;
use crate::domain::{Completeness, EntryId, LoadedEntry, Moment, Related};
use crate::text::SafeText;
use crate::text::document::{Block, Document, Inline};
use crate::text::width::wrap_title;
use crate::text::wrap::{Layout, Ornaments, TextLine, to_lines};

/// Words that a person reads in a minute.
const WORDS_PER_MINUTE: usize = 220;
/// Tellings of other outlets shown at most.
const MOST_RELATED: usize = 8;

/// The page on the screen, kept until another one is asked for.
#[derive(Debug, Default)]
pub struct Pages {
    page: Option<(Key, Page)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    entry: EntryId,
    version: u64,
    width: u16,
    is_ascii: bool,
}

/// A page in lines.
#[derive(Debug, Default)]
pub struct Page {
    /// Lines from top to bottom.
    pub lines: Vec<PageLine>,
    /// Lines that the same text had at the width before, if that has just changed.
    before: Option<usize>,
}

/// A line of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageLine {
    /// Pieces from the left.
    pub spans: Vec<(SafeText, Face)>,
    /// A piece at the right end.
    pub right: Option<(SafeText, Face)>,
    /// What a click on it means.
    pub target: Option<Target>,
}

impl Pages {
    /// The page of an entry at a width.
    pub fn set(
        &mut self,
        loaded: &LoadedEntry,
        version: u64,
        width: u16,
        glyphs: Glyphs,
        moment: &Moment,
    ) -> &Page {
        let key = Key { entry: loaded.entry.row.id, version, width, is_ascii: glyphs.is_ascii };
        let old = self.page.take();
        let page = match old {
            Some((known, mut page)) if known == key => {
                page.before = None;
                page
            }
            old => {
                let before =
                    old.filter(|(known, _)| known.entry == key.entry).map(|(_, page)| page.lines.len());
                Page { lines: lines(loaded, width.into(), glyphs, moment), before }
            }
        };
        &self.page.insert((key, page)).1
    }
}

impl Page {
    /// The line that shows what stood in line `top` before the width changed.
    pub fn place_of(&self, top: usize) -> usize {
        match self.before {
            Some(before) if before > 0 && top < usize::MAX / 4096 => top * self.lines.len() / before,
            _ => top,
        }
    }
}

fn lines(loaded: &LoadedEntry, width: usize, glyphs: Glyphs, moment: &Moment) -> Vec<PageLine> {
    let width = width.max(1);
    let row = &loaded.entry.row;
    let mut page = Vec::new();
    page.extend(wrapped(&row.title, width, Face::Headline));
    page.extend(wrapped(&about(loaded, moment), width, Face::Dim));
    page.extend(note(loaded, width, glyphs));
    if let Some(notice) = notice(loaded) {
        page.push(PageLine::default());
        let text = SafeText::new(&format!("{} {notice}", glyphs.warning));
        page.extend(wrapped(&text, width, Face::Warning));
    }
    let ornaments = if glyphs.is_ascii { Ornaments::Ascii } else { Ornaments::Unicode };
    let text = to_lines(&loaded.document, &Layout { width, ornaments, ..Layout::default() });
    if !text.is_empty() {
        page.push(PageLine::default());
        page.extend(text.into_iter().map(PageLine::from));
    }
    page.extend(related(&loaded.entry.related, width));
    if row.url.is_some() {
        page.push(PageLine::default());
        let text = SafeText::new(&format!("{} Read original article", glyphs.on));
        page.push(PageLine {
            spans: vec![(text, Face::Link)],
            right: Some((SafeText::new("o"), Face::Key)),
            target: Some(Target::Original),
        });
    }
    page
}

/// `Harbour Post · via Google News · May 7, 2026 · 4 min`.
fn about(loaded: &LoadedEntry, moment: &Moment) -> SafeText {
    let row = &loaded.entry.row;
    let mut parts = Vec::new();
    match &row.publisher {
        Some(publisher) => {
            parts.push(publisher.to_string());
            parts.push(format!("via {}", row.feed_title));
        }
        None => parts.push(row.feed_title.to_string()),
    }
    parts.push(date(row.published.unwrap_or(row.at), &moment.zone));
    if row.completeness >= Completeness::FeedText {
        parts.push(format!("{} min", words(&loaded.document).div_ceil(WORDS_PER_MINUTE).max(1)));
    }
    SafeText::new(&parts.join(" · "))
}

/// What the person wrote about the entry.
fn note(loaded: &LoadedEntry, width: usize, glyphs: Glyphs) -> Vec<PageLine> {
    let Some(note) = &loaded.entry.note else { return Vec::new() };
    let room = width.saturating_sub(2).max(1);
    let lines = note.lines().iter().flat_map(|line| wrap_title(line, room, 100));
    let marks = std::iter::once(glyphs.note).chain(std::iter::repeat(" "));
    let piece = |mark: &str, line| SafeText::piece(&format!("{mark} {line}"));
    marks.zip(lines).map(|(mark, line)| PageLine::of(piece(mark, line), Face::Dim)).collect()
}

/// What is not there is said.
fn notice(loaded: &LoadedEntry) -> Option<&'static str> {
    let is_google = loaded.entry.feed_url.host().starts_with("news.google.");
    match loaded.entry.row.completeness {
        Completeness::Headline if is_google => Some("Headline only: Google News carries no article text."),
        Completeness::Headline => Some("Headline only: this feed carries no article text."),
        Completeness::Snippet => Some("Snippet: this feed carries only a part of the text."),
        Completeness::FeedText | Completeness::FullText => None,
    }
}

fn related(related: &[Related], width: usize) -> Vec<PageLine> {
    if related.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![PageLine::default(), PageLine::of(SafeText::new("Also covered by"), Face::Heading)];
    for telling in related.iter().take(MOST_RELATED) {
        if let Some(publisher) = &telling.publisher {
            lines.extend(wrapped(publisher, width, Face::Strong));
        }
        lines.extend(indented(wrapped(&telling.title, width.saturating_sub(2).max(1), Face::Text)));
    }
    if related.len() > MOST_RELATED {
        let more = SafeText::new(&format!("and {} more", related.len() - MOST_RELATED));
        lines.push(PageLine::of(more, Face::Dim));
    }
    lines
}

fn indented(lines: Vec<PageLine>) -> impl Iterator<Item = PageLine> {
    lines.into_iter().map(|mut line| {
        line.spans.insert(0, (SafeText::piece("  "), Face::Text));
        line
    })
}

/// Titles and notices are short, but every line of them is shown.
fn wrapped(text: &SafeText, width: usize, face: Face) -> Vec<PageLine> {
    wrap_title(text, width, 100).into_iter().map(|line| PageLine::of(line, face)).collect()
}

impl PageLine {
    fn of(text: SafeText, face: Face) -> Self {
        Self { spans: vec![(text, face)], ..Self::default() }
    }
}

impl From<TextLine> for PageLine {
    fn from(line: TextLine) -> Self {
        let spans = line.spans.into_iter().map(|span| {
            let face = if span.link.is_some() && Face::of(span.role) == Face::Text {
                Face::Link
            } else {
                Face::of(span.role)
            };
            (span.text, face)
        });
        Self { spans: spans.collect(), ..Self::default() }
    }
}

/// Words of a document; nesting is walked without recursion, because publishers decide its depth.
fn words(document: &Document) -> usize {
    let count = |inlines: &[Inline]| -> usize {
        let words = inlines.iter().map(|inline| match inline {
            Inline::Text(text, _) => text.as_str().split_whitespace().count(),
            Inline::Break => 0,
        });
        words.sum()
    };
    let mut waiting: Vec<&Block> = document.blocks.iter().collect();
    let mut total = 0;
    while let Some(block) = waiting.pop() {
        match block {
            Block::Paragraph(inlines) | Block::Heading(_, inlines) => total += count(inlines),
            Block::List(list) => waiting.extend(list.items.iter().flatten()),
            Block::Quote(blocks) => waiting.extend(blocks),
            Block::Definitions(definitions) => {
                total += definitions.iter().map(|definition| count(&definition.term)).sum::<usize>();
                waiting.extend(definitions.iter().flat_map(|definition| &definition.meaning));
            }
            Block::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                total += cells.map(|cell| count(cell)).sum::<usize>();
            }
            Block::Code { .. } | Block::Figure(_) | Block::Rule => {}
        }
    }
    total
}
