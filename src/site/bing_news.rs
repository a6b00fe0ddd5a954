//! Bing News: a search whose links hold the publisher's address, and whose items carry a snippet: the
//! best companion of Google News.

use super::google_news::{Locale, split_locale};
use super::identity::{key, rekey};
use super::{Address, Error, Options, built, encode};
use crate::domain::WebUrl;
use crate::feed::ParsedFeed;
use crate::site::address::wrong_form;

pub(super) const FORMS: &str = "bing-news:WORDS, with ?locale=de-DE";

pub(super) fn shorthand(rest: &str, options: &Options) -> Result<Address, Error> {
    let (words, locale) = split_locale(rest);
    let words = words.trim();
    if words.is_empty() {
        return Err(wrong_form(rest, FORMS));
    }
    let edition = Locale::parse(locale.unwrap_or(&options.locale))?;
    let language = edition.ceid.split(':').next_back().unwrap_or("en").to_owned();
    let market = format!("{}-{}", language.split('-').next().unwrap_or("en"), edition.gl);
    let query = encode(words);
    built(&format!("https://www.bing.com/news/search?q={query}&format=rss&mkt={market}&setlang={language}"))
        .map(Address::Shorthand)
}

/// Takes the publisher's address out of `apiclick.aspx?…&url=…`. The rest of that link changes from
/// answer to answer, so the address becomes the identity as well.
pub(super) fn refine(feed: &mut ParsedFeed) {
    for entry in &mut feed.entries {
        let Some(target) = entry.link.as_ref().and_then(WebUrl::unwrapped) else { continue };
        rekey(entry, key("bing-news link", &[target.as_str()]), &[]);
        entry.link = Some(target);
    }
}
