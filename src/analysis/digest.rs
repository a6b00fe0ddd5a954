//! The page of the digest: what the other parts find, put into sections with the numbers of the sources. Every
//! statement is a sentence of a source or a count over them; a section that would be empty is left out or
//! says so.

use super::agreement;
use super::centrality::{Rarity, candidates};
use super::copies::copies;
use super::happened::{Place, happened};
use super::quotes::quotations;
use super::reading::Reading;
use super::timeline::timeline;
use super::{Earlier, Telling};
use crate::domain::{
    Analysis, Completeness, Label, Moment, Paragraph, Provenance, Section, SectionKey, Source, Voice,
};
use crate::text::SafeText;

/// Sentences about causes and consequences.
const REASONS: usize = 4;
/// Of those, from one telling.
const REASONS_OF_ONE: usize = 2;
/// Longest of them, in words.
const LONGEST_REASON: usize = 45;
/// Sentences this alike say the same.
const SAME: f64 = 0.6;
/// Quotations, dates, earlier stories and outlets that are shown.
const QUOTATIONS: usize = 6;
const DATES: usize = 8;
const CONNECTIONS: usize = 5;
const OUTLETS: usize = 40;

/// A story that was read, with what every section needs.
pub struct Story<'t> {
    /// Tellings in the order of their numbers.
    pub readings: Vec<Reading<'t>>,
    /// Which terms are rare.
    pub rarity: Rarity,
    /// Of each telling the earlier one whose text it repeats.
    pub copies: Vec<Option<usize>>,
}

/// Makes the digest of a story from its tellings and from what the archive knows of earlier ones.
#[must_use]
pub fn digest(tellings: &[Telling], earlier: &[Earlier], moment: &Moment) -> Analysis {
    let mut ordered: Vec<&Telling> = tellings.iter().collect();
    ordered.sort_by_key(|telling| (telling.at, telling.place.entry));
    let readings: Vec<Reading<'_>> = ordered.into_iter().map(Reading::new).collect();
    let rarity = Rarity::new(&readings);
    let copies = copies(&readings);
    let story = Story { readings, rarity, copies };
    let chosen = happened(&story.distinct(), &story.rarity, story.outlets());
    let mut sections = vec![story.what_happened(&chosen)];
    if story.has_text() {
        sections.push(story.why(&chosen));
    }
    let rest = [
        agreement::agreement(&story),
        connections(earlier, moment),
        agreement::names(&story),
        agreement::figures(&story),
        story.said(),
        story.dates(),
        story.coverage(moment),
        story.missing(),
    ];
    sections.extend(rest.into_iter().flatten());
    let sources = story.sources();
    Analysis { sections, sources, provenance: Provenance::Digest { made: moment.now } }
}

impl<'t> Story<'t> {
    /// How many outlets tell it.
    pub fn outlets(&self) -> usize {
        let mut names: Vec<&SafeText> =
            self.readings.iter().map(|reading| &reading.telling.publisher).collect();
        names.sort();
        names.dedup();
        names.len()
    }

    fn has_text(&self) -> bool {
        self.readings.iter().any(|reading| !reading.sentences.is_empty())
    }

