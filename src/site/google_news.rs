//! Google News: addresses of its feeds, and what its feeds mean. The forms are those of news facts 1.1;
//! nothing here touches the network. Used by the shorthands and by [`refine`](super::refine).

mod article_id;
mod coverage;
mod edition;
pub mod exchange;
mod locale;
mod refine;

use super::address::wrong_form;
use super::{Address, Error, Options, built, encode, is_host};
use crate::domain::WebUrl;
use crate::feed::ParsedFeed;

pub use article_id::{ArticleId, article_id_of, decode_article_id, publisher_address};
pub use edition::{EDITIONS, default_locale, pack};
pub use locale::Locale;
pub(super) use refine::refine;

/// Google's own host; `google_news.base` may name another one.
pub const HOST: &str = "news.google.com";

pub(super) const FORMS: &str = "google-news:top, google-news:topic/technology, google-news:search/WORDS, \
     google-news:geo/PLACE, each with ?locale=de-DE";

/// What a Google News feed is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Section {
    /// Top stories.
    Top,
    /// One of the eight sections, which exist in every edition.
    Topic(Topic),
    /// A place (`Berlin`).
    Geo(String),
    /// A search, operators included (`site:`, `when:7d`, `"phrase"`).
    Search(String),
    /// A topic by its id. The id bakes in language and country, so use it only where one was given.
    TopicId {
        /// `CAAq…`.
        id: String,
        /// Sub-section of the topic.
        section: Option<String>,
    },
}

/// The sections of every edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The world.
    World,
    /// The country of the edition.
    Nation,
    /// Business.
    Business,
    /// Technology.
    Technology,
    /// Entertainment.
    Entertainment,
    /// Sports.
    Sports,
    /// Science.
    Science,
    /// Health.
    Health,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::World,
        Self::Nation,
        Self::Business,
        Self::Technology,
        Self::Entertainment,
        Self::Sports,
        Self::Science,
        Self::Health,
    ];

    /// The name in addresses, in capitals.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::World => "WORLD",
            Self::Nation => "NATION",
            Self::Business => "BUSINESS",
            Self::Technology => "TECHNOLOGY",
            Self::Entertainment => "ENTERTAINMENT",
            Self::Sports => "SPORTS",
            Self::Science => "SCIENCE",
            Self::Health => "HEALTH",
        }
    }

    /// Reads a name in any case.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name().eq_ignore_ascii_case(name.trim()))
    }
}

impl Section {
    /// The feed of this section in an edition, on `base`.
    pub fn feed_url(&self, locale: &Locale, base: &WebUrl) -> Result<WebUrl, Error> {
        let mut url = base.url();
        url.set_query(None);
        url.set_fragment(None);
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push("rss");
            match self {
                Self::Top => {}
                Self::Topic(topic) => {
                    path.extend(["headlines", "section", "topic", topic.name()]);
                }
                Self::Geo(place) => {
                    path.extend(["headlines", "section", "geo", place]);
                }
                Self::Search(_) => {
                    path.push("search");
                }
                Self::TopicId { id, section } => {
                    path.extend(["topics", id]);
                    if let Some(section) = section {
                        path.extend(["sections", section]);
                    }
                }
            }
        }
        let query = match self {
            Self::Search(words) => format!("q={}&{}", encode(words), locale.query()),
            _ => locale.query(),
        };
        url.set_query(Some(&query));
        built(url.as_str())
    }

    /// Reads `top`, `topic/technology`, `topic/CAAq…`, `geo/Berlin`, `search/two words`.
    fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once('/').unwrap_or((text, ""));
        let rest = rest.trim();
        match (kind.trim().to_ascii_lowercase().as_str(), rest) {
            ("" | "top" | "home", "") => Some(Self::Top),
            ("topic" | "topics", id) if id.starts_with("CAA") => {
                let mut parts = id.split('/');
                let id = parts.next()?.to_owned();
                let section = parts.find(|part| *part != "sections" && !part.is_empty()).map(str::to_owned);
                Some(Self::TopicId { id, section })
            }
            ("topic" | "topics", name) => Topic::parse(name).map(Self::Topic),
            ("search" | "geo", "" | "." | "..") => None,
            ("geo", place) => Some(Self::Geo(place.to_owned())),
            ("search", words) => Some(Self::Search(words.to_owned())),
            _ => None,
        }
    }
}

