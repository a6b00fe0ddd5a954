//! From what stood in a document to what the rest of tidings sees: links absolute, characters
//! safe, lengths capped, identities given. Called by `parse` alone.

use std::borrow::Cow;

use crate::domain::{Enclosure, MediaKind, WebUrl};
use crate::text::{Markup, SafeText};

use super::draft::{Base, EnclosureDraft, EntryDraft, FeedDraft, Form, Reference, Value};
use super::html::{looks_like_html, visible};
use super::identity::{content_hash, entry_key, separate};
use super::link::{absolute, resolve};
use super::{Kind, ParsedEntry, ParsedFeed};

/// Characters of a title, of short words (author, category) and of a text at most.
const MAX_TITLE: usize = 1000;
const MAX_WORDS: usize = 300;
const MAX_TEXT: usize = 2_000_000;

/// Makes a feed out of its draft. `document` is where it came from.
pub(super) fn finish(draft: FeedDraft<'_>, document: Option<&WebUrl>) -> ParsedFeed {
    let link = draft.link.as_ref().and_then(|link| absolute_link(link, document));
    let bases = Bases { kind: draft.kind, document, feed: link.as_ref() };
    let mut entries: Vec<ParsedEntry> =
        draft.entries.into_iter().map(|entry| finish_entry(&entry, &bases)).collect();
    separate(&mut entries);
    ParsedFeed {
        kind: draft.kind,
        title: draft.title.as_ref().and_then(title),
        subtitle: draft.subtitle.as_ref().and_then(title),
        author: people(&draft.authors),
        updated: draft.updated.or(draft.published),
        language: draft.language.as_deref().and_then(language),
        generator: draft.generator.as_deref().and_then(words),
        ttl: draft.ttl,
        entries,
        repairs: Vec::new(),
        left_out: 0,
        link,
    }
}

/// What links are relative to where the document does not say.
struct Bases<'a> {
    kind: Kind,
    document: Option<&'a WebUrl>,
    feed: Option<&'a WebUrl>,
}

impl Bases<'_> {
    /// Atom has a rule (the document); in RSS publishers mean their site.
    fn for_links(&self) -> Option<&WebUrl> {
        match self.kind {
            Kind::Atom => self.document.or(self.feed),
            _ => self.feed.or(self.document),
        }
    }
}

fn finish_entry(draft: &EntryDraft<'_>, bases: &Bases<'_>) -> ParsedEntry {
    let base = bases.for_links();
    let raw_id = draft.id.as_ref().map(|id| id.href.trim().to_owned());
    let written = draft.link.as_ref().and_then(|link| absolute_link(link, base));
    let from_id = || {
        let id = draft.id.as_ref().filter(|_| draft.id_is_link)?;
        // `<guid>12345</guid>` is no address, whatever `isPermaLink` is by default.
        id.href.contains('/').then(|| absolute_link(id, base)).flatten()
    };
    let link = written.or_else(from_id);
    let title = draft.title.as_ref().or(draft.other_title.as_ref()).and_then(title);
    let text_base = link.as_ref().or(base);
    let content = draft.content.as_ref().map(|content| text(content, text_base));
    let summary = draft.summary.as_ref().or(draft.other_summary.as_ref());
    let summary = summary.map(|summary| text(summary, text_base));
    let hashed = content.as_ref().or(summary.as_ref()).map(Markup::source);
    let content_hash = content_hash(title.as_ref().map(SafeText::as_str), hashed);
    let key = entry_key(raw_id.as_deref(), link.as_ref().map(WebUrl::as_str), content_hash);
    let comments_url = draft.comments.as_ref().and_then(|link| absolute_link(link, base));
    ParsedEntry {
        id: draft.id.as_ref().map(|id| shown_id(id, draft.id_is_link, base)).filter(|id| !id.is_empty()),
        key,
        aliases: Vec::new(),
        content_hash,
        title,
        published: draft.published,
        updated: draft.updated,
        summary,
        content,
        author: people(&draft.authors),
        publisher: draft.publisher.as_deref().and_then(line),
        publisher_url: draft.publisher_link.as_ref().and_then(|link| absolute_link(link, base)),
        enclosures: enclosures(&draft.enclosures, draft.duration, base),
        categories: categories(&draft.categories),
        comments_url: comments_url.filter(|comments| Some(comments) != link.as_ref()),
        related: Vec::new(),
        language: draft.language.as_deref().and_then(language),
        headline_only: false,
        link,
    }
}

fn absolute_link(link: &Reference<'_>, base: Option<&WebUrl>) -> Option<WebUrl> {
    resolve(&link.href, explicit(&link.base).or(base))
}

fn explicit(base: &Base) -> Option<&WebUrl> {
    base.as_deref()
}

