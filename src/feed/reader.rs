//! XML feeds of every kind and in every state to a [`FeedDraft`], in one pass without recursion:
//! RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF. Damage is mended where it is met and named.
//! Why not feed-rs for XML: it keeps neither `xml:base`, `<source>`, `dc:title` nor `guid` as link,
//! refuses one feed in five of feedparser's corpus and reads as many without their entries; and a
//! feed that is damaged today must not get other identities than it had yesterday from another
//! reader. feed-rs reads JSON Feed (`json`). Called by `parse`.

mod entry;
mod fields;
mod place;

use crate::domain::WebUrl;

use super::draft::{Base, EntryDraft, FeedDraft};
use super::html::is_void;
use super::namespace::{Scopes, Space};
use super::repair::{Repair, Repairs};
use super::token::{Tag, Token, Tokens};
use super::value::{Piece, local};
use super::{Kind, MAX_ENTRIES};

use place::{Place, Whom};

/// Deepest nesting that is followed (security promises, section 3).
const MAX_DEPTH: usize = 256;

/// How far a missing closing tag is looked for.
const LOOK_AHEAD: usize = 4096;

/// What a document turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A feed.
    Feed,
    /// A web page.
    Page,
    /// Something else.
    Other,
}

/// What reading gives.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub verdict: Verdict,
    pub feed: FeedDraft<'a>,
    pub left_out: usize,
    pub repairs: Repairs,
}

/// Reads `source`; `document` is where it came from.
pub(super) fn read<'a>(source: &'a str, document: Option<&'a WebUrl>) -> Reading<'a> {
    let mut reader = Reader::new(source, document);
    while let Some(token) = reader.tokens.next() {
        match token {
            Token::Text(text) => reader.text(Piece::Text(text), text),
            Token::Cdata(text) => reader.text(Piece::Cdata(text), text),
            Token::Start(tag) => reader.start(tag),
            Token::End(name) => reader.end(name),
        }
        if reader.done {
            break;
        }
    }
    reader.finish()
}

/// An open element.
#[derive(Debug)]
struct Frame<'a> {
    name: &'a str,
    place: Place,
    scopes: usize,
    base: Base,
}

#[derive(Debug)]
struct Reader<'a> {
    tokens: Tokens<'a>,
    document: Option<&'a WebUrl>,
    frames: Vec<Frame<'a>>,
    /// Open elements below the depth that is followed.
    too_deep: usize,
    scopes: Scopes<'a>,
    /// Inside of the open field.
    pieces: Vec<Piece<'a>>,
    inline: Vec<&'a str>,
    inline_too_deep: usize,
    feed: FeedDraft<'a>,
    entry: Option<EntryDraft<'a>>,
    person: Person,
    /// How good the feed's title is; a better one replaces it.
    feed_title_rank: u8,
    /// How good the feed's link is; a better one replaces it.
    feed_link_rank: u8,
    left_out: usize,
    /// The root element of a feed was seen.
    root: bool,
    opening: Opening,
    done: bool,
}

/// What the first element of a document was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Opening {
    /// There was none yet.
    Nothing,
    /// One of a feed, or unknown.
    Other,
    /// One that stands inside of web pages.
    Html,
    /// The beginning of a web page.
    Page,
}

