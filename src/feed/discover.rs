//! Feeds that a web page names: in its head, in its links, and the usual addresses as guesses.
//! Reads tags, not a document tree, so depth and size of a page cost nothing. Called by `service`
//! when an address that should be a feed is a page.

use crate::domain::WebUrl;
use crate::text::SafeText;

use super::entity::unescape_plain;
use super::link::resolve;
use super::token::{Tag, Token, Tokens};
use super::value::local;

/// A feed address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovery {
    /// The address.
    pub url: WebUrl,
    /// What the page calls it.
    pub title: Option<SafeText>,
    /// The page itself says that this is a feed; otherwise it only looks like one.
    pub sure: bool,
}

/// Addresses found at most.
const MAX_FOUND: usize = 50;

/// Media types of feeds. Pages also announce oEmbed answers as JSON and as XML.
const FEED_TYPES: &[&str] = &[
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/x-rss+xml",
    "application/x-atom+xml",
    "text/rss+xml",
    "text/atom+xml",
    "application/rss",
    "application/atom",
];

/// Types that say feed only together with an address that does.
const LOOSE_TYPES: &[&str] = &["application/xml", "text/xml", "application/json"];

/// Where publishing programs put their feeds.
const USUAL_PATHS: &[&str] = &[
    "/feed",
    "/rss",
    "/feed.xml",
    "/rss.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/feeds/posts/default",
];

/// Words of an address that is probably a feed.
const FEED_WORDS: &[&str] = &["rss", "feed", "feeds", "atom", "rdf"];

/// The feeds of a page, the surest first: what its head announces, then links that look like
/// feeds, then the usual places.
#[must_use]
pub fn discover(page: &str, base: &WebUrl) -> Vec<Discovery> {
    let page = scan(page, base);
    let mut found: Vec<Discovery> = Vec::new();
    let guesses = USUAL_PATHS.iter().filter_map(|path| base.join(path));
    let guesses = guesses.map(|url| Discovery { url, title: None, sure: false });
    for discovery in page.announced.into_iter().chain(page.linked).chain(guesses) {
        let known = found.iter().any(|other| other.url == discovery.url) || discovery.url == *base;
        if !known && found.len() < MAX_FOUND {
            found.push(discovery);
        }
    }
    found
}

#[derive(Default)]
struct Page {
    announced: Vec<Discovery>,
    linked: Vec<Discovery>,
}

fn scan(page: &str, address: &WebUrl) -> Page {
    let mut found = Page::default();
    let mut base = address.clone();
    let mut tokens = Tokens::new(page);
    let mut open_link: Option<(WebUrl, String)> = None;
    while let Some(token) = tokens.next() {
        match token {
            Token::Start(tag) => match local(tag.name).to_ascii_lowercase().as_str() {
                "base" => base = address_in(tag, address).unwrap_or(base),
                "link" => found.announced.extend(announced(tag, &base)),
                "a" => {
                    finish_link(open_link.take(), &mut found.linked);
                    open_link = address_in(tag, &base).map(|url| (url, String::new()));
                }
                name @ ("script" | "style" | "textarea" | "template") => skip_raw(&mut tokens, name),
                _ => {}
            },
            Token::Text(text) | Token::Cdata(text) => {
                if let Some((_, words)) = &mut open_link
                    && words.len() < 200
                {
                    words.push_str(text);
                }
            }
            Token::End(name) if name.eq_ignore_ascii_case("a") => {
                finish_link(open_link.take(), &mut found.linked);
            }
            Token::End(_) => {}
        }
    }
    finish_link(open_link, &mut found.linked);
    found
}

fn address_in(tag: Tag<'_>, base: &WebUrl) -> Option<WebUrl> {
    let href = unescape_plain(tag.attributes.get("href")?);
    let href = href.trim();
    // `feed:https://…` and `feed://…` are how some pages wrote a link to a feed.
    let href = match href.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("//") => format!("http:{rest}"),
        Some(rest) => rest.to_owned(),
        None => href.to_owned(),
    };
    resolve(&href, Some(base))
}

/// `<link rel="alternate" type="application/rss+xml" …>`.
fn announced(tag: Tag<'_>, base: &WebUrl) -> Option<Discovery> {
    let rel = tag.attributes.get("rel")?.to_ascii_lowercase();
    let has = |word: &str| rel.split_ascii_whitespace().any(|rel| rel == word);
    let kind = tag.attributes.get("type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let url = address_in(tag, base)?;
    let is_feed = has("feed")
        || has("alternate")
            && (FEED_TYPES.contains(&kind) || LOOSE_TYPES.contains(&kind) && looks_like_feed(&url));
    let title = tag.attributes.get("title").map(unescape_plain);
    let title = title.map(|title| SafeText::folded(&title, 200)).filter(|title| !title.is_empty());
    is_feed.then_some(Discovery { url, title, sure: true })
}

fn finish_link(link: Option<(WebUrl, String)>, found: &mut Vec<Discovery>) {
    let Some((url, words)) = link else { return };
    if found.len() < MAX_FOUND && looks_like_feed(&url) {
        let title = SafeText::folded(&unescape_plain(&words), 200);
        found.push(Discovery { url, title: Some(title).filter(|title| !title.is_empty()), sure: false });
    }
}

/// True when a part of path or query is a word for feeds.
fn looks_like_feed(url: &WebUrl) -> bool {
    let url = url.url();
    let path = url.path().to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let is_page_file = [".html", ".htm", ".png", ".jpg", ".svg", ".pdf", ".css", ".js"];
    if is_page_file.iter().any(|end| last.ends_with(end)) {
        return false;
    }
    let mut parts =
        last.split(['.', '-', '_']).chain(url.query().into_iter().flat_map(|query| query.split(['&', '='])));
    let host_says_so =
        url.host_str().is_some_and(|host| host.starts_with("feeds.") || host.starts_with("rss."));
    host_says_so || parts.any(|part| FEED_WORDS.iter().any(|word| part.eq_ignore_ascii_case(word)))
}

/// Moves behind the raw text of an element, whose `<` are no tags.
fn skip_raw(tokens: &mut Tokens<'_>, name: &str) {
    let rest = tokens.rest();
    let end = rest
        .match_indices("</")
        .map(|(i, _)| i)
        .find(|i| rest.get(i + 2..i + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)));
    tokens.skip(end.unwrap_or(0));
}
