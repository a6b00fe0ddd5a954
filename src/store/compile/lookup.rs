//! Names in a query to ids: feeds, categories and tags are few, so they are compared here.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use crate::query::Value;
use crate::store::Result;
use crate::store::compile::judge::text_matches;
use crate::store::compile::node::Test;
use crate::store::rows::feed_title;
use crate::text::SafeText;
use crate::text::words::fold;

/// More levels of categories than anybody has; ends rings that a damaged database could hold.
const MAX_LEVELS: usize = 64;

/// Reads the names once, when the first is asked for.
pub(crate) struct Lookup<'c> {
    connection: &'c Connection,
    feeds: Option<Vec<FeedName>>,
}

struct FeedName {
    id: i64,
    url: String,
    title: SafeText,
    category: Option<i64>,
}

impl<'c> Lookup<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self { connection, feeds: None }
    }

    /// Feeds by id, address or a part of the title.
    pub(crate) fn feeds(&mut self, value: &Value) -> Result<BTreeSet<i64>> {
        let is_named: Box<dyn Fn(&FeedName) -> bool> = match value {
            Value::Regex(pattern) => {
                let regex = pattern.compile().expect("a pattern is compiled when it is made");
                Box::new(move |feed| regex.is_match(feed.title.as_str()))
            }
            Value::Prefix(stem) => {
                let stem = fold(stem);
                Box::new(move |feed| fold(feed.title.as_str()).starts_with(&stem))
            }
            Value::Word(name) | Value::Phrase(name) => {
                let (id, folded) = (name.parse().ok(), fold(name));
                // A name with a dot or slash in it may be a part of an address.
                let address = name.contains(['.', '/']).then(|| name.to_lowercase());
                Box::new(move |feed| {
                    id == Some(feed.id)
                        || fold(feed.title.as_str()).contains(&folded)
                        || address.as_ref().is_some_and(|part| feed.url.to_lowercase().contains(part))
                })
            }
        };
        Ok(self.names()?.iter().filter(|feed| is_named(feed)).map(|feed| feed.id).collect())
    }

    /// Feeds whose title passes a test of text.
    pub(crate) fn feeds_titled(&mut self, test: &Test) -> Result<BTreeSet<i64>> {
        let titled = self.names()?.iter().filter(|feed| text_matches(test, feed.title.as_str()));
        Ok(titled.map(|feed| feed.id).collect())
    }

    /// Feeds in a category or below it.
    pub(crate) fn category(&mut self, value: &Value) -> Result<BTreeSet<i64>> {
        let paths = self.paths()?;
        let holds: Box<dyn Fn(&str) -> bool> = match value {
            Value::Regex(pattern) => {
                let regex = pattern.compile().expect("a pattern is compiled when it is made");
                Box::new(move |path| regex.is_match(path))
            }
            Value::Prefix(stem) => {
                let stem = fold(stem);
                Box::new(move |path| fold(path).starts_with(&stem))
            }
            Value::Word(name) | Value::Phrase(name) => {
                let name = fold(name.trim_matches('/'));
                Box::new(move |path| {
                    let rest = fold(path).strip_prefix(&name).map(str::to_owned);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
            }
        };
        let held: BTreeSet<i64> = paths.iter().filter(|(_, path)| holds(path)).map(|(id, _)| *id).collect();
        let inside = |feed: &&FeedName| feed.category.is_some_and(|category| held.contains(&category));
        Ok(self.names()?.iter().filter(inside).map(|feed| feed.id).collect())
    }

    /// Tags of a name.
    pub(crate) fn tags(&self, value: &Value) -> Result<BTreeSet<i64>> {
        let is_named: Box<dyn Fn(&str) -> bool> = match value {
            Value::Regex(pattern) => {
                let regex = pattern.compile().expect("a pattern is compiled when it is made");
                Box::new(move |name| regex.is_match(name))
            }
            Value::Prefix(stem) => {
                let stem = stem.to_lowercase();
                Box::new(move |name| name.to_lowercase().starts_with(&stem))
            }
            Value::Word(text) | Value::Phrase(text) => {
                let text = text.to_lowercase();
                Box::new(move |name| name.to_lowercase() == text)
            }
        };
        let mut statement = self.connection.prepare_cached("SELECT id, name FROM tag")?;
        let tags = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
        let tags: Vec<(i64, String)> = tags.collect::<rusqlite::Result<_>>()?;
        Ok(tags.into_iter().filter(|(_, name)| is_named(name)).map(|(id, _)| id).collect())
    }

    fn names(&mut self) -> Result<&[FeedName]> {
        if self.feeds.is_none() {
            let mut statement = self
                .connection
                .prepare_cached("SELECT id, url, title_override, title, category_id FROM feed")?;
            let feeds = statement.query_map([], |row| {
                let safe = |text: Option<String>| text.as_deref().map(SafeText::new);
                let url: String = row.get(1)?;
                let title = feed_title(safe(row.get(2)?), safe(row.get(3)?), &url);
                Ok(FeedName { id: row.get(0)?, url, title, category: row.get(4)? })
            })?;
            self.feeds = Some(feeds.collect::<rusqlite::Result<_>>()?);
        }
        Ok(self.feeds.as_deref().unwrap_or_default())
    }

    /// Every category with its titles from the root down.
    fn paths(&self) -> Result<Vec<(i64, String)>> {
        let mut statement = self.connection.prepare_cached("SELECT id, parent_id, title FROM category")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        let tree: HashMap<i64, (Option<i64>, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let path = |id: &i64| {
            let mut titles = Vec::new();
            let mut next = Some(*id);
            while let Some((parent, title)) = next.and_then(|id| tree.get(&id)) {
                titles.push(title.as_str());
                next = parent.filter(|_| titles.len() < MAX_LEVELS);
            }
            titles.reverse();
            titles.join("/")
        };
        Ok(tree.keys().map(|id| (*id, path(id))).collect())
    }
}
