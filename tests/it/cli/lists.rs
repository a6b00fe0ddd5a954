//! `add`, `feeds`, `list`, `count`, `search`, `show`, `parse`: what they print, to the letter.

use serde_json::{Value, json};

use super::server::{Answer, Server};
use super::{Home, array, assert_names, feed, fixture, text};

const ENTRY: &str = "id feed_id feed_title feed_url title url author publisher published updated fetched \
                     read starred tags story_id completeness comments_url";

fn served() -> (Server, Home) {
    let server = Server::start(&[("/feed.xml", Answer::feed(feed()))]);
    let home = Home::with_feed(&server);
    (server, home)
}

fn titles(entries: &Value) -> Vec<&str> {
    array(entries).iter().map(|entry| text(&entry["title"])).collect()
}

#[test]
fn adding_without_fetching_needs_no_network() {
    let home = Home::new();
    let url = "https://post.invalid/feed.xml";
    let add = ["add", url, "--no-fetch", "--category", "News/Tech", "--title", "Mine", "--json"];
    let added = home.json(&add);
    assert_names(&added[0], "id title feed_url site_url already error");
    assert_eq!(
        (&added[0]["title"], &added[0]["feed_url"], &added[0]["already"], &added[0]["error"]),
        (&json!("Mine"), &json!(url), &json!(false), &Value::Null)
    );
    assert!(added[0]["id"].is_string());
    assert_eq!(home.json(&["add", url, "--no-fetch", "--json"])[0]["already"], true);

    let feeds = home.json(&["feeds", "--json"]);
    assert_eq!(array(&feeds).len(), 1);
    assert_names(
        &feeds[0],
        "id title feed_url site_url category unread total last_success last_attempt next_check failures error",
    );
    assert_eq!(feeds[0]["category"], "News/Tech");
    assert_eq!((&feeds[0]["last_success"], &feeds[0]["error"]), (&Value::Null, &Value::Null));
    assert!(array(&home.json(&["feeds", "--errors", "--json"])).is_empty());
}

#[test]
fn one_address_that_fails_fails_the_call_and_not_the_others() {
    let home = Home::new();
    let ran = home.run(&["add", "--no-fetch", "--json", "javascript:alert(1)", "https://post.invalid/f"]);
    let added = ran.expect_code(1).json();
    assert_eq!(array(&added).len(), 2);
    assert!(added[0]["error"].is_string() && added[0]["id"].is_null());
    assert!(added[1]["error"].is_null() && added[1]["id"].is_string());
}

#[test]
fn removing_takes_id_address_or_title() {
    let home = Home::new();
    for (address, title) in
        [("https://a.invalid/f", "A"), ("https://b.invalid/f", "B"), ("https://c.invalid/f", "C")]
    {
        home.run(&["add", "--no-fetch", "--title", title, address]).expect_code(0);
    }
    let feeds = home.json(&["feeds", "--json"]);
    let id = text(&array(&feeds).iter().find(|feed| feed["title"] == "A").expect("A")["id"]).to_owned();
    home.run(&["remove", &id, "https://b.invalid/f", "C"]).expect_code(0);
    assert!(array(&home.json(&["feeds", "--json"])).is_empty());
}

#[test]
fn entries_come_newest_first_with_the_promised_names() {
    let (server, home) = served();
    let entries = home.json(&["list", "--json"]);
    assert_eq!(
        titles(&entries),
        [
            "Lighthouse keeper retires after forty years",
            "Ferry timetable changes on Sunday",
            "Herring prices fall"
        ]
    );
    let first = &entries[0];
    assert_names(first, ENTRY);
    assert!(first["id"].is_string() && first["feed_id"].is_string() && first["fetched"].is_string());
    assert_eq!(first["feed_title"], "The Harbour Post");
    assert_eq!(first["feed_url"], server.url("/feed.xml"));
    assert_eq!(first["url"], "https://post.example/lighthouse");
    assert_eq!(first["comments_url"], "https://post.example/lighthouse/comments");
    assert_eq!(first["published"], "2024-05-07T04:40:00Z");
    assert_eq!(
        (&first["read"], &first["starred"], &first["tags"]),
        (&json!(false), &json!(false), &json!([]))
    );
    assert_eq!((&first["story_id"], &first["updated"]), (&Value::Null, &Value::Null));
    assert_eq!(entries[2]["completeness"], "headline");
}

