//! The built-in demo edition: outlets under `.example` with feeds and pages, made from the templates and
//! articles in `assets/demo`, with dates moved so that the newest entry is 20 minutes old. It is
//! served by a transport of `net`; fetching, parsing and reading it go the ordinary way.

mod article;
mod outlet;
mod template;

use crate::domain::{Timestamp, WebUrl};
use crate::site::google_news::{ArticleId, decode_article_id};

/// The edition at one instant.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What the demo is subscribed to.
    pub feeds: Vec<DemoFeed>,
    /// Every address that answers; all others do not exist.
    pub pages: Vec<DemoPage>,
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
}

const GOOGLE: &str = "https://news.google.example";
const TECHNOLOGY: &str = include_str!("../../assets/demo/google-news/technology.xml");
const CONSENT: &str = include_str!("../../assets/demo/google-news/consent.html");
const INTERSTITIAL: &str = include_str!("../../assets/demo/google-news/article.html");
const LOGIN_WALL: &str = include_str!("../../assets/demo/daily-lantern-wall.html");

const HTML: &str = "text/html; charset=utf-8";
const RSS: &str = "application/rss+xml; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";

/// `google_news.base` of the demo.
#[must_use]
pub fn google_base() -> WebUrl {
    address(GOOGLE)
}

/// The edition as it is at `now`; the same instant gives the same bytes.
#[must_use]
pub fn edition(now: Timestamp) -> Edition {
    let mut feeds = Vec::new();
    let mut pages = Vec::new();
    for outlet in outlet::ALL {
        if let Some(feed) = &outlet.feed {
            feeds.push(DemoFeed { url: address(feed.url), title: outlet.name, category: feed.category });
        }
        pages.extend(outlet.pages(now));
    }
    feeds.push(DemoFeed {
        url: address(&format!("{GOOGLE}/rss/headlines/section/topic/TECHNOLOGY?hl=en-US&gl=US&ceid=US:en")),
        title: "Google News: Technology",
        category: "Technology",
    });
    pages.extend(google_pages(now));
    pages.push(page("https://dailylantern.example/markets/heron-lease-clause", HTML, LOGIN_WALL.to_owned()));
    Edition { feeds, pages }
}

/// Google's feeds, and what its links with new ids lead to: the first to the question for consent, the
/// others to the page that goes on by script.
fn google_pages(now: Timestamp) -> Vec<DemoPage> {
    let technology = template::fill(TECHNOLOGY, &[], now);
    let top = technology.replacen("Technology - Latest", "Top stories", 1);
    let mut pages = vec![page("https://consent.google.example/m", HTML, CONSENT.to_owned())];
    for (place, id) in new_ids(&technology).into_iter().enumerate() {
        let link = format!("{GOOGLE}/rss/articles/{id}");
        let mut interstitial = page(&link, HTML, template::fill(INTERSTITIAL, &[("id", id)], now));
        if place == 0 {
            let target: String = url::form_urlencoded::byte_serialize(link.as_bytes()).collect();
            let location = format!("https://consent.google.example/m?continue={target}&hl=en-US");
            interstitial.status = 302;
            interstitial.headers = vec![("Location".to_owned(), location)];
            interstitial.body = Vec::new();
        }
        pages.push(interstitial);
    }
    pages.push(page(&format!("{GOOGLE}/rss"), RSS, top));
    pages.push(page(&format!("{GOOGLE}/rss/headlines/section/topic/TECHNOLOGY"), RSS, technology));
    pages
}

/// The opaque article ids of a feed, each once, in order.
fn new_ids(feed: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (_, rest) in feed.match_indices("/rss/articles/").map(|(at, mark)| feed.split_at(at + mark.len())) {
        let end =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
        let id = &rest[..end];
        if !found.contains(&id) && decode_article_id(id) == ArticleId::New {
            found.push(id);
        }
    }
    found
}

fn page(url: &str, content_type: &'static str, body: String) -> DemoPage {
    DemoPage { url: address(url), status: 200, content_type, headers: Vec::new(), body: body.into_bytes() }
}

fn address(url: &str) -> WebUrl {
    WebUrl::parse(url).expect("the edition's own addresses are web addresses; a test builds them all")
}
