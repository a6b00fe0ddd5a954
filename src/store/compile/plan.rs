//! Which index leads through the entries that a condition leaves, and what has to be checked of each
//! entry that it yields. Decided by the kept counts of feeds and by probes that stop early, so a
//! plan costs less than a millisecond at a million entries.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use crate::store::Result;
use crate::store::compile::matching::{self, Use};
use crate::store::compile::node::{Cost, Node, Test};
use crate::store::compile::span::Span;

/// Where a probe of the index stops: a word of more hits is frequent.
const PROBE: i64 = 2_000;
/// Rows of a page, for the estimate of how far a walk goes.
const PAGE: f64 = 64.0;

/// How much of the result is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// A page, from its start.
    Page,
    /// All of it, or thousands.
    All,
}

/// What a stream of a feed costs to start, in rows.
const START: f64 = 10.0;
/// Most feeds whose streams are merged; for more, a walk through all entries is better if it finds
/// enough.
const MANY_FEEDS: usize = 100;

/// Entries of a story, and the share of all entries that tell one with others: guesses.
const STORY: f64 = 20.0;
const TOLD: f64 = 0.3;

/// How to find the entries of a condition.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// What leads through the entries.
    pub(crate) driver: Driver,
    /// Limits of time.
    pub(crate) span: Span,
    /// What is left to check of each entry.
    pub(crate) rest: Node,
}

/// What leads through the entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Driver {
    Nothing,
    Everything,
    Unread,
    Starred,
    Feeds {
        feeds: Vec<i64>,
        unread: bool,
    },
    Tags(Vec<i64>),
    Story(i64),
    /// Entries that tell a story with others.
    Told,
    Match(String),
    Union(Vec<Driver>),
}

impl Driver {
    /// True if it leads through the search index, which may be behind.
    pub(crate) fn is_indexed(&self) -> bool {
        match self {
            Self::Match(_) => true,
            Self::Union(parts) => parts.iter().any(Self::is_indexed),
            _ => false,
        }
    }
}

/// The best plan for `root`.
pub(crate) fn plan(connection: &Connection, root: &Node, want: Want) -> Result<Plan> {
    let mut span = Span::EVER;
    let mut others = Vec::new();
    for part in root.conjuncts() {
        match part {
            Node::Is(Test::At(limits)) => span = span.intersect(*limits),
            other => others.push(other.clone()),
        }
    }
    let rest = Node::all(others);
    if matches!(rest, Node::Never) || span.from >= span.to {
        return Ok(Plan { driver: Driver::Nothing, span, rest: Node::Never });
    }
    if let Some(driver) = own_index(&rest) {
        return Ok(Plan { driver, span, rest: Node::Always });
    }
    let planner = Planner::new(connection, span, want)?;
    let walk = Choice { driver: Driver::Everything, rows: planner.all, start: 0.0, rest: rest.clone() };
    let best = match planner.best(&rest)? {
        Some(best) if planner.price(&best, &rest) < planner.price(&walk, &rest) => best,
        _ => walk,
    };
    Ok(Plan { driver: best.driver, span, rest: best.rest })
}

/// The index that holds just what is asked, in the order of time: there is nothing to weigh, and no feed
/// to be looked at for it.
fn own_index(rest: &Node) -> Option<Driver> {
    let of_one = |feeds: &BTreeSet<i64>, unread| {
        let feeds: Vec<i64> = feeds.iter().copied().collect();
        (feeds.len() == 1).then_some(Driver::Feeds { feeds, unread })
    };
    match rest.conjuncts() {
        [] => Some(Driver::Everything),
        [Node::Is(Test::Read(false))] => Some(Driver::Unread),
        [Node::Is(Test::Starred)] => Some(Driver::Starred),
        [Node::Is(Test::Feeds(feeds))] => of_one(feeds, false),
        [Node::Is(Test::Feeds(feeds)), Node::Is(Test::Read(false))]
        | [Node::Is(Test::Read(false)), Node::Is(Test::Feeds(feeds))] => of_one(feeds, true),
        _ => None,
    }
}

struct Choice {
    driver: Driver,
    rows: f64,
    start: f64,
    rest: Node,
}

/// Kept counts of one feed.
struct Kept {
    total: f64,
    unread: f64,
}

