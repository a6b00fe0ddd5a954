//! JSON Feed 1.0 and 1.1, read by feed-rs. What it refuses (numbers as ids, a missing title, an
//! `http://` version, a document that breaks off) is mended and given to it once more. Called by
//! `parse`.

use std::time::SystemTime;

use feed_rs::model;
use feed_rs::parser;
use serde_json::{Map, Value as Json, json};

use crate::domain::Timestamp;

use super::Kind;
use super::date::parse_date;
use super::draft::{EnclosureDraft, EntryDraft, FeedDraft, Form, Reference, Value};
use super::html::looks_like_html;
use super::repair::{Repair, Repairs};

/// Reads a JSON Feed; `None` when the document is none.
pub(super) fn read(source: &str, repairs: &mut Repairs) -> Option<FeedDraft<'static>> {
    let feed = parse(source).or_else(|| {
        let mended = mend(source)?;
        repairs.note(Repair::Json);
        parse(&mended)
    })?;
    Some(FeedDraft {
        kind: Kind::Json,
        title: feed.title.map(guess),
        link: page_of(&feed.links),
        subtitle: feed.description.map(guess),
        authors: people(feed.authors),
        language: feed.language.map(Into::into),
        entries: feed.entries.into_iter().map(entry).collect(),
        ..FeedDraft::default()
    })
}

fn parse(source: &str) -> Option<model::Feed> {
    parser::Builder::new()
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|text| parse_date(text).map(|instant| SystemTime::from(instant).into()))
        .build()
        .parse(source.as_bytes())
        .ok()
}

/// feed-rs lists the home page and the feed itself as links, in this order, without saying which is
/// which; a feed that has only the second has no page.
fn page_of(links: &[model::Link]) -> Option<Reference<'static>> {
    let page = links.first()?;
    let is_feed = links.len() == 1 && page.href.to_ascii_lowercase().ends_with(".json");
    (!is_feed).then(|| reference(&page.href))
}

fn entry(entry: model::Entry) -> EntryDraft<'static> {
    let (files, links): (Vec<_>, Vec<_>) =
        entry.links.into_iter().partition(|link| link.media_type.is_some());
    let content = entry.content.and_then(|content| {
        let form = if content.content_type.subty().as_str() == "html" { Form::Html } else { Form::Plain };
        content.body.filter(|body| !body.is_empty()).map(|body| value(body, form))
    });
    EntryDraft {
        id_is_link: true,
        id_is_own: true,
        id: Some(entry.id).filter(|id| !id.is_empty()).map(|id| reference(&id)),
        title: entry.title.map(guess),
        link: links.first().map(|link| reference(&link.href)),
        published: entry.published.and_then(|date| instant(date.into())),
        updated: entry.updated.and_then(|date| instant(date.into())),
        summary: entry.summary.map(guess),
        content,
        authors: people(entry.authors),
        categories: entry.categories.into_iter().map(|category| category.term.into()).collect(),
        enclosures: files.into_iter().map(enclosure).collect(),
        ..EntryDraft::default()
    }
}

fn instant(time: SystemTime) -> Option<Timestamp> {
    Timestamp::try_from(time).ok()
}

fn enclosure(link: model::Link) -> EnclosureDraft<'static> {
    EnclosureDraft {
        url: reference(&link.href),
        media_type: link.media_type.map(Into::into),
        length: link.length,
        duration: None,
        title: link.title.map(Into::into),
        is_thumbnail: false,
    }
}

fn people(people: Vec<model::Person>) -> Vec<String> {
    people.into_iter().filter_map(|person| person.name.or(person.email)).collect()
}

fn reference(href: &str) -> Reference<'static> {
    Reference { href: href.to_owned().into(), base: None }
}

fn guess(text: model::Text) -> Value<'static> {
    let form = if looks_like_html(&text.content) { Form::Html } else { Form::Plain };
    value(text.content, form)
}

fn value(text: String, form: Form) -> Value<'static> {
    Value { text: text.into(), form, base: None }
}

