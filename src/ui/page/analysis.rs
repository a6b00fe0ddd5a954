//! The beginning of the analysis, under the text of an article: what happened, why, where outlets differ, and who
//! else tells it. Said in one line while it is made, and where there is nothing to say. Called by `page`.

use super::{PageLine, words, wrapped};
use crate::app::Target;
use crate::app::analyzed::Analyzed;
use crate::domain::analysis::Extent;
use crate::domain::{Analysis, LoadedEntry, Moment};
use crate::text::SafeText;
use crate::text::width::width as columns;
use crate::text::wrap::{Layout, Ornaments, to_lines};
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
    let Some(analysis) = analyzed.of(entry) else {
        lines.push(PageLine::of(SafeText::new("Detailed analysis"), Face::Heading));
        let (said, face) = match analyzed.failure(entry) {
            Some(reason) => (reason.clone(), Face::Failure),
            None => (SafeText::new("is being made…"), Face::Dim),
        };
        lines.extend(wrapped(&said, width, face));
        return lines;
    };
    lines.extend(head(analysis, width));
    let hint = match why_empty(loaded, analysis) {
        Some((why, hint)) => {
            lines.extend(wrapped(&SafeText::new(why), width, Face::Dim));
            hint
        }
        None => {
            lines.push(PageLine::default());
            lines.extend(body(analysis, width, glyphs));
            lines.extend(coverage(loaded, analysis, width, moment));
            Some(("a whole analysis", Target::Analysis))
        }
    };
    if let Some((hint, target)) = hint {
        let hint = PageLine {
            right: Some((SafeText::new(hint), Face::Key)),
            target: Some(target),
            ..PageLine::default()
        };
        lines.push(hint);
    }
    lines
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

/// Why there is nothing to show here, and the key that helps.
fn why_empty(
    loaded: &LoadedEntry,
    analysis: &Analysis,
) -> Option<(&'static str, Option<(&'static str, Target)>)> {
    if analysis.sources.len() > 1 {
        return None;
    }
    if analysis.is_headlines_only() {
        let help = loaded.entry.row.url.as_ref().map(|_| ("f fetch full text", Target::FullText));
        return Some(("Only the headline is held: there is nothing to analyse yet.", help));
    }
    let is_short = words(&loaded.document) < SHORT;
    let has_more = analysis.section(crate::domain::SectionKey::Connections).is_some();
    (is_short && !has_more).then_some((
        "One short article, and nothing else about it here: the text above is all.",
        Some(("a names, figures, dates", Target::Analysis)),
    ))
}

fn body(analysis: &Analysis, width: usize, glyphs: Glyphs) -> Vec<PageLine> {
    let ornaments = if glyphs.is_ascii { Ornaments::Ascii } else { Ornaments::Unicode };
    let layout = Layout { width, ornaments, ..Layout::default() };
    let lines = to_lines(&analysis.to_document(Extent::First), &layout);
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
    if others.is_empty() {
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
