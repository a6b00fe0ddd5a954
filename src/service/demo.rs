//! Fills the demo profile: subscribes to the feeds of the built-in edition and fetches them, through
//! the same use cases as everything else. The network of `services` must be the demo one. `main` and
//! the command line call it.

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{Error, RefreshReport, RefreshRequest, RefreshScope, Reporter, Services, import, refresh};
use crate::domain::Progress;

/// The feeds of the edition.
const SUBSCRIPTIONS: &[u8] = include_bytes!("../../assets/demo/subscriptions.opml");

/// Fills the profile at its first use; does nothing when it has feeds.
pub async fn fill(services: &Services) -> Result<(), Error> {
    if services.store.feeds()?.is_empty() {
        import(services, SUBSCRIPTIONS).await?;
        fetch(services).await?;
    }
    Ok(())
}

/// Fetches the whole edition.
pub async fn fetch(services: &Services) -> Result<RefreshReport, Error> {
    let (progress, _) = watch::channel(Progress::default());
    let reporter = Reporter { progress, events: None, cancel: CancellationToken::new() };
    let request = RefreshRequest { scope: RefreshScope::All, full_text: false };
    refresh(services, request, &reporter).await
}
