//! A parsed entry as the store takes it: which text is kept, how complete it is, which instant
//! sorts it. Pure but for the compression.

use crate::domain::{Completeness, Timestamp};
use crate::feed::ParsedEntry;
use crate::store::{IncomingEntry, Packer};
use crate::text::html::visible_text;
use crate::text::{Markup, SafeText};

/// A text of fewer words is taken for a snippet.
const SNIPPET_WORDS: usize = 60;

/// Markup longer than this (in bytes) is not a snippet; its words need not be counted.
const LONG_MARKUP: usize = 1_500;

/// How far ahead of the fetch a date may lie (security promises, section 3).
const AHEAD: i64 = 24 * 60 * 60;

/// Longest title made from a text, in characters.
const MADE_TITLE: usize = 100;

/// Prepares `entry`, seen at `now`, for the writer.
pub(super) fn incoming(entry: ParsedEntry, now: Timestamp, packer: &mut Packer) -> IncomingEntry {
    let (text, completeness) = kept_text(&entry);
    let title = shown_title(&entry, text);
    let body = text.map(|text| packer.pack(text));
    IncomingEntry {
        key: entry.key,
        aliases: entry.aliases,
        content_hash: entry.content_hash,
        at: sorting_time(entry.published, entry.updated, now),
        published: entry.published,
        updated: entry.updated,
        title,
        publisher: entry.publisher,
        author: entry.author,
        url: entry.link,
        comments_url: entry.comments_url,
        language: entry.language,
        completeness,
        body,
        enclosures: entry.enclosures,
        related: entry.related,
        categories: entry.categories,
    }
}

/// The text of an entry that is kept, and how much of the article it is.
pub(super) fn kept_text(entry: &ParsedEntry) -> (Option<&Markup>, Completeness) {
    let whole = entry.content.as_ref().filter(|content| !content.is_empty());
    let text = whole.or(entry.summary.as_ref()).filter(|text| !text.is_empty());
    let completeness = match text {
        Some(text) if !entry.headline_only => completeness(text, entry.title.as_ref(), whole.is_some()),
        _ => Completeness::Headline,
    };
    (text, completeness)
}

/// The entry's title, else the start of its text, else its address.
pub(super) fn shown_title(entry: &ParsedEntry, text: Option<&Markup>) -> SafeText {
    if let Some(title) = entry.title.as_ref().filter(|title| !title.is_empty()) {
        return title.clone();
    }
    let from_text = text.map(|text| SafeText::folded(&visible_text(text), MADE_TITLE));
    let from_link = || entry.link.as_ref().map(|link| SafeText::new(&link.to_string()));
    from_text.filter(|title| !title.is_empty()).or_else(from_link).unwrap_or_else(|| "(no title)".into())
}

/// Published, else changed, else now; what lies before 1970 or more than a day ahead does not count.
fn sorting_time(published: Option<Timestamp>, updated: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let is_sane = |time: &Timestamp| time.as_second() > 0 && time.as_second() <= now.as_second() + AHEAD;
    published.filter(is_sane).or_else(|| updated.filter(is_sane)).unwrap_or(now)
}

fn completeness(text: &Markup, title: Option<&SafeText>, is_whole: bool) -> Completeness {
    let source = text.source();
    let cut = is_cut(source);
    if source.len() > LONG_MARKUP && is_whole && !cut {
        return Completeness::FeedText;
    }
    let words = visible_text(text);
    if words.is_empty() || title.is_some_and(|title| title.as_str() == words) {
        return Completeness::Headline;
    }
    let is_short = words.split_whitespace().nth(SNIPPET_WORDS).is_none();
    if cut || is_short || is_cut(&words) { Completeness::Snippet } else { Completeness::FeedText }
}

/// True if the text says of itself that it goes on elsewhere.
fn is_cut(text: &str) -> bool {
    let end = text.trim_end().trim_end_matches("</p>").trim_end();
    ["…", "...", "[...]", "[…]", "[&#8230;]", "&#8230;", "&hellip;"].iter().any(|mark| end.ends_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    #[test]
    fn a_date_far_ahead_or_before_the_epoch_does_not_sort() {
        let now = at(1_800_000_000);
        assert_eq!(sorting_time(Some(at(1_700_000_000)), None, now), at(1_700_000_000));
        assert_eq!(sorting_time(Some(at(1_900_000_000)), None, now), now);
        assert_eq!(sorting_time(Some(at(-5)), Some(at(1_790_000_000)), now), at(1_790_000_000));
        assert_eq!(sorting_time(None, None, now), now);
    }

    #[test]
    fn completeness_is_what_the_text_is() {
        let long = Markup::clean(&format!("<p>{}</p>", "several words of running text ".repeat(80)));
        let short = Markup::clean("<p>Two lines of a story.</p>");
        let cut = Markup::clean(&format!("<p>{} […]</p>", "several words of running text ".repeat(80)));
        let title: SafeText = "Two lines of a story.".into();
        assert_eq!(completeness(&long, None, true), Completeness::FeedText);
        assert_eq!(completeness(&short, None, true), Completeness::Snippet);
        assert_eq!(completeness(&cut, None, true), Completeness::Snippet);
        assert_eq!(completeness(&short, Some(&title), false), Completeness::Headline);
    }
}