#[test]
fn orders_limits_and_queries_choose() {
    let (_server, home) = served();
    let list = |arguments: &[&str]| {
        let mut all = vec!["list", "--json"];
        all.extend(arguments);
        titles(&home.json(&all)).into_iter().map(|title| title[..5].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list(&["--sort", "oldest"]), ["Herri", "Ferry", "Light"]);
    assert_eq!(list(&["--sort", "title"]), ["Ferry", "Herri", "Light"]);
    assert_eq!(list(&["--limit", "1"]), ["Light"]);
    assert_eq!(list(&["--limit", "0"]).len(), 3);
    assert_eq!(list(&["title:ferry"]), ["Ferry"]);
    assert_eq!(list(&["title:ferry or title:herring", "--sort", "oldest"]), ["Herri", "Ferry"]);
}

#[test]
fn unread_is_added_only_where_nothing_speaks_of_it() {
    let (_server, home) = served();
    home.run(&["read", &home.entry_id("Herring prices fall")]).expect_code(0);
    let list = |arguments: &[&str]| array(&home.json(&[&["list", "--json"], arguments].concat())).len();
    assert_eq!(list(&[]), 2);
    assert_eq!(list(&["--all"]), 3);
    assert_eq!(list(&["read"]), 1);
    assert_eq!(list(&["title:herring"]), 0);
    assert_eq!(home.count("title:herring"), 1);
    assert_eq!((home.count(""), home.count("unread")), (3, 2));
}

#[test]
fn a_search_ranks_and_shows_where() {
    let (_server, home) = served();
    let hits = home.json(&["search", "lanterns", "--json"]);
    assert_eq!(titles(&hits), ["Lighthouse keeper retires after forty years"]);
    assert_names(&hits[0], &format!("{ENTRY} excerpt"));
    assert!(text(&hits[0]["excerpt"]).to_lowercase().contains("lanterns"));
    assert!(array(&home.json(&["search", "nothing-like-this", "--json"])).is_empty());
    assert_eq!(home.run(&["search", "ferry\" OR (", "--json"]).code, 0, "words are no syntax");
}

#[test]
fn an_article_is_shown_in_each_format() {
    let (_server, home) = served();
    let id = home.entry_id("Lighthouse keeper retires after forty years");
    let article = home.json(&["show", &id, "--format", "json"]);
    assert_names(
        &article,
        &format!("{ENTRY} content_html content_text links truncated resolved_url analysis"),
    );
    assert!(text(&article["content_html"]).contains("<strong>a long watch</strong>"));
    assert!(text(&article["content_text"]).contains("The lamp was lit by hand until the last winter."));
    assert_eq!(article["links"], json!(["https://post.example/history"]));
    assert_eq!(article["resolved_url"], Value::Null);
    assert_eq!(
        (&article["analysis"]["kind"], &article["analysis"]["sources"][0]["n"]),
        (&json!("digest"), &json!(1))
    );

    let shown = home.run(&["show", &id, "--width", "40"]).expect_code(0).stdout;
    assert!(shown.starts_with("Lighthouse keeper retires after forty years\nThe Harbour Post"), "{shown}");
    assert!(shown.contains("[1] https://post.example/history"), "{shown}");
    let body: Vec<&str> = shown.split("\n\n").skip(1).take(2).flat_map(str::lines).collect();
    assert!(body.len() > 3 && body.iter().all(|line| line.chars().count() <= 40), "{shown}");

    let markdown = home.run(&["show", &id, "--format", "markdown"]).expect_code(0).stdout;
    assert!(markdown.starts_with("# Lighthouse keeper retires after forty years\n"), "{markdown}");
    assert!(markdown.contains("**a long watch**"), "{markdown}");
    let html = home.run(&["show", &id, "--format", "html"]).expect_code(0).stdout;
    assert!(html.contains("<a href=\"https://post.example/lighthouse\">"), "{html}");
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("default-src 'none'"), "{html}");
}

#[test]
fn a_headline_is_called_a_headline() {
    let (_server, home) = served();
    let id = home.entry_id("Herring prices fall");
    let shown = home.run(&["show", &id]).expect_code(0).stdout;
    assert!(shown.contains("Headline only"), "{shown}");
    let article = home.json(&["show", &id, "--json"]);
    assert_eq!((&article["content_html"], &article["content_text"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_full_text_that_cannot_be_had_is_a_reason() {
    let server = Server::start(&[]);
    let linked = feed().replace("https://post.example/herring", &server.url("/missing"));
    server.set("/feed.xml", Answer::feed(linked));
    let home = Home::with_feed(&server);
    let id = home.entry_id("Herring prices fall");
    home.run(&["show", &id, "--full-text"]).expect_reason(1, "the whole article could not be had");
    assert_eq!(server.asked("/missing"), 1);
}

#[test]
fn tables_are_for_people() {
    let (_server, home) = served();
    let listed = home.run(&["list"]).expect_code(0).stdout;
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].contains("The Harbour Post  Lighthouse keeper retires after forty years"), "{listed}");
    assert!(lines[0].contains("May 7 2024"), "{listed}");
    let feeds = home.run(&["feeds"]).expect_code(0).stdout;
    assert!(feeds.contains("3/3") && feeds.contains("The Harbour Post"), "{feeds}");
}

#[test]
fn a_feed_file_is_parsed_without_a_database() {
    let home = Home::new();
    let file = fixture("feed.xml");
    let file = file.to_str().expect("UTF-8");
    let parsed = home.json(&["parse", file]);
    assert_names(&parsed, "kind title link subtitle author updated entries repairs");
    assert_eq!((&parsed["kind"], &parsed["title"]), (&json!("rss"), &json!("The Harbour Post")));
    assert_eq!(array(&parsed["entries"]).len(), 3);
    assert_names(
        &parsed["entries"][0],
        "id title link published updated summary content author publisher enclosures comments_url",
    );
    assert_eq!(parsed["entries"][0]["published"], "2024-05-07T04:40:00Z");
    assert!(!home.path("data").exists(), "parse made a folder");
    home.run(&["parse", "/dev/null"]).expect_reason(1, "/dev/null");
}
