//! Subscribing to whatever a person types, importing, exporting, and the whole article.

use tidings::domain::Completeness;
use tidings::query::Query;
use tidings::service::{SubscribeOptions, export_opml, fetch_full_text, import, plan_import, subscribe};
use tidings::store::Listing;

use super::{House, rss};
use crate::support::server::{Served, Server};

#[tokio::test]
async fn a_page_leads_to_the_feed_that_it_names() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/" => Served::page(
            "<html><head><link rel=alternate type='application/rss+xml' href='/news.xml'></head><body>Hi</body>",
        ),
        "/news.xml" => Served::feed(rss("Post", 2, "")),
        _ => Served::status(404),
    });
    let house = House::new();
    let options = SubscribeOptions { category: Some("News/Local".into()), ..SubscribeOptions::default() };
    let added = subscribe(&house.services, &server.url("/"), &options).await;
    assert_eq!(added.error, None);
    assert_eq!(added.feed_url.expect("an address").to_string(), server.url("/news.xml"));
    assert_eq!(added.title.expect("a title").as_str(), "Post");
    assert_eq!(server.hits("/news.xml"), 1, "the feed that was found is not fetched twice");
    let feeds = house.services.store.feeds().expect("feeds");
    assert_eq!(feeds[0].counts.total, 2);
    assert_eq!(feeds[0].subscription.category_path.as_ref().expect("a category").as_str(), "News/Local");
    let again = subscribe(&house.services, &server.url("/news.xml"), &SubscribeOptions::default()).await;
    assert!(again.already);
}

#[tokio::test]
async fn a_page_without_a_feed_and_a_server_that_is_not_there_say_so() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/" => Served::page("<html><body><p>No feed here.</p></body></html>"),
        _ => Served::status(404),
    });
    let house = House::new();
    let nothing = subscribe(&house.services, &server.url("/"), &SubscribeOptions::default()).await;
    assert!(nothing.error.expect("a reason").to_string().contains("names no feed"));
    let address = server.url("/");
    drop(server);
    let nobody = subscribe(&house.services, &address, &SubscribeOptions::default()).await;
    assert!(nobody.error.is_some() && nobody.id.is_none());
    assert!(house.services.store.feeds().expect("feeds").is_empty());
}

#[tokio::test]
async fn subscriptions_go_out_and_come_back() {
    let house = House::new();
    let options = SubscribeOptions {
        no_fetch: true,
        category: Some("News/Tech & Co".into()),
        title: Some("A \"quoted\" <title>".into()),
    };
    subscribe(&house.services, "http://127.0.0.1:9/feed?a=1&b=2", &options).await;
    let opml = export_opml(&house.services).expect("OPML");
    let other = House::new();
    let plan = plan_import(&other.services, opml.as_bytes()).expect("a plan");
    let report = import(&other.services, plan).await.expect("an import");
    assert_eq!((report.added, report.already, report.skipped.len()), (1, 0, 0));
    let plan = plan_import(&other.services, opml.as_bytes()).expect("a plan");
    let again = import(&other.services, plan).await.expect("an import");
    assert_eq!((again.added, again.already), (0, 1));
    assert_eq!(export_opml(&other.services).expect("OPML"), opml);
}

#[tokio::test]
async fn the_whole_article_is_fetched_once_and_a_wall_is_never_stored() {
    let paragraph = "<p>The harbour master said on Thursday that the ferry would sail again, and that \
                     nobody had expected the repair to be done before the winter storms came in.</p>";
    let article = format!(
        "<html><body><nav>Menu</nav><article><h1>Ferry</h1>{}</article></body></html>",
        paragraph.repeat(8)
    );
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => {
            let link = |name: &str| format!("http://{}/{name}", asked.header("host").unwrap_or_default());
            Served::feed(format!(
                "<rss version='2.0'><channel><title>P</title>\
                 <item><title>Ferry</title><guid>1</guid><link>{}</link></item>\
                 <item><title>Wall</title><guid>2</guid><link>{}</link></item></channel></rss>",
                link("ferry"),
                link("wall")
            ))
        }
        "/ferry" => Served::page(article.clone()),
        _ => Served::page("<html><body><p>Please enable JavaScript to continue.</p></body></html>"),
    });
    let house = House::new();
    let added = subscribe(&house.services, &server.url("/feed"), &SubscribeOptions::default()).await;
    assert_eq!(added.error, None);
    let find = |title: &str| {
        let listing = Listing { query: Query::words(title), ..Listing::default() };
        let page = house.services.store.list(&listing, &house.services.clock.moment()).expect("a page");
        page.rows[0].id
    };
    for _ in 0..2 {
        fetch_full_text(&house.services, find("Ferry")).await.expect("the article");
    }
    assert_eq!(server.hits("/ferry"), 1);
    let ferry = house.services.store.entry(find("Ferry")).expect("a read").expect("the entry");
    assert_eq!(ferry.row.completeness, Completeness::FullText);
    assert!(ferry.full_text.expect("the text").content.source().contains("harbour master"));
    let refused = fetch_full_text(&house.services, find("Wall")).await;
    assert!(refused.is_err(), "a wall is no article");
    let wall = house.services.store.entry(find("Wall")).expect("a read").expect("the entry");
    assert_eq!((wall.full_text, wall.row.completeness), (None, Completeness::Headline));
}
