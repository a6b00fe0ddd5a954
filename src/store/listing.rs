//! Lists, counts and bulk selections of entries for a query. Newest and oldest first, an index leads
//! ([`stream`]) and whatever it does not answer is checked entry by entry, so a page costs what it
//! shows and not what the store holds; the other orders collect and sort.

pub(crate) mod stream;
mod without;

use rusqlite::Connection;

use self::stream::{Item, Order, Stream, Tail};
use self::without::Without;
use crate::domain::{EntryId, Moment};
use crate::query::{Expr, Flag, Query, Term};
use crate::store::compile::judge::Judge;
use crate::store::compile::node::{Cost, Node, Test};
use crate::store::compile::plan::{Driver, Plan, Want, plan};
use crate::store::compile::{self};
use crate::store::index::Extent;
use crate::store::{Count, Cursor, Listing, Page, Result, Sort, rows};

/// What a check costs that reads a text, in checks that do not.
pub(crate) const TEXT_CHECK: usize = 10;
/// Checks that a count beside a source may take.
const COUNT_BUDGET: usize = 20_000;

/// A page of entries.
pub(crate) fn list(connection: &Connection, listing: &Listing, moment: &Moment) -> Result<Page> {
    let root = compile::compile(connection, &listing.query, moment)?;
    let (order, after) = match listing.sort {
        Sort::Newest => (Order::Newest, listing.after),
        Sort::Oldest => (Order::Oldest, listing.after),
        Sort::Title | Sort::Feed => return sorted(connection, listing, root),
    };
    let want = if listing.limit.is_some() { Want::Page } else { Want::All };
    let mut walk = Walk::new(connection, root, order, after, (want, Tail::Newest))?;
    let limit = listing.limit.unwrap_or(usize::MAX);
    let mut found: Vec<Item> = Vec::new();
    while found.len() < limit {
        let Some(item) = walk.next()? else { break };
        found.push(item);
    }
    let more = found.len() == limit && walk.next()?.is_some();
    let next = found.last().filter(|_| more).map(|item| Cursor { at: item.at, id: EntryId(item.id) });
    let ids: Vec<EntryId> = found.iter().map(|item| EntryId(item.id)).collect();
    Ok(Page { rows: rows::load(connection, &ids)?, next })
}

/// How many entries match. Counts that are kept anyway are exact; everything else stops at `cap`.
pub(crate) fn count(
    connection: &Connection,
    query: &Query,
    cap: Option<u64>,
    moment: &Moment,
) -> Result<Count> {
    if let Some(kept) = kept_count(connection, query)? {
        return Ok(Count { n: kept, capped: false });
    }
    let root = compile::compile(connection, query, moment)?;
    count_node(connection, root, cap)
}

/// How many unread entries match, for the many counts of a list of sources: stops at `cap`, and also
/// where looking on would take longer than such a count is worth. `capped` says that it stopped.
pub(crate) fn count_unread(
    connection: &Connection,
    query: &Query,
    cap: u64,
    moment: &Moment,
) -> Result<Count> {
    let query = Query::from(Term::Flag(Flag::Unread)).and(query.clone());
    if let Some(kept) = kept_count(connection, &query)? {
        return Ok(Count { n: kept, capped: false });
    }
    let root = compile::compile(connection, &query, moment)?;
    count_checked(connection, root, Some(cap), Some(COUNT_BUDGET))
}

/// How many entries fit `root`, counted up to `cap`.
pub(crate) fn count_node(connection: &Connection, root: Node, cap: Option<u64>) -> Result<Count> {
    count_checked(connection, root, cap, None)
}

fn count_checked(
    connection: &Connection,
    root: Node,
    cap: Option<u64>,
    budget: Option<usize>,
) -> Result<Count> {
    if let Some(held) = count_of_feeds(connection, &root)? {
        return Ok(Count { n: held, capped: false });
    }
    let want = if cap.is_some() { Want::Page } else { Want::All };
    let mut walk = Walk::new(connection, root, Order::Newest, None, (want, Tail::Newest))?;
    walk.budget = budget;
    let mut n = 0;
    if let Some(held) = walk.counted_by_index(cap)? {
        n = held;
    } else {
        while cap.is_none_or(|cap| n <= cap) && walk.next()?.is_some() {
            n += 1;
        }
    }
    Ok(match cap {
        Some(cap) if n > cap => Count { n: cap, capped: true },
        _ => Count { n, capped: walk.is_exhausted() },
    })
}

/// All entries that match, newest first, up to the id `up_to`; entries that are not indexed yet are
/// all looked at.
pub(crate) fn matching(
    connection: &Connection,
    query: &Query,
    up_to: Option<EntryId>,
    moment: &Moment,
) -> Result<Vec<EntryId>> {
    let root = compile::compile(connection, query, moment)?;
    let mut walk = Walk::new(connection, root, Order::Newest, None, (Want::All, Tail::Whole))?;
    let mut found = Vec::new();
    while let Some(item) = walk.next()? {
        if up_to.is_none_or(|last| item.id <= last.0) {
            found.push(EntryId(item.id));
        }
    }
    Ok(found)
}

/// The entries of a condition in order, each checked as far as its index leaves it open.
pub(crate) struct Walk<'c> {
    connection: &'c Connection,
    stream: Stream<'c>,
    pub(crate) judge: Judge<'c>,
    plan: Plan,
    /// The whole condition, for entries that the search index does not know yet.
    root: Node,
    /// Words that must not occur, where the index can say whether they do.
    without: Option<Without<'c>>,
    /// What may still be spent on checks; `None` is any amount.
    budget: Option<usize>,
}

