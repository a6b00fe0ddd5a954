//! The ids in links to articles (`/rss/articles/CBMi…`). Old ones hold the address itself and are read
//! here; new ones are opaque and need the network, which is not this module's business.
//!
//! Form (news facts 2.1): URL-safe base64 without padding of a protobuf message: field 1 the number 19,
//! field 4 bytes (an address, or `AU_yqL…`), field 26 an AMP variant or nothing.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig, general_purpose::NO_PAD};

use crate::domain::WebUrl;

/// What an article id is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleId {
    /// Up to the middle of 2024: the publisher's address.
    Old(WebUrl),
    /// Since then: opaque.
    New,
    /// Neither.
    Unknown,
}

/// Bits left over at the end are no reason to refuse an id.
const LENIENT: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT_CONFIG);
const LENIENT_CONFIG: GeneralPurposeConfig = NO_PAD.with_decode_allow_trailing_bits(true);

/// The message kind that field 1 names.
const ARTICLE: u64 = 19;

/// Reads an article id. Pure; never panics.
#[must_use]
pub fn decode_article_id(id: &str) -> ArticleId {
    let id = id.trim().trim_end_matches('=').replace('+', "-").replace('/', "_");
    let Some(payload) = LENIENT.decode(id).ok().and_then(|bytes| payload(&bytes).map(<[u8]>::to_vec)) else {
        return ArticleId::Unknown;
    };
    if payload.starts_with(b"AU_yqL") {
        return ArticleId::New;
    }
    let address = str::from_utf8(&payload).ok().and_then(WebUrl::parse).filter(|url| !is_google(&url.host()));
    address.map_or(ArticleId::Unknown, ArticleId::Old)
}

/// Field 4 of an article message.
fn payload(message: &[u8]) -> Option<&[u8]> {
    let mut reader = Reader { rest: message };
    let mut is_article = false;
    loop {
        let tag = reader.varint()?;
        match (tag >> 3, tag & 7) {
            (1, 0) => is_article = reader.varint()? == ARTICLE,
            (4, 2) if is_article => return reader.bytes(),
            (_, 0) => {
                reader.varint()?;
            }
            (_, 1) => {
                reader.take(8)?;
            }
            (_, 2) => {
                reader.bytes()?;
            }
            (_, 5) => {
                reader.take(4)?;
            }
            _ => return None,
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// Seven bits a byte, lowest first; at most ten bytes. A length of 128 and more takes two.
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = *self.take(1)?.first()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.varint()?).ok()?;
        self.take(length)
    }
}

/// Google's own hosts: an address there is no publisher's (`blog.google` is one).
pub(super) fn is_google(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let owner = labels.iter().position(|label| matches!(*label, "google" | "gstatic" | "googleusercontent"));
    owner.is_some_and(|position| (1..=2).contains(&(labels.len() - 1 - position)))
}

/// The id in a link: `/rss/articles/ID`, `/articles/ID`, `/read/ID`, `/__i/rss/rd/articles/ID`.
#[must_use]
pub fn article_id_of(link: &WebUrl) -> Option<String> {
    let url = link.url();
    let mut segments = url.path_segments()?.rev().skip_while(|segment| segment.is_empty());
    let id = segments.next()?;
    let is_article = matches!(segments.next()?, "articles" | "read");
    is_article.then(|| id.to_owned())
}

/// The publisher's address behind a link, where the link itself holds it.
#[must_use]
pub fn publisher_address(link: &WebUrl) -> Option<WebUrl> {
    match decode_article_id(&article_id_of(link)?) {
        ArticleId::Old(url) => Some(url),
        ArticleId::New | ArticleId::Unknown => None,
    }
}
