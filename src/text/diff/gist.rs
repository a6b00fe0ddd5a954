//! What counts as an edit: words that a reader would miss. White space, the form of quotation marks,
//! counters that run on ("12 comments", "3 hours ago") and lines of advertising do not.

use unicode_segmentation::UnicodeSegmentation;

/// What stands behind or before a number that counts something on the page itself.
const COUNTED: &[&str] = &[
    "comment",
    "comments",
    "replies",
    "views",
    "upvotes",
    "kommentar",
    "kommentare",
    "commentaires",
    "comentarios",
    "commenti",
    "reacties",
];
/// The same, but only as `Points: 12`: elsewhere these words tell news.
const LABELS: &[&str] =
    &["points", "score", "votes", "likes", "shares", "reads", "rating", "reposts", "boosts", "favourites"];
/// `3 hours ago`.
const UNITS: &[&str] =
    &["second", "seconds", "minute", "minutes", "min", "hour", "hours", "day", "days", "week", "weeks"];
/// First words of lines that sell something.
const ADVERTS: &[&str] = &[
    "advertisement",
    "advertising",
    "sponsored",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "pubblicità",
];
/// Words of a line that sells something, at most; a longer one is an article about it.
const ADVERT_WORDS: usize = 14;

/// True if two texts tell a reader the same; paragraphs are lines.
#[must_use]
pub fn says_the_same(before: &str, after: &str) -> bool {
    before == after || gist(before) == gist(after)
}

/// The words that matter, in order.
fn gist(text: &str) -> Vec<&str> {
    let mut gist = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.unicode_words().collect();
        if !is_advert(&words) {
            push_words(&words, line, &mut gist);
        }
    }
    gist
}

fn is_advert(words: &[&str]) -> bool {
    words.len() <= ADVERT_WORDS && words.first().is_some_and(|first| is_one_of(ADVERTS, first))
}

/// Leaves out numbers that only count.
fn push_words<'t>(words: &[&'t str], line: &str, gist: &mut Vec<&'t str>) {
    for (at, word) in words.iter().enumerate() {
        let is_counter = word.starts_with(|c: char| c.is_ascii_digit()) && {
            let next = |n: usize| words.get(at + n).copied().unwrap_or_default();
            let before = at.checked_sub(1).map_or("", |at| words[at]);
            is_one_of(COUNTED, next(1))
                || (is_one_of(UNITS, next(1)) && next(2).eq_ignore_ascii_case("ago"))
                || (is_one_of(COUNTED, before) || is_one_of(LABELS, before))
                    && is_labelled(line, before, word)
        };
        if !is_counter {
            gist.push(word);
        }
    }
}

/// True if a line holds `label: number`.
fn is_labelled(line: &str, label: &str, number: &str) -> bool {
    line.match_indices(number).any(|(at, _)| {
        let before = line[..at].trim_end();
        before.strip_suffix(':').is_some_and(|before| before.trim_end().ends_with(label))
    })
}

fn is_one_of(known: &[&str], word: &str) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(word) || *known == word.to_lowercase())
}
