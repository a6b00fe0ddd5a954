//! The text behind links of Google News: a fake of Google on loopback that answers by the name in a link.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tidings::config::Settings;
use tidings::domain::{Entry, EntryId, Event, FullTextMode, WebUrl};
use tidings::query::Query;
use tidings::service::{
    Error, RefreshRequest, RefreshScope, Reporter, Unresolved, fetch_full_text, known_address, refresh,
};
use tidings::store::{Listing, NewFeed};

use super::House;
use crate::support::server::{Received, Served, Server};

const EXCHANGE: &str = "/_/DotsSplashUi/data/batchexecute";

/// A new id: bytes that say nothing to anybody but this fake.
fn id(name: &str) -> String {
    let payload = format!("AU_yqL{name:x<80}");
    let mut message = vec![0x08, 0x13, 0x22, u8::try_from(payload.len()).expect("short")];
    message.extend(payload.bytes());
    URL_SAFE_NO_PAD.encode(message)
}

fn page_of(name: &str) -> String {
    format!("/rss/articles/{}?hl=de&gl=DE&ceid=DE:de", id(name))
}

/// Google with these links in its feed.
fn google(names: &'static [&'static str]) -> Server {
    Server::start(move |asked| {
        let path = asked.path.split('?').next().unwrap_or_default();
        let known = names.iter().find(|name| path == format!("/rss/articles/{}", id(name)));
        match (path, known) {
            ("/rss", _) => Served::feed(feed(names)),
            (EXCHANGE, _) => exchange(names, asked),
            (_, Some(name)) => link_page(name),
            ("/hop/1", _) => Served::redirect(302, "/hop/2"),
            ("/hop/2", _) => signed("HOPS"),
            ("/article/WALL", _) => Served::page("<p>Please enable JavaScript to continue.</p>"),
            _ if path.starts_with("/article/") => Served::page(article()),
            _ => Served::status(404),
        }
    })
}

fn feed(names: &[&str]) -> String {
    let item = |name: &&str| {
        let id = id(name);
        format!(
            "<item><title>Story {name} - Post</title><guid isPermaLink=\"false\">{id}</guid>\
             <link>/rss/articles/{id}?oc=5</link>\
             <pubDate>Thu, 07 May 2026 10:00:00 GMT</pubDate></item>"
        )
    };
    let items: String = names.iter().map(item).collect();
    format!(
        "<rss version=\"2.0\"><channel><generator>NFE/5.0</generator><title>G</title>{items}</channel></rss>"
    )
}

fn article() -> String {
    let paragraph = "<p>The harbour master said on Thursday that the ferry would sail again, and that \
                     nobody had expected the repair to be done before the winter storms came in.</p>";
    format!("<html><body><article><h1>Ferry</h1>{}</article></body></html>", paragraph.repeat(8))
}

fn link_page(name: &str) -> Served {
    match name {
        "CONSENT" => Served::redirect(302, "http://localhost:9/consent/m?continue=x"),
        "SORRY" => Served::redirect(302, "http://localhost:9/sorry/index"),
        "AWAY" => Served::redirect(302, "http://localhost:9/elsewhere"),
        "INLINE" => Served::page("<form action=\"https://consent.google.example/save\"></form>"),
        "NOSIG" => Served::page("<html><body>Something new</body></html>"),
        "BUSY" => Served::status(429).header("Retry-After", "120"),
        "GONE" => Served::status(404),
        "DOWN" => Served::status(500),
        "SILENT" => Served::silent(),
        "HOPS" => Served::redirect(302, "/hop/1"),
        "ROUND" => Served::redirect(302, &format!("/rss/articles/{}", id("ROUND"))),
        _ => signed(name),
    }
}

fn signed(name: &str) -> Served {
    Served::page(format!("<c-wiz><div data-n-a-sg=\"AB_{name}\" data-n-a-ts=\"17\"></div></c-wiz>"))
}

