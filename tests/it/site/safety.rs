//! Nothing panics, whatever a person types or a feed holds.

use proptest::prelude::*;
use tidings::domain::{Timestamp, WebUrl};
use tidings::feed::{ParsedEntry, ParsedFeed};
use tidings::site::google_news::{Locale, decode_article_id};
use tidings::site::{SHORTHANDS, parse_address, refine};
use tidings::text::{Markup, SafeText};

use super::{options, url};

/// Text that is often nearly right.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<ol>",
        "<li>",
        "<a href=\"",
        "https://news.google.com/rss/articles/CBMiAAAA",
        "\">",
        "</a>",
        "<font>",
        "</font>",
        " - ",
        "&nbsp;",
        "&#x",
        ";",
        "-->",
        "<!--",
        "'",
        "<",
        ">",
        "Ü",
        "日本",
        "\u{1F980}",
        "\u{0}",
        "<p>Article URL:",
        "Comments URL:",
        "<hr>",
        "Comments",
        "[link]",
        "[comments]",
        "arXiv:",
        "Announce Type:",
        "Abstract:",
        "?locale=",
        "/",
        "@",
        "#",
        ":",
        "?",
        "%",
        "\u{301}",
    ]);
    let words = prop_oneof![3 => pieces.prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(words, 0..12).prop_map(|parts| parts.concat())
}

fn entry() -> impl Strategy<Value = ParsedEntry> {
    let texts = (hostile(), hostile(), hostile(), hostile());
    (texts, any::<[bool; 5]>(), any::<u64>(), any::<i64>()).prop_map(|((a, b, c, d), has, key, seconds)| {
        ParsedEntry {
            id: has[0].then(|| SafeText::new(&c)),
            key,
            title: has[1].then(|| SafeText::new(&a)),
            summary: has[2].then(|| Markup::clean(&b)),
            content: has[3].then(|| Markup::clean(&d)),
            publisher: has[4].then(|| SafeText::new(&c)),
            link: WebUrl::parse(&format!("https://www.bing.com/news/apiclick.aspx?url={d}")),
            published: Timestamp::from_second(seconds).ok(),
            ..ParsedEntry::default()
        }
    })
}

proptest! {
    #[test]
    fn any_text_is_an_address_or_an_error(front in 0usize..=SHORTHANDS.len(), text in hostile()) {
        let text = SHORTHANDS.get(front).map_or(text.clone(), |s| format!("{}:{text}", s.name));
        if let Err(error) = parse_address(&text, &options()) {
            prop_assert!(!error.to_string().chars().any(char::is_control));
        }
        let _ = (decode_article_id(&text), Locale::parse(&text));
    }

    #[test]
    fn any_feed_can_be_refined_and_loses_only_doubles(entries in prop::collection::vec(entry(), 0..6), site in 0usize..7) {
        let sites = [
            "https://news.google.com/rss", "https://hnrss.org/newest", "https://lobste.rs/rss", "https://www.reddit.com/.rss",
            "https://rss.arxiv.org/rss/cs.AI", "https://www.bing.com/news/search", "https://a.example/",
        ];
        let generator = (site == 0).then(|| SafeText::new("NFE/5.0"));
        let mut feed = ParsedFeed { entries, generator, ..ParsedFeed::default() };
        let keys_before = feed.entries.len();
        refine(&mut feed, &url(sites[site]), &options());
        prop_assert!(feed.entries.len() <= keys_before);
        if site != 0 {
            prop_assert_eq!(feed.entries.len(), keys_before);
        }
        let once = format!("{feed:?}");
        refine(&mut feed, &url(sites[site]), &options());
        prop_assert_eq!(once, format!("{:?}", feed), "twice is once");
    }
}

#[test]
fn a_description_of_megabytes_is_read_at_once() {
    for piece in [
        "<ol><li>",
        "<a href=\"https://news.google.com/rss/articles/CBMiAAAA\">x</a>",
        "<b>",
        " - ",
        "<a <a \"",
    ] {
        let text = piece.repeat((2 << 20) / piece.len());
        let entry = ParsedEntry {
            title: Some(SafeText::new(&text)),
            summary: Some(Markup::clean(&text)),
            ..ParsedEntry::default()
        };
        let generator = Some(SafeText::new("NFE/5.0"));
        let mut feed = ParsedFeed { entries: vec![entry], generator, ..ParsedFeed::default() };
        let started = std::time::Instant::now();
        refine(&mut feed, &url("https://news.google.com/rss"), &options());
        assert!(started.elapsed().as_secs() < 5, "{piece}");
        assert!(feed.entries[0].related.len() <= 50);
    }
}
