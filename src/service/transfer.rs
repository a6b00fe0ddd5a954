//! Subscriptions in and out: OPML, newsboat `urls`, plain lists. Nothing is fetched.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::{Error, Services};
use crate::domain::{FeedId, ImportPlan, Outline, SkippedLine, WebUrl};
use crate::feed::{read_subscriptions, write_opml};
use crate::store::NewFeed;

/// The largest list that is taken (security promises, section 2).
pub const LARGEST_LIST: u64 = 10 << 20;

/// What an import did (the JSON of `tidings import`).
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ImportReport {
    /// Feeds added.
    pub added: usize,
    /// Feeds that were there.
    pub already: usize,
    /// Lines that are no feed.
    pub skipped: Vec<SkippedLine>,
    /// The feeds that were added, for who wants to fetch them.
    #[serde(skip)]
    pub new: Vec<FeedId>,
}

/// Reads the file of a list. Only a file: a pipe could wait for ever.
pub fn read_list(path: &Path) -> Result<Vec<u8>, Error> {
    let shown = path.display();
    let file_error = |reason| Error::File { path: shown.to_string(), reason };
    if !fs::metadata(path).map_err(file_error)?.is_file() {
        return Err(Error::Unreadable(format!("{shown} is no file: give the file that the list is in")));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(file_error)?;
    file.take(LARGEST_LIST + 1).read_to_end(&mut bytes).map_err(file_error)?;
    if bytes.len() as u64 > LARGEST_LIST {
        let limit = LARGEST_LIST >> 20;
        return Err(Error::Unreadable(format!("{shown} is larger than {limit} MB: no list of feeds is")));
    }
    Ok(bytes)
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
    let new: Vec<FeedId> = subscribed.iter().filter(|feed| !feed.already).map(|feed| feed.id).collect();
    let already = plan.already.len() + subscribed.len() - new.len();
    Ok(ImportReport { added: new.len(), already, skipped: plan.skipped, new })
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