/// Rows from the last question to the first; in chunks where `CHUNKS` is asked for.
fn exchange(names: &[&str], asked: &Received) -> Served {
    let host = asked.header("host").unwrap_or_default();
    let value =
        url::form_urlencoded::parse(&asked.body).find(|(name, _)| name == "f.req").expect("a field").1;
    let value: Value = serde_json::from_str(&value).expect("JSON");
    let mut rows = vec![json!(["di", 23])];
    let mut is_chunked = false;
    for question in value[0].as_array().expect("questions").iter().rev() {
        let inner: Value = serde_json::from_str(question[1].as_str().expect("text")).expect("JSON");
        let name = *names.iter().find(|name| inner[2].as_str() == Some(&id(name))).expect("one of ours");
        assert_eq!((&inner[3], &inner[4]), (&json!(17), &json!(format!("AB_{name}"))));
        assert_eq!(inner[1][0][7], json!("DE:de"));
        let payload = match name {
            "BAD" => return Served::status(400),
            "GARBLED" => return Served::page("<html></html>"),
            "LATE" => return Served::status(429).header("Retry-After", "300"),
            "BARRED" => return Served::redirect(302, "http://localhost:9/sorry/index"),
            "ASKED" => return Served::redirect(302, "http://localhost:9/consent/m?continue=x"),
            "BROKEN" => return Served::status(502),
            "MUTE" => return Served::silent(),
            "CUT" => {
                let cut = format!(
                    ")]}}'\n\n97\n[[\"wrb.fr\",\"Fbv4je\",\"[\\\"garturlres\\\",\\\"http://{host}/article/CUT\\\",1"
                );
                return Served::ok(cut);
            }
            "DROPPED" => continue,
            "NULL" => Value::Null,
            _ => json!(
                json!(["garturlres", format!("http://{host}/article/{name}?utm_source=google&fbclid=1"), 1])
                    .to_string()
            ),
        };
        is_chunked |= name == "CHUNKS";
        rows.push(json!(["wrb.fr", "Fbv4je", payload, null, null, null, question[3]]));
    }
    let rows = Value::from(rows).to_string();
    let chunk = format!("{}\n{rows}\n25\n[[\"e\",4,null,null,131]]\n", rows.len());
    Served::ok(format!(")]}}'\n\n{}", if is_chunked { chunk } else { rows }))
}

/// A profile that is subscribed to that Google.
async fn house(google: &Server) -> House {
    let mut house = House::new();
    let base = WebUrl::parse(&google.url("/")).expect("an address");
    set(&mut house, |settings| settings.google_news.base = base);
    let url = WebUrl::parse(&google.url("/rss?hl=de&gl=DE&ceid=DE:de")).expect("an address");
    let feed = NewFeed { url, title: None, category: None, site_url: None };
    house.services.store.subscribe(vec![feed], house.services.clock.now()).await.expect("a feed");
    house
}

async fn fetched(google: &Server) -> House {
    let house = house(google).await;
    assert_eq!(house.refresh(RefreshScope::All).await.failed, 0);
    house
}

fn find(house: &House, name: &str) -> EntryId {
    let listing = Listing { query: Query::words(name), ..Listing::default() };
    house.services.store.list(&listing, &house.services.clock.moment()).expect("a page").rows[0].id
}

fn entry(house: &House, name: &str) -> Entry {
    house.services.store.entry(find(house, name)).expect("a read").expect("the entry")
}

async fn refusal(house: &House, name: &str) -> Unresolved {
    let reason = match fetch_full_text(&house.services, find(house, name)).await {
        Err(Error::Unresolved(reason)) => Some(reason),
        _ => None,
    };
    reason.expect("a link that leads nowhere")
}

/// The same house with other settings.
fn set(house: &mut House, change: impl FnOnce(&mut Settings)) {
    let mut settings = (*house.services.settings).clone();
    change(&mut settings);
    house.services.settings = Arc::new(settings);
}

#[tokio::test]
async fn a_new_link_leads_to_the_article_by_two_requests() {
    let google = google(&["ONE", "CHUNKS"]);
    let house = fetched(&google).await;
    for name in ["ONE", "CHUNKS"] {
        assert_eq!(known_address(&house.services, &entry(&house, name)).expect("a read"), None);
        fetch_full_text(&house.services, find(&house, name)).await.expect("the article");
        let target = google.url(&format!("/article/{name}"));
        let entry = entry(&house, name);
        let known = known_address(&house.services, &entry).expect("a read").expect("an address");
        assert_eq!(known.as_str(), target);
        let text = entry.full_text.expect("the text");
        assert_eq!(text.url.as_str(), target);
        assert!(text.content.source().contains("harbour master"));
        assert_eq!(google.hits(&page_of(name)), 1, "in the edition of its feed");
    }
    assert_eq!(google.hits(EXCHANGE), 2);
}

