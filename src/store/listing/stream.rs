//! Entries in the order of time, out of one index or several. Each index is read in growing pieces
//! that go on where the last one ended (keyset paging), so nothing stays open and nothing is sorted.

mod keys;
mod matches;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rusqlite::Connection;

use self::keys::{Index, Keys};
use self::matches::Matches;
use crate::store::compile::plan::{Driver, Plan};
use crate::store::compile::span::Span;
use crate::store::index::Extent;
use crate::store::{Cursor, Result};

/// Entries that the search index does not hold yet and that a search looks at.
const TAIL: i64 = 2_000;

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Newest,
    Oldest,
}

/// How much of what is not indexed yet is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tail {
    /// The newest entries.
    Newest,
    /// All of it.
    Whole,
}

/// An entry on its way into a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) at: i64,
    pub(crate) id: i64,
    /// False if the index does not know it, so that everything has to be checked.
    pub(crate) sure: bool,
}

/// Sorts items so that the greatest comes first in an [`Order`].
type Key = (i64, i64);

impl Order {
    fn key(self, item: Item) -> Key {
        match self {
            Self::Newest => (item.at, item.id),
            Self::Oldest => (!item.at, !item.id),
        }
    }
}

/// Where a stream starts and ends.
#[derive(Clone, Copy, Debug)]
struct Range {
    order: Order,
    span: Span,
    after: Option<Cursor>,
}

impl Range {
    fn holds(&self, item: Item) -> bool {
        let place = |cursor: Cursor| Item { at: cursor.at, id: cursor.id.0, sure: true };
        let beyond = |cursor| self.order.key(item) < self.order.key(place(cursor));
        self.span.holds(item.at) && self.after.is_none_or(beyond)
    }
}

/// A stream of entries.
pub(crate) struct Stream<'c> {
    order: Order,
    sources: Vec<Source<'c>>,
    /// The next item of each source.
    heads: BinaryHeap<(Key, Reverse<usize>, bool)>,
    started: bool,
}

enum Source<'c> {
    Keys(Keys<'c>),
    Matches(Box<Matches<'c>>),
    /// Collected before, last one first.
    Tail(Vec<Item>),
}

impl Source<'_> {
    fn next(&mut self) -> Result<Option<Item>> {
        match self {
            Self::Keys(keys) => keys.next(),
            Self::Matches(matches) => matches.next(),
            Self::Tail(items) => Ok(items.pop()),
        }
    }
}

impl<'c> Stream<'c> {
    pub(crate) fn new(
        connection: &'c Connection,
        plan: &Plan,
        order: Order,
        after: Option<Cursor>,
        extent: Extent,
        tail: Tail,
    ) -> Result<Self> {
        let range = Range { order, span: plan.span, after };
        let mut sources = Vec::new();
        open(connection, &plan.driver, range, extent, &mut sources);
        if plan.driver.is_indexed() {
            let items = tail_items(connection, range, extent, tail)?;
            if !items.is_empty() {
                sources.push(Source::Tail(items));
            }
        }
        Ok(Self { order, sources, heads: BinaryHeap::new(), started: false })
    }

    /// True if entries are looked at that the search index does not know.
    pub(crate) fn has_tail(&self) -> bool {
        self.sources.iter().any(|source| matches!(source, Source::Tail(_)))
    }

    /// The next entry; each comes once, whatever number of indexes hold it.
    pub(crate) fn next(&mut self) -> Result<Option<Item>> {
        if let [source] = self.sources.as_mut_slice() {
            return source.next();
        }
        if !self.started {
            self.started = true;
            (0..self.sources.len()).try_for_each(|i| self.advance(i))?;
        }
        let Some((key, Reverse(i), mut sure)) = self.heads.pop() else { return Ok(None) };
        self.advance(i)?;
        while let Some((same, Reverse(i), also_sure)) = self.heads.peek().copied() {
            if same != key {
                break;
            }
            self.heads.pop();
            sure |= also_sure;
            self.advance(i)?;
        }
        let (at, id) = if self.order == Order::Newest { key } else { (!key.0, !key.1) };
        Ok(Some(Item { at, id, sure }))
    }

    fn advance(&mut self, i: usize) -> Result<()> {
        if let Some(item) = self.sources[i].next()? {
            self.heads.push((self.order.key(item), Reverse(i), item.sure));
        }
        Ok(())
    }
}

fn open<'c>(
    connection: &'c Connection,
    driver: &Driver,
    range: Range,
    extent: Extent,
    sources: &mut Vec<Source<'c>>,
) {
    let keys = |index, of, piece| Source::Keys(Keys::new(connection, index, of, range, piece));
    match driver {
        Driver::Nothing => {}
        Driver::Everything => sources.push(keys(Index::All, None, 64)),
        Driver::Unread => sources.push(keys(Index::Unread, None, 64)),
        Driver::Starred => sources.push(keys(Index::Starred, None, 64)),
        Driver::Feeds { feeds, unread } => {
            let index = if *unread { Index::FeedUnread } else { Index::Feed };
            let piece = (256 / feeds.len().max(1)).clamp(4, 64);
            sources.extend(feeds.iter().map(|feed| keys(index, Some(*feed), piece)));
        }
        Driver::Story(story) => sources.push(keys(Index::Story, Some(*story), 64)),
        Driver::Told => sources.push(keys(Index::Told, None, 64)),
        Driver::Tags(tags) => sources.extend(tags.iter().map(|tag| keys(Index::Tag, Some(*tag), 64))),
        Driver::Match(expression) => {
            let matches = Matches::new(connection, expression.clone(), range, extent.steps);
            sources.push(Source::Matches(Box::new(matches)));
        }
        Driver::Union(parts) => parts.iter().for_each(|part| open(connection, part, range, extent, sources)),
    }
}

/// What the search index does not hold yet, last one first.
fn tail_items(connection: &Connection, range: Range, extent: Extent, tail: Tail) -> Result<Vec<Item>> {
    let mut statement =
        connection.prepare_cached("SELECT at, id FROM entry WHERE id > ?1 ORDER BY id DESC LIMIT ?2")?;
    let limit = if tail == Tail::Whole { -1 } else { TAIL };
    let items = statement
        .query_map([extent.mark, limit], |row| Ok(Item { at: row.get(0)?, id: row.get(1)?, sure: false }))?;
    let mut items: Vec<Item> = items.collect::<rusqlite::Result<_>>()?;
    items.retain(|item| range.holds(*item));
    items.sort_by_key(|item| range.order.key(*item));
    Ok(items)
}

/// Every statement that leads through entries, with a name, for the test of their plans.
#[cfg(test)]
pub(super) fn explained() -> Vec<(String, String)> {
    let orders = [Order::Newest, Order::Oldest];
    let keys = orders.iter().flat_map(|order| {
        Index::EVERY.iter().map(move |index| (format!("{index:?} {order:?}"), index.sql(*order)))
    });
    let matches = orders.iter().map(|order| (format!("match {order:?}"), matches::sql(*order).to_owned()));
    keys.chain(matches).collect()
}
