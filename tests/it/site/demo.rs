//! The demo edition: complete, dated, well-formed, and linked together.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use tidings::domain::{Timestamp, WebUrl};
use tidings::feed::{Hints, ParsedFeed, parse};
use tidings::site::demo::{DemoPage, Edition, NEWEST, edition, google_base, google_batch};
use tidings::site::google_news::{ArticleId, article_id_of, decode_article_id, publisher_address};
use tidings::site::{Options, refine};
use tidings::text::Markup;

use super::url;

const FAILING: &str = "https://gullhead.example/forecast.xml";

fn now() -> Timestamp {
    "2026-05-07T09:14:30Z".parse().expect("an instant")
}

fn is_text(page: &DemoPage) -> bool {
    page.content_type.ends_with("charset=utf-8")
}

fn text(page: &DemoPage) -> &str {
    std::str::from_utf8(&page.body).expect("UTF-8")
}

/// The page that answers an address: with its query, else without.
fn answer<'a>(edition: &'a Edition, address: &str) -> Option<&'a DemoPage> {
    let find = |address: WebUrl| edition.pages.iter().find(|page| page.url == address);
    let address = address.split('#').next().expect("a part");
    find(url(address)).or_else(|| find(url(address.split('?').next().expect("a part"))))
}

fn parsed(url: &WebUrl, content_type: &str, body: &[u8]) -> ParsedFeed {
    let hints = Hints { base: Some(url), content_type: Some(content_type) };
    let mut feed = parse(body, &hints).expect("a feed");
    refine(&mut feed, url, &Options { google_base: google_base(), locale: "en-US".to_owned() });
    feed
}

/// Every feed that answers, with its title in the sources.
fn feeds(edition: &Edition) -> Vec<(&'static str, ParsedFeed)> {
    let answering = edition.feeds.iter().filter(|feed| feed.url.as_str() != FAILING);
    let page = |feed: &WebUrl| answer(edition, feed.as_str()).expect("the feed answers");
    answering
        .map(|feed| (feed, page(&feed.url)))
        .map(|(feed, page)| (feed.title, parsed(&feed.url, page.content_type, &page.body)))
        .collect()
}

/// What stands between `open` and the next `close`, wherever it does.
fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(open).skip(1).map(move |part| part.split(close).next().expect("a part"))
}

#[test]
fn nine_outlets_a_google_feed_and_a_feed_that_fails() {
    let edition = edition(now());
    let feeds = feeds(&edition);
    assert_eq!((feeds.len(), edition.feeds.len()), (10, 11));
    let entries: usize = feeds.iter().map(|(_, feed)| feed.entries.len()).sum();
    assert!(entries >= 110, "{entries}");
    for (title, feed) in &feeds {
        assert!(feed.entries.len() >= 6, "{title}: {}", feed.entries.len());
        assert_eq!(feed.repairs, Vec::new(), "{title}");
    }
    let kinds: BTreeSet<String> = feeds.iter().map(|(_, feed)| format!("{:?}", feed.kind)).collect();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["Atom", "Json", "Rss"]);
    assert_eq!(answer(&edition, FAILING).expect("a page").status, 404);
}

#[test]
fn entries_are_of_four_days_and_the_newest_is_twenty_minutes_old() {
    let edition = edition(now());
    let ages = || {
        let entries = feeds(&edition).into_iter().flat_map(|(_, feed)| feed.entries);
        entries.map(|entry| now().as_second() - entry.published.expect("a date").as_second())
    };
    assert_eq!(ages().min(), Some(NEWEST.as_secs().cast_signed()));
    assert!(ages().max().expect("entries") <= 4 * 86_400);
}

#[test]
fn dates_follow_the_clock_and_the_same_instant_gives_the_same_bytes() {
    for now in ["2031-12-31T23:59:59Z", "2026-03-01T00:00:00Z"] {
        let now: Timestamp = now.parse().expect("an instant");
        let (one, two) = (edition(now), edition(now));
        assert_eq!((&one.feeds, &one.pages), (&two.feeds, &two.pages));
        let harbour = answer(&one, "https://harbourpost.example/feed.xml").expect("a feed");
        let newest =
            jiff::fmt::rfc2822::parse(between(text(harbour), "<pubDate>", "<").next().expect("a date"));
        assert_eq!(now.as_second() - newest.expect("RFC 2822").timestamp().as_second(), 20 * 60);
    }
}

