//! The reader's driver.

use crate::service::Services;

/// Runs the reader until the person quits.
#[allow(clippy::unused_async, reason = "interface")]
pub async fn run(_services: Services) -> anyhow::Result<()> {
    anyhow::bail!("the reader is not built yet: `tidings list` prints the news as text")
}
