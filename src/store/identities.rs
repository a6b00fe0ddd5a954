//! Which stored entry an arriving item is: by its own key, else by an identity under which the entry
//! came before. Feeds whose items have one identity only (almost all) never touch the table of the
//! others. Called by `incoming` inside the writer's transaction.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use super::error::Result;
use super::interface::IncomingEntry;
use crate::domain::{EntryId, FeedId};

pub(super) const KNOWN: &str = "SELECT id, content_hash, key FROM entry WHERE feed_id = ?1 AND key = ?2";
pub(super) const KNOWN_OTHERWISE: &str =
    "SELECT e.id, e.content_hash, e.key FROM entry_alias AS a CROSS JOIN entry AS e ON e.id = a.entry_id
     WHERE a.feed_id = ?1 AND a.key = ?2";

/// A stored entry.
pub(super) struct Known {
    pub id: EntryId,
    pub content_hash: u64,
    key: u64,
}

/// The identities of one feed while a document of it is written.
pub(super) struct Identities<'c> {
    conn: &'c Connection,
    feed: FeedId,
    is_first: bool,
    has_aliases: bool,
    /// Keys of the document: an entry whose own item is in it is nobody else.
    keys: HashSet<u64>,
    /// Entries that an item of the document is already.
    taken: HashSet<EntryId>,
}

impl<'c> Identities<'c> {
    pub(super) fn load(conn: &'c Connection, feed: FeedId, entries: &[IncomingEntry]) -> Result<Self> {
        let is_any = |sql: &str| -> Result<bool> {
            Ok(conn.prepare_cached(sql)?.query_row([feed.0], |_| Ok(())).optional()?.is_some())
        };
        let is_first = !is_any("SELECT 1 FROM entry WHERE feed_id = ?1 LIMIT 1")?;
        let has_aliases = !is_first && is_any("SELECT 1 FROM entry_alias WHERE feed_id = ?1 LIMIT 1")?;
        let has_any = has_aliases || entries.iter().any(|entry| !entry.aliases.is_empty());
        let keys = entries.iter().filter(|_| has_any).map(|entry| entry.key).collect();
        Ok(Self { conn, feed, is_first, has_aliases, keys, taken: HashSet::new() })
    }

    /// The stored entry that `entry` is, if it is one.
    pub(super) fn find(&mut self, entry: &IncomingEntry) -> Result<Option<Known>> {
        if self.is_first {
            return Ok(None);
        }
        let found = match self.look(KNOWN, entry.key)? {
            Some(own) => Some(own),
            None => self.find_otherwise(entry)?,
        };
        if let Some(known) = &found
            && (self.has_aliases || !entry.aliases.is_empty())
        {
            self.taken.insert(known.id);
            let before = (known.key != entry.key).then_some(&entry.key);
            self.add("INSERT OR IGNORE", known.id, before.into_iter().chain(&entry.aliases))?;
        }
        Ok(found)
    }

    /// Keeps the other identities of an entry that is new; they are its own from now on.
    pub(super) fn keep(&mut self, id: EntryId, entry: &IncomingEntry) -> Result<()> {
        if !entry.aliases.is_empty() {
            self.taken.insert(id);
            self.add("INSERT OR REPLACE", id, &entry.aliases)?;
        }
        Ok(())
    }

    fn find_otherwise(&self, entry: &IncomingEntry) -> Result<Option<Known>> {
        for key in std::iter::once(&entry.key).chain(&entry.aliases) {
            let mut found = if *key == entry.key { None } else { self.look(KNOWN, *key)? };
            if found.is_none() && self.has_aliases {
                found = self.look(KNOWN_OTHERWISE, *key)?;
            }
            let is_free = |known: &Known| !self.taken.contains(&known.id) && !self.keys.contains(&known.key);
            if let Some(known) = found.filter(is_free) {
                return Ok(Some(known));
            }
        }
        Ok(None)
    }

    fn look(&self, sql: &str, key: u64) -> Result<Option<Known>> {
        let known = self.conn.prepare_cached(sql)?.query_row((self.feed.0, key.cast_signed()), |row| {
            Ok(Known {
                id: EntryId(row.get(0)?),
                content_hash: row.get::<_, i64>(1)?.cast_unsigned(),
                key: row.get::<_, i64>(2)?.cast_unsigned(),
            })
        });
        Ok(known.optional()?)
    }

    fn add<'k>(&mut self, how: &str, id: EntryId, keys: impl IntoIterator<Item = &'k u64>) -> Result<()> {
        for key in keys {
            self.has_aliases = true;
            self.conn
                .prepare_cached(&format!(
                    "{how} INTO entry_alias (feed_id, key, entry_id) VALUES (?1, ?2, ?3)"
                ))?
                .execute((self.feed.0, key.cast_signed(), id.0))?;
        }
        Ok(())
    }
}

/// Drops the identities of entries that are gone for good.
pub(super) fn drop_lost(conn: &Connection, feed: FeedId) -> Result<()> {
    conn.execute(
        "DELETE FROM entry_alias WHERE feed_id = ?1
            AND NOT EXISTS (SELECT 1 FROM entry WHERE id = entry_id)
            AND NOT EXISTS (SELECT 1 FROM removed_entry WHERE id = entry_id)",
        [feed.0],
    )?;
    Ok(())
}
