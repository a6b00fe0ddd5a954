//! Subscriptions in and out: OPML, newsboat `urls`, plain lists. Nothing is fetched.

use super::{Error, Services};
use crate::feed::opml::{Outline, read_subscriptions, write_opml};
use crate::store::NewFeed;
use crate::text::SafeText;

/// What an import did (the JSON of `tidings import`).
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ImportReport {
    /// Feeds added.
    pub added: usize,
    /// Feeds that were there.
    pub already: usize,
    /// Lines that are no feed.
    pub skipped: Vec<SkippedLine>,
}

/// A line that was not imported.
#[derive(Clone, Debug, serde::Serialize)]
pub struct SkippedLine {
    /// Line number, from 1.
    pub line: usize,
    /// Why.
    pub reason: SafeText,
}

/// Imports OPML, a newsboat `urls` file or a list of addresses; one line of the journal undoes it.
pub async fn import(services: &Services, bytes: &[u8]) -> Result<ImportReport, Error> {
    let imported = read_subscriptions(bytes).map_err(Error::Import)?;
    let feeds = imported
        .feeds
        .into_iter()
        .map(|feed| NewFeed {
            url: feed.url,
            title: feed.title,
            category: feed.category,
            site_url: feed.site_url,
        })
        .collect();
    let subscribed = services.store.subscribe(feeds, services.clock.now()).await?;
    let already = subscribed.iter().filter(|feed| feed.already).count();
    let skipped = imported.skipped.into_iter();
    Ok(ImportReport {
        added: subscribed.len() - already,
        already,
        skipped: skipped.map(|line| SkippedLine { line: line.line, reason: line.reason }).collect(),
    })
}

/// All subscriptions as OPML 2.0.
pub fn export_opml(services: &Services) -> Result<String, Error> {
    let outlines: Vec<Outline> = services
        .store
        .feeds()?
        .into_iter()
        .map(|feed| Outline {
            url: feed.url,
            title: Some(feed.title),
            category: feed.subscription.category_path,
            site_url: feed.site_url,
        })
        .collect();
    Ok(write_opml("tidings subscriptions", &outlines))
}
