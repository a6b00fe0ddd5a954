//! Care of the file: the mark of an unclean end, the check after a crash, the full check, tidying,
//! copies. Called by the methods of `Store`; nothing here runs by itself but folding the log.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};

use super::error::{Error, Result};
use super::handle::Shared;
use super::{connection, identities, index, removal};
use crate::domain::{EntryId, FeedId};
use crate::text::SafeText;

/// How long lines of the journal, and what unsubscribing took away, are kept.
const KEEP: i64 = 30 * 24 * 3600;
/// Faults that a check lists; a damaged file may have millions.
const MAX_FAULTS: usize = 20;

/// Says in the file that somebody writes to it; the mark outlives a crash.
pub(super) fn mark_in_use(conn: &Connection) -> Result<()> {
    conn.execute("INSERT OR IGNORE INTO meta (key, value) VALUES ('in_use', 1)", [])?;
    Ok(())
}

/// True when the mark stands although no program that writes is alive.
pub(super) fn was_left_in_use(conn: &Connection, path: &Path) -> Result<bool> {
    let marked =
        conn.query_row("SELECT 1 FROM meta WHERE key = 'in_use'", [], |_| Ok(())).optional()?.is_some();
    Ok(marked && alive_file(path).is_none_or(|file| file.try_lock().is_ok()))
}

/// Holds the lock that tells other programs that this one is alive; the system takes it back
/// however this program ends.
pub(super) fn hold_alive(path: &Path) -> Option<File> {
    let file = alive_file(path)?;
    // Others hold it alone for a moment only.
    file.lock_shared().ok()?;
    Some(file)
}

/// Holds the lock alone: nobody else writes, and none begins to.
pub(super) fn hold_alone(path: &Path) -> Result<File> {
    let file = alive_file(path).ok_or(Error::ReadOnly)?;
    file.try_lock().map_err(|_| Error::InUse)?;
    Ok(file)
}

/// Takes the mark away, unless another program still writes.
pub(super) fn unmark_in_use(conn: &Connection, path: &Path, alive: Option<File>) -> Result<()> {
    drop(alive);
    let lock = alive_file(path);
    if lock.as_ref().is_none_or(|file| file.try_lock().is_ok()) {
        conn.execute("DELETE FROM meta WHERE key = 'in_use'", [])?;
    }
    Ok(())
}

fn alive_file(path: &Path) -> Option<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(connection::beside(path, "-alive")).ok()
}

/// Looks for damage in the whole file, quickly (`thorough` also compares indexes with tables).
pub(super) fn find_damage(conn: &Connection, thorough: bool) -> Result<Vec<SafeText>> {
    let name = if thorough { "integrity_check" } else { "quick_check" };
    let mut statement = conn.prepare(&format!("PRAGMA {name}({MAX_FAULTS})"))?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut faults = Vec::new();
    for line in lines {
        let line = line?;
        if line != "ok" {
            faults.push(SafeText::folded(&line, 300));
        }
    }
    Ok(faults)
}

/// Stops all writing and keeps a copy of the file as it is, named by the day it was last written.
pub(super) fn keep_damaged(shared: &Shared) {
    if shared.damaged.swap(true, Ordering::SeqCst) {
        return;
    }
    let copy = damaged_name(&shared.readers.place().path);
    if copy.exists() {
        return;
    }
    match shared.readers.another().and_then(|conn| connection::copy(&conn, &copy)) {
        Ok(()) => tracing::error!(copy = %copy.display(), "the database is damaged; a copy was kept"),
        Err(error) => tracing::error!(%error, "the database is damaged and could not be copied"),
    }
}

/// The name under which a damaged file is kept: by the day on which it was last written.
fn damaged_name(path: &Path) -> PathBuf {
    let written = std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let written = written.and_then(|time| crate::domain::Timestamp::try_from(time).ok()).unwrap_or_default();
    let day = written.to_zoned(jiff::tz::TimeZone::UTC).date();
    connection::beside(path, &format!(".damaged-{day}"))
}

/// The same, and one that no file has.
pub(super) fn free_damaged_name(path: &Path) -> PathBuf {
    let name = damaged_name(path);
    let names =
        std::iter::once(name.clone()).chain((2..).map(|n| connection::beside(&name, &format!("-{n}"))));
    names.into_iter().find(|name| !name.exists()).unwrap_or(name)
}

