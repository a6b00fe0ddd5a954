//! The files that belong to an entry, under its text: each with the number by which it is opened, its kind, its
//! size and how long it plays. Called by `page`.

use super::PageLine;
use crate::app::Target;
use crate::app::panes::article::{Numbered, listed_files, numbered};
use crate::domain::{Enclosure, LoadedEntry};
use crate::text::SafeText;
use crate::text::width::{truncate, width as columns};
use crate::ui::format::{playing_time, size};
use crate::ui::theme::Face;

/// Lines for all attached files; none where there are none.
pub fn lines(loaded: &LoadedEntry, width: usize) -> Vec<PageLine> {
    let files = listed_files(loaded);
    if files.is_empty() {
        return Vec::new();
    }
    let first = loaded.document.links.len();
    let mut lines = vec![PageLine::default(), PageLine::of(SafeText::new("Attached"), Face::Heading)];
    for ((number, file), opened) in (first + 1..).zip(files).zip(numbered(loaded).into_iter().skip(first)) {
        lines.extend(file_lines(number, file, &opened, width));
    }
    lines
}

fn file_lines(number: usize, file: &Enclosure, opened: &Numbered, width: usize) -> Vec<PageLine> {
    let number = SafeText::new(&format!("[{number}]"));
    let about = about(file);
    let indent = columns(number.as_str()) + 1;
    let room = width.saturating_sub(indent).max(1);
    let name = name(file);
    let target = match opened {
        Numbered::File(kind, url) => Some(Target::File(*kind, url.clone())),
        _ => None,
    };
    let face = if target.is_some() { Face::Link } else { Face::Text };
    let mut first = PageLine {
        spans: vec![(number, Face::Dim), (SafeText::piece(" "), Face::Text), (truncate(&name, room), face)],
        target: target.clone(),
        ..PageLine::default()
    };
    let in_one = columns(name.as_str()) + 3 + columns(&about) <= room;
    if in_one {
        first.spans.push((SafeText::piece(&format!(" · {about}")), Face::Dim));
        return vec![first];
    }
    let about = truncate(&SafeText::new(&about), room);
    let second = PageLine {
        spans: vec![(SafeText::piece(&" ".repeat(indent.min(width))), Face::Text), (about, Face::Dim)],
        target,
        ..PageLine::default()
    };
    vec![first, second]
}

/// Its title, else the last part of its address.
fn name(file: &Enclosure) -> SafeText {
    if let Some(title) = &file.title {
        return title.clone();
    }
    let address = file.url.as_str();
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let last = path.rsplit('/').find(|part| !part.is_empty());
    SafeText::new(last.unwrap_or(address))
}

/// `audio · 24.3 MB · 31:20`
fn about(file: &Enclosure) -> String {
    let mut parts = vec![file.kind().name().to_owned()];
    parts.extend(file.length.map(size));
    parts.extend(file.duration.map(playing_time));
    parts.join(" · ")
}
