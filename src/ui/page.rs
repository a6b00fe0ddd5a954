//! The page of an article: everything about an entry as lines of one width. Made once per entry and
//! width, because a frame must not set a long article again.

mod aim;
mod analysis;
mod edits;
mod enclosures;
mod notice;
mod sideways;

use std::cell::Cell;

use super::format::date;
use super::glyphs::Glyphs;
use super::theme::Face;
use crate::app::Target;
use crate::app::panes::Article;
use crate::app::panes::article::{FullTexts, Numbered, numbered};
use crate::domain::{Completeness, EntryId, LoadedEntry, Moment, Picture, Related, WebUrl};
use crate::text::SafeText;
use crate::text::document::{Block, Document, Inline};
use crate::text::width::{width as columns, wrap_title};
use crate::text::wrap::{
    Breadth, Layout, PictureLine, PictureRoom, Role, TextLine, Wide, as_seen, line_of_anchor, set_document,
};
use aim::Found;
use notice::{Notice, notice};

pub use aim::View;
pub use sideways::window;

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
    keeps_wide: bool,
    pictures: Option<PictureRoom>,
}

/// A page in lines.
#[derive(Debug, Default)]
pub struct Page {
    /// Lines from top to bottom.
    pub lines: Vec<PageLine>,
    /// The images of the text with the words that stand for them.
    pub figures: Vec<(Option<Picture>, SafeText)>,
    text: TextPlace,
    /// The anchors of the places of the text.
    places: Vec<usize>,
    found: Found,
    /// Where the same text stood at the width before, if that has just changed.
    before: Option<TextPlace>,
}

/// Where the text of an article stands in its page.
#[derive(Debug, Default)]
struct TextPlace {
    /// Its first line.
    first: usize,
    /// The anchors of its lines.
    anchors: Vec<usize>,
    /// Lines of the whole page.
    total: usize,
    /// The top line that was chosen for an anchor: until the reader moves, the next width goes by that anchor
    /// again, so that many changes do not add up.
    held: Cell<Option<(usize, usize)>>,
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
    /// Pieces that are links, by their place in `spans`.
    pub links: Vec<(usize, WebUrl)>,
    /// Pieces that are links to places of the text, by their place in `spans`, and the numbers of the places.
    pub jumps: Vec<(usize, usize)>,
    /// Pieces that are no words: bullets, bars, the numbers of links.
    pub signs: Vec<usize>,
    /// How it stands to the width of the page.
    pub breadth: Breadth,
    /// It is kept free for a picture.
    pub picture: Option<PictureLine>,
}

impl Pages {
    /// The page of an entry at a width.
    pub fn set(
        &mut self,
        loaded: &LoadedEntry,
        article: &Article,
        width: u16,
        pictures: Option<PictureRoom>,
        glyphs: Glyphs,
        moment: &Moment,
    ) -> &Page {
        let (version, keeps_wide) = (article.version, article.keeps_wide);
        let entry = loaded.entry.row.id;
        let key = Key { entry, version, width, is_ascii: glyphs.is_ascii, keeps_wide, pictures };
        let old = self.page.take();
        let mut page = match old {
            Some((known, mut page)) if known == key => {
                page.before = None;
                page
            }
            old => {
                let before = old.filter(|(known, _)| known.entry == key.entry).map(|(_, page)| page.text);
                let column = Column { width: usize::from(width).max(1), pictures };
                Page { before, ..Page::set(loaded, article, column, glyphs, moment) }
            }
        };
        page.look_for(article.finding.as_ref().map_or("", |finding| &finding.typed));
        &self.page.insert((key, page)).1
    }
}

impl Page {
    /// The line that shows what stood in line `top` before the width changed.
    pub fn place_of(&self, top: usize) -> usize {
        match &self.before {
            // Beyond any page stands for its end.
            Some(before) if top < usize::MAX / 4096 => before.place_in(&self.text, top),
            _ => top,
        }
    }
}

impl TextPlace {
    /// The line of another setting of the same page that shows what stands in line `top` of this one.
    fn place_in(&self, other: &Self, top: usize) -> usize {
        // Other colours, the same lines: nothing moves.
        if self.first == other.first && self.anchors == other.anchors {
            return top;
        }
        let Some(line) = top.checked_sub(self.first) else { return top.min(other.first) };
        let held = self.held.get().filter(|(held, _)| *held == top).map(|(_, anchor)| anchor);
        let Some(anchor) = held.or_else(|| self.anchors.get(line).copied()) else {
            return other.total.saturating_sub(self.total.saturating_sub(top));
        };
        let place = other.first + line_of_anchor(&other.anchors, anchor);
        other.held.set(Some((place, anchor)));
        place
    }
}

/// What a page is set in.
#[derive(Clone, Copy)]
struct Column {
    width: usize,
    pictures: Option<PictureRoom>,
}

impl Page {
    fn set(loaded: &LoadedEntry, article: &Article, column: Column, glyphs: Glyphs, moment: &Moment) -> Self {
        let Column { width, pictures } = column;
        let mut lines = head(loaded, &article.full_texts, width, glyphs, moment);
        let layout = Layout {
            link_numbers: true,
            wide: if article.keeps_wide { Wide::Keep } else { Wide::Fit },
            pictures,
            ..glyphs.layout(width)
        };
        let set = set_document(&loaded.document, &layout, &article.code);
        let anchors = set.lines.iter().map(|line| line.anchor).collect();
        let mut text = TextPlace { first: lines.len() + 1, anchors, ..TextPlace::default() };
        if !set.lines.is_empty() {
            lines.push(PageLine::default());
            let targets = numbered(loaded);
            lines.extend(set.lines.into_iter().map(|line| PageLine::set(line, &targets)));
        }
        lines.extend(enclosures::lines(loaded, width));
        lines.extend(analysis::lines(loaded, &article.analyzed, width, glyphs, moment));
        lines.extend(foot(loaded, width, glyphs));
        text.total = lines.len();
        let figures = loaded.document.figures().into_iter();
        let figures = figures.map(|figure| (Picture::of(figure), figure.alt.clone())).collect();
        Self { lines, figures, text, places: set.places, ..Self::default() }
    }
}

