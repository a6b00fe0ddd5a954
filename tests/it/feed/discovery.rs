//! Feeds that pages name.

use tidings::domain::WebUrl;
use tidings::feed::{Discovery, discover};

fn found(page: &str) -> Vec<Discovery> {
    discover(page, &WebUrl::parse("https://river.example/blog/").expect("an address"))
}

#[test]
fn the_head_comes_first_then_links_then_guesses() {
    let found = found(
        r#"<html><head><title>x</title>
        <link rel="stylesheet" href="/feed.css">
        <link rel="alternate" type="application/json+oembed" href="/oembed">
        <LINK REL='alternate home' TYPE='application/rss+xml; charset=utf-8' TITLE='All &amp; more' HREF='feed.xml'>
        <link rel=alternate type=application/atom+xml href=//feeds.example/atom>
        </head><body><a href="/tag/rss.html">about</a> <a href="/comments/feed/">Comments <b>feed</b></a>
        <script>document.write('<a href="/fake/feed">x</a>')</script>"#,
    );
    assert_eq!(found[0].url.as_str(), "https://river.example/blog/feed.xml");
    assert_eq!(found[0].title.as_ref().expect("a title").as_str(), "All & more");
    assert_eq!(found[1].url.as_str(), "https://feeds.example/atom");
    assert!(found[0].sure && found[1].sure);
    assert_eq!(found[2].url.as_str(), "https://river.example/comments/feed/");
    assert_eq!(found[2].title.as_ref().expect("a title").as_str(), "Comments feed");
    assert!(found[2..].iter().all(|other| !other.sure));
    assert!(found[3..].iter().any(|other| other.url.as_str() == "https://river.example/feed"));
    assert!(!found.iter().any(|other| other.url.as_str().contains("fake")), "scripts hold no links");
}

#[test]
fn the_base_of_the_page_counts() {
    let found = found(
        r#"<base href="https://other.example/x/"><link rel="alternate" type="application/rss+xml" href="feed">"#,
    );
    assert_eq!(found[0].url.as_str(), "https://other.example/x/feed");
}

#[test]
fn an_address_is_listed_once_and_only_web_addresses_are() {
    let found = found(
        r#"<link rel="alternate" type="application/rss+xml" href="/feed">
        <link rel="alternate" type="application/rss+xml" href="javascript:feed()"><a href="/feed">feed</a>"#,
    );
    let feeds = found.iter().filter(|other| other.url.as_str() == "https://river.example/feed").count();
    assert_eq!(feeds, 1);
    assert!(found[0].sure && !found[1].sure);
}
