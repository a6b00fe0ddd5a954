//! An analysis as a document, for the screen and for print: headings, paragraphs and the numbers of sources as
//! links. Its links are places of [`Analysis::targets`], not addresses.

use jiff::tz::TimeZone;

use super::{Analysis, EntryPlace, Label, Paragraph, Provenance, Section, SectionKey, Voice};
use crate::text::SafeText;
use crate::text::document::{Block, Document, Inline, List, Style};

/// How much of an analysis a document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Whole,
    /// What stands under an article: what happened, why, and where the outlets differ.
    First,
}

/// Sentences about causes that stand under an article.
const FIRST_REASONS: usize = 2;

impl Analysis {
    /// The entries that the links of [`Analysis::to_document`] lead to, in the order of the links: the sources
    /// by their numbers, then others.
    #[must_use]
    pub fn targets(&self) -> Vec<EntryPlace> {
        let others = self.sections.iter().flat_map(|section| &section.paragraphs);
        self.sources.iter().map(|source| source.place).chain(others.filter_map(|one| one.place)).collect()
    }

    /// The analysis as a document.
    #[must_use]
    pub fn to_document(&self, extent: Extent) -> Document {
        let targets = self.targets();
        let mut blocks = Vec::new();
        for section in &self.sections {
            let shown = match extent {
                Extent::Whole => section.paragraphs.as_slice(),
                Extent::First => first(section),
            };
            if shown.is_empty() {
                continue;
            }
            let title = match extent {
                Extent::Whole => section.key.title(),
                Extent::First => section.key.short_title(),
            };
            blocks.push(Block::Heading(2, vec![Inline::Text(SafeText::new(title), Style::default())]));
            let lines = lines(section.key, shown);
            let lines = lines.iter().map(|line| block(line, &targets));
            if section.key.is_itemised() {
                let items = lines.map(|line| vec![line]).collect();
                blocks.push(Block::List(List { items, ..List::default() }));
            } else {
                blocks.extend(lines);
            }
        }
        let links = targets.iter().map(|place| SafeText::new(&format!("entry:{}", place.entry))).collect();
        Document { blocks, links, ..Document::default() }
    }

    /// `Extractive digest · no AI model · 3 of 7 articles read in full, 4 headline only · 2026-05-07 09:12`.
    #[must_use]
    pub fn basis_line(&self, zone: &TimeZone) -> SafeText {
        let Provenance::Digest { made } = self.provenance;
        let made = made.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
        let basis = self.basis().in_words();
        SafeText::new(&format!("Extractive digest · no AI model · {basis} · {made}"))
    }

    /// `extractive, offline · 3 articles`.
    #[must_use]
    pub fn short_basis(&self) -> SafeText {
        let count = self.sources.len();
        let noun = if count == 1 { "article" } else { "articles" };
        SafeText::new(&format!("extractive, offline · {count} {noun}"))
    }
}

impl SectionKey {
    /// The heading where there is little room.
    fn short_title(self) -> &'static str {
        match self {
            Self::Why => "Causes and consequences",
            Self::Agreement => "Where the outlets differ",
            _ => self.title(),
        }
    }

    /// True if its paragraphs are items and no running text.
    fn is_itemised(self) -> bool {
        !matches!(self, Self::Happened | Self::Why | Self::Names | Self::Unknown)
    }

    /// True if its paragraphs are single words that stand in one line.
    fn is_list(self) -> bool {
        matches!(self, Self::Names)
    }
}

/// What stands of a section under an article.
fn first(section: &Section) -> &[Paragraph] {
    let all = section.paragraphs.as_slice();
    match section.key {
        SectionKey::Happened => all,
        SectionKey::Why => {
            let said = all.iter().filter(|one| one.voice == Voice::Source).count();
            &all[..said.min(FIRST_REASONS)]
        }
        SectionKey::Agreement => {
            let differs = |one: &Paragraph| matches!(one.label, Label::FiguresDiffer(_));
            let start = all.iter().position(differs).unwrap_or(all.len());
            let end = all.iter().rposition(differs).map_or(start, |last| last + 1);
            &all[start..end]
        }
        SectionKey::Connections => &all[..all.len().min(2)],
        _ => &[],
    }
}

/// Paragraphs that stand in one line: the words of a list, and neighbours with the same label.
fn lines(key: SectionKey, paragraphs: &[Paragraph]) -> Vec<&[Paragraph]> {
    let is_one_line = |one: &Paragraph, next: &Paragraph| {
        key.is_list() || (key == SectionKey::Agreement && one.label == next.label)
    };
    paragraphs.chunk_by(is_one_line).collect()
}

fn block(line: &[Paragraph], targets: &[EntryPlace]) -> Block {
    let mut inlines = Vec::new();
    let mut push = |text: &str, style: Style| inlines.push(Inline::Text(SafeText::piece(text), style));
    if let Some(first) = line.first()
        && !first.label.is_empty()
    {
        let strong = Style { strong: true, ..Style::default() };
        push(&first.label.to_string(), strong);
        push("  ", Style::default());
    }
    for (at, paragraph) in line.iter().enumerate() {
        if at > 0 {
            push(" · ", Style::default());
        }
        let leads_to = paragraph.place.and_then(|place| targets.iter().position(|target| *target == place));
        push(paragraph.text.as_str(), Style { link: leads_to, ..Style::default() });
        for n in &paragraph.citations {
            push(" ", Style::default());
            push(&format!("[{n}]"), Style { link: n.checked_sub(1), ..Style::default() });
        }
    }
    Block::Paragraph(inlines)
}
