//! The words of a query that its hits are ranked by and that are marked in excerpts: those that must
//! or may occur, not those that must not.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::store::Result;
use crate::store::compile::node::{Node, Test};
use crate::store::compile::words::Words;
use crate::text::words::{Finder, Sought};

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
    /// Every single word once, as far as it is ranked by.
    single: Vec<Words>,
    /// Every single word in the same order, as it is looked for in headlines and in texts.
    in_titles: Vec<Sought>,
    in_texts: Vec<Sought>,
    regexes: Vec<regex::Regex>,
}

impl Terms {
    pub(super) fn of(root: &Node) -> Self {
        let mut terms = Self::default();
        let mut found = Vec::new();
        terms.collect(root, &mut found);
        let words: BTreeSet<&String> = found.iter().flat_map(|words| &words.tokens).collect();
        let prefixes: BTreeSet<&String> = found.iter().filter_map(|words| words.prefix.as_ref()).collect();
        let word = |word: &String| Words { tokens: vec![word.clone()], ..Words::default() };
        let prefix = |prefix: &String| Words { prefix: Some(prefix.clone()), ..Words::default() };
        let mut single: Vec<Words> =
            words.into_iter().map(word).chain(prefixes.into_iter().map(prefix)).collect();
        terms.in_texts = single.iter().flat_map(|words| words.sought(false)).collect();
        single.truncate(MAX_RANKED);
        terms.in_titles = single.iter().flat_map(|words| words.sought(true)).collect();
        terms.single = single;
        terms
    }

    fn collect<'n>(&mut self, node: &'n Node, found: &mut Vec<&'n Words>) {
        match node {
            Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| self.collect(part, found)),
            Node::Is(Test::Words { words, .. }) => found.push(words),
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

    /// What is marked in texts.
    pub(super) fn marks(&self) -> &[Sought] {
        &self.in_texts
    }

    pub(super) fn regexes(&self) -> &[regex::Regex] {
        &self.regexes
    }

    /// What each word is worth among `entries`: the rarer, the more.
    pub(super) fn weights(&self, connection: &Connection, entries: u64) -> Result<Weights<'_>> {
        let total = f64::from(u32::try_from(entries).unwrap_or(u32::MAX));
        let sql = "SELECT count(*) + 0.0 FROM (SELECT 1 FROM fts WHERE fts MATCH ?1 LIMIT ?2)";
        let mut statement = connection.prepare_cached(sql)?;
        let mut worth = Vec::with_capacity(self.single.len());
        for words in &self.single {
            let held: f64 = match words.tokens.first() {
                Some(word) => statement.query_row((format!("\"{word}\""), FREQUENT), |row| row.get(0))?,
                None => 0.0,
            };
            worth.push((1.0 + (total.max(held) + 1.0) / (held + 1.0)).ln());
        }
        Ok(Weights { worth, titles: Finder::new(&self.in_titles), texts: Finder::new(&self.in_texts) })
    }
}

/// The worth of each word, and the way to find them.
pub(super) struct Weights<'t> {
    worth: Vec<f64>,
    titles: Finder<'t>,
    texts: Finder<'t>,
}

impl Weights<'_> {
    /// What each word adds where it stands in the headline.
    pub(super) fn of_titles(&self) -> impl Iterator<Item = f64> {
        self.worth.iter().map(|weight| TITLE * weight)
    }

    /// What a headline adds.
    pub(super) fn title(&self, title: &str) -> f64 {
        let seen = self.look(&self.titles, title);
        let hit = seen.counts.iter().zip(&self.worth).filter(|(count, _)| **count > 0.0);
        TITLE * hit.map(|(_, weight)| weight).sum::<f64>() + 1.0
    }

    /// What a text adds (more for more hits, ever less for each, less in a long text), and where its
    /// first hit stands.
    pub(super) fn text(&self, text: &str) -> (f64, Option<usize>) {
        let seen = self.look(&self.texts, text);
        let damp = 1.2 * (0.25 + 0.75 * seen.length / ORDINARY_LENGTH);
        let worth = |(count, weight): (&f64, &f64)| weight * count * 2.2 / (count + damp);
        (seen.counts.iter().zip(&self.worth).map(worth).sum(), seen.first)
    }

    fn look(&self, finder: &Finder<'_>, text: &str) -> Seen {
        let mut counts = vec![0.0; self.worth.len()];
        let mut first = None;
        let length = finder.look(text, |word, place| {
            first = Some(first.map_or(place.start, |first: usize| first.min(place.start)));
            if let Some(count) = counts.get_mut(word) {
                *count += 1.0;
            }
        });
        Seen { counts, length: f64::from(u32::try_from(length).unwrap_or(u32::MAX)), first }
    }
}

/// What one pass over a text saw.
struct Seen {
    /// How often each word stands there.
    counts: Vec<f64>,
    /// How many words it has.
    length: f64,
    first: Option<usize>,
}
