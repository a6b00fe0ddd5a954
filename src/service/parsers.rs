//! The parser pool: two threads of low priority that decode, hash, parse and compress, so that
//! neither the network tasks nor the screen wait for them. A feed that makes the parser panic is
//! reported as failed; the pool goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use tokio::sync::{Semaphore, oneshot};

use super::Error;

/// As many as the smallest machine we care for has cores (measured: more threads gain nothing there).
const THREADS: usize = 2;

/// Documents that may wait for a parser; the tasks that hold more of them wait, which bounds memory.
const WAITING: usize = 16;

type Job = Box<dyn FnOnce() + Send>;

/// A pool that lives as long as one refresh.
#[derive(Clone)]
pub(super) struct Parsers {
    jobs: mpsc::Sender<Job>,
    places: Arc<Semaphore>,
}

impl Parsers {
    /// Starts the threads; they end when the last handle is dropped.
    pub(super) fn start() -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        for number in 0..THREADS {
            let waiting = Arc::clone(&waiting);
            let spawned =
                thread::Builder::new().name(format!("parse-{number}")).spawn(move || work(&waiting));
            if let Err(reason) = spawned {
                tracing::warn!(%reason, "a parser thread could not be started");
            }
        }
        Self { jobs, places: Arc::new(Semaphore::new(WAITING)) }
    }

    /// Runs `job` on the pool. `Err` when it panicked.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| Error::Stopped)?;
        let (answer, answered) = oneshot::channel();
        let job = move || {
            let _place = place;
            let result = catch_unwind(AssertUnwindSafe(job));
            // Nobody listens any more after a cancelled refresh.
            let _ = answer.send(result);
        };
        self.jobs.send(Box::new(job)).map_err(|_| Error::Stopped)?;
        answered.await.map_err(|_| Error::Stopped)?.map_err(|_| Error::Stopped)
    }
}

fn work(waiting: &Mutex<mpsc::Receiver<Job>>) {
    // Lower priority is a courtesy to the screen; without it everything still works.
    let _ = rustix::process::nice(5);
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(job) => job(),
            Err(mpsc::RecvError) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_ends_one_job_and_not_the_pool() {
        let parsers = Parsers::start();
        for _ in 0..=THREADS {
            let failed = parsers.run(|| -> u32 { panic!("a hostile feed") }).await;
            assert!(matches!(failed, Err(Error::Stopped)));
        }
        assert_eq!(parsers.run(|| 7).await.expect("the pool lives"), 7);
    }
}
