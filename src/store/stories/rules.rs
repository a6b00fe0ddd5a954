//! What the person says of stories: that entries tell one event, or that one tells another. Kept as rules
//! that grouping obeys, with a line of the journal that takes stories and rules back. Called by the
//! methods of `Store` and by `walk`.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::grouping::{forget_what_was_seen, new_story, put_into};
use super::{entries_of, members, recount, story_of};
use crate::domain::{Change, ChangeKind, EntryId, StoryId, Timestamp};
use crate::store::changes::{self, Detail};
use crate::store::error::{Error, Result};

/// Stories of entries and rules as they were and as they are.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Edit {
    before: Standing,
    after: Standing,
}

/// The story of each entry that an edit touched, and what was said of each pair.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Standing {
    stories: BTreeMap<i64, Option<i64>>,
    rules: Vec<(i64, i64, Option<bool>)>,
}

impl Edit {
    /// Takes stories and rules to after (`forth`) or before the edit.
    pub(in crate::store) fn apply(&self, conn: &Connection, forth: bool) -> Result<()> {
        let (from, to) = if forth { (&self.before, &self.after) } else { (&self.after, &self.before) };
        let mut touched: BTreeSet<i64> = from.stories.values().flatten().copied().collect();
        touched.extend(to.stories.values().flatten());
        for story in &touched {
            // One that was absorbed comes back under its id.
            conn.prepare_cached(
                "INSERT OR IGNORE INTO story (id, title, first_seen, last_seen, outlets, entries)
                 VALUES (?1, '', 0, 0, 0, 0)",
            )?
            .execute([story])?;
        }
        for (entry, story) in &to.stories {
            match story {
                Some(story) => put_into(conn, StoryId(*story), &[(EntryId(*entry), None)])?,
                None => drop(conn.prepare_cached("DELETE FROM telling WHERE id = ?1")?.execute([entry])?),
            }
        }
        for (one, other, together) in &to.rules {
            set_rule(conn, *one, *other, *together)?;
        }
        forget_what_was_seen(conn)?;
        touched.into_iter().try_for_each(|story| recount(conn, StoryId(story)))
    }
}

/// What the person said of pairs of entries.
pub(in crate::store) fn all(conn: &Connection) -> Result<Vec<(EntryId, EntryId, bool)>> {
    let mut statement = conn.prepare_cached("SELECT one, other, together FROM story_rule")?;
    let rules =
        statement.query_map([], |row| Ok((EntryId(row.get(0)?), EntryId(row.get(1)?), row.get(2)?)))?;
    Ok(rules.collect::<rusqlite::Result<_>>()?)
}

/// Entries do not tell the story that they are in: each leaves it for good.
pub(in crate::store) fn separate(conn: &Connection, entries: &[EntryId], now: Timestamp) -> Result<Change> {
    let (mut before, mut after) = (Standing::default(), Standing::default());
    for entry in entries {
        let Some(story) = story_of(conn, *entry)? else { continue };
        let others = entries_of(conn, story)?.into_iter().filter(|other| other != entry);
        for other in others {
            let (one, other) = pair(*entry, other);
            before.rules.push((one, other, rule(conn, one, other)?));
            after.rules.push((one, other, Some(false)));
        }
        before.stories.insert(entry.0, Some(story.0));
        after.stories.insert(entry.0, None);
    }
    let count = after.stories.len();
    if count == 0 {
        return Ok(changes::nothing(ChangeKind::Story, "no other entry tells this", now));
    }
    let label = match count {
        1 => "1 entry is not of the story".to_owned(),
        n => format!("{n} entries are not of the story"),
    };
    record(conn, Edit { before, after }, count, &label, now)
}

/// Entries tell one event: their stories become one.
pub(in crate::store) fn unite(conn: &Connection, entries: &[EntryId], now: Timestamp) -> Result<Change> {
    let (mut before, mut after) = (Standing::default(), Standing::default());
    let mut all = BTreeSet::new();
    for entry in entries {
        all.extend(members(conn, *entry)?);
    }
    let known: BTreeSet<StoryId> = all
        .iter()
        .map(|entry| story_of(conn, *entry))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    let Some(first) = entries.first().filter(|_| all.len() > 1) else {
        return Err(Error::OneEntryStory);
    };
    let is_one =
        known.len() == 1 && all.iter().all(|entry| story_of(conn, *entry).is_ok_and(|s| s.is_some()));
    if is_one {
        return Ok(changes::nothing(ChangeKind::Story, "they are one story already", now));
    }
    let story = known.first().copied().map_or_else(|| new_story(conn), Ok)?;
    for entry in &all {
        before.stories.insert(entry.0, story_of(conn, *entry)?.map(|story| story.0));
        after.stories.insert(entry.0, Some(story.0));
    }
    for other in entries.iter().filter(|other| *other != first) {
        let (one, other) = pair(*first, *other);
        before.rules.push((one, other, rule(conn, one, other)?));
        after.rules.push((one, other, Some(true)));
    }
    // What was said before of any two of them is taken back.
    for (one, other, together) in self::all(conn)? {
        let was_apart = !together && all.contains(&one) && all.contains(&other);
        if was_apart && !after.rules.iter().any(|(a, b, _)| (*a, *b) == (one.0, other.0)) {
            before.rules.push((one.0, other.0, Some(false)));
            after.rules.push((one.0, other.0, None));
        }
    }
    let label = format!("{} entries are one story", all.len());
    record(conn, Edit { before, after }, all.len(), &label, now)
}

fn record(conn: &Connection, edit: Edit, count: usize, label: &str, now: Timestamp) -> Result<Change> {
    edit.apply(conn, true)?;
    changes::write(conn, now, ChangeKind::Story, count, label, &Detail::Story(edit))
}

fn pair(one: EntryId, other: EntryId) -> (i64, i64) {
    (one.0.min(other.0), one.0.max(other.0))
}

fn rule(conn: &Connection, one: i64, other: i64) -> Result<Option<bool>> {
    let sql = "SELECT together FROM story_rule WHERE one = ?1 AND other = ?2";
    Ok(conn.prepare_cached(sql)?.query_row([one, other], |row| row.get(0)).optional()?)
}

fn set_rule(conn: &Connection, one: i64, other: i64, together: Option<bool>) -> Result<()> {
    match together {
        None => conn
            .prepare_cached("DELETE FROM story_rule WHERE one = ?1 AND other = ?2")?
            .execute([one, other])?,
        Some(together) => conn
            .prepare_cached("INSERT OR REPLACE INTO story_rule (one, other, together) VALUES (?1, ?2, ?3)")?
            .execute((one, other, together))?,
    };
    Ok(())
}
