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
    links.chain(loaded.entry.enclosures.iter().map(file)).collect()
}

/// An attached file.
#[must_use]
pub fn file(enclosure: &Enclosure) -> Numbered {
    let url = WebUrl::parse(enclosure.url.as_str());
    url.map_or(Numbered::Closed, |url| Numbered::File(enclosure.kind(), url))
}
