//! Entries out of one index of the tables `entry`, `entry_tag` and `telling`.

use std::collections::VecDeque;

use rusqlite::{Connection, ToSql};

use super::{Item, Order, Range};
use crate::store::Result;

/// A piece grows up to this many rows.
const MAX_PIECE: usize = 4096;

/// An index that holds entries in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Index {
    All,
    Unread,
    Starred,
    Feed,
    FeedUnread,
    Tag,
    Story,
    Told,
}

impl Index {
    #[cfg(test)]
    pub(super) const EVERY: [Self; 8] = [
        Self::All,
        Self::Unread,
        Self::Starred,
        Self::Feed,
        Self::FeedUnread,
        Self::Tag,
        Self::Story,
        Self::Told,
    ];

    /// Named literally, so that the planner cannot choose another way; `SQLite` refuses a statement
    /// whose index it cannot use.
    pub(super) fn sql(self, order: Order) -> String {
        let (table, id, only) = match self {
            Self::All => ("entry INDEXED BY entry_at", "id", ""),
            Self::Unread => ("entry INDEXED BY entry_unread", "id", "read = 0 AND "),
            Self::Starred => ("entry INDEXED BY entry_starred", "id", "starred = 1 AND "),
            Self::Feed => ("entry INDEXED BY entry_feed_at", "id", "feed_id = ?5 AND "),
            Self::FeedUnread => {
                ("entry INDEXED BY entry_feed_unread", "id", "read = 0 AND feed_id = ?5 AND ")
            }
            Self::Tag => ("entry_tag", "entry_id", "tag_id = ?5 AND "),
            Self::Story => ("telling INDEXED BY telling_story", "id", "story_id = ?5 AND "),
            Self::Told => ("telling INDEXED BY telling_at", "id", ""),
        };
        match order {
            Order::Newest => format!(
                "SELECT at, {id} FROM {table} WHERE {only}(at, {id}) < (?1, ?2) AND at >= ?3
                 ORDER BY at DESC, {id} DESC LIMIT ?4"
            ),
            Order::Oldest => format!(
                "SELECT at, {id} FROM {table} WHERE {only}(at, {id}) > (?1, ?2) AND at < ?3
                 ORDER BY at, {id} LIMIT ?4"
            ),
        }
    }
}

/// Reads one index piece by piece.
pub(super) struct Keys<'c> {
    connection: &'c Connection,
    sql: String,
    /// The feed, tag or story.
    of: Option<i64>,
    /// After this place.
    place: (i64, i64),
    /// The other end of the span.
    end: i64,
    piece: usize,
    waiting: VecDeque<Item>,
    ended: bool,
}

impl<'c> Keys<'c> {
    pub(super) fn new(
        connection: &'c Connection,
        index: Index,
        of: Option<i64>,
        range: Range,
        piece: usize,
    ) -> Self {
        let after = range.after.map(|cursor| (cursor.at, cursor.id.0));
        let (place, end) = match range.order {
            Order::Newest => {
                let start = (range.span.to, i64::MIN);
                (after.map_or(start, |after| after.min(start)), range.span.from)
            }
            Order::Oldest => {
                let start = (range.span.from, i64::MIN);
                (after.map_or(start, |after| after.max(start)), range.span.to)
            }
        };
        let sql = index.sql(range.order);
        Self { connection, sql, of, place, end, piece, waiting: VecDeque::new(), ended: false }
    }

    pub(super) fn next(&mut self) -> Result<Option<Item>> {
        if self.waiting.is_empty() && !self.ended {
            self.read()?;
        }
        Ok(self.waiting.pop_front())
    }

    fn read(&mut self) -> Result<()> {
        let mut statement = self.connection.prepare_cached(&self.sql)?;
        let limit = i64::try_from(self.piece).unwrap_or(i64::MAX);
        let mut params: Vec<&dyn ToSql> = vec![&self.place.0, &self.place.1, &self.end, &limit];
        params.extend(self.of.iter().map(|of| of as &dyn ToSql));
        let items =
            statement.query_map(&*params, |row| Ok(Item { at: row.get(0)?, id: row.get(1)?, sure: true }))?;
        self.waiting.extend(items.collect::<rusqlite::Result<Vec<_>>>()?);
        self.ended = self.waiting.len() < self.piece;
        if let Some(last) = self.waiting.back() {
            self.place = (last.at, last.id);
        }
        self.piece = (self.piece * 2).min(MAX_PIECE);
        Ok(())
    }
}
