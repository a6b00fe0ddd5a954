//! The one border that remote text crosses: [`RemoteText`] comes in, [`SafeText`] goes out.
//!
//! Rules (security promises, section 1): no C0 (TAB, LF and the other line ends become a space), DEL or
//! C1; no bidi override or isolate (U+202A–E, U+2066–9); no U+2028/9, ZWSP, WJ, BOM, tag characters or
//! other invisible format characters; no soft hyphen and no variation selector outside emoji sequences, because
//! terminals disagree about their width; ZWJ and ZWNJ stay between letters and inside emoji; at most
//! eight characters without a width in a row. Applied when text enters the database and again when it
//! is drawn (both are this function), so it must leave its own output as it is.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Characters without a width kept in a row; more is an attack on the terminal (Zalgo, floods).
pub(super) const MAX_MARKS: usize = 8;

/// Joiners kept in one chain. The longest emoji sequences have four; an endless one would put
/// kilobytes into a single cell.
const MAX_JOINERS: usize = 8;

/// Text as it came from a feed, page, header or file. It can be stored and passed on, but neither
/// printed nor logged: it has no `Display`.
///
/// ```compile_fail
/// let title = tidings::text::RemoteText::new("\u{1b}]0;gotcha\u{7}");
/// println!("{title}"); // RemoteText has no Display: sanitise it first
/// ```
///
/// ```compile_fail
/// fn draw(line: &tidings::text::SafeText) {}
/// draw(&tidings::text::RemoteText::new("raw")); // only the sanitiser yields SafeText
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct RemoteText(String);

impl RemoteText {
    /// Wraps untrusted text.
    pub fn new(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    /// The untrusted text itself, for parsing only.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// Text that may be shown: one line, white space at the ends removed.
    #[must_use]
    pub fn sanitize(&self) -> SafeText {
        SafeText::new(&self.0)
    }
}

impl fmt::Debug for RemoteText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RemoteText({} bytes)", self.0.len())
    }
}

/// One line of text that is safe on a terminal, in a log and in JSON. Made only by the sanitiser.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
pub struct SafeText(String);

impl SafeText {
    /// Sanitises `raw` into one trimmed line.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        Self::from_cleaned(clean(raw, Breaks::ToSpace).trim())
    }

    /// Sanitises `raw` and keeps white space at its ends (for pieces of a line).
    #[must_use]
    pub fn piece(raw: &str) -> Self {
        Self(clean(raw, Breaks::ToSpace).into_owned())
    }

    /// Sanitises `raw`, folds runs of white space into one space and keeps at most `max` characters,
    /// with `…` where it was cut (never inside a grapheme).
    #[must_use]
    pub fn folded(raw: &str, max: usize) -> Self {
        let cleaned = clean(raw, Breaks::ToSpace);
        let mut out = String::with_capacity(cleaned.len().min(max.saturating_mul(4)));
        let mut count = 0;
        for word in cleaned.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
                count += 1;
            }
            let room = max.saturating_sub(count);
            out.extend(word.chars().take(room + 1));
            count += word.chars().take(room + 1).count();
            if count > max {
                return Self(cut_visibly(&out, max));
            }
        }
        Self(out)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn from_cleaned(cleaned: &str) -> Self {
        Self(cleaned.to_owned())
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl AsRef<str> for SafeText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Text of our own or already formatted text passes the same sanitiser.
impl From<&str> for SafeText {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for SafeText {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl<'de> Deserialize<'de> for SafeText {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::new(&text))
    }
}

/// Remote HTML whose characters are safe but whose tags are not interpreted yet: kept in the
/// database, turned into a document for the screen. It has no `Display`. Line breaks and tabs stay,
/// because `<pre>` needs them; character references are decoded later, so the document is
/// sanitised again.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Markup(String);

impl Markup {
    /// Cleans the characters of remote HTML.
    #[must_use]
    pub fn clean(raw: &str) -> Self {
        Self(clean(raw, Breaks::Keep).into_owned())
    }

    /// Plain remote text as markup: special characters escaped.
    #[must_use]
    pub fn from_plain(raw: &str) -> Self {
        let mut escaped = String::with_capacity(raw.len());
        for c in raw.chars() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                c => escaped.push(c),
            }
        }
        Self::clean(&escaped)
    }

    /// The HTML source, for parsers.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0
    }

    /// True when there is no markup at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Markup({:?})", self.0)
    }
}

/// What becomes of TAB, LF and CR.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    ToSpace,
    Keep,
}

