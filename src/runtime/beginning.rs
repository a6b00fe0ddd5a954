//! What the store tells before the first frame. The sources take longest, so they are read on a thread of
//! their own while the terminal is taken and the look is put together (measured: half a millisecond of eight).

use std::thread::JoinHandle;

use super::reads::{self, SourcesRead};
use crate::app::{Preferences, Session};
use crate::domain::{Event, RequestId};
use crate::service::Services;

/// The beginning of a reader.
#[derive(Debug)]
pub struct Beginning {
    /// Where the reader was left.
    pub session: Option<Session>,
    /// What the person chose in the reader.
    pub preferences: Preferences,
    /// The sources, as soon as they are read.
    pub sources: EarlySources,
}

/// Sources that are being read; `None` once they were asked for, or where there is no thread.
#[derive(Debug)]
pub struct EarlySources(Option<JoinHandle<SourcesRead>>);

impl Beginning {
    /// Reads what is short and begins to read the sources.
    #[must_use]
    pub fn of(services: &Services) -> Self {
        let memo = |name| services.store.memo(name).ok().flatten();
        let session = memo("session").as_deref().and_then(Session::load);
        let preferences = memo("preferences").as_deref().map(Preferences::load).unwrap_or_default();
        let theirs = services.clone();
        let reading = std::thread::Builder::new().name("sources".to_owned());
        let sources = EarlySources(reading.spawn(move || reads::read_sources(&theirs)).ok());
        Self { session, preferences, sources }
    }
}

impl EarlySources {
    /// The answer to an order for the sources: what was read early, else read now.
    pub(super) fn answer(&mut self, services: &Services, request: RequestId) -> Event {
        let early = self.0.take().and_then(|reading| reading.join().ok());
        let read = early.unwrap_or_else(|| reads::read_sources(services));
        reads::or_failed(request, reads::sources(request, read))
    }
}
