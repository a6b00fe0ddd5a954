//! Stub.
use rusqlite::Connection;

use super::Result;
use super::columns;
use crate::domain::{Completeness, EntryId, EntryRow, FeedId};
use crate::text::SafeText;

pub(crate) fn load(conn: &Connection, ids: &[EntryId]) -> Result<Vec<EntryRow>> {
    let mut rows = Vec::new();
    for id in ids {
        let row = conn.query_row(
            "SELECT feed_id, title, url, at, read, starred, completeness, fetched, updated FROM entry WHERE id = ?1",
            [id.0],
            |r| {
                Ok(EntryRow {
                    id: *id,
                    feed: FeedId(r.get(0)?),
                    feed_title: SafeText::default(),
                    title: SafeText::new(&r.get::<_, String>(1)?),
                    publisher: None,
                    author: None,
                    url: columns::web_url(r.get(2)?),
                    comments_url: None,
                    at: columns::instant(r.get(3)?),
                    published: None,
                    updated: r.get::<_, Option<i64>>(8)?.map(columns::instant),
                    fetched: columns::instant(r.get(7)?),
                    read: r.get(4)?,
                    starred: r.get(5)?,
                    tags: Vec::new(),
                    story: None,
                    completeness: match r.get(6)? {
                        0 => Completeness::Headline,
                        1 => Completeness::Snippet,
                        2 => Completeness::FeedText,
                        _ => Completeness::FullText,
                    },
                })
            },
        );
        match row {
            Ok(mut row) => {
                row.tags = conn
                    .prepare("SELECT name FROM entry_tag JOIN tag ON tag.id = tag_id WHERE entry_id = ?1 ORDER BY 1")?
                    .query_map([id.0], |r| Ok(SafeText::new(&r.get::<_, String>(0)?)))?
                    .collect::<rusqlite::Result<_>>()?;
                rows.push(row);
            }
            Err(rusqlite::Error::QueryReturnedNoRows) => {}
            Err(e) => return Err(e.into()),
        }
    }
    Ok(rows)
}