#[test]
fn addresses_are_one_each_and_none_is_of_the_real_world() {
    let edition = edition(now());
    let distinct: HashSet<&str> = edition.pages.iter().map(|page| page.url.as_str()).collect();
    assert_eq!(distinct.len(), edition.pages.len());
    for page in &edition.pages {
        assert!(page.url.host().ends_with(".example"), "{}", page.url);
        for address in between(if is_text(page) { text(page) } else { "" }, "href=\"http", "\"") {
            assert!(url(&format!("http{address}")).host().ends_with(".example"), "{address} in {}", page.url);
        }
    }
}

#[test]
fn templates_are_filled_and_xml_is_well_formed() {
    for page in edition(now()).pages.iter().filter(|page| is_text(page)) {
        assert!(!text(page).contains("{{"), "{} holds an unfilled field", page.url);
        assert!(!text(page).contains("story: "), "{} tells what belongs together", page.url);
        assert!(page.status != 200 || page.body.len() > 300, "{}", page.url);
        if page.content_type.contains("xml") {
            let mut reader = quick_xml::Reader::from_str(text(page));
            while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
        }
    }
}

#[test]
fn what_the_feeds_link_to_and_show_is_there() {
    let edition = edition(now());
    for (title, feed) in feeds(&edition) {
        for entry in &feed.entries {
            let link = entry.link.as_ref().expect("a link").cleaned();
            let page = answer(&edition, link.as_str()).unwrap_or_else(|| panic!("{link} of {title}"));
            assert!(matches!(page.status, 200 | 302) && is_text(page), "{link}");
            for file in &entry.enclosures {
                let file_page = answer(&edition, file.url.as_str()).expect("a file");
                assert_eq!(Some(file_page.body.len() as u64), file.length, "{}", file.url);
            }
            for related in &entry.related {
                assert!(answer(&edition, related.url.as_str()).is_some(), "{} of {title}", related.url);
            }
            let html = entry.content.as_ref().map(Markup::source).unwrap_or_default();
            for address in between(html, "href=\"http", "\"").chain(between(html, "src=\"http", "\"")) {
                let address = url(&format!("http{address}").replace("&amp;", "&")).cleaned();
                assert!(answer(&edition, address.as_str()).is_some(), "{address} in {link}");
            }
        }
    }
}

#[test]
fn pictures_and_sounds_are_what_they_say_and_are_named() {
    let edition = edition(now());
    let all: String = edition.pages.iter().filter(|page| is_text(page)).map(text).collect();
    let files: Vec<&DemoPage> = edition.pages.iter().filter(|page| !is_text(page)).collect();
    assert!(files.len() >= 7);
    for page in files {
        let magic: &[u8] = match page.content_type {
            "image/png" => b"\x89PNG\r\n\x1a\n",
            "image/jpeg" => b"\xff\xd8\xff",
            _ => b"RIFF",
        };
        assert!(page.body.starts_with(magic) && page.body.len() < 40_000, "{}", page.url);
        assert!(all.contains(page.url.as_str()), "{} is not named anywhere", page.url);
    }
}

#[test]
fn a_page_leads_on_to_a_second_one_that_no_list_names() {
    let edition = edition(now());
    let first = answer(&edition, "https://plainevidence.example/the-wave-that-was-not").expect("a page");
    let second = between(text(first), "rel=\"next\" href=\"", "\"").next().expect("a link");
    assert!(text(answer(&edition, second).expect("the second page")).contains("Page 2 of 2"));
    let names_it = |page: &&DemoPage| is_text(page) && text(page).contains(second);
    let naming: Vec<&str> = edition.pages.iter().filter(names_it).map(|page| page.url.as_str()).collect();
    assert_eq!(naming, [first.url.as_str(), second]);
}

