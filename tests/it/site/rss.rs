//! A small reader of the RSS fixtures that yields what the generic parser yields, with or without the
//! outlet of `<source>`.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use tidings::domain::{Timestamp, WebUrl};
use tidings::feed::{ParsedEntry, ParsedFeed};
use tidings::text::{Markup, SafeText};

/// Whether `<source>` reaches the parsed entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Kept,
    Dropped,
}

pub fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/google-news/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a fixture")
}

pub fn read(xml: &str, source: Source) -> ParsedFeed {
    let mut feed = ParsedFeed::default();
    let mut reader = Reader::from_str(xml);
    let (mut fields, mut name, mut in_item) = (HashMap::<String, String>::new(), String::new(), false);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                start.name().as_ref().clone_into(&mut name);
                if name == "item" {
                    (fields, in_item) = (HashMap::new(), true);
                }
                if let Some(url) = start.try_get_attribute("url").expect("attributes") {
                    fields.insert("source url".to_owned(), url.value.into_owned());
                }
                fields.entry(name.clone()).or_default();
            }
            Event::Text(text) => {
                fields.entry(name.clone()).or_default().push_str(&text);
            }
            Event::CData(text) => {
                fields.entry(name.clone()).or_default().push_str(&text);
            }
            Event::GeneralRef(reference) => {
                let text = format!("&{};", &*reference);
                fields.entry(name.clone()).or_default().push_str(&unescape(&text).expect("a reference"));
            }
            Event::End(end) => {
                if end.name().as_ref() == "item" {
                    feed.entries.push(entry(&fields, source));
                    in_item = false;
                } else if !in_item && end.name().as_ref() == "generator" {
                    feed.generator = Some(SafeText::new(&fields["generator"]));
                }
                name = String::new();
            }
            Event::Eof => return feed,
            _ => {}
        }
    }
}

fn entry(fields: &HashMap<String, String>, source: Source) -> ParsedEntry {
    let get = |name: &str| fields.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let id = get("guid").or(get("link")).unwrap_or_default();
    ParsedEntry {
        id: get("guid").map(SafeText::new),
        key: xxhash_rust::xxh3::xxh3_64(id.as_bytes()),
        title: get("title").map(SafeText::new),
        link: get("link").and_then(WebUrl::parse),
        published: get("pubDate").map(date),
        summary: get("description").map(Markup::clean),
        publisher: get("source").filter(|_| source == Source::Kept).map(SafeText::new),
        publisher_url: get("source url").filter(|_| source == Source::Kept).and_then(WebUrl::parse),
        comments_url: get("comments").and_then(WebUrl::parse),
        ..ParsedEntry::default()
    }
}

fn date(text: &str) -> Timestamp {
    jiff::fmt::rfc2822::parse(text).expect("a date").timestamp()
}
