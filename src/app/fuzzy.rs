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

/// The names that hold the letters of every word of `typed` in this order, the best first; all of them
/// as they are for no letters.
#[must_use]
pub fn best(typed: &str, names: &[&str]) -> Vec<Match> {
    let patterns: Vec<Pattern> =
        typed.split_whitespace().map(|word| Pattern::new(word, PatternConfig::default())).collect();
    if patterns.is_empty() {
        return (0..names.len()).map(|index| Match { index, letters: Vec::new() }).collect();
    }
    let config =
        Config { casing: CaseMatching::Ignore, unicode: UnicodeMatching::Always, ..Config::default() };
    let mut found = Matcher::from_patterns(&patterns, &config).match_list_indices(names);
    // Of names that match as well, the shorter one is nearer to what was typed.
    found.sort_by_key(|found| (Reverse(found.score), names[found.index as usize].len()));
    found
        .into_iter()
        .map(|found| {
            let index = found.index as usize;
            Match { index, letters: characters(names[index], &found.indices) }
        })
        .collect()
}

/// Which characters of a name begin at these bytes.
fn characters(name: &str, bytes: &[u32]) -> Vec<usize> {
    let starts = name.char_indices().enumerate();
    starts.filter(|(_, (at, _))| bytes.iter().any(|byte| *byte as usize == *at)).map(|(i, _)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(typed: &str, names: &[&'a str]) -> Vec<&'a str> {
        best(typed, names).into_iter().map(|found| names[found.index]).collect()
    }

    #[test]
    fn letters_in_order_find_a_name_and_whole_words_come_first() {
        let names = ["refresh-all", "mark-all-read", "redo", "refresh"];
        assert_eq!(found("refr", &names)[..2], ["refresh", "refresh-all"]);
        assert_eq!(found("mar", &names)[0], "mark-all-read");
        assert_eq!(found("xyz", &names), Vec::<&str>::new());
        assert_eq!(found("all read", &names), ["mark-all-read"]);
        assert_eq!(found(" ", &names), names);
    }

    #[test]
    fn letters_are_counted_as_characters() {
        let matches = best("zug", &["Übers Zürcher Zug"]);
        assert_eq!(matches[0].letters, [14, 15, 16]);
    }
}
