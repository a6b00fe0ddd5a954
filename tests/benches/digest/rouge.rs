//! ROUGE-1, ROUGE-2 and ROUGE-L as F1 over words in small letters, without stemming.

use std::collections::HashMap;

/// F1 of single words, of pairs, and of the longest common subsequence.
pub type Scores = [f64; 3];

/// The words of a text.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// How often each run of `length` words occurs.
pub fn grams(words: &[String], length: usize) -> HashMap<&[String], usize> {
    let mut found = HashMap::new();
    for gram in words.windows(length) {
        *found.entry(gram).or_insert(0) += 1;
    }
    found
}

/// The scores of a text against the one that was wanted.
pub fn rouge(found: &[String], wanted: &[String]) -> Scores {
    let shared = |length: usize| {
        let (ours, theirs) = (grams(found, length), grams(wanted, length));
        theirs.iter().map(|(gram, n)| (*n).min(ours.get(gram).copied().unwrap_or(0))).sum::<usize>()
    };
    let pairs = |words: &[String]| words.len().saturating_sub(1);
    [
        f1(shared(1), found.len(), wanted.len()),
        f1(shared(2), pairs(found), pairs(wanted)),
        f1(common(found, wanted), found.len(), wanted.len()),
    ]
}

fn f1(shared: usize, found: usize, wanted: usize) -> f64 {
    if found + wanted == 0 { 0.0 } else { 2.0 * shared as f64 / (found + wanted) as f64 }
}

/// Length of the longest common subsequence.
fn common(one: &[String], other: &[String]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for a in one {
        let mut diagonal = 0;
        for (j, b) in other.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if a == b { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[other.len()]
}
