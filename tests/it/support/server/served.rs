//! Answers: what the server sends, and how badly.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use super::Latch;

/// An answer.
#[derive(Clone)]
pub struct Served {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, Vec<u8>)>,
    pub(super) body: Vec<u8>,
    pub(super) manner: Manner,
    pub(super) latch: Option<Latch>,
    pub(super) is_closing: bool,
}

/// How an answer is sent.
#[derive(Clone)]
pub(super) enum Manner {
    /// As it should be, with `Content-Length`.
    Plain,
    /// In chunks of this size, without `Content-Length`.
    Chunked(usize),
    /// `Content-Length` of the whole, then only so many bytes, then the end.
    CutAfter(usize),
    /// Byte by byte, with a pause after each.
    Drip(Duration),
    /// Head and body again and again, until the other side has enough.
    EndlessBody,
    /// Header lines without end.
    EndlessHeaders,
    /// `100 Continue` without end.
    EndlessInterim,
    /// These bytes, then the end.
    Raw(Vec<u8>),
    /// Nothing; the connection stays open.
    Silent,
    /// Nothing; the connection is closed.
    HangUp,
}

impl Served {
    /// 200 with a body.
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..Self::status(200) }
    }

    /// 200 with a feed.
    pub fn feed(body: impl Into<Vec<u8>>) -> Self {
        Self::ok(body).header("Content-Type", "application/rss+xml; charset=utf-8")
    }

    /// 200 with a page.
    pub fn page(body: impl Into<Vec<u8>>) -> Self {
        Self::ok(body).header("Content-Type", "text/html; charset=utf-8")
    }

    /// A status without a body.
    pub fn status(status: u16) -> Self {
        let (headers, body) = (Vec::new(), Vec::new());
        Self { status, headers, body, manner: Manner::Plain, latch: None, is_closing: false }
    }

    /// 301, 302, 303, 307 or 308 to an address or path.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).header("Location", location)
    }

    /// Bytes that may or may not be HTTP, then the end of the connection.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { manner: Manner::Raw(bytes.into()), ..Self::status(200) }
    }

    /// No answer; the connection stays open until the server ends.
    pub fn silent() -> Self {
        Self { manner: Manner::Silent, ..Self::status(200) }
    }

    /// No answer; the connection is closed.
    pub fn hang_up() -> Self {
        Self { manner: Manner::HangUp, ..Self::status(200) }
    }

    /// A head without end.
    pub fn endless_headers() -> Self {
        Self { manner: Manner::EndlessHeaders, ..Self::status(200) }
    }

    /// Interim answers (100) without end.
    pub fn endless_interim() -> Self {
        Self { manner: Manner::EndlessInterim, ..Self::status(200) }
    }

    /// Adds a header.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.header_bytes(name, value.as_bytes())
    }

    /// Adds a header whose value is no text.
    pub fn header_bytes(mut self, name: &str, value: &[u8]) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds an `ETag`, exactly as given (quotes included). A request that names exactly it gets 304.
    pub fn etag(self, etag: &str) -> Self {
        self.header("ETag", etag)
    }

    /// Adds `Last-Modified`. A request without `If-None-Match` that names exactly it gets 304.
    pub fn last_modified(self, date: &str) -> Self {
        self.header("Last-Modified", date)
    }

    /// Packs the body with gzip and says so.
    pub fn gzip(mut self) -> Self {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&self.body).expect("memory");
        self.body = encoder.finish().expect("memory");
        self.header("Content-Encoding", "gzip")
    }

    /// Packs the body with zlib and calls it deflate.
    pub fn deflate(mut self) -> Self {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&self.body).expect("memory");
        self.body = encoder.finish().expect("memory");
        self.header("Content-Encoding", "deflate")
    }

    /// Packs the body with Zstandard and says so.
    pub fn zstd(mut self) -> Self {
        self.body = zstd::encode_all(self.body.as_slice(), 3).expect("memory");
        self.header("Content-Encoding", "zstd")
    }

    /// Cuts the last bytes of the body off; what is left is sent as if it were whole.
    pub fn shorten(&mut self, bytes: usize) {
        self.body.truncate(self.body.len().saturating_sub(bytes));
    }

    /// Sends the body in chunks, without its length.
    pub fn chunked(self, size: usize) -> Self {
        Self { manner: Manner::Chunked(size), ..self }
    }

    /// Breaks off after so many bytes of the body.
    pub fn cut_after(self, bytes: usize) -> Self {
        Self { manner: Manner::CutAfter(bytes), ..self }
    }

    /// Sends the body byte by byte.
    pub fn drip(self, pause: Duration) -> Self {
        Self { manner: Manner::Drip(pause), ..self }
    }

    /// Repeats the body without end.
    pub fn endless(self) -> Self {
        Self { manner: Manner::EndlessBody, ..self }
    }

    /// Closes the connection after the answer without having announced it.
    pub fn then_close(self) -> Self {
        Self { is_closing: true, ..self }
    }

    /// Waits for the latch before it answers.
    pub fn held(self, latch: &Latch) -> Self {
        Self { latch: Some(latch.clone()), ..self }
    }

    pub(super) fn find(&self, name: &str) -> Option<&[u8]> {
        let found = self.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_slice())
    }
}
