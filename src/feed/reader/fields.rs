//! What is done with the text of a field once its element is closed.

use std::borrow::Cow;
use std::time::Duration;

use crate::feed::Kind;
use crate::feed::date::parse_date;
use crate::feed::draft::{Base, Reference, Value};
use crate::feed::playing_time::parse_playing_time;
use crate::feed::token::Tag;
use crate::feed::value::{Declared, build, plain};

use super::Reader;

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title(Declared),
    /// Taken where there is no title.
    OtherTitle(Declared),
    /// Description, summary, subtitle.
    Summary(Declared),
    /// Taken where there is no summary.
    OtherSummary(Declared),
    Content(Declared),
    Link,
    Id {
        is_link: bool,
    },
    Author,
    /// Taken where there is no author.
    OtherAuthor,
    PersonName,
    PersonEmail,
    Published,
    /// Taken where there is no date of publication.
    Created,
    Updated,
    Language,
    Generator,
    Ttl,
    Category,
    Comments,
    Publisher(Declared),
    MediaTitle,
    Duration,
}

impl Field {
    /// Fields that hold HTML, in which `<title>` and `<link>` may be HTML's own.
    pub(super) fn is_long(self) -> bool {
        matches!(self, Self::Summary(_) | Self::OtherSummary(_) | Self::Content(_))
    }
}

/// Kinds of text by what RSS leaves open about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// Plain or HTML: to be guessed.
    Title,
    /// HTML.
    Long,
}

