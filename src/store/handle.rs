//! What stands behind every `Store` handle: the readers, the way to the writer thread (started by
//! the first write) and what both share. Called by the methods of `Store`.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};
use tokio::sync::oneshot;

use super::bodies::{Bodies, Packer};
use super::care;
use super::connection::Readers;
use super::desk::Desk;
use super::error::{Error, Result};
use super::interface::{Applied, FetchRecord};
use super::memory::ShortLived;
use super::writer::{Fetched, Job, Writer};
use crate::text::SafeText;

/// Readers of texts that are kept ready; a dictionary in each takes some 200 kB.
const BODIES: usize = 2;

/// What reads and the writer thread share.
pub(super) struct Shared {
    pub readers: Readers,
    /// With their dictionaries ready.
    bodies: Mutex<Vec<Bodies>>,
    pub fetch_commits: AtomicU64,
    /// Set for good once damage was seen: nothing is written any more.
    pub damaged: AtomicBool,
    /// The last end was unclean and nobody has looked since.
    unclean: AtomicBool,
    /// Made when a body is first packed: a reader that only reads needs none.
    packer: Mutex<Option<Packer>>,
    /// `data_version` compares only on one connection.
    versions: Mutex<Option<Connection>>,
    /// Dropped last, after the connections.
    _folder: Option<ShortLived>,
}

impl Shared {
    fn open(path: &Path, folder: Option<ShortLived>) -> Result<Self> {
        let readers = Readers::open(path)?;
        let unclean = readers.with(|conn| care::was_left_in_use(conn, path))?;
        Ok(Self {
            readers,
            bodies: Mutex::new(Vec::new()),
            fetch_commits: AtomicU64::new(0),
            damaged: AtomicBool::new(false),
            unclean: AtomicBool::new(unclean),
            packer: Mutex::new(None),
            versions: Mutex::new(None),
            _folder: folder,
        })
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::SeqCst)
    }

    /// Lends a reader of texts to `work`.
    pub(super) fn with_bodies<T>(&self, work: impl FnOnce(&mut Bodies) -> T) -> T {
        let kept = self.bodies.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut bodies = kept.unwrap_or_default();
        let result = work(&mut bodies);
        let mut kept = self.bodies.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < BODIES {
            kept.push(bodies);
        }
        result
    }

    /// The compressor with the newest dictionary; where that cannot be read, one that compresses less.
    pub(super) fn packer(&self) -> Packer {
        let mut kept = self.packer.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get_or_insert_with(|| self.readers.with(Packer::current).unwrap_or_default()).clone()
    }

    /// Gives `packer` the newest dictionary, if it has another one.
    pub(super) fn renew_packer(&self, packer: &mut Packer) {
        let newest = self.packer();
        if !packer.is_like(&newest) {
            *packer = newest;
        }
    }

    /// There is a newer dictionary.
    pub(super) fn set_packer(&self, packer: Packer) {
        *self.packer.lock().unwrap_or_else(PoisonError::into_inner) = Some(packer);
    }

    pub(super) fn data_version(&self) -> Result<u64> {
        let mut kept = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        let conn = match kept.take() {
            Some(conn) => conn,
            None => self.readers.another()?,
        };
        let version: i64 = conn.pragma_query_value(None, "data_version", |row| row.get(0))?;
        *kept = Some(conn);
        Ok(version.cast_unsigned())
    }

    /// Checks the file on a connection of its own; damage stops all writing and is copied.
    pub(super) fn look_for_damage(&self, thorough: bool) -> Result<Vec<SafeText>> {
        let found = self.readers.another().and_then(|conn| care::find_damage(&conn, thorough));
        let faults = match found {
            Err(Error::Damaged) => vec![SafeText::new("the file cannot be read to its end")],
            other => other?,
        };
        if !faults.is_empty() {
            care::keep_damaged(self);
        }
        Ok(faults)
    }
}

