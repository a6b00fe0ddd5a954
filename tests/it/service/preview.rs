//! Looking at an address before subscribing to it: everything is told, nothing is stored.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use reqwest::header::HeaderMap;
use tidings::config::{Paths, Settings};
use tidings::domain::{Completeness, Preview, Reach};
use tidings::net::{self, Body, Exchange, Reply, Transport};
use tidings::service::{Error, Network, Services, SubscribeOptions, preview, subscribe};

use super::{House, rss};
use crate::support::server::{Latch, Served, Server};

async fn look(house: &House, address: &str) -> Preview {
    preview(&house.services, address).await.expect("a preview")
}

async fn refusal(house: &House, address: &str) -> String {
    preview(&house.services, address).await.expect_err("no preview").to_string()
}

#[tokio::test]
async fn a_feed_tells_its_newest_entries_and_nothing_is_stored() {
    let server = Server::start(|_| Served::feed(rss("Post", 8, "")));
    let house = House::new();
    let address = server.url("/feed");
    let found = look(&house, &address).await;
    let [feed] = found.feeds.as_slice() else { panic!("one feed: {found:?}") };
    assert_eq!((feed.url.as_str(), feed.title.as_str()), (address.as_str(), "Post"));
    assert_eq!(feed.site.as_ref().expect("a page").as_str(), "http://paper.example/");
    assert_eq!(feed.already, None);
    let content = feed.content.as_ref().expect("it was fetched");
    assert_eq!((content.kind, content.entries), ("RSS", 8));
    assert_eq!(content.completeness, Completeness::Snippet);
    let titles: Vec<&str> = content.newest.iter().map(|(title, _)| title.as_str()).collect();
    let expected = ["Item 8 of Post", "Item 7 of Post", "Item 6 of Post", "Item 5 of Post", "Item 4 of Post"];
    assert_eq!(titles, expected);
    assert_eq!(content.newest[0].1, Some("2026-05-07T08:00:00Z".parse().expect("a time")));
    assert_eq!(server.requests().len(), 1);
    assert!(house.services.store.feeds().expect("feeds").is_empty());
}

#[tokio::test]
async fn a_page_offers_all_its_feeds_and_only_the_first_is_fetched() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/" => Served::page(
            "<html><head><link rel=alternate type='application/rss+xml' href='/gone.xml' title='Old'>\
             <link rel=alternate type='application/rss+xml' href='/news.xml' title='All the news'>\
             <link rel=alternate type='application/atom+xml' href='/sport.xml' title='Sport'>\
             <link rel=alternate type='application/atom+xml' href='/plain.xml'></head>\
             <body><a href='/other/rss'>Feeds</a></body></html>",
        ),
        "/news.xml" => Served::feed(rss("News", 1, "")),
        "/sport.xml" => Served::feed(rss("Sport", 2, "")),
        _ => Served::status(404),
    });
    let house = House::new();
    subscribe(&house.services, &server.url("/sport.xml"), &SubscribeOptions::default()).await;
    server.forget();
    let found = look(&house, &server.url("/")).await;
    let told: Vec<(&str, bool, bool)> = found
        .feeds
        .iter()
        .map(|feed| (feed.title.as_str(), feed.content.is_some(), feed.already.is_some()))
        .collect();
    let plain = server.url("/plain.xml");
    assert_eq!(told, [("News", true, false), ("Sport", false, true), (plain.as_str(), false, false)]);
    assert_eq!((server.hits("/news.xml"), server.hits("/sport.xml"), server.requests().len()), (1, 0, 3));
    let chosen = look(&house, found.feeds[1].url.as_str()).await;
    assert_eq!(chosen.feeds[0].content.as_ref().map(|content| content.entries), Some(2));
}

#[tokio::test]
async fn what_the_texts_are_is_told_by_most_of_them() {
    let long = format!("<![CDATA[<p>{}</p>]]>", "several words of running text ".repeat(80));
    let item = |title: &str, text: &str| {
        format!("<item><title>{title}</title><description>{text}</description></item>")
    };
    let feed = |items: String| format!("<rss version='2.0'><channel><title>P</title>{items}</channel></rss>");
    let whole = feed(item("a", &long) + &item("b", &long) + &item("c", "short"));
    let heads = feed(item("a", "") + &item("b", "b") + &item("c", &long));
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/whole" => Served::feed(whole.clone()),
        "/heads" => Served::feed(heads.clone()),
        _ => Served::feed("<rss version='2.0'><channel></channel></rss>"),
    });
    let house = House::new();
    let completeness = async |path: &str| {
        let found = look(&house, &server.url(path)).await;
        found.feeds[0].content.as_ref().expect("it was fetched").completeness
    };
    assert_eq!(completeness("/whole").await, Completeness::FeedText);
    assert_eq!(completeness("/heads").await, Completeness::Headline);
    let empty = look(&house, &server.url("/empty")).await;
    assert_eq!(empty.feeds[0].title.as_str(), "127.0.0.1", "the host stands in for a title");
    let content = empty.feeds[0].content.as_ref().expect("it was fetched");
    assert_eq!((content.entries, content.newest.len()), (0, 0));
}

