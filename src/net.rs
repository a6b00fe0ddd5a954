//! The network: one exchange at a time behind [`Transport`], and on top of it the [`Client`] that
//! knows redirects, conditional requests, caps, deadlines, politeness and the private-address guard.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::domain::{Reach, WebUrl};

/// Fetches over a [`Transport`], politely. Cheap to clone.
#[derive(Clone)]
pub struct Client {}

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

impl Document {
    /// The decoded bytes, at most [`MAX_BODY`]. CPU work: call it off the async threads.
    pub fn decode(&self) -> Result<Bytes, Error> {
        todo!()
    }
}

/// Decoded bytes of a document at most.
pub const MAX_BODY: usize = 32 << 20;

/// Why no usable answer came. `Display` is one line for people that names the cause and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// 410.
    #[error("gone (410): the publisher ended this feed")]
    Gone,
    /// 429 or 503 (with or without `Retry-After`).
    #[error("the server asked to wait ({status})")]
    Busy {
        /// 429 or 503.
        status: u16,
        /// `Retry-After`, at most 7 days.
        retry_after: Option<Duration>,
    },
    /// Any other status that is no success.
    #[error("the server answered {status}")]
    Status {
        /// The status.
        status: u16,
    },
    /// Placeholder for the rest.
    #[error("{0}")]
    Other(String),
}

impl Client {
    /// A client over the real network, built at the first request. Fails then, with a clear
    /// message, on a machine without certificates.
    pub fn real(_options: Options) -> Self {
        todo!()
    }
    /// A client over another transport (the demo edition, tests).
    pub fn over(_transport: Arc<dyn Transport>, _options: Options) -> Self {
        todo!()
    }
    /// Fetches one document: waits for its turn at the host, follows at most 10 redirects, one
    /// deadline of 30 s over all.
    #[allow(clippy::unused_async, reason = "interface")]
    pub async fn fetch(&self, _request: Request) -> Result<Answer, Error> {
        todo!()
    }
}

/// One exchange with one server, without redirects, caching or politeness.
pub trait Transport: Send + Sync {}
