//! The demo edition: complete, dated, well-formed, and linked together.

use std::collections::{HashMap, HashSet};

use tidings::domain::Timestamp;
use tidings::site::demo::{DemoPage, Edition, edition, google_base};
use tidings::site::google_news::publisher_address;
use tidings::site::{Options, refine};

use super::rss::{Source, read};
use super::url;

fn now() -> Timestamp {
    "2026-05-07T09:14:30Z".parse().expect("an instant")
}

fn text(page: &DemoPage) -> &str {
    std::str::from_utf8(&page.body).expect("UTF-8")
}

/// The page that answers an address: with its query, else without.
fn answer<'a>(edition: &'a Edition, address: &str) -> Option<&'a DemoPage> {
    let find = |address: &str| edition.pages.iter().find(|page| page.url == url(address));
    find(address).or_else(|| find(address.split('?').next().expect("a part")))
}

fn feed<'a>(edition: &'a Edition, host: &str) -> &'a str {
    let feed = edition.feeds.iter().find(|feed| feed.url.host() == host).expect("a feed");
    text(answer(edition, feed.url.as_str()).expect("the feed answers"))
}

/// Every instant in the feeds' own date elements.
fn dates(xml: &str) -> Vec<Timestamp> {
    let between = |open: &str, close: &str| -> Vec<String> {
        let parts = xml.split(open).skip(1);
        parts.map(|part| part.split(close).next().expect("a part").to_owned()).collect()
    };
    let rfc2822 = between("<pubDate>", "<").into_iter();
    let rfc3339 = between("<published>", "<").into_iter();
    let parsed = rfc2822.map(|d| jiff::fmt::rfc2822::parse(&d).expect("RFC 2822").timestamp());
    parsed.chain(rfc3339.map(|d| d.parse().expect("RFC 3339"))).collect()
}

#[test]
fn three_feeds_of_a_dozen_entries_each() {
    let edition = edition(now());
    let counts: HashMap<&str, usize> = edition
        .feeds
        .iter()
        .map(|feed| (feed.title, dates(text(answer(&edition, feed.url.as_str()).expect("answers"))).len()))
        .collect();
    assert_eq!(counts.len(), 3);
    assert!(counts.values().all(|count| *count >= 11), "{counts:?}");
}

#[test]
fn the_newest_entry_is_twenty_minutes_old_whenever_it_is() {
    for now in ["2026-05-07T09:14:30Z", "2031-12-31T23:59:59Z", "2026-03-01T00:00:00Z"] {
        let now: Timestamp = now.parse().expect("an instant");
        let edition = edition(now);
        let all = edition
            .feeds
            .iter()
            .flat_map(|f| dates(text(answer(&edition, f.url.as_str()).expect("answers"))));
        let newest = all.max().expect("entries");
        assert_eq!(now.as_second() - newest.as_second(), 20 * 60);
    }
}

#[test]
fn the_same_instant_gives_the_same_bytes() {
    let (one, two) = (edition(now()), edition(now()));
    assert_eq!(one.feeds, two.feeds);
    assert_eq!(one.pages, two.pages);
}

#[test]
fn addresses_are_one_each_and_none_is_of_the_real_world() {
    let edition = edition(now());
    let distinct: HashSet<&str> = edition.pages.iter().map(|page| page.url.as_str()).collect();
    assert_eq!(distinct.len(), edition.pages.len());
    for page in &edition.pages {
        assert!(page.url.host().ends_with(".example"), "{}", page.url);
        for part in text(page).split("href=\"http").skip(1) {
            let address = format!("http{}", part.split('"').next().expect("a part"));
            assert!(url(&address).host().ends_with(".example"), "{address} in {}", page.url);
        }
    }
}

#[test]
fn templates_are_filled_and_xml_is_well_formed() {
    for page in &edition(now()).pages {
        assert!(!text(page).contains("{{"), "{} holds an unfilled field", page.url);
        assert!(page.status != 200 || page.body.len() > 300, "{}", page.url);
        if page.content_type.contains("xml") {
            let mut reader = quick_xml::Reader::from_str(text(page));
            while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
        }
    }
}

