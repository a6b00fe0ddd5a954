//! Stub.
use rusqlite::Connection;

use super::{Count, Listing, Page, Result, rows};
use crate::domain::{EntryId, Moment};
use crate::query::Query;

pub(crate) fn list(conn: &Connection, listing: &Listing, moment: &Moment) -> Result<Page> {
    let ids = matching(conn, &listing.query, None, moment)?;
    Ok(Page { rows: rows::load(conn, &ids)?, next: None })
}

pub(crate) fn count(conn: &Connection, query: &Query, _cap: Option<u64>, moment: &Moment) -> Result<Count> {
    Ok(Count { n: matching(conn, query, None, moment)?.len() as u64, capped: false })
}

pub(crate) fn matching(
    conn: &Connection,
    _query: &Query,
    up_to: Option<EntryId>,
    _moment: &Moment,
) -> Result<Vec<EntryId>> {
    let ids = conn
        .prepare("SELECT id FROM entry WHERE id <= ?1 ORDER BY at DESC, id DESC")?
        .query_map([up_to.map_or(i64::MAX, |id| id.0)], |r| Ok(EntryId(r.get(0)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}
