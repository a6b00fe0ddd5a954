//! Markup to tokens, whatever state it is in: XML, HTML or something between. Not a validator: it
//! never fails, and what it had to mend it says through [`Repairs`]. Nothing is copied and nothing
//! recurses; every byte is looked at a bounded number of times. Called by the feed reader,
//! `discover` and `opml`.

use memchr::{memchr, memmem};

use super::entity::Entities;
use super::repair::{Repair, Repairs};

/// Longest distance in which an unclosed quote, comment or CDATA section looks for its likely end.
const LOOK_AHEAD: usize = 4096;

/// A piece of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Character data, references not yet decoded.
    Text(&'a str),
    /// The inside of a CDATA section: taken literally.
    Cdata(&'a str),
    /// `<name …>` or `<name …/>`.
    Start(Tag<'a>),
    /// `</name>`.
    End(&'a str),
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Name as written, with its prefix.
    pub name: &'a str,
    /// Everything between the name and the end of the tag.
    pub attributes: Attributes<'a>,
    /// Ends in `/>`.
    pub closed: bool,
}

/// The tokens of a document.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    /// True when no `]]>`, `-->` or similar is left in the rest, so that it is looked for once only.
    no_cdata_end: bool,
    no_comment_end: bool,
    no_declaration_end: bool,
    /// Entities that the document type declares.
    pub entities: Entities<'a>,
    /// Names the document type declares first (`html`).
    pub doctype: Option<&'a str>,
    /// What was mended.
    pub repairs: Repairs,
}

impl<'a> Tokens<'a> {
    /// The tokens of `source`.
    pub fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            no_cdata_end: false,
            no_comment_end: false,
            no_declaration_end: false,
            entities: Entities::default(),
            doctype: None,
            repairs: Repairs::default(),
        }
    }

    /// Where the next token begins, in bytes.
    pub fn position(&self) -> usize {
        self.at
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    /// Moves on by `bytes` without looking (raw text of `<script>`); must fall on a boundary.
    pub fn skip(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.source.len());
    }

    /// The next token.
    pub fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if !rest.starts_with('<') {
                return Some(self.text(0));
            }
            let after = &rest[1..];
            match after.as_bytes().first() {
                Some(b'/') => {
                    if let Some(token) = self.end_tag() {
                        return Some(token);
                    }
                }
                Some(b'!') if starts_with_cdata(after) => return Some(self.cdata()),
                Some(b'!') if after.starts_with("!--") => self.comment(),
                Some(b'!') if after[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => self.declaration(),
                Some(b'?') => self.instruction(),
                Some(&first) if is_name_start(first) => match self.start_tag() {
                    Found::Tag(tag) => return Some(Token::Start(tag)),
                    Found::Stray => return Some(self.stray()),
                    Found::Cut => return None,
                },
                _ => return Some(self.stray()),
            }
        }
    }

    /// Text up to the next `<` after the first `skip` bytes.
    fn text(&mut self, skip: usize) -> Token<'a> {
        let rest = self.rest();
        let length = memchr(b'<', &rest.as_bytes()[skip..]).map_or(rest.len(), |i| i + skip);
        self.at += length;
        Token::Text(&rest[..length])
    }

    /// A `<` that begins nothing is text.
    fn stray(&mut self) -> Token<'a> {
        self.repairs.note(Repair::StrayMark);
        self.text(1)
    }

    fn cdata(&mut self) -> Token<'a> {
        let inner = &self.rest()["<![CDATA[".len()..];
        let end = if self.no_cdata_end { None } else { memmem::find(inner.as_bytes(), b"]]>") };
        if let Some(end) = end {
            self.at += "<![CDATA[".len() + end + "]]>".len();
            return Token::Cdata(&inner[..end]);
        }
        self.no_cdata_end = true;
        self.repairs.note(Repair::OpenSection);
        // The tag that should have come after the section closes it, as long as it is one of a
        // feed: closing tags of the HTML inside must not.
        let end = inner
            .match_indices("</")
            .map(|(i, _)| i)
            .find(|i| FIELD_ENDS.iter().any(|tag| inner[*i..].starts_with(tag)))
            .unwrap_or(inner.len());
        self.at += "<![CDATA[".len() + end;
        Token::Cdata(&inner[..end])
    }

    fn comment(&mut self) {
        let rest = self.rest();
        let end = if self.no_comment_end { None } else { rest[4..].find("-->") };
        if let Some(end) = end {
            self.at += 4 + end + 3;
        } else {
            self.no_comment_end = true;
            self.repairs.note(Repair::OpenSection);
            self.at += 4;
        }
    }

    /// A processing instruction ends before the next tag, whether it says so or not.
    fn instruction(&mut self) {
        let rest = self.rest();
        let window = &rest[..rest[1..].find('<').map_or(rest.len(), |i| i + 1)];
        let end = window.find("?>").map(|i| i + 2).or_else(|| window.find('>').map(|i| i + 1));
        self.at += end.unwrap_or(window.len());
    }

    fn declaration(&mut self) {
        let rest = self.rest();
        let body = &rest[2..];
        if let Some(kind) = body.get(..7)
            && kind.eq_ignore_ascii_case("doctype")
        {
            self.doctype = self.doctype.or_else(|| body[7..].split_whitespace().next());
        }
        let end = if self.no_declaration_end { None } else { declaration_end(rest) };
        let end = end.unwrap_or_else(|| {
            self.no_declaration_end = true;
            rest.find('>').map_or(rest.len(), |i| i + 1)
        });
        self.entities.declare(&rest[..end]);
        self.at += end;
    }

    fn end_tag(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let window = &rest[2..floor(rest, LOOK_AHEAD).max(2)];
        let end = window.find(['>', '<']).unwrap_or(window.len());
        let name_end = window[..end].find(|c: char| c.is_whitespace() || c == '/').unwrap_or(end);
        let closed = window[end..].starts_with('>');
        self.at += 2 + end + usize::from(closed);
        let name = &window[..name_end];
        name.as_bytes().first().copied().filter(|b| is_name_start(*b)).map(|_| Token::End(name))
    }

    fn start_tag(&mut self) -> Found<'a> {
        let rest = &self.rest()[1..];
        let name_end = rest
            .bytes()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/' | b'<' | b'='))
            .unwrap_or(rest.len());
        let name = &rest[..name_end];
        if rest[name_end..].starts_with('=') {
            return Found::Stray;
        }
        match tag_end(&rest[name_end..]) {
            End::At(length) => {
                let inside = &rest[name_end..name_end + length];
                let closed = inside.ends_with('/');
                let attributes = Attributes(inside.strip_suffix('/').unwrap_or(inside));
                self.at += 1 + name_end + length + 1;
                Found::Tag(Tag { name, attributes, closed })
            }
            End::Quote(length) => {
                self.repairs.note(Repair::Attributes);
                self.at += 1 + name_end + length + 1;
                let inside = &rest[name_end..name_end + length];
                Found::Tag(Tag { name, attributes: Attributes(inside), closed: false })
            }
            // `<item <title>`: a tag that forgot its end, if it looks like one at all.
            End::NextTag(length) if rest[name_end..name_end + length].trim().is_empty() && length > 0 => {
                Found::Stray
            }
            End::NextTag(length) => {
                let inside = &rest[name_end..name_end + length];
                if !inside.is_empty() && !inside.contains('=') {
                    return Found::Stray;
                }
                self.repairs.note(Repair::Attributes);
                self.at += 1 + name_end + length;
                Found::Tag(Tag { name, attributes: Attributes(inside), closed: false })
            }
            End::Nowhere => {
                self.repairs.note(Repair::CutOff);
                // A `<` near the end of a text is a tag that was cut, and so is the whole rest.
                if rest.len() > LOOK_AHEAD
                    || rest[name_end..].contains(['\n', '.', ',']) && !rest.contains('=')
                {
                    return Found::Stray;
                }
                self.at = self.source.len();
                Found::Cut
            }
        }
    }
}

