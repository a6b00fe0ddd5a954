//! Where a line may end: between which graphemes, and how gladly. Small rules of our own after UAX 14
//! and JIS X 4051, because a terminal's columns know no half measures. Called by `flow`.

/// How gladly a line ends at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chance {
    /// Only where there is no other way.
    Never,
    /// Within a long address, behind one of its signs.
    Address,
    /// Within a phrase of a script without spaces, whose words only a dictionary could tell.
    Phrase,
    /// Between words.
    Word,
}

/// What matters of a grapheme for breaking lines: a set of properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(u16);

/// A line may end at it.
const SPACE: Class = Class(1);
/// A space at which no line ends.
const FIXED: Class = Class(1 << 1);
const LETTER: Class = Class(1 << 2);
const DASH: Class = Class(1 << 3);
/// Closes, in Latin text: no East Asian line begins with it.
const CLOSES: Class = Class(1 << 4);
/// Opens, in Latin text: no East Asian line ends with it.
const OPENS: Class = Class(1 << 5);
/// A sign that parts an address.
const SIGN: Class = Class(1 << 6);
/// A line may end before and after it without a space.
const IDEOGRAPH: Class = Class(1 << 7);
/// No line begins with it.
const NO_START: Class = Class(1 << 8);
/// No line ends with it.
const NO_END: Class = Class(1 << 9);
/// Of a script that puts no spaces between words.
const PHRASE: Class = Class(1 << 10);
/// What follows belongs to the same syllable.
const LEADS: Class = Class(1 << 11);
/// It belongs to the syllable before it.
const TRAILS: Class = Class(1 << 12);

impl Class {
    /// The class of a grapheme.
    pub fn of(grapheme: &str) -> Self {
        match grapheme.as_bytes() {
            [byte] => Self::of_ascii(*byte),
            _ => Self::of_wide(grapheme),
        }
    }

    /// Whether a line may end at this space.
    pub fn is_space(self) -> bool {
        self.is(SPACE)
    }

    /// Whether it is a space at which no line ends.
    pub fn is_fixed_space(self) -> bool {
        self.is(FIXED)
    }

    fn of_ascii(byte: u8) -> Self {
        match byte {
            b' ' | b'\t' => SPACE,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'-' => DASH.and(SIGN),
            b')' | b']' | b'}' | b'!' => CLOSES,
            b',' | b'.' | b'?' | b':' | b';' | b'%' => CLOSES.and(SIGN),
            b'(' | b'[' | b'{' => OPENS,
            b'"' => CLOSES.and(OPENS),
            b'/' | b'&' | b'=' | b'_' | b'#' | b'+' | b'@' => SIGN,
            _ => Self(0),
        }
    }