#[test]
fn every_file_of_an_article_is_listed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo");
    let edition = edition(now());
    let pages: Vec<&str> = edition.pages.iter().map(|page| page.url.as_str()).collect();
    let mut files = 0;
    for outlet in std::fs::read_dir(folder).expect("a folder").map(|outlet| outlet.expect("an entry").path())
    {
        for file in std::fs::read_dir(outlet).into_iter().flatten().map(|file| file.expect("an entry").path())
        {
            let bytes = std::fs::read(&file).expect("a file");
            let slug = std::str::from_utf8(&bytes).ok().and_then(|text| text.strip_prefix("slug: "));
            if let Some(slug) = slug.and_then(|text| text.lines().next()) {
                let is_listed = pages.iter().any(|page| page.ends_with(&format!("/{slug}")));
                assert!(is_listed, "{} has no line in src/site/demo/outlets.rs", file.display());
                files += 1;
            }
        }
    }
    assert!(files > 100, "{files}");
}

#[test]
fn fourteen_stories_are_told_by_several_outlets_over_days() {
    let edition = edition(now());
    let mut outlets: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (story, address) in &edition.stories {
        outlets.entry(story).or_default().insert(address.host());
    }
    let told_by_several = outlets.values().filter(|outlets| outlets.len() >= 3).count();
    assert!(told_by_several >= 14, "{outlets:#?}");
    assert!(outlets.values().all(|outlets| (2..=9).contains(&outlets.len())), "{outlets:#?}");
}

#[test]
fn agency_texts_are_copied_nearly_word_for_word() {
    let edition = edition(now());
    let body = |address: &str| {
        let page = text(answer(&edition, address).expect(address));
        between(page, "<p>", "</p>").map(str::to_owned).collect::<HashSet<_>>()
    };
    for (wire, courier) in [
        ("wire/skerry-point-permit", "news/skerry-point-may-restart"),
        ("wire/southern-cable-lost", "news/islands-lose-cable"),
        ("wire/storm-ottoline-warning", "news/ottoline-ferries-cancelled"),
        ("wire/mussel-harvest-banned", "news/do-not-eat-the-mussels"),
    ] {
        let copied = body(&format!("https://islecourier.example/{courier}"));
        let shared = body(&format!("https://coastlinewire.example/{wire}")).intersection(&copied).count();
        assert!(shared >= 2, "{courier}: {shared}");
    }
}

#[test]
fn five_scripts_are_written() {
    let written: String = feeds(&edition(now()))
        .into_iter()
        .flat_map(|(_, feed)| feed.entries)
        .filter_map(|entry| entry.title)
        .map(|title| title.to_string())
        .collect();
    for (script, letters) in [
        ("Cyrillic", 'а'..='я'),
        ("Greek", 'α'..='ω'),
        ("kana", 'ぁ'..='ん'),
        ("Arabic", 'ا'..='ي'),
        ("Hebrew", 'א'..='ת'),
    ] {
        assert!(written.chars().filter(|letter| letters.contains(letter)).count() > 10, "{script}");
    }
}

#[test]
fn google_news_is_google_news_and_leads_to_the_outlets() {
    let edition = edition(now());
    let address = &edition.feeds.iter().find(|f| f.url.host() == "news.google.example").expect("a feed").url;
    let page = answer(&edition, address.as_str()).expect("it answers");
    let unresolved: Vec<WebUrl> = between(text(page), "<item>", "</item>")
        .map(|item| url(between(item, "<link>", "</link>").next().expect("a link")))
        .collect();
    let feed = parsed(address, page.content_type, &page.body);

    assert_eq!(feed.entries.len(), unresolved.len(), "no story is lost as a double");
    assert!(feed.entries.iter().all(|entry| entry.headline_only && entry.content.is_none()));
    let related: usize = feed.entries.iter().map(|entry| entry.related.len()).sum();
    assert!(related >= 30, "{related}");
    let publishers: HashSet<&str> =
        feed.entries.iter().filter_map(|entry| Some(entry.publisher.as_ref()?.as_str())).collect();
    assert!(publishers.contains("Saltway - Shipping and Trade News"), "{publishers:?}");
    assert!(publishers.contains("Signal & Noise"), "{publishers:?}");

    let old: Vec<_> = unresolved.iter().filter_map(publisher_address).collect();
    assert!(old.len() >= 10 && unresolved.len() - old.len() >= 10, "both kinds of ids: {}", old.len());
    let new: HashSet<String> = unresolved
        .iter()
        .filter_map(article_id_of)
        .filter(|id| decode_article_id(id) == ArticleId::New)
        .collect();
    assert_eq!(new, edition.google_links.iter().map(|(id, _)| id.clone()).collect());
    for (id, target) in &edition.google_links {
        assert!(
            answer(&edition, &format!("https://news.google.example/rss/articles/{id}")).is_some(),
            "{id}"
        );
        assert!(answer(&edition, target.as_str()).is_some(), "{target}");
    }
}

