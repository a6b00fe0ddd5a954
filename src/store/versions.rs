//! What articles said before they were edited: kept when an edit comes in, bounded, and read again for
//! whoever asks what changed. What counts as an edit is `text::diff`'s to say. Called by `incoming` and
//! `entries` inside the writer's transaction, and by the methods of `Store` below.

use rusqlite::{Connection, OptionalExtension, params};

use super::bodies::Bodies;
use super::error::Result;
use super::interface::IncomingEntry;
use super::{Store, columns};
use crate::domain::{Completeness, EditCount, EntryId, FullText, TextOrigin, Timestamp, Version};
use crate::text::html::visible_text;
use crate::text::render::markup_to_plain;
use crate::text::{Markup, SafeText, diff};

/// Former versions of a text that are kept besides the first one.
const NEWEST: usize = 10;

impl Store {
    /// The former versions of an entry, in the order in which they were edited.
    pub fn versions(&self, entry: EntryId) -> Result<Vec<Version>> {
        let shared = self.shared();
        shared.readers.with(|conn| shared.with_bodies(|bodies| load(conn, bodies, entry)))
    }

    /// The person has looked at an entry that was edited: it is no longer marked.
    pub async fn see_edit(&self, entry: EntryId) -> Result<()> {
        let sql = "UPDATE entry SET edited = NULL WHERE id = ?1 AND edited IS NOT NULL";
        let work = move |conn: &Connection| Ok(conn.prepare_cached(sql)?.execute([entry.0])?);
        self.inner.write(move |desk| desk.routine(work)).await.map(drop)
    }
}

/// What an entry holds before an edit is written over it.
struct Held {
    title: String,
    completeness: Completeness,
    fetched: i64,
    z: Option<Vec<u8>>,
}

/// Keeps what an entry says, if a reader would miss something of it in what came at `now`; true then.
/// Nothing is read or written for entries that are new or the same.
pub(super) fn keep_edited(
    conn: &Connection,
    bodies: &mut Bodies,
    id: EntryId,
    entry: &IncomingEntry,
    now: Timestamp,
) -> Result<bool> {
    let held = conn
        .prepare_cached(
            "SELECT title, completeness, fetched, (SELECT z FROM body WHERE id = entry.id) FROM entry WHERE id = ?1",
        )?
        .query_row([id.0], |row| {
            let completeness = super::rows::completeness(row.get(1)?);
            Ok(Held { title: row.get(0)?, completeness, fetched: row.get(2)?, z: row.get(3)? })
        })
        .optional()?;
    let Some(held) = held else { return Ok(false) };
    let is_other_title = !diff::says_the_same(&held.title, entry.title.as_str());
    if !is_other_title && !is_edited(conn, bodies, &held, entry)? {
        return Ok(false);
    }
    let since = last_edit(conn, id, TextOrigin::Feed)?.unwrap_or(held.fetched);
    let said = entry.updated.map(Timestamp::as_second).filter(|at| (since..=now.as_second()).contains(at));
    let until = said.unwrap_or(now.as_second());
    let former = Former { origin: TextOrigin::Feed, since, until, title: &held.title, z: held.z.as_deref() };
    save(conn, id, &former)?;
    Ok(true)
}

/// Keeps the fetched article that `text` replaces, if a reader would miss something of it; true then.
pub(super) fn keep_refetched(
    conn: &Connection,
    bodies: &mut Bodies,
    id: EntryId,
    text: &FullText,
) -> Result<bool> {
    let held = conn
        .prepare_cached(
            "SELECT f.z, f.fetched, e.title FROM full_text AS f JOIN entry AS e USING (id) WHERE f.id = ?1",
        )?
        .query_row([id.0], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?, row.get::<_, String>(2)?)))
        .optional()?;
    let Some((z, since, title)) = held else { return Ok(false) };
    let before = bodies.unpack(conn, &z)?;
    if is_same_text(&before, &text.content) {
        return Ok(false);
    }
    let until = text.fetched.as_second();
    save(conn, id, &Former { origin: TextOrigin::Page, since, until, title: &title, z: Some(&z) })?;
    Ok(true)
}