#[tokio::test]
async fn an_answer_that_is_cut_off_and_hops_on_the_same_host_lead_to_the_article() {
    let google = google(&["CUT", "HOPS"]);
    let house = fetched(&google).await;
    for name in ["CUT", "HOPS"] {
        fetch_full_text(&house.services, find(&house, name)).await.expect("the article");
        let text = entry(&house, name).full_text.expect("the text");
        assert_eq!(text.url.as_str(), google.url(&format!("/article/{name}")));
    }
}

#[tokio::test]
async fn an_old_link_is_read_without_asking() {
    let google = google(&[]);
    let house = house(&google).await;
    let target = google.url("/article/OLD");
    let mut message = vec![0x08, 0x13, 0x22, u8::try_from(target.len()).expect("short")];
    message.extend(target.bytes().chain([0xd2, 0x01, 0x00]));
    let id = URL_SAFE_NO_PAD.encode(message);
    let base = google.url("/");
    let feed = format!(
        "<rss version=\"2.0\"><channel><generator>NFE/5.0</generator><title>G</title><item><title>Story OLD - Post\
         </title><link>{base}rss/articles/{id}?oc=5</link></item></channel></rss>"
    );
    let old = Server::start(move |_| Served::feed(feed.clone()));
    let url = WebUrl::parse(&old.url("/rss")).expect("an address");
    let feed = NewFeed { url, title: None, category: None, site_url: None };
    house.services.store.subscribe(vec![feed], house.services.clock.now()).await.expect("a feed");
    house.refresh(RefreshScope::All).await;
    google.forget();
    let entry = entry(&house, "OLD");
    let known = known_address(&house.services, &entry).expect("a read").expect("an address");
    assert_eq!(known.as_str(), target);
    fetch_full_text(&house.services, entry.row.id).await.expect("the article");
    let asked: Vec<String> = google.requests().into_iter().map(|asked| asked.path).collect();
    assert_eq!(asked, ["/article/OLD"]);
}

#[tokio::test]
async fn silence_is_a_failure_of_its_own_and_is_not_kept() {
    let google = google(&["SILENT", "MUTE"]);
    let mut house = fetched(&google).await;
    house.services.net = house.services.net.clone().with_deadline(Duration::from_millis(300));
    for name in ["SILENT", "MUTE"] {
        for asked in 1..3 {
            assert_eq!(refusal(&house, name).await, Unresolved::Timeout, "{name}");
            assert_eq!(google.hits(&page_of(name)), asked, "{name}");
        }
    }
    assert_eq!(google.hits(EXCHANGE), 2);
    let said = Unresolved::Timeout.to_string();
    assert!(said.starts_with("Google did not answer in time"), "{said}");
}

#[tokio::test]
async fn the_exchange_may_ask_to_wait_as_well() {
    let google = google(&["LATE", "BARRED", "ONE"]);
    let house = fetched(&google).await;
    assert_eq!(refusal(&house, "LATE").await, Unresolved::Waiting { minutes: 5 });
    house.clock.forward(SignedDuration::from_mins(5));
    assert_eq!(refusal(&house, "BARRED").await, Unresolved::Waiting { minutes: 30 });
    assert_eq!(refusal(&house, "ONE").await, Unresolved::Waiting { minutes: 30 });
    assert_eq!(google.hits(&page_of("ONE")), 0);
}

#[tokio::test]
async fn what_a_link_leads_to_is_asked_for_once() {
    let google = google(&["WALL"]);
    let house = fetched(&google).await;
    for _ in 0..2 {
        let refused = fetch_full_text(&house.services, find(&house, "WALL")).await;
        assert!(matches!(refused, Err(Error::NoText(_))), "{refused:?}");
    }
    assert_eq!((google.hits(&page_of("WALL")), google.hits(EXCHANGE)), (1, 1));
    assert_eq!(google.hits("/article/WALL"), 2);
}

#[tokio::test]
async fn every_failure_is_told_apart_and_left_alone_for_a_time() {
    let table = [
        ("CONSENT", Unresolved::Consent),
        ("INLINE", Unresolved::Consent),
        ("AWAY", Unresolved::PageChanged),
        ("NOSIG", Unresolved::PageChanged),
        ("GONE", Unresolved::NoSuchArticle),
        ("NULL", Unresolved::Refused),
        ("BAD", Unresolved::Refused),
        ("GARBLED", Unresolved::AnswerChanged),
        ("DROPPED", Unresolved::AnswerChanged),
        ("ASKED", Unresolved::Consent),
    ];
    let google =
        google(&["CONSENT", "INLINE", "AWAY", "NOSIG", "GONE", "NULL", "BAD", "GARBLED", "DROPPED", "ASKED"]);
    let house = fetched(&google).await;
    for (asked, pause) in [(1, 5), (1, 2), (2, 23), (2, 2), (3, 1)] {
        for (name, reason) in &table {
            assert_eq!(refusal(&house, name).await, *reason, "{name}");
            assert_eq!(google.hits(&page_of(name)), asked, "{name}");
        }
        house.clock.forward(SignedDuration::from_hours(pause));
    }
}

