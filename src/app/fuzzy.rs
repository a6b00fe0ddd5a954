//! Finding names by a few of their letters, for the palette and the jump. Every letter of a typed word must
//! stand in the name in its order; letters that follow each other, and those that begin words, count for
//! more. Our own, because the library that was tried (`neo_frizbee`) is instantiated in the crate that
//! calls it: it made this crate's release build five times as long (measured, 7 instead of 1.4 minutes
//! of CPU).

use std::cmp::Reverse;

use crate::text::words::base_letter;

/// What a letter counts.
const LETTER: i32 = 16;
/// More for a letter that begins a word.
const WORD_START: i32 = 10;
/// More for a letter right after the one before it.
const NEXT: i32 = 12;
/// Less where letters are skipped inside a match, and for each of them.
const GAP: i32 = 4;
const SKIPPED: i32 = 1;
/// Longer names are looked at so far.
const LONGEST: usize = 256;

/// A name that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Which of the names.
    pub index: usize,
    /// Its characters (not bytes) that stand for what was typed, from left to right.
    pub letters: Vec<usize>,
}

/// The names that hold the letters of every word of `typed`, whatever their case and accents, at most
/// `most` of them: the best first, of those that are as good the shorter one, then in their own order. For
/// no letters the first ones as they are.
#[must_use]
pub fn best(typed: &str, names: &[&str], most: usize) -> Vec<Match> {
    let words: Vec<Vec<char>> = typed.split_whitespace().map(|word| folded(word).collect()).collect();
    if words.is_empty() {
        return (0..names.len().min(most)).map(|index| Match { index, letters: Vec::new() }).collect();
    }
    let mut found: Vec<(i32, usize)> = Vec::new();
    let mut name = Name::default();
    for (index, text) in names.iter().enumerate() {
        name.read(text);
        if let Some(score) = words.iter().map(|word| name.score(word)).sum::<Option<i32>>() {
            found.push((score, index));
        }
    }
    found.sort_by_key(|(score, index)| (Reverse(*score), names[*index].len()));
    found.truncate(most);
    found
        .into_iter()
        .map(|(_, index)| {
            name.read(names[index]);
            let mut letters: Vec<usize> = words.iter().flat_map(|word| name.letters(word)).collect();
            letters.sort_unstable();
            letters.dedup();
            Match { index, letters }
        })
        .collect()
}

fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(base_letter)
}

/// A name, ready to be matched.
#[derive(Default)]
struct Name {
    letters: Vec<char>,
    starts_word: Vec<bool>,
}

/// The best scores of a match whose last letter stands at a character, and wherever it stands before.
#[derive(Clone, Copy)]
struct Cell {
    here: i32,
    /// Where the letter before stands in that match.
    from: usize,
    so_far: i32,
    so_far_at: usize,
}

const NONE: i32 = i32::MIN / 2;

impl Name {
    fn read(&mut self, text: &str) {
        self.letters.clear();
        self.starts_word.clear();
        let mut before = ' ';
        for c in text.chars().take(LONGEST) {
            let is_start = c.is_alphanumeric()
                && (!before.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase()));
            self.letters.push(base_letter(c));
            self.starts_word.push(is_start);
            before = c;
        }
    }

    /// How well a word matches, if it does.
    fn score(&self, word: &[char]) -> Option<i32> {
        // Most names do not hold the letters at all, which costs one look at each.
        let mut wanted = word.iter();
        let mut next = wanted.next();
        for letter in &self.letters {
            if next == Some(letter) {
                next = wanted.next();
            }
        }
        if next.is_some() {
            return None;
        }
        let mut row = self.first_row(*word.first()?);
        for letter in &word[1..] {
            row = self.next_row(&row, *letter);
        }
        row.iter().map(|cell| cell.here).max().filter(|score| *score > NONE)
    }

    /// The characters that stand for the letters of a word in its best match.
    fn letters(&self, word: &[char]) -> Vec<usize> {
        let Some(first) = word.first() else { return Vec::new() };
        let mut rows = vec![self.first_row(*first)];
        for letter in &word[1..] {
            let row = self.next_row(&rows[rows.len() - 1], *letter);
            rows.push(row);
        }
        let last = &rows[rows.len() - 1];
        // The first of the best: `max_by_key` gives the last.
        let best = (0..last.len()).rev().max_by_key(|at| last[*at].here);
        let mut at = best.unwrap_or(0);
        let mut letters = Vec::new();
        for row in rows.iter().rev() {
            letters.push(at);
            at = row.get(at).map_or(0, |cell| cell.from);
        }
        letters
    }

    fn first_row(&self, letter: char) -> Vec<Cell> {
        self.row(
            |at| if self.letters[at] == letter { (LETTER + self.start_bonus(at), at) } else { (NONE, at) },
        )
    }

    fn next_row(&self, before: &[Cell], letter: char) -> Vec<Cell> {
        self.row(|at| {
            let Some(last) =
                at.checked_sub(1).map(|last| before[last]).filter(|_| self.letters[at] == letter)
            else {
                return (NONE, at);
            };
            let follows = last.here + NEXT;
            let skips = last.so_far - GAP;
            let (score, from) = if follows >= skips { (follows, at - 1) } else { (skips, last.so_far_at) };
            (score + LETTER + self.start_bonus(at), from)
        })
    }

    /// A row of cells from the best score at each character; what was reached before fades with distance.
    fn row(&self, score_at: impl Fn(usize) -> (i32, usize)) -> Vec<Cell> {
        let mut row: Vec<Cell> = Vec::with_capacity(self.letters.len());
        let (mut so_far, mut so_far_at) = (NONE, 0);
        for at in 0..self.letters.len() {
            let (here, from) = score_at(at);
            so_far = (so_far - SKIPPED).max(NONE);
            if here >= so_far && here > NONE {
                (so_far, so_far_at) = (here, at);
            }
            row.push(Cell { here, from, so_far, so_far_at });
        }
        row
    }

    fn start_bonus(&self, at: usize) -> i32 {
        if self.starts_word[at] { WORD_START } else { 0 }
    }
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
