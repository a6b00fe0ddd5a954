//! The offline digest: what the tellings of a story say, in their own words, with the article behind every
//! statement. No model, no network, no store: tellings go in, a page comes out, and nothing is invented or
//! padded. Called by `service::analyze`.

mod agreement;
mod centrality;
mod copies;
mod digest;
mod figures;
mod happened;
mod language;
mod marks;
mod names;
mod passages;
mod quotes;
mod reading;
mod sentences;
mod timeline;

pub use digest::digest;

use crate::domain::{Completeness, EntryPlace, Timestamp, WebUrl};
use crate::text::{Document, SafeText};

use centrality::Rarity;
use reading::Reading;

/// Names of a story that are looked for in the archive.
const SOUGHT: usize = 6;

/// What one outlet tells.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The entry.
    pub place: EntryPlace,
    /// The outlet.
    pub publisher: SafeText,
    /// Its headline.
    pub title: SafeText,
    /// The original.
    pub url: Option<WebUrl>,
    /// When it was published.
    pub at: Timestamp,
    /// How much of the article is held.
    pub completeness: Completeness,
    /// The language that the feed names.
    pub language: Option<SafeText>,
    /// What is held of the article; not read where only the headline is.
    pub text: Document,
}

/// An entry of an earlier story that names what this one names.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The entry.
    pub place: EntryPlace,
    /// The outlet.
    pub publisher: SafeText,
    /// Its headline.
    pub title: SafeText,
    /// When it was published.
    pub at: Timestamp,
    /// The names that both have.
    pub shared: Vec<SafeText>,
}

/// The names of a story that may lead to earlier ones: of several words, so that they are rare.
#[must_use]
pub fn telling_names(tellings: &[Telling]) -> Vec<SafeText> {
    let readings: Vec<Reading<'_>> = tellings.iter().map(Reading::new).collect();
    let names = names::names(&readings).into_iter().filter(|name| name.text.contains(' '));
    names.take(SOUGHT).map(|name| SafeText::new(&name.text)).collect()
}

/// The sentence that stands for a story, and the telling that has it; none if no text is held.
#[must_use]
pub fn key_point(tellings: &[Telling]) -> Option<(SafeText, &Telling)> {
    let readings: Vec<Reading<'_>> = tellings.iter().map(Reading::new).collect();
    let places = happened::happened(&readings, &Rarity::new(&readings), 1);
    let (telling, sentence) = *places.first()?;
    Some((SafeText::new(&readings[telling].sentences[sentence].text), &tellings[telling]))
}

/// The sentences of one telling that stand for it, in its words and their order.
#[must_use]
pub fn key_sentences(telling: &Telling) -> Vec<SafeText> {
    let readings = [Reading::new(telling)];
    let places = happened::happened(&readings, &Rarity::new(&readings), 1);
    places.into_iter().map(|(_, sentence)| SafeText::new(&readings[0].sentences[sentence].text)).collect()
}

/// The first sentences of one telling as they stand there, whatever they are.
#[must_use]
pub fn first_sentences(telling: &Telling, count: usize) -> Vec<SafeText> {
    let reading = Reading::new(telling);
    reading.sentences.iter().take(count).map(|sentence| SafeText::new(&sentence.text)).collect()
}

/// The first sentences of one telling that end as sentences do.
#[must_use]
pub fn first_whole_sentences(telling: &Telling, count: usize) -> Vec<SafeText> {
    let reading = Reading::new(telling);
    reading.whole().take(count).map(|(_, sentence)| SafeText::new(&sentence.text)).collect()
}
