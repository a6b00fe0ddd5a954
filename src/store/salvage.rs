//! Saving what can be read of a damaged file: a fresh file is made, every table is read into it past
//! the bad pages, what belongs together is put right, and only then do the files change places. The
//! damaged one stays beside, as it was. Called through `Store::salvage`, while nobody else has the file.

mod mending;
mod reading;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{Error, Result};
use super::{care, connection, schema};
use crate::domain::Timestamp;

/// How long a program that closes the file is waited for.
const PATIENCE: Duration = Duration::from_millis(300);

/// What came of a salvage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvaged {
    /// Where the damaged file stands now.
    pub damaged: PathBuf,
    /// Subscriptions that are there.
    pub feeds: u64,
    /// Entries that are there.
    pub entries: u64,
    /// Texts that are there.
    pub texts: u64,
    /// Subscriptions of which only the address was left: their titles, places and settings are gone.
    pub bare_feeds: u64,
    /// Entries that are known to be lost.
    pub lost_entries: u64,
    /// Entries whose text is lost.
    pub lost_texts: u64,
    /// Places in the file that could not be read.
    pub bad_places: u64,
}

/// Saves what can be read of the file at `path`; `None` when it is in order.
pub(super) fn salvage(path: &Path, now: Timestamp) -> Result<Option<Salvaged>> {
    let _alone = care::hold_alone(path)?;
    let source = open_damaged(path)?;
    schema::refuse_foreign(&source, path).map_err(|error| match error {
        Error::Busy => Error::InUse,
        other => other,
    })?;
    if care::find_damage(&source, true).is_ok_and(|faults| faults.is_empty()) {
        return Ok(None);
    }
    let draft = connection::beside(path, &format!(".salvage-{}", std::process::id()));
    connection::make_new(&draft)?;
    let saved = save_into(&source, &draft, now);
    drop(source);
    let done = saved.and_then(|mut report| {
        report.damaged = change_places(path, &draft)?;
        Ok(report)
    });
    if done.is_err() {
        // Ours, made above; the damaged file is where it was.
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(connection::beside(&draft, ending));
        }
    }
    done.map(Some)
}

/// Opens the file so that nothing in it changes, not even by folding its log into it, and so that a
/// broken line of its schema does not hide the others.
fn open_damaged(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn =
        Connection::open_with_flags(path, flags).map_err(|error| connection::cannot_open(path, &error))?;
    conn.busy_timeout(PATIENCE)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // Alone: fails where another program only reads.
    conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    conn.execute_batch("PRAGMA writable_schema = ON; PRAGMA cell_size_check = ON;")?;
    Ok(conn)
}

fn save_into(source: &Connection, draft: &Path, now: Timestamp) -> Result<Salvaged> {
    let mut target = connection::open_file(draft)?;
    target
        .execute_batch("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;")?;
    let transaction = target.transaction()?;
    let bad_places = reading::copy_tables(source, &transaction)?;
    let mut report = mending::mend(source, &transaction, now)?;
    report.bad_places = bad_places;
    transaction.commit()?;
    target.execute_batch("PRAGMA synchronous = FULL;")?;
    care::fold_log(&target)?;
    target.close().map_err(|(_, error)| Error::from(error))?;
    Ok(report)
}

/// Gives the damaged file another name and the new one its own.
fn change_places(path: &Path, draft: &Path) -> Result<PathBuf> {
    let damaged = care::free_damaged_name(path);
    let rename = |from: &Path, to: &Path| {
        std::fs::rename(from, to).map_err(|error| connection::cannot_open(from, &error))
    };
    // Its log first: without the file of its name it belongs to nobody and harms nobody.
    let log = connection::beside(path, "-wal");
    if log.exists() {
        rename(&log, &connection::beside(&damaged, "-wal"))?;
    }
    // Made anew from the log by whoever opens the file.
    let _ = std::fs::remove_file(connection::beside(path, "-shm"));
    rename(path, &damaged)?;
    rename(draft, path)?;
    Ok(damaged)
}
