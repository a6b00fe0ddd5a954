//! The network itself is away: feeds are not blamed for it, few hosts are asked, and it comes back by
//! itself. Over a network of our own that can be cut, and over a port of this machine where nobody listens.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::future::{self, BoxFuture};
use jiff::SignedDuration;
use tidings::domain::{Event, Feed, Reach, WebUrl};
use tidings::net::{Body, Client, Error, Exchange, Options, Reply, Transport};
use tidings::service::{RefreshReport, RefreshRequest, RefreshScope, Reporter, refresh};
use tidings::store::NewFeed;
use tidings::text::SafeText;
use tokio::sync::mpsc;

use super::{House, rss};

/// Hosts that can all be cut off, or one by one.
#[derive(Default)]
struct Wires {
    cut: AtomicBool,
    dead: Mutex<HashSet<String>>,
    asked: AtomicUsize,
}

impl Transport for Wires {
    fn exchange(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, Error>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let host = exchange.url.host_str().unwrap_or_default().to_owned();
        let is_dead = self.dead.lock().expect("no panic").contains(&host);
        Box::pin(future::ready(if is_dead || self.cut.load(Ordering::SeqCst) {
            Err(Error::Dns { host: SafeText::new(&host) })
        } else {
            let body = Body::Whole(rss(&host, 1, "").into());
            Ok(Reply {
                status: 200,
                headers: reqwest::header::HeaderMap::default(),
                body,
                reach: Reach::Public,
            })
        }))
    }
}

struct Town {
    house: House,
    wires: Arc<Wires>,
}

impl Town {
    /// So many feeds, each at a host of its own.
    async fn of(feeds: usize) -> Self {
        let mut house = House::new();
        let wires = Arc::new(Wires::default());
        let options = Options { user_agent: "tidings".to_owned(), hosts: Vec::new(), limit_loopback: false };
        house.services.net = Client::over(Arc::clone(&wires) as Arc<dyn Transport>, options);
        let new = (0..feeds).map(|n| NewFeed {
            url: WebUrl::parse(&format!("https://paper-{n}.example/feed")).expect("an address"),
            title: None,
            category: None,
            site_url: None,
        });
        let now = house.services.clock.now();
        house.services.store.subscribe(new.collect(), now).await.expect("subscribed");
        Self { house, wires }
    }

    fn cut(&self, is_cut: bool) {
        self.wires.cut.store(is_cut, Ordering::SeqCst);
    }

    fn feeds(&self) -> Vec<Feed> {
        self.house.services.store.feeds().expect("feeds")
    }

    async fn refresh(&self, scope: RefreshScope) -> (RefreshReport, Vec<Event>) {
        let (sender, mut facts) = mpsc::channel(5_000);
        let reporter = Reporter { events: Some(sender), ..Reporter::silent() };
        let request = RefreshRequest { scope, full_text: false };
        let report = refresh(&self.house.services, request, &reporter).await.expect("a refresh");
        drop(reporter);
        let mut events = Vec::new();
        while let Some(event) = facts.recv().await {
            events.push(event);
        }
        (report, events)
    }
}

fn is_blamed(feed: &Feed) -> bool {
    feed.health.failures > 0 || feed.health.error.is_some()
}

#[tokio::test]
async fn a_network_that_is_away_blames_no_feed_and_asks_few() {
    let town = Town::of(1_000).await;
    town.cut(true);
    let (report, events) = town.refresh(RefreshScope::All).await;
    assert!(report.offline);
    assert_eq!((report.failed, report.answered(), report.errors.len()), (0, 0, 0));
    assert!(town.feeds().iter().all(|feed| !is_blamed(feed) && feed.health.last_attempt.is_none()));
    let asked = town.wires.asked.load(Ordering::SeqCst);
    assert!(asked < 20, "{asked} hosts were asked");
    assert!(events.iter().any(|event| matches!(event, Event::NetworkLost { .. })));
    assert!(!events.iter().any(|event| matches!(event, Event::FeedFailed { .. })));
}

#[tokio::test]
async fn it_comes_back_by_itself_and_says_since_when_it_was_away() {
    let town = Town::of(5).await;
    town.cut(true);
    town.refresh(RefreshScope::Due).await;
    let since = town.house.services.clock.now();
    town.house.clock.forward(SignedDuration::from_mins(20));
    let (_, events) = town.refresh(RefreshScope::Due).await;
    assert!(events.iter().any(|event| matches!(event, Event::NetworkLost { since: at } if *at == since)));

    town.cut(false);
    let (report, events) = town.refresh(RefreshScope::Due).await;
    assert_eq!((report.offline, report.updated), (false, 5), "they were due all the time");
    assert!(events.iter().any(|event| matches!(event, Event::NetworkFound)));

    town.cut(true);
    let (_, events) = town.refresh(RefreshScope::All).await;
    let now = town.house.services.clock.now();
    assert!(
        events.iter().any(|event| matches!(event, Event::NetworkLost { since } if *since == now)),
        "a new spell"
    );
}

#[tokio::test]
async fn dead_hosts_among_others_are_their_own_fault() {
    let town = Town::of(20).await;
    let dead: HashSet<String> = (0..5).map(|n| format!("paper-{n}.example")).collect();
    *town.wires.dead.lock().expect("no panic") = dead;
    let (report, _) = town.refresh(RefreshScope::All).await;
    assert_eq!((report.offline, report.updated, report.failed), (false, 15, 5));
    assert_eq!(town.feeds().iter().filter(|feed| is_blamed(feed)).count(), 5);
}

#[tokio::test]
async fn one_host_alone_is_its_own_fault_unless_the_network_was_just_away() {
    let town = Town::of(3).await;
    let one = RefreshScope::Feeds(vec![town.feeds()[0].id]);
    town.cut(true);
    let (report, _) = town.refresh(one.clone()).await;
    assert_eq!((report.offline, report.failed), (false, 1));
    assert!(town.refresh(RefreshScope::All).await.0.offline);
    let (report, _) = town.refresh(one.clone()).await;
    assert_eq!((report.offline, report.failed), (true, 0));
    town.house.clock.forward(SignedDuration::from_hours(2));
    let (report, _) = town.refresh(one).await;
    assert_eq!((report.offline, report.failed), (false, 1), "that was long ago");
}

#[tokio::test]
async fn a_port_of_this_machine_where_nobody_listens_is_no_sign() {
    let house = House::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = free.local_addr().expect("an address");
    drop(free);
    let new = |path: &str| NewFeed {
        url: WebUrl::parse(&format!("http://{address}/{path}")).expect("an address"),
        title: None,
        category: None,
        site_url: None,
    };
    let now = house.services.clock.now();
    house.services.store.subscribe(vec![new("a"), new("b"), new("c")], now).await.expect("subscribed");
    let report = house.refresh(RefreshScope::All).await;
    assert_eq!((report.offline, report.failed), (false, 3));
}
