//! Conditional requests, statuses and headers.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tidings::domain::{Clock, Reach, Timestamp};
use tidings::net::{Accept, Content, Error, Request};

use super::{FEED, client, document, error, fetch, request, url};
use crate::support::server::{Served, Server};

#[tokio::test]
async fn a_feed_arrives_as_it_was_sent() {
    let server = Server::start(|_| {
        Served::feed(FEED)
            .etag("\"v1\"")
            .last_modified("Mon, 02 Nov 2026 08:00:00 GMT")
            .header("Cache-Control", "max-age=600")
    });
    let answer = fetch(&client(), &server.url("/feed.xml#top")).await.expect("an answer");
    assert_eq!(document(&answer).bytes, FEED);
    assert_eq!(document(&answer).content_type.as_deref(), Some("application/rss+xml; charset=utf-8"));
    assert_eq!(answer.etag.as_deref(), Some(&b"\"v1\""[..]));
    assert_eq!(answer.last_modified.as_deref(), Some(&b"Mon, 02 Nov 2026 08:00:00 GMT"[..]));
    assert_eq!(answer.fresh_for, Some(Duration::from_mins(10)));
    assert_eq!((answer.moved_to, answer.reach), (None, Reach::Private));
    assert_eq!(answer.final_url.as_str(), server.url("/feed.xml"));
}

#[tokio::test]
async fn the_request_says_who_asks_and_nothing_else_about_the_person() {
    let server = Server::start(|_| Served::feed(FEED).header("Set-Cookie", "id=7"));
    let client = client();
    for _ in 0..2 {
        fetch(&client, &server.url("/feed.xml")).await.expect("an answer");
    }
    for asked in server.requests() {
        assert_eq!(asked.header("user-agent").as_deref(), Some("tidings/0 (+test)"));
        assert_eq!(asked.header("accept-encoding").as_deref(), Some("gzip, br, zstd, deflate"));
        let mut names: Vec<&str> = asked.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
    }
}

#[tokio::test]
async fn validators_go_back_byte_for_byte() {
    let odd: [&[u8]; 7] =
        [b"\"v1\"", b"W/\"v1\"", b"v1", b"\"a\"b\"", b"W/\"open", b"\"\xe9\xff\"", b"\"a, b\"  \"c\""];
    for etag in odd {
        let server = Server::start(move |_| Served::feed(FEED).header_bytes("ETag", etag));
        let client = client();
        let first = fetch(&client, &server.url("/")).await.expect("an answer");
        assert_eq!(first.etag.as_deref(), Some(etag));
        let again = Request { etag: first.etag, ..request(&server.url("/")) };
        let second = client.fetch(again).await.expect("an answer");
        assert!(matches!(second.content, Content::NotModified), "{etag:?}");
        assert_eq!(second.etag.as_deref(), Some(etag), "kept for the next time");
        assert_eq!(server.requests()[1].header_bytes("if-none-match"), Some(etag));
    }
}

#[tokio::test]
async fn the_date_goes_back_as_the_server_wrote_it() {
    let date = "Mon, 2 Nov 2026 08:00:00 +0000";
    let server = Server::start(move |_| Served::feed(FEED).last_modified(date));
    let client = client();
    let first = fetch(&client, &server.url("/")).await.expect("an answer");
    let again = Request { last_modified: first.last_modified, ..request(&server.url("/")) };
    let second = client.fetch(again).await.expect("an answer");
    assert!(matches!(second.content, Content::NotModified));
    assert_eq!(server.requests()[1].header("if-modified-since").as_deref(), Some(date));
}

#[tokio::test]
async fn a_304_may_name_a_new_validator_and_must_have_been_asked_for() {
    let server = Server::start(|_| Served::status(304).header("ETag", "\"v2\""));
    let conditional = Request { etag: Some(b"\"v1\"".to_vec()), ..request(&server.url("/")) };
    let answer = client().fetch(conditional).await.expect("an answer");
    assert_eq!(answer.etag.as_deref(), Some(&b"\"v2\""[..]));
    assert_eq!(error(fetch(&client(), &server.url("/")).await), Error::Status { status: 304 });
}

