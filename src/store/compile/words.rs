//! The words that a text must hold, and the check of a text for them.

use std::ops::ControlFlow;

use crate::text::words::{self, Kind, MIN_PREFIX, Sought, Token, cut, index_words};

/// Words of a query, cut like the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// Each must occur.
    pub(crate) tokens: Vec<String>,
    /// A word that starts so must occur.
    pub(crate) prefix: Option<String>,
    /// These must stand side by side; empty where `tokens` say all of it.
    pub(crate) phrase: Vec<String>,
}

impl Words {
    /// Each word of `text`, anywhere; `None` if it holds none.
    pub(crate) fn all_of(text: &str) -> Option<Self> {
        let tokens = index_words(&cut(text));
        (!tokens.is_empty()).then(|| Self { tokens, ..Self::default() })
    }

    /// The words of `text` side by side.
    pub(crate) fn phrase(text: &str) -> Option<Self> {
        let mut words = Self::all_of(text)?;
        let cut = cut(text);
        let steps = || cut.iter().filter(|token| token.kind != Kind::Pair);
        // One word, or one pair of neighbours, is found by the index alone.
        let is_pair = steps().count() == 2 && cut.iter().any(|token| token.kind == Kind::Pair);
        if steps().count() > 1 && !is_pair {
            words.phrase = steps().map(|token| token.text.clone()).collect();
        }
        Some(words)
    }

    /// Like [`Words::all_of`], but the last word may go on.
    pub(crate) fn starting(stem: &str) -> Option<Self> {
        let (tokens, prefix) = words::starting(stem);
        (prefix.is_some() || !tokens.is_empty()).then(|| Self { tokens, prefix, ..Self::default() })
    }

    /// Each word by itself, to look for in titles or in texts.
    pub(crate) fn sought(&self, in_title: bool) -> impl Iterator<Item = Sought> {
        let prefix = self.prefix.iter().map(move |prefix| Sought::start(prefix.clone(), in_title));
        self.tokens.iter().cloned().map(Sought::Word).chain(prefix)
    }

    /// True if the prefix is too short to be looked for outside of titles.
    pub(crate) fn has_short_prefix(&self) -> bool {
        self.prefix.as_ref().is_some_and(|prefix| prefix.chars().count() < MIN_PREFIX)
    }

    fn prefix_hits(&self, token: &str, title: bool) -> bool {
        let whole = self.has_short_prefix() && !title;
        self.prefix.as_ref().is_some_and(|p| if whole { token == p } else { token.starts_with(p.as_str()) })
    }
}

/// Looks for [`Words`] in one text after the other.
pub(crate) struct Search<'w> {
    words: &'w Words,
    found: Vec<bool>,
    missing: usize,
    phrase: bool,
}

impl<'w> Search<'w> {
    pub(crate) fn new(words: &'w Words) -> Self {
        let missing = words.tokens.len() + usize::from(words.prefix.is_some());
        Self { words, found: vec![false; missing], missing, phrase: words.phrase.is_empty() }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.missing == 0 && self.phrase
    }

    /// Looks through one more text; true when everything was found by now.
    pub(crate) fn look(&mut self, text: &str, title: bool) -> bool {
        let mut progress: Vec<usize> = Vec::new();
        words::each(text, |token| {
            self.note_word(token, title);
            self.note_phrase(token, &mut progress);
            if self.is_done() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        self.is_done()
    }

    fn note_word(&mut self, token: Token<'_>, title: bool) {
        if self.missing == 0 {
            return;
        }
        for (i, word) in self.words.tokens.iter().enumerate() {
            if !self.found[i] && word == token.text {
                self.found[i] = true;
                self.missing -= 1;
            }
        }
        let last = self.found.len().saturating_sub(1);
        if self.words.prefix.is_some() && !self.found[last] && self.words.prefix_hits(token.text, title) {
            self.found[last] = true;
            self.missing -= 1;
        }
    }

    /// `progress` holds how much of the phrase was met at each place where it may stand.
    fn note_phrase(&mut self, token: Token<'_>, progress: &mut Vec<usize>) {
        if self.phrase || token.kind == Kind::Pair {
            return;
        }
        progress.push(0);
        progress.retain_mut(|met| {
            let fits = self.words.phrase[*met] == token.text;
            *met += usize::from(fits);
            self.phrase |= *met == self.words.phrase.len();
            fits && *met < self.words.phrase.len()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: Option<Words>, text: &str) -> bool {
        Search::new(&words.unwrap()).look(text, false)
    }

    #[test]
    fn words_may_stand_anywhere_and_phrases_only_side_by_side() {
        let text = "The state of the art in Berlin: art, state.";
        assert!(found(Words::all_of("art-state"), text));
        assert!(found(Words::phrase("art STATE"), text));
        assert!(!found(Words::phrase("art of"), text));
        assert!(found(Words::phrase("the the art"), "the the the art"));
        assert!(!found(Words::all_of("berli"), text));
        assert!(found(Words::starting("berli"), text));
        assert!(found(Words::starting("art be"), "art be"));
        assert!(!found(Words::starting("be"), text), "short prefixes are whole words outside of titles");
        assert!(Search::new(&Words::starting("be").unwrap()).look(text, true));
    }

    #[test]
    fn characters_of_scripts_without_spaces_are_found_alone_and_in_runs() {
        let text = "東京大学の研究";
        assert!(found(Words::all_of("学"), text));
        assert!(found(Words::all_of("大学"), text));
        assert!(found(Words::phrase("京大学"), text));
        assert!(!found(Words::phrase("大京学"), text));
        assert_eq!(Words::all_of("東京大").unwrap().tokens, ["京大", "東京"]);
        assert_eq!(Words::starting("研究").unwrap().prefix, None);
    }

    #[test]
    fn punctuation_says_nothing() {
        for text in ["", "++", "— …", "\"*"] {
            assert_eq!(Words::all_of(text), None, "{text}");
            assert_eq!(Words::phrase(text), None, "{text}");
            assert_eq!(Words::starting(text), None, "{text}");
        }
    }

    #[test]
    fn one_word_and_one_pair_need_no_second_look() {
        assert!(Words::phrase("Berlin!").unwrap().phrase.is_empty());
        assert!(Words::phrase("大学").unwrap().phrase.is_empty());
        assert_eq!(Words::phrase("大 学").unwrap().phrase, ["大", "学"]);
        assert_eq!(Words::phrase("a a").unwrap().phrase, ["a", "a"]);
    }
}
