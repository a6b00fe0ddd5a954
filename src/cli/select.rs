//! What commands are pointed at: queries, entries and feeds by their names on the command line.

use anyhow::bail;

use super::status::WrongUsage;
use crate::domain::{Entry, EntryId, Feed};
use crate::query::Query;
use crate::service::Services;
use crate::text::SafeText;

/// Parses a query; a mistake is shown under the character where it stands.
pub(super) fn parse_query(text: &str) -> Result<Query, WrongUsage> {
    Query::parse(text).map_err(|error| {
        let explained = error.explain(text);
        if explained.contains(&error.message) {
            WrongUsage(explained)
        } else {
            WrongUsage(format!("{}\n{}", explained.trim_end(), error.message))
        }
    })
}

/// An entry by its id.
pub(super) fn find_entry(id: &str, services: &Services) -> anyhow::Result<Entry> {
    let entry = match id.parse::<EntryId>() {
        Ok(number) => services.store.entry(number)?,
        Err(_) => None,
    };
    entry.ok_or_else(|| {
        let id = SafeText::folded(id, 60);
        anyhow::anyhow!("there is no entry {id}: `tidings list` shows the ids")
    })
}

/// Feeds by id, address or exact title. All unknown names are reported together.
pub(super) fn find_feeds(names: &[String], services: &Services) -> anyhow::Result<Vec<Feed>> {
    let mut feeds: Vec<Feed> = Vec::new();
    let mut unknown = Vec::new();
    for name in names {
        match services.store.find_feed(name)? {
            Some(feed) if feeds.iter().any(|one| one.id == feed.id) => {}
            Some(feed) => feeds.push(feed),
            None => unknown.push(SafeText::folded(name, 200).to_string()),
        }
    }
    if !unknown.is_empty() {
        bail!("there is no feed {}: `tidings feeds` shows ids, titles and addresses", unknown.join(", "));
    }
    Ok(feeds)
}