pub(super) fn shorthand(rest: &str, options: &Options) -> Result<Address, Error> {
    let (rest, locale) = split_locale(rest);
    let locale = Locale::parse(locale.unwrap_or(&options.locale))?;
    let section = Section::parse(rest).ok_or_else(|| match rest.split_once('/') {
        Some((kind, name)) if kind.eq_ignore_ascii_case("topic") => {
            let names: Vec<String> = Topic::ALL.iter().map(|t| t.name().to_ascii_lowercase()).collect();
            wrong_form(name, &format!("one of the topics {}", names.join(", ")))
        }
        _ => wrong_form(rest, FORMS),
    })?;
    section.feed_url(&locale, &options.google_base).map(Address::Shorthand)
}

/// Takes `?locale=de-DE` off the end; any other question mark belongs to the words.
pub(super) fn split_locale(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once("?locale=") {
        Some((front, locale)) => (front.trim_end(), Some(locale.trim())),
        None => (text, None),
    }
}

/// The feed behind a page of Google News (`/home`, `/topics/X`, `/search?q=…`, `/headlines/section/…`,
/// `/publications/X`), with the edition completed where the address names none. `None` for feeds
/// themselves, for articles, and for other hosts.
pub(super) fn feed_of_page(page: &WebUrl, options: &Options) -> Option<WebUrl> {
    let mut url = page.url();
    let base = options.google_base.url();
    if !is_google_host(&url, &base) {
        return None;
    }
    let prefix = if url.origin() == base.origin() { base.path().trim_end_matches('/') } else { "" };
    let path = url.path().strip_prefix(prefix)?.trim_end_matches('/').to_owned();
    let target = match path.as_str() {
        "" | "/home" | "/topstories" => String::new(),
        "/search" => path,
        p if ["/topics/", "/headlines/section/", "/publications/"].iter().any(|f| p.starts_with(f)) => path,
        _ => return None,
    };
    let new_path = format!("{prefix}/rss{target}");
    url.set_path(&new_path);
    let query = with_edition(&url, options);
    url.set_query(Some(&query));
    url.set_fragment(None);
    WebUrl::from_url(&url)
}

/// The query of a page with `hl`, `gl` and `ceid`, which must agree or the feed is odd or empty.
fn with_edition(url: &url::Url, options: &Options) -> String {
    let value = |name: &str| url.query_pairs().find(|(n, _)| n == name).map(|(_, value)| value.into_owned());
    let given = match (value("hl"), value("gl"), value("ceid")) {
        (Some(hl), Some(gl), Some(ceid)) => Some(Locale::exact(&hl, &gl, &ceid)),
        (Some(hl), Some(gl), None) => {
            let language = hl.split('-').next().unwrap_or_default();
            Locale::parse(&format!("{language}-{gl}")).ok()
        }
        (Some(hl), None, None) => Locale::parse(&hl).ok(),
        _ => None,
    };
    let edition = given.or_else(|| Locale::parse(&options.locale).ok()).unwrap_or_default();
    match value("q") {
        Some(words) => format!("q={}&{}", encode(&words), edition.query()),
        None => edition.query(),
    }
}

fn is_google_host(url: &url::Url, base: &url::Url) -> bool {
    url.host_str().is_some_and(|host| is_host(host, HOST)) || url.origin() == base.origin()
}

/// True for a feed of Google News: by its generator (`NFE/5.0`), else by its host, Google's own or that
/// of `base`, if its links look like Google's (another feed may live on the host of a test server).
#[must_use]
pub fn is_google_news(feed: &ParsedFeed, url: &WebUrl, base: &WebUrl) -> bool {
    if feed.generator.as_ref().is_some_and(|generator| generator.as_str().starts_with("NFE/")) {
        return true;
    }
    let (url, base) = (url.url(), base.url());
    let is_googles_own = url.host_str().is_some_and(|host| is_host(host, HOST));
    let may_be = is_googles_own || (feed.generator.is_none() && url.origin() == base.origin());
    let is_article = |link: &WebUrl| {
        let target = link.url();
        let is_known_path = is_googles_own || target.path().contains("/rss/");
        is_known_path && is_google_host(&target, &base) && article_id_of(link).is_some()
    };
    may_be && feed.entries.iter().all(|entry| entry.link.as_ref().is_none_or(is_article))
}

#[cfg(test)]
mod tests;
