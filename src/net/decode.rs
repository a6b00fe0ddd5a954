//! Undoing the content coding of a document: one coding, with a cap on the bytes that come out. A
//! stream that ends early is an error. Called through [`Document::decode`], off the async threads.

use std::io::{self, Read};

use bytes::Bytes;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use super::{Coding, CodingFault, Document, Error, MAX_BODY};
use crate::text::SafeText;

/// Largest window of a Zstandard stream, as a power of two: the 8 MB of RFC 9659.
const ZSTD_WINDOW_LOG: u32 = 23;
const GZIP_MAGIC: &[u8] = &[0x1f, 0x8b];
const ZSTD_MAGIC: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

impl Document {
    /// The decoded bytes, at most [`MAX_BODY`]. CPU work: call it off the async threads.
    pub fn decode(&self) -> Result<Bytes, Error> {
        decode(&self.bytes, self.coding, MAX_BODY)
    }
}

fn decode(bytes: &Bytes, coding: Coding, cap: usize) -> Result<Bytes, Error> {
    let packed = bytes.as_ref();
    let decoded = match coding {
        // Bytes without the mark of their coding were sent plain under a wrong header.
        Coding::Gzip if !packed.starts_with(GZIP_MAGIC) => return plain(bytes, cap),
        Coding::Zstd if !is_zstd(packed) => return plain(bytes, cap),
        // A packed file sent as it is: `feed.xml.gz`.
        Coding::Identity if packed.starts_with(GZIP_MAGIC) => gunzip(packed, cap),
        Coding::Identity => return plain(bytes, cap),
        Coding::Gzip => gunzip(packed, cap),
        Coding::Zstd => unzstd(packed, cap),
        Coding::Deflate => inflate(packed, cap),
        Coding::Brotli => unbrotli(packed, cap),
    };
    match decoded {
        Ok(decoded) => Ok(decoded.into()),
        // These two have no mark: what looks like a document and cannot be unpacked is plain.
        Err(Error::Coding(_))
            if matches!(coding, Coding::Deflate | Coding::Brotli) && looks_like_document(packed) =>
        {
            plain(bytes, cap)
        }
        Err(error) => Err(error),
    }
}

fn plain(bytes: &Bytes, cap: usize) -> Result<Bytes, Error> {
    if bytes.len() > cap { Err(too_large(cap)) } else { Ok(bytes.clone()) }
}

fn too_large(cap: usize) -> Error {
    Error::TooLarge { limit: cap, decoded: true }
}

/// Zstandard's mark, or that of a frame to skip.
fn is_zstd(bytes: &[u8]) -> bool {
    bytes.starts_with(ZSTD_MAGIC) || matches!(bytes, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// XML, HTML or JSON as text.
fn looks_like_document(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    matches!(text.first(), Some(b'<' | b'{' | b'['))
}

/// Reads to the end, counting what comes out.
fn read_all(coding: Coding, reader: impl Read, out: &mut Vec<u8>, cap: usize) -> Result<(), Error> {
    let room = (cap - out.len()) as u64 + 1;
    let read = reader.take(room).read_to_end(out);
    if out.len() > cap {
        return Err(too_large(cap));
    }
    match read {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err(Error::Coding(CodingFault::Truncated(coding)))
        }
        Err(_) => Err(Error::Coding(CodingFault::Damaged(coding))),
    }
}

fn output(packed: &[u8]) -> Vec<u8> {
    Vec::with_capacity((4 * packed.len()).min(1 << 20))
}

/// All members; what follows the last and is none (padding) is left alone.
fn gunzip(mut packed: &[u8], cap: usize) -> Result<Vec<u8>, Error> {
    let mut out = output(packed);
    loop {
        let mut member = GzDecoder::new(packed);
        read_all(Coding::Gzip, &mut member, &mut out, cap)?;
        packed = member.into_inner();
        if !packed.starts_with(GZIP_MAGIC) {
            return Ok(out);
        }
    }
}

/// `deflate` is zlib by the book, and raw deflate from some servers.
fn inflate(packed: &[u8], cap: usize) -> Result<Vec<u8>, Error> {
    let is_zlib = matches!(packed, [a, b, ..]
        if a & 0x0f == 8 && u16::from_be_bytes([*a, *b]).is_multiple_of(31));
    let mut out = output(packed);
    if is_zlib {
        read_all(Coding::Deflate, ZlibDecoder::new(packed), &mut out, cap)?;
    } else {
        read_all(Coding::Deflate, DeflateDecoder::new(packed), &mut out, cap)?;
    }
    Ok(out)
}

fn unzstd(packed: &[u8], cap: usize) -> Result<Vec<u8>, Error> {
    let damaged = |_| Error::Coding(CodingFault::Damaged(Coding::Zstd));
    let mut decoder = zstd::stream::read::Decoder::with_buffer(packed).map_err(damaged)?;
    decoder.window_log_max(ZSTD_WINDOW_LOG).map_err(damaged)?;
    let mut out = output(packed);
    read_all(Coding::Zstd, decoder, &mut out, cap)?;
    Ok(out)
}

fn unbrotli(packed: &[u8], cap: usize) -> Result<Vec<u8>, Error> {
    let mut out = output(packed);
    let decoder = brotli_decompressor::Decompressor::new(Unfinished(packed), 16 << 10);
    read_all(Coding::Brotli, decoder, &mut out, cap)?;
    Ok(out)
}

/// Input whose end is an error. The Brotli decoder reads on only while its stream is not over, and
/// calls an early end damaged data if it is not told.
struct Unfinished<'a>(&'a [u8]);

impl Read for Unfinished<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.0.read(buffer)
    }
}

/// The coding that the headers name; a chain of codings is refused, an unknown one as well.
pub(crate) fn coding(headers: &HeaderMap) -> Result<Coding, Error> {
    let mut found = None;
    let named = |headers: &HeaderMap| {
        let names =
            headers.get_all(CONTENT_ENCODING).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        SafeText::folded(&names.collect::<Vec<_>>().join(", "), 60)
    };
    for value in headers.get_all(CONTENT_ENCODING) {
        for name in value.as_bytes().split(|byte| *byte == b',') {
            let coding = match name.trim_ascii().to_ascii_lowercase().as_slice() {
                // Charsets and transfer encodings stand here by mistake and mean nothing.
                b"" | b"identity" | b"none" | b"binary" | b"utf-8" | b"utf8" | b"8bit" => continue,
                b"gzip" | b"x-gzip" => Coding::Gzip,
                b"deflate" => Coding::Deflate,
                b"br" => Coding::Brotli,
                b"zstd" => Coding::Zstd,
                _ => return Err(Error::Coding(CodingFault::Unknown(named(headers)))),
            };
            if found.replace(coding).is_some() {
                return Err(Error::Coding(CodingFault::Chained(named(headers))));
            }
        }
    }
    Ok(found.unwrap_or_default())
}

#[cfg(test)]
mod tests;