struct Planner<'c> {
    connection: &'c Connection,
    want: Want,
    feeds: HashMap<i64, Kept>,
    total: f64,
    unread: f64,
    starred: f64,
    /// Entries within the span, as far as they were counted.
    all: f64,
}

impl<'c> Planner<'c> {
    fn new(connection: &'c Connection, span: Span, want: Want) -> Result<Self> {
        let mut statement = connection.prepare_cached("SELECT id, total, unread, starred FROM feed")?;
        let mut rows = statement.query([])?;
        let mut planner =
            Self { connection, want, feeds: HashMap::new(), total: 0.0, unread: 0.0, starred: 0.0, all: 0.0 };
        while let Some(row) = rows.next()? {
            let kept = Kept { total: row.get(1)?, unread: row.get(2)? };
            planner.total += kept.total;
            planner.unread += kept.unread;
            planner.starred += row.get::<_, f64>(3)?;
            planner.feeds.insert(row.get(0)?, kept);
        }
        planner.all = if span.is_ever() { planner.total } else { planner.within(span)? };
        Ok(planner)
    }

    fn within(&self, span: Span) -> Result<f64> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM entry INDEXED BY entry_at WHERE at >= ?1 AND at < ?2 LIMIT ?3)";
        let counted: f64 =
            self.connection.prepare_cached(sql)?.query_row([span.from, span.to, PROBE], |row| row.get(0))?;
        Ok(if counted < as_rows(PROBE) { counted } else { self.total.max(counted) })
    }

    /// The best way to the entries of `node`; `None` if no index leads there.
    fn best(&self, node: &Node) -> Result<Option<Choice>> {
        let mut options = Vec::new();
        let parts = node.conjuncts();
        for (i, part) in parts.iter().enumerate() {
            if let Some(mut option) = self.of_part(part)? {
                let others =
                    parts.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, other)| other.clone());
                option.rest = Node::all(others.chain([option.rest]).collect());
                options.push(self.with_unread(option));
            }
        }
        options.extend(self.by_words(node)?);
        let price = |choice: &Choice| self.price(choice, node);
        Ok(options.into_iter().min_by(|a, b| price(a).total_cmp(&price(b))))
    }

    /// `rest` of what is returned holds what the driver does not see of this part itself.
    fn of_part(&self, part: &Node) -> Result<Option<Choice>> {
        let choice = |driver, rows, start| Choice { driver, rows, start, rest: Node::Always };
        Ok(match part {
            Node::Is(Test::Read(false)) => Some(choice(Driver::Unread, self.unread, 0.0)),
            Node::Is(Test::Starred) => Some(choice(Driver::Starred, self.starred, 0.0)),
            Node::Is(Test::Tags(tags)) => Some(choice(
                Driver::Tags(tags.iter().copied().collect()),
                self.tagged(tags)?,
                START * rows(tags.len()),
            )),
            Node::Is(Test::Feeds(feeds)) => {
                let held = feeds.iter().filter_map(|feed| self.feeds.get(feed)).map(|kept| kept.total).sum();
                let wide = feeds.len() > MANY_FEEDS && held * 8.0 > self.total;
                let driver = Driver::Feeds { feeds: feeds.iter().copied().collect(), unread: false };
                (!wide).then(|| choice(driver, held, START * rows(feeds.len())))
            }
            Node::Is(Test::Story(story)) => Some(choice(Driver::Story(*story), STORY, 0.0)),
            Node::Is(Test::Outlets(compare, value)) if !compare.holds(1, *value) => {
                let told = choice(Driver::Told, self.total * TOLD, 0.0);
                Some(Choice { rest: part.clone(), ..told })
            }
            Node::Any(parts) => self.union(part, parts)?,
            _ => None,
        })
    }

    fn union(&self, whole: &Node, parts: &[Node]) -> Result<Option<Choice>> {
        let (mut drivers, mut held, mut start, mut exact) = (Vec::new(), 0.0, 0.0, true);
        for part in parts {
            let Some(best) = self.best(part)? else { return Ok(None) };
            exact &= matches!(best.rest, Node::Always);
            held += best.rows;
            start += best.start + START;
            drivers.push(best.driver);
        }
        let rest = if exact { Node::Always } else { whole.clone() };
        Ok(Some(Choice { driver: Driver::Union(drivers), rows: held, start, rest }))
    }

    /// The unread entries of feeds have an index of their own.
    fn with_unread(&self, option: Choice) -> Choice {
        let Driver::Feeds { feeds, unread: false } = &option.driver else { return option };
        let is_unread = |part: &Node| matches!(part, Node::Is(Test::Read(false)));
        if !option.rest.conjuncts().iter().any(is_unread) {
            return option;
        }
        let rest = option.rest.conjuncts().iter().filter(|part| !is_unread(part)).cloned().collect();
        let held = feeds.iter().filter_map(|feed| self.feeds.get(feed)).map(|kept| kept.unread).sum();
        let driver = Driver::Feeds { feeds: feeds.clone(), unread: true };
        Choice { driver, rows: held, start: option.start, rest: Node::all(rest) }
    }

    /// Through the search index.
    fn by_words(&self, node: &Node) -> Result<Option<Choice>> {
        let usage = |feeds| Use { feeds, all: self.want == Want::All };
        let Some(plain) = matching::expression(self.connection, node, usage(false))? else { return Ok(None) };
        let mut rows = self.probe(&plain.expression)?;
        let mut found = plain;
        if rows >= as_rows(PROBE) {
            // Frequent: let the index do the feeds as well.
            let with_feeds = matching::expression(self.connection, node, usage(true))?;
            if let Some(with_feeds) = with_feeds.filter(|with| with.expression != found.expression) {
                found = with_feeds;
                rows = self.probe(&found.expression)?;
            }
            if rows >= as_rows(PROBE) {
                rows = (self.total / 3.0).max(rows);
            }
        }
        let (driver, rest) = (Driver::Match(found.expression), found.rest);
        Ok(Some(Choice { driver, rows, start: START, rest }))
    }

    fn probe(&self, expression: &str) -> Result<f64> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM fts WHERE fts MATCH ?1 LIMIT ?2)";
        Ok(self.connection.prepare_cached(sql)?.query_row((expression, PROBE), |row| row.get(0))?)
    }

    fn tagged(&self, tags: &BTreeSet<i64>) -> Result<f64> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM entry_tag WHERE tag_id = ?1 LIMIT ?2)";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut held = 0.0;
        for tag in tags {
            held += statement.query_row([*tag, PROBE], |row| row.get::<_, f64>(0))?;
        }
        Ok(held)
    }

    /// What a page costs this way, in rows of the cheapest kind: the walk goes on until the page is
    /// full, which takes longer the rarer the result is among the rows.
    fn price(&self, choice: &Choice, node: &Node) -> f64 {
        let found = (self.total * self.share(node)).max(0.01);
        let page = if self.want == Want::All { f64::INFINITY } else { PAGE * choice.rows / found };
        let walked = choice.rows.min(self.all).min(page);
        let each = match (&choice.rest, choice.rest.cost()) {
            (Node::Always, _) => 1.0,
            (_, Cost::Head) => 5.0,
            (_, Cost::Row) => 10.0,
            (_, Cost::Text) => 60.0,
        };
        let dear = if choice.driver.is_indexed() { 2.0 } else { 0.0 };
        choice.start + walked * (each + dear)
    }

    /// A guess at which share of all entries fits.
    fn share(&self, node: &Node) -> f64 {
        let of = |held: f64| (held / self.total.max(1.0)).clamp(1e-6, 1.0);
        match node {
            Node::Always => 1.0,
            Node::Never => 0.0,
            Node::All(parts) => parts.iter().map(|part| self.share(part)).product(),
            Node::Any(parts) => parts.iter().map(|part| self.share(part)).sum::<f64>().min(1.0),
            Node::Not(inner) => (1.0 - self.share(inner)).max(0.1),
            Node::Is(Test::Read(false)) => of(self.unread),
            Node::Is(Test::Starred) => of(self.starred),
            Node::Is(Test::Feeds(feeds)) => {
                of(feeds.iter().filter_map(|feed| self.feeds.get(feed)).map(|kept| kept.total).sum())
            }
            Node::Is(_) => 0.1,
        }
    }
}

fn as_rows(n: i64) -> f64 {
    f64::from(i32::try_from(n).unwrap_or(i32::MAX))
}

fn rows(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
