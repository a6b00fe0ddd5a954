//! Texts of a feed: from the pieces of an element to plain text or HTML. Decides what a feed leaves open (is this title HTML?) by the rules of Python's
//! feedparser, which most feeds were tried against. Called by `reader`.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use super::draft::Form;
use super::entity::{Entities, unescape, windows_1252};
use super::html::{has_known_tag, is_known, is_void, looks_like_html};
use super::repair::Repairs;
use super::token::Attributes;

/// A piece of the inside of an element.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// Text, references not decoded.
    Text(&'a str),
    /// A CDATA section.
    Cdata(&'a str),
    /// An element begins; `true` when it ends at once.
    Open(&'a str, Attributes<'a>, bool),
    /// An element ends.
    Close(&'a str),
}

/// What an element says of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declared {
    /// Plain text.
    Plain,
    /// RSS does not say.
    Guess,
    /// HTML, escaped.
    Html,
    /// Elements.
    Xhtml,
    /// Plain text or HTML, in base64.
    Base64,
}

/// Makes a text from its pieces.
pub(super) fn build<'a>(
    pieces: &[Piece<'a>],
    declared: Declared,
    entities: &mut Entities<'_>,
    repairs: &mut Repairs,
) -> (Cow<'a, str>, Form) {
    let has_elements = pieces.iter().any(|piece| matches!(piece, Piece::Open(..)));
    if has_elements && declared != Declared::Base64 {
        return (markup(pieces, declared, entities, repairs).into(), Form::Html);
    }
    let text = trim(mend_encoding(plain(pieces, entities, repairs)));
    match declared {
        Declared::Plain => (text, Form::Plain),
        Declared::Html => (shield(strip_cdata(text)), Form::Html),
        Declared::Guess | Declared::Xhtml => {
            let form = if looks_like_html(&text) { Form::Html } else { Form::Plain };
            (text, form)
        }
        Declared::Base64 => {
            let text = decode_base64(&text).map_or(text, Cow::Owned);
            let form = if looks_like_html(&text) { Form::Html } else { Form::Plain };
            (text, form)
        }
    }
}

/// The text of the pieces, elements left out.
pub(super) fn plain<'a>(
    pieces: &[Piece<'a>],
    entities: &mut Entities<'_>,
    repairs: &mut Repairs,
) -> Cow<'a, str> {
    let mut out = Cow::Borrowed("");
    for piece in pieces {
        let text = match piece {
            Piece::Text(text) => unescape(text, entities, repairs),
            Piece::Cdata(text) => Cow::Borrowed(*text),
            Piece::Open(..) | Piece::Close(_) => continue,
        };
        if out.is_empty() || (out.trim().is_empty() && matches!(piece, Piece::Cdata(_))) {
            out = text;
        } else if !(text.trim().is_empty()
            && matches!(
                pieces,
                [Piece::Cdata(_), Piece::Text(_)] | [Piece::Text(_), Piece::Cdata(_), Piece::Text(_)]
            ))
        {
            out.to_mut().push_str(&text);
        }
    }
    out
}

/// HTML source of pieces that hold elements. Where elements were not announced (XHTML), unknown
/// ones are text of somebody who did not escape it: `Vec<T>`.
fn markup(
    pieces: &[Piece<'_>],
    declared: Declared,
    entities: &mut Entities<'_>,
    repairs: &mut Repairs,
) -> String {
    let is_text = |name: &str| declared != Declared::Xhtml && !is_known(name);
    let mut out = String::new();
    for piece in pieces {
        match *piece {
            Piece::Text(raw) => {
                // Escaped HTML beside real elements comes from a publisher who mixed both ways.
                let mixed = matches!(declared, Declared::Html | Declared::Guess);
                push_text(&mut out, &unescape(raw, entities, repairs), mixed);
            }
            Piece::Cdata(text) => push_text(&mut out, text, true),
            Piece::Open(name, attributes, false) if is_text(name) && !attributes.raw().contains('=') => {
                escape_into(&mut out, &format!("<{name}{}>", attributes.raw()));
            }
            Piece::Close(name) if is_text(name) => {}
            Piece::Open(name, attributes, closed) => {
                open_into(&mut out, local(name), attributes);
                if closed && !is_void(local(name)) {
                    close_into(&mut out, local(name));
                }
            }
            Piece::Close(name) => close_into(&mut out, local(name)),
        }
    }
    let trimmed = out.trim();
    if trimmed.len() == out.len() { out } else { trimmed.to_owned() }
}

fn push_text(out: &mut String, text: &str, may_be_html: bool) {
    if may_be_html && looks_like_html(text) {
        out.push_str(text);
    } else {
        escape_into(out, text);
    }
}

fn open_into(out: &mut String, name: &str, attributes: Attributes<'_>) {
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes.iter().filter(|(key, _)| is_attribute_name(key)) {
        out.push(' ');
        out.push_str(key);
        out.push_str("=\"");
        out.push_str(&value.replace('"', "&quot;"));
        out.push('"');
    }
    out.push('>');
}

fn close_into(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(i) = rest.find(['&', '<', '>']) {
        out.push_str(&rest[..i]);
        out.push_str(match rest.as_bytes()[i] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &rest[i + 1..];
    }
    out.push_str(rest);
}

/// The part of a name behind its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn is_attribute_name(name: &str) -> bool {
    !name.starts_with("xmlns")
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
}

/// HTML without a single known tag: its `<` are text, and a browser would swallow what follows.
fn shield(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('<') || has_known_tag(&text) || text.contains("<!--") {
        return text;
    }
    text.replace('<', "&lt;").into()
}

/// Marks of CDATA inside HTML come from sections inside sections; a browser would swallow text there.
fn strip_cdata(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains("<![CDATA[") {
        return text;
    }
    text.replace("<![CDATA[", "").replace("]]>", "").into()
}

fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => text.trim().into(),
        Cow::Owned(text) if text.trim().len() == text.len() => text.into(),
        Cow::Owned(text) => text.trim().to_owned().into(),
    }
}

/// Undoes two accidents of encodings inside valid text: UTF-8 that was taken for windows-1252 and
/// encoded again, and characters 128–159 of windows-1252 taken for control characters.
fn mend_encoding(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() {
        return text;
    }
    if let Some(mended) = encoded_twice(&text) {
        return mended.into();
    }
    if !text.chars().any(|c| matches!(c, '\u{80}'..='\u{9f}')) {
        return text;
    }
    text.chars()
        .map(|c| if matches!(c, '\u{80}'..='\u{9f}') { windows_1252(u32::from(c)).unwrap_or(c) } else { c })
        .collect::<String>()
        .into()
}

/// Gives up at the first character that cannot be the first byte of a sequence of UTF-8, or that
/// windows-1252 does not have, which is early in most texts.
fn encoded_twice(text: &str) -> Option<String> {
    if !text.chars().find(|c| !c.is_ascii()).is_some_and(|c| matches!(c, '\u{c2}'..='\u{f4}')) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        if let Ok(byte) = u8::try_from(u32::from(c)) {
            bytes.push(byte);
            continue;
        }
        let mut one = [0_u8; 4];
        let (encoded, _, unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut one));
        if unknown {
            return None;
        }
        bytes.extend_from_slice(&encoded);
    }
    String::from_utf8(bytes).ok()
}

/// Base64 with white space; `None` when it is none or no text.
fn decode_base64(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xff) as u8);
        }
    }
    String::from_utf8(out).ok()
}