enum Found<'a> {
    Tag(Tag<'a>),
    Stray,
    Cut,
}

enum End {
    /// `>` stands there.
    At(usize),
    /// A quote was left open; `>` stands there inside it.
    Quote(usize),
    /// `<` stands there, before any `>`.
    NextTag(usize),
    /// Neither.
    Nowhere,
}

/// Tags that end the field in which a CDATA section was left open.
const FIELD_ENDS: &[&str] = &[
    "</description>",
    "</content:encoded>",
    "</content>",
    "</summary>",
    "</title>",
    "</link>",
    "</item>",
    "</entry>",
    "</channel>",
    "</guid>",
    "</subtitle>",
];

/// Finds the `>` of a start tag, over quoted values.
fn tag_end(text: &str) -> End {
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'>' => return End::At(i),
            b'<' => return End::NextTag(i),
            quote @ (b'"' | b'\'') if is_value_start(&bytes[..i]) => {
                let value = &text[i + 1..];
                match closing_quote(value, quote) {
                    Ok(length) => i += length + 1,
                    Err(Some(length)) => return End::Quote(i + 1 + length),
                    Err(None) => return End::Nowhere,
                }
            }
            _ => {}
        }
        i += 1;
    }
    End::Nowhere
}

/// A quote opens a value only behind `=`; elsewhere it is a stray character.
fn is_value_start(before: &[u8]) -> bool {
    before.iter().rev().find(|b| !b.is_ascii_whitespace()) == Some(&b'=')
}