/// A person while its element is open.
#[derive(Debug, Default)]
struct Person {
    name: Option<String>,
    email: Option<String>,
    text: String,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, document: Option<&'a WebUrl>) -> Self {
        Self {
            tokens: Tokens::new(source),
            document,
            frames: Vec::with_capacity(16),
            too_deep: 0,
            scopes: Scopes::default(),
            pieces: Vec::with_capacity(8),
            inline: Vec::new(),
            inline_too_deep: 0,
            feed: FeedDraft::default(),
            entry: None,
            person: Person::default(),
            feed_title_rank: 0,
            feed_link_rank: 0,
            left_out: 0,
            root: false,
            opening: Opening::Nothing,
            done: false,
        }
    }

    fn note(&mut self, repair: Repair) {
        self.tokens.repairs.note(repair);
    }

    fn place(&self) -> Place {
        self.frames.last().map_or(Place::Outside, |frame| frame.place)
    }

    fn base(&self) -> Base {
        self.frames.last().and_then(|frame| frame.base.clone())
    }

    fn text(&mut self, piece: Piece<'a>, text: &'a str) {
        match self.place() {
            Place::Field(_) => self.pieces.push(piece),
            Place::Person(_) => {
                let text = super::value::plain(&[piece], &mut self.tokens.entities, &mut self.tokens.repairs);
                self.person.text.push_str(&text);
            }
            Place::Outside if !self.root && !text.trim().is_empty() => self.note(Repair::LeadingJunk),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        if matches!(self.place(), Place::Field(_)) {
            if !self.breaks_out(tag) {
                return self.start_inside(tag);
            }
            self.note(Repair::Unbalanced);
            self.pop();
        }
        if self.frames.len() + self.too_deep >= MAX_DEPTH && !self.is_item(tag.name) {
            self.note(Repair::TooDeep);
            self.too_deep += usize::from(!tag.closed);
            return;
        }
        let mark = self.scopes.mark();
        let is_root = !self.root;
        self.scopes.enter(tag.attributes, is_root.then(|| prefix(tag.name)));
        let (space, declared) = self.scopes.resolve(prefix(tag.name));
        if !declared && space != Space::Other {
            self.note(Repair::Prefix);
        }
        let mut buffer = [0_u8; 32];
        let name = lower(local(tag.name), &mut buffer);
        self.leave_for(space, name);
        let base = self.base_of(tag);
        let place = self.enter(space, name, tag, &base);
        self.frames.push(Frame { name: tag.name, place, scopes: mark, base });
        if tag.closed {
            self.pop();
        }
    }

    /// An item ends whatever was left open before it.
    fn leave_for(&mut self, space: Space, name: &str) {
        if !matches!(space, Space::Core | Space::Rdf) || !matches!(name, "item" | "entry") {
            return;
        }
        self.too_deep = 0;
        if matches!(self.place(), Place::Feed | Place::Outside) {
            return;
        }
        self.note(Repair::Unbalanced);
        while !matches!(self.place(), Place::Feed | Place::Outside) {
            self.pop();
        }
    }

    fn is_item(&self, name: &str) -> bool {
        matches!(self.scopes.resolve(prefix(name)).0, Space::Core | Space::Rdf)
            && ["item", "entry"].iter().any(|item| local(name).eq_ignore_ascii_case(item))
    }

    /// `xml:base` in scope, joined to its parents; one that leads off the web is ignored.
    fn base_of(&self, tag: Tag<'a>) -> Base {
        let inherited = self.base();
        if !tag.attributes.raw().contains("base") {
            return inherited;
        }
        let written = tag.attributes.get("xml:base").or_else(|| tag.attributes.get("base"));
        let Some(written) = written else { return inherited };
        let written = super::entity::unescape_plain(written);
        let parent = inherited.as_deref().or(self.document);
        match super::link::resolve(&written, parent) {
            Some(base) => Some(base.into()),
            None => inherited,
        }
    }

    /// A tag inside a field is part of its text.
    fn start_inside(&mut self, tag: Tag<'a>) {
        if self.inline.len() >= MAX_DEPTH {
            self.note(Repair::TooDeep);
            self.inline_too_deep += usize::from(!tag.closed && !is_void(tag.name));
            return;
        }
        let name = local(tag.name);
        self.pieces.push(Piece::Open(tag.name, tag.attributes, tag.closed));
        if !tag.closed && !is_void(name) {
            self.inline.push(tag.name);
        }
    }

    /// True when a tag inside a field shows that the field was never closed: an item, or a
    /// neighbour of the field without the field's end near by.
    fn breaks_out(&self, tag: Tag<'a>) -> bool {
        if self.is_item(tag.name) && self.inline.is_empty() {
            return true;
        }
        let Some(Frame { name: open, place: Place::Field(field), .. }) = self.frames.last() else {
            return false;
        };
        if self.feed.kind == Kind::Atom || !self.inline.is_empty() {
            return false;
        }
        let mut buffer = [0_u8; 32];
        let name = lower(local(tag.name), &mut buffer);
        let is_neighbour = match name {
            "guid" | "pubdate" | "category" | "comments" | "enclosure" | "encoded" | "description"
            | "creator" | "lastbuilddate" | "language" | "generator" => true,
            "title" | "link" | "author" => !field.is_long(),
            _ => false,
        };
        is_neighbour && !closes_soon(self.tokens.rest(), open)
    }

    fn end(&mut self, name: &'a str) {
        if matches!(self.place(), Place::Field(_)) && self.end_inside(name) {
            return;
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(depth) = self.frames.iter().rposition(|frame| frame.name.eq_ignore_ascii_case(name)) else {
            if self.root && !is_void(name) {
                self.note(Repair::Unbalanced);
            }
            return;
        };
        if depth + 1 < self.frames.len() {
            self.note(Repair::Unbalanced);
        }
        while self.frames.len() > depth {
            self.pop();
        }
    }

    /// True when the end belongs to the text of the open field.
    fn end_inside(&mut self, name: &'a str) -> bool {
        if self.inline_too_deep > 0 {
            self.inline_too_deep -= 1;
            return true;
        }
        if let Some(depth) = self.inline.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
            if depth + 1 < self.inline.len() {
                self.note(Repair::Unbalanced);
            }
            for open in self.inline.drain(depth..).rev() {
                self.pieces.push(Piece::Close(open));
            }
            return true;
        }
        let belongs = self.frames.iter().rev().any(|frame| frame.name.eq_ignore_ascii_case(name));
        if !belongs && !is_void(name) {
            self.note(Repair::Unbalanced);
        }
        !belongs
    }

    /// Closes the innermost element.
    fn pop(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.scopes.leave(frame.scopes);
        match frame.place {
            Place::Field(field) => {
                if !self.inline.is_empty() {
                    self.note(Repair::Unbalanced);
                    self.inline.clear();
                }
                self.inline_too_deep = 0;
                self.store(field, &frame.base);
                self.pieces.clear();
            }
            Place::Person(whom) => self.store_person(whom),
            Place::Entry => {
                if let Some(entry) = self.entry.take() {
                    self.feed.entries.push(entry);
                    if self.feed.entries.len() >= 2 * MAX_ENTRIES {
                        self.left_out += keep_newest(&mut self.feed.entries);
                    }
                }
            }
            _ => {}
        }
    }

    fn store_person(&mut self, whom: Whom) {
        let person = std::mem::take(&mut self.person);
        if whom == Whom::Nobody {
            return;
        }
        let text = person.text.trim();
        let name = person.name.or_else(|| (!text.is_empty()).then(|| text.to_owned())).or(person.email);
        let Some(name) = name else { return };
        match &mut self.entry {
            Some(entry) => entry.authors.push(name),
            None => self.feed.authors.push(name),
        }
    }

    fn finish(mut self) -> Reading<'a> {
        if self.root && !self.frames.is_empty() {
            self.note(Repair::CutOff);
        }
        while !self.frames.is_empty() {
            self.pop();
        }
        self.left_out += keep_newest(&mut self.feed.entries);
        let is_empty = self.feed.entries.is_empty() && self.feed.title.is_none();
        let verdict = match (self.root, self.opening >= Opening::Html) {
            // A page may hold the word of a feed's root in an example.
            (true, true) if is_empty => Verdict::Page,
            (true, _) => Verdict::Feed,
            (false, true) => Verdict::Page,
            (false, false) => Verdict::Other,
        };
        Reading { verdict, feed: self.feed, left_out: self.left_out, repairs: self.tokens.repairs }
    }
}

