//! Where links lead that name a third party in place of the publisher (Google News): a cache that never
//! grows old, and one of failures. What a failure means and when to ask again is `service`'s affair.

use rusqlite::{Connection, OptionalExtension};

use super::columns;
use super::error::Result;
use super::interface::{KnownLink, LinkNews};
use crate::domain::{Timestamp, WebUrl};

/// What is known of a link.
pub(super) fn load(conn: &Connection, link: &WebUrl) -> Result<Option<KnownLink>> {
    let target: Option<String> = conn
        .prepare_cached("SELECT target FROM resolved_link WHERE url = ?1")?
        .query_row([link.as_str()], |row| row.get(0))
        .optional()?;
    if let Some(target) = columns::web_url(target.as_deref()) {
        return Ok(Some(KnownLink::Leads(target)));
    }
    let failed = conn
        .prepare_cached("SELECT reason, tries, at FROM unresolved_link WHERE url = ?1")?
        .query_row([link.as_str()], |row| {
            let (reason, tries, at) = (row.get(0)?, row.get(1)?, columns::instant(row.get(2)?));
            Ok(KnownLink::Failed { reason, tries, at })
        })
        .optional()?;
    Ok(failed)
}

/// Keeps what was found out.
pub(super) fn save(conn: &Connection, news: &[(WebUrl, LinkNews)], now: Timestamp) -> Result<()> {
    for (link, news) in news {
        match news {
            LinkNews::Leads(target) => {
                conn.prepare_cached(
                    "INSERT OR REPLACE INTO resolved_link (url, target, at) VALUES (?1, ?2, ?3)",
                )?
                .execute((link.as_str(), target.as_str(), now.as_second()))?;
                conn.prepare_cached("DELETE FROM unresolved_link WHERE url = ?1")?
                    .execute([link.as_str()])?;
            }
            LinkNews::Failed(reason) => {
                conn.prepare_cached(
                    "INSERT INTO unresolved_link (url, reason, tries, at) VALUES (?1, ?2, 1, ?3)
                     ON CONFLICT (url) DO UPDATE SET reason = excluded.reason, tries = tries + 1, at = excluded.at",
                )?
                .execute((link.as_str(), reason, now.as_second()))?;
            }
        }
    }
    Ok(())
}