/// Makes out of JSON that is nearly a feed one that is; `None` when it is nothing of the kind.
fn mend(source: &str) -> Option<String> {
    let document: Json =
        serde_json::from_str(source).ok().or_else(|| serde_json::from_str(&close(source)?).ok())?;
    let Json::Object(mut feed) = document else { return None };
    let items = feed.remove("items").and_then(|items| match items {
        Json::Array(items) => Some(items),
        _ => None,
    })?;
    let names_format =
        feed.get("version").and_then(Json::as_str).is_some_and(|version| version.contains("jsonfeed"));
    if !names_format && feed.get("title").is_none() {
        return None;
    }
    let items: Vec<Json> = items.into_iter().filter_map(mend_item).collect();
    mend_strings(
        &mut feed,
        &["title", "home_page_url", "feed_url", "language", "description", "icon", "favicon"],
    );
    mend_people(&mut feed);
    feed.entry("title").or_insert_with(|| json!(""));
    feed.insert("version".into(), json!("https://jsonfeed.org/version/1.1"));
    feed.insert("items".into(), Json::Array(items));
    Some(Json::Object(feed).to_string())
}

fn mend_item(item: Json) -> Option<Json> {
    let Json::Object(mut item) = item else { return None };
    mend_strings(
        &mut item,
        &[
            "id",
            "url",
            "external_url",
            "title",
            "content_html",
            "content_text",
            "summary",
            "date_published",
            "date_modified",
        ],
    );
    mend_people(&mut item);
    let tags = match item.remove("tags") {
        Some(Json::Array(tags)) => tags.into_iter().filter(Json::is_string).collect(),
        Some(Json::String(tag)) => vec![Json::String(tag)],
        _ => Vec::new(),
    };
    item.insert("tags".into(), Json::Array(tags));
    let files = match item.remove("attachments") {
        Some(Json::Array(files)) => files.into_iter().filter_map(|file| mend_file(&file)).collect(),
        _ => Vec::new(),
    };
    item.insert("attachments".into(), Json::Array(files));
    Some(Json::Object(item))
}

fn mend_file(file: &Json) -> Option<Json> {
    let url = file.get("url")?.as_str()?;
    let kind = file.get("mime_type").and_then(Json::as_str).unwrap_or("application/octet-stream");
    let title = file.get("title").and_then(Json::as_str);
    let size = file.get("size_in_bytes").and_then(Json::as_u64);
    Some(json!({ "url": url, "mime_type": kind, "title": title, "size_in_bytes": size }))
}

/// Numbers become strings, everything else that should be a string goes.
fn mend_strings(object: &mut Map<String, Json>, fields: &[&str]) {
    for field in fields {
        match object.get(*field) {
            Some(Json::Number(number)) => {
                let text = number.to_string();
                object.insert((*field).to_owned(), Json::String(text));
            }
            Some(Json::String(_)) | None => {}
            Some(_) => {
                object.remove(*field);
            }
        }
    }
}

fn mend_people(object: &mut Map<String, Json>) {
    let mut people: Vec<Json> = Vec::new();
    for field in ["author", "authors"] {
        match object.remove(field) {
            Some(Json::Array(several)) => people.extend(several),
            Some(one) => people.push(one),
            None => {}
        }
    }
    let people = people.into_iter().filter_map(|person| match person {
        Json::String(name) => Some(json!({ "name": name })),
        Json::Object(person) => Some(json!({ "name": person.get("name").and_then(Json::as_str) })),
        _ => None,
    });
    object.insert("authors".into(), people.collect());
}

/// Closes a document that breaks off behind its last whole item.
fn close(source: &str) -> Option<String> {
    let mut open = Vec::new();
    let (mut in_string, mut escaped) = (false, false);
    let mut end = None;
    for (i, byte) in source.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' if open.len() < 256 => open.push(byte),
            b'}' | b']' => {
                open.pop();
                if byte == b'}' && open == *b"{[" {
                    end = Some(i + 1);
                }
            }
            _ => {}
        }
    }
    end.map(|end| format!("{}]}}", &source[..end]))
}