#[test]
fn google_tells_the_address_for_the_signature_of_the_page() {
    let edition = edition(now());
    let interstitial = |id: &str| {
        answer(&edition, &format!("https://news.google.example/rss/articles/{id}")).expect("a page")
    };
    let (id, target) =
        edition.google_links.iter().find(|(id, _)| interstitial(id).status == 200).expect("a link");
    let attribute = |name: &str| {
        let open = format!("data-n-a-{name}=\"");
        between(text(interstitial(id)), &open, "\"").next().expect(name).to_owned()
    };
    let ask = |signature: &str| {
        let time: i64 = attribute("ts").parse().expect("seconds");
        let inner = serde_json::json!(["garturlreq", [], id, time, signature]).to_string();
        let outer = serde_json::json!([[["Fbv4je", inner, null, "7"]]]).to_string();
        let form: String =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("f.req", &outer).finish();
        let reply = String::from_utf8(google_batch(&edition.google_links, form.as_bytes())).expect("UTF-8");
        let rows: serde_json::Value =
            serde_json::from_str(reply.strip_prefix(")]}'\n\n").expect("the guard")).expect("JSON");
        assert_eq!((&rows[0][1], &rows[0][6]), (&"Fbv4je".into(), &"7".into()));
        rows[0][2].clone()
    };
    let answered = ask(&attribute("sg"));
    assert_eq!(answered.as_str(), Some(format!("[\"garturlres\",\"{target}\",1]").as_str()));
    assert_eq!(ask("AB_other"), serde_json::Value::Null);
    assert!(google_batch(&edition.google_links, b"f.req=%5B").starts_with(b")]}'"), "nonsense is no panic");
}

#[test]
fn walls_and_questions_stand_in_the_way() {
    let edition = edition(now());
    let stands = |address: &str, words: &str| {
        let page = answer(&edition, address).expect(address);
        assert!(text(page).contains(words), "{address}");
    };
    stands(
        "https://dailylantern.example/markets/heron-lease-clause",
        "Sign in or subscribe to continue reading",
    );
    stands("https://dailylantern.example/society/old-phones-tide-gauges", "We value your privacy");
    stands("https://signalandnoise.example/finch-telescope", "enable JavaScript");
    let redirects: Vec<&DemoPage> = edition.pages.iter().filter(|page| page.status == 302).collect();
    assert_eq!(redirects.len(), 2);
    for redirect in redirects {
        let (name, location) = &redirect.headers[0];
        assert_eq!((name.as_str(), redirect.url.host().as_str()), ("Location", "news.google.example"));
        stands(location, "Before you continue");
    }
}

#[test]
fn one_article_is_edited_in_its_feed_and_on_its_page() {
    let edition = edition(now());
    let edited: Vec<&DemoPage> = edition.pages.iter().filter(|page| page.edited.is_some()).collect();
    let [page, feed] = edited.as_slice() else { panic!("two pages, not {}", edited.len()) };
    let after = feed.edited.as_deref().expect("an edit");
    let (before, after) =
        (parsed(&feed.url, feed.content_type, &feed.body), parsed(&feed.url, feed.content_type, after));
    let both = || before.entries.iter().zip(&after.entries);
    let changed: Vec<_> = both().filter(|(one, two)| one.content_hash != two.content_hash).collect();
    let [(one, two)] = changed.as_slice() else { panic!("one entry, not {}", changed.len()) };
    assert_eq!((one.key, one.published, one.link.as_ref()), (two.key, two.published, Some(&page.url)));
    assert!(two.updated > one.updated);
    assert!(both().all(|(one, two)| one.key == two.key));
}
