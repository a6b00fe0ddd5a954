//! Articles of several pages, and those that are not whole, from loopback servers.

use tidings::domain::{Entry, WebUrl};
use tidings::query::Query;
use tidings::service::{Error, RefreshScope, fetch_full_text};
use tidings::store::{Listing, NewFeed};

use super::House;
use crate::support::server::{Received, Served, Server};

/// A page of the story: its number in every sentence, and links.
fn page(number: usize, links: &str) -> Served {
    let sentence = format!(
        "<p>On page {number} the harbour master said that the ferry would sail again, and that nobody had \
         expected the repair number {number} to be done before the winter storms came in from the west.</p>"
    );
    Served::page(format!(
        "<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{}<nav>{links}</nav></article></body></html>",
        sentence.repeat(6)
    ))
}

const LINKS: &str = "<a href=\"?page=2\">2</a> <a href=\"?page=3\">3</a> <a href=\"?page=4\">4</a>";

/// A server with one entry whose article `story` answers, and what became of the entry.
async fn fetch(
    story: impl Fn(&Received) -> Served + Send + Sync + 'static,
) -> (Server, Result<Entry, Error>) {
    fetch_by("", story).await
}

/// The same with a file of rules for sites.
async fn fetch_by(
    rules: &str,
    story: impl Fn(&Received) -> Served + Send + Sync + 'static,
) -> (Server, Result<Entry, Error>) {
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed.xml" => Served::feed(
            "<rss version=\"2.0\"><channel><title>Paper</title><item><title>Ferry</title><guid>1</guid>\
             <link>/story</link></item></channel></rss>",
        ),
        path if path.starts_with("/story") => story(asked),
        _ => Served::status(404),
    });
    let house = House::new();
    let folder = house.services.paths.site_rules();
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("mine.toml"), rules).expect("a file");
    let url = WebUrl::parse(&server.url("/feed.xml")).expect("an address");
    let feed = NewFeed { url, title: None, category: None, site_url: None };
    house.services.store.subscribe(vec![feed], house.services.clock.now()).await.expect("a feed");
    house.refresh(RefreshScope::All).await;
    let listing = Listing { query: Query::default(), limit: None, ..Listing::default() };
    let rows = house.services.store.list(&listing, &house.services.clock.moment()).expect("a list").rows;
    let id = rows.first().expect("an entry").id;
    let fetched = fetch_full_text(&house.services, id).await;
    let entry = house.services.store.entry(id).expect("a store").expect("the entry");
    (server, fetched.map(|()| entry))
}

fn text(entry: &Entry) -> &str {
    entry.full_text.as_ref().expect("a full text").content.source()
}

/// How often each page from 1 to 4 is in the text.
fn pages(entry: &Entry) -> [usize; 4] {
    [1, 2, 3, 4].map(|number| text(entry).matches(&format!("On page {number} ")).count() / 6)
}

#[tokio::test]
async fn pages_are_joined_in_order_and_asked_for_once() {
    let (server, entry) = fetch(|asked| match asked.path.as_str() {
        "/story" => page(1, LINKS),
        "/story?page=2" => page(2, LINKS),
        "/story?page=3" => {
            page(3, "<a href=\"/story\">1</a> <a href=\"?page=2\">2</a> <a href=\"?page=4\">4</a>")
        }
        "/story?page=4" => page(4, "<a rel=next href=\"http://localhost:9/story?page=5\">Next</a>"),
        _ => Served::status(404),
    })
    .await;
    let entry = entry.expect("a full text");
    assert_eq!(pages(&entry), [1, 1, 1, 1]);
    let place = |number: usize| text(&entry).find(&format!("On page {number} ")).expect("the page");
    assert!(place(1) < place(2) && place(2) < place(3) && place(3) < place(4));
    for path in ["/story", "/story?page=2", "/story?page=3", "/story?page=4"] {
        assert_eq!(server.hits(path), 1, "{path}");
    }
}

