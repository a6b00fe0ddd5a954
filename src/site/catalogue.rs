//! The starter catalogue of `assets/catalogue.toml`: what is offered to somebody without feeds. It is
//! in the binary and parsed when it is asked for; Google News is made by `google_news::edition`.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use crate::domain::{Pack, PackFeed, WebUrl};
use crate::text::SafeText;

const CATALOGUE: &str = include_str!("../../assets/catalogue.toml");

/// The packs, in the order in which they are offered.
#[must_use]
pub fn starter_packs() -> Vec<Pack> {
    // A test holds that the catalogue parses.
    parse(CATALOGUE).unwrap_or_default()
}

fn parse(text: &str) -> Result<Vec<Pack>, toml::de::Error> {
    let file: File = toml::from_str(text)?;
    Ok(file.pack.into_iter().map(Pack::from).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pack: Vec<PackTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackTable {
    id: String,
    title: String,
    about: String,
    language: Option<String>,
    feed: Vec<FeedTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FeedTable {
    title: String,
    address: String,
    #[serde(deserialize_with = "web_url")]
    site: WebUrl,
    about: String,
}

fn web_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<WebUrl, D::Error> {
    let text = String::deserialize(deserializer)?;
    WebUrl::parse(&text).ok_or_else(|| D::Error::custom(format!("not an address of the web: {text}")))
}

impl From<PackTable> for Pack {
    fn from(table: PackTable) -> Self {
        Self {
            id: table.id,
            title: SafeText::new(&table.title),
            about: SafeText::new(&table.about),
            language: table.language,
            feeds: table.feed.into_iter().map(PackFeed::from).collect(),
        }
    }
}

impl From<FeedTable> for PackFeed {
    fn from(table: FeedTable) -> Self {
        Self {
            title: SafeText::new(&table.title),
            address: table.address,
            site: Some(table.site),
            about: SafeText::new(&table.about),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::site::{Address, Options, google_news, parse_address};
    use crate::text::width::width;

    /// Packs as the welcome shows them, Google News included.
    fn all() -> Vec<Pack> {
        let mut packs = parse(CATALOGUE).expect("the catalogue");
        packs.push(google_news::pack("de-DE").expect("an edition"));
        packs
    }

    #[test]
    fn packs_are_told_apart_and_none_is_empty() {
        let packs = all();
        let ids: HashSet<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
        let titles: HashSet<&str> = packs.iter().map(|pack| pack.title.as_str()).collect();
        assert_eq!((ids.len(), titles.len()), (packs.len(), packs.len()));
        for pack in &packs {
            assert!((5..=12).contains(&pack.feeds.len()), "{}: {} feeds", pack.id, pack.feeds.len());
            assert!(!pack.title.as_str().contains('/'), "{}: a category of its own", pack.id);
        }
        let feeds: usize = packs.iter().map(|pack| pack.feeds.len()).sum();
        assert!(feeds >= 60, "{feeds}");
    }

    #[test]
    fn every_address_is_a_feed_that_is_offered_once() {
        let base = WebUrl::parse("https://news.google.com").expect("an address");
        let options = Options { google_base: base, locale: "en-US".into() };
        let mut known = HashSet::new();
        for feed in all().iter().flat_map(|pack| &pack.feeds) {
            let address = parse_address(&feed.address, &options).expect(&feed.address);
            let url = address.url().clone();
            assert!(url.as_str().starts_with("https://"), "{url}");
            if matches!(address, Address::Web(_)) {
                assert_eq!(url.as_str(), feed.address, "written as it is asked for");
            }
            assert!(known.insert(url.clone()), "twice: {url}");
        }
    }

    #[test]
    fn lines_about_packs_and_feeds_fit_a_narrow_screen() {
        for pack in all() {
            let lines = pack.feeds.iter().flat_map(|feed| [&feed.title, &feed.about]);
            for line in lines.chain([&pack.title, &pack.about]) {
                assert!((1..=70).contains(&width(line.as_str())), "{line}");
                assert_eq!(*line, SafeText::folded(line.as_str(), 100), "no stray blanks");
            }
        }
    }

    #[test]
    fn a_mistake_in_the_catalogue_is_named() {
        let feed = "title = 'A'\naddress = 'https://a.example/f'\nabout = 'b'\n";
        let head = "[[pack]]\nid = 'a'\ntitle = 'A'\nabout = 'b'\n[[pack.feed]]\n";
        for (rest, named) in [("site = 'ftp://a.example/'", "ftp://a.example/"), ("sight = 'x'", "sight")] {
            let error = parse(&format!("{head}{feed}{rest}")).expect_err(rest);
            assert!(error.to_string().contains(named), "{error}");
        }
    }
}
