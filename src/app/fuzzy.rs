//! Finding names by a few of their letters, for the palette and the jump.

use std::cmp::Reverse;

use neo_frizbee::{CaseMatching, Config, Matcher, Pattern, PatternConfig, UnicodeMatching};

/// A name that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Which of the names.
    pub index: usize,
    /// Its characters (not bytes) that stand for what was typed, from left to right.
    pub letters: Vec<usize>,
}

/// The names that hold the letters of every word of `typed` in this order, at most `most` of them, the
/// best first and those that are as good in their own order; the first ones as they are for no letters.
#[must_use]
pub fn best(typed: &str, names: &[&str], most: usize) -> Vec<Match> {
    let patterns: Vec<Pattern> =
        typed.split_whitespace().map(|word| Pattern::new(word, PatternConfig::default())).collect();
    if patterns.is_empty() {
        return (0..names.len().min(most)).map(|index| Match { index, letters: Vec::new() }).collect();
    }
    let config =
        Config { casing: CaseMatching::Ignore, unicode: UnicodeMatching::Always, ..Config::default() };
    let mut matcher = Matcher::from_patterns(&patterns, &config);
    // Which letters match costs far more than whether they do, so only the best are asked for them.
    let mut found = matcher.match_list(names);
    // Of names that match as well, the shorter one is nearer to what was typed.
    found.sort_by_key(|found| (Reverse(found.score), names[found.index as usize].len()));
    let found: Vec<usize> = found.into_iter().take(most).map(|found| found.index as usize).collect();
    let shown: Vec<&str> = found.iter().map(|index| names[*index]).collect();
    let lettered = matcher.match_list_indices(&shown).into_iter();
    lettered
        .map(|lettered| {
            let index = found[lettered.index as usize];
            Match { index, letters: characters(names[index], &lettered.indices) }
        })
        .collect()
}

/// The characters of `name` that begin or hold one of these bytes, from left to right.
fn characters(name: &str, bytes: &[u32]) -> Vec<usize> {
    let is_among = |start: usize, c: char| {
        bytes.iter().any(|byte| (start..start + c.len_utf8()).contains(&(*byte as usize)))
    };
    let characters = name.char_indices().enumerate();
    characters.filter(|(_, (start, c))| is_among(*start, *c)).map(|(nth, _)| nth).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(typed: &str, names: &[&'a str]) -> Vec<&'a str> {
        best(typed, names, names.len()).into_iter().map(|found| names[found.index]).collect()
    }

    #[test]
    fn letters_in_order_find_a_name_and_whole_words_come_first() {
        let names = ["refresh-all", "mark-all-read", "redo", "refresh"];
        assert_eq!(found("refresh", &names)[..2], ["refresh", "refresh-all"]);
        assert_eq!(found("mar", &names)[0], "mark-all-read");
        assert_eq!(found("xyz", &names), Vec::<&str>::new());
        assert_eq!(found("all read", &names), ["mark-all-read"]);
        assert_eq!(found(" ", &names), names);
    }

    #[test]
    fn letters_are_counted_as_characters() {
        let matches = best("zug", &["Übers Zürcher Zug"], 1);
        assert_eq!(matches[0].letters, [14, 15, 16]);
        assert_eq!(best("zür", &["Übers Zürcher Zug"], 1)[0].letters, [6, 7, 8]);
        assert_eq!(best("ü zug", &["Übers Zürcher Zug"], 1)[0].letters, [0, 14, 15, 16]);
    }

    #[test]
    fn what_is_as_good_keeps_its_order_and_the_rest_is_left_out() {
        let names: Vec<String> = (0..40).map(|n| format!("Entry {n:02}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let few: Vec<usize> = best("entry", &names, 3).into_iter().map(|found| found.index).collect();
        assert_eq!(few, [0, 1, 2]);
        assert_eq!(best("", &names, 3).len(), 3);
    }
}
