//! Subscriptions in and out: OPML, newsboat `urls`, plain lists. Nothing is fetched.

use std::collections::HashSet;

use super::{Error, Services};
use crate::domain::{ImportPlan, Outline, SkippedLine, WebUrl};
use crate::feed::{read_subscriptions, write_opml};
use crate::store::NewFeed;

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

/// Reads OPML, a newsboat `urls` file or a list of addresses and tells what [`import`] would do.
pub fn plan_import(services: &Services, bytes: &[u8]) -> Result<ImportPlan, Error> {
    let imported = read_subscriptions(bytes).map_err(Error::Import)?;
    let known: HashSet<WebUrl> = services.store.feeds()?.into_iter().map(|feed| feed.url).collect();
    let (already, new) = imported.feeds.into_iter().partition(|feed| known.contains(&feed.url));
    Ok(ImportPlan { format: imported.format, new, already, skipped: imported.skipped })
}

/// Subscribes to the new feeds of a plan; one line of the journal undoes it.
pub async fn import(services: &Services, plan: ImportPlan) -> Result<ImportReport, Error> {
    let new = |feed: Outline| NewFeed {
        url: feed.url,
        title: feed.title,
        category: feed.category,
        site_url: feed.site_url,
    };
    let feeds: Vec<NewFeed> = plan.new.into_iter().map(new).collect();
    let subscribed = services.store.subscribe(feeds, services.clock.now()).await?;
    let added = subscribed.iter().filter(|feed| !feed.already).count();
    let already = plan.already.len() + subscribed.len() - added;
    Ok(ImportReport { added, already, skipped: plan.skipped })
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
