//! The private network stays private: literals, names and redirects.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::{self, BoxFuture};
use reqwest::header::{HeaderMap, HeaderValue, LOCATION};
use tidings::domain::Reach;
use tidings::net::{Body, Client, Error, Exchange, Real, Reply, Transport};

use super::{FEED, client, error, fetch, fetch_as, options};
use crate::support::server::{Served, Server};

#[tokio::test]
async fn every_way_to_this_machine_is_closed_to_public_addresses() {
    let server = Server::start(|_| Served::feed(FEED));
    let client = client();
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "localhost",
    ] {
        let address = server.url_as(host, "/");
        let refused = error(fetch_as(&client, &address, Reach::Public).await);
        assert!(matches!(refused, Error::PrivateAddress { .. }), "{host}: {refused}");
    }
    assert_eq!(server.requests().len(), 0, "nothing was asked");
}

#[tokio::test]
async fn the_first_address_decides_and_is_reported() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/hop" => Served::redirect(302, "/feed"),
        _ => Served::feed(FEED),
    });
    let client = client();
    for host in ["127.0.0.1", "[::ffff:127.0.0.1]", "localhost"] {
        let address = server.url_as(host, "/hop");
        assert_eq!(fetch(&client, &address).await.map(|answer| answer.reach), Ok(Reach::Private), "{host}");
        let private = fetch_as(&client, &address, Reach::Private).await;
        assert_eq!(private.map(|answer| answer.reach), Ok(Reach::Private), "{host}");
    }
}

/// A public site in front of the real network: it answers for `*.example`, everything else goes on.
struct PublicSite {
    real: Real,
    target: String,
}

impl Transport for PublicSite {
    fn exchange(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, Error>> {
        if !exchange.url.host_str().is_some_and(|host| host.ends_with(".example")) {
            return self.real.exchange(exchange);
        }
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, HeaderValue::from_str(&self.target).expect("a header"));
        let body = Body::Whole(Bytes::new());
        Box::pin(future::ready(Ok(Reply { status: 301, headers, body, reach: Reach::Public })))
    }
}

#[tokio::test]
async fn a_public_site_cannot_lead_inside() {
    let server = Server::start(|_| Served::feed("secret"));
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"] {
        let target = server.url_as(host, "/inside");
        let site = Arc::new(PublicSite { real: Real::new(), target });
        let client = Client::over(Arc::clone(&site) as Arc<dyn Transport>, options());
        for reach in [None, Some(Reach::Public)] {
            let request = super::Request { reach, ..super::request("http://news.example/feed") };
            let refused = error(client.fetch(request).await);
            assert!(matches!(refused, Error::PrivateAddress { .. }), "{host}: {refused}");
        }
    }
    assert_eq!(server.requests().len(), 0, "nothing inside was asked");
}

#[tokio::test]
async fn a_site_of_the_persons_own_network_may_lead_anywhere() {
    let server = Server::start(|_| Served::feed(FEED));
    let site = PublicSite { real: Real::new(), target: server.url("/inside") };
    let client = Client::over(Arc::new(site), options());
    let answer = fetch_as(&client, "http://nas.example/feed", Reach::Private).await.expect("an answer");
    assert_eq!(answer.final_url.as_str(), server.url("/inside"));
}
