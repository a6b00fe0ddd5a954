//! Stories as they are kept: which entry tells which one, and what lists and screens read of them. How
//! entries are grouped stands in the module `story`; what it needs and what came of it in `grouping`,
//! what the person says of it in `rules`. Called by the methods of `Store`.

mod asking;
pub(super) mod grouping;
pub(super) mod rules;

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row};

use super::error::Result;
use super::rows;
use crate::domain::{EntryId, FeedId, Story, StoryId, Telling, Timestamp};
use crate::text::SafeText;

/// Who tells an entry `e` of the feed `f`.
const OUTLET: &str = "coalesce(e.publisher, f.title, f.title_override, f.url)";
const COLUMNS: &str = "id, title, first_seen, last_seen, outlets, entries";

/// All tellings of an entry's story in order of publication; the entry alone if it has none.
pub(super) fn members(conn: &Connection, entry: EntryId) -> Result<Vec<EntryId>> {
    let found = match story_of(conn, entry)? {
        Some(story) => entries_of(conn, story)?,
        None => Vec::new(),
    };
    Ok(if found.is_empty() { vec![entry] } else { found })
}

/// The story that an entry tells with others.
pub(super) fn story_of(conn: &Connection, entry: EntryId) -> Result<Option<StoryId>> {
    let sql = "SELECT story_id FROM telling WHERE id = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([entry.0], |row| row.get(0).map(StoryId)).optional()?)
}

