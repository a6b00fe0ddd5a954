//! Stories as they are kept: which entry tells which one, and what lists and screens read of them.
//! How entries are grouped stands in the module `story`. Called by the methods of `Store`.

use rusqlite::Connection;

use super::error::Result;
use crate::domain::EntryId;

/// All tellings of an entry's story in order of publication; the entry alone if it has none.
pub(super) fn members(conn: &Connection, entry: EntryId) -> Result<Vec<EntryId>> {
    let mut statement = conn.prepare_cached(
        "SELECT other.id FROM telling AS mine CROSS JOIN telling AS other ON other.story_id = mine.story_id
            CROSS JOIN entry AS e ON e.id = other.id
         WHERE mine.id = ?1 ORDER BY e.at, e.id",
    )?;
    let found = statement.query_map([entry.0], |row| row.get(0).map(EntryId))?;
    let found: Vec<EntryId> = found.collect::<rusqlite::Result<_>>()?;
    Ok(if found.is_empty() { vec![entry] } else { found })
}
