//! The words of a query that its hits are ranked by and that are marked in excerpts: those that must
//! or may occur, not those that must not.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rusqlite::Connection;

use crate::store::Result;
use crate::store::compile::node::{Node, Test};
use crate::store::compile::words::Words;
use crate::store::index::tokens;

/// Words that are counted for the rank; more say little.
const MAX_RANKED: usize = 16;
/// Where counting the documents of a word stops: from here on it is frequent.
const FREQUENT: i64 = 5_000;
/// What a word in the headline is worth: more than any number of times in the text (at most 2.2).
const TITLE: f64 = 2.5;
/// Words of an ordinary text.
const ORDINARY_LENGTH: f64 = 300.0;

/// Words and expressions to look for.
#[derive(Debug, Default)]
pub(super) struct Terms {
    words: Vec<Words>,
    regexes: Vec<regex::Regex>,
    /// Every single word once.
    single: Vec<Words>,
}

impl Terms {
    pub(super) fn of(root: &Node) -> Self {
        let mut terms = Self::default();
        terms.collect(root);
        let words: BTreeSet<&String> = terms.words.iter().flat_map(|words| &words.tokens).collect();
        let prefixes: BTreeSet<&String> =
            terms.words.iter().filter_map(|words| words.prefix.as_ref()).collect();
        let word = |word: &String| Words { tokens: vec![word.clone()], ..Words::default() };
        let prefix = |prefix: &String| Words { prefix: Some(prefix.clone()), ..Words::default() };
        let single = words.into_iter().map(word).chain(prefixes.into_iter().map(prefix));
        terms.single = single.take(MAX_RANKED).collect();
        terms
    }

    fn collect(&mut self, node: &Node) {
        match node {
            Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| self.collect(part)),
            Node::Is(Test::Words { words, .. }) => self.words.push(words.clone()),
            Node::Is(Test::Regex { regex, .. }) => self.regexes.push(regex.clone()),
            _ => {}
        }
    }

    /// True if there is nothing to rank by.
    pub(super) fn is_empty(&self) -> bool {
        self.single.is_empty()
    }

    /// Every single word, for counting.
    pub(super) fn single(&self) -> &[Words] {
        &self.single
    }

    pub(super) fn hits(&self, token: &str) -> bool {
        self.words.iter().any(|words| words.hits(token, false))
    }

    pub(super) fn regexes(&self) -> &[regex::Regex] {
        &self.regexes
    }

    /// What each word is worth: the rarer, the more.
    pub(super) fn weights(&self, connection: &Connection) -> Result<Weights> {
        let total: f64 =
            connection.query_row("SELECT ifnull(sum(total), 0) + 0.0 FROM feed", [], |row| row.get(0))?;
        let sql = "SELECT count(*) + 0.0 FROM (SELECT 1 FROM fts WHERE fts MATCH ?1 LIMIT ?2)";
        let mut statement = connection.prepare_cached(sql)?;
        let mut weights = Vec::with_capacity(self.single.len());
        for words in &self.single {
            let held: f64 = match words.tokens.first() {
                Some(word) => statement.query_row((format!("\"{word}\""), FREQUENT), |row| row.get(0))?,
                None => 0.0,
            };
            weights.push((1.0 + (total.max(held) + 1.0) / (held + 1.0)).ln());
        }
        Ok(Weights(weights))
    }
}

/// The worth of each word.
pub(super) struct Weights(Vec<f64>);

impl Weights {
    /// What each word adds where it stands in the headline.
    pub(super) fn of_titles(&self) -> impl Iterator<Item = f64> {
        self.0.iter().map(|weight| TITLE * weight)
    }

    /// What a headline adds.
    pub(super) fn title(&self, terms: &Terms, title: &str) -> f64 {
        let (counts, _) = count(terms, title, true);
        let hit = counts.iter().zip(&self.0).filter(|(count, _)| **count > 0.0);
        TITLE * hit.map(|(_, weight)| weight).sum::<f64>() + 1.0
    }

    /// What a text adds: more for more hits, ever less for each, less in a long text.
    pub(super) fn text(&self, terms: &Terms, text: &str) -> f64 {
        let (counts, length) = count(terms, text, false);
        let damp = 1.2 * (0.25 + 0.75 * length / ORDINARY_LENGTH);
        counts.iter().zip(&self.0).map(|(count, weight)| weight * count * 2.2 / (count + damp)).sum()
    }
}

/// How often each word stands in `text`, and how many words it has.
fn count(terms: &Terms, text: &str, title: bool) -> (Vec<f64>, f64) {
    let mut counts = vec![0.0; terms.single.len()];
    let mut length = 0.0;
    tokens::each(text, |token| {
        length += 1.0;
        for (count, words) in counts.iter_mut().zip(&terms.single) {
            if words.hits(token.text, title) {
                *count += 1.0;
            }
        }
        ControlFlow::Continue(())
    });
    (counts, length)
}
