//! Entry rows from the database: the one place that knows the columns of a list row.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::domain::{Completeness, EntryId, EntryRow, FeedId, StoryId, Timestamp, WebUrl};
use crate::store::Result;
use crate::text::SafeText;

/// The columns that [`from_row`] reads, of `entry AS e` and its `feed AS f`.
pub(crate) const COLUMNS: &str = "e.id, e.feed_id, f.title_override, f.title, f.url, e.title, \
     e.publisher, e.author, e.url, e.comments_url, e.at, e.published, e.updated, e.fetched, e.read, \
     e.starred, e.completeness, e.edited, \
     (SELECT s.id FROM telling AS t JOIN story AS s ON s.id = t.story_id \
      WHERE t.id = e.id AND s.entries > 1)";

/// Rows of `entries`, in the order given; those that are gone are left out.
pub(crate) fn load(connection: &Connection, entries: &[EntryId]) -> Result<Vec<EntryRow>> {
    let sql =
        format!("SELECT {COLUMNS} FROM entry AS e CROSS JOIN feed AS f ON f.id = e.feed_id WHERE e.id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let tagged: bool =
        connection.query_row("SELECT EXISTS (SELECT 1 FROM entry_tag)", [], |row| row.get(0))?;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some(mut row) = statement.query_row([entry.0], from_row).optional()? else { continue };
        if tagged {
            row.tags = tags(connection, *entry)?;
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Tags of an entry, in alphabetical order.
pub(crate) fn tags(connection: &Connection, entry: EntryId) -> Result<Vec<SafeText>> {
    let mut statement = connection.prepare_cached(
        "SELECT t.name FROM entry_tag AS x CROSS JOIN tag AS t ON t.id = x.tag_id
         WHERE x.entry_id = ?1 ORDER BY t.name",
    )?;
    let names = statement.query_map([entry.0], |row| Ok(SafeText::new(row.get_ref(0)?.as_str()?)))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// A row of [`COLUMNS`]; the tags are not in it.
pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    Ok(EntryRow {
        id: EntryId(row.get(0)?),
        feed: FeedId(row.get(1)?),
        feed_title: feed_title(safe(row, 2)?, safe(row, 3)?, row.get_ref(4)?.as_str()?),
        title: SafeText::new(row.get_ref(5)?.as_str()?),
        publisher: safe(row, 6)?,
        author: safe(row, 7)?,
        url: web_url(row, 8)?,
        comments_url: web_url(row, 9)?,
        at: instant(row.get(10)?),
        published: row.get::<_, Option<i64>>(11)?.map(instant),
        updated: row.get::<_, Option<i64>>(12)?.map(instant),
        fetched: instant(row.get(13)?),
        read: row.get(14)?,
        starred: row.get(15)?,
        tags: Vec::new(),
        story: row.get::<_, Option<i64>>(18)?.map(StoryId),
        completeness: completeness(row.get(16)?),
        edited: row.get::<_, Option<i64>>(17)?.map(instant),
    })
}

/// The person's title, else the publisher's, else the host.
pub(crate) fn feed_title(own: Option<SafeText>, published: Option<SafeText>, url: &str) -> SafeText {
    let named = own.or(published).filter(|title| !title.is_empty());
    named.unwrap_or_else(|| {
        SafeText::new(&WebUrl::parse(url).map_or_else(|| url.to_owned(), |url| url.host()))
    })
}

/// The number of a [`Completeness`] in the database, read back.
pub(crate) fn completeness(number: i64) -> Completeness {
    match number {
        3 => Completeness::FullText,
        2 => Completeness::FeedText,
        1 => Completeness::Snippet,
        _ => Completeness::Headline,
    }
}

/// An instant from seconds; what lies outside of the calendar is moved to its edge.
pub(crate) fn instant(seconds: i64) -> Timestamp {
    let edge = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(seconds).unwrap_or(edge)
}

fn safe(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<SafeText>> {
    Ok(row.get_ref(column)?.as_str_or_null()?.map(SafeText::new))
}

/// The address that a person gets. What the feed said stays in the column.
fn web_url(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<WebUrl>> {
    let said = row.get_ref(column)?.as_str_or_null()?.and_then(WebUrl::from_stored);
    Ok(said.map(|url| url.cleaned()))
}
