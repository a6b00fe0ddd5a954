//! The search index: what is written into it, and how far it is. The writer calls [`step`] when it
//! has nothing else to do, [`renew`] and [`forget`] with the changes that make them necessary.
//!
//! Three numbers in `meta` make the rest cheap: `index_mark` (entries up to this id are indexed, the
//! rest is the tail that searches scan), `index_count` (documents) and `index_steps` (how far a
//! document's id was ever moved from its entry's `at`).

#[cfg(test)]
pub(crate) mod fixture;

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::EntryId;
use crate::store::bodies::Bodies;
use crate::store::{IndexState, Result};
use crate::text::{html, words};

/// More of a text is neither indexed nor searched.
const MAX_TEXT: usize = 512 * 1024;

/// Indexes up to `limit` entries beyond the mark, in a transaction of its own; how many it were.
pub(crate) fn step(connection: &Connection, limit: usize) -> Result<usize> {
    let transaction = connection.unchecked_transaction()?;
    let extent = Extent::load(connection)?;
    let mut heads = heads(connection, extent.mark, limit)?;
    let Some(mark) = heads.last().map(|head| head.id) else { return Ok(0) };
    heads.sort_by_key(|head| (head.at, head.id));
    let mut writer = Writer::new(connection, extent.steps);
    for head in &heads {
        writer.insert(head)?;
    }
    let steps = writer.steps;
    Extent { mark, count: extent.count + count(heads.len()), steps }.save(connection)?;
    transaction.commit()?;
    Ok(heads.len())
}

/// How far the index is, from kept numbers alone.
pub(crate) fn state(connection: &Connection) -> Result<IndexState> {
    let total: i64 = connection.query_row("SELECT ifnull(sum(total), 0) FROM feed", [], |row| row.get(0))?;
    let total = u64::try_from(total).unwrap_or(0);
    let indexed = u64::try_from(Extent::load(connection)?.count).unwrap_or(0);
    Ok(IndexState { indexed: indexed.min(total), total })
}

/// Takes entries out of the index, within the caller's transaction. Cheap while the rows of `entries`
/// are still there (their `at` leads to the document); without them it looks through all documents.
pub(crate) fn forget(connection: &Connection, entries: &[EntryId]) -> Result<()> {
    let mut extent = Extent::load(connection)?;
    for document in documents(connection, entries, &extent)? {
        connection.prepare_cached("DELETE FROM fts WHERE rowid = ?1")?.execute([document])?;
        connection.prepare_cached("DELETE FROM doc WHERE id = ?1")?.execute([document])?;
        extent.count -= 1;
    }
    extent.save(connection)
}

/// Indexes the present text of an entry, within the caller's transaction: after its text changed, or
/// when it came back from an undone removal. An entry beyond the mark is left to [`step`].
pub(crate) fn renew(connection: &Connection, entry: EntryId) -> Result<()> {
    if entry.0 > Extent::load(connection)?.mark {
        return Ok(());
    }
    forget(connection, &[entry])?;
    let mut extent = Extent::load(connection)?;
    for head in heads(connection, entry.0 - 1, 1)?.iter().filter(|head| head.id == entry.0) {
        let mut writer = Writer::new(connection, extent.steps);
        writer.insert(head)?;
        extent.steps = writer.steps;
        extent.count += 1;
    }
    extent.save(connection)
}

/// The words of an entry's text in one line.
pub(crate) fn plain_text(source: &str) -> String {
    let mut text = html::visible_text_of(source);
    if text.len() > MAX_TEXT {
        text.truncate(text.floor_char_boundary(MAX_TEXT));
    }
    text
}

/// How far the index reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Entries up to this id are indexed.
    pub(crate) mark: i64,
    /// Documents in the index.
    pub(crate) count: i64,
    /// The most that a document's id exceeds its entry's `at`.
    pub(crate) steps: i64,
}

impl Extent {
    pub(crate) fn load(connection: &Connection) -> Result<Self> {
        let mut extent = Self::default();
        let mut statement = connection.prepare_cached(
            "SELECT key, value FROM meta WHERE key IN ('index_mark', 'index_count', 'index_steps')",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let value = row.get(1)?;
            match row.get_ref(0)?.as_str().unwrap_or_default() {
                "index_mark" => extent.mark = value,
                "index_count" => extent.count = value,
                _ => extent.steps = value,
            }
        }
        Ok(extent)
    }

    fn save(self, connection: &Connection) -> Result<()> {
        let mut statement = connection.prepare_cached(
            "INSERT INTO meta (key, value)
             VALUES ('index_mark', ?1), ('index_count', ?2), ('index_steps', ?3)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )?;
        statement.execute([self.mark, self.count, self.steps])?;
        Ok(())
    }
}

