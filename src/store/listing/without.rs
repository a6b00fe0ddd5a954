//! Words that must not occur, answered by the search index where something else leads through the
//! entries: `unread -market` would otherwise read the text of every unread entry that holds the word.
//! Used by the walk of lists.

use rusqlite::Connection;

use super::stream::{Item, Order};
use crate::store::Result;
use crate::store::compile::matching::{self, Use};
use crate::store::compile::node::{Cost, Node};
use crate::store::compile::plan::Plan;
use crate::store::index::{self, Extent};

/// Hits of the words that are read at once; twice as many each time that the walk goes on among them.
const FIRST_PIECE: usize = 128;
const MAX_PIECE: usize = 8192;

/// The part of a condition that says which words must not occur.
pub(super) struct Without<'c> {
    connection: &'c Connection,
    expression: String,
    order: Order,
    extent: Extent,
    /// What is left to check of entries that hold none of the words.
    pub(super) rest: Node,
    /// Documents with one of the words, in the order of the walk, without a gap up to `end`.
    known: Vec<i64>,
    /// Where `known` begins and ends; `None` before the first look.
    covered: Option<(i64, i64)>,
    piece: usize,
}

impl<'c> Without<'c> {
    /// The words that the rest of `plan` forbids; `None` where there are none, or where the index cannot
    /// say it all.
    pub(super) fn of(
        connection: &'c Connection,
        plan: &Plan,
        order: Order,
        extent: Extent,
    ) -> Result<Option<Self>> {
        if plan.driver.is_indexed() {
            return Ok(None);
        }
        let (mut forbidden, mut rest) = (Vec::new(), Vec::new());
        for part in plan.rest.conjuncts() {
            match part {
                Node::Not(inner) if is_answered(connection, inner)? => forbidden.push((**inner).clone()),
                other => rest.push(other.clone()),
            }
        }
        let found = matching::expression(connection, &Node::any(forbidden), USE)?;
        Ok(found.map(|found| Self {
            connection,
            expression: found.expression,
            order,
            extent,
            rest: Node::all(rest),
            known: Vec::new(),
            covered: None,
            piece: FIRST_PIECE,
        }))
    }

    /// Whether an entry holds one of the words; `None` if the index does not know the entry.
    pub(super) fn holds(&mut self, item: Item) -> Result<Option<bool>> {
        if !item.sure || item.id > self.extent.mark {
            return Ok(None);
        }
        let document = index::document(self.connection, item.id, item.at, self.extent.steps)?;
        document.map(|document| self.is_hit(document, item.at)).transpose()
    }

    fn is_hit(&mut self, document: i64, at: i64) -> Result<bool> {
        if self.covers(document) {
            return Ok(self.is_known(document));
        }
        self.read(at)?;
        if self.covers(document) {
            return Ok(self.is_known(document));
        }
        // The walk leaps over many hits: asked for this one alone, and the next piece starts here.
        self.covered = None;
        let sql = "SELECT 1 FROM fts WHERE fts MATCH ?1 AND rowid = ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.exists((&self.expression, document))?)
    }

    fn covers(&self, document: i64) -> bool {
        self.covered.is_some_and(|(low, high)| (low..=high).contains(&document))
    }

    fn is_known(&self, document: i64) -> bool {
        let found = match self.order {
            Order::Newest => self.known.binary_search_by(|known| document.cmp(known)),
            Order::Oldest => self.known.binary_search(&document),
        };
        found.is_ok()
    }

    /// Reads the next piece: on from the last one, else from the first place that an entry of `at`, or one
    /// that the walk brings later, can have.
    fn read(&mut self, at: i64) -> Result<()> {
        let on = self.covered;
        if on.is_none() {
            self.known.clear();
            self.piece = FIRST_PIECE;
        }
        let limit = i64::try_from(self.piece).unwrap_or(i64::MAX);
        let before = self.known.len();
        let (sql, from) = match self.order {
            Order::Newest => (
                "SELECT rowid FROM fts WHERE fts MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC LIMIT ?3",
                on.map_or(at.saturating_add(self.extent.steps).saturating_add(1), |(low, _)| low),
            ),
            Order::Oldest => (
                "SELECT rowid FROM fts WHERE fts MATCH ?1 AND rowid > ?2 ORDER BY rowid LIMIT ?3",
                on.map_or(at.saturating_sub(1), |(_, high)| high),
            ),
        };
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query((&self.expression, from, limit))?;
        while let Some(row) = rows.next()? {
            self.known.push(row.get(0)?);
        }
        let is_last = self.known.len() - before < self.piece;
        let last = self.known.last().copied().filter(|_| !is_last);
        self.covered = Some(match self.order {
            Order::Newest => (last.unwrap_or(i64::MIN), on.map_or(from - 1, |(_, high)| high)),
            Order::Oldest => (on.map_or(from + 1, |(low, _)| low), last.unwrap_or(i64::MAX)),
        });
        self.piece = (self.piece * 2).min(MAX_PIECE);
        Ok(())
    }
}

/// Pages are walked, and a prefix that the index would have to join thousands of lists for is no help.
const USE: Use = Use { feeds: false, all: false };

fn is_answered(connection: &Connection, node: &Node) -> Result<bool> {
    if node.cost() != Cost::Text {
        return Ok(false);
    }
    let found = matching::expression(connection, node, USE)?;
    Ok(found.is_some_and(|found| matches!(found.rest, Node::Always) && !found.expression.contains('*')))
}
