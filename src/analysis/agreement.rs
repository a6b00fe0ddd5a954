//! What the outlets have in common and what each has alone: names and figures, counted over outlets. Also the
//! plain lists of names and figures.

use std::collections::BTreeSet;

use super::digest::{Story, paragraph, section};
use super::figures::{Figure, differing, figures as all_figures, is_same_value};
use super::names::{Name, names as all_names};
use crate::domain::{Label, Paragraph, Section, SectionKey, Voice};
use crate::text::SafeText;

/// Names and figures in a list.
const NAMES: usize = 14;
const FIGURES: usize = 6;
/// Names and figures that the outlets agree on, and what is shown of one outlet alone.
const SHARED: usize = 8;
const ALONE: usize = 4;

/// Where outlets agree and differ; none for a story that one outlet tells.
#[must_use]
pub fn agreement(story: &Story<'_>) -> Option<Section> {
    if story.outlets() < 2 {
        return None;
    }
    let figures = all_figures(&story.readings);
    let names = all_names(&story.readings);
    let most = story.outlets().div_ceil(2).max(2);
    let differences = differing(&figures, &story.readings, &story.rarity);
    let differs = |figure: &Figure| {
        differences.iter().flat_map(|one| &one.figures).any(|(text, _)| *text == figure.text)
    };
    let mut distinct = distinct(&figures);
    distinct.retain(|(figure, _)| !differs(figure));
    let (of_names, of_figures) = match story.outlets() {
        2 => ("Named by both", "Figures of both"),
        _ => ("Named by most", "Figures of most"),
    };
    let by_most = |tellings: &BTreeSet<usize>| story.outlets_of(tellings) >= most;
    let shared = names.iter().filter(|name| by_most(&name.tellings)).take(SHARED);
    let mut paragraphs: Vec<Paragraph> =
        shared.map(|name| paragraph(of_names, &name.text, Voice::Source, &name.tellings)).collect();
    let shared = distinct.iter().filter(|(_, tellings)| by_most(tellings)).take(SHARED);
    paragraphs
        .extend(shared.map(|(one, tellings)| paragraph(of_figures, &one.text, Voice::Source, tellings)));
    for difference in &differences {
        let label = Label::FiguresDiffer(SafeText::new(&difference.about.join(" ")));
        let values = difference.figures.iter();
        paragraphs.extend(values.map(|(text, tellings)| found(&label, text, tellings)));
    }
    paragraphs.extend(alone(story, &names, &distinct));
    section(SectionKey::Agreement, paragraphs)
}

/// What one outlet alone reports.
fn alone(story: &Story<'_>, names: &[Name], figures: &[(&Figure, BTreeSet<usize>)]) -> Vec<Paragraph> {
    let mut outlets: Vec<&SafeText> = Vec::new();
    let mut paragraphs = Vec::new();
    for reading in &story.readings {
        let publisher = &reading.telling.publisher;
        if outlets.contains(&publisher) {
            continue;
        }
        outlets.push(publisher);
        let label = Label::Only(publisher.clone());
        let is_alone = |tellings: &BTreeSet<usize>| {
            tellings.iter().all(|telling| story.readings[*telling].telling.publisher == *publisher)
        };
        let figures =
            figures.iter().filter(|(_, tellings)| is_alone(tellings)).map(|(one, t)| (&one.text, t));
        let names =
            names.iter().filter(|name| is_alone(&name.tellings)).map(|name| (&name.text, &name.tellings));
        let both = names.take(ALONE).chain(figures.take(ALONE));
        paragraphs.extend(both.map(|(text, tellings)| found(&label, text, tellings)));
    }
    paragraphs
}

/// A name or figure under a label that says how the outlets stand to it.
fn found(label: &Label, text: &str, tellings: &BTreeSet<usize>) -> Paragraph {
    Paragraph { label: label.clone(), ..paragraph("", text, Voice::Source, tellings) }
}

/// The names of the story.
#[must_use]
pub fn names(story: &Story<'_>) -> Option<Section> {
    let names = all_names(&story.readings);
    let paragraphs =
        names.iter().take(NAMES).map(|name| paragraph("", &name.text, Voice::Source, &name.tellings));
    section(SectionKey::Names, paragraphs.collect())
}

/// The figures of the story, each with the words around it; what most outlets give comes first.
#[must_use]
pub fn figures(story: &Story<'_>) -> Option<Section> {
    let figures = all_figures(&story.readings);
    let mut distinct = distinct(&figures);
    distinct.sort_by_key(|(_, tellings)| std::cmp::Reverse(story.outlets_of(tellings)));
    let paragraphs = distinct
        .iter()
        .take(FIGURES)
        .map(|(one, tellings)| paragraph(&one.text, &one.clause, Voice::Source, tellings));
    section(SectionKey::Figures, paragraphs.collect())
}

/// Each value once, with the tellings that give it.
fn distinct(figures: &[Figure]) -> Vec<(&Figure, BTreeSet<usize>)> {
    let mut found: Vec<(&Figure, BTreeSet<usize>)> = Vec::new();
    for figure in figures {
        match found.iter_mut().find(|(known, _)| is_same_value(known, figure)) {
            Some((_, tellings)) => {
                tellings.insert(figure.telling);
            }
            None => found.push((figure, BTreeSet::from([figure.telling]))),
        }
    }
    found
}

impl Story<'_> {
    /// How many outlets stand behind these tellings.
    fn outlets_of(&self, tellings: &BTreeSet<usize>) -> usize {
        let publishers = tellings.iter().map(|telling| &self.readings[*telling].telling.publisher);
        publishers.collect::<BTreeSet<_>>().len()
    }
}
