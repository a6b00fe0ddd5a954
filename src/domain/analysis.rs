//! The analysis of a story: a page in sections whose every statement names the articles that it stands on.
//! The offline digest is one. Made by `analysis`, shown by the reader and the command line; nothing here
//! picks sentences or knows a store.

mod page;

pub use page::Extent;

use super::entry::Completeness;
use super::ids::{EntryId, FeedId};
use super::time::Timestamp;
use super::web_url::WebUrl;
use crate::text::SafeText;

/// The analysis of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// Its parts, in the order in which they are read.
    pub sections: Vec<Section>,
    /// The articles that it stands on; number `n` stands at `n - 1`.
    pub sources: Vec<Source>,
    /// What made it, and from how much.
    pub provenance: Provenance,
}

/// A part of an analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Which part.
    pub key: SectionKey,
    /// Its paragraphs; never empty.
    pub paragraphs: Vec<Paragraph>,
}

/// The parts that an analysis may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKey {
    /// What happened.
    Happened,
    /// Causes and consequences.
    Why,
    /// What the outlets agree on, and where they differ.
    Agreement,
    /// Earlier stories of the archive.
    Connections,
    /// People, places and bodies.
    Names,
    /// Amounts, shares and counts.
    Figures,
    /// Who said what.
    Quotations,
    /// Dates, in order.
    Timeline,
    /// Who reported, and when.
    Coverage,
    /// What is not known, because the text of it is not held.
    Unknown,
}

impl SectionKey {
    /// The heading of the part.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Happened => "What happened",
            Self::Why => "What the coverage says about causes and consequences",
            Self::Agreement => "Where the outlets agree and differ",
            Self::Connections => "Earlier in your feeds",
            Self::Names => "Names mentioned",
            Self::Figures => "Figures",
            Self::Quotations => "Quotations",
            Self::Timeline => "Timeline",
            Self::Coverage => "Coverage",
            Self::Unknown => "What is missing here",
        }
    }
}

/// A statement with the articles that it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// What stands in front of the text and is ours.
    pub label: Label,
    /// The text.
    pub text: SafeText,
    /// Whose words the text is.
    pub voice: Voice,
    /// Numbers of the sources, from 1, in order.
    pub citations: Vec<usize>,
    /// The entry that it leads to, where that is not a source of the analysis.
    pub place: Option<EntryPlace>,
}

/// What stands in front of a text and is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// A speaker, a time, a name for the figures. May be empty.
    Words(SafeText),
    /// What one outlet alone reports.
    Only(SafeText),
    /// Figures that differ, with the words that say of what.
    FiguresDiffer(SafeText),
}

impl Label {
    /// True if nothing stands there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Words(words) if words.is_empty())
    }
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Words(words) => write!(f, "{words}"),
            Self::Only(outlet) => write!(f, "Only {outlet}"),
            Self::FiguresDiffer(about) => write!(f, "Figures differ ({about})"),
        }
    }
}

/// Where an entry is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryPlace {
    /// The entry.
    pub entry: EntryId,
    /// The feed that brought it.
    pub feed: FeedId,
}

/// Whose words a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Word for word out of a source.
    Source,
    /// Said by tidings about the sources.
    Tidings,
}

/// An article that an analysis stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The entry.
    pub place: EntryPlace,
    /// The outlet.
    pub publisher: SafeText,
    /// The headline.
    pub title: SafeText,
    /// The original.
    pub url: Option<WebUrl>,
    /// When it was published.
    pub at: Timestamp,
    /// How much of it is held.
    pub completeness: Completeness,
    /// The number of the earlier source whose text it repeats.
    pub same_text_as: Option<usize>,
}

/// What made an analysis.
#[derive(Clone, Debug, PartialEq)]
pub enum Provenance {
    /// Sentences picked out of the sources, on this machine.
    Digest {
        /// When.
        made: Timestamp,
    },
}

/// From how much text an analysis was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Articles read in full.
    pub whole: usize,
    /// Articles of which a part is held.
    pub parts: usize,
    /// Articles of which the headline is held.
    pub headlines: usize,
}

impl Analysis {
    /// The part of this key.
    #[must_use]
    pub fn section(&self, key: SectionKey) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// From how much text it was made.
    #[must_use]
    pub fn basis(&self) -> Basis {
        let mut basis = Basis::default();
        for source in &self.sources {
            match source.completeness {
                Completeness::Headline => basis.headlines += 1,
                Completeness::Snippet => basis.parts += 1,
                Completeness::FeedText | Completeness::FullText => basis.whole += 1,
            }
        }
        basis
    }

    /// True if there is nothing but headlines to go by.
    #[must_use]
    pub fn is_headlines_only(&self) -> bool {
        self.basis().headlines == self.sources.len()
    }
}

impl Basis {
    /// All articles.
    #[must_use]
    pub fn all(self) -> usize {
        self.whole + self.parts + self.headlines
    }

    /// `3 of 7 articles read in full, 1 in part, 3 headline only`.
    #[must_use]
    pub fn in_words(self) -> String {
        let all = self.all();
        if all == 1 {
            let held = match (self.whole, self.parts) {
                (1, _) => "read in full",
                (_, 1) => "read in part",
                _ => "known by its headline",
            };
            return format!("1 article {held}");
        }
        let mut words = if self.whole == all {
            format!("all {all} articles read in full")
        } else {
            format!("{} of {all} articles read in full", self.whole)
        };
        for (count, what) in [(self.parts, "in part"), (self.headlines, "headline only")] {
            if count > 0 {
                words = format!("{words}, {count} {what}");
            }
        }
        words
    }
}
