//! Feeds as documents: damage, kinds, links, identities, hostile input, subscriptions in and out.

mod damage;
mod discovery;
mod hostile;
mod kinds;
mod subscriptions;

use tidings::domain::WebUrl;
use tidings::feed::{self, Error, Hints, ParsedFeed};

/// Parses as if it had come from `https://river.example/feed`.
fn parse(bytes: &[u8]) -> Result<ParsedFeed, Error> {
    let base = WebUrl::parse("https://river.example/feed").expect("an address");
    feed::parse(bytes, &Hints { base: Some(&base), content_type: None })
}

fn read(text: &str) -> ParsedFeed {
    parse(text.as_bytes()).expect("a feed")
}

/// A channel of RSS 2.0 around `inside`.
fn rss(inside: &str) -> ParsedFeed {
    read(&format!(
        "<rss version=\"2.0\"><channel><title>T</title><link>https://river.example/</link>{inside}</channel></rss>"
    ))
}

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/feeds/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).expect("a fixture")
}