    /// The tellings with those that repeat another one emptied, so that a copy counts as no second voice.
    fn distinct(&self) -> Vec<Reading<'t>> {
        let both = self.readings.iter().zip(&self.copies);
        both.map(|(reading, copy)| if copy.is_some() { reading.without_text() } else { reading.clone() })
            .collect()
    }

    fn sentence(&self, (telling, sentence): Place) -> &super::reading::Sentence {
        &self.readings[telling].sentences[sentence]
    }

    fn quoted(&self, place: Place) -> Paragraph {
        paragraph("", &self.sentence(place).text, Voice::Source, &[place.0])
    }

    fn what_happened(&self, chosen: &[Place]) -> Section {
        let mut paragraphs: Vec<Paragraph> = chosen.iter().map(|place| self.quoted(*place)).collect();
        let voices = |paragraphs: &[Paragraph]| {
            let mut outlets: Vec<&SafeText> = paragraphs.iter().filter_map(|one| self.outlet(one)).collect();
            outlets.sort();
            outlets.dedup();
            outlets.len()
        };
        if paragraphs.is_empty() {
            let alone = self.readings.len() == 1;
            let text = if alone {
                "Only the headline is held, so there is nothing to quote. The digest is made from the article once it is fetched."
            } else {
                "Only headlines are held. The digest is made from the articles once they are fetched."
            };
            paragraphs.push(paragraph("", text, Voice::Tidings, &[]));
            if !alone {
                paragraphs.extend(self.headlines(&[]));
            }
        } else if self.outlets() > 2 && voices(&paragraphs) < 2 {
            // Nobody else's text is held: the headline of another outlet is what it says.
            paragraphs.truncate(super::happened::SENTENCES - 1);
            let cited: Vec<usize> = chosen.iter().map(|place| place.0).collect();
            paragraphs.extend(self.headlines(&cited).into_iter().take(1));
        }
        Section { key: SectionKey::Happened, paragraphs }
    }

    fn outlet(&self, paragraph: &Paragraph) -> Option<&SafeText> {
        let telling = paragraph.citations.first()?.checked_sub(1)?;
        Some(&self.readings.get(telling)?.telling.publisher)
    }

    /// Headlines of outlets that are not cited yet, each outlet once.
    fn headlines(&self, cited: &[usize]) -> Vec<Paragraph> {
        let publisher = |telling: usize| &self.readings[telling].telling.publisher;
        let mut seen: Vec<&SafeText> = cited.iter().map(|telling| publisher(*telling)).collect();
        let mut found = Vec::new();
        for (at, reading) in self.readings.iter().enumerate() {
            if !seen.contains(&publisher(at)) && found.len() < super::happened::SENTENCES {
                seen.push(publisher(at));
                found.push(paragraph("Headline", reading.telling.title.as_str(), Voice::Source, &[at]));
            }
        }
        found
    }

    /// Sentences with a phrase of cause or consequence, the weightiest first.
    fn why(&self, quoted: &[Place]) -> Section {
        let distinct = self.distinct();
        let mut chosen: Vec<Place> = Vec::new();
        for candidate in candidates(&distinct, &self.rarity) {
            let place = (candidate.telling, candidate.sentence);
            let reading = &self.readings[place.0];
            let sentence = self.sentence(place);
            let of_one = chosen.iter().filter(|(telling, _)| *telling == place.0).count();
            let limit = if self.readings.len() == 1 { REASONS } else { REASONS_OF_ONE };
            let says_why = has_phrase(&sentence.text, &reading.language.words().cues);
            if chosen.len() < REASONS
                && !candidate.leans
                && of_one < limit
                && sentence.length <= LONGEST_REASON
                && says_why
            {
                let known = quoted.iter().chain(&chosen);
                let is_new = |other: &Place| {
                    self.rarity.likeness(&sentence.terms, &self.sentence(*other).terms) < SAME
                };
                if known.into_iter().all(is_new) {
                    chosen.push(place);
                }
            }
        }
        chosen.sort_unstable();
        let mut paragraphs: Vec<Paragraph> = chosen.into_iter().map(|place| self.quoted(place)).collect();
        if paragraphs.is_empty() {
            paragraphs.push(paragraph("", "The available text says nothing on this.", Voice::Tidings, &[]));
        }
        Section { key: SectionKey::Why, paragraphs }
    }

    fn said(&self) -> Option<Section> {
        let paragraphs = quotations(&self.readings).into_iter().take(QUOTATIONS).map(|one| {
            let speaker = one.speaker.unwrap_or_default();
            paragraph(&speaker, &format!("“{}”", one.text), Voice::Source, &one.tellings)
        });
        section(SectionKey::Quotations, paragraphs.collect())
    }

    fn dates(&self) -> Option<Section> {
        let paragraphs = timeline(&self.readings).into_iter().take(DATES).map(|dated| {
            let text = &self.sentence((dated.telling, dated.sentence)).text;
            let day = dated.date.strftime("%b %-d, %Y").to_string();
            paragraph(&day, text, Voice::Source, &[dated.telling])
        });
        section(SectionKey::Timeline, paragraphs.collect())
    }

    fn coverage(&self, moment: &Moment) -> Option<Section> {
        if self.readings.len() < 2 {
            return None;
        }
        let today = moment.now.to_zoned(moment.zone.clone()).date();
        let paragraphs = self.readings.iter().enumerate().take(OUTLETS).map(|(at, reading)| {
            let telling = reading.telling;
            let when = telling.at.to_zoned(moment.zone.clone());
            let form = if when.date() == today { "%H:%M" } else { "%b %-d %H:%M" };
            let same =
                self.copies[at].map(|first| format!(" · same text as [{}]", first + 1)).unwrap_or_default();
            let held = match telling.completeness {
                Completeness::Headline => " · headline only",
                Completeness::Snippet => " · a part of the text",
                Completeness::FeedText | Completeness::FullText => "",
            };
            let text = format!("{}: {}{same}{held}", telling.publisher, telling.title);
            paragraph(&when.strftime(form).to_string(), &text, Voice::Tidings, &[at])
        });
        section(SectionKey::Coverage, paragraphs.collect())
    }

    /// What is known by its headline or a part only, where something else is known better.
    fn missing(&self) -> Option<Section> {
        if !self.has_text() {
            return None;
        }
        let of = |wanted: Completeness| -> Vec<usize> {
            let all = self.readings.iter().enumerate();
            all.filter(|(_, one)| one.telling.completeness == wanted).map(|(at, _)| at).collect()
        };
        let (headlines, parts) = (of(Completeness::Headline), of(Completeness::Snippet));
        let said = |tellings: &[usize], what: &str| {
            let (count, verb) = (tellings.len(), if tellings.len() == 1 { "is" } else { "are" });
            let text = format!("{count} of {} {verb} held as {what}.", self.readings.len());
            (count > 0).then(|| paragraph("", &text, Voice::Tidings, tellings))
        };
        let paragraphs = [said(&headlines, "a headline only"), said(&parts, "a part of the text")];
        section(SectionKey::Unknown, paragraphs.into_iter().flatten().collect())
    }

    fn sources(&self) -> Vec<Source> {
        let both = self.readings.iter().zip(&self.copies);
        both.map(|(reading, copy)| {
            let telling = reading.telling;
            Source {
                place: telling.place,
                publisher: telling.publisher.clone(),
                title: telling.title.clone(),
                url: telling.url.clone(),
                at: telling.at,
                completeness: telling.completeness,
                same_text_as: copy.map(|first| first + 1),
            }
        })
        .collect()
    }
}