impl<'c> Walk<'c> {
    pub(crate) fn new(
        connection: &'c Connection,
        root: Node,
        order: Order,
        after: Option<Cursor>,
        (want, tail): (Want, Tail),
    ) -> Result<Self> {
        let plan = plan(connection, &root, want)?;
        let extent = Extent::load(connection)?;
        let stream = Stream::new(connection, &plan, order, after, extent, tail)?;
        let without = Without::of(connection, &plan, order, extent)?;
        let judge = Judge::new(connection);
        Ok(Self { connection, stream, judge, plan, root, without, budget: None })
    }

    /// Ends the walk after checks that cost so much; one that reads a text costs [`TEXT_CHECK`].
    pub(crate) fn limit_checks(&mut self, budget: usize) {
        self.budget = Some(budget);
    }

    /// True if the walk ended because of its budget.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.budget == Some(0)
    }

    pub(crate) fn next(&mut self) -> Result<Option<Item>> {
        while let Some(item) = self.stream.next()? {
            let holds = self.without.as_mut().map_or(Ok(None), |without| without.holds(item))?;
            let left = match (&self.without, holds) {
                (_, Some(true)) => &Node::Never,
                (Some(without), Some(false)) => &without.rest,
                _ if item.sure => &self.plan.rest,
                _ => &self.root,
            };
            if !matches!(left, Node::Always) && !pay(&mut self.budget, left.cost()) {
                return Ok(None);
            }
            if self.judge.matches(left, EntryId(item.id))? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }

    /// The expression of the search index that answers the whole question, if one does.
    pub(crate) fn answer(&self) -> Option<&str> {
        let Plan { driver: Driver::Match(expression), span, rest: Node::Always } = &self.plan else {
            return None;
        };
        (span.is_ever() && !self.stream.has_tail()).then_some(expression)
    }

    /// Counts inside the search index where it answers the whole question.
    fn counted_by_index(&self, cap: Option<u64>) -> Result<Option<u64>> {
        let Some(expression) = self.answer() else { return Ok(None) };
        let limit = cap.map_or(i64::MAX, |cap| i64::try_from(cap).unwrap_or(i64::MAX).saturating_add(1));
        let sql = "SELECT count(*) FROM (SELECT 1 FROM fts WHERE fts MATCH ?1 LIMIT ?2)";
        let n: i64 = self.connection.prepare_cached(sql)?.query_row((expression, limit), |row| row.get(0))?;
        Ok(u64::try_from(n).ok())
    }
}

/// Pays for a check; false if there is nothing left to pay with.
fn pay(budget: &mut Option<usize>, cost: Cost) -> bool {
    let price = if cost == Cost::Text { TEXT_CHECK } else { 1 };
    *budget = budget.map(|left| left.saturating_sub(price));
    *budget != Some(0)
}

/// Everything, unread and starred are counted by the writer.
fn kept_count(connection: &Connection, query: &Query) -> Result<Option<u64>> {
    let column = match &query.root {
        None => "total",
        Some(Expr::Term(Term::Flag(Flag::Unread))) => "unread",
        Some(Expr::Term(Term::Flag(Flag::Starred))) => "starred",
        Some(_) => return Ok(None),
    };
    let sql = format!("SELECT ifnull(sum({column}), 0) FROM feed");
    let n: i64 = connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
    Ok(u64::try_from(n).ok())
}

/// So are those of feeds and categories.
fn count_of_feeds(connection: &Connection, root: &Node) -> Result<Option<u64>> {
    let (feeds, column) = match root.conjuncts() {
        [Node::Is(Test::Feeds(feeds))] => (feeds, "total"),
        [Node::Is(Test::Feeds(feeds)), Node::Is(Test::Read(false))]
        | [Node::Is(Test::Read(false)), Node::Is(Test::Feeds(feeds))] => (feeds, "unread"),
        [Node::Is(Test::Feeds(feeds)), Node::Is(Test::Starred)]
        | [Node::Is(Test::Starred), Node::Is(Test::Feeds(feeds))] => (feeds, "starred"),
        _ => return Ok(None),
    };
    let mut statement = connection.prepare_cached(&format!("SELECT {column} FROM feed WHERE id = ?1"))?;
    let mut sum = 0;
    for feed in feeds {
        sum += statement.query_row([feed], |row| row.get::<_, i64>(0))?;
    }
    Ok(u64::try_from(sum).ok())
}

/// Orders that no index holds.
fn sorted(connection: &Connection, listing: &Listing, root: Node) -> Result<Page> {
    let mut walk = Walk::new(connection, root, Order::Newest, None, (Want::All, Tail::Newest))?;
    let mut ids = Vec::new();
    while let Some(item) = walk.next()? {
        ids.push(item.id);
    }
    let order = match listing.sort {
        Sort::Title => "e.title COLLATE NOCASE",
        _ => "coalesce(f.title_override, f.title, f.url) COLLATE NOCASE, f.id",
    };
    let sql = format!(
        "SELECT e.id FROM json_each(?1) AS j CROSS JOIN entry AS e ON e.id = j.value
         CROSS JOIN feed AS f ON f.id = e.feed_id ORDER BY {order}, e.at DESC, e.id DESC LIMIT ?2"
    );
    let json = serde_json::to_string(&ids).unwrap_or_default();
    let limit = listing.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(-1));
    let mut statement = connection.prepare_cached(&sql)?;
    let sorted = statement.query_map((json, limit), |row| row.get(0).map(EntryId))?;
    let sorted: Vec<EntryId> = sorted.collect::<rusqlite::Result<_>>()?;
    Ok(Page { rows: rows::load(connection, &sorted)?, next: None })
}

#[cfg(test)]
mod tests;