#[tokio::test]
async fn a_feed_that_moved_for_good_is_offered_at_its_new_address() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/old" => Served::redirect(301, "/new"),
        "/passing" => Served::redirect(302, "/new"),
        _ => Served::feed(rss("Post", 1, "")),
    });
    let house = House::new();
    assert_eq!(look(&house, &server.url("/old")).await.feeds[0].url.as_str(), server.url("/new"));
    assert_eq!(look(&house, &server.url("/passing")).await.feeds[0].url.as_str(), server.url("/passing"));
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/page" => Served::page("<html><body><p>No feed here.</p></body></html>"),
        "/pdf" => Served::feed("%PDF-1.7 and more"),
        _ => Served::status(404),
    });
    let house = House::new();
    for (address, says) in [
        (server.url("/page"), "link called RSS or feed"),
        (server.url("/missing"), "check the address"),
        (server.url("/pdf"), "give the address of a feed"),
        ("google-news:nonsense".to_owned(), "google-news:top"),
        (String::new(), "no address given"),
    ] {
        let reason = refusal(&house, &address).await;
        assert!(reason.contains(says), "{address}: {reason}");
    }
    let page = server.url("/page");
    assert!(matches!(preview(&house.services, &page).await, Err(Error::NoFeedNamed { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_that_is_dropped_frees_its_place_at_the_host() {
    let latch = Latch::new();
    let held = latch.clone();
    let server = Arc::new(Server::start(move |asked| match asked.path.as_str() {
        "/slow" => Served::feed(rss("Slow", 1, "")).held(&held),
        _ => Served::feed(rss("Post", 1, "")),
    }));
    let folder = tempfile::tempdir().expect("a folder");
    let mut settings = Settings::default();
    settings.refresh.limit_loopback = true;
    let services = Services::open(Paths::under(folder.path()), settings, Network::Real).expect("services");
    let address = server.url("/slow");
    // A host is asked twice at a time: were the places kept, the third would wait for ever.
    for count in 1..=2 {
        let asked = Arc::clone(&server);
        tokio::select! {
            looked = preview(&services, &address) => panic!("it is held: {looked:?}"),
            asked = tokio::task::spawn_blocking(move || asked.wait_for(count)) => drop(asked),
        }
    }
    let feed = server.url("/feed");
    let looked = tokio::time::timeout(Duration::from_secs(20), preview(&services, &feed)).await;
    assert_eq!(looked.expect("a free place").expect("a preview").feeds[0].title.as_str(), "Post");
    latch.open();
}

/// The internet, as far as one page goes: it names a feed on this machine.
#[derive(Default)]
struct PublicPage(Mutex<Vec<String>>);

impl Transport for PublicPage {
    fn exchange(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, net::Error>> {
        let url = exchange.url.to_string();
        let (status, body) = match url.as_str() {
            "https://public.example/" => (
                200,
                "<html><head><link rel=alternate type='application/rss+xml' href='http://127.0.0.1:631/feed'>"
                    .to_owned(),
            ),
            "http://127.0.0.1:631/feed" => (200, rss("Private", 1, "")),
            _ => (404, String::new()),
        };
        self.0.lock().expect("no panic holds it").push(url);
        let reach = if exchange.url.host_str() == Some("127.0.0.1") { Reach::Private } else { Reach::Public };
        let reply = Reply { status, headers: HeaderMap::new(), body: Body::Whole(body.into()), reach };
        Box::pin(std::future::ready(Ok(reply)))
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_of_the_internet_does_not_lead_into_the_private_network() {
    let mut house = House::new();
    let transport = Arc::new(PublicPage::default());
    let options = net::Options { user_agent: "test".into(), hosts: Vec::new(), limit_loopback: false };
    house.services.net = net::Client::over(Arc::clone(&transport) as Arc<dyn Transport>, options);
    let refused = preview(&house.services, "public.example").await;
    assert!(matches!(refused, Err(Error::NoFeedNamed { .. })), "{refused:?}");
    let asked = transport.0.lock().expect("no panic holds it").clone();
    assert_eq!(asked[0], "https://public.example/");
    assert!(asked.iter().all(|url| url.starts_with("https://public.example/")), "{asked:?}");
}
