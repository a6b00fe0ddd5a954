//! Entries on their way in: new ones are inserted, edited ones updated, known ones left alone. What
//! the person did to an entry (read, starred, tags) and its place in time never change here. Called
//! by `fetches` inside the writer's transaction.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::bodies::Bodies;
use super::error::Result;
use super::identities::Identities;
use super::interface::{Applied, IncomingEntry};
use super::{columns, index, versions};
use crate::domain::{Enclosure, EntryId, FeedId, Related, Timestamp, WebUrl};
use crate::text::SafeText;

/// Stores the entries of a document and keeps the feed's counts.
pub(super) fn store_all(
    conn: &Connection,
    feed: FeedId,
    now: Timestamp,
    entries: &[IncomingEntry],
) -> Result<Applied> {
    let mut applied = Applied::default();
    let mut identities = Identities::load(conn, feed, entries)?;
    let mut seen = HashSet::with_capacity(entries.len());
    let mut ids = Ids::load(conn)?;
    let mut bodies = Bodies::new();
    for entry in entries {
        if !seen.insert(entry.key) {
            continue;
        }
        match identities.find(entry)? {
            None => {
                let id = ids.take();
                insert(conn, feed, id, now, entry)?;
                identities.keep(EntryId(id), entry)?;
                applied.new += 1;
            }
            Some(known) if known.content_hash == entry.content_hash => {}
            Some(known) => {
                versions::keep_edited(conn, &mut bodies, known.id, entry, now)?;
                update(conn, known.id, entry)?;
                applied.changed += 1;
            }
        }
    }
    if applied.new > 0 {
        ids.save(conn)?;
        conn.prepare_cached("UPDATE feed SET unread = unread + ?2, total = total + ?2 WHERE id = ?1")?
            .execute((feed.0, i64::try_from(applied.new).unwrap_or(i64::MAX)))?;
    }
    Ok(applied)
}

/// Ids of entries are handed out here and never twice, so that a text, a line of the journal or a
/// script that names one never means another.
struct Ids {
    last: i64,
}

impl Ids {
    fn load(conn: &Connection) -> Result<Self> {
        let last = conn
            .prepare_cached("SELECT value FROM meta WHERE key = 'last_entry'")?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(Self { last: last.unwrap_or(0) })
    }

    fn take(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    fn save(&self, conn: &Connection) -> Result<()> {
        conn.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES ('last_entry', ?1)")?
            .execute([self.last])?;
        Ok(())
    }
}

fn insert(conn: &Connection, feed: FeedId, id: i64, now: Timestamp, entry: &IncomingEntry) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO entry (id, feed_id, key, at, completeness, content_hash, published, updated,
            fetched, title, publisher, author, url, comments_url, language, extra)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?
    .execute(params![
        id,
        feed.0,
        entry.key.cast_signed(),
        entry.at.as_second(),
        columns::completeness(entry.completeness),
        entry.content_hash.cast_signed(),
        entry.published.map(Timestamp::as_second),
        entry.updated.map(Timestamp::as_second),
        now.as_second(),
        entry.title.as_str(),
        columns::as_str(entry.publisher.as_ref()),
        columns::as_str(entry.author.as_ref()),
        entry.url.as_ref().map(WebUrl::as_str),
        entry.comments_url.as_ref().map(WebUrl::as_str),
        columns::as_str(entry.language.as_ref()),
        Extra::of(entry),
    ])?;
    save_body(conn, id, entry)
}

/// Stores the text, if the entry came with one.
fn save_body(conn: &Connection, id: i64, entry: &IncomingEntry) -> Result<()> {
    if let Some(body) = &entry.body {
        conn.prepare_cached("INSERT OR REPLACE INTO body (id, z) VALUES (?1, ?2)")?.execute((id, &body.0))?;
    }
    Ok(())
}

/// Takes over what the publisher edited. A text that the publisher took away stays readable, and a
/// fetched article stays the most complete text there is.
fn update(conn: &Connection, id: EntryId, entry: &IncomingEntry) -> Result<()> {
    conn.prepare_cached(
        "UPDATE entry SET content_hash = ?2, published = coalesce(?3, published), updated = coalesce(?4, updated),
            title = ?5, publisher = ?6, author = ?7, url = coalesce(?8, url),
            comments_url = coalesce(?9, comments_url), language = ?10, extra = ?11,
            completeness = CASE WHEN completeness = 3 THEN 3 WHEN ?12 THEN ?13 ELSE max(completeness, ?13) END
         WHERE id = ?1",
    )?
    .execute(params![
        id.0,
        entry.content_hash.cast_signed(),
        entry.published.map(Timestamp::as_second),
        entry.updated.map(Timestamp::as_second),
        entry.title.as_str(),
        columns::as_str(entry.publisher.as_ref()),
        columns::as_str(entry.author.as_ref()),
        entry.url.as_ref().map(WebUrl::as_str),
        entry.comments_url.as_ref().map(WebUrl::as_str),
        columns::as_str(entry.language.as_ref()),
        Extra::of(entry),
        entry.body.is_some(),
        columns::completeness(entry.completeness),
    ])?;
    save_body(conn, id.0, entry)?;
    index::renew(conn, id)
}

/// What only a whole entry shows, as JSON in the column `extra`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Extra {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enclosures: Vec<Enclosure>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<SafeText>,
}

impl Extra {
    /// The JSON of an entry; `None` where there is nothing.
    fn of(entry: &IncomingEntry) -> Option<String> {
        if entry.enclosures.is_empty() && entry.related.is_empty() && entry.categories.is_empty() {
            return None;
        }
        let extra = Self {
            enclosures: entry.enclosures.clone(),
            related: entry.related.clone(),
            categories: entry.categories.clone(),
        };
        serde_json::to_string(&extra).ok()
    }

    /// Out of its column; what cannot be read is empty.
    pub(super) fn parse(column: Option<&str>) -> Self {
        column.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }
}
