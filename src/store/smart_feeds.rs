//! The smart feeds that the person saved. What they hold is asked with their query, like any other.
//! Called by `edits` and `walk`.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::changes::{self, Detail};
use super::error::{Error, Result};
use crate::domain::{Change, ChangeKind, OwnSmartFeed, SmartFeedId, Timestamp};
use crate::query::Query;
use crate::text::SafeText;

/// Characters of a name at most.
const MAX_TITLE: usize = 100;

/// A smart feed as it was and as it is, for the journal; `None` where there was none.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edit {
    id: i64,
    before: Option<Saved>,
    after: Option<Saved>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Saved {
    title: SafeText,
    query: String,
    position: i64,
}

impl Edit {
    /// Takes the smart feed to after (`forth`) or before the edit.
    pub(super) fn apply(&self, conn: &Connection, forth: bool) -> Result<()> {
        let id = SmartFeedId(self.id);
        let Some(saved) = (if forth { &self.after } else { &self.before }) else {
            conn.prepare_cached("DELETE FROM smart_feed WHERE id = ?1")?.execute([self.id])?;
            return Ok(());
        };
        check_title(conn, Some(id), &saved.title)?;
        conn.prepare_cached(
            "INSERT INTO smart_feed (id, title, query, position) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET title = ?2, query = ?3, position = ?4",
        )?
        .execute((self.id, saved.title.as_str(), &saved.query, saved.position))?;
        Ok(())
    }
}

/// All, by position.
pub(super) fn load_all(conn: &Connection) -> Result<Vec<OwnSmartFeed>> {
    let mut statement =
        conn.prepare_cached("SELECT id, title, query, position FROM smart_feed ORDER BY position, id")?;
    let rows = statement.query_map([], |row| {
        let Saved { title, query, position } = to_saved(row)?;
        Ok(OwnSmartFeed { id: SmartFeedId(row.get(0)?), title, query, position })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Saves a new smart feed (`None`) at the end, or changes one in its place.
pub(super) fn save(
    conn: &Connection,
    id: Option<SmartFeedId>,
    title: &SafeText,
    query: &Query,
    now: Timestamp,
) -> Result<Change> {
    let title = SafeText::folded(title.as_str(), MAX_TITLE);
    if title.is_empty() {
        return Err(Error::EmptySmartFeed);
    }
    check_title(conn, id, &title)?;
    let before = id.map(|id| load(conn, id)).transpose()?;
    let position = match &before {
        Some(before) => before.position,
        None => {
            conn.query_row("SELECT ifnull(max(position), 0) + 1 FROM smart_feed", [], |row| row.get(0))?
        }
    };
    let after = Saved { title, query: query.to_string(), position };
    let label = match &before {
        None => format!("saved the smart feed {}", after.title),
        Some(before) if *before == after => {
            let label = format!("the smart feed {} stays as it is", after.title);
            return Ok(changes::nothing(ChangeKind::SmartFeed, &label, now));
        }
        Some(before) if before.query == after.query => {
            format!("renamed the smart feed {} to {}", before.title, after.title)
        }
        Some(_) => format!("changed the smart feed {}", after.title),
    };
    let id = match id {
        Some(id) => id.0,
        None => free_id(conn)?,
    };
    record(conn, Edit { id, before, after: Some(after) }, &label, now)
}

/// Removes a smart feed; what it showed stays.
pub(super) fn remove(conn: &Connection, id: SmartFeedId, now: Timestamp) -> Result<Change> {
    let before = load(conn, id)?;
    let label = format!("removed the smart feed {}", before.title);
    record(conn, Edit { id: id.0, before: Some(before), after: None }, &label, now)
}

fn record(conn: &Connection, edit: Edit, label: &str, now: Timestamp) -> Result<Change> {
    edit.apply(conn, true)?;
    changes::write(conn, now, ChangeKind::SmartFeed, 1, label, &Detail::SmartFeed(edit))
}

fn load(conn: &Connection, id: SmartFeedId) -> Result<Saved> {
    let found = conn
        .prepare_cached("SELECT id, title, query, position FROM smart_feed WHERE id = ?1")?
        .query_row([id.0], to_saved)
        .optional()?;
    found.ok_or(Error::NoSmartFeed(id))
}

fn to_saved(row: &Row<'_>) -> rusqlite::Result<Saved> {
    Ok(Saved { title: SafeText::new(row.get_ref(1)?.as_str()?), query: row.get(2)?, position: row.get(3)? })
}

/// The next id; SQLite keeps the last one that was used, also of rows that are gone.
fn free_id(conn: &Connection) -> Result<i64> {
    let last = "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'smart_feed'";
    Ok(conn.query_row(last, [], |row| row.get::<_, i64>(0))? + 1)
}

/// No other smart feed may have the name, neither in capitals nor in small letters.
fn check_title(conn: &Connection, id: Option<SmartFeedId>, title: &SafeText) -> Result<()> {
    let folded = title.as_str().to_lowercase();
    let other = load_all(conn)?
        .into_iter()
        .find(|other| Some(other.id) != id && other.title.as_str().to_lowercase() == folded);
    other.map_or(Ok(()), |other| Err(Error::SmartFeedTaken(other.title)))
}
