//! Politeness as a server sees it, and as many at once as promised.

use std::time::Duration;

use futures_util::future::join_all;
use tidings::net::{Client, HostRule, Options};

use super::{FEED, client, fetch, options, request, start};
use crate::support::server::{Latch, Served, Server};

#[tokio::test]
async fn a_host_is_asked_at_its_own_pace() {
    let server = Server::start(|_| Served::feed(FEED));
    let gap = Duration::from_millis(150);
    let rule = HostRule { host: "127.0.0.1".to_owned(), at_once: 1, gap };
    let client = Client::real(Options { hosts: vec![rule], limit_loopback: true, ..options() });
    let addresses: Vec<String> = (0..4).map(|n| server.url(&format!("/{n}"))).collect();
    for answer in join_all(addresses.iter().map(|address| fetch(&client, address))).await {
        answer.expect("an answer");
    }
    let asked = server.requests();
    let paths: Vec<&str> = asked.iter().map(|asked| asked.path.as_str()).collect();
    assert_eq!(paths, ["/0", "/1", "/2", "/3"], "first come, first served");
    // The first waits for the certificates as well. Between the others lie two gaps, half of which
    // may go lost on the way to a busy server; without gaps it would be a few milliseconds.
    let gaps = asked[3].at.duration_since(asked[1].at);
    assert!(gaps >= gap, "{gaps:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_at_once_and_the_third_when_one_is_done() {
    let latch = Latch::new();
    let held = latch.clone();
    let server = Server::start(move |_| Served::feed(FEED).held(&held));
    let rule = HostRule { host: "127.0.0.1".to_owned(), at_once: 2, gap: Duration::ZERO };
    let client = Client::real(Options { hosts: vec![rule], limit_loopback: true, ..options() });
    let visit = |client: &Client, path: &str| start(client, request(&server.url(path)));
    let mut visits = vec![visit(&client, "/1"), visit(&client, "/2")];
    server.wait_for(2);
    visits.push(visit(&client, "/3"));
    // One who need not wait comes after the third, and arrives before it.
    visits.push(visit(&super::client(), "/outside"));
    server.wait_for(3);
    assert_eq!((server.hits("/outside"), server.hits("/3")), (1, 0));
    latch.open();
    for visit in visits {
        visit.await.expect("a task").expect("an answer");
    }
    assert_eq!(server.hits("/3"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visit_given_up_leaves_its_place_to_the_next() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/silent" => Served::silent(),
        _ => Served::feed(FEED),
    });
    let rule = HostRule { host: "127.0.0.1".to_owned(), at_once: 1, gap: Duration::ZERO };
    let client = Client::real(Options { hosts: vec![rule], limit_loopback: true, ..options() });
    let stuck = start(&client, request(&server.url("/silent")));
    server.wait_for(1);
    stuck.abort();
    fetch(&client, &server.url("/next")).await.expect("an answer");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_and_twelve_are_in_flight_at_once() {
    let latch = Latch::new();
    let held = latch.clone();
    let server = Server::start(move |_| Served::feed(FEED).held(&held));
    let client = client();
    let visits: Vec<_> = (0..600).map(|n| start(&client, request(&server.url(&format!("/{n}"))))).collect();
    let asked = server.wait_for(512);
    assert_eq!(asked.len(), 512, "and no more");
    latch.open();
    for visit in visits {
        visit.await.expect("a task").expect("an answer");
    }
    assert_eq!(server.requests().len(), 600);
}
