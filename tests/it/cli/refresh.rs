//! `refresh`: what it counts, and how it ends.

use serde_json::json;

use super::server::{Answer, Server};
use super::{Home, Ran, array, assert_names, feed, text};

const REPORT: &str = "feeds updated not_modified failed new_entries changed_entries errors elapsed_ms";

#[test]
fn a_refresh_counts_what_it_did() {
    let server = Server::start(&[("/feed.xml", Answer::feed(feed()))]);
    let home = Home::new();
    home.run(&["add", "--no-fetch", &server.url("/feed.xml")]).expect_code(0);
    assert_eq!(server.asked("/feed.xml"), 0, "--no-fetch fetched");

    let report = home.json(&["refresh", "--json"]);
    assert_names(&report, REPORT);
    assert_eq!(
        (&report["feeds"], &report["updated"], &report["new_entries"]),
        (&json!(1), &json!(1), &json!(3))
    );
    assert_eq!((&report["failed"], &report["errors"]), (&json!(0), &json!([])));
    assert_eq!(server.asked("/feed.xml"), 1);

    let again = home.json(&["refresh", "--json"]);
    assert_eq!((&again["not_modified"], &again["new_entries"]), (&json!(1), &json!(0)));
    assert_eq!(home.json(&["refresh", "--due", "--json"])["feeds"], 0, "nothing is due yet");
    assert_eq!(server.asked("/feed.xml"), 2);
    let feeds = home.json(&["feeds", "--json"]);
    assert!(feeds[0]["last_success"].is_string() && feeds[0]["next_check"].is_string());
}

#[test]
fn no_answer_at_all_ends_with_3_and_the_cause() {
    let server = Server::start(&[]);
    let home = Home::new();
    let url = server.url("/gone-astray.xml");
    home.run(&["add", "--no-fetch", &url]).expect_code(0);
    let ran = home.run(&["refresh", "--json"]).expect_code(3);
    let report = ran.json();
    assert_eq!((&report["failed"], &report["errors"][0]["feed_url"]), (&json!(1), &json!(url)));
    assert_names(&report["errors"][0], "feed_url error");
    assert!(text(&report["errors"][0]["error"]).contains("404"));

    let failed = home.json(&["feeds", "--errors", "--json"]);
    assert!(text(&failed[0]["error"]).contains("404"));
    assert_eq!(failed[0]["failures"], 1);
    let shown = home.run(&["refresh"]).expect_code(3);
    assert!(shown.stderr.contains("404"), "{shown:#?}");
}

#[test]
fn one_answer_is_enough() {
    let server = Server::start(&[("/feed.xml", Answer::feed(feed()))]);
    let home = Home::new();
    home.run(&["add", "--no-fetch", &server.url("/feed.xml"), &server.url("/missing.xml")]).expect_code(0);
    let report = home.json(&["refresh", "--json"]);
    assert_eq!((&report["updated"], &report["failed"]), (&json!(1), &json!(1)));
    assert_eq!(array(&home.json(&["feeds", "--errors", "--json"])).len(), 1);
}

#[test]
fn a_refresh_of_named_feeds_asks_only_them() {
    let server = Server::start(&[("/a.xml", Answer::feed(feed())), ("/b.xml", Answer::feed(feed()))]);
    let home = Home::new();
    home.run(&["add", "--no-fetch", "--title", "A", &server.url("/a.xml")]).expect_code(0);
    home.run(&["add", "--no-fetch", "--title", "B", &server.url("/b.xml")]).expect_code(0);
    assert_eq!(home.json(&["refresh", "B", "--json"])["feeds"], 1);
    assert_eq!((server.asked("/a.xml"), server.asked("/b.xml")), (0, 1));
}

#[test]
fn a_changed_feed_brings_what_is_new() {
    let server = Server::start(&[("/feed.xml", Answer::feed(feed()))]);
    let home = Home::with_feed(&server);
    let item = "<item><title>Storm warning</title><guid>post-4</guid>\
                <pubDate>Wed, 08 May 2024 06:00:00 GMT</pubDate></item></channel>";
    let changed = feed().replace("</channel>", item).replace("leaves at seven", "leaves at eight");
    server.set("/feed.xml", Answer::feed(changed).with_etag("two"));
    let report = home.json(&["refresh", "--json"]);
    assert_eq!((&report["new_entries"], &report["changed_entries"]), (&json!(1), &json!(1)));
    assert_eq!(home.json(&["list", "--json"])[0]["title"], "Storm warning");
}

#[test]
fn a_network_that_is_away_is_said_in_one_line() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let proxy = format!("http://{}", free.local_addr().expect("an address"));
    drop(free);
    let home = Home::new();
    let feeds =
        ["http://a.example/feed", "http://b.example/feed", "http://c.example/feed", "http://d.example/feed"];
    home.run(&[&["add", "--no-fetch"], &feeds[..]].concat()).expect_code(0);
    let run = |arguments: &[&str]| Ran::of(home.command(arguments).env("http_proxy", &proxy));
    let ran = run(&["refresh"]).expect_code(3);
    assert!(
        ran.stderr.starts_with("offline: no host can be reached") && ran.stderr.lines().count() == 1,
        "{ran:#?}"
    );
    assert_eq!(ran.stdout, "");
    let report = run(&["refresh", "--json"]).expect_code(3).json();
    assert_eq!((&report["offline"], &report["failed"]), (&json!(true), &json!(0)));
    assert_eq!(array(&home.json(&["feeds", "--errors", "--json"])).len(), 0);
}
