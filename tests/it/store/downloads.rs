//! The queue of what is taken along.

use tidings::domain::{DownloadProgress, EntryId};
use tidings::store::Store;
use tidings::text::SafeText;

use super::{close, fill, ids, subscribe};

async fn with_entries(count: u64) -> (Store, Vec<EntryId>) {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, count).await;
    let ids = ids(&store);
    (store, ids)
}

fn progress(store: &Store) -> (usize, usize, usize) {
    let DownloadProgress { total, done, failed } = store.downloads().unwrap().progress;
    (total, done, failed)
}

#[tokio::test]
async fn what_waits_is_given_out_newest_first_until_it_is_done_or_failed() {
    let (store, ids) = with_entries(3).await;
    store.queue_downloads(ids.clone()).await.unwrap();
    assert_eq!(store.waiting_downloads(2).unwrap(), [ids[2], ids[1]]);
    store.finish_download(ids[2], None).await.unwrap();
    store.finish_download(ids[1], Some(SafeText::new("a login wall"))).await.unwrap();
    assert_eq!((store.waiting_downloads(9).unwrap(), progress(&store)), (vec![ids[0]], (3, 1, 1)));
    let failed = store.downloads().unwrap().failed;
    assert_eq!((failed[0].title.as_str(), failed[0].reason.as_str()), ("Title 2.0", "a login wall"));
}

#[tokio::test]
async fn what_failed_is_tried_again_only_when_it_is_asked_for() {
    let (store, ids) = with_entries(3).await;
    store.queue_downloads(ids.clone()).await.unwrap();
    store.finish_download(ids[2], None).await.unwrap();
    store.finish_download(ids[1], Some(SafeText::new("no"))).await.unwrap();
    store.queue_downloads(vec![ids[2]]).await.unwrap();
    assert_eq!(store.waiting_downloads(9).unwrap(), [ids[0]], "it is done, and the others stay as they are");
    store.queue_downloads(vec![ids[1]]).await.unwrap();
    assert_eq!(progress(&store), (3, 1, 0));
    store.finish_download(ids[1], Some(SafeText::new("no"))).await.unwrap();
    store.retry_downloads().await.unwrap();
    assert_eq!(store.waiting_downloads(9).unwrap(), [ids[1], ids[0]]);
}

#[tokio::test]
async fn a_queue_that_is_done_with_makes_place_for_the_next() {
    let (store, ids) = with_entries(3).await;
    store.queue_downloads(ids[..2].to_vec()).await.unwrap();
    for id in &ids[..2] {
        store.finish_download(*id, Some(SafeText::new("no"))).await.unwrap();
    }
    store.queue_downloads(ids[2..].to_vec()).await.unwrap();
    assert_eq!(progress(&store), (1, 0, 0));
}

#[tokio::test]
async fn the_queue_outlives_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let store = Store::open(&path).unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 2).await;
    let ids = ids(&store);
    store.queue_downloads(ids.clone()).await.unwrap();
    store.finish_download(ids[1], None).await.unwrap();
    close(&store).await;
    let store = Store::open(&path).unwrap();
    assert_eq!((store.waiting_downloads(9).unwrap(), progress(&store)), (vec![ids[0]], (2, 1, 0)));
}