#[tokio::test]
async fn trouble_of_the_network_is_not_kept() {
    let google = google(&["DOWN", "BROKEN", "ROUND"]);
    let house = fetched(&google).await;
    for name in ["DOWN", "BROKEN"] {
        for asked in 1..3 {
            assert!(matches!(refusal(&house, name).await, Unresolved::Net(_)));
            assert_eq!(google.hits(&page_of(name)), asked, "{name}");
        }
    }
    assert!(matches!(refusal(&house, "ROUND").await, Unresolved::Net(_)), "a circle is left");
}

#[tokio::test]
async fn who_is_asked_to_wait_waits_with_all_links() {
    let google = google(&["BUSY", "SORRY", "ONE"]);
    let house = fetched(&google).await;
    assert_eq!(refusal(&house, "BUSY").await, Unresolved::Waiting { minutes: 2 });
    assert_eq!(refusal(&house, "ONE").await, Unresolved::Waiting { minutes: 2 });
    assert_eq!(google.hits(&page_of("ONE")), 0);
    house.clock.forward(SignedDuration::from_mins(2));
    assert_eq!(refusal(&house, "SORRY").await, Unresolved::Waiting { minutes: 30 }, "twice in a row");
    house.clock.forward(SignedDuration::from_mins(29));
    assert_eq!(refusal(&house, "ONE").await, Unresolved::Waiting { minutes: 1 });
    house.clock.forward(SignedDuration::from_mins(1));
    fetch_full_text(&house.services, find(&house, "ONE")).await.expect("the article");
    assert_eq!(refusal(&house, "BUSY").await, Unresolved::Waiting { minutes: 2 }, "the first time again");
}

#[tokio::test]
async fn a_refresh_exchanges_many_links_at_once() {
    let google = google(&["ONE", "NULL", "TWO", "DROPPED", "NOSIG", "CHUNKS"]);
    let house = house(&google).await;
    let request = RefreshRequest { scope: RefreshScope::All, full_text: true };
    refresh(&house.services, request, &Reporter::silent()).await.expect("a refresh");
    for (name, has_text) in [
        ("ONE", true),
        ("NULL", false),
        ("TWO", true),
        ("DROPPED", false),
        ("NOSIG", false),
        ("CHUNKS", true),
    ] {
        let target = entry(&house, name).full_text.map(|text| text.url.as_str().to_owned());
        assert_eq!(target, has_text.then(|| google.url(&format!("/article/{name}"))), "{name}");
    }
    assert_eq!(google.hits(EXCHANGE), 1);
}

#[tokio::test]
async fn google_is_not_asked_where_that_is_switched_off() {
    let google = google(&["ONE"]);
    let mut house = fetched(&google).await;
    set(&mut house, |settings| settings.google_news.resolve = false);
    assert_eq!(refusal(&house, "ONE").await, Unresolved::Off);
    assert_eq!((google.hits(&page_of("ONE")), google.hits(EXCHANGE)), (0, 0));
}

#[tokio::test]
async fn the_habit_of_a_feed_decides_what_a_refresh_fetches() {
    for (mode, asks, fetches) in [
        (FullTextMode::Always, false, true),
        (FullTextMode::Manual, false, false),
        (FullTextMode::OnOpen, true, true),
        (FullTextMode::Never, true, false),
    ] {
        let google = google(&["ONE"]);
        let mut house = house(&google).await;
        set(&mut house, |settings| settings.full_text = mode);
        let (sender, mut facts) = tokio::sync::mpsc::channel(64);
        let reporter = Reporter { events: Some(sender), ..Reporter::silent() };
        let request = RefreshRequest { scope: RefreshScope::All, full_text: asks };
        refresh(&house.services, request, &reporter).await.expect("a refresh");
        drop(reporter);
        assert_eq!(entry(&house, "ONE").full_text.is_some(), fetches, "{mode:?}");
        let mut told = 0;
        while let Some(fact) = facts.recv().await {
            told += usize::from(matches!(fact, Event::FullTextFetched { .. }));
        }
        assert_eq!(told, usize::from(fetches), "{mode:?}");
    }
}
