//! The best of very many hits by headline and age, from the search index alone: a document's id is
//! its age, and words of headlines are marked in the index, so nothing of the entries is read.

use std::cmp::Reverse;

use rusqlite::{Connection, params};

use super::{RANKED, Ranking, Scored, freshness};
use crate::store::compile::matching;
use crate::store::listing::stream::Item;
use crate::store::{Count, Result};

/// The `kept` best hits of an expression among the newest 5,000, and how many hits there are.
pub(super) fn best(ranking: &Ranking<'_>, expression: &str, kept: usize) -> Result<(Vec<Scored>, Count)> {
    let Ranking { connection, terms, weights, now } = ranking;
    let documents = newest(connection, expression)?;
    let mut scores = vec![1.0; documents.len()];
    let lowest = documents.last().copied().unwrap_or(i64::MAX);
    for (words, weight) in terms.single().iter().zip(weights.of_titles()) {
        if let Some(titles) = matching::in_titles(connection, words)? {
            add(connection, &titles, lowest, &documents, (&mut scores, weight))?;
        }
    }
    let score = |document: &i64, score: f64| score * freshness(*now, *document);
    let mut ranked: Vec<(f64, i64)> =
        documents.iter().take(RANKED).zip(scores).map(|(id, sum)| (score(id, sum), *id)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(Reverse(a.1).cmp(&Reverse(b.1))));
    let capped = documents.len() > RANKED;
    let n = u64::try_from(ranked.len()).unwrap_or(u64::MAX);
    let sql = "SELECT e.at, e.id FROM doc AS d CROSS JOIN entry AS e ON e.id = d.entry_id WHERE d.id = ?1";
    let mut entry = connection.prepare_cached(sql)?;
    let mut found = Vec::with_capacity(kept.min(ranked.len()));
    for (score, document) in ranked.into_iter().take(kept) {
        let mut rows = entry.query([document])?;
        if let Some(row) = rows.next()? {
            let item = Item { at: row.get(0)?, id: row.get(1)?, sure: true };
            found.push(Scored { item, score, text: None });
        }
    }
    Ok((found, Count { n, capped }))
}

/// One more than are ranked, to know whether there are more.
fn newest(connection: &Connection, expression: &str) -> Result<Vec<i64>> {
    let sql = "SELECT rowid FROM fts WHERE fts MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
    let limit = i64::try_from(RANKED + 1).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(sql)?;
    let documents = statement.query_map(params![expression, limit], |row| row.get(0))?;
    Ok(documents.collect::<rusqlite::Result<_>>()?)
}

/// Adds `weight` to the documents that `titles` finds; both come newest first.
fn add(
    connection: &Connection,
    titles: &str,
    lowest: i64,
    documents: &[i64],
    (scores, weight): (&mut [f64], f64),
) -> Result<()> {
    let sql = "SELECT rowid FROM fts WHERE fts MATCH ?1 AND rowid >= ?2 ORDER BY rowid DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![titles, lowest])?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let document: i64 = row.get(0)?;
        while documents.get(at).is_some_and(|id| *id > document) {
            at += 1;
        }
        if documents.get(at) == Some(&document) {
            scores[at] += weight;
        }
    }
    Ok(())
}
