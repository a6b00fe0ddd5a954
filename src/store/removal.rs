//! Unsubscribing and its way back: a feed's entries move to `removed_entry` (their texts stay where
//! they are) and return with their state. Entries with a star or a note never leave. Called by
//! `subscriptions`, `changes` and `walk` inside a transaction.

use rusqlite::Connection;

use super::error::{Error, Result};
use super::{categories, index, stories};
use crate::domain::{EntryId, FeedId, Timestamp};

const HEAD: &str =
    "id, feed_id, key, at, read, starred, completeness, content_hash, published, updated, fetched,
    title, publisher, author, url, comments_url, language, extra, edited";

/// The entries of a feed that nothing keeps.
pub(super) const GOING: &str = "FROM entry WHERE feed_id = ?1 AND starred = 0
    AND NOT EXISTS (SELECT 1 FROM note WHERE note.id = entry.id)";

/// Unsubscribes from a feed; false when it was not subscribed to.
pub(super) fn remove(conn: &Connection, feed: FeedId, now: Timestamp) -> Result<bool> {
    let changed = conn
        .prepare_cached("UPDATE feed SET subscribed = 0, removed = ?2 WHERE id = ?1 AND subscribed = 1")?
        .execute((feed.0, now.as_second()))?;
    if changed == 0 {
        return Ok(false);
    }
    index::forget(conn, &going(conn, feed)?)?;
    conn.prepare_cached(&format!("DELETE FROM reindex WHERE id IN (SELECT id {GOING})"))?
        .execute([feed.0])?;
    conn.prepare_cached(&format!(
        "INSERT INTO removed_entry ({HEAD}, tags)
         SELECT {HEAD}, (SELECT group_concat(tag_id) FROM entry_tag WHERE entry_id = entry.id) {GOING}"
    ))?
    .execute([feed.0])?;
    stories::forget_going(conn, feed.0, GOING)?;
    conn.prepare_cached(&format!("DELETE FROM entry_tag WHERE entry_id IN (SELECT id {GOING})"))?
        .execute([feed.0])?;
    conn.prepare_cached(&format!("DELETE {GOING}"))?.execute([feed.0])?;
    recount(conn, feed)?;
    Ok(true)
}

/// Subscribes again to a feed that was unsubscribed from, with all of its entries; false when it is
/// subscribed to already.
pub(super) fn restore(conn: &Connection, feed: FeedId) -> Result<bool> {
    let taken = "SELECT url FROM feed AS mine WHERE id = ?1 AND subscribed = 0 AND EXISTS
        (SELECT 1 FROM feed AS other WHERE other.url = mine.url AND other.subscribed = 1)";
    let taken: Option<String> =
        rusqlite::OptionalExtension::optional(conn.query_row(taken, [feed.0], |row| row.get(0)))?;
    if let Some(url) = taken.and_then(|url| crate::domain::WebUrl::parse(&url)) {
        return Err(Error::AddressTaken(url));
    }
    categories::settle(conn, feed.0)?;
    let changed = conn
        .prepare_cached("UPDATE feed SET subscribed = 1, removed = NULL WHERE id = ?1 AND subscribed = 0")?
        .execute([feed.0])?;
    if changed == 0 {
        return Ok(false);
    }
    conn.prepare_cached(
        "INSERT OR IGNORE INTO reindex (id) SELECT id FROM removed_entry WHERE feed_id = ?1",
    )?
    .execute([feed.0])?;
    conn.prepare_cached(&format!(
        "INSERT INTO entry ({HEAD}) SELECT {HEAD} FROM removed_entry WHERE feed_id = ?1 ORDER BY id"
    ))?
    .execute([feed.0])?;
    restore_tags(conn, feed)?;
    stories::restore(conn, feed.0)?;
    conn.prepare_cached("DELETE FROM removed_entry WHERE feed_id = ?1")?.execute([feed.0])?;
    recount(conn, feed)?;
    Ok(true)
}

/// Indexes up to `limit` of the entries that came back; how many it were. For quiet moments. In the
/// order of time, because the index is written anew for each step back.
pub(super) fn reindex(conn: &Connection, limit: usize) -> Result<usize> {
    let mut statement = conn.prepare_cached(
        "SELECT waiting.id FROM (SELECT id FROM reindex LIMIT ?1) AS waiting
            LEFT JOIN entry ON entry.id = waiting.id ORDER BY entry.at",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let waiting: Vec<i64> =
        statement.query_map([limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for id in &waiting {
        index::renew(conn, EntryId(*id))?;
        conn.prepare_cached("DELETE FROM reindex WHERE id = ?1")?.execute([id])?;
    }
    Ok(waiting.len())
}

/// Counts the entries of one feed anew.
pub(super) fn recount(conn: &Connection, feed: FeedId) -> Result<()> {
    conn.prepare_cached(
        "UPDATE feed SET
            unread = (SELECT count(*) FROM entry WHERE feed_id = feed.id AND read = 0),
            total = (SELECT count(*) FROM entry WHERE feed_id = feed.id),
            starred = (SELECT count(*) FROM entry WHERE feed_id = feed.id AND starred = 1)
         WHERE id = ?1",
    )?
    .execute([feed.0])?;
    Ok(())
}

fn restore_tags(conn: &Connection, feed: FeedId) -> Result<()> {
    let mut tagged = conn
        .prepare_cached("SELECT id, at, tags FROM removed_entry WHERE feed_id = ?1 AND tags IS NOT NULL")?;
    let mut rows = tagged.query([feed.0])?;
    let mut give =
        conn.prepare_cached("INSERT OR IGNORE INTO entry_tag (tag_id, at, entry_id) VALUES (?1, ?2, ?3)")?;
    while let Some(row) = rows.next()? {
        let (id, at): (i64, i64) = (row.get(0)?, row.get(1)?);
        for tag in row.get::<_, String>(2)?.split(',').filter_map(|tag| tag.parse::<i64>().ok()) {
            give.execute((tag, at, id))?;
        }
    }
    Ok(())
}

fn going(conn: &Connection, feed: FeedId) -> Result<Vec<EntryId>> {
    let mut statement = conn.prepare_cached(&format!("SELECT id {GOING} ORDER BY at"))?;
    let ids = statement.query_map([feed.0], |row| row.get(0).map(EntryId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