fn connections(earlier: &[Earlier], moment: &Moment) -> Option<Section> {
    let paragraphs = earlier.iter().take(CONNECTIONS).map(|one| {
        let day = one.at.to_zoned(moment.zone.clone()).strftime("%b %-d").to_string();
        let shared = one.shared.iter().take(3).map(SafeText::as_str).collect::<Vec<_>>().join(", ");
        Paragraph {
            label: Label::Words(SafeText::new(&day)),
            text: SafeText::new(&format!("{} · {} · names {shared}", one.title, one.publisher)),
            voice: Voice::Tidings,
            citations: Vec::new(),
            place: Some(one.place),
        }
    });
    section(SectionKey::Connections, paragraphs.collect())
}

/// A paragraph; tellings are counted from 0, citations from 1.
pub fn paragraph<'i>(
    label: &str,
    text: &str,
    voice: Voice,
    tellings: impl IntoIterator<Item = &'i usize>,
) -> Paragraph {
    let citations = tellings.into_iter().map(|telling| telling + 1).collect();
    let label = Label::Words(SafeText::new(label));
    Paragraph { label, text: SafeText::new(text), voice, citations, place: None }
}

/// A section, unless it has nothing to say.
pub fn section(key: SectionKey, paragraphs: Vec<Paragraph>) -> Option<Section> {
    (!paragraphs.is_empty()).then_some(Section { key, paragraphs })
}

/// True if one of the phrases stands in the text as whole words.
fn has_phrase(text: &str, phrases: &[&str]) -> bool {
    let lower = text.to_lowercase();
    phrases.iter().any(|phrase| {
        lower.match_indices(phrase).any(|(at, _)| {
            let before = lower[..at].chars().next_back();
            let after = lower[at + phrase.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

#[cfg(test)]
mod tests;
