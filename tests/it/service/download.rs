//! Texts fetched ahead: which, how far, what failed, and what a lost network leaves for the next time.
//! Over a network of our own: one feed, and each of its articles at a host of its own.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::future::{self, BoxFuture};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use tidings::domain::{Completeness, DownloadProgress, EntryRow, Event, FullTextMode, Reach, WebUrl};
use tidings::net::{Body, Client, Error, Exchange, Options, Reply, Transport};
use tidings::query::Query;
use tidings::service::{DownloadReport, DownloadScope, RefreshScope, Reporter, download, pictures};
use tidings::store::{FeedSettings, Listing, NewFeed};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::House;

/// What stands on the page of a host; by default an article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Missing,
    Dead,
}

#[derive(Default)]
struct Press {
    items: usize,
    pages: Mutex<HashMap<String, Page>>,
    /// After so many articles no host answers any more.
    lasts_for: Mutex<Option<usize>>,
    articles: AtomicUsize,
    asked: AtomicUsize,
}

fn host(item: usize) -> String {
    format!("outlet-{item}.example")
}

impl Press {
    fn feed(&self) -> String {
        let item = |n: usize| {
            format!(
                "<item><title>Item {n}</title><guid>{n}</guid><link>https://{}/{n}</link>\
                 <pubDate>Thu, 07 May 2026 10:{:02}:00 GMT</pubDate><description>The start of {n}…</description></item>",
                host(n),
                n % 60
            )
        };
        let items: String = (1..=self.items).map(item).collect();
        format!("<rss version=\"2.0\"><channel><title>Wire</title>{items}</channel></rss>")
    }

    fn article(url: &url::Url) -> String {
        let words = ["harbour", "council", "ferry", "lantern", "reactor", "ledger", "tide", "market"];
        let sentence = |n: usize| {
            let word = |k: usize| words[(n * 3 + k) % words.len()];
            format!(
                "On day {n} the {} met the {} about the {}, and nobody left before dusk. ",
                word(0),
                word(1),
                word(2)
            )
        };
        let paragraph = |n: usize| format!("<p>{}</p>", (n * 5..n * 5 + 5).map(sentence).collect::<String>());
        let picture = format!(
            "<figure><img src=\"https://pictures.example{}.png\" width=\"640\" height=\"400\"></figure>",
            url.path()
        );
        let body: String = (0..3).map(paragraph).chain([picture]).chain((3..6).map(paragraph)).collect();
        format!(
            "<html><head><title>News</title></head><body><article><h1>{url}</h1>{body}</article></body></html>"
        )
    }

    fn answer(&self, exchange: &Exchange) -> Result<Reply, Error> {
        let url = &exchange.url;
        let name = url.host_str().unwrap_or_default();
        let reply = |status, kind: &'static str, body: String| {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(kind))]);
            Ok(Reply { status, headers, body: Body::Whole(body.into()), reach: Reach::Public })
        };
        if name == "wire.example" {
            return reply(200, "application/rss+xml", self.feed());
        }
        if name == "pictures.example" {
            let file = b"\x89PNG\r\n\x1a\n".to_vec();
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("image/png"))]);
            return Ok(Reply { status: 200, headers, body: Body::Whole(file.into()), reach: Reach::Public });
        }
        self.asked.fetch_add(1, Ordering::SeqCst);
        let is_lost = self
            .lasts_for
            .lock()
            .expect("no panic")
            .is_some_and(|n| self.articles.load(Ordering::SeqCst) >= n);
        match self.pages.lock().expect("no panic").get(name) {
            _ if is_lost => Err(Error::Dns { host: name.into() }),
            Some(Page::Dead) => Err(Error::Dns { host: name.into() }),
            Some(Page::Missing) => reply(404, "text/html", "nothing".to_owned()),
            None => {
                self.articles.fetch_add(1, Ordering::SeqCst);
                reply(200, "text/html", Self::article(url))
            }
        }
    }
}

impl Transport for Press {
    fn exchange(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, Error>> {
        Box::pin(future::ready(self.answer(&exchange)))
    }
}

struct Desk {
    house: House,
    press: Arc<Press>,
}

impl Desk {
    async fn with(items: usize) -> Self {
        let mut house = House::new();
        let press = Arc::new(Press { items, ..Press::default() });
        let options = Options { user_agent: "tidings".to_owned(), hosts: Vec::new(), limit_loopback: false };
        house.services.net = Client::over(Arc::clone(&press) as Arc<dyn Transport>, options);
        let url = WebUrl::parse("https://wire.example/feed").expect("an address");
        let new = NewFeed { url, title: None, category: None, site_url: None };
        house.services.store.subscribe(vec![new], house.services.clock.now()).await.expect("subscribed");
        house.refresh(RefreshScope::All).await;
        let desk = Self { house, press };
        assert_eq!(desk.rows().len(), items);
        desk
    }

    fn page(&self, item: usize, page: Page) {
        self.press.pages.lock().expect("no panic").insert(host(item), page);
    }

    fn lasts_for(&self, articles: Option<usize>) {
        *self.press.lasts_for.lock().expect("no panic") = articles;
    }

    fn rows(&self) -> Vec<EntryRow> {
        let services = &self.house.services;
        services.store.list(&Listing::default(), &services.clock.moment()).expect("a list").rows
    }

    fn whole(&self) -> usize {
        self.rows().iter().filter(|row| row.completeness == Completeness::FullText).count()
    }

