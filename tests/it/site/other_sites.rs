//! Feeds of other sites refined.

use tidings::domain::WebUrl;
use tidings::feed::{ParsedEntry, ParsedFeed};
use tidings::site::refine;
use tidings::text::{Markup, SafeText};

use super::{options, url};

fn refined(feed_url: &str, entry: ParsedEntry) -> ParsedEntry {
    let mut feed = ParsedFeed { entries: vec![entry], ..ParsedFeed::default() };
    refine(&mut feed, &url(feed_url), &options());
    feed.entries.remove(0)
}

fn body(html: &str) -> ParsedEntry {
    ParsedEntry { summary: Some(Markup::clean(html)), ..ParsedEntry::default() }
}

#[test]
fn hnrss_facts_become_a_comments_link_and_no_text() {
    let html = |points: u32| {
        format!(
            "<p>Article URL: <a href=\"https://a.example/x\">https://a.example/x</a></p>\
             <p>Comments URL: <a href=\"https://news.ycombinator.com/item?id=42\">…</a></p><p>Points: {points}</p>"
        )
    };
    let entry = refined("https://hnrss.org/frontpage", body(&html(10)));
    assert_eq!(entry.comments_url, WebUrl::parse("https://news.ycombinator.com/item?id=42"));
    assert!(entry.headline_only && entry.summary.is_none());
    let later = refined("https://hnrss.org/frontpage", body(&html(99)));
    assert_eq!(entry.content_hash, later.content_hash, "points are no change of the text");
}

#[test]
fn an_ask_post_keeps_its_text() {
    let html = "<p>How do you back up?</p>\n<hr>\n<p>Comments URL: <a href=\"https://news.ycombinator.com/item?id=7\">…</a></p>";
    let entry = refined("https://hnrss.org/ask", body(html));
    assert_eq!(entry.summary.as_ref().map(Markup::source), Some("<p>How do you back up?</p>"));
    assert!(!entry.headline_only);
    let mut with_guid = body("something else");
    with_guid.id = Some(SafeText::new("https://news.ycombinator.com/item?id=8"));
    let entry = refined("https://hnrss.org/ask", with_guid);
    assert_eq!(entry.comments_url, WebUrl::parse("https://news.ycombinator.com/item?id=8"));
    assert_eq!(entry.summary.as_ref().map(Markup::source), Some("something else"));
}

#[test]
fn bing_links_are_unwrapped_and_keep_their_identity() {
    let click = |tid: &str| ParsedEntry {
        key: tid.len() as u64,
        link: WebUrl::parse(&format!(
            "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid={tid}&url=https%3a%2f%2fa.example%2fx%3fa%3d1%26b%3d2&c=9&mkt=en-us"
        )),
        ..ParsedEntry::default()
    };
    let feed = "https://www.bing.com/news/search?q=x&format=rss";
    let (first, later) = (refined(feed, click("1")), refined(feed, click("22")));
    assert_eq!(first.link, WebUrl::parse("https://a.example/x?a=1&b=2"));
    assert_eq!(first.key, later.key);
    assert_eq!(first.aliases, [1]);
    let mut hostile = click("1");
    hostile.link = WebUrl::parse("http://www.bing.com/news/apiclick.aspx?url=javascript%3aalert(1)");
    let kept = hostile.link.clone();
    assert_eq!(refined(feed, hostile).link, kept);
}

#[test]
fn a_reddit_link_post_leads_to_the_article() {
    let html = |target: &str, text: &str| {
        format!(
            "{text} submitted by <a href=\"https://www.reddit.com/user/x\"> /u/x </a> <br/> \
             <span><a href=\"{target}\">[link]</a></span> \
             <span><a href=\"https://www.reddit.com/r/rust/comments/1/t/\">[comments]</a></span>"
        )
    };
    let entry = refined("https://www.reddit.com/r/rust/.rss", body(&html("https://a.example/x", "")));
    assert_eq!(entry.link, WebUrl::parse("https://a.example/x"));
    assert_eq!(entry.comments_url, WebUrl::parse("https://www.reddit.com/r/rust/comments/1/t/"));
    assert!(entry.headline_only && entry.summary.is_none());
    let own = html(
        "https://www.reddit.com/r/rust/comments/1/t/",
        "<!-- SC_OFF --><div class=\"md\"><p>Text</p></div>",
    );
    let entry = refined("https://www.reddit.com/r/rust/.rss", body(&own));
    assert_eq!(entry.link, None, "a post of text keeps its link");
    assert!(!entry.headline_only && entry.summary.is_some());
}

#[test]
fn the_arxiv_announcement_goes_and_the_abstract_stays() {
    let text = "arXiv:2605.20400v1 Announce Type: new \nAbstract: We show that Abstract: stays.";
    let entry = refined("https://rss.arxiv.org/rss/cs.AI", body(text));
    assert_eq!(entry.summary.as_ref().map(Markup::source), Some("We show that Abstract: stays."));
    let entry = refined("https://rss.arxiv.org/rss/cs.AI", body("An ordinary text."));
    assert_eq!(entry.summary.as_ref().map(Markup::source), Some("An ordinary text."));
}

#[test]
fn a_lobsters_link_post_has_no_text() {
    let entry =
        refined("https://lobste.rs/rss", body("<p><a href=\"https://lobste.rs/s/abc/x\">Comments</a></p>"));
    assert!(entry.headline_only && entry.summary.is_none());
    assert_eq!(entry.comments_url, WebUrl::parse("https://lobste.rs/s/abc/x"));
}

#[test]
fn an_ordinary_feed_is_left_alone() {
    let mut feed = ParsedFeed { entries: vec![body("Comments")], ..ParsedFeed::default() };
    feed.entries[0].title = Some(SafeText::new("One - Two"));
    let before = format!("{feed:?}");
    refine(&mut feed, &url("https://a.example/feed"), &options());
    assert_eq!(format!("{feed:?}"), before);
}
