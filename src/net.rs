//! The network: one exchange at a time behind [`Transport`], and on top of it the [`Client`] that
//! knows redirects, conditional requests, caps, deadlines, politeness and the private-address guard.
//!
//! Not here: what a document means, when a feed is due, retries. Called by `service` only; `main`
//! chooses between [`Client::real`] and the built-in edition ([`Embedded`]).

mod client;
mod conditional;
mod decode;
mod embedded;
mod error;
mod fault;
mod guard;
mod limits;
mod politeness;
mod real;
mod redirect;
mod transport;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

pub use client::Client;
pub use embedded::{Embedded, EmbeddedPage, Form};
pub use error::{CodingFault, Error, Obstacle, RedirectFault};
pub use real::{Real, install_tls_provider};
pub use transport::{Body, Exchange, Method, Reply, Transport};

use crate::domain::{Reach, WebUrl};

/// What the client obeys; `service` fills it from the settings and from what `site` knows of hosts.
#[derive(Clone, Debug)]
pub struct Options {
    /// `name/version (+url)`.
    pub user_agent: String,
    /// Hosts with a rule of their own; others: 2 at once, 0.5 s between starts.
    pub hosts: Vec<HostRule>,
    /// Loopback obeys counts and gaps as well (tests).
    pub limit_loopback: bool,
}

/// How often one host may be asked. Matches the host and its subdomains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRule {
    /// Host name.
    pub host: String,
    /// Requests at the same time.
    pub at_once: usize,
    /// Between the starts of two requests.
    pub gap: Duration,
}

/// A request for one document.
#[derive(Clone, Debug)]
pub struct Request {
    /// Address.
    pub url: WebUrl,
    /// Sent as `If-None-Match`, byte for byte.
    pub etag: Option<Vec<u8>>,
    /// Sent as `If-Modified-Since`, byte for byte.
    pub last_modified: Option<Vec<u8>>,
    /// Where the address may lead: `Some(Public)` never into the private network, `Some(Private)`
    /// anywhere, `None` is decided by its first address and reported.
    pub reach: Option<Reach>,
    /// What the `Accept` header says.
    pub accept: Accept,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// A feed (or a page that names one).
    Feed,
    /// A page.
    Page,
    /// A picture, of at most 8 MB.
    Picture,
}

impl Accept {
    /// Bytes of such a document at most, as it is sent.
    fn limit(self) -> usize {
        match self {
            Self::Feed | Self::Page => MAX_BODY,
            Self::Picture => MAX_PICTURE,
        }
    }
}

/// An answer that can be used.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What came.
    pub content: Content,
    /// `ETag`, kept byte for byte (at most 4 kB, no control bytes).
    pub etag: Option<Vec<u8>>,
    /// `Last-Modified`, likewise.
    pub last_modified: Option<Vec<u8>>,
    /// For how long the server calls it fresh (`Cache-Control: max-age`, else `Expires`).
    pub fresh_for: Option<Duration>,
    /// The address that answered.
    pub final_url: WebUrl,
    /// The address to keep, when every hop up to it was permanent (301, 308).
    pub moved_to: Option<WebUrl>,
    /// Where the address led.
    pub reach: Reach,
}

/// The body of an [`Answer`].
#[derive(Clone, Debug)]
pub enum Content {
    /// 304.
    NotModified,
    /// A document, still in its content coding.
    Document(Document),
}

/// A document as it was sent.
#[derive(Clone, Debug)]
pub struct Document {
    /// Bytes, still coded.
    pub bytes: Bytes,
    /// How they are coded.
    pub coding: Coding,
    /// `Content-Type`.
    pub content_type: Option<String>,
}

/// A content coding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coding {
    /// None.
    #[default]
    Identity,
    /// gzip.
    Gzip,
    /// deflate (zlib or raw).
    Deflate,
    /// Brotli.
    Brotli,
    /// Zstandard.
    Zstd,
}

impl fmt::Display for Coding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Identity => "plain",
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Brotli => "Brotli",
            Self::Zstd => "Zstandard",
        })
    }
}

/// Bytes of a document at most, as sent and decoded.
pub const MAX_BODY: usize = 32 << 20;
/// Bytes of the file of a picture at most.
const MAX_PICTURE: usize = 8 << 20;