/// The way to the writer thread.
enum Line {
    NotStarted,
    Open(Sender<Job>),
    Closed,
}

/// The one object behind all clones of a handle.
pub(super) struct Inner {
    pub shared: Arc<Shared>,
    line: Mutex<Line>,
}

impl Inner {
    pub(super) fn open(path: &Path) -> Result<Self> {
        Ok(Self { shared: Arc::new(Shared::open(path, None)?), line: Mutex::new(Line::NotStarted) })
    }

    pub(super) fn in_memory() -> Result<Self> {
        let folder = ShortLived::make()?;
        let path = folder.path().join("tidings.db");
        Ok(Self { shared: Arc::new(Shared::open(&path, Some(folder))?), line: Mutex::new(Line::NotStarted) })
    }

    /// Has the writer do `work` and waits for its answer.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Work(Box::new(move |desk| {
            // The caller may have stopped waiting; what was done stays done.
            let _ = reply.send(desk.and_then(work));
        })))?;
        answer.await.map_err(|_| Error::Closed)?
    }

    pub(super) async fn record_fetch(&self, record: FetchRecord) -> Result<Applied> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Fetch(Fetched { record, reply }))?;
        answer.await.map_err(|_| Error::Closed)?
    }

    /// Runs long work that only reads on a thread of its own, beside the writer.
    pub(super) async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Shared) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let shared = Arc::clone(&self.shared);
        start("tidings-care", move || {
            let _ = reply.send(work(&shared));
        })?;
        answer.await.map_err(|_| Error::Closed)?
    }

    pub(super) fn wake(&self) {
        if let Err(error) = self.send(Job::Wake) {
            tracing::warn!(%error, "work in the background was not started");
        }
    }

    pub(super) fn check_after_crash(&self) -> Result<Option<SafeText>> {
        if !self.shared.unclean.swap(false, Ordering::SeqCst) {
            return Ok(None);
        }
        let faults = self.shared.look_for_damage(false)?;
        let Some(first) = faults.first() else {
            // All is well; a clean end of this run takes the mark away.
            self.wake();
            return Ok(None);
        };
        Ok(Some(SafeText::new(&format!(
            "{} ({first}); a copy was kept beside it, ending in .damaged and the date",
            Error::Damaged
        ))))
    }

    pub(super) async fn close(&self, limit: Duration) {
        let line =
            std::mem::replace(&mut *self.line.lock().unwrap_or_else(PoisonError::into_inner), Line::Closed);
        if let Line::Open(jobs) = line {
            let (done, ended) = oneshot::channel();
            if jobs.send(Job::Stop(done)).is_ok() && tokio::time::timeout(limit, ended).await.is_err() {
                tracing::warn!("the store still writes; its file is checked at the next start");
            }
        }
    }

    fn send(&self, job: Job) -> Result<()> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*line, Line::NotStarted) {
            let (sender, jobs) = mpsc::channel();
            let writer = Writer::new(Arc::clone(&self.shared), jobs);
            start("tidings-store", move || writer.run())?;
            *line = Line::Open(sender);
        }
        match &*line {
            Line::Open(sender) => sender.send(job).map_err(|_| Error::Closed),
            Line::NotStarted | Line::Closed => Err(Error::Closed),
        }
    }
}

/// Starts a thread of the store.
pub(super) fn start<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>> {
    let started = std::thread::Builder::new().name(name.to_owned()).spawn(work);
    started.map_err(|error| super::connection::cannot_open(Path::new("a thread"), &error))
}

/// Values kept for the program share a table with the store's own, apart by their prefix.
pub(super) fn load_memo(conn: &Connection, key: &str) -> Result<Option<String>> {
    let value = conn
        .prepare_cached("SELECT value FROM meta WHERE key = 'memo.' || ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(value)
}

pub(super) fn save_memo(conn: &Connection, key: &str, value: &str) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES ('memo.' || ?1, ?2)")?
        .execute((key, value))?;
    Ok(())
}