/// Keeps the newest entries in the order of the document; answers how many went. Entries without a
/// date count as oldest, later ones first, because feeds put new entries at the top.
pub(super) fn keep_newest(entries: &mut Vec<EntryDraft<'_>>) -> usize {
    let surplus = entries.len().saturating_sub(MAX_ENTRIES);
    if surplus == 0 {
        return 0;
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(entries[i].published.or(entries[i].updated)));
    let mut keep = vec![false; entries.len()];
    for &i in &order[..MAX_ENTRIES] {
        keep[i] = true;
    }
    let mut keep = keep.into_iter();
    entries.retain(|_| keep.next().unwrap_or(false));
    surplus
}

/// True when `</name` comes before another `<name`, an item's end or an item.
fn closes_soon(rest: &str, name: &str) -> bool {
    let window = &rest[..rest.floor_char_boundary(LOOK_AHEAD.min(rest.len()))];
    for (i, _) in window.match_indices('<') {
        let tag = &window[i + 1..];
        let (tag, closing) = tag.strip_prefix('/').map_or((tag, false), |tag| (tag, true));
        let starts = |word: &str| tag.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        if starts(name) {
            return closing;
        }
        if starts("item") || starts("entry") || starts("channel") {
            return false;
        }
    }
    false
}

fn prefix(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// `name` in lower case; over-long names are no words of any format.
fn lower<'b>(name: &str, buffer: &'b mut [u8; 32]) -> &'b str {
    let Some(lower) = buffer.get_mut(..name.len()) else { return "" };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).unwrap_or_default()
}
