//! The line that says which text of an entry is shown, and why not a better one. Only words; `page` sets
//! them.

use crate::app::panes::article::FullTexts;
use crate::domain::{Completeness, LoadedEntry, Moment};
use crate::text::SafeText;
use crate::ui::format::date;

/// What is said about the text.
#[derive(Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub text: SafeText,
    /// True if something is not as one would wish.
    pub is_warning: bool,
    /// What a key does about it, for the right end of the line.
    pub hint: Option<&'static str>,
}

/// What is to be said about the text that is shown.
pub fn notice(loaded: &LoadedEntry, full_texts: &FullTexts, moment: &Moment) -> Option<Notice> {
    let entry = &loaded.entry;
    let said = |text: &str, is_warning, hint| Some(Notice { text: SafeText::new(text), is_warning, hint });
    if full_texts.fetching == Some(entry.row.id) {
        return said("Fetching the full text…", false, Some("esc stop"));
    }
    if let Some(full) = &entry.full_text
        && !loaded.is_swapped
    {
        let day = date(full.fetched, &moment.zone);
        return said(&format!("Full text from {}, fetched {day}", full.url.host()), false, None);
    }
    if let Some(reason) = full_texts.failure(entry.row.id) {
        let reason = reason.as_str().trim_end_matches('.');
        return said(&format!("No full text: {reason}."), true, Some("f try again"));
    }
    if entry.full_text.is_some() && !loaded.document.blocks.is_empty() {
        return said("The feed's own text", false, Some("f full text"));
    }
    let hint = if entry.full_text.is_some() { "f full text" } else { "f fetch full text" };
    said(lack(loaded)?, true, entry.row.url.as_ref().map(|_| hint))
}

/// What the feed's own text lacks.
fn lack(loaded: &LoadedEntry) -> Option<&'static str> {
    let is_google = loaded.entry.feed_url.host().starts_with("news.google.");
    let held = if loaded.is_swapped { Completeness::Headline } else { loaded.entry.row.completeness };
    match held {
        Completeness::Headline if is_google => Some("Headline only: Google News carries no article text."),
        Completeness::Headline => Some("Headline only: this feed carries no article text."),
        Completeness::Snippet => Some("Snippet: this feed carries only a part of the text."),
        Completeness::FeedText | Completeness::FullText => None,
    }
}
