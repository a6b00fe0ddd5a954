//! What a page says of its article outside the text: JSON-LD first, then `og:` and other `<meta>`, then
//! the elements themselves. Pure; read before anything is taken out of the page.

use std::collections::HashMap;

use dom_query::Document;
use serde_json::Value;

use super::dates;
use super::json_ld;
use crate::domain::{Timestamp, WebUrl};
use crate::text::html::visible_text;
use crate::text::{Markup, SafeText};

/// Longest headline, in characters (security promises, section 3).
const MAX_TITLE: usize = 1000;
/// Longest byline and other facts, in characters.
const MAX_FACT: usize = 300;
/// Longest description.
const MAX_DESCRIPTION: usize = 2000;
/// Authors that are kept.
const MOST_AUTHORS: usize = 12;

/// What a page says of its article.
#[derive(Default)]
pub struct Metadata {
    /// Headline.
    pub title: Option<SafeText>,
    /// What the article is about, in one or two sentences.
    pub description: Option<SafeText>,
    /// Who wrote it.
    pub authors: Vec<SafeText>,
    /// Name of the site.
    pub site: Option<SafeText>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// When it was changed.
    pub modified: Option<Timestamp>,
    /// The picture that stands for it.
    pub lead_image: Option<WebUrl>,
    /// Language tag.
    pub language: Option<SafeText>,
    /// The address under which the page wants to be known.
    pub canonical: Option<WebUrl>,
    /// The text, as the page gives it to machines.
    pub body: Option<String>,
    /// The page says that not everybody may read all of it.
    pub is_paid: bool,
}

impl Metadata {
    /// Reads the facts of a page that came from `url`.
    pub fn of(document: &Document, url: &WebUrl) -> Self {
        let described = described(document);
        let named = Named::of(document);
        let mut found = Self {
            title: described_text(&described["headline"], MAX_TITLE)
                .or_else(|| named.text(TITLES, MAX_TITLE)),
            description: named
                .text(DESCRIPTIONS, MAX_DESCRIPTION)
                .or_else(|| described_text(&described["description"], MAX_DESCRIPTION)),
            authors: authors(&described, &named),
            site: named.text(SITES, MAX_FACT).or_else(|| described_text(&described["publisher"], MAX_FACT)),
            published: json_ld::text(&described["datePublished"])
                .and_then(dates::read)
                .or_else(|| named.date(PUBLISHED)),
            modified: json_ld::text(&described["dateModified"])
                .and_then(dates::read)
                .or_else(|| named.date(MODIFIED)),
            lead_image: None,
            language: language(document, &described, &named),
            canonical: canonical(document, &named, url),
            body: json_ld::text(&described["articleBody"]).map(str::to_owned),
            is_paid: is_paid(&described, &named),
        };
        let image = named.value(IMAGES).or_else(|| json_ld::address(&described["image"]));
        found.lead_image = image.and_then(|image| url.join(image));
        found.published = found.published.or_else(|| marked_date(document));
        found
    }
}

const TITLES: &[&str] = &["og:title", "twitter:title", "dc.title", "parsely-title"];
const DESCRIPTIONS: &[&str] = &["og:description", "description", "twitter:description", "dc.description"];
const SITES: &[&str] = &["og:site_name", "application-name"];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "pubdate",
    "publishdate",
    "publish-date",
    "article.published",
    "date",
    "dc.date",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
    "article.updated",
];
const IMAGES: &[&str] =
    &["og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
];

/// `<meta>` by name, the first of each.
struct Named(HashMap<String, String>);

impl Named {
    fn of(document: &Document) -> Self {
        let mut values = HashMap::new();
        for meta in document.select("meta[content]").nodes() {
            let key = ["property", "name", "itemprop"].iter().find_map(|name| meta.attr(name));
            let (Some(key), Some(value)) = (key, meta.attr("content")) else { continue };
            if key.len() < 64 && !value.trim().is_empty() {
                values.entry(key.to_ascii_lowercase()).or_insert_with(|| value.trim().to_owned());
            }
        }
        Self(values)
    }

    fn value(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.0.get(*key)).map(String::as_str)
    }

    fn text(&self, keys: &[&str], longest: usize) -> Option<SafeText> {
        fact(self.value(keys)?, longest)
    }

    fn date(&self, keys: &[&str]) -> Option<Timestamp> {
        keys.iter().filter_map(|key| self.0.get(*key)).find_map(|value| dates::read(value))
    }
}

