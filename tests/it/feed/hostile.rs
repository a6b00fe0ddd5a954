//! Hostile and broken input: nothing panics, nothing grows, nothing dangerous comes through.

use std::time::Instant;

use proptest::prelude::*;
use tidings::domain::WebUrl;
use tidings::feed::{self, Error};

use super::{parse, read, rss};

#[test]
fn pages_are_told_from_other_things() {
    let page = "<!DOCTYPE html><html><head><title>x</title></head><body><item>y</item></body></html>";
    assert_eq!(parse(page.as_bytes()).unwrap_err(), Error::Page);
    assert_eq!(
        parse(b"<html><pre>&lt;rss&gt; <rss version=\"2.0\"> </pre></html>").unwrap_err(),
        Error::Page
    );
    for other in [
        "",
        "  ",
        "plain words",
        "%PDF-1.7",
        "<urlset><url/></urlset>",
        "{\"a\":1}",
        "[1]",
        "<log><entry/></log>",
    ] {
        assert!(matches!(parse(other.as_bytes()), Err(Error::NotAFeed(_))), "{other}");
    }
}

#[test]
fn control_characters_and_overrides_reach_nobody() {
    let feed = rss("<item><title>a&#27;]0;b\u{202e}&#x202e;c&#7;</title><author>x&#155;31m</author>\
        <category>&#27;c</category><description>d\u{1b}[2J</description><guid>g\u{7}</guid></item>");
    let shown = format!("{:?}", feed.entries[0]);
    assert!(shown.chars().all(|c| !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}')), "{shown}");
}

#[test]
fn the_newest_two_thousand_are_kept() {
    let item = |n: u32| {
        let time = format!("{:02}:{:02}", n / 60 % 24, n % 60);
        format!("<item><guid isPermaLink='false'>{n}</guid><pubDate>2026-01-01T{time}:00Z</pubDate></item>")
    };
    let items = (0..5000).map(item).collect::<Vec<_>>().concat();
    let feed = rss(&items);
    assert_eq!((feed.entries.len(), feed.left_out), (2000, 3000));
    let oldest = feed.entries.iter().filter_map(|entry| entry.published).min().expect("a date");
    assert!(oldest.to_string().as_str() > "2026-01-01T10:00:00Z", "{oldest}");
}

#[test]
fn huge_titles_and_texts_are_cut_visibly() {
    let feed = rss(&format!(
        "<item><title>{}</title><description>{}</description></item>",
        "ä ".repeat(500_000),
        "word ".repeat(600_000)
    ));
    let entry = &feed.entries[0];
    let title = entry.title.as_ref().expect("a title").as_str();
    assert!(title.chars().count() <= 1000 && title.ends_with('…'), "{}", title.chars().count());
    let text = entry.summary.as_ref().expect("a text").source();
    assert!(text.chars().count() <= 2_000_004 && text.ends_with("[…]"));
}

#[test]
fn entities_of_the_document_are_plain_or_nothing() {
    let feed = read(
        "<!DOCTYPE rss [<!ENTITY id \"tag:river,\"><!ENTITY evil \"<b>&id;\">\
        <!ENTITY file SYSTEM \"file:///etc/passwd\">]><rss version='2.0'><channel>\
        <title>&id; &evil; &file;</title></channel></rss>",
    );
    assert_eq!(feed.title.expect("a title").as_str(), "tag:river, &evil; &file;");
}

/// Shapes that make a careless reader quadratic. A linear one takes a fraction of a second for each,
/// a quadratic one minutes; the limit leaves room for a loaded machine.
#[test]
fn hostile_shapes_take_linear_time() {
    let shapes = [
        "<a ",
        "<a b=\"",
        "<a b='\"",
        "<",
        "</",
        "</a",
        "<![CDATA[",
        "<![CDATA[</item>",
        "<!--",
        "<?",
        "&",
        "&#",
        "&a",
        "<b>",
        "<item>",
        "<item><title>",
        "<title><link>",
        "<rss>",
        "<x:y xmlns:x='u'>",
        "\"",
        "<a href=\"x",
        "<item><description><p>",
        "</p>",
        "<!DOCTYPE [",
        "<!ENTITY a \"b\">",
        "]]>",
        "é<",
    ];
    for shape in shapes {
        for start in [
            "",
            "<rss version='2.0'><channel><item><description>",
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='html'>&lt;p&gt;",
        ] {
            let text = format!("{start}{}", shape.repeat((1 << 17) / shape.len()));
            let begun = Instant::now();
            let _ = parse(text.as_bytes());
            if start.is_empty() {
                let page = WebUrl::parse("https://river.example/").expect("an address");
                let _ = feed::discover(&text, &page);
                let _ = feed::read_subscriptions(text.as_bytes());
            }
            assert!(begun.elapsed().as_secs() < 6, "{shape:?} after {start:?}: {:?}", begun.elapsed());
        }
    }
}

#[test]
fn a_link_may_be_short_and_of_any_script() {
    let feed = rss("<item><link>A ᐀</link><title>x</title></item>");
    assert_eq!(feed.entries.len(), 1);
}

#[test]
fn many_attributes_and_namespaces_are_no_trouble() {
    let attribute = |n: u32| format!(" a{n}='x' xmlns:p{n}='u:{n}'");
    let attributes = (0..60_000).map(attribute).collect::<Vec<_>>().concat();
    let feed = read(&format!(
        "<rss version='2.0'{attributes}><channel><item{attributes}><title>x</title></item></channel></rss>"
    ));
    assert_eq!(feed.entries[0].title.as_ref().expect("a title").as_str(), "x");
}

/// Pieces of feeds, so that random documents get deep into the reader.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "<rss version=\"2.0\">",
        "<channel>",
        "</channel>",
        "</rss>",
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<link>",
        "</link>",
        "<guid isPermaLink=\"false\">",
        "</guid>",
        "<description>",
        "</description>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
        "<entry>",
        "</entry>",
        "<content type=\"xhtml\">",
        "<content type=\"html\">",
        "</content>",
        "<author>",
        "<name>",
        "</name>",
        "</author>",
        "&amp;",
        "&#8217;",
        "&#xfffffff;",
        "&bogus;",
        "&",
        "<",
        ">",
        "\"",
        "<a href=\"x\">",
        "</a>",
        "<br/>",
        "<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate>",
        "<media:content url='u'>",
        "<source url='u'>",
        "<opml><body>",
        "<outline text='t' xmlUrl='http://a.example/'>",
        "</outline>",
        "<!DOCTYPE x [<!ENTITY e 'v'>]>",
        "&e;",
        "<?xml version='1.0'?>",
        "<dc:creator>",
        "<category term='x'/>",
        "<enclosure url='/x' length='99999999999999999999'/>",
        "{\"items\":[{\"id\":1}]}",
        "é",
        "\u{202e}",
        "\0",
        "日本",
        "2026-13-45T99:99:99+99:99",
    ];
    prop_oneof![4 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,8}"]
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let page = WebUrl::parse("https://river.example/").expect("an address");
        let _ = parse(&bytes);
        let _ = feed::discover(&String::from_utf8_lossy(&bytes), &page);
        let _ = feed::read_subscriptions(&bytes);
    }

    #[test]
    fn no_arrangement_of_tags_panics_and_keys_stay_apart(pieces in proptest::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        let page = WebUrl::parse("https://river.example/").expect("an address");
        let _ = feed::discover(&text, &page);
        let _ = feed::read_subscriptions(text.as_bytes());
        if let Ok(feed) = parse(text.as_bytes()) {
            let mut keys: Vec<u64> = feed.entries.iter().map(|entry| entry.key).collect();
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!(keys.len(), feed.entries.len());
        }
    }

    #[test]
    fn no_date_panics(date in "[0-9A-Za-zéΙ년 :+,./-]{0,40}") {
        rss(&format!("<item><pubDate>{date}</pubDate></item>"));
    }
}
