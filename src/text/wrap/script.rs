//! Raised and lowered text: the characters that Unicode has for it, else `^(…)`. Called by `inlines`.

use super::Ornaments;
use crate::text::document::{Inline, Script, Style};

/// Longest run with letters that is raised as a whole; more of the small letters cannot be read.
const MOST_LETTERS: usize = 4;

/// How a run of raised or lowered text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raising {
    /// On the line, as it is.
    Plain,
    /// In characters that are raised themselves.
    Characters(Script),
    /// Behind a sign.
    Sign(&'static str),
    /// Behind a sign and in parentheses.
    Parentheses(&'static str),
}

/// Decides for a run of inlines that are all in `script`.
pub fn raising(run: &[Inline], script: Script, ornaments: Ornaments) -> Raising {
    let sign = match script {
        Script::Normal => return Raising::Plain,
        Script::Super => "^",
        Script::Sub => "_",
    };
    let chars = || {
        run.iter().flat_map(|inline| match inline {
            Inline::Text(text, _) => text.as_str().chars(),
            Inline::Break => "".chars(),
        })
    };
    // Signs such as ® and * are small already; a note in brackets says itself what it is.
    let is_note = chars().next() == Some('[') && chars().any(char::is_alphabetic);
    if is_note || !chars().any(char::is_alphanumeric) {
        return Raising::Plain;
    }
    let letters = chars().filter(|c| c.is_alphabetic()).count();
    let has_all = || chars().all(|c| character(c, script).is_some());
    if ornaments == Ornaments::Unicode && letters <= MOST_LETTERS && has_all() {
        Raising::Characters(script)
    } else if chars().filter(|c| !c.is_whitespace()).count() == 1 {
        Raising::Sign(sign)
    } else {
        Raising::Parentheses(sign)
    }
}

/// Inlines from the start that are in one script.
pub fn run_length(inlines: &[Inline], script: Script) -> usize {
    let same =
        |inline: &&Inline| matches!(inline, Inline::Text(_, Style { script: other, .. }) if *other == script);
    inlines.iter().take_while(same).count()
}

/// The raised or lowered form of a character; marks that separate stay as they are.
pub fn character(c: char, script: Script) -> Option<char> {
    const RAISED: (&str, &str) = (
        "0123456789+-−=()[]abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
    );
    const LOWERED: (&str, &str) =
        ("0123456789+-−=()[]aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ");
    let (plain, shown) = match script {
        Script::Normal => return Some(c),
        Script::Super => RAISED,
        Script::Sub => LOWERED,
    };
    if c.is_whitespace() || matches!(c, ',' | ';' | '.' | '*' | '′') {
        return Some(c);
    }
    plain.chars().position(|known| known == c).and_then(|at| shown.chars().nth(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SafeText;

    #[test]
    fn what_has_raised_characters_is_shown_in_them() {
        let text = |text: &str| [Inline::Text(SafeText::piece(text), Style::default())];
        let raised = Raising::Characters(Script::Super);
        for (shown, expected) in [
            ("2", raised),
            ("-3", raised),
            ("th", raised),
            ("[1]", raised),
            ("1, 2", raised),
            ("q", Raising::Sign("^")),
            ("2q", Raising::Parentheses("^")),
            ("explained", Raising::Parentheses("^")),
            ("[note 3]", Raising::Plain),
            ("®", Raising::Plain),
            ("*", Raising::Plain),
        ] {
            assert_eq!(raising(&text(shown), Script::Super, Ornaments::Unicode), expected, "{shown}");
        }
        assert_eq!(raising(&text("2"), Script::Sub, Ornaments::Ascii), Raising::Sign("_"));
        assert_eq!(raising(&text("2"), Script::Normal, Ornaments::Ascii), Raising::Plain);
        assert_eq!(character('2', Script::Sub), Some('₂'));
        assert_eq!(character('z', Script::Sub), None);
    }

    #[test]
    fn both_rows_of_the_tables_are_of_one_length() {
        for script in [Script::Super, Script::Sub] {
            for c in ('!'..='~').chain("βγδθφχρ−".chars()) {
                if let Some(shown) = character(c, script) {
                    assert!(!shown.is_ascii() || shown == c, "{c} {shown}");
                }
            }
        }
        assert_eq!(character('χ', Script::Super), Some('ᵡ'));
        assert_eq!(character('χ', Script::Sub), Some('ᵪ'));
    }
}
