//! Bounds of one fetch: the deadline over all its hops, the bytes of its body, and the memory that
//! all bodies together may hold until their documents are dropped. Called by `client`.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use super::{Body, Error, MAX_BODY};

/// Half of the memory for bodies: shared by all of them.
const SHARED: usize = 32 << 20;
/// The other half: for one body at a time that the shared half has no room for. Whoever has it can
/// always finish, so that bodies that each hold a part never wait for each other in a ring.
const LANE: usize = 32 << 20;
/// Taken at first where the length is unknown.
const FIRST: usize = 32 << 10;
/// Taken at first at most, whatever length is announced.
const FIRST_MAX: usize = 1 << 20;
/// Taken when a body grows.
const STEP: usize = 64 << 10;
/// Memory is waited for this long; longer means that nobody reads the documents.
const MEMORY_WAIT: Duration = Duration::from_mins(2);

/// One deadline over redirects and body. Waiting for one's own turn or memory does not count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    pub(crate) fn after(limit: Duration) -> Self {
        Self { at: Instant::now() + limit, limit }
    }

    /// Waits for what the server does.
    pub(crate) async fn run<F: Future>(&self, work: F) -> Result<F::Output, Error> {
        timeout_at(self.at, work).await.map_err(|_| Error::Timeout { limit: self.limit })
    }

    /// Waits for what is our own affair, and moves on by that long.
    pub(crate) async fn pause<F: Future>(&mut self, work: F) -> F::Output {
        let start = Instant::now();
        let output = work.await;
        self.at += start.elapsed();
        output
    }
}

/// The memory for bodies in flight: from the first byte until the document is dropped.
pub(crate) struct Budget {
    shared: Arc<Semaphore>,
    lane: Arc<Semaphore>,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self { shared: Arc::new(Semaphore::new(SHARED)), lane: Arc::new(Semaphore::new(1)) }
    }

    /// Memory for a body of the length announced, if any. Holds nothing while it waits.
    async fn start(&self, announced: Option<u64>) -> Result<Share, Error> {
        let announced = announced.and_then(|length| usize::try_from(length).ok());
        let first = announced.unwrap_or(FIRST).clamp(1, FIRST_MAX);
        let permits = u32::try_from(first).expect("at most FIRST_MAX");
        let shared = patient(Arc::clone(&self.shared).acquire_many_owned(permits)).await?;
        Ok(Share { shared, lane: None })
    }

    /// More memory, so that `size` bytes have room: from the shared half if there is some right
    /// now, else by waiting for the lane.
    async fn grow(&self, share: &mut Share, size: usize, deadline: &mut Deadline) -> Result<(), Error> {
        let missing = size.saturating_sub(share.shared.num_permits());
        if missing == 0 || share.lane.is_some() {
            return Ok(());
        }
        let permits = u32::try_from(missing.max(STEP)).expect("bodies are capped far below");
        if let Ok(more) = Arc::clone(&self.shared).try_acquire_many_owned(permits) {
            share.shared.merge(more);
        } else {
            share.lane = Some(deadline.pause(patient(Arc::clone(&self.lane).acquire_owned())).await?);
        }
        Ok(())
    }
}

async fn patient<F, E>(work: F) -> Result<OwnedSemaphorePermit, Error>
where
    F: Future<Output = Result<OwnedSemaphorePermit, E>>,
{
    match tokio::time::timeout(MEMORY_WAIT, work).await {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(Error::Backlog),
    }
}

/// What one body holds of the budget.
struct Share {
    shared: OwnedSemaphorePermit,
    lane: Option<OwnedSemaphorePermit>,
}

impl Share {
    /// Gives back what the body did not need.
    fn shrink(&mut self, size: usize) {
        let unused = self.shared.num_permits().saturating_sub(size);
        drop(self.shared.split(unused));
    }
}

