//! How much feeds brought of late.

use tidings::domain::FeedActivity;
use tidings::store::Store;

use super::{arrive, at, incoming, subscribe};

const DAY: i64 = 24 * 3600;

#[tokio::test]
async fn weeks_are_counted_from_now_and_the_newest_entry_is_known() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    let empty = subscribe(&store, "https://b.example/feed").await;
    let now = at(100 * DAY);
    let mut entries = Vec::new();
    // Two of this week (one dated ahead), one of the week before, one that is nearly too old, one that is.
    for (key, age) in [(1, -1), (2, 6), (3, 8), (4, 55), (5, 57)] {
        let mut entry = incoming(&store, key, 1);
        entry.at = at((100 - age) * DAY);
        entries.push(entry);
    }
    arrive(&store, feed, entries).await;
    let activity = store.activity(&[feed, empty], now).unwrap();
    let weeks = [1, 0, 0, 0, 0, 0, 1, 2];
    assert_eq!(activity[0], FeedActivity { feed, newest: Some(at(101 * DAY)), weeks });
    assert_eq!(activity[1], FeedActivity { feed: empty, newest: None, weeks: [0; FeedActivity::WEEKS] });
}
