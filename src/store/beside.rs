//! What would keep the writer waiting while feeds arrive, done on threads of their own: folding the log
//! into the file while more is written to it, and training a dictionary for bodies. Owned by the desk.

use std::sync::Arc;
use std::thread::JoinHandle;

use super::bodies::{self, Training};
use super::error::{Error, Result};
use super::handle::{Shared, start};
use super::{care, connection};

/// The threads beside the writer; at most one of each kind.
pub(super) struct Beside {
    shared: Arc<Shared>,
    folding: Option<JoinHandle<()>>,
    training: Option<JoinHandle<Result<Training>>>,
}

impl Beside {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, folding: None, training: None }
    }

    /// Folds what the log holds now, unless that is still being done.
    pub(super) fn fold(&mut self) {
        if self.folding.as_ref().is_some_and(|folding| !folding.is_finished()) {
            return;
        }
        let shared = Arc::clone(&self.shared);
        self.folding = spawn("tidings-fold", move || {
            // Lower priority is a courtesy to the screen; without it everything still works.
            let _ = rustix::process::nice(5);
            let folded = connection::open_writer(shared.readers.place())
                .and_then(|conn| care::fold_beside_writer(&conn));
            if let Err(error) = folded {
                tracing::warn!(%error, "the log of the database was not folded; it is tried again");
            }
        });
    }

    /// Trains a dictionary, unless that is still being done.
    pub(super) fn train(&mut self) {
        if self.training.is_none() {
            let shared = Arc::clone(&self.shared);
            self.training = spawn("tidings-train", move || bodies::train(&shared.readers.another()?));
        }
    }

    /// What came of the training, once it has ended.
    pub(super) fn trained(&mut self) -> Option<Result<Training>> {
        self.training.as_ref().filter(|training| training.is_finished())?;
        self.wait_for_training()
    }

    /// Waits for the training that is under way.
    pub(super) fn wait_for_training(&mut self) -> Option<Result<Training>> {
        // A panic there costs a dictionary, nothing else.
        Some(self.training.take()?.join().unwrap_or(Err(Error::Closed)))
    }

    /// Waits until nobody folds, so that the writer may fold the rest.
    pub(super) fn wait_for_folding(&mut self) {
        if let Some(folding) = self.folding.take() {
            // What it left is folded by whoever waits here.
            let _ = folding.join();
        }
    }
}

/// A thread that cannot be started is tried again the next time.
fn spawn<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> Option<JoinHandle<T>> {
    start(name, work).inspect_err(|error| tracing::warn!(%error, name, "work beside the writer waits")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::handle::Inner;

    #[test]
    fn the_log_is_folded_while_the_writer_holds_it_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tidings.db");
        let shared = Inner::open(&path).unwrap().shared;
        let writer = connection::open_writer(shared.readers.place()).unwrap();
        writer.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
        let size = || std::fs::metadata(&path).unwrap().len();
        let before = size();
        writer.execute("INSERT INTO meta VALUES ('memo.x', zeroblob(1000000))", []).unwrap();
        assert_eq!(size(), before, "it stands in the log");
        let mut beside = Beside::new(shared);
        beside.fold();
        beside.wait_for_folding();
        assert!(size() > before + 900_000, "{} after {before}", size());
        let kept: i64 = writer
            .query_row("SELECT length(value) FROM meta WHERE key = 'memo.x'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, 1_000_000);
    }
}
