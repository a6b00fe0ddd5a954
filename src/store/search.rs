//! Ranked search. Where at most 5,000 entries match all of them are ranked, else the newest 5,000.
//! Without positions in the index, the rank is made from what the texts say: words in the headline
//! first, rare words before frequent ones, then how often they stand in the text, then freshness.

mod excerpt;
mod headlines;
mod terms;

use rusqlite::Connection;

use self::terms::Terms;
use crate::domain::{EntryId, Moment};
use crate::query::Query;
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

/// The best entries for `query`, at most `limit`.
pub(crate) fn search(
    connection: &Connection,
    query: &Query,
    limit: usize,
    moment: &Moment,
) -> Result<SearchPage> {
    let root = compile::compile(connection, query, moment)?;
    let terms = Terms::of(&root);
    let mut walk = Walk::new(connection, root, Order::Newest, None, (Want::All, Tail::Newest))?;
    if let Some(expression) = walk.answer().filter(|_| !terms.is_empty()).map(str::to_owned) {
        let kept = limit.max(READ);
        let (mut found, total) = headlines::best(connection, &expression, &terms, kept, moment)?;
        rank_by_texts(connection, &mut walk, &terms, &mut found, moment)?;
        found.truncate(limit);
        let hits = hits(connection, &mut walk, &terms, found)?;
        return Ok(SearchPage { hits, total, index: index::state(connection)? });
    }
    walk.limit_checks(BUDGET);
    let mut found = Vec::new();
    while found.len() < RANKED
        && let Some(item) = walk.next()?
    {
        found.push(Scored { item, score: 0.0, text: None });
    }
    let more = found.len() == RANKED && walk.next()?.is_some();
    let n = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let total = Count { n, capped: more || walk.is_exhausted() };
    if !terms.is_empty() {
        rank_by_titles(connection, &mut walk, &terms, &mut found, moment)?;
        rank_by_texts(connection, &mut walk, &terms, &mut found, moment)?;
    }
    found.truncate(limit);
    let hits = hits(connection, &mut walk, &terms, found)?;
    Ok(SearchPage { hits, total, index: index::state(connection)? })
}

struct Scored {
    item: Item,
    score: f64,
    text: Option<String>,
}

/// Orders all by headline and age, where `headlines` has not done so.
fn rank_by_titles(
    connection: &Connection,
    walk: &mut Walk<'_>,
    terms: &Terms,
    found: &mut [Scored],
    moment: &Moment,
) -> Result<()> {
    let weights = terms.weights(connection)?;
    let now = moment.now.as_second();
    for hit in found.iter_mut() {
        let title = walk.judge.title(EntryId(hit.item.id))?;
        hit.score = weights.title(terms, &title) * freshness(now, hit.item.at);
    }
    sort(found);
    Ok(())
}

/// Orders the best, which stand in front, by their texts as well.
fn rank_by_texts(
    connection: &Connection,
    walk: &mut Walk<'_>,
    terms: &Terms,
    found: &mut [Scored],
    moment: &Moment,
) -> Result<()> {
    let weights = terms.weights(connection)?;
    let now = moment.now.as_second();
    let end = found.len().min(READ);
    let best = &mut found[..end];
    for hit in best.iter_mut() {
        let text = walk.judge.text(EntryId(hit.item.id))?;
        hit.score += weights.text(terms, &text) * freshness(now, hit.item.at);
        hit.text = Some(text);
    }
    sort(best);
    Ok(())
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

fn hits(connection: &Connection, walk: &mut Walk<'_>, terms: &Terms, found: Vec<Scored>) -> Result<Vec<Hit>> {
    let ids: Vec<EntryId> = found.iter().map(|hit| EntryId(hit.item.id)).collect();
    let rows = rows::load(connection, &ids)?;
    let mut texts: std::collections::HashMap<i64, String> =
        found.into_iter().filter_map(|hit| Some((hit.item.id, hit.text?))).collect();
    rows.into_iter()
        .map(|row| {
            let text = match texts.remove(&row.id.0) {
                Some(text) => text,
                None => walk.judge.text(row.id)?,
            };
            Ok(Hit { excerpt: excerpt::excerpt(&text, terms), row })
        })
        .collect()
}

#[cfg(test)]
mod tests;
