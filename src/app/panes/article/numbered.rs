//! What has a number in an article: the links of its text in their order, then the files that belong to it.

use crate::domain::{Enclosure, EntryPlace, LoadedEntry, MediaKind, WebUrl};

/// What a number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// A page.
    Page(WebUrl),
    /// A place of the text itself, by its number.
    Place(usize),
    /// An attached file.
    File(MediaKind, WebUrl),
    /// Another entry.
    Entry(EntryPlace),
    /// An address that tidings does not open.
    Closed,
}

/// Everything that has a number, from 1.
#[must_use]
pub fn numbered(loaded: &LoadedEntry) -> Vec<Numbered> {
    let document = &loaded.document;
    let links = document.links.iter().enumerate().map(|(number, link)| match document.jumps.get(&number) {
        Some(place) => Numbered::Place(*place),
        None => WebUrl::parse(link.as_str()).map_or(Numbered::Closed, Numbered::Page),
    });
    links.chain(listed_files(loaded).into_iter().map(file)).collect()
}

/// The attached files that are listed. Many feeds attach the picture of their article: one that stands in the
/// text, or that is the only one beside a text with pictures of its own, is nothing to open.
#[must_use]
pub fn listed_files(loaded: &LoadedEntry) -> Vec<&Enclosure> {
    let files = &loaded.entry.enclosures;
    let shown = loaded.document.figures();
    let images = files.iter().filter(|file| file.kind() == MediaKind::Image).count();
    let is_told = |file: &&Enclosure| {
        let stands_in_text = shown.iter().any(|figure| figure.url.as_ref() == Some(&file.url));
        file.kind() != MediaKind::Image || !(stands_in_text || (images == 1 && !shown.is_empty()))
    };
    files.iter().filter(is_told).collect()
}

/// An attached file.
fn file(enclosure: &Enclosure) -> Numbered {
    let url = WebUrl::parse(enclosure.url.as_str());
    url.map_or(Numbered::Closed, |url| Numbered::File(enclosure.kind(), url))
}
