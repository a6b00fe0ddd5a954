//! What tidings knows about particular sites: shorthands, Google News, the starter catalogue, hosts to
//! be gentle with, the built-in demo edition. Pure: it builds addresses and mends parsed feeds, it
//! fetches nothing. Called by `service`.

mod address;
mod arxiv;
mod bing_news;
mod catalogue;
pub mod demo;
mod github;
pub mod google_news;
mod hacker_news;
mod identity;
mod kagi;
mod lobsters;
mod mastodon;
mod reddit;
mod tag_scan;
mod youtube;

use std::time::Duration;

use crate::domain::WebUrl;
use crate::feed::ParsedFeed;
use crate::net::HostRule;

pub use address::{SHORTHANDS, Shorthand, parse_address};
pub use catalogue::starter_packs;

/// What an address given by a person stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A feed or a page, as written (`https://` added where it was missing).
    Web(WebUrl),
    /// A shorthand: the feed it stands for.
    Shorthand(WebUrl),
}

impl Address {
    /// The address itself, whichever way it was given.
    #[must_use]
    pub fn url(&self) -> &WebUrl {
        match self {
            Self::Web(url) | Self::Shorthand(url) => url,
        }
    }
}

/// Why an address is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Error(pub String);

/// What shorthands need to know.
#[derive(Clone, Debug)]
pub struct Options {
    /// `google_news.base`.
    pub google_base: WebUrl,
    /// `google_news.locale`, `en-US`.
    pub locale: String,
}

/// Puts right what a site's feeds do in their own way (publisher out of the title, related coverage,
/// comments links, identities that stay). Doing it twice changes nothing more.
pub fn refine(feed: &mut ParsedFeed, url: &WebUrl, options: &Options) {
    if google_news::is_google_news(feed, url, &options.google_base) {
        google_news::refine(feed);
        return;
    }
    let host = url.host();
    if is_host(&host, "hnrss.org") || is_host(&host, "news.ycombinator.com") {
        hacker_news::refine(feed);
    } else if is_host(&host, "lobste.rs") {
        lobsters::refine(feed);
    } else if is_host(&host, "reddit.com") {
        reddit::refine(feed);
    } else if is_host(&host, "arxiv.org") {
        arxiv::refine(feed);
    } else if is_host(&host, "bing.com") {
        bing_news::refine(feed);
    }
}

/// The outlets of the demo edition are this program itself: nobody is spared by waiting.
#[must_use]
pub fn demo_host_rules() -> Vec<HostRule> {
    vec![HostRule { host: "example".to_owned(), at_once: 8, gap: Duration::ZERO }]
}

/// Hosts that ask for longer gaps than others (news facts, section 3); one request at a time each.
/// The host of `google_news.base` is treated like Google's own.
#[must_use]
pub fn host_rules(options: &Options) -> Vec<HostRule> {
    let known = [
        ("hnrss.org", 10),
        ("gdeltproject.org", 5),
        ("arxiv.org", 3),
        (google_news::HOST, 2),
        ("reddit.com", 6),
    ];
    let mut rules: Vec<HostRule> = known.iter().map(|(host, gap)| rule(host, *gap)).collect();
    let base = options.google_base.host();
    if rules.iter().all(|rule| rule.host != base) {
        rules.push(rule(&base, 2));
    }
    rules
}

fn rule(host: &str, seconds: u64) -> HostRule {
    HostRule { host: host.to_owned(), at_once: 1, gap: Duration::from_secs(seconds) }
}

/// True for `site` itself and for its subdomains.
fn is_host(host: &str, site: &str) -> bool {
    host.strip_suffix(site).is_some_and(|front| front.is_empty() || front.ends_with('.'))
}

/// An address that this program built from checked parts. It can only fail by being too long.
fn built(text: &str) -> Result<WebUrl, Error> {
    WebUrl::parse(text).ok_or_else(|| Error("the address would be too long; shorten it".to_owned()))
}

/// Encodes one value of a query string: space becomes `+`, everything but letters, digits and `*-._`
/// is percent-encoded as UTF-8.
fn encode(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

/// True when `text` is not empty and holds only ASCII letters, digits and characters of `others`.
fn is_plain(text: &str, others: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c))
}
