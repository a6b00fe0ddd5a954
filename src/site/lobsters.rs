//! Lobsters: its feeds by tag; link posts carry no text.

use super::address::wrong_form;
use super::tag_scan::{links, words};
use super::{Address, Error, Options, built, is_plain};
use crate::domain::WebUrl;
use crate::feed::ParsedFeed;

pub(super) const FORMS: &str = "lobsters:, lobsters:newest, lobsters:/t/TAG";

pub(super) fn shorthand(rest: &str, _: &Options) -> Result<Address, Error> {
    let path = match rest.trim_matches('/') {
        "" | "hottest" => "rss".to_owned(),
        "newest" => "newest.rss".to_owned(),
        "top" => "top/rss".to_owned(),
        other => {
            let tags = other.strip_prefix("t/").filter(|tags| is_plain(tags, "-_,.+"));
            format!("t/{}.rss", tags.ok_or_else(|| wrong_form(rest, FORMS))?)
        }
    };
    built(&format!("https://lobste.rs/{path}")).map(Address::Shorthand)
}

pub(super) fn refine(feed: &mut ParsedFeed) {
    for entry in &mut feed.entries {
        let Some(body) = entry.content.as_ref().or(entry.summary.as_ref()) else { continue };
        if words(body.source()) != "Comments" {
            continue;
        }
        if entry.comments_url.is_none() {
            entry.comments_url = links(body.source()).first().and_then(|link| WebUrl::parse(&link.href));
        }
        entry.content = None;
        entry.summary = None;
        entry.headline_only = true;
    }
}
