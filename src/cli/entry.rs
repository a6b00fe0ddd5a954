//! Entries as the command line shows them: the JSON object that is a contract, and the line of a
//! table. Used by `list`, `count`, `search`, `show` and `demo`.

use std::collections::HashMap;

use serde::Serialize;

use super::table::{Table, age};
use crate::domain::{EntryId, EntryRow, FeedId, Moment, StoryId, Timestamp, WebUrl};
use crate::service::Services;
use crate::store;
use crate::text::SafeText;

/// An entry in JSON.
#[derive(Debug, Serialize)]
pub(super) struct EntryObject<'e> {
    id: EntryId,
    feed_id: FeedId,
    feed_title: &'e SafeText,
    feed_url: Option<WebUrl>,
    title: &'e SafeText,
    url: Option<&'e WebUrl>,
    author: Option<&'e SafeText>,
    publisher: Option<&'e SafeText>,
    published: Option<Timestamp>,
    updated: Option<Timestamp>,
    fetched: Timestamp,
    read: bool,
    starred: bool,
    tags: &'e [SafeText],
    story_id: Option<StoryId>,
    completeness: &'static str,
    comments_url: Option<&'e WebUrl>,
}

impl<'e> EntryObject<'e> {
    /// The object of a row whose feed has the address `feed_url`.
    pub(super) fn new(row: &'e EntryRow, feed_url: Option<WebUrl>) -> Self {
        Self {
            id: row.id,
            feed_id: row.feed,
            feed_title: &row.feed_title,
            feed_url,
            title: &row.title,
            url: row.url.as_ref(),
            author: row.author.as_ref(),
            publisher: row.publisher.as_ref(),
            published: row.published,
            updated: row.updated,
            fetched: row.fetched,
            read: row.read,
            starred: row.starred,
            tags: &row.tags,
            story_id: row.story,
            completeness: row.completeness.name(),
            comments_url: row.comments_url.as_ref(),
        }
    }
}

/// Addresses of feeds, for rows, which carry only the id.
pub(super) struct FeedUrls<'s> {
    services: &'s Services,
    known: HashMap<FeedId, Option<WebUrl>>,
}

impl<'s> FeedUrls<'s> {
    /// The addresses of all subscribed feeds.
    pub(super) fn load(services: &'s Services) -> store::Result<Self> {
        let feeds = services.store.feeds()?;
        Ok(Self { services, known: feeds.into_iter().map(|feed| (feed.id, Some(feed.url))).collect() })
    }

    /// The address of the row's feed. Starred entries may outlive their subscription, so a feed that
    /// is not known is looked up with its entry.
    pub(super) fn of(&mut self, row: &EntryRow) -> store::Result<Option<WebUrl>> {
        if let Some(known) = self.known.get(&row.feed) {
            return Ok(known.clone());
        }
        let found = self.services.store.entry(row.id)?.map(|entry| entry.feed_url);
        self.known.insert(row.feed, found.clone());
        Ok(found)
    }
}

/// An empty table of entries: id, age, marks, outlet, title.
pub(super) fn entry_table() -> Table {
    Table::new(&[0, 1])
}

/// Adds an entry to a table of entries.
pub(super) fn add_row(table: &mut Table, row: &EntryRow, moment: &Moment) {
    let marks = match (row.read, row.starred) {
        (false, false) => "o",
        (false, true) => "o*",
        (true, true) => " *",
        (true, false) => "",
    };
    let outlet = row.publisher.as_ref().unwrap_or(&row.feed_title);
    table.row(vec![
        SafeText::from(row.id.to_string()),
        age(row.at, moment),
        SafeText::piece(marks),
        outlet.clone(),
        row.title.clone(),
    ]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Completeness;

    #[test]
    fn the_object_has_the_names_that_are_promised() {
        let row = EntryRow {
            id: EntryId(7),
            feed: FeedId(2),
            feed_title: "Feed".into(),
            title: "Title".into(),
            publisher: None,
            author: None,
            url: None,
            comments_url: None,
            at: Timestamp::UNIX_EPOCH,
            published: Some("2026-05-07T08:40:00+02:00".parse().expect("an instant")),
            updated: None,
            fetched: Timestamp::UNIX_EPOCH,
            read: false,
            starred: true,
            tags: vec!["ai".into()],
            story: None,
            completeness: Completeness::FeedText,
            edited: None,
        };
        let json = serde_json::to_string(&EntryObject::new(&row, None)).expect("JSON");
        assert_eq!(
            json,
            r#"{"id":"7","feed_id":"2","feed_title":"Feed","feed_url":null,"title":"Title","url":null,"author":null,"publisher":null,"published":"2026-05-07T06:40:00Z","updated":null,"fetched":"1970-01-01T00:00:00Z","read":false,"starred":true,"tags":["ai"],"story_id":null,"completeness":"feed-text","comments_url":null}"#
        );
    }
}
