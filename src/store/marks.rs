//! Read, starred and tags: the state that a person gives to entries. Each function changes what is
//! not so yet, keeps the feeds' counts and returns what it changed. Called by `changes` inside a
//! transaction.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::error::{Error, Result};
use crate::domain::EntryId;

/// A flag of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flag {
    Read,
    Starred,
}

pub(super) const READ_DIFFERS: &str =
    "SELECT id, feed_id FROM entry WHERE id BETWEEN ?2 AND ?3 AND read <> ?1 ORDER BY id";
pub(super) const SET_READ: &str = "UPDATE entry SET read = ?1 WHERE id BETWEEN ?2 AND ?3 AND read <> ?1";

/// Sets or takes a flag; returns what changed in the order of arrival. That order, and whole runs of ids
/// at once, make a hundred thousand marks touch each page of the table once.
pub(super) fn set_flag(conn: &Connection, flag: Flag, to: bool, ids: &[EntryId]) -> Result<Vec<EntryId>> {
    // Two plain statements: `RETURNING` makes a table in memory for each row and takes twice as long.
    let (differs, set) = match flag {
        Flag::Read => (READ_DIFFERS, SET_READ),
        Flag::Starred => (
            "SELECT id, feed_id FROM entry WHERE id BETWEEN ?2 AND ?3 AND starred <> ?1 ORDER BY id",
            "UPDATE entry SET starred = ?1 WHERE id BETWEEN ?2 AND ?3 AND starred <> ?1",
        ),
    };
    let mut differs = conn.prepare_cached(differs)?;
    let mut set = conn.prepare_cached(set)?;
    let mut changed = Vec::with_capacity(ids.len());
    let mut by_feed: HashMap<i64, i64> = HashMap::new();
    for (first, last) in runs(ids) {
        let before = changed.len();
        let mut rows = differs.query((to, first, last))?;
        while let Some(row) = rows.next()? {
            changed.push(EntryId(row.get(0)?));
            *by_feed.entry(row.get(1)?).or_default() += 1;
        }
        if changed.len() > before {
            set.execute((to, first, last))?;
        }
    }
    keep_counts(conn, flag, to, &by_feed)?;
    Ok(changed)
}

/// First and last of each run of ids without a gap, in rising order.
fn runs(ids: &[EntryId]) -> Vec<(i64, i64)> {
    let mut ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    ids.sort_unstable();
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for id in ids {
        match runs.last_mut() {
            Some((_, last)) if id <= last.saturating_add(1) => *last = id,
            _ => runs.push((id, id)),
        }
    }
    runs
}

fn keep_counts(conn: &Connection, flag: Flag, to: bool, by_feed: &HashMap<i64, i64>) -> Result<()> {
    let (sql, sign) = match (flag, to) {
        (Flag::Read, true) => ("UPDATE feed SET unread = unread + ?2 WHERE id = ?1", -1),
        (Flag::Read, false) => ("UPDATE feed SET unread = unread + ?2 WHERE id = ?1", 1),
        (Flag::Starred, true) => ("UPDATE feed SET starred = starred + ?2 WHERE id = ?1", 1),
        (Flag::Starred, false) => ("UPDATE feed SET starred = starred + ?2 WHERE id = ?1", -1),
    };
    let mut statement = conn.prepare_cached(sql)?;
    for (feed, count) in by_feed {
        statement.execute((feed, sign * count))?;
    }
    Ok(())
}

/// Gives or takes a tag; the tag is made where it is missing.
pub(super) fn set_tag(conn: &Connection, name: &str, given: bool, ids: &[EntryId]) -> Result<Vec<EntryId>> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::EmptyTag);
    }
    let known: Option<i64> = conn
        .prepare_cached("SELECT id FROM tag WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    let tag = match (known, given) {
        (Some(tag), _) => tag,
        (None, false) => return Ok(Vec::new()),
        (None, true) => {
            conn.execute("INSERT INTO tag (name) VALUES (?1)", [name])?;
            conn.last_insert_rowid()
        }
    };
    let mut statement = conn.prepare_cached(if given {
        "INSERT OR IGNORE INTO entry_tag (tag_id, at, entry_id) SELECT ?1, at, id FROM entry WHERE id = ?2"
    } else {
        "DELETE FROM entry_tag WHERE tag_id = ?1 AND entry_id = ?2 AND at = (SELECT at FROM entry WHERE id = ?2)"
    })?;
    let mut changed = Vec::new();
    for id in ids {
        if statement.execute((tag, id.0))? > 0 {
            changed.push(*id);
        }
    }
    Ok(changed)
}
