//! Character references: `&amp;`, `&#8217;`, `&nbsp;`, broken ones, and the harmless part of what a
//! document type may declare. Entities inside entities are never expanded, and all expansions of a
//! document together are bounded, so no bomb grows here. Called by the reader, `value` and `opml`.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

use super::repair::{Repair, Repairs};

/// Entities of a document type that are kept, their longest value, and the sum of all expansions.
const MAX_DECLARED: usize = 64;
const MAX_VALUE: usize = 1024;
const MAX_EXPANSION: usize = 1 << 20;

/// Longest name of an HTML entity is 31; longer ones are text.
const MAX_NAME: usize = 40;

/// Entities that a document declares for itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Entities<'a> {
    declared: Vec<(&'a str, &'a str)>,
    expanded: usize,
    /// Declared, but with markup or other entities inside, or from outside the document.
    refused: bool,
}

impl<'a> Entities<'a> {
    /// Takes the plain entities of a declaration (`<!DOCTYPE …[…]>` or a single `<!ENTITY …>`).
    pub fn declare(&mut self, declaration: &'a str) {
        for part in declaration.split("<!ENTITY").skip(1) {
            let part = part.trim_start();
            let Some(name_end) = part.find(char::is_whitespace) else { continue };
            let (name, rest) = part.split_at(name_end);
            let rest = rest.trim_start();
            let value = rest.as_bytes().first().filter(|b| matches!(b, b'"' | b'\'')).and_then(|quote| {
                let inner = &rest[1..];
                inner.find(*quote as char).map(|end| &inner[..end])
            });
            match value {
                Some(value) if is_plain(value) && self.declared.len() < MAX_DECLARED => {
                    self.declared.push((name, value));
                }
                _ => self.refused = true,
            }
        }
    }

    fn resolve(&mut self, name: &str) -> Option<Cow<'a, str>> {
        let value = self.declared.iter().find(|(declared, _)| *declared == name)?.1;
        self.expanded += value.len();
        if self.expanded > MAX_EXPANSION {
            self.refused = true;
            return Some("".into());
        }
        let mut nothing = Entities::default();
        Some(unescape(value, &mut nothing, &mut Repairs::default()))
    }

    fn is_refused(&self) -> bool {
        self.refused
    }
}

/// Plain text, or one character reference: nothing that could expand again.
fn is_plain(value: &str) -> bool {
    let one_reference = value.starts_with("&#") && value.len() < 12 && value.ends_with(';');
    value.len() <= MAX_VALUE && (one_reference || !value.contains(['&', '%', '<']))
}

/// Decodes the references of `raw` once.
pub(super) fn unescape<'t>(raw: &'t str, entities: &mut Entities<'_>, repairs: &mut Repairs) -> Cow<'t, str> {
    let Some(first) = raw.find('&') else { return raw.into() };
    let mut out = String::with_capacity(raw.len());
    out.push_str(&raw[..first]);
    let mut rest = &raw[first..];
    while !rest.is_empty() {
        let (length, known) = reference(rest, entities, repairs, &mut out);
        if !known {
            out.push_str(&rest[..length]);
        }
        rest = &rest[length..];
        let next = rest.find('&').unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    out.into()
}

/// Decodes the references of `raw` where no document declares any.
pub(super) fn unescape_plain(raw: &str) -> Cow<'_, str> {
    unescape(raw, &mut Entities::default(), &mut Repairs::default())
}

/// Reads the reference at the start of `text` (a `&`). Answers its length, and whether `out` got it.
fn reference(
    text: &str,
    entities: &mut Entities<'_>,
    repairs: &mut Repairs,
    out: &mut String,
) -> (usize, bool) {
    if let Some(number) = text.strip_prefix("&#") {
        return numeric(number, repairs, out);
    }
    let name_length = text
        .bytes()
        .skip(1)
        .take(MAX_NAME)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        .count();
    let name = &text[1..=name_length];
    let closed = text[1 + name_length..].starts_with(';');
    if name.is_empty() || name_length == MAX_NAME {
        repairs.note(Repair::Ampersand);
        return (1, false);
    }
    if !closed {
        repairs.note(Repair::Ampersand);
        let next = text.as_bytes().get(1 + name_length);
        return match LEGACY.iter().find(|(legacy, _)| *legacy == name) {
            Some((_, value)) if next != Some(&b'=') => {
                out.push_str(value);
                (1 + name_length, true)
            }
            _ => (1, false),
        };
    }
    let length = name_length + 2;
    let known = match name {
        "amp" => Some("&".into()),
        "lt" => Some("<".into()),
        "gt" => Some(">".into()),
        "quot" => Some("\"".into()),
        "apos" => Some("'".into()),
        _ => entities.resolve(name).or_else(|| resolve_html5_entity(name).map(Cow::from)),
    };
    if let Some(value) = known {
        out.push_str(&value);
        (length, true)
    } else {
        repairs.note(if entities.is_refused() { Repair::Entities } else { Repair::Ampersand });
        (length, false)
    }
}

/// `&#8217;`, `&#x2019;`, also without `;`.
fn numeric(text: &str, repairs: &mut Repairs, out: &mut String) -> (usize, bool) {
    let (radix, prefix) = if text.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let digits = text[prefix..].bytes().take_while(|b| (*b as char).is_digit(radix)).count();
    if digits == 0 {
        repairs.note(Repair::Ampersand);
        return (1, false);
    }
    let end = prefix + digits;
    let closed = text[end..].starts_with(';');
    if !closed {
        repairs.note(Repair::Ampersand);
    }
    let code = u32::from_str_radix(&text[prefix..end], radix).unwrap_or(u32::MAX);
    let character = match code {
        0x80..=0x9f => windows_1252(code),
        0 => None,
        _ => char::from_u32(code),
    };
    if character.is_none() || matches!(code, 0x80..=0x9f) {
        repairs.note(Repair::BadReference);
    }
    out.push(character.unwrap_or('\u{fffd}'));
    (2 + end + usize::from(closed), true)
}

/// What 0x80–0x9f mean to those who write them: windows-1252.
pub(super) fn windows_1252(code: u32) -> Option<char> {
    let byte = u8::try_from(code).ok()?;
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
}

/// Names that HTML knows without `;`.
const LEGACY: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("nbsp", "\u{a0}"),
    ("copy", "©"),
    ("reg", "®"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("middot", "·"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("deg", "°"),
    ("pound", "£"),
];
