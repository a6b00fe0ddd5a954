//! What stands in attributes: links of Atom, enclosures, media files, categories, sources, the
//! attributes of channels and items themselves.

use std::borrow::Cow;

use crate::feed::Kind;
use crate::feed::date::parse_date;
use crate::feed::draft::{Base, EnclosureDraft, EntryDraft, Reference};
use crate::feed::entity::unescape_plain;
use crate::feed::playing_time::parse_playing_time;
use crate::feed::token::Tag;

use super::Reader;
use super::fields::{Field, Text};
use super::place::Place;

/// Enclosures and categories of an item at most; a feed has three, an attack a million.
const MAX_PARTS: usize = 100;

impl<'a> EntryDraft<'a> {
    /// Takes a link if it is better than the one there is.
    pub(super) fn offer_link(&mut self, link: Reference<'a>, rank: u8) {
        if rank > self.link_rank && !link.href.trim().is_empty() {
            self.link = Some(link);
            self.link_rank = rank;
        }
    }

    fn attach(&mut self, enclosure: EnclosureDraft<'a>) {
        if self.enclosures.len() < MAX_PARTS && !enclosure.url.href.trim().is_empty() {
            self.enclosures.push(enclosure);
        }
    }
}

/// How good an Atom link is as *the* link: pages before other formats.
fn rank(tag: Tag<'_>) -> u8 {
    let rel = tag.attributes.get("rel").unwrap_or_default().trim();
    let kind = tag.attributes.get("type").unwrap_or_default().trim();
    let is_page = matches!(kind, "" | "text/html" | "application/xhtml+xml");
    match rel {
        "" | "alternate" | "http://www.iana.org/assignments/relation/alternate" if is_page => 3,
        "" | "alternate" => 2,
        _ => 0,
    }
}

fn attribute<'a>(tag: Tag<'a>, name: &str) -> Option<Cow<'a, str>> {
    let value = tag.attributes.get(name)?.trim();
    (!value.is_empty()).then(|| unescape_plain(value))
}

fn reference<'a>(tag: Tag<'a>, name: &str, base: &Base) -> Option<Reference<'a>> {
    attribute(tag, name).map(|href| Reference { href, base: base.clone() })
}

impl<'a> Reader<'a> {
    /// The language of an element is that of what it stands for.
    pub(super) fn language(&mut self, tag: Tag<'a>) {
        if !tag.attributes.raw().contains("lang") {
            return;
        }
        let Some(language) = attribute(tag, "xml:lang").or_else(|| attribute(tag, "lang")) else { return };
        match &mut self.entry {
            Some(entry) => entry.language = entry.language.take().or(Some(language)),
            None => self.feed.language = self.feed.language.take().or(Some(language)),
        }
    }

    /// CDF keeps link and date of a channel in attributes.
    pub(super) fn channel_attributes(&mut self, tag: Tag<'a>, base: &Base) {
        if tag.attributes.is_empty() {
            return;
        }
        self.language(tag);
        if self.feed.link.is_none() {
            self.feed.link = reference(tag, "href", base);
        }
        if let Some(date) = attribute(tag, "lastmod") {
            self.feed.updated = parse_date(&date);
        }
    }

    /// RSS 1.0 names an item by `rdf:about`; CDF has link and date in attributes.
    pub(super) fn entry_attributes(&mut self, tag: Tag<'a>, base: &Base) {
        if tag.attributes.is_empty() {
            return;
        }
        self.language(tag);
        let about = reference(tag, "rdf:about", base).or_else(|| reference(tag, "about", base));
        let href = reference(tag, "href", base);
        let date = attribute(tag, "lastmod").and_then(|date| parse_date(&date));
        let Some(entry) = &mut self.entry else { return };
        entry.id_is_link = about.is_some();
        entry.id = about;
        entry.updated = date;
        if let Some(href) = href {
            entry.offer_link(href, 1);
        }
    }

