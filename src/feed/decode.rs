//! Bytes to text: compression, byte order marks, UTF-16 and UTF-32 without a mark, false and
//! missing declarations. Never fails and never gives up a feed for a bad byte. Feeds lie about
//! their encoding, so valid UTF-8 wins over every declaration. Called by `parse` and the
//! subscription readers.

use std::borrow::Cow;
use std::io::Read;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::MultiGzDecoder;

use super::repair::{Repair, Repairs};

/// Decoded bytes at most (security promises, section 3).
const MAX_DECODED: usize = 32 << 20;

/// Layers of compression taken off.
const MAX_LAYERS: usize = 3;

/// The text of a document.
pub(super) fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>, repairs: &mut Repairs) -> Cow<'a, str> {
    match unpack(bytes, MAX_DECODED, repairs) {
        Cow::Borrowed(bytes) => to_text(bytes, content_type, repairs),
        Cow::Owned(bytes) => Cow::Owned(to_text(&bytes, content_type, repairs).into_owned()),
    }
}

/// Takes off gzip while the magic number says so. Bytes that came before an error are kept.
fn unpack<'a>(bytes: &'a [u8], max: usize, repairs: &mut Repairs) -> Cow<'a, [u8]> {
    let mut bytes = Cow::Borrowed(bytes);
    for _ in 0..MAX_LAYERS {
        if !bytes.starts_with(&[0x1f, 0x8b]) {
            break;
        }
        repairs.note(Repair::Compressed);
        let mut out = Vec::new();
        let read = MultiGzDecoder::new(bytes.as_ref()).take(max as u64).read_to_end(&mut out);
        if read.is_err() || out.len() == max {
            repairs.note(Repair::CompressedCut);
        }
        bytes = Cow::Owned(out);
    }
    if bytes.len() > max {
        repairs.note(Repair::CutOff);
        return match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[..max]),
            Cow::Owned(mut bytes) => {
                bytes.truncate(max);
                Cow::Owned(bytes)
            }
        };
    }
    bytes
}

fn to_text<'a>(bytes: &'a [u8], content_type: Option<&str>, repairs: &mut Repairs) -> Cow<'a, str> {
    if let Some(order) = utf_32(bytes) {
        return decode_utf_32(bytes, order, repairs).into();
    }
    if let Some(encoding) = utf_16(bytes) {
        return decode_with(encoding, bytes, repairs);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let declared = declared(bytes, content_type);
    match std::str::from_utf8(bytes) {
        // The one 7-bit encoding that is still met: its text is valid UTF-8 as well.
        Ok(_) if declared == Some(encoding_rs::ISO_2022_JP) && bytes.contains(&0x1b) => {
            decode_with(encoding_rs::ISO_2022_JP, bytes, repairs)
        }
        Ok(text) => {
            if declared.is_some_and(|encoding| encoding != UTF_8) && !bytes.is_ascii() {
                repairs.note(Repair::WrongEncoding);
            }
            text.into()
        }
        Err(_) => legacy(bytes, declared, repairs),
    }
}

/// Text that is not UTF-8: in the declared encoding, or UTF-8 with strays, or guessed.
fn legacy<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>, repairs: &mut Repairs) -> Cow<'a, str> {
    if let Some(encoding) = declared
        && encoding != UTF_8
    {
        let (text, _, had_errors) = encoding.decode(bytes);
        if !had_errors {
            return text;
        }
    }
    repairs.note(if declared == Some(UTF_8) { Repair::StrayBytes } else { Repair::WrongEncoding });
    let (sequences, strays) = count_sequences(bytes);
    if sequences > strays {
        return mend_strays(bytes).into();
    }
    if declared.is_some_and(|encoding| encoding != UTF_8) && strays < 4 {
        return declared.map_or_else(|| mend_strays(bytes).into(), |encoding| encoding.decode(bytes).0);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let (text, _, had_errors) = detector.guess(None, Utf8Detection::Deny).decode(bytes);
    if had_errors {
        repairs.note(Repair::StrayBytes);
    }
    text
}

fn decode_with<'a>(encoding: &'static Encoding, bytes: &'a [u8], repairs: &mut Repairs) -> Cow<'a, str> {
    let (text, _, had_errors) = encoding.decode(bytes);
    if had_errors {
        repairs.note(Repair::StrayBytes);
    }
    text
}

