//! What an address turned out to hold, before anything is subscribed to. Made by `service`, shown
//! by the subscribe dialogue.

use super::entry::Completeness;
use super::ids::FeedId;
use super::time::Timestamp;
use super::web_url::WebUrl;
use crate::text::SafeText;

/// The feeds behind an address; never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// One for a feed; all that a page announces for a page, the one that was looked into first.
    pub feeds: Vec<FeedPreview>,
}

/// A feed that could be subscribed to.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedPreview {
    /// The address to subscribe to, or to preview.
    pub url: WebUrl,
    /// Its own title, else what the page calls it, else its address.
    pub title: SafeText,
    /// The publisher's page.
    pub site: Option<WebUrl>,
    /// Its subtitle or description.
    pub description: Option<SafeText>,
    /// The subscription, if there is one already.
    pub already: Option<FeedId>,
    /// What is in it; `None` for a feed that a page names and that was not fetched.
    pub content: Option<FeedContent>,
}

/// What a fetched feed holds.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedContent {
    /// Its format in words, `RSS` or `Atom`.
    pub kind: &'static str,
    /// How many entries it has.
    pub entries: usize,
    /// Its newest entries, at most five: title and date.
    pub newest: Vec<(SafeText, Option<Timestamp>)>,
    /// How much of an article a typical entry brings; `Headline` where there is no entry.
    pub completeness: Completeness,
}
