//! The built-in edition behind the same client.

use std::borrow::Cow;
use std::sync::Arc;

use tidings::domain::Reach;
use tidings::net::{Client, Content, Embedded, EmbeddedPage, Error, Request};

use super::{FEED, document, error, fetch, options, request, url};

fn page(url: &str, status: u16, headers: &[(&str, &str)], body: &'static [u8]) -> EmbeddedPage {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let content_type = "application/rss+xml".to_owned();
    EmbeddedPage { url: url.to_owned(), status, content_type, headers, body: Cow::Borrowed(body) }
}

fn edition() -> Client {
    let pages = vec![
        page("https://harbour.example/feed.xml", 200, &[], FEED),
        page("https://harbour.example/search?q=crane", 200, &[], b"<rss>crane</rss>"),
        page("https://harbour.example/old", 301, &[("Location", "/feed.xml")], b""),
        page("https://harbour.example/busy", 503, &[("Retry-After", "60")], b""),
        page("https://harbour.example/gone", 410, &[], b""),
    ];
    Client::over(Arc::new(Embedded::new(pages)), options())
}

#[tokio::test(start_paused = true)]
async fn pages_are_found_by_address_with_or_without_a_query() {
    let edition = edition();
    for (address, body) in [
        ("https://harbour.example/feed.xml", Some(FEED)),
        ("https://harbour.example/feed.xml?hl=en#x", Some(FEED)),
        ("https://harbour.example/search?q=crane", Some(&b"<rss>crane</rss>"[..])),
        ("https://harbour.example/search?q=ferry", None),
        ("http://harbour.example/feed.xml", None),
        ("https://other.example/", None),
    ] {
        let answer = fetch(&edition, address).await;
        match body {
            Some(body) => assert_eq!(document(&answer.expect("an answer")).bytes, body, "{address}"),
            None => assert_eq!(error(answer), Error::Status { status: 404 }, "{address}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn redirects_validators_and_troubles_are_as_on_the_real_network() {
    let edition = edition();
    let answer = fetch(&edition, "https://harbour.example/old").await.expect("an answer");
    assert_eq!(answer.reach, Reach::Public);
    assert_eq!(
        answer.moved_to.map(|url| url.to_string()).as_deref(),
        Some("https://harbour.example/feed.xml")
    );
    assert!(answer.etag.is_some());
    let again = Request { etag: answer.etag, ..request("https://harbour.example/feed.xml") };
    let again = edition.fetch(again).await.expect("an answer");
    assert!(matches!(again.content, Content::NotModified));
    let stale = Request { etag: Some(b"\"other\"".to_vec()), ..request("https://harbour.example/feed.xml") };
    assert_eq!(document(&edition.fetch(stale).await.expect("an answer")).bytes, FEED);
    assert_eq!(error(fetch(&edition, "https://harbour.example/gone").await), Error::Gone);
    let busy = error(fetch(&edition, "https://harbour.example/busy").await);
    assert!(matches!(busy, Error::Busy { status: 503, retry_after: Some(_) }), "{busy}");
}

#[tokio::test(start_paused = true)]
async fn an_edit_is_shown_to_whoever_has_the_first_text() {
    let pages = vec![page("https://harbour.example/feed.xml", 200, &[], FEED)];
    let edits =
        vec![("https://harbour.example/feed.xml".to_owned(), Cow::Borrowed(&b"<rss>edited</rss>"[..]))];
    let edition = Client::over(Arc::new(Embedded::new(pages).with_edits(edits)), options());
    let ask = |etag| edition.fetch(Request { etag, ..request("https://harbour.example/feed.xml") });

    let first = ask(None).await.expect("an answer");
    assert_eq!(document(&first).bytes, FEED);
    assert_eq!(document(&ask(None).await.expect("an answer")).bytes, FEED);
    let second = ask(first.etag).await.expect("an answer");
    assert_eq!(document(&second).bytes, &b"<rss>edited</rss>"[..]);
    assert!(matches!(ask(second.etag).await.expect("an answer").content, Content::NotModified));
}

#[tokio::test(start_paused = true)]
async fn a_form_is_answered_from_what_was_sent() {
    let form = Box::new(|sent: &[u8]| [b"got ", sent].concat());
    let embedded = Embedded::new(Vec::new()).with_form("https://harbour.example/ask", form);
    let edition = Client::over(Arc::new(embedded), options());
    let answer = edition.post_form(&url("https://harbour.example/ask"), "q=1".into(), None).await;
    assert_eq!(document(&answer.expect("an answer")).bytes, &b"got q=1"[..]);
    let other = edition.post_form(&url("https://harbour.example/other"), "q=1".into(), None).await;
    assert_eq!(error(other), Error::Status { status: 404 });
}
