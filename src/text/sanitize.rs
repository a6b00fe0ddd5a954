//! The one border that remote text crosses: [`RemoteText`] comes in, [`SafeText`] goes out.
//!
//! Rules (security promises, section 1): no C0 (TAB and LF become a space), DEL or C1; no bidi
//! override or isolate (U+202A–E, U+2066–9); no U+2028/9, ZWSP, WJ, BOM or tag characters; ZWJ and
//! ZWNJ stay between letters and inside emoji; at most eight combining marks in a row. Applied when
//! text enters the database and again when it is drawn (both are this function).

use std::fmt;

use serde::{Deserialize, Serialize};

/// Combining marks kept in a row; more is an attack on the terminal's line height (Zalgo).
const MAX_MARKS: usize = 8;

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
    /// with `…` where it was cut.
    #[must_use]
    pub fn folded(raw: &str, max: usize) -> Self {
        let cleaned = clean(raw, Breaks::ToSpace);
        let mut out = String::with_capacity(cleaned.len().min(max * 4));
        let mut count = 0;
        for word in cleaned.split_whitespace() {
            let gap = usize::from(!out.is_empty());
            let length = word.chars().count();
            if count + gap + length > max {
                let room = max.saturating_sub(count + gap + 1);
                if gap == 1 && room > 0 {
                    out.push(' ');
                }
                out.extend(word.chars().take(room));
                out.push('…');
                break;
            }
            if gap == 1 {
                out.push(' ');
            }
            out.push_str(word);
            count += gap + length;
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
    match raw.bytes().position(|b| is_suspect(b, breaks)) {
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

/// Bytes that need a closer look; everything else is printable ASCII.
fn is_suspect(byte: u8, breaks: Breaks) -> bool {
    match byte {
        b'\n' | b'\t' => breaks == Breaks::ToSpace,
        0x20..=0x7e => false,
        _ => true,
    }
}

fn clean_into(out: &mut String, raw: &str, breaks: Breaks) {
    let mut marks = 0;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        if is_mark(c) {
            marks += 1;
            if marks > MAX_MARKS {
                continue;
            }
        } else {
            marks = 0;
        }
        match c {
            '\n' | '\t' if breaks == Breaks::Keep => out.push(c),
            '\r' if breaks == Breaks::Keep => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\u{200c}' | '\u{200d}' => {
                let between =
                    out.chars().next_back().is_some_and(joins) && chars.peek().copied().is_some_and(joins);
                if between {
                    out.push(c);
                }
            }
            c if is_forbidden(c) => {}
            c => out.push(c),
        }
    }
}

/// Characters that never reach a terminal.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200b}' | '\u{2060}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// A joiner means something only between letters, marks and pictographs.
fn joins(c: char) -> bool {
    c.is_alphabetic() || is_mark(c) || matches!(c as u32, 0x2190..=0x2bff | 0x1f000..=0x1faff | 0xfe0f)
}

/// Combining marks of the blocks that stack on one cell.
fn is_mark(c: char) -> bool {
    matches!(c as u32,
        0x0300..=0x036f | 0x0483..=0x0489 | 0x0591..=0x05bd | 0x0610..=0x061a | 0x064b..=0x065f
        | 0x06d6..=0x06ed | 0x0e31..=0x0e4e | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff
        | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_commands_lose_their_control_characters() {
        let text = SafeText::new("a\u{1b}]0;title\u{7}b\u{9b}31mc\u{7f}d\u{0}");
        assert_eq!(text.as_str(), "a]0;titleb31mcd");
    }

    #[test]
    fn bidi_overrides_and_invisible_characters_go() {
        let text = SafeText::new("\u{feff}a\u{202e}b\u{2066}c\u{200b}d\u{e0041}e\u{2060}f");
        assert_eq!(text.as_str(), "abcdef");
    }

    #[test]
    fn line_breaks_become_spaces_in_a_line_and_stay_in_markup() {
        assert_eq!(SafeText::new("a\nb\tc\u{2028}d").as_str(), "a b c d");
        assert_eq!(Markup::clean("a\r\nb\tc\rd").source(), "a\nb\tc\nd");
    }

    #[test]
    fn joiners_stay_in_emoji_and_between_letters_only() {
        assert_eq!(SafeText::new("👩\u{200d}💻").as_str(), "👩\u{200d}💻");
        assert_eq!(SafeText::new("می\u{200c}خواهم").as_str(), "می\u{200c}خواهم");
        assert_eq!(SafeText::new("a \u{200d} b").as_str(), "a  b");
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        let zalgo = format!("a{}b", "\u{301}".repeat(100));
        assert_eq!(SafeText::new(&zalgo).as_str().chars().count(), 1 + MAX_MARKS + 1);
    }

    #[test]
    fn folding_cuts_visibly() {
        assert_eq!(SafeText::folded("  one \n two  three ", 100).as_str(), "one two three");
        assert_eq!(SafeText::folded("abcdefgh", 4).as_str(), "abc…");
        assert_eq!(SafeText::folded("one two three", 8).as_str(), "one two…");
    }
}
