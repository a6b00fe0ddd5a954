//! Google News feeds refined: the rules 1.3 of parsing, on feeds of the exact form.

use tidings::domain::WebUrl;
use tidings::feed::{ParsedEntry, ParsedFeed};
use tidings::site::{google_news, refine};
use tidings::text::SafeText;

use super::rss::{Source, fixture, read};
use super::{options, url};

const FEED: &str = "https://news.google.com/rss/search?q=harbour&hl=en-US&gl=US&ceid=US:en";

fn refined(name: &str, source: Source) -> ParsedFeed {
    let mut feed = read(&fixture(name), source);
    refine(&mut feed, &url(FEED), &options());
    feed
}

fn title(entry: &ParsedEntry) -> &str {
    entry.title.as_ref().expect("a title").as_str()
}

fn publisher(entry: &ParsedEntry) -> &str {
    entry.publisher.as_ref().expect("a publisher").as_str()
}

#[test]
fn headline_and_outlet_come_apart_only_at_the_outlets_name() {
    let expected = [
        ("Lumen Forge leases the Corvid 1 halls", "Data Current"),
        (
            "Heat pumps outsell boilers for a third quarter",
            "ABC News - Breaking News, Latest News and Videos",
        ),
        ("Night trains return to the coast line", "Travel Weekly - Home"),
        ("Rescue of the 'Marigold' was 'extraordinary' - coroner", "BBC-like World Service"),
        ("Pay offer – what nurses & porters “would accept”", "Signal & Noise"),
        ("量子計算機の新しい誤り訂正方式", "港の新聞"),
        ("Harbour bridge closes for a week", "Isle Courier"),
        ("Why Isle Courier - a paper of 200 - stopped its presses", "Isle Courier"),
    ];
    // Without `<source>` the outlet of the description stands in and gives the same.
    for source in [Source::Kept, Source::Dropped] {
        let feed = refined("search.xml", source);
        let found: Vec<(&str, &str)> = feed.entries.iter().map(|e| (title(e), publisher(e))).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn the_outlet_is_found_where_less_and_less_names_it() {
    let feed = refined("fallbacks.xml", Source::Kept);
    let found: Vec<(&str, &str)> = feed.entries.iter().map(|e| (title(e), publisher(e))).collect();
    assert_eq!(
        found,
        [
            ("Only the font names the outlet", "Isle Courier"),
            ("Only the title - names it", "Northern Ledger"),
            ("Nothing names it", "Google News"),
            ("Empty source", "Data Current"),
        ]
    );
}

#[test]
fn a_headline_is_no_text() {
    for name in ["search.xml", "top-stories.xml", "fallbacks.xml", "archive.xml"] {
        for entry in refined(name, Source::Kept).entries {
            assert!(entry.headline_only && entry.summary.is_none() && entry.content.is_none(), "{name}");
        }
    }
}

#[test]
fn a_list_is_related_coverage_without_the_item_itself() {
    let feed = refined("top-stories.xml", Source::Kept);
    let related: Vec<(&str, Option<&str>)> = feed.entries[0]
        .related
        .iter()
        .map(|r| (r.title.as_str(), r.publisher.as_ref().map(SafeText::as_str)))
        .collect();
    assert_eq!(
        related,
        [
            ("Reactor back on the grid, operator says", Some("Isle Courier")),
            ("Restart - what it means for winter prices", Some("Coastline - Business and Shipping News")),
            ("Skerry Point: “Tom & Jerry” repair ends", Some("Signal & Noise")),
        ]
    );
    assert!(feed.entries[0].related[0].url.as_str().starts_with("https://news.google.com/rss/articles/CBM"));
    assert_eq!(
        feed.entries[0].related[2].url.as_str(),
        "https://signalnoise.example/energy/skerry-point?ref=a&b=2",
        "an old id holds the address"
    );
    assert!(feed.entries[1].related.is_empty(), "a list of one is the item itself");
    assert!(feed.entries[2].related.is_empty());
}

#[test]
fn the_outlets_address_is_kept() {
    let feed = refined("search.xml", Source::Kept);
    assert_eq!(feed.entries[1].publisher_url, WebUrl::parse("https://www.abc.example"));
}

#[test]
fn the_same_items_under_new_ids_are_the_same_entries() {
    for source in [Source::Kept, Source::Dropped] {
        let (first, later) = (refined("search.xml", source), refined("search-later.xml", source));
        assert_eq!(first.entries.len(), 8);
        for (before, after) in first.entries.iter().zip(&later.entries) {
            assert_ne!(before.id, after.id, "the fixture gives new ids");
            assert_eq!(before.key, after.key, "{}", title(after));
            assert_ne!(before.link, after.link);
        }
        assert_ne!(title(&first.entries[0]), title(&later.entries[0]), "the headline was re-cased");
    }
}

#[test]
fn guid_and_outlets_name_lead_to_the_same_entry() {
    let plain = read(&fixture("search.xml"), Source::Kept);
    let with_source = refined("search.xml", Source::Kept);
    let without = refined("search.xml", Source::Dropped);
    for ((generic, entry), unnamed) in plain.entries.iter().zip(&with_source.entries).zip(&without.entries) {
        assert!(entry.aliases.contains(&generic.key), "stored under its guid");
        assert!(entry.aliases.contains(&unnamed.key), "stored when `<source>` was missing");
    }
}

#[test]
fn another_day_another_outlet_or_another_headline_is_another_entry() {
    let xml = fixture("search.xml");
    let key = |xml: &str| {
        let mut feed = read(xml, Source::Kept);
        refine(&mut feed, &url(FEED), &options());
        feed.entries[0].key
    };
    let all = [
        key(&xml),
        key(&xml.replace("07 May 2026 07:00", "08 May 2026 07:00").replace("Thu, 08", "Fri, 08")),
        key(&xml.replace("datacurrent.example", "other.example")),
        key(&xml.replace("leases the Corvid 1 halls", "leases the Corvid 2 halls")),
    ];
    let distinct: std::collections::HashSet<u64> = all.into_iter().collect();
    assert_eq!(distinct.len(), all.len());
    assert_eq!(key(&xml), key(&xml.replace("07 May 2026 07:00", "07 May 2026 21:30")), "the same day");
}

#[test]
fn an_item_without_a_date_keeps_its_guid() {
    let mut feed = read(&fixture("search.xml"), Source::Kept);
    feed.entries[0].published = None;
    let before = feed.entries[0].key;
    refine(&mut feed, &url(FEED), &options());
    assert_eq!(feed.entries[0].key, before);
}

#[test]
fn one_story_twice_in_a_feed_is_one_entry() {
    let (first, later) = (fixture("search.xml"), fixture("search-later.xml"));
    let items = later.split_once("</description>\n").expect("the channel's head").1;
    let doubled = first.replace("\n</channel></rss>\n", &format!("\n{items}"));
    let mut feed = read(&doubled, Source::Kept);
    assert_eq!(feed.entries.len(), 16);
    refine(&mut feed, &url(FEED), &options());
    assert_eq!(feed.entries.len(), 8);
}

#[test]
fn the_text_counts_as_changed_only_when_the_headline_does() {
    let first = refined("top-stories.xml", Source::Kept);
    let mut grown = read(&fixture("top-stories.xml").replacen("CBM", "CBN", 1), Source::Kept);
    refine(&mut grown, &url(FEED), &options());
    assert_eq!(first.entries[0].content_hash, grown.entries[0].content_hash);
    let edited = fixture("top-stories.xml").replace("Storm warning lifted", "Storm warning extended");
    let mut edited = read(&edited, Source::Kept);
    refine(&mut edited, &url(FEED), &options());
    assert_ne!(first.entries[2].content_hash, edited.entries[2].content_hash);
}

#[test]
fn old_ids_give_the_publishers_address() {
    let feed = refined("archive.xml", Source::Kept);
    let links: Vec<String> =
        feed.entries.iter().map(|e| e.link.as_ref().expect("a link").to_string()).collect();
    assert_eq!(links[0], "https://islecourier.example/news/1234");
    assert!(links[1].ends_with("headline-end.html") && links[1].len() > 127, "{}", links[1]);
    assert!(links[2].starts_with("https://news.google.com/rss/articles/"), "an address of Google's is none");
}

#[test]
fn refining_twice_changes_nothing_more() {
    for name in ["search.xml", "top-stories.xml", "fallbacks.xml", "archive.xml"] {
        let once = refined(name, Source::Kept);
        let mut twice = once.clone();
        refine(&mut twice, &url(FEED), &options());
        assert_eq!(format!("{once:?}"), format!("{twice:?}"), "{name}");
    }
}

#[test]
fn google_news_is_known_by_its_generator_else_by_host_and_links() {
    let feed = read(&fixture("search.xml"), Source::Kept);
    let base = url("http://127.0.0.1:4711");
    assert!(google_news::is_google_news(&feed, &url("https://mirror.example/x.xml"), &base), "generator");
    let mut silent = feed.clone();
    silent.generator = None;
    assert!(google_news::is_google_news(&silent, &url(FEED), &base), "Google's host");
    assert!(
        google_news::is_google_news(&silent, &url("http://127.0.0.1:4711/rss"), &base),
        "the host of the base"
    );
    assert!(!google_news::is_google_news(&silent, &url("http://127.0.0.1:4712/rss"), &base), "another port");
    silent.entries[0].link = Some(url("http://127.0.0.1:4711/post/1"));
    assert!(
        !google_news::is_google_news(&silent, &url("http://127.0.0.1:4711/rss"), &base),
        "a plain feed there"
    );
    silent.entries.truncate(1);
    silent.entries[0].link = Some(url("http://127.0.0.1:4711/rss/articles/OK1?oc=5"));
    assert!(
        google_news::is_google_news(&silent, &url("http://127.0.0.1:4711/rss"), &base),
        "links of the base"
    );
    let mut other = feed;
    other.generator = Some(SafeText::new("Hugo"));
    assert!(
        !google_news::is_google_news(&other, &url("http://127.0.0.1:4711/rss"), &base),
        "another generator"
    );
}