/// A body with its share of the budget, which goes back when the last copy of the bytes is dropped.
struct Held {
    bytes: Vec<u8>,
    _share: Share,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Reads a body of at most `limit` bytes, which is never more than [`MAX_BODY`].
pub(crate) async fn read_body(
    body: Body,
    announced: Option<u64>,
    limit: usize,
    budget: &Budget,
    deadline: &mut Deadline,
) -> Result<Bytes, Error> {
    let too_large = Error::TooLarge { limit, decoded: false };
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large);
    }
    let mut stream = match body {
        Body::Whole(bytes) if bytes.len() > limit => return Err(too_large),
        Body::Whole(bytes) => return Ok(bytes),
        Body::Stream(stream) => stream,
    };
    let mut share = deadline.pause(budget.start(announced)).await?;
    // What is announced may never come: memory is taken as bytes arrive.
    let mut bytes = Vec::new();
    while let Some(chunk) = deadline.run(stream.next()).await? {
        let chunk = chunk?;
        let size = bytes.len() + chunk.len();
        if size > limit {
            return Err(too_large);
        }
        budget.grow(&mut share, size, deadline).await?;
        bytes.extend_from_slice(&chunk);
    }
    bytes.shrink_to_fit();
    share.shrink(bytes.len());
    Ok(Bytes::from_owner(Held { bytes, _share: share }))
}

/// The open-file limit of this process, raised as far as allowed (many systems start at 1,024, which
/// 512 connections and the idle ones would use up). `None` where there is no such limit.
pub(crate) fn open_files() -> Option<u64> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        const WANTED: u64 = 8192;
        let limit = getrlimit(Resource::Nofile);
        let current = limit.current?;
        let wanted = limit.maximum.map_or(WANTED, |maximum| maximum.min(WANTED));
        if current >= wanted {
            return Some(current);
        }
        let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum });
        Some(if raised.is_ok() { wanted } else { current })
    }
    #[cfg(not(unix))]
    None
}

const _: () = assert!(LANE >= MAX_BODY, "the lane has room for any body");

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    fn run<F: Future>(future: F) -> F::Output {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        runtime.expect("a runtime").block_on(future)
    }

    fn chunks(size: usize, count: usize) -> Body {
        Body::Stream(stream::iter((0..count).map(move |_| Ok(Bytes::from(vec![b'x'; size])))).boxed())
    }

    async fn read(budget: &Budget, body: Body, announced: Option<u64>) -> Result<Bytes, Error> {
        read_body(body, announced, MAX_BODY, budget, &mut Deadline::after(Duration::from_secs(30))).await
    }

    #[test]
    fn a_body_holds_its_size_until_it_is_dropped() {
        run(async {
            let budget = Budget::new();
            let small = read(&budget, chunks(100, 1), None).await.expect("a body");
            let large = read(&budget, chunks(100_000, 3), Some(300_000)).await.expect("a body");
            assert_eq!(budget.shared.available_permits(), SHARED - 100 - 300_000);
            let copy = large.slice(5..9);
            drop((small, large));
            assert_eq!(budget.shared.available_permits(), SHARED - 300_000);
            drop(copy);
            assert_eq!(budget.shared.available_permits(), SHARED);
        });
    }

    #[test]
    fn too_many_bytes_are_refused_announced_or_not() {
        run(async {
            let budget = Budget::new();
            let error = Error::TooLarge { limit: MAX_BODY, decoded: false };
            assert_eq!(read(&budget, chunks(1, 1), Some(33 << 20)).await, Err(error.clone()));
            assert_eq!(read(&budget, chunks(1 << 20, 40), None).await, Err(error));
            assert_eq!(budget.shared.available_permits(), SHARED);
            assert_eq!(budget.lane.available_permits(), 1);
        });
    }

    #[test]
    fn large_bodies_pass_one_after_the_other_instead_of_blocking_each_other() {
        run(async {
            let budget = Budget::new();
            let bodies = (0..12)
                .map(|_| async { read(&budget, chunks(1 << 20, 20), None).await.map(|body| body.len()) });
            let sizes = futures_util::future::join_all(bodies).await;
            assert!(sizes.iter().all(|size| *size == Ok(20 << 20)), "{sizes:?}");
        });
    }

    #[test]
    fn documents_that_nobody_reads_end_in_an_error_not_in_silence() {
        run(async {
            let budget = Budget::new();
            let mut kept = Vec::new();
            let error = loop {
                match read(&budget, chunks(1 << 20, 16), None).await {
                    Ok(body) => kept.push(body),
                    Err(error) => break error,
                }
            };
            assert_eq!(error, Error::Backlog);
            assert!(kept.iter().map(Bytes::len).sum::<usize>() <= SHARED + LANE);
        });
    }
}
