//! The tags that entries have. Giving and taking them stands in `marks`. Called by `edits`.

use rusqlite::Connection;

use super::columns;
use super::error::Result;
use crate::domain::TagCount;
use crate::text::SafeText;

/// Counts along the index of each tag: no entry is touched.
pub(super) const COUNTS: &str =
    "SELECT name, (SELECT count(*) FROM entry_tag WHERE tag_id = tag.id) AS entries FROM tag";

/// Tags that an entry has, in alphabetical order.
pub(super) fn counts(conn: &Connection) -> Result<Vec<TagCount>> {
    let mut statement = conn.prepare_cached(COUNTS)?;
    let rows = statement.query_map([], |row| {
        let name = SafeText::new(row.get_ref(0)?.as_str()?);
        Ok(TagCount { name, entries: columns::count(row.get(1)?) })
    })?;
    let mut tags: Vec<TagCount> = rows.collect::<rusqlite::Result<_>>()?;
    tags.retain(|tag| tag.entries > 0);
    tags.sort_by_cached_key(|tag| tag.name.as_str().to_lowercase());
    Ok(tags)
}
