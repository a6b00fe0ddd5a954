//! An end that does not need the loop. A terminal that takes nothing any more (a frozen window, a dead
//! line) holds the loop up in the middle of a frame, and then no signal would ever be heeded.

use std::io;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::debounce;
use super::effects::LAST_WRITES;

/// Beyond what the last writes get.
const GRACE: Duration = Duration::from_secs(1);

/// From now on the process ends some seconds after it was asked to, whatever holds it up. Changes are
/// written by a thread of their own, so only the place in the text may be lost.
#[cfg(unix)]
pub fn end_when_asked() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut ended, mut hung_up) = (signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
    #[allow(clippy::disallowed_methods, reason = "it must outlive everything that the loop could cancel")]
    tokio::spawn(async move {
        tokio::select! {
            _ = ended.recv() => {}
            _ = hung_up.recv() => {}
        }
        debounce::wait(LAST_WRITES + GRACE, &CancellationToken::new()).await;
        // Nothing can be written to this terminal; how it treats keys can still be put right.
        drop(crossterm::terminal::disable_raw_mode());
        tracing::error!("the terminal took nothing any more; tidings ended without it");
        std::process::exit(1);
    });
    Ok(())
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the other form can fail")]
pub fn end_when_asked() -> io::Result<()> {
    Ok(())
}
