//! Addresses and shorthands, as one table each.

use std::time::Duration;

use tidings::site::{Address, Options, SHORTHANDS, host_rules, parse_address};

use super::{options, url};

const EN: &str = "hl=en-US&gl=US&ceid=US:en";

#[test]
fn web_addresses_are_taken_as_written() {
    let table = [
        ("https://lwn.net/headlines/rss", "https://lwn.net/headlines/rss"),
        ("  HTTP://a.example/x?y=1#z ", "http://a.example/x?y=1#z"),
        ("lwn.net", "https://lwn.net/"),
        ("lwn.net/headlines/rss?full=1", "https://lwn.net/headlines/rss?full=1"),
        ("lwn.net:8080/x", "https://lwn.net:8080/x"),
        ("bücher.example", "https://xn--bcher-kva.example/"),
        ("localhost:8080/feed", "http://localhost:8080/feed"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("192.0.2.7/feed", "https://192.0.2.7/feed"),
        ("feed://a.example/rss", "https://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("FEED:http://a.example/rss", "http://a.example/rss"),
        ("feed://https://a.example/rss", "https://a.example/rss"),
        ("https://github.com/owner/repo", "https://github.com/owner/repo"),
        ("youtube:@somebody", "https://www.youtube.com/@somebody"),
    ];
    for (text, expected) in table {
        assert_eq!(parse_address(text, &options()), Ok(Address::Web(url(expected))), "{text}");
    }
}

#[test]
fn google_news_shorthands() {
    let table = [
        ("google-news:top", format!("rss?{EN}")),
        ("google-news:", format!("rss?{EN}")),
        ("Google-News: top", format!("rss?{EN}")),
        ("google-news:topic/technology", format!("rss/headlines/section/topic/TECHNOLOGY?{EN}")),
        (
            "google-news:topic/Nation?locale=de-DE",
            "rss/headlines/section/topic/NATION?hl=de&gl=DE&ceid=DE:de".into(),
        ),
        ("google-news:topic/CAAqJggKIiBDQkFT", format!("rss/topics/CAAqJggKIiBDQkFT?{EN}")),
        ("google-news:topic/CAAqJg/sections/CAQi", format!("rss/topics/CAAqJg/sections/CAQi?{EN}")),
        ("google-news:geo/Berlin", format!("rss/headlines/section/geo/Berlin?{EN}")),
        (
            "google-news:geo/São Paulo?locale=pt-BR",
            "rss/headlines/section/geo/S%C3%A3o%20Paulo?hl=pt-BR&gl=BR&ceid=BR:pt-419".into(),
        ),
        ("google-news:geo/A/B", format!("rss/headlines/section/geo/A%2FB?{EN}")),
        ("google-news:search/anthropic compute", format!("rss/search?q=anthropic+compute&{EN}")),
        ("google-news:search/\"heat pump\" when:7d", format!("rss/search?q=%22heat+pump%22+when%3A7d&{EN}")),
        ("google-news:search/R&D #1 50% a+b", format!("rss/search?q=R%26D+%231+50%25+a%2Bb&{EN}")),
        ("google-news:search/who won?", format!("rss/search?q=who+won%3F&{EN}")),
        ("google-news:search/Käse?locale=de-AT", "rss/search?q=K%C3%A4se&hl=de&gl=AT&ceid=AT:de".into()),
        ("google-news:search/site:a.example -b", format!("rss/search?q=site%3Aa.example+-b&{EN}")),
    ];
    for (text, expected) in table {
        let expected = url(&format!("https://news.google.com/{expected}"));
        assert_eq!(parse_address(text, &options()), Ok(Address::Shorthand(expected)), "{text}");
    }
}

#[test]
fn google_news_follows_its_base_and_locale() {
    for (base, locale, expected) in [
        ("http://127.0.0.1:4711", "en-GB", "http://127.0.0.1:4711/rss?hl=en-GB&gl=GB&ceid=GB:en"),
        ("http://127.0.0.1:4711/fake/", "ja-JP", "http://127.0.0.1:4711/fake/rss?hl=ja&gl=JP&ceid=JP:ja"),
    ] {
        let options = Options { google_base: url(base), locale: locale.to_owned() };
        assert_eq!(parse_address("google-news:top", &options), Ok(Address::Shorthand(url(expected))));
    }
}

#[test]
fn pages_with_a_known_feed_become_it() {
    let table = [
        ("https://news.google.com/", format!("https://news.google.com/rss?{EN}")),
        (
            "news.google.com/home?hl=de&gl=DE&ceid=DE:de",
            "https://news.google.com/rss?hl=de&gl=DE&ceid=DE:de".into(),
        ),
        (
            "https://news.google.com/home?hl=de&gl=AT",
            "https://news.google.com/rss?hl=de&gl=AT&ceid=AT:de".into(),
        ),
        (
            "https://news.google.com/topics/CAAqJg?hl=en-GB&gl=GB&ceid=GB%3Aen",
            "https://news.google.com/rss/topics/CAAqJg?hl=en-GB&gl=GB&ceid=GB:en".into(),
        ),
        (
            "https://news.google.com/topics/CAAqJg/sections/CAQi?hl=en-GB&gl=GB&ceid=GB:en",
            "https://news.google.com/rss/topics/CAAqJg/sections/CAQi?hl=en-GB&gl=GB&ceid=GB:en".into(),
        ),
        (
            "https://news.google.com/search?q=a%20b%26c",
            format!("https://news.google.com/rss/search?q=a+b%26c&{EN}"),
        ),
        (
            "https://www.youtube.com/channel/UC0123456789abcdefghij_-/videos",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789abcdefghij_-".into(),
        ),
        (
            "https://www.youtube.com/playlist?list=PL0123456789ab",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL0123456789ab".into(),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(parse_address(text, &options()), Ok(Address::Shorthand(url(&expected))), "{text}");
    }
    for kept in [
        format!("https://news.google.com/rss?{EN}"),
        "https://news.google.com/articles/CBMiabcdefg".to_owned(),
    ] {
        assert_eq!(parse_address(&kept, &options()), Ok(Address::Web(url(&kept))), "{kept}");
    }
}

#[test]
fn other_shorthands() {
    let table = [
        ("hn:front", "https://hnrss.org/frontpage"),
        ("HN:newest", "https://hnrss.org/newest"),
        ("hn:newest?points=100&comments=50", "https://hnrss.org/newest?points=100&comments=50"),
        ("hn:best", "https://hnrss.org/best"),
        ("hn:ask", "https://hnrss.org/ask"),
        ("hn:show", "https://hnrss.org/show"),
        ("hn:jobs", "https://hnrss.org/jobs"),
        ("hn:search/\"C++\" & Rust #1", "https://hnrss.org/newest?q=%22C%2B%2B%22+%26+Rust+%231"),
        ("lobsters:", "https://lobste.rs/rss"),
        ("lobsters:newest", "https://lobste.rs/newest.rss"),
        ("lobsters:/t/rust", "https://lobste.rs/t/rust.rss"),
        ("lobsters:t/rust,linux", "https://lobste.rs/t/rust,linux.rss"),
        ("reddit:r/rust", "https://www.reddit.com/r/rust/.rss"),
        ("reddit:/r/rust/", "https://www.reddit.com/r/rust/.rss"),
        ("reddit:rust+linux", "https://www.reddit.com/r/rust+linux/.rss"),
        ("reddit:r/rust/new", "https://www.reddit.com/r/rust/new/.rss"),
        ("reddit:r/rust/top", "https://www.reddit.com/r/rust/top/.rss?t=day"),
        ("reddit:user/someone", "https://www.reddit.com/user/someone/.rss"),
        ("reddit:r/rust?feed=abc&user=me", "https://www.reddit.com/r/rust/.rss?feed=abc&user=me"),
        (
            "youtube:UC0123456789abcdefghij_-",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789abcdefghij_-",
        ),
        (
            "youtube:playlist/PL0123456789ab",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL0123456789ab",
        ),
        ("youtube:PL0123456789ab", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL0123456789ab"),
        ("github:owner/repo", "https://github.com/owner/repo/releases.atom"),
        ("github:owner/repo.rs/tags", "https://github.com/owner/repo.rs/tags.atom"),
        ("github:owner/repo/commits", "https://github.com/owner/repo/commits.atom"),
        ("github:owner/repo/commits/feature/x", "https://github.com/owner/repo/commits/feature/x.atom"),
        ("github:owner", "https://github.com/owner.atom"),
        ("arxiv:cs.AI", "https://rss.arxiv.org/rss/cs.AI"),
        ("arxiv:cs.AI+cond-mat.str-el", "https://rss.arxiv.org/rss/cs.AI+cond-mat.str-el"),
        ("kagi:world", "https://news.kagi.com/world.xml"),
        ("mastodon:@user@instance.example", "https://instance.example/@user.rss"),
        ("@user@instance.example", "https://instance.example/@user.rss"),
        ("mastodon:#rust@instance.example", "https://instance.example/tags/rust.rss"),
        (
            "bing-news:heat pumps & more",
            "https://www.bing.com/news/search?q=heat+pumps+%26+more&format=rss&mkt=en-US&setlang=en",
        ),
        ("bing-news:x?locale=de-DE", "https://www.bing.com/news/search?q=x&format=rss&mkt=de-DE&setlang=de"),
    ];
    for (text, expected) in table {
        assert_eq!(parse_address(text, &options()), Ok(Address::Shorthand(url(expected))), "{text}");
    }
}

#[test]
fn an_unknown_shorthand_names_the_known_ones() {
    for text in [
        "hackernews:front",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://a.example/",
    ] {
        let error = parse_address(text, &options()).expect_err(text).to_string();
        for shorthand in SHORTHANDS {
            assert!(error.contains(&format!("{}:", shorthand.name)), "{text}: {error}");
        }
    }
}

#[test]
fn a_wrong_form_names_the_right_ones() {
    let wrong = [
        ("google-news:topic/gossip", "technology"),
        ("google-news:search/", "google-news:search/WORDS"),
        ("google-news:weather", "google-news:top"),
        ("google-news:top?locale=klingon", "en-US"),
        ("hn:worst", "hn:front"),
        ("hn:front?points=many", "hn:front"),
        ("lobsters:x", "lobsters:/t/TAG"),
        ("reddit:r/a b", "reddit:r/NAME"),
        ("reddit:r/rust/../../login", "reddit:r/NAME"),
        ("youtube:somebody", "youtube:@handle"),
        ("github:owner/repo/../..", "github:OWNER/REPO"),
        ("github:../..", "github:OWNER/REPO"),
        ("arxiv:", "arxiv:cs.AI"),
        ("kagi:../x", "kagi:world"),
        ("mastodon:user", "mastodon:@user@instance"),
        ("mastodon:@user@evil.example/x", "mastodon:@user@instance"),
        ("bing-news:", "bing-news:WORDS"),
    ];
    for (text, hint) in wrong {
        let error = parse_address(text, &options()).expect_err(text).to_string();
        assert!(error.contains(hint), "{text}: {error}");
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for text in [
        "",
        "   ",
        "technology",
        "two words",
        "a.example b.example",
        "https://",
        "me@a.example",
        "feed:",
        "/etc/passwd",
        ".",
    ] {
        assert!(parse_address(text, &options()).is_err(), "{text}");
    }
    let error =
        parse_address("bad\u{1b}]0;title\u{7} \u{202e}word", &options()).expect_err("no address").to_string();
    assert!(error.chars().all(|c| !c.is_control() && c != '\u{202e}'), "{error:?}");
}

#[test]
fn slow_hosts_have_rules() {
    let mut options = options();
    let gap = |options: &Options, host: &str| {
        let rule = host_rules(options).into_iter().find(|rule| rule.host == host)?;
        assert_eq!(rule.at_once, 1);
        Some(rule.gap)
    };
    for (host, seconds) in [
        ("hnrss.org", 10),
        ("gdeltproject.org", 5),
        ("arxiv.org", 3),
        ("news.google.com", 2),
        ("reddit.com", 6),
    ] {
        assert_eq!(gap(&options, host), Some(Duration::from_secs(seconds)), "{host}");
    }
    options.google_base = url("http://127.0.0.1:4711");
    assert_eq!(gap(&options, "127.0.0.1"), Some(Duration::from_secs(2)));
}
