//! What tidings knows about particular sites: shorthands, Google News, hosts to be gentle with. Pure.

use crate::domain::WebUrl;
use crate::feed::ParsedFeed;
use crate::net::HostRule;

/// What an address given by a person stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A feed or a page, as written (`https://` added where it was missing).
    Web(WebUrl),
    /// A shorthand: the feed it stands for.
    Shorthand(WebUrl),
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

/// Reads an address or a shorthand (`google-news:topic/technology?locale=de-DE`, `hn:front` …).
pub fn parse_address(_text: &str, _options: &Options) -> Result<Address, Error> {
    todo!()
}

/// Puts right what a site's feeds do in their own way (publisher out of the title, related coverage,
/// comments links, identities that stay).
pub fn refine(_feed: &mut ParsedFeed, _url: &WebUrl, _options: &Options) {
    todo!()
}

/// Hosts with limits of their own.
#[must_use]
pub fn host_rules(_options: &Options) -> Vec<HostRule> {
    todo!()
}
