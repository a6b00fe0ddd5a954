//! The built-in demo edition: outlets under `.example` with feeds and pages, made from the templates and
//! articles in `assets/demo`, with dates moved so that the newest entry is 20 minutes old. It is
//! served by a transport of `net`; fetching, parsing and reading it go the ordinary way.

mod article;
mod google;
mod outlet;
mod outlets;
mod template;

use std::time::Duration;

use crate::domain::{Timestamp, WebUrl};
use outlet::Told;

/// The edition at one instant.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What the demo is subscribed to.
    pub feeds: Vec<DemoFeed>,
    /// Every address that answers; all others do not exist.
    pub pages: Vec<DemoPage>,
    /// What belongs together: the name of a story and the address of an article that tells it. No
    /// feed and no page says so.
    pub stories: Vec<(&'static str, WebUrl)>,
    /// Google's opaque ids and the addresses they stand for.
    pub google_links: Vec<(String, WebUrl)>,
}

/// A feed of the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFeed {
    /// Its address.
    pub url: WebUrl,
    /// Its title in the sources.
    pub title: &'static str,
    /// The path of its category.
    pub category: &'static str,
}

/// An address of the edition and what it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoPage {
    /// The address. One without a query answers whatever the query is.
    pub url: WebUrl,
    /// Status code.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// Other headers (`Location`).
    pub headers: Vec<(String, String)>,
    /// The body, not coded.
    pub body: Vec<u8>,
    /// The body for whoever has the first one, where its publisher edits it.
    pub edited: Option<Vec<u8>>,
}

/// How old the newest entry is.
pub const NEWEST: Duration = Duration::from_mins(20);

const MOVED: &str = include_str!("../../assets/demo/gull-head-weather.html");

const HTML: &str = "text/html; charset=utf-8";
const RSS: &str = "application/rss+xml; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";
const JSON: &str = "application/feed+json; charset=utf-8";

/// `google_news.base` of the demo.
#[must_use]
pub fn google_base() -> WebUrl {
    address(google::BASE)
}

/// Where the demo's Google is asked what its opaque ids stand for.
#[must_use]
pub fn google_batch_url() -> WebUrl {
    address(&format!("{}/_/DotsSplashUi/data/batchexecute", google::BASE))
}

/// What it answers to a form sent there.
#[must_use]
pub fn google_batch(google_links: &[(String, WebUrl)], form: &[u8]) -> Vec<u8> {
    google::batch(google_links, form)
}

/// The edition as it is at `now`; the same instant gives the same bytes.
#[must_use]
pub fn edition(now: Timestamp) -> Edition {
    let told = outlet::told(now);
    let mut feeds = vec![DemoFeed {
        url: address(&format!("{}/rss?hl=en-US&gl=US&ceid=US:en", google::BASE)),
        title: "Google News",
        category: "News",
    }];
    let mut pages = Vec::new();
    for outlet in outlets::ALL {
        if let (Some(feed), Some(url)) = (&outlet.feed, outlet.feed_url()) {
            feeds.push(DemoFeed { url: address(&url), title: outlet.name, category: feed.category });
        }
        pages.extend(outlet.pages(&told, now));
    }
    feeds.push(DemoFeed { url: address(outlets::FAILING), title: "Gull Head Weather", category: "Local" });
    let moved = page(outlets::FAILING, HTML, MOVED.to_owned());
    pages.push(DemoPage { status: 404, ..moved });
    pages.extend(google::pages(&told, now));
    pages.extend(outlets::FILES.iter().map(|(url, bytes)| file(url, bytes)));
    let stories = told.iter().filter(|told| !told.article.field("story").is_empty());
    let stories = stories.map(|told: &Told| (told.article.field("story"), address(&told.url))).collect();
    let links = google::links(&told).into_iter();
    Edition { feeds, pages, stories, google_links: links.map(|(id, url)| (id, address(&url))).collect() }
}

fn page(url: &str, content_type: &'static str, body: String) -> DemoPage {
    let (url, headers) = (address(url), Vec::new());
    DemoPage { url, status: 200, content_type, headers, body: body.into_bytes(), edited: None }
}

fn file(url: &str, bytes: &[u8]) -> DemoPage {
    let content_type = match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'R', b'I', b'F', b'F', ..] => "audio/wav",
        _ => "image/jpeg",
    };
    DemoPage { body: bytes.to_vec(), ..page(url, content_type, String::new()) }
}

fn address(url: &str) -> WebUrl {
    WebUrl::parse(url).expect("the edition's own addresses are web addresses; a test builds them all")
}
