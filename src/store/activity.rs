//! How much feeds brought of late: one walk along the index of each, over the last weeks only. Called by
//! the methods of `Store`.

use rusqlite::{Connection, OptionalExtension};

use super::columns;
use super::error::Result;
use crate::domain::{FeedActivity, FeedId, Timestamp};

/// Seconds of a week.
const WEEK: i64 = 7 * 24 * 3600;
/// The first entry at the end of the feed's part of the index.
const NEWEST: &str = "SELECT at FROM entry WHERE feed_id = ?1 ORDER BY at DESC LIMIT 1";
/// No entry is touched: the index holds all that is asked. What is dated ahead counts as of now.
const WEEKS: &str = "SELECT max(0, ?2 - at) / ?4 AS week, count(*) FROM entry
    WHERE feed_id = ?1 AND at > ?3 GROUP BY week";

/// The activity of feeds, in their order.
pub(super) fn of(conn: &Connection, feeds: &[FeedId], now: Timestamp) -> Result<Vec<FeedActivity>> {
    let now = now.as_second();
    let mut newest = conn.prepare_cached(NEWEST)?;
    let mut weeks = conn.prepare_cached(WEEKS)?;
    let mut found = Vec::with_capacity(feeds.len());
    for feed in feeds {
        let at: Option<i64> = newest.query_row([feed.0], |row| row.get(0)).optional()?;
        let mut activity =
            FeedActivity { feed: *feed, newest: at.map(columns::instant), weeks: [0; FeedActivity::WEEKS] };
        let start = now - WEEK * i64::try_from(FeedActivity::WEEKS).unwrap_or(i64::MAX / WEEK);
        let mut rows = weeks.query([feed.0, now, start, WEEK])?;
        while let Some(row) = rows.next()? {
            let back = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(usize::MAX);
            if let Some(week) = activity.weeks.iter_mut().rev().nth(back) {
                *week = row.get(1)?;
            }
        }
        found.push(activity);
    }
    Ok(found)
}