    async fn download(&self, scope: DownloadScope) -> DownloadReport {
        download(&self.house.services, scope, &Reporter::silent()).await.expect("a download")
    }

    async fn all(&self) -> DownloadReport {
        self.download(DownloadScope::Query(Query::default())).await
    }
}

#[tokio::test]
async fn all_texts_come_and_failures_have_reasons() {
    let desk = Desk::with(6).await;
    desk.page(2, Page::Missing);
    desk.page(4, Page::Dead);
    let report = desk.all().await;
    assert_eq!((report.entries, report.fetched, report.failed, report.waiting), (6, 4, 2, 0));
    assert!(!report.offline && desk.whole() == 4);
    let told: Vec<(&str, &str)> =
        report.failures.iter().map(|failed| (failed.title.as_str(), failed.reason.as_str())).collect();
    assert!(told[0].0 == "Item 4" && told[0].1.contains("was not found"), "{told:?}");
    assert_eq!(told[1], ("Item 2", "the server answered 404"));

    let asked = desk.press.asked.load(Ordering::SeqCst);
    let again = desk.download(DownloadScope::Waiting).await;
    assert_eq!(
        (again.fetched, desk.press.asked.load(Ordering::SeqCst)),
        (0, asked),
        "nothing is tried again by itself"
    );
    let retried = desk.download(DownloadScope::Retry).await;
    assert_eq!((retried.failed, desk.press.asked.load(Ordering::SeqCst)), (2, asked + 2));
}

#[tokio::test]
async fn pictures_come_along() {
    let desk = Desk::with(3).await;
    assert_eq!(desk.all().await.pictures, 3);
    let url = WebUrl::parse("https://pictures.example/2.png").expect("an address");
    assert!(pictures::cached(&desk.house.services, &url).is_some());
    assert_eq!(desk.all().await.pictures, 0, "they are here");
}

#[tokio::test]
async fn what_is_here_needs_no_request() {
    let desk = Desk::with(4).await;
    desk.all().await;
    let asked = desk.press.asked.load(Ordering::SeqCst);
    let again = desk.all().await;
    assert_eq!((again.held, again.fetched, desk.press.asked.load(Ordering::SeqCst)), (4, 0, asked));
}

#[tokio::test]
async fn a_feed_whose_articles_are_never_fetched_is_left_alone() {
    let desk = Desk::with(3).await;
    let services = &desk.house.services;
    let feed = services.store.feeds().expect("feeds")[0].id;
    let never = FeedSettings { full_text: Some(Some(FullTextMode::Never)), ..FeedSettings::default() };
    services.store.set_feed(feed, never, services.clock.now()).await.expect("set");
    let report = desk.all().await;
    assert_eq!((report.held, report.failed, desk.press.asked.load(Ordering::SeqCst)), (3, 0, 0));
}

#[tokio::test]
async fn some_entries_alone_can_be_taken_along() {
    let desk = Desk::with(5).await;
    let some = desk.rows().iter().take(2).map(|row| row.id).collect();
    let report = desk.download(DownloadScope::Entries(some)).await;
    assert_eq!((report.entries, report.fetched, desk.whole()), (2, 2, 2));
}

#[tokio::test]
async fn a_network_that_goes_away_leaves_the_rest_for_the_next_time() {
    let desk = Desk::with(30).await;
    desk.lasts_for(Some(10));
    let report = desk.all().await;
    assert!(report.offline);
    assert_eq!((report.fetched, report.failed, report.waiting), (10, 0, 20));
    let asked = desk.press.asked.load(Ordering::SeqCst);
    assert!(asked < 30, "{asked} pages were asked for");

    desk.lasts_for(None);
    let rest = desk.download(DownloadScope::Waiting).await;
    assert_eq!((rest.fetched, rest.waiting, rest.offline, desk.whole()), (20, 0, false, 30));
}

#[tokio::test]
async fn a_network_that_was_never_there_fails_nothing() {
    let desk = Desk::with(12).await;
    desk.lasts_for(Some(0));
    let report = desk.all().await;
    assert_eq!((report.offline, report.failed, report.waiting), (true, 0, 12));
}

#[tokio::test]
async fn a_download_that_is_stopped_goes_on_where_it_was() {
    let desk = Desk::with(30).await;
    let (events, mut facts) = mpsc::channel(1);
    let cancel = CancellationToken::new();
    let reporter = Reporter { events: Some(events), cancel: cancel.clone(), ..Reporter::silent() };
    let work = async {
        let report = download(&desk.house.services, DownloadScope::Query(Query::default()), &reporter).await;
        drop(reporter);
        report.expect("a download")
    };
    let stop = async {
        while let Some(fact) = facts.recv().await {
            if matches!(fact, Event::DownloadProgressed(DownloadProgress { done: 5, .. })) {
                cancel.cancel();
            }
        }
    };
    let (report, ()) = tokio::join!(work, stop);
    assert!(report.waiting > 0 && report.failed == 0, "{report:?}");
    let rest = desk.download(DownloadScope::Waiting).await;
    assert_eq!((rest.waiting, desk.whole()), (0, 30));
}

#[test]
fn the_report_has_the_names_that_are_promised() {
    let json = serde_json::to_string(&DownloadReport::default()).expect("JSON");
    assert_eq!(
        json,
        r#"{"entries":0,"fetched":0,"held":0,"pictures":0,"failed":0,"waiting":0,"left_out":0,"errors":[],"elapsed_ms":0}"#
    );
}
