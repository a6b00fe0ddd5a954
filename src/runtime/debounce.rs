//! Waiting for a moment: the only place of the reader where time passes.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

/// Waits for `delay`; false if it was cancelled before.
pub async fn wait(delay: Duration, cancel: &CancellationToken) -> bool {
    tokio::select! {
        () = cancel.cancelled() => false,
        () = sleep_until(Instant::now() + delay) => true,
    }
}

/// Waits until `deadline`; for ever if there is none.
pub async fn wait_until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}
