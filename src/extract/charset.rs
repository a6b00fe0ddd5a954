//! Bytes of a page to text: byte order mark, then the header, then the page's own word, then UTF-8,
//! then windows-1252 (the order of the HTML standard). Bad bytes become U+FFFD.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The page names its encoding within this many bytes; the standard asks for 1024, pages are laxer.
const PRESCAN: usize = 4096;

/// Decodes a page; `content_type` is the value of that header.
#[must_use]
pub fn decode_page(bytes: &[u8], content_type: Option<&str>) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    let header = content_type.and_then(|value| label_after(value.as_bytes(), b"charset="));
    let encoding = header
        .or_else(|| named_in_page(bytes))
        .unwrap_or_else(|| if is_utf8(bytes) { UTF_8 } else { WINDOWS_1252 });
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// A body that was cut within a character is UTF-8 still.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// `<meta charset>`, `<meta http-equiv>` and `<?xml encoding>`. A page that can be read this far is
/// not UTF-16, whatever it says.
fn named_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(PRESCAN)];
    let mut rest = start;
    while let Some(at) = find(rest, b"<meta").or_else(|| find(rest, b"<?xml")) {
        let tag_end = rest[at..].iter().position(|b| *b == b'>').map_or(rest.len(), |i| at + i);
        let tag = &rest[at..tag_end];
        let named = label_after(tag, b"charset=").or_else(|| label_after(tag, b"encoding="));
        if let Some(encoding) = named {
            return Some(if [UTF_16LE, UTF_16BE].contains(&encoding) { UTF_8 } else { encoding });
        }
        rest = &rest[tag_end..];
    }
    None
}

fn label_after(text: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    let at = find(text, key)? + key.len();
    let value = text[at..].trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end =
        value.iter().position(|b| b.is_ascii_whitespace() || b"\"';,/>?".contains(b)).unwrap_or(value.len());
    Encoding::for_label(&value[..end])
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found_in_their_order() {
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("Zoë".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let cases: [(&[u8], Option<&str>, &str); 10] = [
            (b"\xef\xbb\xbfZo\xc3\xab", Some("text/html; charset=latin1"), "Zoë"),
            (&utf16, None, "Zoë"),
            (b"Zo\xeb", Some("text/html; charset=ISO-8859-1"), "Zoë"),
            (b"Zo\xeb", Some("text/html; charset=\"iso-8859-1\""), "Zoë"),
            (b"<meta charset=windows-1252>Zo\xeb", Some("text/html"), "<meta charset=windows-1252>Zoë"),
            (
                b"<META x><meta content='text/html; charset=koi8-r'>\xeb",
                None,
                "<META x><meta content='text/html; charset=koi8-r'>К",
            ),
            (b"<meta charset=utf-16>Zo\xc3\xab", None, "<meta charset=utf-16>Zoë"),
            (b"Zo\xc3\xab", None, "Zoë"),
            (b"Zo\xeb \x80", None, "Zoë €"),
            (b"\xff\xfe\xfd", Some("text/html; charset=utf-8"), "\u{fffd}"),
        ];
        for (bytes, header, expected) in cases {
            assert_eq!(decode_page(bytes, header), expected, "{bytes:?}");
        }
    }

    #[test]
    fn unknown_names_are_passed_over() {
        assert_eq!(decode_page("Zoë".as_bytes(), Some("text/html; charset=nonsense")), "Zoë");
        assert_eq!(decode_page(b"Zo\xc3\xabx\xc3", None), "Zoëx\u{fffd}");
    }
}
