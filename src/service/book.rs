//! A book of entries: each of them a chapter that says whose it is and how much of it is here. What is
//! held goes in; nothing is fetched.

use std::collections::{BTreeSet, HashMap};

use xxhash_rust::xxh3::xxh3_128;

use super::page::{HeldPicture, byline, completeness_line, extension, held_picture, media_type, name_inline};
use super::{Error, Services};
use crate::domain::{Entry, EntryId, Moment, WebUrl};
use crate::text::SafeText;
use crate::text::epub::{Book, Chapter, Picture};
use crate::text::render::to_standalone_html;

/// Chapters of a book at most.
pub const MOST_CHAPTERS: usize = 1_000;
/// Pictures of a book at most, in bytes; those that follow stay links.
const MOST_PICTURES: usize = 100 << 20;

/// The bytes of an EPUB with these entries, in this order.
pub fn make(services: &Services, title: &SafeText, entries: &[EntryId]) -> Result<Vec<u8>, Error> {
    let moment = services.clock.moment();
    let mut book = Book { title: title.clone(), made: stamp(&moment), ..Book::default() };
    let mut shelf = Shelf::default();
    let mut outlets = BTreeSet::new();
    for id in entries.iter().take(MOST_CHAPTERS) {
        let Some(entry) = services.store.entry(*id)? else { continue };
        outlets.insert(outlet(&entry));
        book.chapters.push(chapter(&entry, &moment, &mut shelf, &|address| held_picture(services, address)));
    }
    book.language = language(&book.chapters);
    if book.chapters.is_empty() {
        return Err(Error::NothingChosen);
    }
    let day = moment.now.to_zoned(moment.zone.clone()).strftime("%B %-d, %Y").to_string();
    book.about = vec![SafeText::new(&counted(book.chapters.len(), outlets.len())), SafeText::new(&day)];
    book.about.push(SafeText::new("Made with tidings, for reading by yourself"));
    book.identifier = identifier(&book);
    book.pictures = shelf.pictures;
    Ok(book.to_bytes())
}

fn counted(entries: usize, outlets: usize) -> String {
    let entries = if entries == 1 { "1 article".to_owned() } else { format!("{entries} articles") };
    let outlets = if outlets == 1 { "1 outlet".to_owned() } else { format!("{outlets} outlets") };
    format!("{entries} from {outlets}")
}

/// The language of more than half of the chapters.
fn language(chapters: &[Chapter]) -> Option<SafeText> {
    let mut counts: HashMap<&SafeText, usize> = HashMap::new();
    for language in chapters.iter().filter_map(|chapter| chapter.language.as_ref()) {
        *counts.entry(language).or_default() += 1;
    }
    counts.into_iter().find(|(_, count)| count * 2 > chapters.len()).map(|(language, _)| language.clone())
}

/// `2026-05-07T12:00:00Z`: whole seconds, as the format wants.
fn stamp(moment: &Moment) -> String {
    moment.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn outlet(entry: &Entry) -> SafeText {
    entry.row.publisher.clone().unwrap_or_else(|| entry.row.feed_title.clone())
}

/// A book of the same articles at the same time is the same book.
fn identifier(book: &Book) -> String {
    let titles: Vec<&str> = book.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
    let hash = xxh3_128(format!("{}\n{}\n{}", book.title, book.made, titles.join("\n")).as_bytes());
    // As a UUID of a form of our own (version 8).
    let hash = (hash & !(0xf << 76) & !(0x3 << 62)) | (0x8 << 76) | (0x2 << 62);
    let hex = format!("{hash:032x}");
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// The pictures of a book, each once.
#[derive(Default)]
struct Shelf {
    pictures: Vec<Picture>,
    names: HashMap<String, Option<String>>,
    size: usize,
}

impl Shelf {
    /// The name of the picture at an address; `None` if it is not held, or the book is full.
    fn take(&mut self, address: &str, held: &dyn Fn(&str) -> Option<HeldPicture>) -> Option<String> {
        if let Some(known) = self.names.get(address) {
            return known.clone();
        }
        let room = MOST_PICTURES - self.size;
        let name = held(address).filter(|picture| picture.bytes.len() <= room).map(|picture| {
            let name = format!("picture-{}.{}", self.pictures.len() + 1, extension(picture.format));
            self.size += picture.bytes.len();
            let media_type = media_type(picture.format);
            self.pictures.push(Picture { name: name.clone(), media_type, bytes: picture.bytes });
            name
        });
        self.names.insert(address.to_owned(), name.clone());
        name
    }
}

fn chapter(
    entry: &Entry,
    moment: &Moment,
    shelf: &mut Shelf,
    held: &dyn Fn(&str) -> Option<HeldPicture>,
) -> Chapter {
    let mut document = entry.document();
    let inline = name_inline(&mut document);
    let picture = |address: &str| inline.get(address).cloned().or_else(|| held(address));
    Chapter {
        title: entry.row.title.clone(),
        outlet: outlet(entry),
        about: vec![SafeText::from(byline(entry, moment)), SafeText::from(completeness_line(entry, moment))],
        link: entry.row.url.as_ref().map(|url: &WebUrl| SafeText::new(&url.to_string())),
        language: entry.language.clone(),
        html: to_standalone_html(&document, &mut |address| shelf.take(address, &picture)),
    }
}