#[test]
fn every_story_of_a_feed_has_its_page() {
    let edition = edition(now());
    for (host, mark, end) in
        [("harbourpost.example", "<item>", "</link>"), ("systemsweekly.example", "<entry>", "\"/>")]
    {
        for item in feed(&edition, host).split(mark).skip(1) {
            let start = item.find("https://").expect("a link");
            let address = item[start..].split(end).next().expect("a part");
            let page = answer(&edition, address).expect(address);
            assert_eq!((page.status, page.content_type), (200, "text/html; charset=utf-8"));
            assert!(text(page).contains("<h1"), "{address}");
        }
    }
}

#[test]
fn google_news_is_google_news_and_leads_to_the_outlets() {
    let edition = edition(now());
    let address = &edition.feeds.iter().find(|f| f.url.host() == "news.google.example").expect("a feed").url;
    let mut feed = read(feed(&edition, "news.google.example"), Source::Dropped);
    let unresolved: Vec<_> = feed.entries.iter().filter_map(|entry| entry.link.clone()).collect();
    let options = Options { google_base: google_base(), locale: "en-US".to_owned() };
    refine(&mut feed, address, &options);

    assert_eq!(feed.entries.len(), 16, "no story is lost as a double");
    assert!(feed.entries.iter().all(|entry| entry.headline_only));
    let related: usize = feed.entries.iter().map(|entry| entry.related.len()).sum();
    assert!(related >= 12, "{related}");
    let publishers: HashSet<&str> =
        feed.entries.iter().filter_map(|entry| Some(entry.publisher.as_ref()?.as_str())).collect();
    assert!(publishers.contains("Coastline - Business and Shipping News"), "{publishers:?}");
    assert!(publishers.contains("Signal & Noise"), "{publishers:?}");

    let old: Vec<_> = unresolved.iter().filter_map(publisher_address).collect();
    assert!(old.len() >= 8 && unresolved.len() - old.len() >= 5, "both kinds of ids");
    for link in unresolved.iter().filter(|link| publisher_address(link).is_none()).chain(&old) {
        assert!(answer(&edition, link.as_str()).is_some(), "{link} does not answer");
    }
    let pages: HashSet<&str> = edition.pages.iter().map(|page| page.url.as_str()).collect();
    for related in feed.entries.iter().flat_map(|entry| &entry.related) {
        let address = related.url.as_str().split('?').next().expect("a part");
        assert!(pages.contains(address), "{address} does not answer");
    }
}

#[test]
fn stories_are_told_by_several_outlets() {
    let edition = edition(now());
    for words in ["Skerry Point", "Corvid 1", "Marram", "Gannet Bank", "Palisade 3.0"] {
        let hosts: HashSet<String> = edition
            .pages
            .iter()
            .filter(|page| text(page).split("<h1").nth(1).is_some_and(|story| story.contains(words)))
            .map(|page| page.url.host())
            .collect();
        assert!(hosts.len() >= 2, "{words}: {hosts:?}");
    }
}

#[test]
fn a_login_wall_and_a_question_for_consent_stand_in_the_way() {
    let edition = edition(now());
    let wall = answer(&edition, "https://dailylantern.example/markets/heron-lease-clause").expect("a page");
    assert!(text(wall).contains("Sign in or subscribe to continue reading"));
    let redirects: Vec<&DemoPage> = edition.pages.iter().filter(|page| page.status == 302).collect();
    let [redirect] = redirects.as_slice() else { panic!("one redirect, not {}", redirects.len()) };
    let (name, location) = &redirect.headers[0];
    assert_eq!((name.as_str(), redirect.url.host().as_str()), ("Location", "news.google.example"));
    assert!(text(answer(&edition, location).expect("the consent page")).contains("Before you continue"));
}
