//! The part of a condition that the search index can answer, as a match expression. The expression
//! finds at least what fits; [`Match::rest`] is what has to be checked of what it finds. Every word is
//! quoted and consists of letters and digits alone, so no text of a person reaches the syntax.

use rusqlite::Connection;

use crate::store::Result;
use crate::store::compile::node::{Node, Place, Test};
use crate::store::compile::words::Words;
use crate::store::index::Extent;
use crate::text::words::{MIN_PREFIX, feed_word, title_word};

/// FTS5 parses with a stack of 100 symbols; deeper parts are left to the check of each entry.
const MAX_DEPTH: usize = 12;
/// More words of one query than this are left to the check of each entry.
const MAX_WORDS: usize = 256;
/// A prefix of more words than this is not spelled out: FTS5 then merges all their lists before the
/// first row, which pays only for those who want all of them, or where they are rare.
const MAX_EXPANSION: u32 = 100;
/// Feeds that are named in an expression; more are checked entry by entry.
const MAX_FEEDS: usize = 64;
/// A prefix that one entry in so many holds is found quickly without the index.
const DENSE: i64 = 16;
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

/// How the index is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    /// Feeds are part of the expression.
    pub(crate) feeds: bool,
    /// All hits are wanted, not a page of them.
    pub(crate) all: bool,
}

/// What of `node` the index can answer.
pub(crate) fn expression(connection: &Connection, node: &Node, usage: Use) -> Result<Option<Match>> {
    let mut maker = Maker { connection, usage, words: 0 };
    Ok(maker.upper(node, 0)?.filter(|found| found.wordy))
}

/// The expression for `words` in titles.
pub(crate) fn in_titles(connection: &Connection, words: &Words) -> Result<Option<String>> {
    let maker = Maker { connection, usage: Use { feeds: false, all: true }, words: 0 };
    Ok(maker.words(Place::Title, words)?.map(|(expression, _)| expression))
}

struct Maker<'c> {
    connection: &'c Connection,
    usage: Use,
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
                let Some((expression, complete)) = self.words(*place, words)? else { return Ok(None) };
                let exact = complete && matches!(place, Place::Any | Place::Title) && words.phrase.is_empty();
                let rest = if exact { Node::Always } else { node.clone() };
                Ok(Some(Match { expression, rest, wordy: true }))
            }
            Node::Is(Test::Feeds(feeds)) if self.usage.feeds && feeds.len() <= MAX_FEEDS => {
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

    /// The expression of some words, and whether it says all of them.
    fn words(&self, place: Place, words: &Words) -> Result<Option<(String, bool)>> {
        let spell = |word: &str| if place == Place::Title { title_word(word) } else { word.to_owned() };
        let mut parts: Vec<String> = words.tokens.iter().map(|word| quoted(&spell(word))).collect();
        let mut complete = true;
        if let Some(prefix) = &words.prefix {
            let spelled = self.prefix(place, prefix)?;
            complete = spelled.is_some();
            parts.extend(spelled);
        }
        Ok((!parts.is_empty()).then(|| (both(&parts), complete)))
    }

    fn prefix(&self, place: Place, prefix: &str) -> Result<Option<String>> {
        let in_titles = || self.expanded(&title_word(prefix));
        match place {
            Place::Title => in_titles(),
            _ if prefix.chars().count() >= MIN_PREFIX => self.expanded(prefix),
            Place::Any => Ok(in_titles()?.map(|titles| either(&[quoted(prefix), titles]))),
            _ => Ok(Some(quoted(prefix))),
        }
    }

    /// The words of the index that start with `prefix`; `None` where the index is no help.
    fn expanded(&self, prefix: &str) -> Result<Option<String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT term, doc FROM fts_term WHERE term >= ?1 AND term < ?2 LIMIT ?3")?;
        let end = format!("{prefix}\u{10ffff}");
        let mut rows = statement.query((prefix, end, MAX_EXPANSION + 1))?;
        let (mut terms, mut held) = (Vec::new(), 0_i64);
        while let Some(row) = rows.next()? {
            terms.push(quoted(&row.get::<_, String>(0)?));
            held += row.get::<_, i64>(1)?;
        }
        if u32::try_from(terms.len()).unwrap_or(u32::MAX) > MAX_EXPANSION {
            let total = Extent::load(self.connection)?.count;
            let dense = held.saturating_mul(DENSE) > total;
            return Ok((self.usage.all || !dense).then(|| format!("{} *", quoted(prefix))));
        }
        Ok(Some(if terms.is_empty() { NOTHING.to_owned() } else { either(&terms) }))
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
