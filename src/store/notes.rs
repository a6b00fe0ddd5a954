//! Notes: what the person wrote about entries. They stand apart from the entries, which feeds write,
//! and keep an entry as a star does (see `removal`). Called by `edits`, `entries` and `walk`.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::changes::{self, Detail};
use super::error::{Error, Result};
use crate::domain::{Change, ChangeKind, EntryId, Note, Timestamp};
use crate::text::SafeText;

/// A note as it was and as it is, for the journal.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edit {
    entry: i64,
    before: Option<String>,
    after: Option<String>,
}

impl Edit {
    /// Takes the note to after (`forth`) or before the edit.
    pub(super) fn apply(&self, conn: &Connection, forth: bool) -> Result<()> {
        let text = if forth { &self.after } else { &self.before };
        save(conn, EntryId(self.entry), text.as_deref())
    }
}

/// The note of an entry.
pub(super) fn load(conn: &Connection, id: EntryId) -> Result<Option<Note>> {
    let text: Option<String> = conn
        .prepare_cached("SELECT text FROM note WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    Ok(text.and_then(|text| Note::new(&text)))
}

/// Writes, changes or takes away a note.
pub(super) fn set(conn: &Connection, id: EntryId, text: Option<&str>, now: Timestamp) -> Result<Change> {
    let note = text.and_then(Note::new);
    let after = note.map(|note| note.to_string());
    if let Some(long) = after.as_ref().filter(|text| text.len() > Note::MAX_BYTES) {
        return Err(Error::NoteTooLong(long.len()));
    }
    let title: Option<String> = conn
        .prepare_cached("SELECT title FROM entry WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    let title = SafeText::folded(&title.ok_or(Error::NoEntry(id))?, 80);
    let before = load(conn, id)?.map(|note| note.to_string());
    let label = match (&before, &after) {
        (before, after) if before == after => {
            let label = format!("the note on {title} stays as it is");
            return Ok(changes::nothing(ChangeKind::Note, &label, now));
        }
        (None, _) => format!("wrote a note on {title}"),
        (Some(_), Some(_)) => format!("changed the note on {title}"),
        (Some(_), None) => format!("took the note on {title} away"),
    };
    save(conn, id, after.as_deref())?;
    let detail = Detail::Note(Edit { entry: id.0, before, after });
    changes::write(conn, now, ChangeKind::Note, 1, &label, &detail)
}

/// An entry that is away with its feed keeps its note; one that is gone for good gets none.
fn save(conn: &Connection, id: EntryId, text: Option<&str>) -> Result<()> {
    match text {
        None => conn.prepare_cached("DELETE FROM note WHERE id = ?1")?.execute([id.0])?,
        Some(text) => conn
            .prepare_cached(
                "INSERT OR REPLACE INTO note (id, text)
                 SELECT id, ?2 FROM entry WHERE id = ?1
                 UNION ALL SELECT id, ?2 FROM removed_entry WHERE id = ?1",
            )?
            .execute((id.0, text))?,
    };
    Ok(())
}
