//! Where in a feed an element stands, and what its children mean there: the vocabulary of all
//! formats in one table for each place.

use crate::feed::Kind;
use crate::feed::draft::{Base, EntryDraft};
use crate::feed::html::is_known;
use crate::feed::namespace::Space;
use crate::feed::repair::Repair;
use crate::feed::token::Tag;

use super::fields::{Field, Text};
use super::{Opening, Reader};

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Above the feed, or in a root element that only wraps it.
    Outside,
    /// In the channel or feed.
    Feed,
    /// In an item or entry.
    Entry,
    /// In the Atom `source` of an entry.
    Source,
    /// In a person.
    Person(Whom),
    /// In `media:group` or `media:content`.
    Media,
    /// In an iTunes category, which may hold others.
    Category,
    /// In a field: everything is its text.
    Field(Field),
    /// In something that is not read.
    Ignored,
}

/// Whom a person element names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// The author of what it stands in.
    Author,
    /// A person that is not kept.
    Nobody,
}

impl<'a> Reader<'a> {
    /// Decides what an element is, by where it stands; takes what its attributes say.
    pub(super) fn enter(&mut self, space: Space, name: &str, tag: Tag<'a>, base: &Base) -> Place {
        let place = match self.place() {
            Place::Outside => self.enter_outside(space, name, tag, base),
            Place::Feed => self.enter_feed(space, name, tag, base),
            Place::Entry => self.enter_entry(space, name, tag, base),
            Place::Source => self.enter_source(space, name, tag, base),
            Place::Media => self.enter_media(space, name, tag, base),
            Place::Person(_) => match (space, name) {
                (Space::Core, "name") => Place::Field(Field::PersonName),
                (Space::Core, "email") => Place::Field(Field::PersonEmail),
                _ => Place::Ignored,
            },
            Place::Category if (space, name) == (Space::Itunes, "category") => self.category_place(tag),
            Place::Category | Place::Field(_) | Place::Ignored => Place::Ignored,
        };
        if place == Place::Person(Whom::Author) || place == Place::Person(Whom::Nobody) {
            self.person = super::Person::default();
        }
        place
    }

    fn enter_outside(&mut self, space: Space, name: &str, tag: Tag<'a>, base: &Base) -> Place {
        let first = self.opening == Opening::Nothing;
        if first {
            self.opening = self.opening_of(name);
        }
        let is_page = self.opening == Opening::Page;
        // An item alone is a feed of one; inside some other document it is anything.
        let alone = self.root || self.frames.is_empty() && !is_page;
        let known = match (space, name) {
            (Space::Core | Space::Other, "rss") => {
                self.begin(Kind::Rss);
                let version = tag.attributes.get("version").unwrap_or_default();
                if !version.trim().starts_with(['0', '2', '1']) {
                    self.note(Repair::Version);
                }
                Place::Outside
            }
            (Space::Rdf | Space::Core, "rdf") => {
                self.begin(Kind::Rdf);
                Place::Outside
            }
            (Space::Core, "feed") if !is_page || tag.attributes.raw().contains("tom") => {
                self.begin(Kind::Atom);
                self.note_atom(tag);
                Place::Feed
            }
            (Space::Core | Space::Rdf, "channel") if alone => {
                if !self.root {
                    self.begin(Kind::Rss);
                }
                self.channel_attributes(tag, base);
                Place::Feed
            }
            (Space::Core | Space::Rdf, "item") if alone => {
                if self.feed.kind == Kind::Rss && self.root {
                    self.note(Repair::Misplaced);
                }
                self.begin_entry(if self.root { self.feed.kind } else { Kind::Rss }, tag, base)
            }
            (Space::Core, "entry") if alone => self.begin_entry(Kind::Atom, tag, base),
            _ if self.root => return Place::Ignored,
            _ => return Place::Outside,
        };
        if !first && self.opening >= Opening::Html {
            self.note(Repair::LeadingJunk);
        }
        self.language(tag);
        known
    }

    fn opening_of(&self, name: &str) -> Opening {
        let declared = self.tokens.doctype.is_some_and(|name| name.eq_ignore_ascii_case("html"));
        if declared || matches!(name, "html" | "head" | "body" | "title" | "meta" | "script") {
            Opening::Page
        } else if is_known(name) {
            Opening::Html
        } else {
            Opening::Other
        }
    }

    /// A feed's root element; a second one after the first document has ended is junk.
    fn begin(&mut self, kind: Kind) {
        if self.root && self.frames.is_empty() {
            self.note(Repair::TrailingJunk);
            self.done = true;
            return;
        }
        self.root = true;
        self.feed.kind = kind;
    }

    fn note_atom(&mut self, tag: Tag<'a>) {
        let usual = ["http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"];
        if !usual.iter().any(|namespace| tag.attributes.raw().contains(namespace)) {
            self.note(Repair::Namespace);
        }
    }

    fn begin_entry(&mut self, kind: Kind, tag: Tag<'a>, base: &Base) -> Place {
        if !self.root {
            self.begin(kind);
        }
        self.entry = Some(EntryDraft::default());
        self.entry_attributes(tag, base);
        Place::Entry
    }

