//! The writer thread: one queue, one connection that writes. Jobs of the person run first come,
//! first served; fetched feeds that wait together share a commit; what is left over (the search
//! index, the log) is done in small steps when the queue is empty. When nothing is left it blocks:
//! no work and no write while idle. What a job does stands in the other files of the store.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::desk::Desk;
use super::error::{Error, Result};
use super::fetches;
use super::handle::Shared;
use super::interface::{Applied, FetchRecord};

/// Feeds that share a commit at most.
const GROUP: usize = 32;
/// How long a commit waits for more feeds, counted from its first one.
const GROUP_TIME: Duration = Duration::from_millis(80);
/// How long a commit waits for the next feed.
const LINGER: Duration = Duration::from_millis(5);
/// How long the queue must have been empty before work in the background begins.
const QUIET: Duration = Duration::from_millis(250);
/// For how long after a job of the person the steps in the background stay short.
const ATTENTIVE: Duration = Duration::from_secs(2);
/// Entries indexed in a step while the person waits for nothing, and while keys come in.
const STEP: usize = 200;
const SHORT_STEP: usize = 50;

/// Work on the connection that writes, or the reason why there is none.
pub(super) type Work = Box<dyn FnOnce(Result<&mut Desk>) + Send>;

/// What the writer is asked to do.
pub(super) enum Job {
    /// The outcome of a fetch.
    Fetch(Fetched),
    /// Anything else.
    Work(Work),
    /// The queue was empty for now, but there may be work left in the background.
    Wake,
    /// Finish and end.
    Stop(oneshot::Sender<()>),
}

/// An outcome of a fetch and who waits for it.
pub(super) struct Fetched {
    pub record: FetchRecord,
    pub reply: oneshot::Sender<Result<Applied>>,
}

/// What the writer does when its queue is empty.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    /// Nothing is left: wait for a job.
    Idle,
    /// A job was done: wait a moment for the next one.
    Settling,
    /// Work in the background.
    Busy,
}

/// The thread's state.
pub(super) struct Writer {
    shared: Arc<Shared>,
    jobs: Receiver<Job>,
    desk: Option<Desk>,
    held: Option<Job>,
    mood: Mood,
    last_work: Option<Instant>,
}

impl Writer {
    pub(super) fn new(shared: Arc<Shared>, jobs: Receiver<Job>) -> Self {
        Self { shared, jobs, desk: None, held: None, mood: Mood::Idle, last_work: None }
    }

    /// Works until the store is closed or its last handle is gone.
    pub(super) fn run(mut self) {
        // A job that panics takes its own connection along, not the writer.
        while catch_unwind(AssertUnwindSafe(|| self.work())).is_err() {
            tracing::error!(
                "a job of the store failed in an unforeseen way; the next one gets a new connection"
            );
            self.desk = None;
        }
    }

    fn work(&mut self) {
        while let Some(job) = self.next() {
            self.mood = Mood::Settling;
            match job {
                Job::Fetch(first) => self.write_fetches(first),
                Job::Work(work) => {
                    work(self.desk());
                    self.last_work = Some(Instant::now());
                }
                Job::Wake => self.mood = Mood::Busy,
                Job::Stop(done) => {
                    self.finish();
                    // Nobody may be waiting any more.
                    let _ = done.send(());
                    return;
                }
            }
        }
        self.finish();
    }

    /// The next job; between jobs it works in the background. `None` when no more can come.
    fn next(&mut self) -> Option<Job> {
        if let Some(job) = self.held.take() {
            return Some(job);
        }
        loop {
            match self.mood {
                Mood::Idle => return self.jobs.recv().ok(),
                Mood::Settling => match self.jobs.recv_timeout(QUIET) {
                    Ok(job) => return Some(job),
                    Err(RecvTimeoutError::Timeout) => self.mood = Mood::Busy,
                    Err(RecvTimeoutError::Disconnected) => return None,
                },
                Mood::Busy => match self.jobs.try_recv() {
                    Ok(job) => return Some(job),
                    Err(TryRecvError::Empty) => self.step(),
                    Err(TryRecvError::Disconnected) => return None,
                },
            }
        }
    }

    /// One step in the background; the mood becomes idle when nothing is left.
    fn step(&mut self) {
        let attentive = self.last_work.is_some_and(|at| at.elapsed() < ATTENTIVE);
        let limit = if attentive { SHORT_STEP } else { STEP };
        match self.desk().and_then(|desk| desk.step(limit)) {
            Ok(true) => {}
            Ok(false) => self.mood = Mood::Idle,
            Err(error) => {
                // Tried again after the next job: a full disk must not keep the thread spinning.
                tracing::warn!(%error, "work in the background stopped");
                self.mood = Mood::Idle;
            }
        }
    }

    /// The connection that writes, opened at the first job and again after a failure.
    fn desk(&mut self) -> Result<&mut Desk> {
        if self.shared.is_damaged() {
            return Err(Error::Damaged);
        }
        if self.desk.is_none() {
            self.desk = Some(Desk::open(&self.shared)?);
        }
        self.desk.as_mut().ok_or(Error::Closed)
    }

    /// Writes `first` and the feeds that come with it in one commit.
    fn write_fetches(&mut self, first: Fetched) {
        if let Err(error) = self.desk() {
            let _ = first.reply.send(Err(error));
            return;
        }
        let Some(desk) = self.desk.as_mut() else { return };
        let mut group = vec![first];
        let mut results = Vec::new();
        let jobs = &self.jobs;
        let mut held = None;
        let written = desk.fetched(|conn| {
            let began = Instant::now();
            results.push(fetches::record(conn, &group[0].record)?);
            while group.len() < GROUP {
                let Some(left) = GROUP_TIME.checked_sub(began.elapsed()) else { break };
                match jobs.recv_timeout(left.min(LINGER)) {
                    Ok(Job::Fetch(next)) => {
                        group.push(next);
                        results.push(fetches::record(conn, &group[group.len() - 1].record)?);
                    }
                    Ok(other) => {
                        held = Some(other);
                        break;
                    }
                    Err(_) => break,
                }
            }
            Ok(())
        });
        self.held = held;
        match written {
            Ok(()) => {
                for (fetched, applied) in group.into_iter().zip(results) {
                    let _ = fetched.reply.send(Ok(applied));
                }
            }
            // One feed spoilt the commit: each gets its own.
            Err(_) => {
                for fetched in group {
                    let alone = desk.fetched(|conn| fetches::record(conn, &fetched.record));
                    let _ = fetched.reply.send(alone);
                }
            }
        }
    }

    fn finish(&mut self) {
        if let Some(desk) = self.desk.take() {
            desk.close();
        }
    }
}
