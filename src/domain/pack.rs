//! What the welcome offers to somebody without feeds: packs of feeds, editions of Google News, and
//! the feeds that were picked. `site` holds the catalogue; `service` subscribes to the picks.

use std::collections::HashSet;

use super::web_url::WebUrl;
use crate::text::SafeText;

/// The starter catalogue as it is for this person now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// All packs; the one of Google News, where there is one, first.
    pub packs: Vec<Pack>,
    /// The edition of Google News that its pack is of, `de-AT`.
    pub edition: String,
    /// The editions that can be chosen.
    pub editions: &'static [Edition],
    /// Addresses of the packs that are subscribed to already.
    pub known: HashSet<String>,
}

/// Feeds that go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Short name, `world`.
    pub id: String,
    /// Heading, and the category that its feeds go into.
    pub title: SafeText,
    /// One line about it.
    pub about: SafeText,
    /// Language of all its feeds where that is not English (`de`).
    pub language: Option<String>,
    /// The feeds, the best known first.
    pub feeds: Vec<PackFeed>,
}

/// A feed that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFeed {
    /// Title.
    pub title: SafeText,
    /// The feed's own address, or a shorthand (`hn:front`).
    pub address: String,
    /// The page for people.
    pub site: Option<WebUrl>,
    /// One line about it, at most 70 columns.
    pub about: SafeText,
}

impl Pack {
    /// What picking `feed` means: it keeps its title here and goes into the pack's category.
    #[must_use]
    pub fn pick(&self, feed: &PackFeed) -> Pick {
        Pick {
            address: feed.address.clone(),
            title: Some(feed.title.clone()),
            category: Some(self.title.clone()),
        }
    }
}

/// A feed that the person chose, not yet subscribed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The feed's own address, or a shorthand; pages are not looked into.
    pub address: String,
    /// The person's title; `None` is the publisher's.
    pub title: Option<SafeText>,
    /// Path of its category.
    pub category: Option<SafeText>,
}

/// An edition of Google News that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Language and country, `de-AT`.
    pub locale: &'static str,
    /// The country's name in that language.
    pub country: &'static str,
    /// The country's name in English.
    pub english: &'static str,
}