/// What is indexed of an entry beside its text.
struct Head {
    id: i64,
    at: i64,
    feed: i64,
    title: String,
    author: Option<String>,
    publisher: Option<String>,
}

fn heads(connection: &Connection, after: i64, limit: usize) -> Result<Vec<Head>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, at, feed_id, title, author, publisher FROM entry WHERE id > ?1 ORDER BY id LIMIT ?2",
    )?;
    let heads = statement.query_map([after, count(limit)], |row| {
        Ok(Head {
            id: row.get(0)?,
            at: row.get(1)?,
            feed: row.get(2)?,
            title: row.get(3)?,
            author: row.get(4)?,
            publisher: row.get(5)?,
        })
    })?;
    Ok(heads.collect::<rusqlite::Result<_>>()?)
}

/// Writes documents; entries come in the order of their `at`.
struct Writer<'c> {
    connection: &'c Connection,
    bodies: Bodies,
    steps: i64,
    /// The document written last: everything from its entry's `at` up to it is taken.
    last: Option<i64>,
    body: String,
    title: String,
}

impl<'c> Writer<'c> {
    fn new(connection: &'c Connection, steps: i64) -> Self {
        let (body, title) = (String::new(), String::new());
        Self { connection, bodies: Bodies::new(), steps, last: None, body, title }
    }

    fn insert(&mut self, head: &Head) -> Result<()> {
        self.write_words(head)?;
        let from = self.last.filter(|last| *last >= head.at).map_or(head.at, |last| last + 1);
        let document = free_from(self.connection, from)?;
        self.steps = self.steps.max(document - head.at);
        self.last = Some(document);
        self.connection
            .prepare_cached("INSERT INTO doc (id, entry_id) VALUES (?1, ?2)")?
            .execute([document, head.id])?;
        self.connection
            .prepare_cached("INSERT INTO fts (rowid, body, title) VALUES (?1, ?2, ?3)")?
            .execute((document, &self.body, &self.title))?;
        Ok(())
    }

    fn write_words(&mut self, head: &Head) -> Result<()> {
        self.body.clear();
        self.title.clear();
        if let Some(source) = self.bodies.load_best(self.connection, EntryId(head.id))? {
            write_words(&mut self.body, &plain_text(&source), str::to_owned);
        }
        write_words(&mut self.title, &head.title, str::to_owned);
        write_words(&mut self.title, &head.title, words::title_word);
        for name in [&head.author, &head.publisher].into_iter().flatten() {
            write_words(&mut self.title, name, str::to_owned);
        }
        self.title.push_str(&words::feed_word(head.feed));
        Ok(())
    }
}

fn write_words(out: &mut String, text: &str, spell: fn(&str) -> String) {
    words::each(text, |token| {
        out.push_str(&spell(token.text));
        out.push(' ');
        ControlFlow::Continue(())
    });
}

/// The first id from `from` on that no document has.
fn free_from(connection: &Connection, from: i64) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT id FROM doc WHERE id >= ?1 ORDER BY id")?;
    let mut rows = statement.query([from])?;
    let mut free = from;
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(0)? != free {
            break;
        }
        free += 1;
    }
    Ok(free)
}

fn documents(connection: &Connection, entries: &[EntryId], extent: &Extent) -> Result<Vec<i64>> {
    let mut found = Vec::with_capacity(entries.len());
    let mut lost = std::collections::HashSet::new();
    for entry in entries.iter().filter(|entry| entry.0 <= extent.mark) {
        let at = connection
            .prepare_cached("SELECT at FROM entry WHERE id = ?1")?
            .query_row([entry.0], |row| row.get::<_, i64>(0))
            .optional()?;
        match at {
            Some(at) => found.extend(document(connection, entry.0, at, extent.steps)?),
            None => drop(lost.insert(entry.0)),
        }
    }
    if !lost.is_empty() {
        let mut statement = connection.prepare("SELECT id, entry_id FROM doc")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if lost.contains(&row.get(1)?) {
                found.push(row.get(0)?);
            }
        }
    }
    Ok(found)
}

/// The document of an entry, if it has one.
pub(crate) fn document(connection: &Connection, entry: i64, at: i64, steps: i64) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM doc WHERE id BETWEEN ?1 AND ?2 AND entry_id = ?3 ORDER BY id LIMIT 1",
    )?;
    Ok(statement.query_row([at, at.saturating_add(steps), entry], |row| row.get(0)).optional()?)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