/// The id as written, except that a path stands for an address. The key is made of what is written.
fn shown_id(id: &Reference<'_>, is_link: bool, base: Option<&WebUrl>) -> SafeText {
    let written = id.href.trim();
    let path = is_link && written.starts_with('/');
    match path.then(|| absolute_link(id, base)).flatten() {
        Some(url) => SafeText::new(url.as_str()),
        None => SafeText::new(written),
    }
}

/// The visible text of a title in one line.
fn title(value: &Value<'_>) -> Option<SafeText> {
    // Cut before the work: a title of a megabyte is cut to a thousand characters anyway.
    let text = cut(&value.text, 16 * MAX_TITLE);
    let text = match value.form {
        Form::Plain => text,
        Form::Html => visible(&text).into(),
    };
    Some(SafeText::folded(&text, MAX_TITLE)).filter(|title| !title.is_empty())
}

/// A name that may have been written as HTML.
fn line(text: &str) -> Option<SafeText> {
    let form = if looks_like_html(text) { Form::Html } else { Form::Plain };
    title(&Value { text: text.into(), form, base: None })
}

fn words(text: &str) -> Option<SafeText> {
    Some(SafeText::folded(text, MAX_WORDS)).filter(|words| !words.is_empty())
}

/// A language tag; some programs write `en_US`.
fn language(text: &str) -> Option<SafeText> {
    words(&text.replace('_', "-"))
}

fn text(value: &Value<'_>, base: Option<&WebUrl>) -> Markup {
    let text = cut(&value.text, MAX_TEXT);
    match value.form {
        Form::Plain => Markup::from_plain(&text),
        Form::Html => Markup::clean(&absolute(&text, explicit(&value.base).or(base))),
    }
}

/// At most `max` characters, and a sign where more was.
fn cut(text: &str, max: usize) -> Cow<'_, str> {
    if text.len() <= max {
        return text.into();
    }
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{} […]", &text[..end]).into(),
        None => text.into(),
    }
}

/// `me@example.com (Jane Doe)` and `Jane Doe <me@example.com>` are Jane Doe. Each name once.
fn people(authors: &[String]) -> Option<SafeText> {
    const MAX_PEOPLE: usize = 20;
    let mut names: Vec<SafeText> = Vec::new();
    for author in authors.iter().take(MAX_PEOPLE) {
        if let Some(name) = line(name_of(author))
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    let joined = names.iter().map(SafeText::as_str).collect::<Vec<_>>().join(", ");
    words(&joined)
}

fn name_of(author: &str) -> &str {
    let author = author.trim();
    if !author.contains('@') {
        return author;
    }
    let named = match (author.split_once('('), author.split_once('<')) {
        (Some((before, inside)), _) => {
            let inside = inside.rsplit_once(')').map_or(inside, |(inside, _)| inside).trim();
            if before.contains('@') { inside } else { before.trim() }
        }
        (None, Some((name, _))) => name.trim().trim_matches('"'),
        (None, None) => author,
    };
    if named.is_empty() { author } else { named }
}

fn categories(written: &[Cow<'_, str>]) -> Vec<SafeText> {
    const MAX_CATEGORIES: usize = 50;
    let mut kept: Vec<SafeText> = Vec::new();
    for category in written.iter().take(MAX_CATEGORIES) {
        if let Some(category) = line(category)
            && !kept.contains(&category)
        {
            kept.push(category);
        }
    }
    kept
}

/// Attached files, each address once; a thumbnail only where nothing else is attached.
fn enclosures(drafts: &[EnclosureDraft<'_>], played: Option<u32>, base: Option<&WebUrl>) -> Vec<Enclosure> {
    let mut kept: Vec<Enclosure> = Vec::new();
    let files = drafts.iter().filter(|draft| !draft.is_thumbnail);
    let thumbnails = drafts.iter().filter(|draft| draft.is_thumbnail).take(1);
    for draft in files.chain(thumbnails) {
        if draft.is_thumbnail && !kept.is_empty() {
            continue;
        }
        let Some(url) = absolute_link(&draft.url, base) else { continue };
        if kept.iter().any(|other| other.url.as_str() == url.as_str()) {
            continue;
        }
        kept.push(Enclosure {
            url: SafeText::new(url.as_str()),
            media_type: draft.media_type.as_deref().and_then(words),
            length: draft.length.filter(|length| *length > 0),
            duration: draft.duration,
            title: draft.title.as_deref().and_then(line),
        });
    }
    // The time that a feed names for the entry is that of the first file that plays.
    let plays = |file: &&mut Enclosure| matches!(file.kind(), MediaKind::Audio | MediaKind::Video);
    if let Some(first) = kept.iter_mut().find(plays) {
        first.duration = first.duration.or(played);
    }
    kept
}
