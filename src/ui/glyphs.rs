//! The few signs that the screen uses beside letters, in two sets. Meaning is always carried by the
//! shape, so that it survives without colour. Every sign of the screen is one of these, or a
//! typographic sign that [`Glyphs::plain`] knows.

use std::ops::Deref;

use crate::text::wrap::{Bidi, Layout, Ornaments};

/// One line per sign: what it says, its form in Unicode (one column wide) and in ASCII.
macro_rules! signs {
    ($($doc:literal $name:ident $unicode:literal $ascii:literal,)*) => {
        /// The signs of a set.
        #[derive(Debug, PartialEq, Eq)]
        pub struct Signs {
            /// True for the set that every terminal can show.
            pub is_ascii: bool,
            $(#[doc = $doc] pub $name: &'static str,)*
        }

        impl Signs {
            const UNICODE: Self = Self { is_ascii: false, $($name: $unicode,)* };
            const ASCII: Self = Self { is_ascii: true, $($name: $ascii,)* };

            /// The signs of both sets, side by side.
            #[cfg(test)]
            const PAIRS: &[(&'static str, &'static str)] = &[$(($unicode, $ascii),)*];
        }
    };
}

signs! {
    "Bar at the selected row." bar "▌" ">",
    "Bar at the rows of a selected range." range "┃" "=",
    "Unread." unread "●" "*",
    "Starred." star "★" "+",
    "Updated." updated "Δ" "^",
    "Before the number of other outlets of a story." story "+" "+",
    "Before a tag." tag "#" "#",
    "There is a note." note "¶" "&",
    "Failed." failed "✕" "x",
    "Done." done "✓" "ok",
    "Refreshing." refreshing "↻" "~",
    "Not as it should be." warning "⚠" "!",
    "The way back." back "←" "<",
    "The way on." on "→" ">",
    "A wide line goes on at the left." more_left "‹" "<",
    "A wide line goes on at the right." more_right "›" ">",
    "More above." above "↑" "^",
    "More below." below "↓" "v",
    "An open category." open "▾" "v",
    "A closed category." closed "▸" ">",
    "Chosen." checked "☑" "[x]",
    "Not chosen." unchecked "☐" "[ ]",
    "Before what is typed." prompt "›" ">",
    "Between panes." rule "│" "|",
    "Under a head; the line of time." line "─" "-",
    "An entry on the line of time." moment "●" "o",
    "An entry with the text of an earlier one." same_moment "○" ".",
    "What is done of a progress." full "━" "=",
    "What is to be done of a progress." rest "─" "-",
    "Where a text stands." scroll "▐" "#",
    "Between things in a line." dot "·" "-",
    "The rest is cut off." ellipsis "…" ".",
    "The enter key." enter "⏎" "enter",
    "Border of an overlay, above and below." border_across "─" "-",
    "Border of an overlay, left and right." border_down "│" "|",
    "Its corner above on the left." border_top_left "╭" "+",
    "Its corner above on the right." border_top_right "╮" "+",
    "Its corner below on the left." border_bottom_left "╰" "+",
    "Its corner below on the right." border_bottom_right "╯" "+",
}

/// A set of signs, and how letters stand among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    signs: &'static Signs,
    /// Who orders text that runs from right to left.
    pub bidi: Bidi,
}

impl Deref for Glyphs {
    type Target = Signs;

    fn deref(&self) -> &Signs {
        self.signs
    }
}

impl Glyphs {
    /// Signs of Unicode, each one column wide.
    pub const UNICODE: Self = Self { signs: &Signs::UNICODE, bidi: Bidi::Terminal };
    /// Signs of ASCII.
    pub const ASCII: Self = Self { signs: &Signs::ASCII, bidi: Bidi::Terminal };

    /// The same signs where somebody else orders text from right to left.
    #[must_use]
    pub fn with_bidi(self, bidi: Bidi) -> Self {
        Self { bidi, ..self }
    }

    /// How documents are set among these signs.
    #[must_use]
    pub fn layout(self, width: usize) -> Layout {
        let ornaments = if self.is_ascii { Ornaments::Ascii } else { Ornaments::Unicode };
        Layout { width, ornaments, bidi: self.bidi, ..Layout::default() }
    }

    /// What stands for `c` in this set: typographic signs have a plain form of the same width. Letters
    /// stay, because nothing can stand for them.
    #[must_use]
    pub fn plain(&self, c: char) -> char {
        if !self.is_ascii || c.is_ascii() {
            return c;
        }
        match c {
            '…' => '.',
            '·' | '–' | '—' | '‐' | '‑' | '‒' | '―' | '−' | '─' | '━' => '-',
            '•' | '●' | '★' | '☆' | '◦' | '▪' | '‣' => '*',
            '‘' | '’' | '‚' | '′' | '´' => '\'',
            '“' | '”' | '„' | '«' | '»' | '″' => '"',
            '→' | '›' | '▸' => '>',
            '←' | '‹' | '↩' => '<',
            '↑' => '^',
            '↓' | '▾' => 'v',
            '┃' | '│' | '▌' | '▐' => '|',
            '×' | '✕' => 'x',
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
            '¹' => '1',
            '²' => '2',
            '³' => '3',
            '⁰' => '0',
            '⁴'..='⁹' => char::from_digit(c as u32 - 0x2070, 10).unwrap_or(c),
            other => other,
        }
    }

    /// A level from 0 to 7 as a sign, for small charts.
    #[must_use]
    pub fn level(&self, level: usize) -> &'static str {
        const UNICODE: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
        const ASCII: [&str; 8] = ["_", ".", ",", "-", "=", "+", "*", "#"];
        (if self.is_ascii { ASCII } else { UNICODE })[level.min(7)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;

    #[test]
    fn every_sign_is_narrow_and_has_a_form_of_ascii() {
        for (unicode, ascii) in Signs::PAIRS {
            assert_eq!(width(unicode), 1, "{unicode}");
            assert!(ascii.is_ascii() && !ascii.is_empty(), "{unicode}");
        }
        for level in 0..9 {
            assert_eq!(width(Glyphs::UNICODE.level(level)), 1, "{level}");
            assert!(Glyphs::ASCII.level(level).is_ascii(), "{level}");
        }
    }

    #[test]
    fn marks_that_stand_in_one_place_differ_in_shape() {
        for set in [Glyphs::UNICODE, Glyphs::ASCII] {
            let marks = [set.unread, set.star, set.updated, set.failed, set.refreshing, set.warning, set.bar];
            for (i, mark) in marks.iter().enumerate() {
                assert!(!marks[i + 1..].contains(mark), "{mark} means two things");
            }
        }
    }

    #[test]
    fn plain_signs_keep_their_width() {
        for c in ('\u{80}'..'\u{3000}').filter(|c| Glyphs::ASCII.plain(*c) != *c) {
            let plain = Glyphs::ASCII.plain(c);
            assert!(plain.is_ascii(), "{c}");
            assert_eq!(width(&c.to_string()), 1, "{c}");
        }
        assert_eq!(Glyphs::ASCII.plain('⁷'), '7');
        assert_eq!(Glyphs::UNICODE.plain('…'), '…');
        assert_eq!(Glyphs::ASCII.plain('ü'), 'ü');
    }
}
