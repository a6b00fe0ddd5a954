//! Entries out of the search index. A document's id is its entry's `at` or a little more, so the
//! entries come almost in order; those that are ahead of others wait here until nothing that is still
//! to come can stand before them.

use std::collections::BinaryHeap;

use rusqlite::Connection;

use super::{Item, Key, Order, Range};
use crate::store::Result;

/// Rows of the first piece; each is twice as large as the one before, because starting anew costs
/// more the more frequent a word is.
const FIRST_PIECE: usize = 128;
const MAX_PIECE: usize = 8192;

/// Reads the hits of an expression piece by piece.
pub(super) struct Matches<'c> {
    connection: &'c Connection,
    expression: String,
    range: Range,
    /// The most that a document's id exceeds its entry's `at`.
    steps: i64,
    /// Documents from here on (newest first: below it) are still to come.
    from: i64,
    /// And none beyond this.
    end: i64,
    piece: usize,
    waiting: BinaryHeap<(Key, i64, i64)>,
    ended: bool,
}

impl<'c> Matches<'c> {
    pub(super) fn new(connection: &'c Connection, expression: String, range: Range, steps: i64) -> Self {
        let span = range.span;
        let (from, end) = match range.order {
            Order::Newest => {
                let start = range.after.map_or(span.to, |after| span.to.min(after.at.saturating_add(1)));
                (start.saturating_add(steps), span.from)
            }
            Order::Oldest => {
                let start = range.after.map_or(span.from, |after| span.from.max(after.at));
                (start, span.to.saturating_add(steps))
            }
        };
        let waiting = BinaryHeap::new();
        Self { connection, expression, range, steps, from, end, piece: FIRST_PIECE, waiting, ended: false }
    }

    pub(super) fn next(&mut self) -> Result<Option<Item>> {
        loop {
            if let Some((_, at, _)) = self.waiting.peek()
                && (self.ended || self.is_settled(*at))
            {
                return Ok(self.waiting.pop().map(|(_, at, id)| Item { at, id, sure: true }));
            }
            if self.ended {
                return Ok(None);
            }
            self.read()?;
        }
    }

    /// True if nothing that is still to come can stand before an entry of `at`.
    fn is_settled(&self, at: i64) -> bool {
        match self.range.order {
            // What comes has an id below `from`, and an `at` that is not above its id.
            Order::Newest => at >= self.from,
            // What comes has an id of at least `from`, and an `at` at most `steps` below it.
            Order::Oldest => at < self.from.saturating_sub(self.steps),
        }
    }

    fn read(&mut self) -> Result<()> {
        let mut statement = self.connection.prepare_cached(sql(self.range.order))?;
        let limit = i64::try_from(self.piece).unwrap_or(i64::MAX);
        let mut rows = statement.query((&self.expression, self.from, self.end, limit))?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            count += 1;
            let document: i64 = row.get(0)?;
            self.from = if self.range.order == Order::Newest { document } else { document.saturating_add(1) };
            let item = Item { at: row.get(1)?, id: row.get(2)?, sure: true };
            if self.range.holds(item) {
                self.waiting.push((self.range.order.key(item), item.at, item.id));
            }
        }
        self.ended = count < self.piece;
        self.piece = (self.piece * 2).min(MAX_PIECE);
        Ok(())
    }
}

/// `fts.rowid`, `CROSS JOIN` and the order are written out: any other wording makes `SQLite` sort all
/// hits before it gives the first.
pub(super) fn sql(order: Order) -> &'static str {
    match order {
        Order::Newest => {
            "SELECT fts.rowid, entry.at, entry.id FROM fts CROSS JOIN doc ON doc.id = fts.rowid
             CROSS JOIN entry ON entry.id = doc.entry_id
             WHERE fts MATCH ?1 AND fts.rowid < ?2 AND fts.rowid >= ?3 ORDER BY fts.rowid DESC LIMIT ?4"
        }
        Order::Oldest => {
            "SELECT fts.rowid, entry.at, entry.id FROM fts CROSS JOIN doc ON doc.id = fts.rowid
             CROSS JOIN entry ON entry.id = doc.entry_id
             WHERE fts MATCH ?1 AND fts.rowid >= ?2 AND fts.rowid < ?3 ORDER BY fts.rowid LIMIT ?4"
        }
    }
}