impl<'a> Reader<'a> {
    /// What an element declares its text to be. Types of Atom are obeyed; anything else that
    /// should be text and is neither text nor XML is base64 in Atom, HTML in RSS.
    pub(super) fn declared(&self, tag: Tag<'a>, text: Text) -> Declared {
        let is_atom = self.feed.kind == Kind::Atom;
        let attributes = tag.attributes;
        let mode = attributes.get("mode").unwrap_or_default();
        if mode.eq_ignore_ascii_case("base64") {
            return Declared::Base64;
        }
        let default = match (is_atom, text) {
            (true, _) if mode.eq_ignore_ascii_case("escaped") => Declared::Guess,
            (true, _) => Declared::Plain,
            (false, Text::Title) => Declared::Guess,
            (false, Text::Long) => Declared::Html,
        };
        let kind = attributes.get("type").unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "" => default,
            "html" | "text/html" => Declared::Html,
            "text" | "text/plain" | "plain" => {
                if is_atom {
                    Declared::Plain
                } else {
                    default
                }
            }
            "xhtml" => Declared::Xhtml,
            kind if kind.ends_with("xml") => Declared::Xhtml,
            kind if kind.starts_with("text/") || !is_atom => Declared::Html,
            _ => Declared::Base64,
        }
    }

    fn value(&mut self, declared: Declared, base: &Base) -> Option<Value<'a>> {
        let (text, form) = build(&self.pieces, declared, &mut self.tokens.entities, &mut self.tokens.repairs);
        (!text.trim().is_empty()).then(|| Value { text, form, base: base.clone() })
    }

    fn plain(&mut self) -> Option<Cow<'a, str>> {
        let text = plain(&self.pieces, &mut self.tokens.entities, &mut self.tokens.repairs);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return None;
        }
        Some(match &text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(_) => trimmed.to_owned().into(),
        })
    }

    fn reference(&mut self, base: &Base) -> Option<Reference<'a>> {
        self.plain().map(|href| Reference { href, base: base.clone() })
    }

    pub(super) fn store(&mut self, field: Field, base: &Base) {
        match field {
            Field::PersonName => self.person.name = self.plain().map(Cow::into_owned),
            Field::PersonEmail => self.person.email = self.plain().map(Cow::into_owned),
            _ if self.entry.is_some() => self.store_in_entry(field, base),
            _ => self.store_in_feed(field, base),
        }
    }

    fn store_in_feed(&mut self, field: Field, base: &Base) {
        match field {
            Field::Title(declared) => {
                let value = self.value(declared, base);
                if self.feed_title_rank == 0 && value.is_some() {
                    self.feed.title = value;
                    self.feed_title_rank = 1;
                }
            }
            Field::OtherTitle(declared) => {
                let value = self.value(declared, base);
                self.feed.title = self.feed.title.take().or(value);
            }
            Field::Summary(declared) | Field::OtherSummary(declared) => {
                let value = self.value(declared, base);
                self.feed.subtitle = self.feed.subtitle.take().or(value);
            }
            Field::Link => {
                let link = self.reference(base);
                if self.feed_link_rank < 3 {
                    self.feed_link_rank = if link.is_some() { 3 } else { self.feed_link_rank };
                    self.feed.link = link.or(self.feed.link.take());
                }
            }
            Field::Author | Field::OtherAuthor => {
                let author = self.plain().map(Cow::into_owned);
                if field == Field::Author || self.feed.authors.is_empty() {
                    self.feed.authors.extend(author);
                }
            }
            Field::Published | Field::Created => {
                let date = self.plain().and_then(|text| parse_date(&text));
                self.feed.published = self.feed.published.or(date);
            }
            Field::Updated => {
                let date = self.plain().and_then(|text| parse_date(&text));
                self.feed.updated = self.feed.updated.or(date);
            }
            Field::Language => self.feed.language = self.plain().or(self.feed.language.take()),
            Field::Generator => self.feed.generator = self.plain(),
            Field::Ttl => {
                let minutes: Option<u64> = self.plain().and_then(|text| text.parse().ok());
                self.feed.ttl = minutes.map(|minutes| Duration::from_secs(minutes.min(1 << 32) * 60));
            }
            _ => {}
        }
    }

    fn store_in_entry(&mut self, field: Field, base: &Base) {
        match field {
            Field::Title(_)
            | Field::OtherTitle(_)
            | Field::Summary(_)
            | Field::OtherSummary(_)
            | Field::Content(_)
            | Field::Publisher(_)
            | Field::MediaTitle => self.store_text(field, base),
            Field::Published | Field::Created | Field::Updated => self.store_date(field),
            _ => self.store_rest(field, base),
        }
    }

    fn store_text(&mut self, field: Field, base: &Base) {
        let declared = match field {
            Field::Title(declared)
            | Field::OtherTitle(declared)
            | Field::Summary(declared)
            | Field::OtherSummary(declared)
            | Field::Content(declared)
            | Field::Publisher(declared) => declared,
            _ => Declared::Guess,
        };
        let value = self.value(declared, base);
        let (Some(value), Some(entry)) = (value, &mut self.entry) else { return };
        let slot = match field {
            Field::Title(_) => &mut entry.title,
            Field::OtherTitle(_) => &mut entry.other_title,
            Field::Summary(_) => &mut entry.summary,
            Field::OtherSummary(_) => &mut entry.other_summary,
            Field::Content(_) => {
                // Several contents: the longest is the article, the others are excerpts.
                let longest = entry.content.as_ref().map_or(0, |content| content.text.len());
                if value.text.len() > longest {
                    entry.content = Some(value);
                }
                return;
            }
            Field::MediaTitle => {
                if let Some(enclosure) = entry.enclosures.last_mut() {
                    enclosure.title = Some(value.text);
                }
                return;
            }
            _ => {
                entry.publisher = entry.publisher.take().or(Some(value.text));
                return;
            }
        };
        if slot.is_none() {
            *slot = Some(value);
        }
    }

    fn store_date(&mut self, field: Field) {
        let date = self.plain().and_then(|text| parse_date(&text));
        let Some(entry) = &mut self.entry else { return };
        match field {
            Field::Published => entry.published = date.or(entry.published),
            Field::Created => entry.published = entry.published.or(date),
            _ => entry.updated = date.or(entry.updated),
        }
    }

    fn store_rest(&mut self, field: Field, base: &Base) {
        let reference = self.reference(base);
        let (Some(reference), Some(entry)) = (reference, &mut self.entry) else { return };
        match field {
            Field::Link => entry.offer_link(reference, 3),
            Field::Id { is_link } if entry.id.is_none() || !entry.id_is_own => {
                entry.id = Some(reference);
                entry.id_is_link = is_link;
                entry.id_is_own = true;
            }
            Field::Author => entry.authors.push(reference.href.into_owned()),
            Field::OtherAuthor if entry.authors.is_empty() => entry.authors.push(reference.href.into_owned()),
            Field::Language => entry.language = Some(reference.href),
            Field::Category => entry.categories.push(reference.href),
            Field::Comments => entry.comments = Some(reference),
            Field::Duration => entry.duration = parse_playing_time(&reference.href),
            _ => {}
        }
    }
}
