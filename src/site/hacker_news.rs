//! Hacker News through hnrss.org (6 requests a minute in all; answers are cached for 5 minutes), and
//! its own feed. Their descriptions are facts about the link, not text.

use super::address::wrong_form;
use super::identity::key;
use super::tag_scan::{links, words};
use super::{Address, Error, Options, built, encode, is_host};
use crate::domain::WebUrl;
use crate::feed::{ParsedEntry, ParsedFeed};
use crate::text::Markup;

pub(super) const FORMS: &str = "hn:front, hn:newest, hn:best, hn:ask, hn:show, hn:jobs, hn:search/WORDS";

pub(super) fn shorthand(rest: &str, _: &Options) -> Result<Address, Error> {
    let address = match rest.split_once('/') {
        Some(("search", query)) if !query.trim().is_empty() => {
            format!("https://hnrss.org/newest?q={}", encode(query.trim()))
        }
        Some(_) => return Err(wrong_form(rest, FORMS)),
        None => {
            let (name, filter) = rest.split_once('?').unwrap_or((rest, ""));
            let page = match name.to_ascii_lowercase().as_str() {
                "" | "front" | "frontpage" => "frontpage",
                "newest" | "new" => "newest",
                "best" => "best",
                "ask" => "ask",
                "show" => "show",
                "jobs" => "jobs",
                _ => return Err(wrong_form(rest, FORMS)),
            };
            format!("https://hnrss.org/{page}{}", filters(filter).ok_or_else(|| wrong_form(rest, FORMS))?)
        }
    };
    built(&address).map(Address::Shorthand)
}

/// `?points=100&comments=50&count=30`: the filters of hnrss that are numbers.
fn filters(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    let is_filter = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or_default();
        let is_number = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
        matches!(name, "points" | "comments" | "count") && is_number
    };
    text.split('&').all(is_filter).then(|| format!("?{text}"))
}

pub(super) fn refine(feed: &mut ParsedFeed) {
    for entry in &mut feed.entries {
        refine_entry(entry);
    }
}

fn refine_entry(entry: &mut ParsedEntry) {
    let slot = if entry.content.is_some() { &mut entry.content } else { &mut entry.summary };
    let body = slot.as_ref().map(|markup| markup.source().to_owned()).unwrap_or_default();
    if entry.comments_url.is_none() {
        let in_body = links(&body).into_iter().filter_map(|link| WebUrl::parse(&link.href)).rfind(is_thread);
        let guid = entry.id.as_ref().and_then(|id| WebUrl::parse(id.as_str())).filter(is_thread);
        entry.comments_url = guid.or(in_body);
    }
    let Some(mut text) = own_text(&body) else { return };
    // Behind one line of facts another may stand.
    while let Some(less) = own_text(&text).filter(|less| less.len() < text.len()) {
        text = less;
    }
    // Points and comment counts change with every fetch; they are no change of the text.
    let title = entry.title.as_ref().map_or("", |title| title.as_str());
    entry.content_hash = key("hacker-news text", &[title, &text]);
    entry.headline_only = text.is_empty();
    entry.content = None;
    entry.summary = (!text.is_empty()).then(|| Markup::clean(&text));
}

fn is_thread(url: &WebUrl) -> bool {
    is_host(&url.host(), "news.ycombinator.com") && url.url().path() == "/item"
}

/// The text of a post without the facts hnrss writes around it: nothing for links, what stands before the rule for
/// "Ask HN". `None` when the description is of another form and stays as it is.
fn own_text(body: &str) -> Option<String> {
    if words(body) == "Comments" {
        return Some(String::new());
    }
    let facts = ["<p>Article URL:", "<p>Comments URL:"];
    let start = facts.iter().filter_map(|fact| body.find(fact)).min()?;
    let text = body[..start].trim_end();
    let text = text.strip_suffix("<hr>").or_else(|| text.strip_suffix("<hr />")).unwrap_or(text);
    Some(text.trim().to_owned())
}
