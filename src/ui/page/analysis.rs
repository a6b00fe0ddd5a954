//! The beginning of the analysis, under the text of an article: what happened, why, where outlets differ, and who
//! else tells it. Said in one line while it is made, and where there is nothing to say. Called by `page`.

use super::{PageLine, words, wrapped};
use crate::app::Target;
use crate::app::analyzed::Analyzed;
use crate::domain::analysis::Extent;
use crate::domain::{Analysis, LoadedEntry, Moment, SectionKey};
use crate::text::SafeText;
use crate::text::width::width as columns;
use crate::text::wrap::to_lines;
use crate::ui::glyphs::Glyphs;
use crate::ui::theme::Face;

/// Outlets that are named.
const OUTLETS: usize = 4;
/// An article of fewer words has nothing that could be shortened.
const SHORT: usize = 150;

/// The lines of the block.
pub fn lines(
    loaded: &LoadedEntry,
    analyzed: &Analyzed,
    width: usize,
    glyphs: Glyphs,
    moment: &Moment,
) -> Vec<PageLine> {
    let entry = loaded.entry.row.id;
    let mut lines = vec![PageLine::default()];
    if let Some(analysis) = analyzed.of(entry) {
        lines.extend(made(loaded, analysis, width, glyphs, moment));
    } else {
        lines.push(PageLine::of(SafeText::new("Detailed analysis"), Face::Heading));
        let failed = analyzed.failure(entry).map(|reason| (reason.clone(), Face::Failure));
        let (said, face) = failed.unwrap_or_else(|| (SafeText::new("is being made…"), Face::Dim));
        lines.extend(wrapped(&said, width, face));
    }
    // Its sentences stand in articles; who looks for words in this one shall find them once.
    for line in &mut lines {
        line.signs = (0..line.spans.len()).collect();
    }
    lines
}

fn made(
    loaded: &LoadedEntry,
    analysis: &Analysis,
    width: usize,
    glyphs: Glyphs,
    moment: &Moment,
) -> Vec<PageLine> {
    if analysis.sources.len() == 1 && analysis.is_headlines_only() {
        let why = SafeText::new("Only the headline is held: there is nothing to analyse yet.");
        let mut lines = head(analysis, width);
        lines.extend(wrapped(&why, width, Face::Dim));
        lines.extend(loaded.entry.row.url.as_ref().map(|_| hint("f fetch full text", Target::FullText)));
        return lines;
    }
    if is_all_above(loaded, analysis) {
        return short(width);
    }
    let mut lines = head(analysis, width);
    lines.push(PageLine::default());
    lines.extend(body(analysis, width, glyphs));
    lines.extend(coverage(loaded, analysis, width, moment));
    lines.push(hint("a whole analysis", Target::Analysis));
    lines
}

/// A key at the right end of a line of its own.
fn hint(text: &str, target: Target) -> PageLine {
    PageLine { right: Some((SafeText::new(text), Face::Key)), target: Some(target), ..PageLine::default() }
}

/// True for one short article of which nothing else is known: its sentences are not said twice.
fn is_all_above(loaded: &LoadedEntry, analysis: &Analysis) -> bool {
    let has_more = analysis.sources.len() > 1 || analysis.section(SectionKey::Connections).is_some();
    !has_more && words(&loaded.document) < SHORT
}

/// `Detailed analysis                        a names, figures, dates`
fn short(width: usize) -> Vec<PageLine> {
    let title = "Detailed analysis";
    let mut rest = hint("a names, figures, dates", Target::Analysis);
    let needed = rest.right.as_ref().map_or(0, |(text, _)| columns(text.as_str()));
    if columns(title) + 2 + needed > width {
        return vec![PageLine::of(SafeText::new(title), Face::Heading), rest];
    }
    rest.spans = vec![(SafeText::new(title), Face::Heading)];
    vec![rest]
}

/// `Detailed analysis                            extractive, offline · 3 articles`
fn head(analysis: &Analysis, width: usize) -> Vec<PageLine> {
    let title = SafeText::new("Detailed analysis");
    let basis = analysis.short_basis();
    let mut first = PageLine { target: Some(Target::Analysis), ..PageLine::of(title.clone(), Face::Heading) };
    if columns(title.as_str()) + 2 + columns(basis.as_str()) <= width {
        first.right = Some((basis, Face::Dim));
        return vec![first];
    }
    std::iter::once(first).chain(wrapped(&basis, width, Face::Dim)).collect()
}

fn body(analysis: &Analysis, width: usize, glyphs: Glyphs) -> Vec<PageLine> {
    let lines = to_lines(&analysis.to_document(Extent::First), &glyphs.layout(width));
    let set = lines.into_iter().map(|line| PageLine::set(line, &[]));
    set.map(|line| PageLine { target: Some(Target::Analysis), ..line }).collect()
}

/// `Also covered by  Isle Courier 06:40 · Northern Ledger 07:12 · 3 more`
fn coverage(loaded: &LoadedEntry, analysis: &Analysis, width: usize, moment: &Moment) -> Vec<PageLine> {
    let others: Vec<String> = analysis
        .sources
        .iter()
        .filter(|source| source.place.entry != loaded.entry.row.id)
        .map(|source| {
            let at = source.at.to_zoned(moment.zone.clone());
            let today = at.date() == moment.now.to_zoned(moment.zone.clone()).date();
            format!("{} {}", source.publisher, at.strftime(if today { "%H:%M" } else { "%b %-d" }))
        })
        .collect();
    // What the feed itself lists stands below under the same heading.
    if others.is_empty() || !loaded.entry.related.is_empty() {
        return Vec::new();
    }
    let mut named: Vec<String> = others.iter().take(OUTLETS).cloned().collect();
    if others.len() > OUTLETS {
        named.push(format!("{} more", others.len() - OUTLETS));
    }
    let mut lines = vec![PageLine::default(), PageLine::of(SafeText::new("Also covered by"), Face::Heading)];
    lines.extend(wrapped(&SafeText::new(&named.join(" · ")), width, Face::Dim));
    lines
}
