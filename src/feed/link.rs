//! Addresses of a feed: absolute ones from relative ones, in links and inside the HTML of texts.
//! Called by `finish`, `discover` and `json`.

use std::borrow::Cow;

use memchr::memchr;
use url::Url;

use crate::domain::WebUrl;

use super::entity::unescape_plain;
use super::token::Attributes;

/// Attributes of HTML that hold one address.
const ADDRESSES: &[&str] = &["href", "src", "cite", "poster", "data", "longdesc", "background", "action"];

/// An absolute web address from one as written. White space inside is a line break of the
/// publisher's program; a host without a scheme (`www.example.org/…`) gets one.
pub(super) fn resolve(written: &str, base: Option<&WebUrl>) -> Option<WebUrl> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    if let Some(url) = WebUrl::parse(written) {
        return Some(url);
    }
    if written.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www.")) && !written.contains(' ') {
        return WebUrl::parse(&format!("http://{written}"));
    }
    if has_scheme(written) {
        return None;
    }
    match base {
        Some(base) => base.join(written),
        None => WebUrl::parse(&format!("http:{written}")).filter(|_| written.starts_with("//")),
    }
}

/// Makes relative addresses in HTML absolute; borrowed when there are none.
pub(super) fn absolute<'a>(html: &'a str, base: Option<&WebUrl>) -> Cow<'a, str> {
    let Some(base) = base else { return html.into() };
    let mut parsed: Option<Url> = None;
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(i) = memchr(b'<', &html.as_bytes()[at..]) {
        at += i + 1;
        if !html.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let length = tag_length(&html[at..]);
        let tag = &html[at..at + length];
        if tag.contains('=') {
            for value in addresses(tag).filter(|value| is_relative(value.trim())) {
                let base = parsed.get_or_insert_with(|| base.url());
                let Ok(joined) = base.join(unescape_plain(value).trim()) else { continue };
                let from = value.as_ptr() as usize - html.as_ptr() as usize;
                out.push_str(&html[copied..from]);
                out.push_str(&joined.as_str().replace('&', "&amp;").replace('"', "%22"));
                copied = from + value.len();
            }
        }
        at += length;
    }
    if copied == 0 {
        return html.into();
    }
    out.push_str(&html[copied..]);
    out.into()
}

/// Values of the attributes that hold an address.
fn addresses(tag: &str) -> impl Iterator<Item = &str> {
    let name_end = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
    Attributes::of(&tag[name_end..])
        .iter()
        .filter(|(name, _)| ADDRESSES.iter().any(|known| name.eq_ignore_ascii_case(known)))
        .map(|(_, value)| value)
}

/// Length of a tag up to its `>`, over quoted values; a tag that never ends is one of length 0.
fn tag_length(text: &str) -> usize {
    const LONGEST: usize = 1 << 16;
    let mut quote = 0;
    for (i, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            b'"' | b'\'' if quote == 0 => quote = byte,
            byte if byte == quote => quote = 0,
            b'>' if quote == 0 => return i,
            b'<' if quote == 0 => return 0,
            _ => {}
        }
    }
    0
}

fn is_relative(value: &str) -> bool {
    !value.is_empty() && !has_scheme(value)
}

/// `name:` before any of the characters that end a scheme.
fn has_scheme(text: &str) -> bool {
    let end = text.find([':', '/', '?', '#']).unwrap_or(0);
    text[end..].starts_with(':')
        && text.as_bytes()[0].is_ascii_alphabetic()
        && text[..end].bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}
