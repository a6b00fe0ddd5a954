//! Looks into documents without a database: a feed file as `tidings parse` shows it. Pure; the
//! command line calls it.

use serde::Serialize;

use super::Error;
use crate::config::Settings;
use crate::domain::{Enclosure, Timestamp, WebUrl};
use crate::feed::{self, Hints, Kind, ParsedEntry, ParsedFeed};
use crate::net::MAX_BODY;
use crate::site;
use crate::text::SafeText;

/// A parsed feed (JSON of `tidings parse`).
#[derive(Clone, Debug, Serialize)]
pub struct FeedReport {
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
    /// Entries, in the order of the document.
    pub entries: Vec<EntryReport>,
    /// What had to be mended, one line each.
    pub repairs: Vec<SafeText>,
}

/// An entry of a [`FeedReport`].
#[derive(Clone, Debug, Serialize)]
pub struct EntryReport {
    /// The guid as written.
    pub id: Option<SafeText>,
    /// Title.
    pub title: Option<SafeText>,
    /// The original.
    pub link: Option<WebUrl>,
    /// Published.
    pub published: Option<Timestamp>,
    /// Changed.
    pub updated: Option<Timestamp>,
    /// Short text, as HTML with clean characters.
    pub summary: Option<String>,
    /// Whole text, as HTML with clean characters.
    pub content: Option<String>,
    /// Author.
    pub author: Option<SafeText>,
    /// The outlet.
    pub publisher: Option<SafeText>,
    /// Attached media.
    pub enclosures: Vec<Enclosure>,
    /// The discussion.
    pub comments_url: Option<WebUrl>,
}

/// Parses a feed file. With `base`, the address it came from, links are resolved and what is known of
/// that site is put right, as when it is fetched.
pub fn parse_feed(
    bytes: &[u8],
    base: Option<&WebUrl>,
    content_type: Option<&str>,
    settings: &Settings,
) -> Result<FeedReport, Error> {
    if bytes.len() > MAX_BODY {
        return Err(Error::Unreadable(format!("the file is larger than {} MB: no feed is", MAX_BODY >> 20)));
    }
    let mut parsed = feed::parse(bytes, &Hints { base, content_type })
        .map_err(|error| Error::Unreadable(error.to_string()))?;
    if let Some(url) = base {
        let options = site::Options {
            google_base: settings.google_news.base.clone(),
            locale: settings.google_news.locale.clone(),
        };
        site::refine(&mut parsed, url, &options);
    }
    Ok(FeedReport::from(parsed))
}

impl From<ParsedFeed> for FeedReport {
    fn from(feed: ParsedFeed) -> Self {
        Self {
            kind: feed.kind,
            title: feed.title,
            link: feed.link,
            subtitle: feed.subtitle,
            author: feed.author,
            updated: feed.updated,
            entries: feed.entries.into_iter().map(EntryReport::from).collect(),
            repairs: feed.repairs,
        }
    }
}

impl From<ParsedEntry> for EntryReport {
    fn from(entry: ParsedEntry) -> Self {
        Self {
            id: entry.id,
            title: entry.title,
            link: entry.link,
            published: entry.published,
            updated: entry.updated,
            summary: entry.summary.map(|markup| markup.source().to_owned()),
            content: entry.content.map(|markup| markup.source().to_owned()),
            author: entry.author,
            publisher: entry.publisher,
            enclosures: entry.enclosures,
            comments_url: entry.comments_url,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_has_the_names_that_are_promised() {
        let feed = ParsedFeed { entries: vec![ParsedEntry::default()], ..ParsedFeed::default() };
        let json = serde_json::to_value(FeedReport::from(feed)).expect("JSON");
        let names = |value: &serde_json::Value| -> Vec<String> {
            value.as_object().expect("an object").keys().cloned().collect()
        };
        let mut feed_names = names(&json);
        feed_names.sort();
        assert_eq!(
            feed_names,
            ["author", "entries", "kind", "link", "repairs", "subtitle", "title", "updated"]
        );
        let mut entry_names = names(&json["entries"][0]);
        entry_names.sort();
        assert_eq!(
            entry_names,
            [
                "author",
                "comments_url",
                "content",
                "enclosures",
                "id",
                "link",
                "published",
                "publisher",
                "summary",
                "title",
                "updated"
            ]
        );
        assert!(json["entries"][0]["id"].is_null());
    }
}
