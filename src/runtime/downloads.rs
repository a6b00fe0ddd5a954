//! One download as the reader runs it: its facts are passed on as they come, and how it ended. Called by
//! `effects`, in a task of its own.

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::app::DownloadOrder;
use crate::domain::Event;
use crate::service::{self, DownloadScope, Reporter, Services};
use crate::text::SafeText;

/// Downloads until all is there or could not be had; tells nothing more once it was stopped.
pub async fn download(
    services: Services,
    order: DownloadOrder,
    events: mpsc::Sender<Event>,
    stopped: CancellationToken,
) {
    let scope = match order {
        DownloadOrder::Retry => DownloadScope::Retry,
        DownloadOrder::Entries(entries) => DownloadScope::Entries(entries),
        DownloadOrder::Query(query) => DownloadScope::Query(query),
    };
    let reporter = Reporter { events: Some(events.clone()), cancel: stopped.clone(), ..Reporter::silent() };
    let outcome = service::download(&services, scope, &reporter).await;
    if stopped.is_cancelled() {
        return;
    }
    let event = match outcome {
        Ok(report) => Event::DownloadFinished { progress: report.progress(), left_out: report.left_out },
        Err(error) => Event::DownloadFailed { reason: SafeText::new(&error.to_string()) },
    };
    drop(events.send(event).await);
}
