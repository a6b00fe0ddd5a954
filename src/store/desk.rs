//! The connection that writes, with what belongs to it: how safe a commit must be, the mark of an
//! unclean end, and the work that is left for quiet moments. Owned by the writer thread.

use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::beside::Beside;
use super::bodies::{Packer, Training};
use super::error::{Error, Result};
use super::handle::Shared;
use super::{bodies, care, connection, index, removal};

/// New bodies after which a dictionary is thought of again.
const TRAIN_AFTER: usize = 2000;
/// Rows written while feeds arrive, about a kilobyte each, after which the log is folded beside the writer
/// (measured: folded by the writer itself it held a cold refresh up for a quarter of a second).
const FOLD_AFTER: usize = 16_000;
/// Entries indexed between two looks at the clock.
const INDEX_STEP: usize = 200;
/// Pages of the log before the writer itself folds it into the file and begins it anew: while feeds arrive
/// (256 MB, more than 100,000 entries take), and otherwise.
const CHECKPOINT_IN_FLOW: i64 = 32_000;
const CHECKPOINT: i64 = 1000;

/// How much a commit must survive.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Safety {
    /// A loss of power: what the person did.
    Full,
    /// The end of the process: what can be fetched again.
    Normal,
}

/// The writer's connection.
pub(super) struct Desk {
    conn: Connection,
    shared: Arc<Shared>,
    safety: Safety,
    in_flow: bool,
    bodies_since_training: usize,
    rows_since_fold: usize,
    beside: Beside,
    alive: Option<File>,
}

impl Desk {
    /// Opens the connection and marks the database as in use.
    pub(super) fn open(shared: &Arc<Shared>) -> Result<Self> {
        let place = shared.readers.place();
        let mut conn = connection::open_writer(place)?;
        // A transaction that reads before it writes would fail where another program wrote between.
        conn.set_transaction_behavior(TransactionBehavior::Immediate);
        care::mark_in_use(&conn)?;
        let alive = care::hold_alive(&place.path);
        let shared = Arc::clone(shared);
        Ok(Self {
            conn,
            beside: Beside::new(Arc::clone(&shared)),
            shared,
            safety: Safety::Normal,
            in_flow: false,
            // The first feed looks whether a dictionary is due.
            bodies_since_training: TRAIN_AFTER,
            rows_since_fold: 0,
            alive,
        })
    }

    /// Writes what the person did: on the disk before it returns.
    pub(super) fn person<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.transact(Safety::Full, work)
    }

    /// Writes what can be had again.
    pub(super) fn routine<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.transact(Safety::Normal, work)
    }

    /// Writes fetched feeds.
    pub(super) fn fetched<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        if !self.in_flow {
            self.conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_IN_FLOW)?;
            self.in_flow = true;
        }
        let before = self.conn.total_changes();
        let result = self.transact(Safety::Normal, work)?;
        self.shared.fetch_commits.fetch_add(1, Ordering::Relaxed);
        // Rows written are an upper bound of bodies written, which is all that is asked here.
        let rows = usize::try_from(self.conn.total_changes().saturating_sub(before)).unwrap_or(usize::MAX);
        self.bodies_since_training = self.bodies_since_training.saturating_add(rows / 2);
        self.rows_since_fold = self.rows_since_fold.saturating_add(rows);
        if self.rows_since_fold >= FOLD_AFTER {
            self.rows_since_fold = 0;
            self.beside.fold();
        }
        self.train();
        Ok(result)
    }

    /// Work outside of a transaction (`VACUUM`, the log).
    pub(super) fn bare<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let result = work(&self.conn);
        self.watch(result)
    }

    /// One short piece of the work that is left; false when nothing at all is.
    pub(super) fn step(&mut self, limit: usize) -> Result<bool> {
        if self.index(limit)? {
            return Ok(true);
        }
        self.finish_training();
        if self.in_flow {
            self.in_flow = false;
            self.beside.wait_for_folding();
            self.conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
            self.bare(care::fold_log)?;
        }
        Ok(false)
    }

    /// Indexes for at most `budget`; true when nothing is left.
    pub(super) fn index_for(&mut self, budget: Duration) -> Result<bool> {
        let began = Instant::now();
        while self.index(INDEX_STEP)? {
            if began.elapsed() >= budget {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Indexes up to `limit` entries: new ones, then those that came back. False when none is left.
    fn index(&mut self, limit: usize) -> Result<bool> {
        self.set_safety(Safety::Normal)?;
        let indexed = index::step(&self.conn, limit);
        if self.watch(indexed)? > 0 {
            return Ok(true);
        }
        let is_any = "SELECT EXISTS (SELECT 1 FROM reindex)";
        if !self.bare(|conn| Ok(conn.prepare_cached(is_any)?.query_row([], |row| row.get(0))?))? {
            return Ok(false);
        }
        Ok(self.routine(|conn| removal::reindex(conn, limit))? > 0)
    }

    /// Ends cleanly: folds the log and takes the mark away.
    pub(super) fn close(mut self) {
        self.finish_training();
        self.beside.wait_for_folding();
        let Self { conn, shared, alive, .. } = self;
        let path = &shared.readers.place().path;
        let ended = care::unmark_in_use(&conn, path, alive).and_then(|()| care::fold_log(&conn));
        if let Err(error) = ended {
            tracing::warn!(%error, "the database was not closed cleanly; it is checked at the next start");
        }
    }

    fn transact<T>(&mut self, safety: Safety, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.set_safety(safety)?;
        let result = run(&mut self.conn, work);
        self.watch(result)
    }

    fn set_safety(&mut self, safety: Safety) -> Result<()> {
        if self.safety != safety {
            let name = if safety == Safety::Full { "FULL" } else { "NORMAL" };
            self.conn.pragma_update(None, "synchronous", name)?;
            self.safety = safety;
        }
        Ok(())
    }

    /// Damage stops all further writing.
    fn watch<T>(&self, result: Result<T>) -> Result<T> {
        if matches!(result, Err(Error::Damaged)) {
            care::keep_damaged(&self.shared);
        }
        result
    }

    /// Takes over a dictionary that is ready, or has one thought of when there are texts enough again.
    fn train(&mut self) {
        if let Some(training) = self.beside.trained() {
            self.keep(training);
        }
        if self.bodies_since_training >= TRAIN_AFTER {
            self.bodies_since_training = 0;
            match bodies::is_training_due(&self.conn) {
                Ok(true) => self.beside.train(),
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "no dictionary for bodies was thought of"),
            }
        }
    }

    fn finish_training(&mut self) {
        if let Some(training) = self.beside.wait_for_training() {
            self.keep(training);
        }
    }

    fn keep(&self, training: Result<Training>) {
        let kept = training
            .and_then(|training| bodies::keep_training(&self.conn, &training))
            .and_then(|is_new| if is_new { Packer::current(&self.conn).map(Some) } else { Ok(None) });
        match kept {
            Ok(Some(packer)) => self.shared.set_packer(packer),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "no dictionary for bodies was made"),
        }
    }
}

fn run<T>(conn: &mut Connection, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    let transaction: Transaction<'_> = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = work(&transaction)?;
    transaction.commit()?;
    Ok(value)
}
