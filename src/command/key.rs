//! Keys as the program sees them: parsed from keymap files and test scripts, printed in help. The
//! terminal's own events are turned into these in `runtime` and nowhere else.

use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A character as typed; upper case stands for itself, without shift.
    Char(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
}

/// Names of keys in files and in help.
const NAMES: &[(Key, &str)] = &[
    (Key::Char(' '), "space"),
    (Key::Enter, "enter"),
    (Key::Esc, "esc"),
    (Key::Tab, "tab"),
    (Key::Backspace, "backspace"),
    (Key::Delete, "delete"),
    (Key::Insert, "insert"),
    (Key::Up, "up"),
    (Key::Down, "down"),
    (Key::Left, "left"),
    (Key::Right, "right"),
    (Key::PageUp, "pageup"),
    (Key::PageDown, "pagedown"),
    (Key::Home, "home"),
    (Key::End, "end"),
];

/// A key with its modifiers.
///
/// ```
/// use tidings::command::KeyChord;
/// let chord: KeyChord = "ctrl-d".parse().expect("a key");
/// assert_eq!(chord.to_string(), "ctrl-d");
/// assert_eq!("<enter>".parse::<KeyChord>(), "enter".parse());
/// assert!("ctrl-nonsense".parse::<KeyChord>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyChord {
    /// The key.
    pub key: Key,
    /// Control was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held; never set for characters, which carry it themselves.
    pub shift: bool,
}

/// Why a text names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no key; keys are written as j, G, ctrl-d, alt-x, enter, space, pagedown or f1")]
pub struct KeyError(String);

impl KeyChord {
    /// A key without modifiers.
    #[must_use]
    pub const fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false, shift: false }
    }

    /// The character that it types into a line, if it does.
    #[must_use]
    pub fn typed(&self) -> Option<char> {
        match self.key {
            Key::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Parses keys that follow each other, as a keymap file has them (`g g`).
    pub fn parse_sequence(text: &str) -> Result<Vec<Self>, KeyError> {
        let chords: Vec<Self> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        if chords.is_empty() { Err(KeyError(text.to_owned())) } else { Ok(chords) }
    }

    /// Parses typed text as a script has it: characters stand for themselves, names stand in angle
    /// brackets (`jj<enter>m<ctrl-d>`).
    pub fn parse_script(text: &str) -> Result<Vec<Self>, KeyError> {
        let mut chords = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|inner| inner.split_once('>'));
            if let Some((name, after)) = named.filter(|(name, _)| !name.is_empty()) {
                chords.push(name.parse()?);
                rest = after;
            } else {
                chords.push(Self::plain(Key::Char(c)));
                rest = &rest[c.len_utf8()..];
            }
        }
        Ok(chords)
    }

    /// A sequence as help and keymap files write it.
    #[must_use]
    pub fn print_sequence(chords: &[Self]) -> String {
        chords.iter().map(Self::to_string).collect::<Vec<_>>().join(" ")
    }
}

impl FromStr for KeyChord {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || KeyError(text.to_owned());
        let bare = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).filter(|t| !t.is_empty());
        let mut rest = bare.unwrap_or(text);
        let mut chord = Self::plain(Key::Esc);
        while let Some((modifier, after)) =
            rest.split_once('-').filter(|(m, a)| !m.is_empty() && !a.is_empty())
        {
            match modifier {
                "ctrl" => chord.ctrl = true,
                "alt" => chord.alt = true,
                "shift" => chord.shift = true,
                _ => return Err(error()),
            }
            rest = after;
        }
        chord.key = key_named(rest).ok_or_else(error)?;
        if chord.shift
            && let Key::Char(c) = chord.key
        {
            chord.shift = false;
            chord.key = Key::Char(c.to_uppercase().next().unwrap_or(c));
        }
        Ok(chord)
    }
}

fn key_named(name: &str) -> Option<Key> {
    if let Some((key, _)) = NAMES.iter().find(|(_, known)| *known == name) {
        return Some(*key);
    }
    let mut chars = name.chars();
    let first = chars.next()?;
    if chars.next().is_none() {
        return (!first.is_control()).then_some(Key::Char(first));
    }
    let number = name.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&number).then_some(Key::F(number))
}

impl fmt::Display for KeyChord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(key, _)| *key == self.key), self.key) {
            (Some((_, name)), _) => f.write_str(name),
            (None, Key::Char(c)) => write!(f, "{c}"),
            (None, Key::F(n)) => write!(f, "f{n}"),
            (None, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};

    use super::*;

    fn keys() -> impl Strategy<Value = Key> {
        (any::<char>(), 0..NAMES.len() + 25).prop_map(|(c, n)| match n {
            n if n < NAMES.len() => NAMES[n].0,
            n if n < NAMES.len() + 24 => Key::F(u8::try_from(n - NAMES.len() + 1).expect("small")),
            _ if c.is_control() || c.is_whitespace() => Key::Char('x'),
            _ => Key::Char(c),
        })
    }

    proptest! {
        #[test]
        fn what_is_printed_parses_back(key in keys(), ctrl: bool, alt: bool, shift: bool) {
            let shift = shift && !matches!(key, Key::Char(_));
            let chord = KeyChord { key, ctrl, alt, shift };
            prop_assert_eq!(chord.to_string().parse::<KeyChord>(), Ok(chord));
        }

        #[test]
        fn no_text_panics(text: String) {
            let _ = text.parse::<KeyChord>();
            let _ = KeyChord::parse_script(&text);
        }
    }

    #[test]
    fn the_minus_and_the_angle_bracket_are_keys() {
        assert_eq!("-".parse(), Ok(KeyChord::plain(Key::Char('-'))));
        assert_eq!("<".parse(), Ok(KeyChord::plain(Key::Char('<'))));
        let minus = KeyChord { ctrl: true, ..KeyChord::plain(Key::Char('-')) };
        assert_eq!("ctrl--".parse(), Ok(minus));
    }

    #[test]
    fn a_script_mixes_characters_and_names() {
        let script = KeyChord::parse_script("j<enter>G<ctrl-d> ").expect("a script");
        let printed: Vec<String> = script.iter().map(KeyChord::to_string).collect();
        assert_eq!(printed, ["j", "enter", "G", "ctrl-d", "space"]);
    }

    #[test]
    fn shift_of_a_letter_is_its_capital() {
        assert_eq!("shift-g".parse(), Ok(KeyChord::plain(Key::Char('G'))));
    }
}
