//! Reddit's Atom feeds. Since June 2026 they answer 429 to everyone without the private token of
//! reddit.com/prefs/feeds (`?feed=…&user=…`); it can be given with the shorthand or the full address
//! and is a secret.

use super::address::wrong_form;
use super::tag_scan::links;
use super::{Address, Error, Options, built, is_host, is_plain};
use crate::domain::WebUrl;
use crate::feed::{ParsedEntry, ParsedFeed};

pub(super) const FORMS: &str = "reddit:r/NAME, reddit:r/NAME/top, reddit:user/NAME, with \
     ?feed=TOKEN&user=NAME from reddit.com/prefs/feeds, without which Reddit refuses most requests";

pub(super) fn shorthand(rest: &str, _: &Options) -> Result<Address, Error> {
    let (path, token) = rest.split_once('?').unwrap_or((rest, ""));
    let wrong = || wrong_form(path, FORMS);
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let path = match parts.as_slice() {
        ["r", name] | [name] if is_plain(name, "_+-") => format!("r/{name}/.rss"),
        ["r", name, sort] if is_plain(name, "_+-") => match *sort {
            "hot" | "new" | "rising" => format!("r/{name}/{sort}/.rss"),
            "top" => format!("r/{name}/top/.rss?t=day"),
            _ => return Err(wrong()),
        },
        ["u" | "user", name] if is_plain(name, "_-") => format!("user/{name}/.rss"),
        _ => return Err(wrong()),
    };
    let mut address = format!("https://www.reddit.com/{path}");
    if !token.is_empty() {
        if !is_plain(token, "=&_-") {
            return Err(wrong());
        }
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(token);
    }
    built(&address).map(Address::Shorthand)
}

pub(super) fn refine(feed: &mut ParsedFeed) {
    for entry in &mut feed.entries {
        refine_entry(entry);
    }
}

/// A post's link is its thread; the article it tells of stands as `[link]` in the text. A post of
/// nothing but "submitted by …" has no text.
fn refine_entry(entry: &mut ParsedEntry) {
    let Some(body) = entry.content.as_ref().or(entry.summary.as_ref()) else { return };
    let source = body.source();
    let found = links(source);
    let named =
        |name: &str| found.iter().find(|link| link.text == name).and_then(|link| WebUrl::parse(&link.href));
    let Some(thread) = named("[comments]") else { return };
    if let Some(target) = named("[link]").filter(|url| !is_own(&url.host())) {
        entry.link = Some(target);
    }
    entry.comments_url.get_or_insert(thread);
    if !source.contains("class=\"md\"") {
        entry.content = None;
        entry.summary = None;
        entry.headline_only = true;
    }
}

fn is_own(host: &str) -> bool {
    ["reddit.com", "redd.it"].iter().any(|site| is_host(host, site))
}