fn clean(raw: &str, breaks: Breaks) -> std::borrow::Cow<'_, str> {
    match first_suspect(raw.as_bytes(), breaks) {
        None => raw.into(),
        Some(first) => {
            // A joiner or mark is judged by what stands before it, so the last character of the
            // clean start is looked at again.
            let start = raw[..first].char_indices().next_back().map_or(0, |(i, _)| i);
            let mut out = String::with_capacity(raw.len());
            out.push_str(&raw[..start]);
            clean_into(&mut out, &raw[start..], breaks);
            out.into()
        }
    }
}

/// Where the first byte stands that needs a closer look. Whole blocks are judged at once, which compiles to
/// vector instructions (measured: byte by byte took a twelfth of the time in which feeds are read).
fn first_suspect(bytes: &[u8], breaks: Breaks) -> Option<usize> {
    const BLOCK: usize = 32;
    let is_any = |block: &[u8]| block.iter().fold(false, |any, byte| any | is_suspect(*byte, breaks));
    let clean = bytes.chunks(BLOCK).take_while(|block| !is_any(block)).map(<[u8]>::len).sum::<usize>();
    bytes[clean..].iter().position(|byte| is_suspect(*byte, breaks)).map(|i| clean + i)
}

/// Bytes that need a closer look; everything else is printable ASCII.
fn is_suspect(byte: u8, breaks: Breaks) -> bool {
    match byte {
        b'\n' | b'\t' => breaks == Breaks::ToSpace,
        0x20..=0x7e => false,
        _ => true,
    }
}

fn clean_into(out: &mut String, raw: &str, breaks: Breaks) {
    let mut tower = Tower::default();
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        let mut ahead = chars.clone();
        let (next, after_next) = (ahead.next(), ahead.next());
        let kept = match c {
            '\n' | '\t' if breaks == Breaks::Keep => Some(c),
            '\r' if breaks == Breaks::Keep => (next != Some('\n')).then_some('\n'),
            '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{200c}' | '\u{200d}' => {
                let between =
                    out.chars().next_back().is_some_and(joins) && next.is_some_and(may_follow_joiner);
                // A joiner whose partner will be left out would join something else.
                let partner = usize::from(next.is_some_and(is_mark));
                (between && tower.takes(1 + partner)).then_some(c)
            }
            '\u{fe0f}' => {
                let partner = after_next.is_some_and(|c| joins(c) && !is_mark(c));
                (next == Some('\u{200d}') && partner && tower.takes(2)).then_some(c)
            }
            c if is_forbidden(c) => None,
            c => Some(c),
        };
        if let Some(c) = kept.filter(|c| tower.allows(*c)) {
            out.push(c);
        }
    }
}

/// Counts what piles up on one cell. What is left out counts as if it had never been there, so
/// nothing that is removed can hide a longer pile.
#[derive(Default)]
struct Tower {
    marks: usize,
    joiners: usize,
    after_joiner: bool,
}

impl Tower {
    /// Whether so many more marks will be kept, joiners among them.
    fn takes(&self, marks: usize) -> bool {
        self.marks + marks <= MAX_MARKS && self.joiners < MAX_JOINERS
    }

    fn allows(&mut self, c: char) -> bool {
        let is_joiner = matches!(c, '\u{200c}' | '\u{200d}');
        if !is_mark(c) {
            if !self.after_joiner {
                self.joiners = 0;
            }
            self.marks = 0;
        } else if self.marks == MAX_MARKS || (is_joiner && self.joiners == MAX_JOINERS) {
            return false;
        } else {
            self.marks += 1;
            self.joiners += usize::from(is_joiner);
        }
        self.after_joiner = is_joiner;
        true
    }
}

/// The start of `text` in at most `max` characters, the last of them `…`.
fn cut_visibly(text: &str, max: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut count = 1;
    for grapheme in text.graphemes(true) {
        count += grapheme.chars().count();
        if count > max {
            break;
        }
        out.push_str(grapheme);
    }
    out.truncate(out.trim_end().len());
    if max > 0 {
        out.push('…');
    }
    out
}

/// Characters that never reach a terminal.
pub(super) fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{feff}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0e}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// A joiner means something only between letters, marks and pictographs.
fn joins(c: char) -> bool {
    !is_forbidden(c)
        && !matches!(c, '\u{200c}' | '\u{200d}')
        && (c.is_alphabetic() || is_mark(c) || matches!(c as u32, 0x2190..=0x2bff | 0x1f000..=0x1faff))
}

fn may_follow_joiner(c: char) -> bool {
    joins(c) && c != '\u{fe0f}'
}

/// Characters that take no column of their own and so pile up on the one before them.
pub(super) fn is_mark(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(0)
}

#[cfg(test)]
mod tests;
