//! Looks into documents without a database: a feed file as `tidings parse` shows it, the article of a
//! page as `tidings extract` does. The command line calls it.

use std::sync::Arc;

use serde::Serialize;

use super::article::{Source, site_rules};
use super::{Error, Network, clock, demo, net_options};
use crate::config::{Paths, Settings};
use crate::domain::{Clock as _, Enclosure, Timestamp, WebUrl};
use crate::extract::{self, Article, Mistake};
use crate::feed::{self, Hints, Kind, ParsedEntry, ParsedFeed};
use crate::net::{self, MAX_BODY};
use crate::site;
use crate::text::html::parse_document;
use crate::text::{Document, Markup, SafeText};

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

/// The address of a page that does not tell its own; what leads there leads nowhere.
const NOWHERE: &str = "https://page.invalid/";

/// The article of a page (JSON of `tidings extract`).
#[derive(Clone, Debug, Serialize)]
pub struct ArticleReport {
    /// The address that the page came from, as far as it is known.
    pub url: Option<WebUrl>,
    /// The address under which it wants to be known.
    pub canonical_url: Option<WebUrl>,
    /// Headline.
    pub title: Option<SafeText>,
    /// Who wrote it, as one line.
    pub byline: Option<SafeText>,
    /// Who wrote it.
    pub authors: Vec<SafeText>,
    /// Name of the site.
    pub site: Option<SafeText>,
    /// Published.
    pub published: Option<Timestamp>,
    /// Changed.
    pub modified: Option<Timestamp>,
    /// Language tag.
    pub lang: Option<SafeText>,
    /// What it is about, in the page's words.
    pub description: Option<SafeText>,
    /// A sentence or two between headline and text.
    pub standfirst: Option<SafeText>,
    /// The picture that stands for it.
    pub image: Option<WebUrl>,
    /// The page holds only the start: the rest is for subscribers.
    pub truncated: bool,
    /// The words of the article.
    pub text: String,
    /// The article as HTML with clean characters.
    pub html: String,
    /// The article as it is kept when an entry's full text is fetched.
    #[serde(skip)]
    pub document: Document,
}

/// Finds the article in a page. `base` is the address that it came from; without one, what the page
/// itself says.
pub fn extract_page(
    bytes: &[u8],
    base: Option<WebUrl>,
    paths: &Paths,
) -> Result<(ArticleReport, Vec<Mistake>), Error> {
    if bytes.len() > MAX_BODY {
        return Err(Error::Unreadable(format!("the file is larger than {} MB: no page is", MAX_BODY >> 20)));
    }
    let (rules, mistakes) = site_rules(&paths.site_rules());
    let page = extract::decode_page(bytes, None);
    let known = base.or_else(|| extract::own_address(&page));
    let url = known.clone().or_else(|| WebUrl::parse(NOWHERE));
    let url = url.ok_or_else(|| Error::NoText("this page has no address".to_owned()))?;
    let article = extract::parse_article(&page, &url, &rules);
    let article = article.map_err(|reason| Error::NoText(reason.to_string()))?;
    Ok((ArticleReport::new(article, known), mistakes))
}

/// The same for a page of the network, with the pages that follow it.
pub async fn extract_address(
    url: WebUrl,
    paths: &Paths,
    settings: &Settings,
    network: Network,
) -> Result<(ArticleReport, Vec<Mistake>), Error> {
    let (rules, mistakes) = site_rules(&paths.site_rules());
    let clock = Arc::new(clock::SystemClock::new());
    let options = net_options(settings, network);
    let net = match network {
        Network::Real => net::Client::real(options),
        Network::Demo => net::Client::over(Arc::new(demo::transport_of(clock.now())), options),
    };
    let net = net.with_clock(clock);
    let source = Source { net: &net, rules: &Arc::new(rules) };
    let (article, url) = source.fetch(url, None).await?;
    Ok((ArticleReport::new(article, Some(url)), mistakes))
}

impl ArticleReport {
    fn new(article: Article, url: Option<WebUrl>) -> Self {
        let base = url.as_ref().map(WebUrl::as_str);
        let without_nowhere = |markup: &Markup| match base {
            Some(_) => markup.clone(),
            None => Markup::clean(&markup.source().replace(NOWHERE, "/")),
        };
        let content = without_nowhere(&article.content);
        let known = |target: Option<WebUrl>| target.filter(|target| !target.as_str().starts_with(NOWHERE));
        Self {
            title: article.title.clone(),
            byline: article.byline(),
            site: article.site.clone(),
            published: article.published,
            modified: article.modified,
            lang: article.language.clone(),
            description: article.description.clone(),
            standfirst: article.standfirst.clone(),
            image: known(article.lead_image.clone()),
            canonical_url: known(article.canonical.clone()),
            truncated: article.is_start,
            text: extract::plain_text(&content),
            html: content.source().to_owned(),
            document: parse_document(&without_nowhere(&article.to_markup()), base),
            authors: article.authors,
            url,
        }
    }
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