    fn of_wide(grapheme: &str) -> Self {
        let first = grapheme.chars().next().unwrap_or(' ');
        if matches!(grapheme, "\u{a0}" | "\u{202f}" | "\u{2007}") {
            return FIXED;
        }
        // A space with a mark on it is a letter to whoever reads it.
        if first.is_whitespace() && grapheme.chars().all(char::is_whitespace) {
            return SPACE;
        }
        let properties = [
            (LETTER, first.is_alphabetic()),
            (DASH, matches!(grapheme, "‐" | "–" | "—")),
            (IDEOGRAPH, is_ideograph(first)),
            (NO_START, is_forbidden_start(first)),
            (NO_END, is_forbidden_end(first)),
            (PHRASE, is_phrase_script(first)),
            (LEADS, leads(first) || grapheme.ends_with(['\u{17d2}', '\u{1039}', '\u{1a60}'])),
            (TRAILS, trails(first)),
        ];
        let has = properties.iter().filter(|(_, has)| *has);
        has.fold(Self(0), |class, (property, _)| class.and(*property))
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn is(self, property: Self) -> bool {
        self.0 & property.0 != 0
    }
}

/// The chance between two graphemes; `earlier` stands before `before`.
pub fn chance(earlier: Option<Class>, before: Class, after: Class) -> Chance {
    if after.is(SPACE.and(NO_START)) || before.is(NO_END) {
        return Chance::Never;
    }
    if before.is(SPACE) {
        return Chance::Word;
    }
    if before.is(FIXED) || after.is(FIXED) {
        return Chance::Never;
    }
    if before.is(DASH) && after.is(LETTER) && earlier.is_some_and(|earlier| earlier.is(LETTER)) {
        return Chance::Word;
    }
    if (before.is(IDEOGRAPH) && !after.is(CLOSES)) || (after.is(IDEOGRAPH) && !before.is(OPENS)) {
        return Chance::Word;
    }
    if before.is(PHRASE) && after.is(PHRASE) && !before.is(LEADS) && !after.is(TRAILS) {
        return Chance::Phrase;
    }
    if before.is(SIGN) && !after.is(SIGN.and(CLOSES)) {
        return Chance::Address;
    }
    Chance::Never
}

/// Characters that a line may end after or before without a space: Han, kana, full-width forms and
/// wide symbols. Not Hangul: Korean keeps its words whole.
fn is_ideograph(c: char) -> bool {
    matches!(c as u32,
        0x2e80..=0x312f | 0x3190..=0xa4cf | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff01..=0xff60
        | 0xff66..=0xff9f | 0x1f000..=0x1faff | 0x20000..=0x3ffff)
}

/// Kinsoku: what no line starts with (closing marks, small kana, iteration and length marks; JIS X 4051).
fn is_forbidden_start(c: char) -> bool {
    match c as u32 {
        0xbb => c == '»',
        0x2000..=0x20ff => "’”›…‥‼⁇⁈⁉".contains(c),
        0x3000..=0x30ff => {
            "、。・゛゜ヽヾゝゞ々〻ー゠〜」』〕〉》】〙〗〟ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
                .contains(c)
        }
        0x31f0..=0x31ff => true,
        0xff00..=0xffef => "，．：；？！～％）］｝｠｡､｣･ｰｧｨｩｪｫｬｭｮｯﾞﾟ".contains(c),
        _ => false,
    }
}

/// Kinsoku: what no line ends with (opening marks).
fn is_forbidden_end(c: char) -> bool {
    match c as u32 {
        0x2018 | 0x201c => true,
        0x3000..=0x30ff => "「『〔〈《【〘〖〝".contains(c),
        0xff00..=0xffef => "（［｛｟｢".contains(c),
        _ => false,
    }
}

/// Thai, Lao, Myanmar, Khmer, Tai Le, New Tai Lue and Tai Tham.
fn is_phrase_script(c: char) -> bool {
    matches!(c as u32,
        0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x1950..=0x19ff | 0x1a20..=0x1aaf | 0xaa60..=0xaa7f)
}

/// Vowels that are written before their consonant.
fn leads(c: char) -> bool {
    matches!(c, 'เ'..='ไ' | 'ເ'..='ໄ')
}

/// Vowels written behind their consonant, signs of repetition, shortening and of the end.
fn trails(c: char) -> bool {
    matches!(
        c,
        '\u{e2f}'
            | '\u{e30}'
            | '\u{e32}'
            | '\u{e33}'
            | '\u{e45}'
            | '\u{e46}'
            | '\u{e5a}'
            | '\u{e5b}'
            | '\u{eaf}'
            | '\u{eb0}'
            | '\u{eb2}'
            | '\u{eb3}'
            | '\u{ebd}'
            | '\u{ec6}'
            | '\u{104a}'
            | '\u{104b}'
            | '\u{17d4}'..='\u{17d7}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(earlier: &str, before: &str, after: &str) -> Chance {
        chance(Some(Class::of(earlier)), Class::of(before), Class::of(after))
    }

    #[test]
    fn chances_depend_on_both_sides() {
        for (before, after, expected) in [
            ("a", "b", Chance::Never),
            (" ", "b", Chance::Word),
            ("a", "\u{a0}", Chance::Never),
            ("\u{a0}", "日", Chance::Never),
            ("日", "本", Chance::Word),
            ("日", "、", Chance::Never),
            ("「", "日", Chance::Never),
            ("日", "「", Chance::Word),
            ("한", "국", Chance::Never),
            ("어", "、", Chance::Never),
            ("ก", "ข", Chance::Phrase),
            ("เ", "ก", Chance::Never),
            ("ก", "ๆ", Chance::Never),
            ("/", "a", Chance::Address),
            ("/", "/", Chance::Never),
            ("🇩🇪", "🇫🇷", Chance::Word),
        ] {
            assert_eq!(between("x", before, after), expected, "{before:?} {after:?}");
        }
        assert_eq!(between("0", "-", "0"), Chance::Address);
        assert_eq!(between("l", "-", "k"), Chance::Word);
        assert_eq!(between("a", "/", ")"), Chance::Never);
    }
}
