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

/// The chance between two graphemes; `earlier` stands before `before`.
pub fn chance(earlier: Option<&str>, before: &str, after: &str) -> Chance {
    if is_breaking_space(after) || is_forbidden_start(after) || is_forbidden_end(before) {
        return Chance::Never;
    }
    if is_breaking_space(before) {
        return Chance::Word;
    }
    if is_fixed_space(before) || is_fixed_space(after) {
        return Chance::Never;
    }
    if matches!(before, "-" | "‐" | "–" | "—") && earlier.is_some_and(is_letter) && is_letter(after) {
        return Chance::Word;
    }
    let closes = matches!(after, ")" | "]" | "}" | "," | "." | "!" | "?" | ":" | ";" | "%" | "\"");
    let opens = matches!(before, "(" | "[" | "{" | "\"");
    if (is_ideograph(before) && !closes) || (is_ideograph(after) && !opens) {
        return Chance::Word;
    }
    if is_phrase_script(before) && is_phrase_script(after) && !clings(before, after) {
        return Chance::Phrase;
    }
    if is_address_sign(before) && !is_address_sign(after) && !after.starts_with(')') {
        return Chance::Address;
    }
    Chance::Never
}

/// Spaces at which a line may end.
pub fn is_breaking_space(text: &str) -> bool {
    // A space with a mark on it is a letter to whoever reads it.
    text.chars().all(char::is_whitespace) && !is_fixed_space(text)
}

/// Spaces at which no line ends.
pub fn is_fixed_space(text: &str) -> bool {
    matches!(text, "\u{a0}" | "\u{202f}" | "\u{2007}")
}

fn first_char(text: &str) -> char {
    text.chars().next().unwrap_or(' ')
}

fn is_letter(text: &str) -> bool {
    first_char(text).is_alphabetic()
}

fn is_address_sign(text: &str) -> bool {
    matches!(text, "/" | "." | "-" | "?" | "&" | "=" | "_" | "#" | "," | ";" | ":" | "+" | "%" | "@")
}

/// Characters that a line may end after or before without a space: Han, kana, full-width forms and
/// wide symbols. Not Hangul: Korean keeps its words whole.
fn is_ideograph(text: &str) -> bool {
    matches!(first_char(text) as u32,
        0x2e80..=0x312f | 0x3190..=0xa4cf | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff01..=0xff60
        | 0xff66..=0xff9f | 0x1f000..=0x1faff | 0x20000..=0x3ffff)
}

/// Kinsoku: what no line starts with (closing marks, small kana, iteration and length marks; JIS X 4051).
fn is_forbidden_start(text: &str) -> bool {
    let c = first_char(text);
    !c.is_ascii()
        && (matches!(c, '\u{31f0}'..='\u{31ff}')
            || "、。，．・：；？！゛゜ヽヾゝゞ々〻ー゠〜～％」』）］｝〕〉》】〙〗〟｠’”›»…‥‼⁇⁈⁉ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ｡､｣･ｰｧｨｩｪｫｬｭｮｯﾞﾟ"
                .contains(c))
}

/// Kinsoku: what no line ends with (opening marks).
fn is_forbidden_end(text: &str) -> bool {
    let c = first_char(text);
    !c.is_ascii() && "「『（［｛〔〈《【〘〖〝｟‘“｢".contains(c)
}

/// Thai, Lao, Myanmar, Khmer, Tai Le, New Tai Lue and Tai Tham.
fn is_phrase_script(text: &str) -> bool {
    matches!(first_char(text) as u32,
        0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x1950..=0x19ff | 0x1a20..=0x1aaf | 0xaa60..=0xaa7f)
}

/// Within a syllable of such a script: behind a vowel that is written before its consonant, before one
/// that is written behind it, before the signs of repetition and shortening, and within stacked consonants.
fn clings(before: &str, after: &str) -> bool {
    matches!(first_char(before), 'เ'..='ไ' | 'ເ'..='ໄ')
        || before.ends_with(['\u{17d2}', '\u{1039}', '\u{1a60}'])
        || matches!(
            first_char(after),
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
                | '\u{17d4}'..='\u{17d6}' | '\u{17d7}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(chance(Some("x"), before, after), expected, "{before:?} {after:?}");
        }
        assert_eq!(chance(Some("0"), "-", "0"), Chance::Address);
        assert_eq!(chance(Some("l"), "-", "k"), Chance::Word);
    }
}
