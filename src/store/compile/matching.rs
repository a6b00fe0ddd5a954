//! The part of a condition that the search index can answer, as a match expression. The expression
//! finds at least what fits; [`Match::rest`] is what has to be checked of what it finds. Every word is
//! quoted and consists of letters and digits alone, so no text of a person reaches the syntax.

use rusqlite::Connection;

use crate::store::Result;
use crate::store::compile::node::{Node, Place, Test};
use crate::store::compile::words::{MIN_PREFIX, Words};
use crate::store::index::tokens::{feed_word, title_word};

/// FTS5 parses with a stack of 100 symbols; deeper parts are left to the check of each entry.
const MAX_DEPTH: usize = 12;
/// More words of one query than this are left to the check of each entry.
const MAX_WORDS: usize = 256;
/// A prefix of more words than this is left to FTS5, which merges their lists before the first row.
const MAX_EXPANSION: u32 = 100;
/// Feeds that are named in an expression; more are checked entry by entry.
const MAX_FEEDS: usize = 64;
/// A word that no text holds: the tokenizer writes `zqz` for `zq`.
const NOTHING: &str = "\"zqn\"";

/// A match expression.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    pub(crate) expression: String,
    /// What it does not answer.
    pub(crate) rest: Node,
    /// True if words are in it, not feeds alone (which other indexes find better).
    pub(crate) wordy: bool,
}

/// What of `node` the index can answer; with `feeds`, feeds are part of it.
pub(crate) fn expression(connection: &Connection, node: &Node, feeds: bool) -> Result<Option<Match>> {
    let mut maker = Maker { connection, feeds, words: 0 };
    Ok(maker.upper(node, 0)?.filter(|found| found.wordy))
}

struct Maker<'c> {
    connection: &'c Connection,
    feeds: bool,
    words: usize,
}

impl Maker<'_> {
    fn upper(&mut self, node: &Node, depth: usize) -> Result<Option<Match>> {
        if depth > MAX_DEPTH || self.words > MAX_WORDS {
            return Ok(None);
        }
        match node {
            Node::All(parts) => self.all(parts, depth + 1),
            Node::Any(parts) => self.any(node, parts, depth + 1),
            Node::Is(Test::Words { place, words }) if !matches!(place, Place::Url | Place::Language) => {
                self.words += words.tokens.len() + usize::from(words.prefix.is_some());
                let expression = self.words(*place, words)?;
                let exact = matches!(place, Place::Any | Place::Title) && words.phrase.is_empty();
                let rest = if exact { Node::Always } else { node.clone() };
                Ok(Some(Match { expression, rest, wordy: true }))
            }
            Node::Is(Test::Feeds(feeds)) if self.feeds && feeds.len() <= MAX_FEEDS => {
                let words: Vec<String> = feeds.iter().map(|feed| quoted(&feed_word(*feed))).collect();
                Ok(Some(Match { expression: either(&words), rest: Node::Always, wordy: false }))
            }
            _ => Ok(None),
        }
    }

    fn all(&mut self, parts: &[Node], depth: usize) -> Result<Option<Match>> {
        let (mut with, mut without, mut rest, mut wordy) = (Vec::new(), Vec::new(), Vec::new(), false);
        for part in parts {
            if let Node::Not(inner) = part {
                match self.upper(inner, depth)? {
                    Some(Match { expression, rest: Node::Always, .. }) => without.push(expression),
                    _ => rest.push(part.clone()),
                }
            } else if let Some(found) = self.upper(part, depth)? {
                wordy |= found.wordy;
                with.push(found.expression);
                rest.push(found.rest);
            } else {
                rest.push(part.clone());
            }
        }
        if with.is_empty() {
            return Ok(None);
        }
        let mut expression = both(&with);
        if !without.is_empty() {
            expression = format!("({expression} NOT {})", either(&without));
        }
        Ok(Some(Match { expression, rest: Node::all(rest), wordy }))
    }

    fn any(&mut self, whole: &Node, parts: &[Node], depth: usize) -> Result<Option<Match>> {
        let (mut list, mut exact, mut wordy) = (Vec::new(), true, false);
        for part in parts {
            let Some(found) = self.upper(part, depth)? else { return Ok(None) };
            exact &= matches!(found.rest, Node::Always);
            wordy |= found.wordy;
            list.push(found.expression);
        }
        let rest = if exact { Node::Always } else { whole.clone() };
        Ok(Some(Match { expression: either(&list), rest, wordy }))
    }

    fn words(&self, place: Place, words: &Words) -> Result<String> {
        let spell = |word: &str| if place == Place::Title { title_word(word) } else { word.to_owned() };
        let mut parts: Vec<String> = words.tokens.iter().map(|word| quoted(&spell(word))).collect();
        if let Some(prefix) = &words.prefix {
            parts.push(self.prefix(place, prefix)?);
        }
        Ok(both(&parts))
    }

    fn prefix(&self, place: Place, prefix: &str) -> Result<String> {
        let in_titles = || self.expanded(&title_word(prefix));
        match place {
            Place::Title => in_titles(),
            _ if prefix.chars().count() >= MIN_PREFIX => self.expanded(prefix),
            Place::Any => Ok(either(&[quoted(prefix), in_titles()?])),
            _ => Ok(quoted(prefix)),
        }
    }

    /// The words of the index that start with `prefix`.
    fn expanded(&self, prefix: &str) -> Result<String> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT term FROM fts_term WHERE term >= ?1 AND term < ?2 LIMIT ?3")?;
        let end = format!("{prefix}\u{10ffff}");
        let terms = statement.query_map((prefix, end, MAX_EXPANSION + 1), |row| row.get::<_, String>(0))?;
        let terms: Vec<String> = terms.collect::<rusqlite::Result<_>>()?;
        Ok(match u32::try_from(terms.len()).unwrap_or(u32::MAX) {
            0 => NOTHING.to_owned(),
            n if n > MAX_EXPANSION => format!("{} *", quoted(prefix)),
            _ => either(&terms.iter().map(|term| quoted(term)).collect::<Vec<_>>()),
        })
    }
}

fn quoted(word: &str) -> String {
    debug_assert!(!word.contains(['"', ' ']));
    format!("\"{word}\"")
}

fn both(parts: &[String]) -> String {
    joined(parts, " AND ")
}

fn either(parts: &[String]) -> String {
    joined(parts, " OR ")
}

fn joined(parts: &[String], word: &str) -> String {
    if let [one] = parts { one.clone() } else { format!("({})", parts.join(word)) }
}
