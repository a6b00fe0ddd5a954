//! Ranked search. Where at most 5,000 entries match all of them are ranked, else the newest 5,000.
//! Without positions in the index, the rank is made from what the texts say: words in the headline
//! first, rare words before frequent ones, then how often they stand in the text, then freshness.

mod excerpt;
mod headlines;
mod terms;

use rusqlite::Connection;

use self::terms::{Terms, Weights};
use crate::domain::{EntryId, Moment};
use crate::query::Query;
use crate::store::bodies::Bodies;
use crate::store::compile::judge::Judge;
use crate::store::compile::matching::{self, Use};
use crate::store::compile::node::Node;
use crate::store::compile::plan::Want;
use crate::store::listing::stream::{Item, Order, Tail};
use crate::store::listing::{TEXT_CHECK, Walk};
use crate::store::{Count, Hit, Result, SearchPage, compile, index, rows};

/// Hits that are ranked.
const RANKED: usize = 5_000;
/// What a search may spend on checks that the index does not spare it: the texts of 5,000 entries.
const BUDGET: usize = 5_000 * TEXT_CHECK;
/// The best hits by headline and age, whose texts are looked at for the final order.
const READ: usize = 50;
/// Days after which freshness is worth half.
const FRESH_DAYS: f64 = 7.0;

/// The best entries for `query`, at most `limit`. `bodies` is kept from one search to the next, because
/// making a dictionary ready takes as long as reading twenty texts.
pub(crate) fn search(
    connection: &Connection,
    bodies: &mut Bodies,
    query: &Query,
    limit: usize,
    moment: &Moment,
) -> Result<SearchPage> {
    let root = compile::compile(connection, query, moment)?;
    let terms = Terms::of(&root);
    let index = index::state(connection)?;
    let weights = terms.weights(connection, index.total)?;
    let ranking = Ranking { connection, terms: &terms, weights, now: moment.now.as_second() };
    let answer = if terms.is_empty() { None } else { answered_by_index(connection, &root)? };
    let mut judge = Judge::new(connection);
    std::mem::swap(&mut judge.bodies, bodies);
    let (mut found, total) = if let Some(expression) = answer {
        headlines::best(&ranking, &expression, limit.max(READ))?
    } else {
        let (mut found, total) = walk(connection, root)?;
        ranking.by_titles(&judge, &mut found)?;
        (found, total)
    };
    ranking.by_texts(&mut judge, &mut found)?;
    found.truncate(limit);
    let hits = ranking.hits(&mut judge, found)?;
    std::mem::swap(&mut judge.bodies, bodies);
    Ok(SearchPage { hits, total, index })
}

/// The expression that finds exactly what fits, if there is one and the index holds all entries.
fn answered_by_index(connection: &Connection, root: &Node) -> Result<Option<String>> {
    let found = matching::expression(connection, root, Use { feeds: true, all: true })?;
    let Some(exact) = found.filter(|found| matches!(found.rest, Node::Always)) else { return Ok(None) };
    let mark = index::Extent::load(connection)?.mark;
    let has_tail = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM entry WHERE id > ?1)")?
        .query_row([mark], |row| row.get::<_, bool>(0))?;
    Ok((!has_tail).then_some(exact.expression))
}

/// The newest entries that fit, where they have to be looked at.
fn walk(connection: &Connection, root: Node) -> Result<(Vec<Scored>, Count)> {
    let mut walk = Walk::new(connection, root, Order::Newest, None, (Want::All, Tail::Newest))?;
    walk.limit_checks(BUDGET);
    let mut found = Vec::new();
    while found.len() < RANKED
        && let Some(item) = walk.next()?
    {
        found.push(Scored { item, score: 0.0, text: None });
    }
    let more = found.len() == RANKED && walk.next()?.is_some();
    let n = u64::try_from(found.len()).unwrap_or(u64::MAX);
    Ok((found, Count { n, capped: more || walk.is_exhausted() }))
}

struct Scored {
    item: Item,
    score: f64,
    text: Option<Text>,
}

/// A text that was read for the order.
struct Text {
    words: String,
    /// Where the first word of the query stands.
    first: Option<usize>,
}

/// What the order of one search goes by.
struct Ranking<'s> {
    connection: &'s Connection,
    terms: &'s Terms,
    weights: Weights<'s>,
    now: i64,
}

impl Ranking<'_> {
    /// Orders all by headline and age, where `headlines` has not done so.
    fn by_titles(&self, judge: &Judge<'_>, found: &mut [Scored]) -> Result<()> {
        if self.terms.is_empty() {
            return Ok(());
        }
        for hit in found.iter_mut() {
            let title = judge.title(EntryId(hit.item.id))?;
            hit.score = self.weights.title(&title) * freshness(self.now, hit.item.at);
        }
        sort(found);
        Ok(())
    }

    /// Orders the best, which stand in front, by their texts as well.
    fn by_texts(&self, judge: &mut Judge<'_>, found: &mut [Scored]) -> Result<()> {
        if self.terms.is_empty() {
            return Ok(());
        }
        let end = found.len().min(READ);
        let best = &mut found[..end];
        for hit in best.iter_mut() {
            let (worth, text) = self.read(judge, EntryId(hit.item.id))?;
            hit.score += worth * freshness(self.now, hit.item.at);
            hit.text = Some(text);
        }
        sort(best);
        Ok(())
    }

    fn read(&self, judge: &mut Judge<'_>, entry: EntryId) -> Result<(f64, Text)> {
        let words = judge.text(entry)?;
        let (worth, first) = self.weights.text(&words);
        Ok((worth, Text { words, first }))
    }

    fn hits(&self, judge: &mut Judge<'_>, found: Vec<Scored>) -> Result<Vec<Hit>> {
        let ids: Vec<EntryId> = found.iter().map(|hit| EntryId(hit.item.id)).collect();
        let rows = rows::load(self.connection, &ids)?;
        let mut texts: std::collections::HashMap<i64, Text> =
            found.into_iter().filter_map(|hit| Some((hit.item.id, hit.text?))).collect();
        rows.into_iter()
            .map(|row| {
                let text = match texts.remove(&row.id.0) {
                    Some(text) => text,
                    None => self.read(judge, row.id)?.1,
                };
                Ok(Hit { excerpt: excerpt::excerpt(&text, self.terms), row })
            })
            .collect()
    }
}

fn sort(found: &mut [Scored]) {
    let newest = |hit: &Scored| (hit.item.at, hit.item.id);
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| newest(b).cmp(&newest(a))));
}

/// From 1.5 for now down to 1 for long ago.
fn freshness(now: i64, at: i64) -> f64 {
    let hours = (now.saturating_sub(at) / 3600).clamp(0, i64::from(i32::MAX));
    let days = f64::from(i32::try_from(hours).unwrap_or(i32::MAX)) / 24.0;
    1.0 + 0.5 / (1.0 + days / FRESH_DAYS)
}

#[cfg(test)]
mod tests;
