//! Changes by another tidings on the same data: looked for when a key comes, beside the key and a few
//! times a second at most. Called by `effects`.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use super::debounce;
use crate::domain::Event;
use crate::store::{Error, Store};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(250);

/// Looks whenever it is asked, and says when somebody else wrote; ends when it is cancelled. Asked
/// during a pause, it looks once more after it, so that the last key never goes unheard.
pub async fn listen(
    store: Store,
    asked: Arc<Notify>,
    events: mpsc::Sender<Event>,
    cancelled: CancellationToken,
) {
    let mut known = None;
    loop {
        match store.version_of_others().await {
            Ok(version) => {
                if known.replace(version).is_some_and(|known| known != version) {
                    drop(events.send(Event::EntriesChanged { entries: Vec::new() }).await);
                }
            }
            Err(Error::Closed) => return,
            // Whoever reads or writes next tells what is wrong.
            Err(error) => tracing::debug!("no look for changes by others: {error}"),
        }
        if !debounce::wait(PAUSE, &cancelled).await {
            return;
        }
        tokio::select! {
            () = cancelled.cancelled() => return,
            () = asked.notified() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_on_one_file(folder: &tempfile::TempDir) -> (Store, Store) {
        let path = folder.path().join("tidings.db");
        (Store::open(&path).expect("a store"), Store::open(&path).expect("a store"))
    }

    #[tokio::test]
    async fn only_what_others_write_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        let (ours, theirs) = two_on_one_file(&folder);
        let first = ours.version_of_others().await.expect("a version");
        ours.set_memo("session", "x".to_owned()).await.expect("a write");
        assert_eq!(ours.version_of_others().await.expect("a version"), first, "our own write");
        theirs.set_memo("session", "y".to_owned()).await.expect("a write");
        let second = ours.version_of_others().await.expect("a version");
        assert_ne!(second, first, "their write");
        assert_eq!(ours.version_of_others().await.expect("a version"), second, "nothing new");
    }

    #[tokio::test(start_paused = true)]
    async fn a_change_is_told_when_a_key_asks_even_during_the_pause() {
        let folder = tempfile::tempdir().expect("a folder");
        let (ours, theirs) = two_on_one_file(&folder);
        // Opens their connection; later writes are all that changes.
        theirs.set_memo("session", "0".to_owned()).await.expect("a write");
        let (sender, mut told) = mpsc::channel(8);
        let (asked, cancelled) = (Arc::new(Notify::new()), CancellationToken::new());
        let listening = listen(ours.clone(), asked.clone(), sender, cancelled.clone());
        let keys = async {
            // The first look has been made when this store answers.
            ours.version_of_others().await.expect("a version");
            for text in ["1", "2"] {
                theirs.set_memo("session", text.to_owned()).await.expect("a write");
                asked.notify_one();
                assert!(
                    matches!(told.recv().await, Some(Event::EntriesChanged { entries }) if entries.is_empty())
                );
            }
            ours.set_memo("session", "3".to_owned()).await.expect("a write");
            asked.notify_one();
            tokio::time::sleep_until(tokio::time::Instant::now() + PAUSE * 4).await;
            assert!(told.try_recv().is_err(), "our own write is no news");
            cancelled.cancel();
        };
        tokio::join!(listening, keys);
    }
}