fn is_edited(conn: &Connection, bodies: &mut Bodies, held: &Held, entry: &IncomingEntry) -> Result<bool> {
    let (Some(before), Some(after)) = (&held.z, &entry.body) else { return Ok(false) };
    if *before == after.0 {
        return Ok(false);
    }
    let (before, after) = (bodies.unpack(conn, before)?, bodies.unpack(conn, &after.0)?);
    let is_more = held.completeness < Completeness::FeedText && entry.completeness > held.completeness;
    let is_none = is_same_text(&before, &after) || (is_more && goes_on(&before, &after));
    Ok(!is_none)
}

fn is_same_text(before: &Markup, after: &Markup) -> bool {
    // Most edits that are none differ in markup only, which is quickly seen.
    visible_text(before) == visible_text(after)
        || diff::says_the_same(&markup_to_plain(before), &markup_to_plain(after))
}

/// True if a feed only sends more of a text than it did.
fn goes_on(before: &Markup, after: &Markup) -> bool {
    let start = visible_text(before);
    let start = start.trim_end_matches(|c: char| !c.is_alphanumeric());
    visible_text(after).starts_with(start)
}

struct Former<'a> {
    origin: TextOrigin,
    since: i64,
    until: i64,
    title: &'a str,
    z: Option<&'a [u8]>,
}

/// Keeps a former version, marks its entry and drops what is too much.
fn save(conn: &Connection, id: EntryId, former: &Former<'_>) -> Result<()> {
    let origin = former.origin.name();
    conn.prepare_cached(
        "INSERT INTO version (entry_id, origin, since, until, title, z) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![id.0, origin, former.since, former.until, former.title, former.z])?;
    conn.prepare_cached("UPDATE entry SET edited = ?2 WHERE id = ?1")?.execute((id.0, former.until))?;
    conn.prepare_cached(
        "DELETE FROM version WHERE entry_id = ?1 AND origin = ?2
            AND id <> (SELECT min(id) FROM version WHERE entry_id = ?1 AND origin = ?2)
            AND id NOT IN (SELECT id FROM version WHERE entry_id = ?1 AND origin = ?2 ORDER BY id DESC LIMIT ?3)",
    )?
    .execute(params![id.0, origin, i64::try_from(NEWEST).unwrap_or(i64::MAX)])?;
    Ok(())
}

fn last_edit(conn: &Connection, id: EntryId, origin: TextOrigin) -> Result<Option<i64>> {
    let sql = "SELECT max(until) FROM version WHERE entry_id = ?1 AND origin = ?2";
    Ok(conn.prepare_cached(sql)?.query_row((id.0, origin.name()), |row| row.get(0))?)
}

/// How often an entry was edited; `None` for one that never was.
pub(super) fn count(conn: &Connection, id: EntryId) -> Result<Option<EditCount>> {
    let sql = "SELECT count(*), max(until) FROM version WHERE entry_id = ?1";
    let (held, last) = conn
        .prepare_cached(sql)?
        .query_row([id.0], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    Ok(last.map(|last| EditCount {
        held: usize::try_from(held).unwrap_or_default(),
        last: columns::instant(last),
    }))
}

fn load(conn: &Connection, bodies: &mut Bodies, id: EntryId) -> Result<Vec<Version>> {
    let mut statement = conn.prepare_cached(
        "SELECT origin, since, until, title, z FROM version WHERE entry_id = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([id.0])?;
    let mut versions = Vec::new();
    while let Some(row) = rows.next()? {
        let is_page = row.get_ref(0)?.as_str().unwrap_or_default() == TextOrigin::Page.name();
        let content = match row.get::<_, Option<Vec<u8>>>(4)? {
            Some(frame) => bodies.unpack(conn, &frame)?,
            None => Markup::default(),
        };
        versions.push(Version {
            origin: if is_page { TextOrigin::Page } else { TextOrigin::Feed },
            since: columns::instant(row.get(1)?),
            until: columns::instant(row.get(2)?),
            title: SafeText::new(row.get_ref(3)?.as_str().unwrap_or_default()),
            content,
        });
    }
    Ok(versions)
}
