//! A feed between reading and finishing: what stood in the document, before links are resolved,
//! lengths cut and characters made safe. Filled by `reader` and `json`, used up by `finish`.

use std::borrow::Cow;
use std::rc::Rc;
use std::time::Duration;

use crate::domain::{Timestamp, WebUrl};

use super::Kind;

/// The base that stands in the document (`xml:base`), if any.
pub(super) type Base = Option<Rc<WebUrl>>;

/// Whether a text is plain or HTML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// Plain text.
    #[default]
    Plain,
    /// HTML source.
    Html,
}

/// A text with its form.
#[derive(Clone, Debug, Default)]
pub(super) struct Value<'a> {
    /// The text, references of the document decoded.
    pub text: Cow<'a, str>,
    /// What it is.
    pub form: Form,
    /// What its links are relative to.
    pub base: Base,
}

/// An address as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Reference<'a> {
    /// As written.
    pub href: Cow<'a, str>,
    /// What it is relative to.
    pub base: Base,
}

/// A feed as written.
#[derive(Clone, Debug, Default)]
pub(super) struct FeedDraft<'a> {
    pub kind: Kind,
    pub title: Option<Value<'a>>,
    pub link: Option<Reference<'a>>,
    pub subtitle: Option<Value<'a>>,
    pub authors: Vec<String>,
    pub updated: Option<Timestamp>,
    pub published: Option<Timestamp>,
    pub language: Option<Cow<'a, str>>,
    pub generator: Option<Cow<'a, str>>,
    pub ttl: Option<Duration>,
    pub entries: Vec<EntryDraft<'a>>,
}

/// An item as written.
#[derive(Clone, Debug, Default)]
pub(super) struct EntryDraft<'a> {
    pub id: Option<Reference<'a>>,
    /// The id may be used as a link (RSS `guid` that is not `isPermaLink="false"`, Atom `id`).
    pub id_is_link: bool,
    /// The id comes from `guid` or `id`, not from an attribute of the item.
    pub id_is_own: bool,
    pub title: Option<Value<'a>>,
    /// `dc:title`, `media:title`: taken when there is no title.
    pub other_title: Option<Value<'a>>,
    pub link: Option<Reference<'a>>,
    /// How good that link is; a better one replaces it.
    pub link_rank: u8,
    pub published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    pub summary: Option<Value<'a>>,
    /// `itunes:summary`, `media:description`: taken when there is no summary.
    pub other_summary: Option<Value<'a>>,
    pub content: Option<Value<'a>>,
    pub authors: Vec<String>,
    pub publisher: Option<Cow<'a, str>>,
    pub publisher_link: Option<Reference<'a>>,
    pub enclosures: Vec<EnclosureDraft<'a>>,
    /// `itunes:duration`, in seconds: of the one file that can be played.
    pub duration: Option<u32>,
    pub categories: Vec<Cow<'a, str>>,
    pub comments: Option<Reference<'a>>,
    pub language: Option<Cow<'a, str>>,
}

/// An attached file as written.
#[derive(Clone, Debug, Default)]
pub(super) struct EnclosureDraft<'a> {
    pub url: Reference<'a>,
    pub media_type: Option<Cow<'a, str>>,
    pub length: Option<u64>,
    /// In seconds.
    pub duration: Option<u32>,
    pub title: Option<Cow<'a, str>>,
    /// A `media:thumbnail`: kept only when nothing else is attached.
    pub is_thumbnail: bool,
}
