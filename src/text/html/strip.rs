//! The words of HTML without a tree: tags out, references decoded, white space folded, in one pass.
//! For the search index and comparisons; the screen uses the document.

use super::entities;
use super::kinds::separates_words;
use super::scan::{raw_text_end, tag_at};
use crate::text::sanitize::is_forbidden;

/// The visible words of `source` in one line with single spaces.
pub fn visible_text(source: &str) -> String {
    let mut words = Words { out: String::with_capacity(source.len() / 2), space: false };
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let stop = run_end(bytes, at);
        words.text(&source[at..stop]);
        let Some(byte) = bytes.get(stop) else { break };
        at = match byte {
            b'<' => after_tag(source, stop, &mut words),
            b'&' => after_reference(source, stop, &mut words),
            0x80.. => after_wide(source, stop, &mut words),
            _ => {
                words.space = true;
                stop + 1
            }
        };
    }
    words.out
}

/// The end of the plain text at `at`. A space between two words is part of it: it comes out as it is.
fn run_end(bytes: &[u8], at: usize) -> usize {
    let mut from = at;
    loop {
        let stop = bytes[from..].iter().position(|b| IS_STOP[usize::from(*b)]);
        let Some(stop) = stop.map(|i| from + i) else { return bytes.len() };
        let goes_on = bytes.get(stop + 1).is_some_and(|next| !IS_STOP[usize::from(*next)]);
        if stop == at || bytes[stop] != b' ' || !goes_on {
            return stop;
        }
        from = stop + 1;
    }
}

/// Bytes at which a run of plain text stops: tags, references, white space, and the first bytes of
/// multi-byte white space (U+00A0, U+2000–200A, U+202F, U+3000 …).
const IS_STOP: [bool; 256] = {
    let mut table = [false; 256];
    let stops = b"<& \t\n\r\x0c\xc2\xe1\xe2\xe3";
    let mut i = 0;
    while i < stops.len() {
        table[stops[i] as usize] = true;
        i += 1;
    }
    table
};

struct Words {
    out: String,
    space: bool,
}

impl Words {
    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.space && !self.out.is_empty() {
            self.out.push(' ');
        }
        self.space = false;
        self.out.push_str(text);
    }

    fn char(&mut self, c: char) {
        if c.is_whitespace() {
            self.space = true;
        } else if !is_forbidden(c) {
            self.text(c.encode_utf8(&mut [0; 4]));
        }
    }
}

fn after_tag(source: &str, at: usize, words: &mut Words) -> usize {
    let Some(tag) = tag_at(source, at) else {
        words.text("<");
        return at + 1;
    };
    let mut buffer = [0_u8; 16];
    let Some(name) = lower(tag.name, &mut buffer) else { return tag.end };
    words.space |= separates_words(name);
    if !tag.is_end && matches!(name, "script" | "style" | "template") {
        return raw_text_end(source, tag.end, name);
    }
    tag.end
}

/// The name in lower case; `None` for names that are longer than any that matters.
fn lower<'b>(name: &str, buffer: &'b mut [u8; 16]) -> Option<&'b str> {
    let target = buffer.get_mut(..name.len())?;
    target.copy_from_slice(name.as_bytes());
    target.make_ascii_lowercase();
    std::str::from_utf8(target).ok()
}

fn after_reference(source: &str, at: usize, words: &mut Words) -> usize {
    if let Some((c, length)) = entities::decode(&source[at..]) {
        words.char(c);
        return at + length;
    }
    words.text("&");
    at + 1
}

fn after_wide(source: &str, at: usize, words: &mut Words) -> usize {
    let c = source[at..].chars().next().unwrap_or(' ');
    words.char(c);
    at + c.len_utf8()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_out_in_one_line() {
        for (source, expected) in [
            ("<p>One <b>tw</b>o</p><p>three</p>", "One two three"),
            ("a<br>b<br/>c", "a b c"),
            ("  a \n\t b&nbsp;&#160;c\u{3000}d\u{2009}e ", "a b c d e"),
            ("a<!-- no > --> b", "a b"),
            ("a<script>no < 1 </p> </script>b<STYLE>no</STYLE >c", "a b c"),
            ("x <a title=\"a > b\" href='y'>link</a>.", "x link."),
            ("R&amp;D &lt;b&gt; &eacute;t&eacute; &#8212; &#x2014; &hellip;", "R&D <b> été — — …"),
            ("a & b &unknown; &amp", "a & b &unknown; &"),
            ("1 < 2 <3", "1 < 2 <3"),
            ("日本<wbr>語 “x”", "日本語 “x”"),
            ("<ul><li>a<li>b</ul>c", "a b c"),
            ("<script>never closed", ""),
            ("", ""),
        ] {
            assert_eq!(visible_text(source), expected, "{source}");
        }
    }

    #[test]
    fn references_cannot_bring_control_characters_back() {
        assert_eq!(visible_text("a&#27;]0;x&#7;&#x9b;b&#x202e;c&#8203;d&#0;&#128;"), "a]0;x›bcd\u{fffd}€");
    }
}