/// The entries of a story, oldest first.
pub(super) fn entries_of(conn: &Connection, story: StoryId) -> Result<Vec<EntryId>> {
    let mut statement = conn.prepare_cached("SELECT id FROM telling WHERE story_id = ?1 ORDER BY at, id")?;
    let found = statement.query_map([story.0], |row| row.get(0).map(EntryId))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Stories by id; those that are gone or have one telling left are left out.
pub(super) fn load(conn: &Connection, stories: &BTreeSet<StoryId>) -> Result<Vec<Story>> {
    let sql = format!("SELECT {COLUMNS} FROM story WHERE id = ?1 AND entries > 1");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = Vec::with_capacity(stories.len());
    for story in stories {
        found.extend(statement.query_row([story.0], from_row).optional()?);
    }
    Ok(found)
}

/// The tellings of a story, oldest first.
pub(super) fn tellings(conn: &Connection, story: StoryId) -> Result<Vec<Telling>> {
    let sql = format!(
        "SELECT e.id, e.at, {OUTLET}, e.title, e.completeness, e.read, t.copy_of, e.feed_id
         FROM telling AS t CROSS JOIN entry AS e ON e.id = t.id CROSS JOIN feed AS f ON f.id = e.feed_id
         WHERE t.story_id = ?1 ORDER BY t.at, t.id"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let found = statement.query_map([story.0], |row| {
        Ok(Telling {
            entry: EntryId(row.get(0)?),
            feed: FeedId(row.get(7)?),
            at: rows::instant(row.get(1)?),
            outlet: SafeText::new(row.get_ref(2)?.as_str()?),
            title: SafeText::new(row.get_ref(3)?.as_str()?),
            completeness: rows::completeness(row.get(4)?),
            read: row.get(5)?,
            copy_of: row.get::<_, Option<i64>>(6)?.map(EntryId),
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// What the rank of a story is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryFacts {
    /// The story.
    pub story: Story,
    /// Its entries, oldest first, each with its instant.
    pub entries: Vec<(EntryId, Timestamp)>,
    /// How many of them the person starred.
    pub starred: u32,
    /// The quietest of its feeds: its title and how many entries it brought in the week before.
    pub quietest: Option<(SafeText, u32)>,
}

/// Entries of a feed in a week that make it a busy one; nobody counts further.
const BUSY: u32 = 50;
const WEEK_S: i64 = 7 * 24 * 3600;

/// Stories that were told since an instant, the latest first, up to `limit`.
pub(super) fn told_since(conn: &Connection, since: Timestamp, limit: usize) -> Result<Vec<StoryFacts>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM story INDEXED BY story_last_seen
         WHERE last_seen >= ?1 AND entries > 1 ORDER BY last_seen DESC LIMIT ?2"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let stories = statement.query_map([since.as_second(), limit], from_row)?;
    let mut facts = Vec::new();
    for story in stories {
        facts.push(facts_of(conn, story?)?);
    }
    Ok(facts)
}

/// How many stories several outlets told since an instant.
pub(super) fn count_since(conn: &Connection, since: Timestamp) -> Result<u64> {
    let sql = "SELECT count(*) FROM story INDEXED BY story_last_seen
         WHERE last_seen >= ?1 AND entries > 1 AND outlets > 1";
    let told: i64 = conn.prepare_cached(sql)?.query_row([since.as_second()], |row| row.get(0))?;
    Ok(told.unsigned_abs())
}

fn facts_of(conn: &Connection, story: Story) -> Result<StoryFacts> {
    let mut statement = conn.prepare_cached(
        "SELECT e.id, e.at, e.starred, e.feed_id FROM telling AS t CROSS JOIN entry AS e ON e.id = t.id
         WHERE t.story_id = ?1 ORDER BY t.at, t.id",
    )?;
    let mut rows = statement.query([story.id.0])?;
    let (mut entries, mut starred, mut feeds) = (Vec::new(), 0, BTreeSet::new());
    while let Some(row) = rows.next()? {
        entries.push((EntryId(row.get(0)?), rows::instant(row.get(1)?)));
        starred += u32::from(row.get::<_, bool>(2)?);
        feeds.insert(row.get::<_, i64>(3)?);
    }
    let mut quietest = None;
    for feed in feeds {
        let Some((title, week)) = week_of(conn, feed, story.first_seen.as_second())? else { continue };
        if quietest.as_ref().is_none_or(|(_, least)| week < *least) {
            quietest = Some((title, week));
        }
    }
    Ok(StoryFacts { story, entries, starred, quietest })
}

/// A feed's title and how many entries it brought in the week before an instant; `None` for one of which
/// nothing older is held, because then nobody knows.
fn week_of(conn: &Connection, feed: i64, before: i64) -> Result<Option<(SafeText, u32)>> {
    let sql = "SELECT coalesce(title_override, title, url),
            (SELECT count(*) FROM (SELECT 1 FROM entry INDEXED BY entry_feed_at
                WHERE feed_id = feed.id AND at >= ?2 AND at < ?3 LIMIT ?4))
         FROM feed WHERE id = ?1 AND EXISTS
            (SELECT 1 FROM entry INDEXED BY entry_feed_at WHERE feed_id = ?1 AND at < ?2)";
    let mut statement = conn.prepare_cached(sql)?;
    let parameters = [feed, before - WEEK_S, before, i64::from(BUSY)];
    let week = |row: &Row<'_>| Ok((SafeText::new(row.get_ref(0)?.as_str()?), row.get(1)?));
    Ok(statement.query_row(parameters, week).optional()?)
}

/// Counts a story anew: its tellings, their outlets, and the headline of the best one, which is the one
/// with the most text, and among those the first.
pub(super) fn recount(conn: &Connection, story: StoryId) -> Result<()> {
    conn.prepare_cached(&format!(
        "UPDATE story SET
            (first_seen, last_seen, entries, outlets) = (
                SELECT ifnull(min(t.at), story.first_seen), ifnull(max(t.at), story.last_seen), count(*),
                    count(DISTINCT lower({OUTLET}))
                FROM telling AS t CROSS JOIN entry AS e ON e.id = t.id CROSS JOIN feed AS f ON f.id = e.feed_id
                WHERE t.story_id = story.id),
            title = ifnull((
                SELECT e.title FROM telling AS t CROSS JOIN entry AS e ON e.id = t.id
                WHERE t.story_id = story.id ORDER BY e.completeness DESC, t.at, t.id LIMIT 1), title)
         WHERE id = ?1"
    ))?
    .execute([story.0])?;
    Ok(())
}

/// Takes the entries that a feed takes away out of their stories; `going` leads to them. Their stories
/// are remembered in `removed_entry`.
pub(super) fn forget_going(conn: &Connection, feed: i64, going: &str) -> Result<()> {
    let of_going = format!("SELECT DISTINCT story_id FROM telling WHERE id IN (SELECT id {going})");
    let stories = ids(conn, &of_going, feed)?;
    if stories.is_empty() {
        return Ok(());
    }
    conn.prepare_cached(
        "UPDATE removed_entry SET story_id = (SELECT story_id FROM telling WHERE telling.id = removed_entry.id)
         WHERE feed_id = ?1",
    )?
    .execute([feed])?;
    conn.prepare_cached(&format!("DELETE FROM telling WHERE id IN (SELECT id {going})"))?.execute([feed])?;
    grouping::forget_what_was_seen(conn)?;
    stories.into_iter().try_for_each(|story| recount(conn, StoryId(story)))
}

/// Puts entries that come back with their feed into their stories again; they are in `entry` and still in
/// `removed_entry`.
pub(super) fn restore(conn: &Connection, feed: i64) -> Result<()> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO telling (id, story_id, at)
         SELECT id, story_id, at FROM removed_entry
         WHERE feed_id = ?1 AND story_id IN (SELECT id FROM story)",
    )?
    .execute([feed])?;
    let of_back = "SELECT DISTINCT story_id FROM removed_entry WHERE feed_id = ?1 AND story_id IS NOT NULL";
    let stories = ids(conn, of_back, feed)?;
    if !stories.is_empty() {
        grouping::forget_what_was_seen(conn)?;
    }
    stories.into_iter().try_for_each(|story| recount(conn, StoryId(story)))
}

fn ids(conn: &Connection, sql: &str, feed: i64) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(sql)?;
    let ids = statement.query_map([feed], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Story> {
    Ok(Story {
        id: StoryId(row.get(0)?),
        title: SafeText::new(row.get_ref(1)?.as_str()?),
        first_seen: rows::instant(row.get(2)?),
        last_seen: rows::instant(row.get(3)?),
        outlets: row.get(4)?,
        entries: row.get(5)?,
    })
}
