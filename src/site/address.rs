//! What a person typed → an [`Address`]: full addresses, `feed:` links, bare hosts, shorthands. The
//! shorthands themselves are built by the file of their site.

use super::{
    Address, Error, Options, arxiv, bing_news, github, google_news, hacker_news, kagi, lobsters, mastodon,
    reddit, youtube,
};
use crate::domain::WebUrl;
use crate::text::SafeText;

/// A name before a colon that stands for a site.
#[derive(Clone, Copy, Debug)]
pub struct Shorthand {
    /// What stands before the colon.
    pub name: &'static str,
    /// The forms it takes, for help and messages.
    pub forms: &'static str,
    build: fn(&str, &Options) -> Result<Address, Error>,
}

/// All shorthands, in the order in which help lists them.
pub const SHORTHANDS: &[Shorthand] = &[
    Shorthand { name: "google-news", forms: google_news::FORMS, build: google_news::shorthand },
    Shorthand { name: "hn", forms: hacker_news::FORMS, build: hacker_news::shorthand },
    Shorthand { name: "lobsters", forms: lobsters::FORMS, build: lobsters::shorthand },
    Shorthand { name: "reddit", forms: reddit::FORMS, build: reddit::shorthand },
    Shorthand { name: "youtube", forms: youtube::FORMS, build: youtube::shorthand },
    Shorthand { name: "github", forms: github::FORMS, build: github::shorthand },
    Shorthand { name: "arxiv", forms: arxiv::FORMS, build: arxiv::shorthand },
    Shorthand { name: "kagi", forms: kagi::FORMS, build: kagi::shorthand },
    Shorthand { name: "mastodon", forms: mastodon::FORMS, build: mastodon::shorthand },
    Shorthand { name: "bing-news", forms: bing_news::FORMS, build: bing_news::shorthand },
];

/// Reads an address or a shorthand (`google-news:topic/technology?locale=de-DE`, `hn:front` …).
///
/// Bare hosts get `https://`, this machine's own names `http://`, because no certificate exists for
/// them. Pages whose feed has a known address (Google News, channels of `YouTube`) become that feed.
pub fn parse_address(text: &str, options: &Options) -> Result<Address, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error("no address given: name a feed, a page or a shorthand".to_owned()));
    }
    if let Some(rest) = strip_scheme(text, "feed") {
        return parse_feed_link(rest, options);
    }
    if strip_scheme(text, "http").or_else(|| strip_scheme(text, "https")).is_some() {
        let url = WebUrl::parse(text).ok_or_else(|| not_an_address(text))?;
        return Ok(known_page(url, options));
    }
    if text.starts_with('@') {
        return mastodon::shorthand(text, options);
    }
    if let Some((name, rest)) = split_shorthand(text) {
        let found = SHORTHANDS.iter().find(|s| s.name.eq_ignore_ascii_case(name));
        return match found {
            Some(shorthand) => (shorthand.build)(rest.trim(), options),
            None => Err(unknown_shorthand(name)),
        };
    }
    parse_bare(text).map(|url| known_page(url, options)).ok_or_else(|| not_an_address(text))
}

/// `feed://host/x`, `feed:host/x` and `feed:https://host/x`.
fn parse_feed_link(rest: &str, options: &Options) -> Result<Address, Error> {
    let rest = rest.trim_start_matches('/');
    let is_whole = strip_scheme(rest, "http").or_else(|| strip_scheme(rest, "https")).is_some();
    let url = if is_whole { WebUrl::parse(rest) } else { parse_bare(rest) };
    url.map(|url| known_page(url, options)).ok_or_else(|| not_an_address(rest))
}

fn known_page(url: WebUrl, options: &Options) -> Address {
    let feed = google_news::feed_of_page(&url, options).or_else(|| youtube::feed_of_page(&url));
    feed.map_or(Address::Web(url), Address::Shorthand)
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (front, rest) = text.split_once(':')?;
    front.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// The name before the colon and what follows; `None` where the colon belongs to a host and its port
/// (`localhost:8080/x`, `lwn.net:80`) or to something after the host.
fn split_shorthand(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once(':')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '+' || c == '_');
    let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let is_known = SHORTHANDS.iter().any(|s| s.name.eq_ignore_ascii_case(name));
    let is_port =
        !is_known && !port.is_empty() && matches!(rest[port.len()..].chars().next(), None | Some('/'));
    (is_name && !is_port).then_some((name, rest))
}

/// A host without a scheme: it must look like one, so that a stray word is no address.
fn parse_bare(text: &str) -> Option<WebUrl> {
    let authority = text.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.is_empty() || authority.contains('@') || text.contains(char::is_whitespace) {
        return None;
    }
    let https = WebUrl::parse(&format!("https://{text}"))?;
    let host = https.host();
    if is_own_machine(&host) {
        return WebUrl::parse(&format!("http://{text}"));
    }
    let is_dotted = host.trim_end_matches('.').contains('.') || host.starts_with('[');
    (is_dotted && authority.contains(['.', '[', '。'])).then_some(https)
}

/// Loopback in the forms the parser leaves them in.
fn is_own_machine(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]"
}

fn not_an_address(text: &str) -> Error {
    let shown = SafeText::folded(text, 80);
    Error(format!("“{shown}” is no web address and no shorthand; write one like lwn.net or hn:front"))
}

fn unknown_shorthand(name: &str) -> Error {
    let shown = SafeText::folded(name, 40);
    let known: Vec<String> = SHORTHANDS.iter().map(|s| format!("{}:", s.name)).collect();
    Error(format!(
        "“{shown}:” is not known; addresses start with http: or https:, shorthands with {}",
        known.join(" ")
    ))
}

/// The message of a shorthand whose rest makes no sense.
pub(super) fn wrong_form(given: &str, forms: &str) -> Error {
    let shown = SafeText::folded(given, 60);
    Error(format!("“{shown}” cannot be read; write {forms}"))
}