    fn enter_feed(&mut self, space: Space, name: &str, tag: Tag<'a>, base: &Base) -> Place {
        let field = match (space, name) {
            (Space::Core | Space::Rdf, "item") | (Space::Core, "entry") => {
                return self.begin_entry(self.feed.kind, tag, base);
            }
            (Space::Core | Space::Rdf, "channel") => {
                self.channel_attributes(tag, base);
                return Place::Feed;
            }
            (Space::Core, "title") => Field::Title(self.declared(tag, Text::Title)),
            (Space::Dublin | Space::Itunes, "title") => Field::OtherTitle(self.declared(tag, Text::Title)),
            (Space::Core, "link") => return self.link_place(tag, base),
            (Space::Core, "description" | "tagline" | "subtitle" | "abstract")
            | (Space::Dublin, "description") => Field::Summary(self.declared(tag, Text::Long)),
            (Space::Core, "info") | (Space::Itunes, "summary" | "subtitle") => {
                Field::OtherSummary(self.declared(tag, Text::Long))
            }
            (Space::Core, "author") => return Place::Person(Whom::Author),
            (Space::Core, "contributor") => return Place::Person(Whom::Nobody),
            (Space::Core, "managingeditor") | (Space::Dublin, "creator" | "author") => Field::Author,
            (Space::Itunes, "author") => Field::OtherAuthor,
            (Space::Core | Space::Dublin, "language") => Field::Language,
            (Space::Core, "generator") => Field::Generator,
            (Space::Core, "ttl") => Field::Ttl,
            _ => return date_place(space, name),
        };
        Place::Field(field)
    }

    fn enter_entry(&mut self, space: Space, name: &str, tag: Tag<'a>, base: &Base) -> Place {
        let field = match (space, name) {
            (Space::Core, "title") => Field::Title(self.declared(tag, Text::Title)),
            (Space::Dublin | Space::Itunes, "title") => Field::OtherTitle(self.declared(tag, Text::Title)),
            (Space::Core, "link") => return self.link_place(tag, base),
            (Space::Core, "guid" | "id") => Field::Id { is_link: is_permalink(tag) },
            (Space::Core, "description" | "summary" | "abstract") | (Space::Dublin, "description") => {
                Field::Summary(self.declared(tag, Text::Long))
            }
            (Space::Itunes, "summary" | "subtitle") => Field::OtherSummary(self.declared(tag, Text::Title)),
            (Space::Core, "content") => {
                if !is_text(tag) {
                    return Place::Ignored;
                }
                self.language(tag);
                Field::Content(self.declared(tag, Text::Long))
            }
            (Space::Core | Space::Content, "encoded" | "fullitem") | (Space::Core | Space::Html, "body") => {
                self.language(tag);
                Field::Content(self.declared(tag, Text::Long))
            }
            (Space::Core, "author") => return Place::Person(Whom::Author),
            (Space::Core, "contributor") => return Place::Person(Whom::Nobody),
            (Space::Dublin, "creator" | "author") => Field::Author,
            (Space::Itunes, "author") => Field::OtherAuthor,
            (Space::Itunes, "duration") => Field::Duration,
            (Space::Core | Space::Itunes | Space::Media, "category") => return self.category_place(tag),
            (Space::Dublin, "subject") => Field::Category,
            (Space::Dublin, "language") => Field::Language,
            (Space::Core, "comments") => Field::Comments,
            (Space::Core, "source") => return self.source_place(tag, base),
            (Space::Core, "enclosure") => return self.enclosure(tag, base),
            (Space::Media, _) => return self.enter_media(space, name, tag, base),
            _ => return date_place(space, name),
        };
        Place::Field(field)
    }

    fn enter_source(&mut self, space: Space, name: &str, tag: Tag<'a>, base: &Base) -> Place {
        match (space, name) {
            (Space::Core, "title") => Place::Field(Field::Publisher(self.declared(tag, Text::Title))),
            (Space::Core, "link") => self.source_link(tag, base),
            _ => Place::Ignored,
        }
    }

    fn enter_media(&mut self, space: Space, name: &str, tag: Tag<'a>, base: &Base) -> Place {
        let in_content = self.frames.last().is_some_and(|frame| frame.place == Place::Media);
        match (space, name) {
            (Space::Media, "group") => Place::Media,
            (Space::Media, "content" | "thumbnail") => self.media_file(name, tag, base),
            (Space::Media, "title") if in_content => Place::Field(Field::MediaTitle),
            (Space::Media, "title") => Place::Field(Field::OtherTitle(self.declared(tag, Text::Title))),
            (Space::Media, "description") => {
                Place::Field(Field::OtherSummary(self.declared(tag, Text::Title)))
            }
            (Space::Media, "credit") => Place::Field(Field::OtherAuthor),
            _ => Place::Ignored,
        }
    }
}

fn date_place(space: Space, name: &str) -> Place {
    if !matches!(space, Space::Core | Space::Dublin) {
        return Place::Ignored;
    }
    match name {
        "pubdate" | "published" | "issued" => Place::Field(Field::Published),
        "created" => Place::Field(Field::Created),
        "updated" | "modified" | "date" | "lastbuilddate" => Place::Field(Field::Updated),
        _ => Place::Ignored,
    }
}

fn is_permalink(tag: Tag<'_>) -> bool {
    !tag.attributes.get("ispermalink").is_some_and(|value| value.trim().eq_ignore_ascii_case("false"))
}

/// Pictures and sound as content are no text.
fn is_text(tag: Tag<'_>) -> bool {
    let kind = tag.attributes.get("type").unwrap_or_default();
    !["image/", "audio/", "video/"].iter().any(|start| kind.starts_with(start))
}
