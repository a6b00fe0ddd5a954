//! Finds tags in HTML source without building a tree, in one pass over the bytes. It follows the
//! HTML standard where that decides what is text. Called by `strip` and `guard`.

/// A tag, a comment or a declaration in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Name as written; empty for comments and declarations.
    pub name: &'a str,
    /// `</name>`.
    pub is_end: bool,
    /// How many attributes it has, doubled ones included.
    pub attributes: usize,
    /// Written with a slash at its end.
    pub self_closing: bool,
    /// Position of the first byte after it.
    pub end: usize,
}

/// Reads what begins with the `<` at `at`; `None` when that is a plain character.
pub fn tag_at(source: &str, at: usize) -> Option<Tag<'_>> {
    let bytes = source.as_bytes();
    match bytes.get(at + 1)? {
        b'!' => Some(declaration(source, at)),
        b'?' => Some(nameless(find(bytes, at + 2, b'>'))),
        b'/' => match bytes.get(at + 2)? {
            c if c.is_ascii_alphabetic() => Some(named(source, at + 2, true)),
            _ => Some(nameless(find(bytes, at + 2, b'>'))),
        },
        c if c.is_ascii_alphabetic() => Some(named(source, at + 1, false)),
        _ => None,
    }
}

/// The end of an element whose content is no markup (`script`, `style` …): the position of its end
/// tag after `from`, or the end of the source.
pub fn raw_text_end(source: &str, from: usize, name: &str) -> usize {
    let bytes = source.as_bytes();
    let mut at = from;
    while let Some(found) = memchr_lt(bytes, at) {
        let after = found + 2 + name.len();
        let names_it = bytes.get(found + 1) == Some(&b'/')
            && bytes.get(found + 2..after).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
            && bytes.get(after).is_none_or(|c| c.is_ascii_whitespace() || matches!(c, b'/' | b'>'));
        if names_it {
            return found;
        }
        at = found + 1;
    }
    bytes.len()
}

/// Position of the next `<` at or after `from`.
pub fn memchr_lt(bytes: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.iter().position(|b| *b == b'<').map(|i| from + i)
}

/// Position after the next `wanted`, or the end.
fn find(bytes: &[u8], from: usize, wanted: u8) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|b| *b == wanted).map_or(bytes.len(), |i| from + i + 1)
}

fn nameless(end: usize) -> Tag<'static> {
    Tag { name: "", is_end: false, attributes: 0, self_closing: false, end }
}

/// A comment ends at `-->` or `--!>`, and `<!-->` and `<!--->` are whole ones; all else at `>`.
fn declaration(source: &str, at: usize) -> Tag<'_> {
    let bytes = source.as_bytes();
    if !bytes[at..].starts_with(b"<!--") {
        return nameless(find(bytes, at + 2, b'>'));
    }
    for short in [&b"<!-->"[..], b"<!--->"] {
        if bytes[at..].starts_with(short) {
            return nameless(at + short.len());
        }
    }
    let mut end = at + 4;
    while end < bytes.len() {
        end = find(bytes, end, b'>');
        if bytes[at + 4..end].ends_with(b"-->") || bytes[at + 4..end].ends_with(b"--!>") {
            break;
        }
    }
    nameless(end)
}

fn named(source: &str, name_start: usize, is_end: bool) -> Tag<'_> {
    let bytes = source.as_bytes();
    let name_end = bytes[name_start..]
        .iter()
        .position(|c| c.is_ascii_whitespace() || matches!(c, b'/' | b'>'))
        .map_or(bytes.len(), |i| name_start + i);
    let mut tag =
        Tag { name: &source[name_start..name_end], is_end, attributes: 0, self_closing: false, end: 0 };
    read_attributes(bytes, name_end, &mut tag);
    tag
}

/// Where in a tag the reader is (the states of the standard's tokenizer).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Value,
}

/// Finds the `>` that ends a tag: one that is not inside a quoted value, where quotes count only at
/// the begin of a value. Anything laxer could hide tags from `guard`.
fn read_attributes(bytes: &[u8], from: usize, tag: &mut Tag<'_>) {
    let mut place = Place::BeforeName;
    let mut at = from;
    while let Some(&c) = bytes.get(at) {
        let space = c.is_ascii_whitespace();
        place = match (place, c) {
            (_, b'>') => {
                tag.self_closing = place == Place::BeforeName && at > from && bytes[at - 1] == b'/';
                tag.end = at + 1;
                return;
            }
            (Place::BeforeValue, b'"' | b'\'') => {
                at = find(bytes, at + 1, c);
                place = Place::BeforeName;
                continue;
            }
            (Place::BeforeValue, _) if space => Place::BeforeValue,
            (Place::BeforeValue | Place::Value, _) if !space => Place::Value,
            (Place::Value, _) | (Place::BeforeName | Place::Name | Place::AfterName, b'/') => {
                Place::BeforeName
            }
            (Place::Name | Place::AfterName, b'=') => Place::BeforeValue,
            (Place::Name | Place::AfterName, _) if space => Place::AfterName,
            (Place::BeforeName, _) if space => Place::BeforeName,
            (Place::Name, _) => Place::Name,
            _ => {
                tag.attributes += 1;
                Place::Name
            }
        };
        at += 1;
    }
    tag.end = bytes.len();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest_after(source: &str) -> Option<&str> {
        tag_at(source, 0).map(|tag| &source[tag.end..])
    }

    #[test]
    fn tags_end_where_a_browser_ends_them() {
        for (source, rest) in [
            ("<p>x", "x"),
            ("<p title=\"a>b\">x", "x"),
            ("<p title='a>b' b=\"'>\">x", "x"),
            ("<p a\"b>x", "x"),
            ("<p a= 'x>y' >z", "z"),
            ("<p = \"a>b\">x", "b\">x"),
            ("<p a=x\"y>z", "z"),
            ("<p a='x'b='>'>z", "z"),
            ("</p >x", "x"),
            ("<!-- a > b -->x", "x"),
            ("<!-->x-->", "x-->"),
            ("<!--->x", "x"),
            ("<!-- a --!>x", "x"),
            ("<!-- a ->->-->x", "x"),
            ("<!doctype html>x", "x"),
            ("<?xml version='1'?>x", "x"),
            ("</ odd>x", "x"),
            ("<p unfinished", ""),
            ("<!-- unfinished >", ""),
        ] {
            assert_eq!(rest_after(source), Some(rest), "{source}");
        }
    }

    #[test]
    fn a_lone_angle_is_text() {
        for source in ["< b", "<3", "<", "<é"] {
            assert_eq!(tag_at(source, 0), None, "{source}");
        }
    }

    #[test]
    fn slashes_and_names_are_read() {
        let tag = tag_at("<BR/>", 0).expect("a tag");
        assert!(tag.self_closing && tag.name == "BR" && !tag.is_end);
        assert!(!tag_at("<a href=x/>", 0).expect("a tag").self_closing);
        assert_eq!(tag_at("<a b c='d e' f=g h />", 0).expect("a tag").attributes, 4);
        assert_eq!(raw_text_end("x</b></SCRIPT >", 0, "script"), 5);
        assert_eq!(raw_text_end("x</scripture>", 0, "script"), 13);
    }
}
