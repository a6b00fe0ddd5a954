//! Where quotation marks open and close, in the habits of many languages. Knows nothing of sentences;
//! `sentences` keeps a quotation whole, and `quotes` reads it out.

use std::ops::Range;

/// A longer quotation is one whose closing mark was forgotten.
const LONGEST: usize = 1200;

/// The quotations of a paragraph, marks included, in order; those inside another are left out.
#[must_use]
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        match closing_of(text, at, c).and_then(|closers| end_of(text, after, c, closers)) {
            Some(end) => {
                found.push(at..end);
                at = end;
            }
            None => at = after,
        }
    }
    found
}

/// The text of a quotation without its marks and the spaces inside them.
#[must_use]
pub fn inside(quotation: &str) -> &str {
    let mut chars = quotation.chars();
    chars.next();
    chars.next_back();
    chars.as_str().trim()
}

/// The marks that close what `c` opens at this place; none if it opens nothing.
fn closing_of(text: &str, at: usize, c: char) -> Option<&'static [char]> {
    let before = text[..at].chars().next_back();
    let is_free = before.is_none_or(|c| c.is_whitespace() || "([{—–-/:".contains(c));
    let after = text[at + c.len_utf8()..].chars().next();
    let leads = after.is_some_and(|c| !c.is_whitespace());
    match c {
        '“' if is_free || before == Some('‘') => Some(&['”', '"']),
        '„' => Some(&['“', '”', '"']),
        '«' if is_free => Some(&['»']),
        '»' if is_free && leads => Some(&['«', '»']),
        '”' if is_free && leads => Some(&['”']),
        '"' if is_free && leads => Some(&['"', '”']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        _ => None,
    }
}

fn end_of(text: &str, from: usize, opening: char, closers: &[char]) -> Option<usize> {
    let mut previous = opening;
    for (offset, c) in text[from..].char_indices() {
        if offset > LONGEST {
            return None;
        }
        // A straight mark behind a space opens again, unless a French one stands there.
        let opens_again = c == '"' && previous.is_whitespace();
        if closers.contains(&c) && !opens_again && offset > 0 {
            return Some(from + offset + c.len_utf8());
        }
        previous = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_in_the_marks_of_many_languages() {
        for (text, quotations) in [
            ("“They looked good,” she said. “So show me.”", &["They looked good,", "So show me."][..]),
            ("„Der Winter ist bezahlt“, sagte er.", &["Der Winter ist bezahlt"]),
            ("un pronóstico «y no un mercado».", &["y no un mercado"]),
            ("Il a dit : « Nous sommes là. »", &["Nous sommes là."]),
            ("»Alles gut«, sagte sie.", &["Alles gut"]),
            ("He said \"no\" and \"never\" again", &["no", "never"]),
            ("彼は「はい。」と言った。", &["はい。"]),
            ("A 6\" pipe and a 5'8\" man, no quotation.", &[]),
            ("“Never closed", &[]),
        ] {
            let found: Vec<&str> = quoted(text).into_iter().map(|range| inside(&text[range])).collect();
            assert_eq!(found, quotations, "{text}");
        }
    }
}
