use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use reqwest::header::HeaderValue;

use super::*;

const FEED: &[u8] = include_bytes!("../../../tests/fixtures/net/feed.xml");
const FEED_BR: &[u8] = include_bytes!("../../../tests/fixtures/net/feed.xml.br");
/// 48 MB of the letter a.
const BOMB_BR: &[u8] = include_bytes!("../../../tests/fixtures/net/bomb.br");

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn raw_deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("memory")
}

fn unpack(bytes: &[u8], coding: Coding) -> Result<Bytes, Error> {
    Document { bytes: Bytes::copy_from_slice(bytes), coding, content_type: None }.decode()
}

fn packed() -> [(Coding, Vec<u8>); 5] {
    [
        (Coding::Gzip, gzip(FEED)),
        (Coding::Deflate, zlib(FEED)),
        (Coding::Deflate, raw_deflate(FEED)),
        (Coding::Brotli, FEED_BR.to_vec()),
        (Coding::Zstd, zstandard(FEED)),
    ]
}

#[test]
fn every_coding_is_undone() {
    for (coding, bytes) in packed() {
        assert_eq!(unpack(&bytes, coding).as_deref(), Ok(FEED), "{coding}");
    }
}

#[test]
fn several_members_are_one_document_and_padding_is_none() {
    let (head, tail) = FEED.split_at(100);
    let mut bytes = [gzip(head), gzip(tail)].concat();
    assert_eq!(unpack(&bytes, Coding::Gzip).as_deref(), Ok(FEED));
    bytes.extend([0; 512]);
    assert_eq!(unpack(&bytes, Coding::Gzip).as_deref(), Ok(FEED));
    let frames = [zstandard(head), zstandard(tail)].concat();
    assert_eq!(unpack(&frames, Coding::Zstd).as_deref(), Ok(FEED));
}

#[test]
fn a_cut_stream_says_so_wherever_it_is_cut() {
    for (coding, bytes) in packed() {
        for length in [5, bytes.len() / 2, bytes.len() - 1] {
            let error = unpack(&bytes[..length], coding);
            assert_eq!(error, Err(Error::Coding(CodingFault::Truncated(coding))), "{coding} at {length}");
        }
    }
}

#[test]
fn damaged_bytes_are_an_error() {
    for (coding, mut bytes) in packed() {
        let middle = bytes.len() / 2;
        for byte in &mut bytes[middle..] {
            *byte = !*byte;
        }
        let unpacked = unpack(&bytes, coding);
        assert!(matches!(unpacked, Err(Error::Coding(_))), "{coding}: {unpacked:?}");
    }
}

#[test]
fn bombs_are_stopped_at_the_cap() {
    let zeros = vec![0; 2 << 20];
    for (coding, bytes) in [
        (Coding::Gzip, gzip(&zeros)),
        (Coding::Deflate, zlib(&zeros)),
        (Coding::Deflate, raw_deflate(&zeros)),
        (Coding::Brotli, BOMB_BR.to_vec()),
        (Coding::Zstd, zstandard(&zeros)),
    ] {
        let unpacked = decode(&bytes.into(), coding, 1 << 20);
        assert_eq!(unpacked.map(|bytes| bytes.len()), Err(too_large(1 << 20)), "{coding}");
    }
    assert_eq!(unpack(&zstandard(&vec![0; 48 << 20]), Coding::Zstd), Err(too_large(MAX_BODY)));
}

#[test]
fn the_cap_counts_all_members_together_and_lets_the_last_byte_in() {
    let members = [gzip(&[b'x'; 60]), gzip(&[b'x'; 40])].concat().into();
    assert_eq!(decode(&members, Coding::Gzip, 100).map(|bytes| bytes.len()), Ok(100));
    assert_eq!(decode(&members, Coding::Gzip, 99), Err(too_large(99)));
}

#[test]
fn a_window_larger_than_the_web_allows_is_refused() {
    let mut encoder = zstd::stream::Encoder::new(Vec::new(), 3).expect("memory");
    encoder.window_log(27).expect("a window");
    encoder.write_all(&[7; 1000]).expect("memory");
    let bytes = encoder.finish().expect("memory");
    assert!(matches!(unpack(&bytes, Coding::Zstd), Err(Error::Coding(_))));
}

#[test]
fn plain_bytes_under_a_wrong_header_are_taken_as_they_are() {
    for coding in [Coding::Gzip, Coding::Deflate, Coding::Brotli, Coding::Zstd, Coding::Identity] {
        assert_eq!(unpack(FEED, coding).as_deref(), Ok(FEED), "{coding}");
        assert_eq!(unpack(b"\xef\xbb\xbf {}", coding).as_deref(), Ok(&b"\xef\xbb\xbf {}"[..]), "{coding}");
    }
}

#[test]
fn a_packed_file_without_a_header_is_unpacked() {
    assert_eq!(unpack(&gzip(FEED), Coding::Identity).as_deref(), Ok(FEED));
}

fn named(values: &[&str]) -> Result<Coding, Error> {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(CONTENT_ENCODING, HeaderValue::from_bytes(value.as_bytes()).expect("a value"));
    }
    coding(&headers)
}

#[test]
fn one_coding_is_named_and_more_are_refused() {
    assert_eq!(named(&[]), Ok(Coding::Identity));
    assert_eq!(named(&["GZip"]), Ok(Coding::Gzip));
    assert_eq!(named(&["x-gzip"]), Ok(Coding::Gzip));
    assert_eq!(named(&["identity, br"]), Ok(Coding::Brotli));
    assert_eq!(named(&["utf-8"]), Ok(Coding::Identity));
    for chain in [&["gzip, gzip"][..], &["br,zstd"], &["gzip", "deflate"]] {
        let error = named(chain);
        assert!(matches!(error, Err(Error::Coding(CodingFault::Chained(_)))), "{error:?}");
    }
    let error = named(&["compress\u{202e}\u{9b}31m"]).expect_err("an unknown coding");
    let safe = error.to_string().chars().all(|c| !c.is_control() && c != '\u{202e}');
    assert!(safe && matches!(error, Error::Coding(CodingFault::Unknown(_))), "{error}");
}