#[tokio::test]
async fn oversized_validators_are_neither_kept_nor_is_a_broken_one_sent() {
    let server = Server::start(|_| Served::feed(FEED).etag(&format!("\"{}\"", "x".repeat(5000))));
    let broken = Request { etag: Some(b"a\nInjected: yes".to_vec()), ..request(&server.url("/")) };
    let answer = client().fetch(broken).await.expect("an answer");
    assert_eq!(answer.etag, None);
    let asked = &server.requests()[0];
    assert_eq!((asked.header("if-none-match"), asked.header("injected")), (None, None));
}

#[tokio::test]
async fn statuses_say_what_to_do() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/gone" => Served::status(410),
        "/missing" => Served::status(404),
        "/login" => Served::status(401),
        "/broken" => Served::status(500),
        "/part" => Served::status(206).header("Content-Range", "bytes 0-1/9"),
        "/none" => Served::status(204),
        "/hollow" => Served::ok(""),
        _ => Served::status(300),
    });
    let client = client();
    let expected = [
        ("/gone", Error::Gone),
        ("/missing", Error::Status { status: 404 }),
        ("/login", Error::Status { status: 401 }),
        ("/broken", Error::Status { status: 500 }),
        ("/part", Error::Status { status: 206 }),
        ("/none", Error::Empty),
        ("/hollow", Error::Empty),
        ("/choices", Error::Status { status: 300 }),
    ];
    for (path, expected) in expected {
        assert_eq!(error(fetch(&client, &server.url(path)).await), expected, "{path}");
    }
}

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        "2026-11-02T08:00:00Z".parse().expect("a time")
    }
    fn time_zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::UTC
    }
}

#[tokio::test]
async fn a_busy_server_says_until_when() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/seconds" => Served::status(429).header("Retry-After", "120"),
        "/date" => Served::status(503)
            .header("Date", "Mon, 02 Nov 2026 08:00:00 GMT")
            .header("Retry-After", "Mon, 02 Nov 2026 09:00:00 GMT"),
        "/clockless" => Served::status(503).header("Retry-After", "Mon, 02 Nov 2026 08:00:30 GMT"),
        "/year" => Served::status(429).header("Retry-After", "31536000"),
        _ => Served::status(503),
    });
    let client = client().with_clock(Arc::new(Fixed));
    let week = 7 * 24 * 3600;
    let expected = [
        ("/seconds", 429, Some(120)),
        ("/date", 503, Some(3600)),
        ("/clockless", 503, Some(30)),
        ("/year", 429, Some(week)),
        ("/silent", 503, None),
    ];
    for (path, status, seconds) in expected {
        let expected = Error::Busy { status, retry_after: seconds.map(Duration::from_secs) };
        assert_eq!(error(fetch(&client, &server.url(path)).await), expected, "{path}");
    }
    assert_eq!(server.requests().len(), expected.len(), "nothing is tried again");
}

#[tokio::test]
async fn a_form_is_posted_and_its_answer_taken() {
    let server = Server::start(|asked| Served::ok([b"got ", asked.body.as_slice()].concat()));
    let form = Bytes::from_static(b"f.req=%5B1%5D");
    let answer = client().post_form(&url(&server.url("/rpc")), form, None).await.expect("an answer");
    assert_eq!(document(&answer).bytes, "got f.req=%5B1%5D");
    let asked = &server.requests()[0];
    assert_eq!(asked.method, "POST");
    let form_type = asked.header("content-type");
    assert_eq!(form_type.as_deref(), Some("application/x-www-form-urlencoded;charset=UTF-8"));
}

#[tokio::test]
async fn pages_and_feeds_are_asked_for_differently() {
    let server = Server::start(|_| Served::page("<p>x</p>"));
    let client = client();
    fetch(&client, &server.url("/")).await.expect("an answer");
    client.fetch(Request { accept: Accept::Page, ..request(&server.url("/")) }).await.expect("an answer");
    let accepted: Vec<_> = server.requests().iter().filter_map(|asked| asked.header("accept")).collect();
    assert!(accepted[0].starts_with("application/atom+xml"), "{accepted:?}");
    assert!(accepted[1].starts_with("text/html"), "{accepted:?}");
}