/// Length of a quoted value, or where the tag ends if the quote was forgotten.
fn closing_quote(value: &str, quote: u8) -> Result<usize, Option<usize>> {
    let close = value.find(quote as char);
    let near = &value[..close.unwrap_or(value.len()).min(floor(value, 1 << 16))];
    // `"foo>text <b>` : a tag end before a new tag means that the quote is missing.
    if let Some(tag) = near.find('<')
        && let Some(end) = near[..tag].find('>')
        && (close.is_none() || near[end + 1..tag].trim().is_empty())
    {
        return Err(Some(end));
    }
    match close {
        Some(length) => Ok(length),
        None => Err(near.find('>')),
    }
}

/// Length of a declaration: over quotes and the internal subset, at most 64 kB.
fn declaration_end(text: &str) -> Option<usize> {
    let window = &text.as_bytes()[..text.len().min(1 << 16)];
    let mut brackets = 0_u32;
    let mut quote = 0_u8;
    for (i, &byte) in window.iter().enumerate() {
        match byte {
            byte if byte == quote => quote = 0,
            _ if quote != 0 => {}
            b'"' | b'\'' if brackets > 0 => quote = byte,
            b'[' => brackets += 1,
            b']' => brackets = brackets.saturating_sub(1),
            b'>' if brackets == 0 => return Some(i + 1),
            _ => {}
        }
    }
    None
}

fn starts_with_cdata(text: &str) -> bool {
    text.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("![cdata["))
}

/// Tags begin with a letter, `_` or a character of another script.
fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

/// The greatest boundary of `text` at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    if at >= text.len() { text.len() } else { text.floor_char_boundary(at) }
}

/// The attributes of a tag, read when asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes<'a>(&'a str);

impl<'a> Attributes<'a> {
    /// The attributes in the text between a name and the end of its tag.
    pub fn of(raw: &'a str) -> Self {
        Self(raw)
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of all of them.
    pub fn raw(&self) -> &'a str {
        self.0
    }

    /// The raw value of the first one of this name, in any case.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Names and raw values, quoted or not.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            rest =
                rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '='));
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let (value, after) = value_of(after);
            rest = after;
            Some((name, value))
        })
    }
}

fn value_of(after: &str) -> (&str, &str) {
    let Some(value) = after.trim_start().strip_prefix('=') else {
        return ("", after);
    };
    let value = value.trim_start();
    match value.as_bytes().first() {
        Some(&quote @ (b'"' | b'\'')) => {
            let inner = &value[1..];
            match inner.find(quote as char) {
                Some(end) => (&inner[..end], &inner[end + 1..]),
                None => (inner, ""),
            }
        }
        _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
    }
}
