//! arXiv: one feed per subject (or several joined by `+`), new at midnight Eastern time, empty on
//! weekends.

use super::address::wrong_form;
use super::{Address, Error, Options, built, is_plain};
use crate::feed::ParsedFeed;
use crate::text::Markup;

pub(super) const FORMS: &str = "arxiv:cs.AI, arxiv:cs.AI+cs.LG";

pub(super) fn shorthand(rest: &str, _: &Options) -> Result<Address, Error> {
    let is_subject =
        |subject: &str| is_plain(subject, ".-") && subject.starts_with(|c: char| c.is_ascii_alphabetic());
    if !rest.split('+').all(is_subject) {
        return Err(wrong_form(rest, FORMS));
    }
    built(&format!("https://rss.arxiv.org/rss/{rest}")).map(Address::Shorthand)
}

/// Takes `arXiv:2605.20400v1 Announce Type: new Abstract: ` off the abstract.
pub(super) fn refine(feed: &mut ParsedFeed) {
    for entry in &mut feed.entries {
        for slot in [&mut entry.summary, &mut entry.content] {
            let Some(body) = slot.as_ref() else { continue };
            if let Some(abstract_) = without_prefix(body.source()) {
                *slot = Some(Markup::clean(abstract_));
            }
        }
    }
}

fn without_prefix(text: &str) -> Option<&str> {
    let start = text.trim_start().trim_start_matches("<p>").trim_start();
    if !start.starts_with("arXiv:") || !start.contains("Announce Type:") {
        return None;
    }
    let (head, rest) = start.split_once("Abstract:")?;
    // The announcement is one short line; a later "Abstract:" belongs to the text.
    (head.len() < 120).then(|| rest.trim())
}
