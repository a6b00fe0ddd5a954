//! `show --versions`: what a publisher changed in an article, for people word by word, for scripts as
//! the editions themselves.

use serde::Serialize;

use super::output::Output;
use super::status::Status;
use crate::domain::{Edit, Entry, Moment, TextOrigin, Timestamp, Version};
use crate::service::{self, Services};
use crate::text::diff::{DiffLine, pieces_to_lines, to_lines};
use crate::text::render::markup_to_plain;
use crate::text::{Markup, SafeText};

/// Prints what was changed in an entry.
pub(super) fn versions(
    as_json: bool,
    entry: &Entry,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    if as_json {
        output.json(&editions(entry, &services.store.versions(entry.row.id)?))?;
        return Ok(Status::Done);
    }
    let moment = services.clock.moment();
    let edits = service::edits(services, entry.row.id)?;
    let told: Vec<String> = edits.iter().map(|edit| told(edit, &moment)).collect();
    if told.is_empty() {
        let seen = local(entry.row.fetched, &moment);
        output.line(SafeText::from(format!("no change is known since tidings first saw it, {seen}")))?;
    } else {
        output.text(&told.join("\n\n"))?;
    }
    Ok(Status::Done)
}

/// An edition of an article, the last of each origin being the present one.
#[derive(Debug, Serialize)]
struct Edition<'e> {
    origin: &'static str,
    since: Timestamp,
    until: Option<Timestamp>,
    title: &'e SafeText,
    text: String,
}

fn editions<'e>(entry: &'e Entry, versions: &'e [Version]) -> Vec<Edition<'e>> {
    let mut editions = Vec::new();
    for origin in [TextOrigin::Feed, TextOrigin::Page] {
        let former = || versions.iter().filter(|version| version.origin == origin);
        editions.extend(former().map(|version| Edition {
            origin: origin.name(),
            since: version.since,
            until: Some(version.until),
            title: &version.title,
            text: plain(&version.content),
        }));
        let present = match origin {
            TextOrigin::Feed => Some((&entry.content, entry.row.fetched)),
            TextOrigin::Page => entry.full_text.as_ref().map(|text| (&text.content, text.fetched)),
        };
        editions.extend(present.map(|(content, first)| Edition {
            origin: origin.name(),
            since: former().next_back().map_or(first, |version| version.until),
            until: None,
            title: &entry.row.title,
            text: plain(content),
        }));
    }
    editions
}

fn plain(markup: &Markup) -> String {
    Markup::clean(&markup_to_plain(markup)).source().to_owned()
}

fn told(edit: &Edit, moment: &Moment) -> String {
    let what = match edit.origin {
        TextOrigin::Feed => "the feed's text",
        TextOrigin::Page => "the full text",
    };
    let head = format!("{what} · {} → {}", local(edit.since, moment), local(edit.at, moment));
    // Wide enough that no paragraph is broken: scripts and pagers do that.
    let width = usize::MAX / 4;
    let mut lines = vec![head];
    lines.extend(pieces_to_lines(&edit.title, width, true).iter().map(shown));
    lines.push(String::new());
    lines.extend(to_lines(&edit.text, width, true).iter().map(shown));
    lines.join("\n").trim_end().to_owned()
}

fn shown(line: &DiffLine) -> String {
    match line {
        DiffLine::Blank => String::new(),
        DiffLine::Folded(1) => "… 1 paragraph unchanged".to_owned(),
        DiffLine::Folded(n) => format!("… {n} paragraphs unchanged"),
        DiffLine::Text(pieces) => pieces.iter().map(|piece| piece.text.as_str()).collect(),
    }
}

fn local(at: Timestamp, moment: &Moment) -> String {
    at.to_zoned(moment.zone.clone()).strftime("%B %-d, %Y %H:%M").to_string()
}
