//! What was saved row by row, made whole again: subscriptions whose row is gone come back from the
//! index of addresses, references lead somewhere, counts are right, and what is lost is asked for again
//! at the next refresh. Called by `salvage`.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::Salvaged;
use super::reading::is_bad_place;
use crate::domain::{EntryId, FeedId, Timestamp};
use crate::store::bodies::Bodies;
use crate::store::{Result, care, removal};

/// Puts right what is in `target`, with what the indexes of `source` still know.
pub(super) fn mend(source: &Connection, target: &Connection, now: Timestamp) -> Result<Salvaged> {
    let bare_feeds = feeds_by_address(source, target, now)?;
    let lost_entries = lost_entries(source, target)?;
    drop_unreadable_texts(target)?;
    let lost_texts = ask_again(target, lost_entries > 0)?;
    lead_somewhere(target, now)?;
    for feed in ids(target, "SELECT id FROM feed")? {
        removal::recount(target, FeedId(feed))?;
    }
    care::mend(target)?;
    let count = |sql: &str| -> Result<u64> {
        Ok(u64::try_from(target.query_row(sql, [], |row| row.get::<_, i64>(0))?).unwrap_or(0))
    };
    Ok(Salvaged {
        damaged: std::path::PathBuf::new(),
        feeds: count("SELECT count(*) FROM feed WHERE subscribed = 1")?,
        entries: count("SELECT count(*) FROM entry")?,
        texts: count(
            "SELECT count(*) FROM entry WHERE id IN (SELECT id FROM body UNION SELECT id FROM full_text)",
        )?,
        bare_feeds,
        lost_entries,
        lost_texts,
        bad_places: 0,
    })
}

/// Feeds that are missing, by the indexes of addresses; how many of them are subscribed to.
fn feeds_by_address(source: &Connection, target: &Connection, now: Timestamp) -> Result<u64> {
    let known: HashSet<i64> = ids(target, "SELECT id FROM feed")?.into_iter().collect();
    let mut insert = target.prepare(
        "INSERT OR IGNORE INTO feed (id, url, subscribed, removed, added) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut found = 0;
    let subscribed =
        "SELECT id, url FROM feed INDEXED BY feed_subscribed_url WHERE subscribed = 1 ORDER BY url";
    let all = "SELECT id, url FROM feed INDEXED BY feed_url ORDER BY url";
    for (sql, is_subscribed) in [(subscribed, true), (all, false)] {
        let removed = (!is_subscribed).then_some(now.as_second());
        for (id, url) in from_both_ends(source, sql, |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
            if !known.contains(&id) {
                let new = insert.execute(params![id, url, is_subscribed, removed, now.as_second()])?;
                found += u64::from(new > 0 && is_subscribed);
            }
        }
    }
    Ok(found)
}

/// How many entries an index of the damaged file knows that could not be read; none of their ids is
/// ever given to another entry.
fn lost_entries(source: &Connection, target: &Connection) -> Result<u64> {
    let by_index = "SELECT id FROM entry INDEXED BY entry_key ORDER BY feed_id, key";
    let listed: HashSet<i64> = from_both_ends(source, by_index, |row| row.get(0))?.into_iter().collect();
    let saved: HashSet<i64> = ids(target, "SELECT id FROM entry")?.into_iter().collect();
    let highest = listed.iter().chain(&saved).max().copied().unwrap_or(0);
    target.execute(
        "INSERT INTO meta (key, value) SELECT 'last_entry', max(?1, ifnull((SELECT max(id) FROM removed_entry), 0))
         ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)",
        [highest],
    )?;
    // The index is made anew, and nobody has the new file in use.
    target.execute(
        "DELETE FROM meta WHERE key IN ('index_mark', 'index_count', 'index_steps', 'in_use')",
        [],
    )?;
    Ok(u64::try_from(listed.difference(&saved).count()).unwrap_or(u64::MAX))
}

/// Removes texts that no dictionary unpacks.
fn drop_unreadable_texts(target: &Connection) -> Result<()> {
    let mut bodies = Bodies::new();
    for table in ["body", "full_text", "version"] {
        let mut select = target.prepare(&format!("SELECT z FROM {table} WHERE id = ?1"))?;
        for id in ids(target, &format!("SELECT id FROM {table} WHERE z IS NOT NULL"))? {
            let frame: Vec<u8> = select.query_row([id], |row| row.get(0))?;
            if bodies.unpack(target, &frame).is_err() {
                tracing::debug!(entry = %EntryId(id), table, "a text cannot be unpacked");
                target.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id])?;
            }
        }
    }
    Ok(())
}

/// Makes the next refresh bring again what is lost, as far as the feeds still list it; how many entries
/// have lost their text.
fn ask_again(target: &Connection, entries_are_lost: bool) -> Result<u64> {
    let lost = target.execute(
        "UPDATE entry SET completeness = 0, content_hash = ~content_hash WHERE completeness > 0
            AND NOT EXISTS (SELECT 1 FROM body WHERE id = entry.id)
            AND NOT EXISTS (SELECT 1 FROM full_text WHERE id = entry.id)",
        [],
    )?;
    if lost > 0 || entries_are_lost {
        target.execute("UPDATE feed SET etag = NULL, last_modified = NULL, body_hash = NULL", [])?;
    }
    Ok(u64::try_from(lost).unwrap_or(u64::MAX))
}

/// Whatever names a row that is gone names none, or gets one.
fn lead_somewhere(target: &Connection, now: Timestamp) -> Result<()> {
    target.execute_batch(
        "UPDATE category SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM category);
         UPDATE feed SET category_id = NULL WHERE category_id NOT IN (SELECT id FROM category);
         DELETE FROM entry_tag WHERE tag_id NOT IN (SELECT id FROM tag);",
    )?;
    // An entry is shown under its feed: one whose address is gone stays as one that is not subscribed to.
    target.execute(
        "INSERT INTO feed (id, url, subscribed, removed, title_override, added)
            SELECT DISTINCT feed_id, 'https://lost.invalid/' || feed_id, 0, ?1, 'Lost feed ' || feed_id, ?1
            FROM (SELECT feed_id FROM entry UNION SELECT feed_id FROM removed_entry)
            WHERE feed_id NOT IN (SELECT id FROM feed)",
        [now.as_second()],
    )?;
    Ok(())
}

fn ids(conn: &Connection, sql: &str) -> Result<Vec<i64>> {
    let mut statement = conn.prepare(sql)?;
    let found = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// What an index gives up to its first bad place, from its start and from its end.
fn from_both_ends<T>(
    source: &Connection,
    sql: &str,
    read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut found = Vec::new();
    let (head, order) = sql.split_once(" ORDER BY ").unwrap_or((sql, "1"));
    for order in [order.to_owned(), order.replace(", ", " DESC, ") + " DESC"] {
        let Ok(mut statement) = source.prepare(&format!("{head} ORDER BY {order}")) else { break };
        let mut rows = statement.query([])?;
        loop {
            match rows.next() {
                Ok(Some(row)) => found.extend(read(row).ok()),
                // All of it: the other end says the same.
                Ok(None) => return Ok(found),
                Err(error) if is_bad_place(&error) => break,
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(found)
}
