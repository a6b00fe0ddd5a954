//! Lists of subscriptions: OPML in any state, newsboat's file, plain lists, and back.

use proptest::prelude::*;
use tidings::domain::{ListFormat, Outline, WebUrl};
use tidings::feed::{Error, read_subscriptions, write_opml};
use tidings::text::SafeText;

#[test]
fn nested_outlines_become_paths_and_the_rest_is_listed() {
    let opml = r#"<?xml version="1.0"?><opml version="9.9"><head><title>Mine</title></head><body>
<outline text="News"><outline text="Tech &amp; Science">
<outline type="rss" text="A &quot;quoted&quot;" xmlUrl="https://a.example/feed?x=1&amp;y=2" htmlUrl="https://a.example/"/>
</outline>
<outline type="rss" title="B" text="b" xmlurl="https://b.example/feed"></outline></outline>
<outline type="rss" text="No" xmlUrl="file:///etc/passwd"/>
<outline type="rss" text="Twice" xmlUrl="https://b.example/feed"/>
<outline type="link" text="Page" url="https://p.example/"/>
<outline type="rss" text="Top" xmlUrl="https://c.example/feed" category="/Sport,Other"/>
</body></opml>"#;
    let imported = read_subscriptions(opml.as_bytes()).expect("a list");
    let lines: Vec<(&str, Option<&str>, Option<&str>)> = imported
        .feeds
        .iter()
        .map(|feed| {
            let text = |text: &'_ Option<SafeText>| text.as_ref().map(|text| text.as_str().to_owned());
            let (title, category) = (text(&feed.title), text(&feed.category));
            (feed.url.as_str(), title, category)
        })
        .map(|(url, title, category)| (url, title.map(|t| &*t.leak()), category.map(|c| &*c.leak())))
        .collect();
    assert_eq!(
        lines,
        [
            ("https://a.example/feed?x=1&y=2", Some("A \"quoted\""), Some("News/Tech & Science")),
            ("https://b.example/feed", Some("B"), Some("News")),
            ("https://c.example/feed", Some("Top"), Some("Sport")),
        ]
    );
    let skipped: Vec<usize> = imported.skipped.iter().map(|skipped| skipped.line).collect();
    assert_eq!(skipped, [6, 7, 8]);
    assert!(imported.skipped[0].reason.as_str().contains("file:///etc/passwd"));
}

#[test]
fn opml_in_any_state_is_read() {
    for opml in [
        "<opml><outline text='A' xmlUrl='https://a.example/f'/>",
        "<opml version='1.0'><body><outline text='A & B' xmlUrl='https://a.example/f'></body>",
        "\u{feff}<outline text=A xmlUrl=https://a.example/f>",
        "<opml><body><outline text='A' xmlUrl='https://a.example/f'/></outline></outline><outline text='cut' xmlUrl='https://b.",
    ] {
        let imported = read_subscriptions(opml.as_bytes()).expect("a list");
        assert_eq!(imported.feeds[0].url.as_str(), "https://a.example/f", "{opml}");
    }
    let empty = read_subscriptions(b"<opml version='2.0'><head/></opml>").expect("a list");
    assert!(empty.feeds.is_empty());
}

#[test]
fn other_documents_are_no_lists() {
    assert_eq!(read_subscriptions(b"<!doctype html><p>x</p>").unwrap_err(), Error::Page);
    for other in ["", "<rss><channel/></rss>", "no address here\nnor here"] {
        assert!(matches!(read_subscriptions(other.as_bytes()), Err(Error::NotAFeed(_))), "{other}");
    }
    assert!(matches!(read_subscriptions(&vec![b' '; 11 << 20]), Err(Error::NotAFeed(_))));
}

#[test]
fn deep_outlines_end_at_sixty_four() {
    let deep =
        format!("<opml><body>{}<outline xmlUrl='https://a.example/f'/>", "<outline text='x'>".repeat(10_000));
    let imported = read_subscriptions(deep.as_bytes()).expect("a list");
    let category = imported.feeds[0].category.as_ref().expect("a category");
    assert!(category.as_str().matches('/').count() < 64);
}

#[test]
fn newsboat_files_give_titles_and_tags_and_run_nothing() {
    let urls = "# mine\nhttps://a.example/feed \"~My \\\"A\\\"\" news \"two words\"\n\
        https://b.example/feed ! \"two words\" # not read\n\"query:Unread:unread = \\\"yes\\\"\"\n\
        exec:~/bin/feed\nfilter:~/bin/f:https://c.example/\nhttps://a.example/feed\nnonsense\n";
    let imported = read_subscriptions(urls.as_bytes()).expect("a list");
    let feed = &imported.feeds[0];
    assert_eq!(feed.title.as_ref().expect("a title").as_str(), "My \"A\"");
    assert_eq!(feed.category.as_ref().expect("a category").as_str(), "news");
    assert_eq!(imported.feeds[1].category.as_ref().expect("a category").as_str(), "two words");
    assert_eq!(imported.feeds.len(), 2);
    let lines: Vec<usize> = imported.skipped.iter().map(|skipped| skipped.line).collect();
    assert_eq!(lines, [4, 5, 6, 7, 8]);
}

#[test]
fn the_format_of_a_list_is_told() {
    for (list, format) in [
        ("<opml><body><outline xmlUrl='https://a.example/f'/></body></opml>", ListFormat::Opml),
        ("https://a.example/f\n# a comment\nhttps://b.example/f # and another\n", ListFormat::Plain),
        ("https://a.example/f\nhttps://b.example/f tech\n", ListFormat::Newsboat),
        ("https://a.example/f\nexec:~/bin/feed\n", ListFormat::Newsboat),
    ] {
        assert_eq!(read_subscriptions(list.as_bytes()).expect("a list").format, format, "{list}");
    }
}

fn name() -> impl Strategy<Value = Option<SafeText>> {
    proptest::option::of("[\\PC&&[^/]]{1,20}".prop_map(|text| SafeText::folded(&text, 100)))
        .prop_map(|name| name.filter(|name| !name.is_empty()))
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(lists in proptest::collection::vec((name(), name(), name(), any::<bool>()), 0..12)) {
        let feeds: Vec<Outline> = lists
            .into_iter()
            .enumerate()
            .map(|(n, (title, folder, inner, site))| {
                let path: Vec<&str> = [&folder, &inner].into_iter().flatten().map(SafeText::as_str).collect();
                Outline {
                    url: WebUrl::parse(&format!("https://a.example/{n}?a=1&b='\"<>")).expect("an address"),
                    category: (!path.is_empty()).then(|| SafeText::new(&path.join("/"))),
                    site_url: site.then(|| WebUrl::parse("https://a.example/&").expect("an address")),
                    title,
                }
            })
            .collect();
        let written = write_opml("Mine & <yours>", &feeds);
        let mut imported = read_subscriptions(written.as_bytes()).expect("our own list");
        imported.feeds.sort_by(|a, b| a.url.cmp(&b.url));
        let mut expected = feeds;
        for feed in &mut expected {
            // Without a title the address stands in, because OPML wants a text.
            feed.title.get_or_insert_with(|| SafeText::new(feed.url.as_str()));
        }
        expected.sort_by(|a, b| a.url.cmp(&b.url));
        prop_assert_eq!(imported.feeds, expected);
    }
}
