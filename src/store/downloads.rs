//! The entries that the person takes along, in a queue that outlives the program. What fetching means is
//! `service`'s affair. Called through the methods of `Store` below.

use rusqlite::Connection;

use super::Store;
use super::error::Result;
use crate::domain::{DownloadProgress, Downloads, EntryId, FailedDownload};
use crate::text::SafeText;

/// Failures that are listed.
const LISTED: usize = 500;

impl Store {
    /// Puts entries at the end of the queue. Those that failed are tried again; a queue that was done with
    /// makes place for the new one.
    pub async fn queue_downloads(&self, entries: Vec<EntryId>) -> Result<()> {
        self.inner.write(move |desk| desk.person(|conn| queue(conn, &entries))).await
    }

    /// Lets those that failed wait again.
    pub async fn retry_downloads(&self) -> Result<()> {
        let sql = "UPDATE download SET state = 'waiting', reason = NULL WHERE state = 'failed'";
        self.inner.write(move |desk| desk.person(|conn| Ok(conn.execute(sql, [])?))).await.map(drop)
    }

    /// The text of an entry is there, or could not be had for a reason.
    pub async fn finish_download(&self, entry: EntryId, failure: Option<SafeText>) -> Result<()> {
        let sql = "UPDATE download SET state = ?2, reason = ?3 WHERE entry_id = ?1";
        let work = move |conn: &Connection| {
            let state = if failure.is_some() { "failed" } else { "done" };
            Ok(conn.prepare_cached(sql)?.execute((entry.0, state, failure.as_ref().map(SafeText::as_str)))?)
        };
        self.inner.write(move |desk| desk.routine(work)).await.map(drop)
    }

    /// The next entries of the queue, the newest first.
    pub fn waiting_downloads(&self, limit: usize) -> Result<Vec<EntryId>> {
        self.shared().readers.with(|conn| waiting(conn, limit))
    }

    /// How far the queue is, and what could not be had.
    pub fn downloads(&self) -> Result<Downloads> {
        self.shared().readers.with(load)
    }
}

fn queue(conn: &Connection, entries: &[EntryId]) -> Result<()> {
    let is_done_with = "SELECT NOT EXISTS (SELECT 1 FROM download WHERE state = 'waiting')";
    if conn.query_row(is_done_with, [], |row| row.get(0))? {
        conn.execute("DELETE FROM download", [])?;
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO download (entry_id) VALUES (?1)
         ON CONFLICT (entry_id) DO UPDATE SET state = 'waiting', reason = NULL WHERE state = 'failed'",
    )?;
    for entry in entries {
        insert.execute([entry.0])?;
    }
    Ok(())
}

fn waiting(conn: &Connection, limit: usize) -> Result<Vec<EntryId>> {
    let mut statement = conn.prepare_cached(
        "SELECT entry_id FROM download WHERE state = 'waiting' ORDER BY entry_id DESC LIMIT ?1",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let ids = statement.query_map([limit], |row| row.get(0).map(EntryId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn load(conn: &Connection) -> Result<Downloads> {
    let count =
        "SELECT count(*), ifnull(sum(state = 'done'), 0), ifnull(sum(state = 'failed'), 0) FROM download";
    let number = |row: &rusqlite::Row<'_>, at| -> rusqlite::Result<usize> {
        Ok(usize::try_from(row.get::<_, i64>(at)?).unwrap_or_default())
    };
    let progress = conn.prepare_cached(count)?.query_row([], |row| {
        Ok(DownloadProgress { total: number(row, 0)?, done: number(row, 1)?, failed: number(row, 2)? })
    })?;
    let mut statement = conn.prepare_cached(
        "SELECT d.entry_id, e.title, d.reason FROM download AS d JOIN entry AS e ON e.id = d.entry_id
         WHERE d.state = 'failed' ORDER BY d.entry_id DESC LIMIT ?1",
    )?;
    let failed = statement.query_map([i64::try_from(LISTED).unwrap_or(i64::MAX)], |row| {
        Ok(FailedDownload {
            entry: EntryId(row.get(0)?),
            title: SafeText::new(row.get_ref(1)?.as_str()?),
            reason: SafeText::new(row.get_ref(2)?.as_str_or_null()?.unwrap_or_default()),
        })
    })?;
    let failed = failed.collect::<rusqlite::Result<_>>()?;
    Ok(Downloads { progress, failed })
}
