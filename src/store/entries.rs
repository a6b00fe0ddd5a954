//! A whole entry, with its texts; and a fetched article on its way in. Rows of lists stand in
//! `rows`. Called by the methods of `Store`.

use rusqlite::{Connection, OptionalExtension};

use super::bodies::{Bodies, Packer};
use super::error::{Error, Result};
use super::incoming::Extra;
use super::{columns, index, notes, rows, versions};
use crate::domain::{Entry, EntryId, FullText};
use crate::text::SafeText;

const WHOLE: &str = "SELECT feed.url, entry.language, entry.extra
    FROM entry JOIN feed ON feed.id = entry.feed_id WHERE entry.id = ?1";

/// Everything about an entry.
pub(super) fn load(conn: &Connection, bodies: &mut Bodies, id: EntryId) -> Result<Option<Entry>> {
    let Some(row) = rows::load(conn, &[id])?.pop() else { return Ok(None) };
    let whole = conn
        .prepare_cached(WHOLE)?
        .query_row([id.0], |row| {
            let text = |column| row.get::<_, Option<String>>(column);
            Ok((text(0)?, text(1)?, text(2)?))
        })
        .optional()?;
    let Some((url, language, extra)) = whole else { return Ok(None) };
    let Some(feed_url) = columns::web_url(url.as_deref()) else { return Ok(None) };
    let extra = Extra::parse(extra.as_deref());
    Ok(Some(Entry {
        row,
        feed_url,
        content: bodies.load(conn, id)?.unwrap_or_default(),
        full_text: load_full_text(conn, bodies, id)?,
        enclosures: extra.enclosures,
        related: extra.related,
        categories: extra.categories,
        language: language.map(|language| SafeText::new(&language)),
        note: notes::load(conn, id)?,
        edits: versions::count(conn, id)?,
    }))
}

fn load_full_text(conn: &Connection, bodies: &mut Bodies, id: EntryId) -> Result<Option<FullText>> {
    let found = conn
        .prepare_cached("SELECT z, url, fetched FROM full_text WHERE id = ?1")?
        .query_row([id.0], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((frame, url, fetched)) = found else { return Ok(None) };
    let Some(url) = columns::web_url(url.as_deref()) else { return Ok(None) };
    Ok(Some(FullText { content: bodies.unpack(conn, &frame)?, url, fetched: columns::instant(fetched) }))
}

/// Stores a fetched article beside the feed's own text; a newer one replaces it. True if that one told
/// a reader something else.
pub(super) fn save_full_text(
    conn: &Connection,
    packer: &mut Packer,
    id: EntryId,
    text: &FullText,
) -> Result<bool> {
    let changed = conn.prepare_cached("UPDATE entry SET completeness = 3 WHERE id = ?1")?.execute([id.0])?;
    if changed == 0 {
        return Err(Error::NoEntry(id));
    }
    let is_edited = versions::keep_refetched(conn, &mut Bodies::new(), id, text)?;
    let body = packer.pack(&text.content);
    conn.prepare_cached("INSERT OR REPLACE INTO full_text (id, z, url, fetched) VALUES (?1, ?2, ?3, ?4)")?
        .execute((id.0, body.0, text.url.as_str(), text.fetched.as_second()))?;
    index::renew(conn, id)?;
    Ok(is_edited)
}

/// Names the author of an entry whose feed names none.
pub(super) fn fill_author(conn: &Connection, id: EntryId, author: &SafeText) -> Result<()> {
    conn.prepare_cached("UPDATE entry SET author = ?2 WHERE id = ?1 AND author IS NULL")?
        .execute((id.0, author.as_str()))?;
    Ok(())
}

/// The entry that arrived last.
pub(super) fn newest(conn: &Connection) -> Result<Option<EntryId>> {
    Ok(conn.query_row("SELECT max(id) FROM entry", [], |row| row.get::<_, Option<i64>>(0))?.map(EntryId))
}

/// Entries that arrived after `entry`, in order of arrival.
pub(super) fn after(conn: &Connection, entry: Option<EntryId>) -> Result<Vec<EntryId>> {
    let mut statement = conn.prepare_cached("SELECT id FROM entry WHERE id > ?1 ORDER BY id")?;
    let rows = statement.query_map([entry.map_or(0, |entry| entry.0)], |row| row.get(0).map(EntryId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