fn described(document: &Document) -> Value {
    let scripts = document.select(r#"script[type*="ld+json"]"#);
    let found = scripts.nodes().iter().find_map(|script| json_ld::find_article(&script.text()));
    found.unwrap_or(Value::Null)
}

/// A text of the description; it is often written as HTML.
fn described_text(value: &Value, longest: usize) -> Option<SafeText> {
    let text = json_ld::text(value)?;
    if text.contains(['&', '<']) {
        fact(&visible_text(&Markup::clean(text)), longest)
    } else {
        fact(text, longest)
    }
}

fn fact(text: &str, longest: usize) -> Option<SafeText> {
    let text = SafeText::folded(text, longest);
    (!text.is_empty()).then_some(text)
}

fn authors(described: &Value, named: &Named) -> Vec<SafeText> {
    let mut written: Vec<&str> = json_ld::names(&described["author"]);
    if written.is_empty() {
        written.extend(named.value(AUTHORS));
    }
    let mut authors: Vec<SafeText> = Vec::new();
    for name in written.into_iter().flat_map(single_names) {
        let Some(name) = author(name) else { continue };
        if authors.len() < MOST_AUTHORS && !authors.contains(&name) {
            authors.push(name);
        }
    }
    authors
}

/// `By A. Writer and B. Reader` to the two names; what has no capital letter after the sign is one name.
fn single_names(text: &str) -> Vec<&str> {
    let is_many = text.contains(" and ") || text.matches(',').count() > 0;
    let parts: Vec<&str> = text.split(',').flat_map(|part| part.split(" and ")).map(str::trim).collect();
    let are_names = parts.iter().all(|part| (2..=4).contains(&part.split_whitespace().count()));
    if is_many && are_names { parts } else { vec![text] }
}

/// A name, unless it is an address or a number, which many pages give in its place.
pub fn author(text: &str) -> Option<SafeText> {
    let text = text.trim();
    let start = text.get(..3).filter(|start| start.eq_ignore_ascii_case("by "));
    let text = if start.is_some() { text[3..].trim() } else { text };
    let is_name =
        !text.contains("://") && !text.starts_with(['@', '/']) && text.chars().any(char::is_alphabetic);
    if is_name { fact(text, MAX_FACT) } else { None }
}

fn language(document: &Document, described: &Value, named: &Named) -> Option<SafeText> {
    let attribute = document.select_single("html").attr("lang").map(|lang| lang.to_string());
    let found = attribute
        .filter(|lang| is_tag(lang))
        .or_else(|| json_ld::text(&described["inLanguage"]).filter(|lang| is_tag(lang)).map(str::to_owned))
        .or_else(|| named.value(&["og:locale", "content-language", "language"]).map(str::to_owned))?;
    is_tag(&found).then(|| SafeText::folded(&found.replace('_', "-"), MAX_FACT))
}

fn is_tag(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    parts
        .next()
        .is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The address that a page gives itself, if it is a whole one.
pub fn own_address(document: &Document) -> Option<WebUrl> {
    let canonical = document.select_single(r#"link[rel="canonical"]"#).attr("href");
    let shared = document.select_single(r#"meta[property="og:url"]"#).attr("content");
    [canonical, shared].into_iter().flatten().find_map(|text| WebUrl::parse(&text))
}

fn canonical(document: &Document, named: &Named, url: &WebUrl) -> Option<WebUrl> {
    let link = document.select_single(r#"link[rel="canonical"]"#).attr("href");
    let link = link.as_deref().or_else(|| named.value(&["og:url"]))?;
    url.join(link)
}

fn marked_date(document: &Document) -> Option<Timestamp> {
    let marked = document.select(
        r#"time[itemprop="datePublished"], time[pubdate], [itemprop="datePublished"], time[datetime]"#,
    );
    let marked = marked.nodes().iter().take(3);
    marked
        .filter_map(|node| node.attr("datetime").or_else(|| node.attr("content")))
        .find_map(|text| dates::read(&text))
}

fn is_paid(described: &Value, named: &Named) -> bool {
    let free = &described["isAccessibleForFree"];
    free.as_bool() == Some(false)
        || free.as_str().is_some_and(|word| word.eq_ignore_ascii_case("false"))
        || named.value(&["article:content_tier"]).is_some_and(|tier| matches!(tier, "locked" | "metered"))
}
