//! What changed in an article since it was first seen: former versions as differences from one to the
//! next. Work for a thread of its own; the reader and the command line call it.

use std::time::{Duration, Instant};

use super::{Error, Services};
use crate::domain::{Edit, Entry, EntryId, TextOrigin, Version};
use crate::text::diff;
use crate::text::render::markup_to_plain;
use crate::text::{Markup, SafeText};

/// What all differences of an entry may take; what is left then is told coarsely.
const LIMIT: Duration = Duration::from_millis(500);

/// The edits of an entry that are known, oldest first; those of its feed's text and those of its page's.
pub fn edits(services: &Services, id: EntryId) -> Result<Vec<Edit>, Error> {
    let versions = services.store.versions(id)?;
    if versions.is_empty() {
        return Ok(Vec::new());
    }
    let Some(entry) = services.store.entry(id)? else { return Ok(Vec::new()) };
    Ok(compare(&entry, &versions, Some(Instant::now() + LIMIT)))
}

/// What lies between each version and the next one of the same origin, the last of which is the entry.
fn compare(entry: &Entry, versions: &[Version], until: Option<Instant>) -> Vec<Edit> {
    let mut edits = Vec::with_capacity(versions.len());
    for origin in [TextOrigin::Feed, TextOrigin::Page] {
        let mut former = versions.iter().filter(|version| version.origin == origin).peekable();
        while let Some(version) = former.next() {
            let (title, content) = match former.peek() {
                Some(next) => (&next.title, Some(&next.content)),
                None => (&entry.row.title, held(entry, origin)),
            };
            // The headline is the feed's: a page says nothing of it.
            let title = if origin == TextOrigin::Feed { title } else { &version.title };
            edits.push(edit(version, title, content, until));
        }
    }
    edits.sort_by_key(|edit| edit.at);
    edits
}

fn held(entry: &Entry, origin: TextOrigin) -> Option<&Markup> {
    match origin {
        TextOrigin::Feed => Some(&entry.content),
        TextOrigin::Page => entry.full_text.as_ref().map(|text| &text.content),
    }
}

fn edit(version: &Version, title: &SafeText, content: Option<&Markup>, until: Option<Instant>) -> Edit {
    let after = content.map(markup_to_plain).unwrap_or_default();
    Edit {
        origin: version.origin,
        since: version.since,
        at: version.until,
        title: diff::compare_lines(version.title.as_str(), title.as_str()),
        text: diff::compare(&markup_to_plain(&version.content), &after, until),
    }
}
