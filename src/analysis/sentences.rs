//! A paragraph to its sentences. A full stop behind an abbreviation, an initial or an ordinal ends nothing,
//! and a quotation that is not long stays whole. Pure text; what a sentence is worth is none of its matter.

use std::ops::Range;

use super::language::{Language, Words};
use super::marks::quoted;

/// A longer quotation is cut into its sentences.
const WHOLE_QUOTATION: usize = 200;
/// Words behind a quotation among which the verb of saying stands that makes them part of its sentence.
const ATTRIBUTION: usize = 3;

/// The sentences of a paragraph, in order and without the space between them.
#[must_use]
pub fn sentences(text: &str, language: Language) -> Vec<&str> {
    let splitter = Splitter { text, language, words: language.words(), quotations: short_quotations(text) };
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let Some(end) = splitter.end_at(start, at, c) else {
            at += c.len_utf8();
            continue;
        };
        found.push(text[start..end].trim());
        start = end;
        at = end;
    }
    found.push(text[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// True if a sentence ends as one: not a heading, a caption or a piece of a list.
#[must_use]
pub fn is_complete(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(is_closer);
    end.ends_with(is_end)
}

fn short_quotations(text: &str) -> Vec<Range<usize>> {
    let mut quotations = quoted(text);
    quotations.retain(|range| text[range.clone()].chars().count() < WHOLE_QUOTATION);
    quotations
}

/// Signs that end a sentence where a space follows.
fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।') || is_wide_end(c)
}

/// Signs that end a sentence whatever follows.
fn is_wide_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | '›' | ')' | ']' | '」' | '』' | '）')
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '‘' | '„' | '«' | '»' | '‹' | '(' | '[' | '¿' | '¡' | '—' | '–' | '-' | '*'
    )
}

struct Splitter<'t> {
    text: &'t str,
    language: Language,
    words: &'static Words,
    quotations: Vec<Range<usize>>,
}

impl Splitter<'_> {
    /// Where the sentence that began at `start` ends, if the sign at `at` ends it.
    fn end_at(&self, start: usize, at: usize, c: char) -> Option<usize> {
        if !is_end(c) {
            return None;
        }
        let text = self.text;
        let signs = text[at..].find(|c| !is_end(c)).map_or(text.len(), |length| at + length);
        let end = self.behind_closers(signs);
        if self.quotations.iter().any(|range| range.start < at && end < range.end) {
            return None;
        }
        if is_wide_end(c) {
            // `「はい。」と言った`: the sentence goes on with a particle.
            let goes_on = signs < end && text[end..].starts_with(|c| ('ぁ'..='ん').contains(&c));
            return (!goes_on).then_some(end);
        }
        let next = end + text[end..].find(|c: char| !c.is_whitespace())?;
        (next > end && self.is_boundary(start, at, signs, end, next)).then_some(end)
    }

    /// The place behind the closing marks; French ones stand behind a space.
    fn behind_closers(&self, signs: usize) -> usize {
        let rest = &self.text[signs..];
        let spaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let rest = if spaced.starts_with('»') && self.closes(self.text.len() - spaced.len()) {
            spaced
        } else {
            rest
        };
        let length = rest.find(|c| !is_closer(c)).unwrap_or(rest.len());
        self.text.len() - rest.len() + length
    }

    fn closes(&self, at: usize) -> bool {
        self.quotations.iter().any(|range| range.start < at && at < range.end)
    }

    fn is_boundary(&self, start: usize, at: usize, signs: usize, end: usize, next: usize) -> bool {
        let follows = self.text[next..].trim_start_matches(is_opener);
        let Some(first) = follows.chars().next() else { return true };
        if first.is_lowercase() {
            return false;
        }
        let sign = &self.text[at..signs];
        if sign == "." && signs == end {
            return self.ends_at_dot(start, at, follows);
        }
        signs == end || !self.is_attribution(follows)
    }

    /// `“Really?” Brandt said.`: the words go on although they begin with a large letter.
    fn is_attribution(&self, follows: &str) -> bool {
        if self.starts_sentence(follows) {
            return false;
        }
        let mut words = follows.split_whitespace().take(ATTRIBUTION);
        words.any(|word| {
            let is_verb = self.words.saying.contains(word.trim_matches(|c: char| !c.is_alphabetic()));
            is_verb && word.chars().next().is_some_and(char::is_lowercase)
        })
    }

    /// Whether a single full stop at `at` ends a sentence, by the words around it.
    fn ends_at_dot(&self, start: usize, at: usize, follows: &str) -> bool {
        let before = &self.text[start..at];
        let token =
            before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '/')).next().unwrap_or("");
        let token = token.trim_start_matches(|c: char| !c.is_alphanumeric());
        if token.is_empty() {
            return true;
        }
        if token.chars().all(|c| c.is_ascii_digit()) {
            return self.ends_at_number(before.trim() == token, token, follows);
        }
        let lower = token.to_lowercase();
        if self.words.leaning.contains(lower.as_str()) {
            return false;
        }
        if matches!(lower.as_str(), "a.m" | "p.m") {
            return !self.names_time(follows);
        }
        let is_large = token.chars().next().is_some_and(char::is_uppercase);
        let is_initial = is_large && token.split('.').all(|part| part.chars().count() <= 1);
        let is_dotted = token.contains('.') && token.split('.').all(|part| part.chars().count() <= 2);
        let is_known = (is_large || is_dotted) && self.words.abbreviations.contains(lower.as_str());
        if !(is_initial || is_dotted || is_known) {
            return true;
        }
        self.starts_sentence(follows)
    }

    /// `am 3. Mai`, `1. The first`, `in 2014. Then`.
    fn ends_at_number(&self, is_alone: bool, token: &str, follows: &str) -> bool {
        if is_alone {
            return false;
        }
        let has_ordinals = matches!(self.language, Language::German | Language::Other);
        !has_ordinals || token.len() > 2 || self.starts_sentence(follows)
    }

    /// True if a sentence is likelier to begin here than a name to go on.
    fn starts_sentence(&self, follows: &str) -> bool {
        let word = first_word(follows);
        // A quotation or a bracket that opens here would be an odd part of a name.
        self.words.function.contains(word.to_lowercase().as_str())
    }

    /// `4 p.m. Monday`, `4 p.m. EST`.
    fn names_time(&self, follows: &str) -> bool {
        let word = first_word(follows);
        let is_zone = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        is_zone || self.words.not_names.contains(word.to_lowercase().as_str())
    }
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests;
