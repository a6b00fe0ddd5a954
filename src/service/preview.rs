//! What an address holds, before anything is subscribed to: fetched like a subscription, stored
//! nowhere. The subscribe dialogue of the reader calls it; dropping the future stops it.

use std::collections::HashMap;

use super::incoming::{kept_text, shown_title};
use super::lookup::{Found, find_feed, parse_address};
use super::{Error, Services};
use crate::domain::{Completeness, FeedContent, FeedId, FeedPreview, Preview, WebUrl};
use crate::feed::{Discovery, ParsedEntry, ParsedFeed};
use crate::text::SafeText;

/// Entries that are shown.
const SHOWN: usize = 5;

/// Entries that tell how complete the feed's texts are.
const SAMPLED: usize = 20;

/// Characters of a description.
const MAX_DESCRIPTION: usize = 300;

/// Looks at what a person typed or pasted: a feed, a page, a bare host, a shorthand. Of a page that
/// announces several feeds the first that answers is fetched, the others are named.
pub async fn preview(services: &Services, address: &str) -> Result<Preview, Error> {
    let url = parse_address(services, address)?;
    let found = find_feed(services, &url).await?;
    let feeds = services.store.feeds()?;
    let known: HashMap<WebUrl, FeedId> = feeds.into_iter().map(|feed| (feed.url, feed.id)).collect();
    let preview = move || preview_of(found, &known);
    tokio::task::spawn_blocking(preview).await.map_err(|_| Error::Stopped)
}

fn preview_of(found: Found, known: &HashMap<WebUrl, FeedId>) -> Preview {
    let content = content(&found.parsed);
    let ParsedFeed { title, link, subtitle, .. } = found.parsed;
    let first = FeedPreview {
        title: title.filter(|title| !title.is_empty()).unwrap_or_else(|| SafeText::new(&found.url.host())),
        site: link,
        description: subtitle
            .map(|text| SafeText::folded(text.as_str(), MAX_DESCRIPTION))
            .filter(|text| !text.is_empty()),
        already: known.get(&found.url).copied(),
        content: Some(content),
        url: found.url,
    };
    let others = found.others.into_iter().filter(|other| other.url != first.url);
    let others: Vec<FeedPreview> = others.map(|other| named(other, known)).collect();
    Preview { feeds: std::iter::once(first).chain(others).collect() }
}

/// A feed that a page names.
fn named(feed: Discovery, known: &HashMap<WebUrl, FeedId>) -> FeedPreview {
    FeedPreview {
        title: feed.title.unwrap_or_else(|| SafeText::new(&feed.url.to_string())),
        site: None,
        description: None,
        already: known.get(&feed.url).copied(),
        content: None,
        url: feed.url,
    }
}

fn content(feed: &ParsedFeed) -> FeedContent {
    let mut newest: Vec<&ParsedEntry> = feed.entries.iter().collect();
    // Stable: entries without a date keep the order of the document, after those with one.
    newest.sort_by_key(|entry| std::cmp::Reverse(date(entry)));
    let mut sample: Vec<Completeness> = newest.iter().take(SAMPLED).map(|entry| kept_text(entry).1).collect();
    sample.sort_unstable();
    FeedContent {
        kind: feed.kind.name(),
        entries: feed.entries.len(),
        newest: newest
            .iter()
            .take(SHOWN)
            .map(|entry| (shown_title(entry, kept_text(entry).0), date(entry)))
            .collect(),
        completeness: sample.get(sample.len() / 2).copied().unwrap_or_default(),
    }
}

fn date(entry: &ParsedEntry) -> Option<crate::domain::Timestamp> {
    entry.published.or(entry.updated)
}
