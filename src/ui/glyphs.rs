//! The few signs that the screen uses beside letters, in two sets. Meaning is always carried by the
//! shape, so that it survives without colour.

/// A set of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// True for the set that every terminal can show.
    pub is_ascii: bool,
    /// Bar at the selected row.
    pub bar: &'static str,
    /// Unread.
    pub unread: &'static str,
    /// Starred.
    pub star: &'static str,
    /// Failed.
    pub failed: &'static str,
    /// Refreshing.
    pub refreshing: &'static str,
    /// Not as it should be.
    pub warning: &'static str,
    /// The way back.
    pub back: &'static str,
    /// The way on.
    pub on: &'static str,
    /// Between panes.
    pub rule: &'static str,
    /// Between things in a line.
    pub dot: &'static str,
    /// The enter key.
    pub enter: &'static str,
}

impl Glyphs {
    /// Signs of Unicode, each one column wide.
    pub const UNICODE: Self = Self {
        is_ascii: false,
        bar: "▌",
        unread: "●",
        star: "★",
        failed: "✕",
        refreshing: "↻",
        warning: "⚠",
        back: "←",
        on: "→",
        rule: "│",
        dot: "·",
        enter: "⏎",
    };

    /// Signs of ASCII.
    pub const ASCII: Self = Self {
        is_ascii: true,
        bar: ">",
        unread: "*",
        star: "+",
        failed: "x",
        refreshing: "~",
        warning: "!",
        back: "<",
        on: ">",
        rule: "|",
        dot: "-",
        enter: "enter",
    };

    /// What stands for `c` in this set: typographic signs have a plain form of the same width.
    #[must_use]
    pub fn plain(&self, c: char) -> char {
        if !self.is_ascii || c.is_ascii() {
            return c;
        }
        match c {
            '…' => '.',
            '·' | '•' | '–' | '—' | '‐' | '‑' | '−' | '─' => '-',
            '‘' | '’' | '‚' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            '→' => '>',
            '←' => '<',
            '┃' | '│' => '|',
            '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            other => other,
        }
    }
}
