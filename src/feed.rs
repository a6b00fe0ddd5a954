//! Feeds as documents: bytes to [`ParsedFeed`], pages to feed addresses, OPML in and out. Pure.
//!
//! Bytes become text (`decode`), text becomes a draft (`reader` for XML over `token`, `entity` and
//! `namespace`; `json` over feed-rs), and the draft becomes the feed (`finish`, with `link`,
//! `value` and `identity`). Damage is mended on the way and named (`repair`). Called by `site` and
//! `service`.

mod date;
mod decode;
pub mod discover;
mod draft;
mod entity;
mod finish;
mod html;
pub mod identity;
mod json;
mod link;
mod namespace;
pub mod opml;
mod parse;
mod playing_time;
mod reader;
mod repair;
mod token;
mod urls;
mod value;

pub use discover::{Discovery, discover};
pub use identity::{content_hash, entry_key};
pub use opml::{Imported, read_subscriptions, write_opml};
pub use parse::parse;

use std::time::Duration;

use crate::domain::{Enclosure, Related, Timestamp, WebUrl};
use crate::text::{Markup, SafeText};

/// A feed as its publisher wrote it, made safe.
#[derive(Clone, Debug, Default)]
pub struct ParsedFeed {
    /// Which format it is in.
    pub kind: Kind,
    /// Title.
    pub title: Option<SafeText>,
    /// The publisher's page.
    pub link: Option<WebUrl>,
    /// Subtitle or description.
    pub subtitle: Option<SafeText>,
    /// Author.
    pub author: Option<SafeText>,
    /// Last change.
    pub updated: Option<Timestamp>,
    /// Language.
    pub language: Option<SafeText>,
    /// Generator (`NFE/5.0` is Google News).
    pub generator: Option<SafeText>,
    /// `<ttl>`: how long it may be kept.
    pub ttl: Option<Duration>,
    /// Entries, in the order of the document.
    pub entries: Vec<ParsedEntry>,
    /// What had to be mended, one line each.
    pub repairs: Vec<SafeText>,
    /// Entries left out because there were more than 2,000.
    pub left_out: usize,
}

/// A feed format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// RSS 0.9x and 2.0.
    #[default]
    Rss,
    /// RSS 1.0 and 0.90 (RDF).
    Rdf,
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
}

impl Kind {
    /// The name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Rdf => "RSS 1.0",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }
}

/// One item.
#[derive(Clone, Debug, Default)]
pub struct ParsedEntry {
    /// The guid as written; `None` when the feed gives none.
    pub id: Option<SafeText>,
    /// Identity within the feed (see `identity`).
    pub key: u64,
    /// Older identities of the same item.
    pub aliases: Vec<u64>,
    /// Changes when the publisher edits title or text.
    pub content_hash: u64,
    /// Title.
    pub title: Option<SafeText>,
    /// The original.
    pub link: Option<WebUrl>,
    /// Published.
    pub published: Option<Timestamp>,
    /// Changed.
    pub updated: Option<Timestamp>,
    /// Short text.
    pub summary: Option<Markup>,
    /// Whole text.
    pub content: Option<Markup>,
    /// Author.
    pub author: Option<SafeText>,
    /// RSS `<source>`, Atom `source/title`: the outlet.
    pub publisher: Option<SafeText>,
    /// Address of that outlet.
    pub publisher_url: Option<WebUrl>,
    /// Attached media.
    pub enclosures: Vec<Enclosure>,
    /// Categories.
    pub categories: Vec<SafeText>,
    /// The discussion.
    pub comments_url: Option<WebUrl>,
    /// Related coverage (filled by `site`).
    pub related: Vec<Related>,
    /// Language.
    pub language: Option<SafeText>,
    /// Set by `site` where the feed's text is known to be no text (Google News): the reason.
    pub headline_only: bool,
}

/// Why bytes are no feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A web page: look for the feed it names.
    #[error("this is a web page, not a feed")]
    Page,
    /// Neither.
    #[error("not a feed: {0}")]
    NotAFeed(String),
}

/// What is known beside the bytes.
#[derive(Clone, Debug, Default)]
pub struct Hints<'a> {
    /// Where they came from: base of relative links.
    pub base: Option<&'a WebUrl>,
    /// `Content-Type` header.
    pub content_type: Option<&'a str>,
}

/// Entries that are kept of one document (security promises, section 3).
const MAX_ENTRIES: usize = 2000;

#[cfg(test)]
mod tests;
