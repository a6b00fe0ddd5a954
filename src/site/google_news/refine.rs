//! What becomes of the items of a Google News feed (rules 1.3 of the news facts).
//!
//! Identity. Google gives the same story new ids over time and in other editions, re-cases its
//! headline, and moves it between feeds. What stays is the headline's words, the outlet and the day of
//! publication: that is the key. The guid, which the generic parser made the key of, becomes an alias,
//! and so does the same triple with the outlet's name in place of its domain, for items that come once
//! with and once without `<source url>`. The day is part of the key because columns repeat their
//! headline ("Morning briefing"); for the same reason the days before and after are no aliases, and an
//! item without a date keeps its guid as identity: two entries too many are better than one lost.
//! An outlet that words its headline anew gives a new key, but is known by the guid if that stayed.

use std::collections::HashSet;

use super::article_id::{article_id_of, publisher_address};
use super::coverage::{Coverage, Pair, parse_coverage};
use crate::domain::{Related, WebUrl};
use crate::feed::{ParsedEntry, ParsedFeed};
use crate::site::identity::{folded, key, normalised, rekey};
use crate::text::SafeText;

/// Longest headline and outlet kept, in characters.
const MAX_LINE: usize = 1000;

/// What stands for an outlet that is named nowhere.
const NO_OUTLET: &str = "Google News";

pub(in crate::site) fn refine(feed: &mut ParsedFeed) {
    let mut seen = HashSet::new();
    feed.entries.retain_mut(|entry| {
        let is_story_key = refine_entry(entry);
        !is_story_key || seen.insert(entry.key)
    });
}

/// True when the entry's key is now that of its story.
fn refine_entry(entry: &mut ParsedEntry) -> bool {
    let description = entry.content.take().or(entry.summary.take());
    entry.summary = None;
    entry.headline_only = true;
    let coverage = description.map(|markup| parse_coverage(markup.source())).unwrap_or_default();
    let title =
        entry.title.as_ref().map(|title| SafeText::folded(title.as_str(), MAX_LINE)).unwrap_or_default();

    let publisher = publisher_of(entry, &title, &coverage);
    let title = without_publisher(&title, &publisher);
    let related = related_of(entry, &title, &publisher, &coverage);
    if !related.is_empty() {
        entry.related = related;
    }
    let is_story_key = identify(entry, &title, &publisher);
    entry.title = (!title.is_empty()).then_some(title);
    entry.publisher = Some(publisher);
    if let Some(original) = entry.link.as_ref().and_then(publisher_address) {
        entry.link = Some(original);
    }
    is_story_key
}

/// `<source>`, else the outlet in the description, else what follows the last ` - ` of the title.
fn publisher_of(entry: &ParsedEntry, title: &SafeText, coverage: &Coverage) -> SafeText {
    let source = entry.publisher.as_ref().map(|name| SafeText::folded(name.as_str(), MAX_LINE));
    let in_description = || {
        let own = entry.link.as_ref().and_then(article_id_of);
        let same = coverage.pairs.iter().find(|pair| own.is_some() && id_of(pair) == own);
        let name = same.or(coverage.pairs.first())?.publisher.as_deref()?;
        Some(SafeText::folded(name, MAX_LINE))
    };
    let in_title = || title.as_str().rsplit_once(" - ").map(|(_, tail)| SafeText::new(tail));
    source
        .filter(|name| !name.is_empty())
        .or_else(|| in_description().filter(|name| !name.is_empty()))
        .or_else(|| in_title().filter(|name| !name.is_empty()))
        .unwrap_or_else(|| SafeText::new(NO_OUTLET))
}

/// The title without ` - {publisher}`, if that is exactly its tail. Both may hold ` - ` themselves, so
/// every dash is tried and none is cut at blindly.
fn without_publisher(title: &SafeText, publisher: &SafeText) -> SafeText {
    let wanted = folded(publisher.as_str());
    let text = title.as_str();
    let cut =
        text.match_indices(" - ").find(|(position, dash)| folded(&text[position + dash.len()..]) == wanted);
    match cut {
        Some((position, _)) if !text[..position].trim().is_empty() => SafeText::new(&text[..position]),
        _ => title.clone(),
    }
}

/// The other tellings: list items but the entry itself, each once.
fn related_of(
    entry: &ParsedEntry,
    title: &SafeText,
    publisher: &SafeText,
    coverage: &Coverage,
) -> Vec<Related> {
    if !coverage.is_list {
        return Vec::new();
    }
    let told = |title: &str, publisher: &str| (normalised(title), folded(publisher));
    let mut seen_ids: HashSet<String> = entry.link.as_ref().and_then(article_id_of).into_iter().collect();
    let mut seen = HashSet::from([told(title.as_str(), publisher.as_str())]);
    let mut related = Vec::new();
    for pair in &coverage.pairs {
        let Some(id) = id_of(pair) else { continue };
        let Some(url) = WebUrl::parse(&pair.href) else { continue };
        let outlet = pair.publisher.as_deref().map(|name| SafeText::folded(name, MAX_LINE));
        let outlet = outlet.filter(|name| !name.is_empty());
        let headline = SafeText::folded(&pair.title, MAX_LINE);
        let headline =
            outlet.as_ref().map_or_else(|| headline.clone(), |name| without_publisher(&headline, name));
        let is_new = seen.insert(told(headline.as_str(), outlet.as_ref().map_or("", SafeText::as_str)));
        if seen_ids.insert(id) && is_new && !headline.is_empty() {
            let url = publisher_address(&url).unwrap_or(url);
            related.push(Related { title: headline, publisher: outlet, url: SafeText::new(url.as_str()) });
        }
    }
    related
}

/// The article id of a pair; `None` for links to other pages ("Full coverage").
fn id_of(pair: &Pair) -> Option<String> {
    article_id_of(&WebUrl::parse(&pair.href)?)
}

fn identify(entry: &mut ParsedEntry, title: &SafeText, publisher: &SafeText) -> bool {
    // Changes when the headline's letters or the outlet do; the list of others grows all the time.
    entry.content_hash = key("google-news text", &[title.as_str(), publisher.as_str()]);
    let words = normalised(title.as_str());
    let Some(at) = entry.published.or(entry.updated) else { return false };
    if words.is_empty() {
        return false;
    }
    let day = at.strftime("%Y-%m-%d").to_string();
    let name = normalised(publisher.as_str());
    let by_name = key("google-news name", &[&words, &name, &day]);
    match entry.publisher_url.as_ref().map(domain_of).filter(|domain| !domain.is_empty()) {
        Some(domain) => rekey(entry, key("google-news domain", &[&words, &domain, &day]), &[by_name]),
        None => rekey(entry, by_name, &[]),
    }
    true
}

/// The outlet's host without the prefixes that mean the same site.
fn domain_of(url: &WebUrl) -> String {
    let host = url.host();
    ["www.", "m.", "amp."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(&host).to_owned()
}