/// Multi-byte sequences of UTF-8, and bytes that belong to none.
fn count_sequences(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(sequences, strays), chunk| {
        let here = chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        (sequences + here, strays + chunk.invalid().len())
    })
}

/// UTF-8 in which single bytes come from an older encoding; what is no character even there, and a
/// cut sequence at the end, becomes U+FFFD.
fn mend_strays(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        match chunk.invalid() {
            [] => {}
            [byte] => out.push_str(&WINDOWS_1252.decode_without_bom_handling(&[*byte]).0),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

/// Byte order of UTF-32, by mark or by the zeros around the first `<`.
fn utf_32(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, b'<', ..] => Some(true),
        [0xff, 0xfe, 0, 0, ..] | [b'<', 0, 0, 0, ..] => Some(false),
        _ => None,
    }
}

fn decode_utf_32(bytes: &[u8], big_endian: bool, repairs: &mut Repairs) -> String {
    let mut out = String::with_capacity(bytes.len() / 4);
    for chunk in bytes.chunks(4) {
        let Ok(four) = <[u8; 4]>::try_from(chunk) else { break };
        let code = if big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
        match char::from_u32(code) {
            Some('\u{feff}') => {}
            Some(character) => out.push(character),
            None => {
                repairs.note(Repair::StrayBytes);
                out.push('\u{fffd}');
            }
        }
    }
    out
}

/// UTF-16 by mark or by zeros in every second place of the start.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(64) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let half = head.len() / 2;
    let most = |count: usize| half >= 2 && count * 4 >= half * 3;
    match (zeros(0), zeros(1)) {
        (even, 0) if most(even) => Some(UTF_16BE),
        (0, odd) if most(odd) => Some(UTF_16LE),
        _ => None,
    }
}

/// The encoding that the document declares for itself, else the one its header names.
fn declared(bytes: &[u8], content_type: Option<&str>) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let own = find(head, b"<?xml").and_then(|start| {
        let declaration = &head[start..];
        let declaration = &declaration[..find(declaration, b">").unwrap_or(declaration.len())];
        let label = &declaration[find(declaration, b"encoding")? + "encoding".len()..];
        let label = label.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let quote = label.first()?;
        let label = &label[1..];
        Encoding::for_label(&label[..label.iter().position(|b| b == quote)?])
    });
    // A document read as bytes up to here is not UTF-16, whatever it says.
    let own = own.filter(|encoding| *encoding != UTF_16BE && *encoding != UTF_16LE);
    own.or_else(|| content_type.and_then(charset))
}

/// The `charset` of a `Content-Type`.
fn charset(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let label = lower.split(';').skip(1).find_map(|part| part.trim().strip_prefix("charset="))?;
    Encoding::for_label(label.trim_matches(['"', '\'', ' ']).as_bytes())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_bomb_of_compression_stops_at_the_limit() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&vec![b' '; 100_000]).expect("written");
        let packed = packed.finish().expect("packed");
        let mut repairs = Repairs::default();
        assert_eq!(unpack(&packed, 1000, &mut repairs).len(), 1000);
        assert!(repairs.has(Repair::Compressed) && repairs.has(Repair::CompressedCut));
        assert_eq!(unpack(&[b'x'; 2000], 1000, &mut repairs).len(), 1000);
    }

    #[test]
    fn valid_utf_8_wins_over_every_declaration() {
        let text = "<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>";
        let mut repairs = Repairs::default();
        assert_eq!(decode(text.as_bytes(), Some("text/xml; charset=koi8-r"), &mut repairs), text);
        assert!(repairs.has(Repair::WrongEncoding));
    }

    #[test]
    fn the_declaration_counts_before_the_header_and_the_header_before_a_guess() {
        let decoded = |bytes: &[u8], header| decode(bytes, header, &mut Repairs::default()).into_owned();
        let own = b"<?xml version='1.0' encoding=\"koi8-r\"?><a>\xf2\xc5\xcb\xc1</a>";
        assert!(decoded(own, Some("text/xml; charset=windows-1252")).contains("Река"));
        assert!(decoded(b"<a>\xf2\xc5\xcb\xc1</a>", Some("text/xml;charset=\"koi8-r\"")).contains("Река"));
        assert!(decoded(b"<a>It\x92s</a>", None).contains("It’s"));
    }
}
