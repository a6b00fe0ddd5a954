//! Fetching as the store sees it: what is needed to ask for a feed, when the next one is due, and
//! the outcome written into the feed's row. Entries themselves stand in `incoming`. Called by the
//! methods of `Store` and by the writer.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::Result;
use super::interface::{Applied, FetchOutcome, FetchPlan, FetchRecord, FetchScope, ParsedFetch, Validators};
use super::{columns, feeds, incoming};
use crate::domain::{FeedId, FeedState, Timestamp, WebUrl};

pub(super) const PLANS: &str = "
    SELECT id, url, title, title_override, etag, last_modified, body_hash, interval_s, adaptive_s,
           failures, state, not_before, next_check, reach, full_text
    FROM feed WHERE subscribed = 1 ORDER BY ifnull(next_check, 0), id";

pub(super) const NEXT_DUE: &str = "
    SELECT min(max(ifnull(next_check, 0), ifnull(not_before, 0)))
    FROM feed WHERE subscribed = 1 AND state <> 'gone'";

/// Plans in the order in which feeds are due.
pub(super) fn plans(conn: &Connection, scope: &FetchScope) -> Result<Vec<FetchPlan>> {
    let mut statement = conn.prepare_cached(PLANS)?;
    let rows = statement.query_map([], to_plan)?;
    let mut plans = Vec::new();
    for row in rows {
        plans.extend(row?.filter(|plan| is_in(scope, plan)));
    }
    Ok(plans)
}

fn is_in(scope: &FetchScope, plan: &FetchPlan) -> bool {
    match scope {
        FetchScope::All => plan.state != FeedState::Gone,
        FetchScope::Due(now) => {
            let may = match plan.state {
                FeedState::Active => true,
                FeedState::Gone => false,
                FeedState::Waiting { until } => until <= *now,
            };
            may && plan.next_check.is_none_or(|at| at <= *now)
        }
        FetchScope::Feeds(feeds) => feeds.contains(&plan.feed),
    }
}

fn to_plan(row: &Row<'_>) -> rusqlite::Result<Option<FetchPlan>> {
    let Some(url) = columns::web_url(columns::str(row, 1)?) else { return Ok(None) };
    Ok(Some(FetchPlan {
        feed: FeedId(row.get(0)?),
        title: feeds::shown_title(columns::str(row, 3)?, columns::str(row, 2)?, &url),
        url,
        validators: Validators { etag: row.get(4)?, last_modified: row.get(5)? },
        body_hash: row.get::<_, Option<i64>>(6)?.map(i64::cast_unsigned),
        interval: columns::duration(row.get(7)?),
        adaptive: columns::duration(row.get(8)?),
        failures: row.get(9)?,
        state: feeds::state(row.get_ref(10)?.as_str().unwrap_or_default(), row.get(11)?),
        next_check: row.get::<_, Option<i64>>(12)?.map(columns::instant),
        reach: columns::reach(row.get(13)?),
        full_text: columns::mode(row.get(14)?),
    }))
}

/// When the next feed is due; the beginning of time for one that was never asked.
pub(super) fn next_due(conn: &Connection) -> Result<Option<Timestamp>> {
    let at: Option<i64> = conn.prepare_cached(NEXT_DUE)?.query_row([], |row| row.get(0))?;
    Ok(at.map(columns::instant))
}

/// Writes the outcome of a fetch, inside the writer's transaction. A feed that was unsubscribed from
/// meanwhile is left alone.
pub(super) fn record(conn: &Connection, record: &FetchRecord) -> Result<Applied> {
    if !note_attempt(conn, record)? {
        return Ok(Applied::default());
    }
    match &record.outcome {
        FetchOutcome::Unchanged { validators } => {
            succeed(conn, record, validators.as_ref())?;
            Ok(Applied::default())
        }
        FetchOutcome::Parsed(parsed) => {
            succeed(conn, record, Some(&parsed.validators))?;
            describe(conn, record.feed, parsed)?;
            let arrived = incoming::store_all(conn, record.feed, record.at, &parsed.entries)?;
            Ok(arrived)
        }
        FetchOutcome::Gone { error } => {
            conn.prepare_cached(
                "UPDATE feed SET state = 'gone', next_check = NULL, failures = failures + 1, error = ?2 WHERE id = ?1",
            )?
            .execute((record.feed.0, error.as_str()))?;
            Ok(Applied::default())
        }
        FetchOutcome::Failed { error, retry_after } => {
            conn.prepare_cached(
                "UPDATE feed SET failures = failures + 1, error = ?2, not_before = ?3 WHERE id = ?1",
            )?
            .execute((record.feed.0, error.as_str(), retry_after.map(Timestamp::as_second)))?;
            Ok(Applied::default())
        }
    }
}

/// What every outcome says; false for a feed that is not subscribed to.
fn note_attempt(conn: &Connection, record: &FetchRecord) -> Result<bool> {
    let changed = conn
        .prepare_cached(
            "UPDATE feed SET last_attempt = ?2, next_check = ?3, adaptive_s = coalesce(?4, adaptive_s),
                reach = coalesce(?5, reach)
             WHERE id = ?1 AND subscribed = 1",
        )?
        .execute(params![
            record.feed.0,
            record.at.as_second(),
            record.next_check.map(Timestamp::as_second),
            record.adaptive.map(columns::seconds),
            record.reach.map(columns::reach_name),
        ])?;
    Ok(changed > 0)
}

fn succeed(conn: &Connection, record: &FetchRecord, validators: Option<&Validators>) -> Result<()> {
    conn.prepare_cached(
        "UPDATE feed SET last_success = ?2, failures = 0, error = NULL, not_before = NULL, state = 'active'
         WHERE id = ?1",
    )?
    .execute((record.feed.0, record.at.as_second()))?;
    if let Some(validators) = validators {
        conn.prepare_cached("UPDATE feed SET etag = ?2, last_modified = ?3 WHERE id = ?1")?.execute((
            record.feed.0,
            &validators.etag,
            &validators.last_modified,
        ))?;
    }
    Ok(())
}

/// What a document says of its feed.
fn describe(conn: &Connection, feed: FeedId, parsed: &ParsedFetch) -> Result<()> {
    conn.prepare_cached(
        "UPDATE feed SET body_hash = ?2, title = coalesce(?3, title), site_url = coalesce(?4, site_url) WHERE id = ?1",
    )?
    .execute((
        feed.0,
        parsed.body_hash.cast_signed(),
        columns::as_str(parsed.title.as_ref()),
        parsed.site_url.as_ref().map(WebUrl::as_str),
    ))?;
    match &parsed.moved_to {
        Some(url) => move_to(conn, feed, url),
        None => Ok(()),
    }
}

/// Follows a permanent redirect, unless another feed has the new address.
fn move_to(conn: &Connection, feed: FeedId, url: &WebUrl) -> Result<()> {
    let other: Option<i64> = conn
        .prepare_cached("SELECT id FROM feed WHERE url = ?1 AND id <> ?2 LIMIT 1")?
        .query_row((url.as_str(), feed.0), |row| row.get(0))
        .optional()?;
    if let Some(other) = other {
        tracing::info!(%feed, other, "a feed moved to the address of another one and keeps its own");
        return Ok(());
    }
    conn.prepare_cached("UPDATE feed SET url = ?2 WHERE id = ?1")?.execute((feed.0, url.as_str()))?;
    Ok(())
}
