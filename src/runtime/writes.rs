//! Orders that write, done one after the other in the order in which they were given, so that an undo
//! never overtakes the change that it undoes.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::changes;
use crate::app::{Effect, Marking};
use crate::domain::{Change, EntryId, Event, RequestId};
use crate::service::Services;
use crate::store::{self, Mark, Target};
use crate::text::SafeText;

/// The line of writes.
pub struct Writes {
    orders: mpsc::UnboundedSender<Effect>,
    worker: JoinHandle<()>,
}

impl Writes {
    /// Starts to wait for orders; `events` hears of each that was done, `ended` counts them.
    pub fn start(services: Services, events: mpsc::Sender<Event>, ended: mpsc::UnboundedSender<()>) -> Self {
        let (orders, mut waiting) = mpsc::unbounded_channel();
        #[allow(clippy::disallowed_methods, reason = "the one task that writes for the reader")]
        let worker = tokio::spawn(async move {
            while let Some(order) = waiting.recv().await {
                if let Some(event) = write(&services, order).await {
                    // The loop may have ended already; what was written stays written.
                    drop(events.send(event).await);
                }
                let _ = ended.send(());
            }
        });
        Self { orders, worker }
    }

    /// Puts an order at the end of the line.
    pub fn give(&self, order: Effect) {
        // The worker ends only after this sender.
        drop(self.orders.send(order));
    }

    /// Waits until all orders are done, at most `limit`.
    pub async fn finish(self, limit: Duration) {
        drop(self.orders);
        if tokio::time::timeout(limit, self.worker).await.is_err() {
            tracing::error!("changes were still being written when tidings ended");
        }
    }
}

async fn write(services: &Services, order: Effect) -> Option<Event> {
    match order {
        Effect::Mark { request, entries, marking } => Some(mark(services, request, entries, marking).await),
        Effect::Undo => Some(reverted("Undone", services.store.undo(services.clock.now()).await)),
        Effect::Redo => Some(reverted("Redone", services.store.redo(services.clock.now()).await)),
        Effect::Change { request, order } => Some(changes::make(services, request, *order).await),
        Effect::SeeEdit { entry } => {
            if let Err(error) = services.store.see_edit(entry).await {
                tracing::error!(%entry, %error, "that an edit was seen was not kept");
            }
            None
        }
        Effect::SaveSession(session) => keep(services, "session", session).await,
        Effect::SavePreferences(preferences) => keep(services, "preferences", preferences).await,
        _ => None,
    }
}

async fn keep(services: &Services, name: &'static str, text: String) -> Option<Event> {
    if let Err(error) = services.store.set_memo(name, text).await {
        tracing::error!("the {name} was not kept: {error}");
    }
    None
}

async fn mark(services: &Services, request: RequestId, entries: Vec<EntryId>, marking: Marking) -> Event {
    let mark = match marking {
        Marking::Read(read) => Mark::Read(read),
        Marking::Starred(starred) => Mark::Starred(starred),
        Marking::Tagged(name) => Mark::Tag(name),
        Marking::Untagged(name) => Mark::Untag(name),
    };
    match services.store.mark(Target::Entries(entries), mark, services.clock.moment()).await {
        Ok(marked) => Event::EntriesMarked { request, label: marked.change.map(|change| change.label) },
        Err(error) => Event::WriteFailed { request, reason: SafeText::new(&error.to_string()) },
    }
}

fn reverted(what: &str, result: store::Result<Option<Change>>) -> Event {
    match result {
        Ok(change) => {
            let label = change.map(|change| SafeText::new(&format!("{what}: {}", change.label)));
            Event::ChangeReverted { label }
        }
        Err(error) => Event::RevertFailed { reason: SafeText::new(&error.to_string()) },
    }
}