/// Compares the kept counts with the entries and removes texts that belong to nothing; says what
/// it mended.
pub(super) fn mend(conn: &Connection) -> Result<Vec<SafeText>> {
    let mut said = Vec::new();
    let mut wrong = conn.prepare(
        "SELECT feed.id, ifnull(feed.title_override, ifnull(feed.title, feed.url)) FROM feed LEFT JOIN
            (SELECT feed_id, count(*) AS total, sum(read = 0) AS unread, sum(starred) AS starred
             FROM entry GROUP BY feed_id) AS counted ON counted.feed_id = feed.id
         WHERE feed.total <> ifnull(counted.total, 0) OR feed.unread <> ifnull(counted.unread, 0)
            OR feed.starred <> ifnull(counted.starred, 0)",
    )?;
    let feeds = wrong.query_map([], |row| Ok((FeedId(row.get(0)?), row.get::<_, String>(1)?)))?;
    for feed in feeds.collect::<rusqlite::Result<Vec<_>>>()? {
        removal::recount(conn, feed.0)?;
        said.push(SafeText::folded(&format!("the counts of {} were wrong and are right now", feed.1), 300));
    }
    for (table, column, name) in [
        ("body", "id", "texts"),
        ("full_text", "id", "fetched articles"),
        ("entry_tag", "entry_id", "tags"),
        ("telling", "id", "places in stories"),
        ("note", "id", "notes"),
        ("entry_alias", "entry_id", "identities"),
        ("version", "entry_id", "former texts"),
        ("download", "entry_id", "downloads"),
    ] {
        let removed = conn.execute(
            &format!(
                "DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM entry)
                    AND {column} NOT IN (SELECT id FROM removed_entry)"
            ),
            [],
        )?;
        if removed > 0 {
            said.push(SafeText::new(&format!("{removed} {name} without an entry were removed")));
        }
    }
    Ok(said)
}

/// Drops what is too old to be undone. "Now" is the newest instant that the file knows of.
pub(super) fn drop_old(conn: &Connection) -> Result<()> {
    let newest: i64 = conn.query_row(
        "SELECT max(ifnull((SELECT max(last_attempt) FROM feed), 0),
                    ifnull((SELECT at FROM change ORDER BY id DESC LIMIT 1), 0))",
        [],
        |row| row.get(0),
    )?;
    let limit = newest - KEEP;
    conn.execute("DELETE FROM change WHERE at < ?1", [limit])?;
    conn.execute("DELETE FROM unresolved_link WHERE at < ?1", [limit])?;
    let mut statement =
        conn.prepare("SELECT id FROM feed WHERE subscribed = 0 AND ifnull(removed, 0) < ?1")?;
    let feeds: Vec<i64> = statement.query_map([limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for feed in feeds {
        forget_feed(conn, feed)?;
    }
    Ok(())
}

/// Drops what is left of a feed that was unsubscribed from long ago; the feed itself stays while a
/// starred or noted entry needs its name.
fn forget_feed(conn: &Connection, feed: i64) -> Result<()> {
    for table in ["body", "full_text", "note"] {
        conn.execute(
            &format!("DELETE FROM {table} WHERE id IN (SELECT id FROM removed_entry WHERE feed_id = ?1)"),
            [feed],
        )?;
    }
    conn.execute(
        "DELETE FROM version WHERE entry_id IN (SELECT id FROM removed_entry WHERE feed_id = ?1)",
        [feed],
    )?;
    conn.execute("DELETE FROM removed_entry WHERE feed_id = ?1", [feed])?;
    forget_unkept(conn, feed)?;
    identities::drop_lost(conn, FeedId(feed))?;
    // What the server said belongs to entries that are gone: asked again, it must send them all.
    conn.execute(
        "UPDATE feed SET etag = NULL, last_modified = NULL, body_hash = NULL WHERE id = ?1",
        [feed],
    )?;
    conn.execute(
        "DELETE FROM feed WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM entry WHERE feed_id = ?1)",
        [feed],
    )?;
    Ok(())
}

/// Entries that stayed for their star or note and lost it later go too, once that cannot be undone.
fn forget_unkept(conn: &Connection, feed: i64) -> Result<()> {
    let mut statement = conn.prepare(&format!(
        "SELECT id {} AND NOT EXISTS (SELECT 1 FROM change WHERE kind IN ('star', 'note'))",
        removal::GOING
    ))?;
    let ids: Vec<EntryId> =
        statement.query_map([feed], |row| row.get(0).map(EntryId))?.collect::<rusqlite::Result<_>>()?;
    index::forget(conn, &ids)?;
    for id in &ids {
        for sql in [
            "DELETE FROM body WHERE id = ?1",
            "DELETE FROM full_text WHERE id = ?1",
            "DELETE FROM entry_tag WHERE entry_id = ?1",
            "DELETE FROM telling WHERE id = ?1",
            "DELETE FROM version WHERE entry_id = ?1",
            "DELETE FROM entry WHERE id = ?1",
        ] {
            conn.prepare_cached(sql)?.execute([id.0])?;
        }
    }
    removal::recount(conn, FeedId(feed))
}

/// Folds what the log holds into the file while the writer goes on; waits for nobody, and leaves what came
/// meanwhile for the next time.
pub(super) fn fold_beside_writer(conn: &Connection) -> Result<()> {
    Ok(conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
}

/// Folds the log into the file and lets SQLite look at its statistics. Waits for readers only
/// briefly: what is left is folded the next time.
pub(super) fn fold_log(conn: &Connection) -> Result<()> {
    // First the statistics: what they write belongs into the file, too.
    conn.execute_batch("PRAGMA analysis_limit = 400; PRAGMA optimize;")?;
    conn.busy_timeout(Duration::from_millis(100))?;
    let folded = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    conn.busy_timeout(connection::BUSY)?;
    Ok(folded?)
}