#[tokio::test]
async fn a_page_that_fails_leaves_a_line_in_its_place() {
    let (_server, entry) = fetch(|asked| match asked.path.as_str() {
        "/story" => page(1, LINKS),
        "/story?page=2" => page(2, ""),
        "/story?page=3" => Served::status(500),
        _ => page(4, ""),
    })
    .await;
    let entry = entry.expect("a full text");
    assert_eq!(pages(&entry), [1, 1, 0, 1]);
    let at = text(&entry).find("Page 3 of 4 could not be fetched").expect("a line");
    assert!(at > text(&entry).find("On page 2 ").expect("page 2"));
    assert!(at < text(&entry).find("On page 4 ").expect("page 4"));
}

#[tokio::test]
async fn a_chain_without_end_ends_after_ten_pages() {
    let (server, entry) = fetch(|asked| {
        let number = asked.path.rsplit('=').next().and_then(|number| number.parse().ok()).unwrap_or(1);
        page(number, &format!("<a rel=\"next\" href=\"/story?page={}\">Next page</a>", number + 1))
    })
    .await;
    assert!(text(&entry.expect("a full text")).contains("On page 10 "));
    assert_eq!(server.requests().iter().filter(|asked| asked.path.starts_with("/story")).count(), 10);
}

#[tokio::test]
async fn a_site_that_answers_every_number_with_the_same_page_is_read_once() {
    let (_server, entry) = fetch(|_| page(1, LINKS)).await;
    let entry = entry.expect("a full text");
    assert_eq!(pages(&entry), [1, 0, 0, 0]);
    assert!(!text(&entry).contains("could not be fetched"));
}

#[tokio::test]
async fn the_start_of_an_article_is_not_kept_as_its_text() {
    let (_server, entry) = fetch(|_| {
        Served::page(
            "<article><h1>Ferry</h1><p>The ship that came to mend the southern cable lay in the harbour for nine \
             days before the wind let her out, and her crew learnt the names of most dogs of Port Ellery.</p>\
             <div><p>Subscribe to continue reading.</p></div></article>",
        )
    })
    .await;
    let reason = entry.expect_err("a reason").to_string();
    assert!(reason.contains("only the start"), "{reason}");
}

#[tokio::test]
async fn a_persons_rules_name_the_text_and_the_page_with_all_of_it() {
    let rules = "[[site]]\nhosts = [\"127.0.0.1\"]\nsingle_page = \"a.whole\"\ntext = [\".odd\"]\ndrop = [\".poll\"]\n";
    let (server, entry) = fetch_by(rules, |asked| match asked.path.as_str() {
        "/story/all" => Served::page(format!(
            "<div class=odd><p>{}</p><div class=poll>Yes or no?</div></div><article>{}</article>",
            "The text that the rule keeps. ".repeat(8),
            "<p>A much longer text, with commas, that nobody wanted.</p>".repeat(40)
        )),
        _ => page(1, "<a class=whole href=\"/story/all\">On one page</a> <a href=\"?page=2\">2</a>"),
    })
    .await;
    let entry = entry.expect("a full text");
    assert!(text(&entry).contains("that the rule keeps") && !text(&entry).contains("nobody wanted"));
    assert!(!text(&entry).contains("Yes or no"));
    assert_eq!((server.hits("/story/all"), server.hits("/story?page=2")), (1, 0));
    assert!(entry.full_text.expect("a full text").url.as_str().ends_with("/story/all"));
}

#[tokio::test]
async fn an_author_is_named_where_the_feed_names_none_and_the_lead_image_goes_on_top() {
    let (_server, entry) = fetch(|_| {
        let sentence = "<p>The ferry sails again, the harbour master said, and nobody had expected it so soon.</p>";
        Served::page(format!(
            "<html><head><meta name=author content=\"By Ada Marsh and Ivo Kent\"><meta property=og:image content=/ferry.jpg>\
             </head><body><article><h1>Ferry</h1>{}</article></body></html>",
            sentence.repeat(12)
        ))
    })
    .await;
    let entry = entry.expect("a full text");
    assert_eq!(entry.row.author.as_ref().map(ToString::to_string).as_deref(), Some("Ada Marsh, Ivo Kent"));
    assert!(text(&entry).starts_with("<figure><img src=\"http://127.0.0.1:"), "{}", text(&entry));
}
