//! The counts that are kept agree with the entries, whatever happens in whatever order.

use proptest::prelude::*;
use tidings::domain::{EntryId, FeedId};
use tidings::store::{Mark, Store};
use tidings::text::SafeText;

use super::{arrive, at, close, incoming, mark, new_feed, rows};

/// A step of the person or of a feed; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Step {
    Arrive { feed: usize, first: u64, count: u64, edition: u64 },
    Mark { entries: Vec<usize>, kind: u8 },
    Note { entry: usize, text: Option<String> },
    Subscribe(usize),
    Unsubscribe(usize),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..3_usize, 1..20_u64, 1..6_u64, 0..3_u64)
            .prop_map(|(feed, first, count, edition)| Step::Arrive { feed, first, count, edition }),
        4 => (prop::collection::vec(0..30_usize, 1..8), 0..6_u8)
            .prop_map(|(entries, kind)| Step::Mark { entries, kind }),
        1 => (0..30_usize, prop::option::of("[a-c]{1,2}"))
            .prop_map(|(entry, text)| Step::Note { entry, text }),
        1 => (0..3_usize).prop_map(Step::Subscribe),
        1 => (0..3_usize).prop_map(Step::Unsubscribe),
        2 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ]
}

async fn take(store: &Store, step: Step) {
    let subscribed: Vec<FeedId> = store.feeds().unwrap().iter().map(|feed| feed.id).collect();
    match step {
        Step::Arrive { feed, first, count, edition } => {
            if let Some(feed) = subscribed.get(feed) {
                let entries = (first..first + count).map(|key| incoming(store, key, edition)).collect();
                arrive(store, *feed, entries).await;
            }
        }
        Step::Mark { entries, kind } => {
            let known = rows(store);
            if known.is_empty() {
                return;
            }
            let chosen: Vec<EntryId> = entries.iter().map(|i| known[i % known.len()].id).collect();
            let what = match kind {
                0 => Mark::Read(true),
                1 => Mark::Read(false),
                2 => Mark::Starred(true),
                3 => Mark::Starred(false),
                4 => Mark::Tag(SafeText::new("ai")),
                _ => Mark::Untag(SafeText::new("ai")),
            };
            mark(store, &chosen, what).await;
        }
        Step::Note { entry, text } => {
            let known = rows(store);
            if !known.is_empty() {
                store.set_note(known[entry % known.len()].id, text, at(0)).await.unwrap();
            }
        }
        Step::Subscribe(i) => {
            store.subscribe(vec![new_feed(&format!("https://{i}.example/feed"))], at(0)).await.unwrap();
        }
        Step::Unsubscribe(i) => {
            if let Some(feed) = subscribed.get(i) {
                store.unsubscribe(vec![*feed], at(0)).await.unwrap();
            }
        }
        Step::Undo => drop(store.undo(at(0)).await.unwrap()),
        Step::Redo => drop(store.redo(at(0)).await.unwrap()),
    }
}

fn agrees(store: &Store) -> Result<(), TestCaseError> {
    let rows = rows(store);
    for feed in store.feeds().unwrap() {
        let mine = || rows.iter().filter(|row| row.feed == feed.id);
        let counted = |n: usize| u64::try_from(n).unwrap();
        prop_assert_eq!(feed.counts.total, counted(mine().count()));
        prop_assert_eq!(feed.counts.unread, counted(mine().filter(|row| !row.read).count()));
        prop_assert_eq!(feed.counts.starred, counted(mine().filter(|row| row.starred).count()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn kept_counts_are_what_a_recount_finds(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let store = Store::in_memory().unwrap();
        runtime.block_on(async {
            for i in 0..2 {
                take(&store, Step::Subscribe(i)).await;
            }
            for step in steps {
                take(&store, step).await;
                agrees(&store)?;
            }
            let faults = store.check().await.unwrap();
            close(&store).await;
            prop_assert!(faults.is_empty(), "{:?}", faults);
            Ok(())
        })?;
    }
}