    /// `<link>` with its address inside (RSS) or in `href` (Atom, also inside RSS).
    pub(super) fn link_place(&mut self, tag: Tag<'a>, base: &Base) -> Place {
        let Some(link) = reference(tag, "href", base) else {
            // In Atom a link without `href` is none, whatever stands inside.
            let is_rss = self.feed.kind != Kind::Atom || tag.attributes.is_empty();
            return if is_rss { Place::Field(Field::Link) } else { Place::Ignored };
        };
        let rank = rank(tag);
        let Some(entry) = &mut self.entry else {
            // RSS channels name their own feed by `atom:link`, which is not their page.
            if rank > self.feed_link_rank {
                self.feed.link = Some(link);
                self.feed_link_rank = rank;
            }
            return Place::Ignored;
        };
        match tag.attributes.get("rel").map(str::trim) {
            Some("enclosure") => entry.attach(EnclosureDraft {
                url: link,
                media_type: attribute(tag, "type"),
                length: attribute(tag, "length").and_then(|length| length.parse().ok()),
                duration: None,
                title: attribute(tag, "title"),
                is_thumbnail: false,
            }),
            Some("replies") => {
                let is_page = tag.attributes.get("type").is_none_or(|kind| kind.contains("html"));
                if is_page {
                    entry.comments = Some(link);
                }
            }
            _ => entry.offer_link(link, rank),
        }
        Place::Ignored
    }

    pub(super) fn source_link(&mut self, tag: Tag<'a>, base: &Base) -> Place {
        if rank(tag) > 0
            && let (Some(link), Some(entry)) = (reference(tag, "href", base), &mut self.entry)
        {
            entry.publisher_link = entry.publisher_link.take().or(Some(link));
        }
        Place::Ignored
    }

    /// `<source url="…">Name</source>` of RSS, `<source>` of Atom with a feed's head inside.
    pub(super) fn source_place(&mut self, tag: Tag<'a>, base: &Base) -> Place {
        let link = reference(tag, "url", base);
        if link.is_none() && self.feed.kind == Kind::Atom {
            return Place::Source;
        }
        if let Some(entry) = &mut self.entry {
            entry.publisher_link = link;
        }
        Place::Field(Field::Publisher(self.declared(tag, Text::Title)))
    }

    /// Atom has the category in attributes, RSS inside; iTunes nests them.
    pub(super) fn category_place(&mut self, tag: Tag<'a>) -> Place {
        let named = ["label", "term", "text"].iter().find_map(|name| attribute(tag, name));
        let Some(named) = named else { return Place::Field(Field::Category) };
        if let Some(entry) = &mut self.entry
            && entry.categories.len() < MAX_PARTS
        {
            entry.categories.push(named);
        }
        Place::Category
    }

    pub(super) fn enclosure(&mut self, tag: Tag<'a>, base: &Base) -> Place {
        let url = reference(tag, "url", base).or_else(|| reference(tag, "href", base));
        if let (Some(url), Some(entry)) = (url, &mut self.entry) {
            entry.attach(EnclosureDraft {
                url,
                media_type: attribute(tag, "type"),
                length: attribute(tag, "length").and_then(|length| length.parse().ok()),
                duration: None,
                title: attribute(tag, "title"),
                is_thumbnail: false,
            });
        }
        Place::Ignored
    }

    pub(super) fn media_file(&mut self, name: &str, tag: Tag<'a>, base: &Base) -> Place {
        let Some(entry) = &mut self.entry else { return Place::Ignored };
        if let Some(url) = reference(tag, "url", base) {
            let medium = || {
                tag.attributes.get("medium").map(|medium| match medium {
                    "image" => Cow::Borrowed("image/*"),
                    "video" => Cow::Borrowed("video/*"),
                    "audio" => Cow::Borrowed("audio/*"),
                    other => Cow::Owned(other.to_owned()),
                })
            };
            let is_thumbnail = name == "thumbnail";
            entry.attach(EnclosureDraft {
                url,
                media_type: attribute(tag, "type")
                    .or_else(medium)
                    .or(is_thumbnail.then_some("image/*".into())),
                length: attribute(tag, "filesize").and_then(|length| length.parse().ok()),
                duration: attribute(tag, "duration").and_then(|text| parse_playing_time(&text)),
                title: None,
                is_thumbnail,
            });
        }
        Place::Media
    }
}