/// What stands above the text.
fn head(
    loaded: &LoadedEntry,
    full_texts: &FullTexts,
    width: usize,
    glyphs: Glyphs,
    moment: &Moment,
) -> Vec<PageLine> {
    let title = wrap_title(&loaded.entry.row.title, width, 100);
    let title =
        title.iter().map(|line| PageLine::of(as_seen(line, glyphs.bidi).into_owned(), Face::Headline));
    let mut page: Vec<PageLine> = title.collect();
    page.extend(about(loaded, width, moment));
    page.extend(edits::edits(loaded, width, glyphs, moment));
    page.extend(note(loaded, width, glyphs));
    if let Some(notice) = notice(loaded, full_texts, moment) {
        page.push(PageLine::default());
        page.extend(said(&notice, width, glyphs));
    }
    page
}

/// What stands below it.
fn foot(loaded: &LoadedEntry, width: usize, glyphs: Glyphs) -> Vec<PageLine> {
    let row = &loaded.entry.row;
    let mut page = Vec::new();
    page.extend(related(&loaded.entry.related, width));
    if let Some(url) = &row.url {
        page.push(PageLine::default());
        let text = SafeText::new(&format!("{} Read original article", glyphs.on));
        page.push(PageLine {
            spans: vec![(text, Face::Link)],
            right: Some((SafeText::new("o"), Face::Key)),
            target: Some(Target::Original),
            links: vec![(0, url.clone())],
            ..PageLine::default()
        });
    }
    page
}

/// `Harbour Post · via Google News · May 7, 2026 · 4 min`, broken between its parts where it is too long.
fn about(loaded: &LoadedEntry, width: usize, moment: &Moment) -> Vec<PageLine> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts_about(loaded, moment) {
        match lines.last_mut() {
            Some(line) if columns(line) + 3 + columns(&part) <= width => *line = format!("{line} · {part}"),
            _ => lines.push(part),
        }
    }
    lines.iter().flat_map(|line| wrapped(&SafeText::new(line), width, Face::Dim)).collect()
}

fn parts_about(loaded: &LoadedEntry, moment: &Moment) -> Vec<String> {
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
    if row.completeness >= Completeness::FeedText && !loaded.document.blocks.is_empty() {
        parts.push(format!("{} min", words(&loaded.document).div_ceil(WORDS_PER_MINUTE).max(1)));
    }
    parts
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

/// What is not there is said, and what a key does about it.
fn said(notice: &Notice, width: usize, glyphs: Glyphs) -> Vec<PageLine> {
    let (text, face) = if notice.is_warning {
        (SafeText::new(&format!("{} {}", glyphs.warning, notice.text)), Face::Warning)
    } else {
        (notice.text.clone(), Face::Dim)
    };
    let mut lines = wrapped(&text, width, face);
    if let Some(hint) = notice.hint {
        let used =
            lines.last().and_then(|line| line.spans.first()).map_or(0, |(text, _)| columns(text.as_str()));
        if used + 2 + columns(hint) > width {
            lines.push(PageLine::default());
        }
        if let Some(line) = lines.last_mut() {
            line.right = Some((SafeText::new(hint), Face::Key));
            line.target = Some(Target::FullText);
        }
    }
    lines
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

    /// A line of the text; `targets` are what the numbers of its links mean.
    fn set(line: TextLine, targets: &[Numbered]) -> Self {
        let (mut links, mut jumps, mut signs) = (Vec::new(), Vec::new(), Vec::new());
        for (index, span) in line.spans.iter().enumerate() {
            match span.link.and_then(|link| targets.get(link)) {
                Some(Numbered::Page(url)) => links.push((index, url.clone())),
                Some(Numbered::Place(place)) => jumps.push((index, *place)),
                _ => {}
            }
            if matches!(span.role, Role::Ornament | Role::LinkNumber) {
                signs.push(index);
            }
        }
        let spans = line.spans.into_iter().map(|span| {
            let face = if span.link.is_some() && Face::of(span.role) == Face::Text {
                Face::Link
            } else {
                Face::of(span.role)
            };
            (span.text, face)
        });
        let (breadth, picture) = (line.breadth, line.picture);
        Self { spans: spans.collect(), links, jumps, signs, breadth, picture, ..Self::default() }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn place(first: usize, anchors: &[usize]) -> TextPlace {
        let total = first + anchors.len() + 2;
        TextPlace { first, anchors: anchors.to_vec(), total, held: Cell::default() }
    }

    #[test]
    fn a_reader_stays_with_the_text_when_the_width_changes() {
        let wide = place(3, &[0, 50, 100, 100, 150]);
        let narrow = place(5, &[0, 20, 40, 60, 80, 100, 100, 120, 140, 160]);
        assert_eq!(wide.place_in(&narrow, 0), 0);
        assert_eq!(wide.place_in(&narrow, 4), 7, "the line with character 50");
        assert_eq!(narrow.place_in(&wide, 7), 4, "and back, though that line begins with character 40");
        assert_eq!(wide.place_in(&narrow, 6), 11, "not the blank line before the text");
        assert_eq!(wide.place_in(&narrow, 9), 16, "what follows the text is counted from the end");
        assert_eq!(narrow.place_in(&wide, 8), 4, "a reader who has moved is where he is");
    }
}
