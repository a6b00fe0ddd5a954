//! The demo edition through the real refresh: filled once, edited once, one feed that fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tidings::config::{Paths, Settings};
use tidings::domain::{Clock, Timestamp};
use tidings::query::Query;
use tidings::service::{
    Network, RefreshReport, RefreshRequest, RefreshScope, Reporter, Services, demo, refresh,
};
use tidings::store::Listing;

use super::House;

const EDITED: &str = "title:\"third cable\"";

fn open(folder: &tempfile::TempDir) -> Services {
    open_with(folder, House::new().clock)
}

fn open_with(folder: &tempfile::TempDir, clock: Arc<dyn Clock>) -> Services {
    let paths = Paths::under(folder.path());
    Services::with_clock(paths, Settings::default(), Network::Demo, clock).expect("services")
}

/// A second goes by whenever somebody looks.
struct Hasty(AtomicI64);

impl Clock for Hasty {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.fetch_add(1, Ordering::SeqCst)).expect("a time")
    }

    fn time_zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::UTC
    }
}

async fn again(services: &Services) -> RefreshReport {
    let request = RefreshRequest { scope: RefreshScope::All, full_text: false };
    refresh(services, request, &Reporter::silent()).await.expect("a refresh")
}

fn count(services: &Services, query: &str) -> usize {
    let listing = Listing { query: Query::parse(query).expect("a query"), limit: None, ..Listing::default() };
    services.store.list(&listing, &services.clock.moment()).expect("a list").rows.len()
}

#[tokio::test]
async fn the_second_refresh_brings_one_edit_and_the_third_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let services = open(&folder);
    demo::fill(&services).await.expect("an edition");
    assert!(count(&services, "") >= 110);
    assert_eq!(count(&services, &format!("{EDITED} \"26 million\"")), 1);

    let second = again(&services).await;
    assert_eq!((second.new_entries, second.changed_entries), (0, 1));
    assert_eq!(second.failed, 1);
    assert!(second.errors[0].feed_url.as_str().contains("gullhead"), "{:?}", second.errors);
    assert_eq!(count(&services, &format!("{EDITED} \"29 million\"")), 1);

    let third = again(&services).await;
    assert_eq!((third.updated, third.changed_entries), (0, 0));
    drop(services);
    let after_a_start = again(&open(&folder)).await;
    assert_eq!((after_a_start.updated, after_a_start.changed_entries), (0, 0));
}

#[tokio::test]
async fn time_that_goes_by_while_it_is_filled_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Arc::new(Hasty(AtomicI64::new(1_778_155_200)));
    let services = open_with(&folder, clock.clone());
    demo::fill(&services).await.expect("an edition");
    drop(services);
    let report = again(&open_with(&folder, clock)).await;
    assert_eq!((report.updated, report.changed_entries), (1, 1));
}
