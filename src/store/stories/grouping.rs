//! What grouping needs of the database and what it writes there. A batch is what arrived since the last
//! one, in the order of time; how far it is stands in `meta`, so that a batch that was stopped goes on
//! where it was, and so that two programs never group the same entries twice. Called by the methods of
//! `Store`.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row};

use super::{recount, story_of};
use crate::domain::{EntryId, Related, StoryId, Timestamp, WebUrl};
use crate::store::bodies::Bodies;
use crate::store::error::Result;
use crate::store::incoming::Extra;
use crate::store::index;
use crate::store::rows;
use crate::text::SafeText;

/// Entries of the window that are looked at again after a start, at most.
const RECALLED: i64 = 120_000;
/// The counts of words are halved when so many entries were counted, so that they follow the times.
const COUNTED: u32 = 200_000;

/// How far grouping is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupingState {
    /// Entries up to this id were in batches that are done.
    mark: i64,
    /// The last entry of the batch that is under way.
    batch_end: i64,
    /// The entry of that batch that was done last.
    done: Place,
    /// Grows whenever stories changed otherwise.
    epoch: i64,
    /// Entries whose words are counted.
    pub counted: u32,
}

impl GroupingState {
    /// True if stories are now as they were then: nothing was grouped or changed since.
    #[must_use]
    pub fn is_as(&self, then: &Self) -> bool {
        let place = |state: &Self| (state.mark, state.batch_end, state.done, state.epoch);
        place(self) == place(then)
    }
}

/// What waits to be grouped.
#[derive(Clone, Debug)]
pub struct Batch {
    /// How far grouping is.
    pub stored: GroupingState,
    /// The same, with this batch begun.
    pub begun: GroupingState,
    /// The entries that are left of it, in order.
    pub left: Vec<Place>,
}

/// Where an entry stands in its batch. Its identity decides among those of the same second, not the
/// order in which feeds happened to answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    at: i64,
    key: i64,
    id: i64,
}

impl Place {
    /// The entry.
    #[must_use]
    pub fn entry(self) -> EntryId {
        EntryId(self.id)
    }

    /// When it is from.
    #[must_use]
    pub fn at(self) -> Timestamp {
        rows::instant(self.at)
    }
}

/// An entry as grouping looks at it.
#[derive(Clone, Debug)]
pub struct Groupable {
    /// The entry.
    pub entry: EntryId,
    /// When it is from.
    pub at: Timestamp,
    /// Its headline.
    pub title: SafeText,
    /// Its text, plain.
    pub text: String,
    /// Its outlet, or its feed's title.
    pub outlet: SafeText,
    /// Its address.
    pub url: Option<WebUrl>,
    /// Tellings that the feed puts beside it.
    pub related: Vec<Related>,
    /// The story that it is in.
    pub story: Option<StoryId>,
}

/// What came of a part of a batch.
#[derive(Clone, Debug, Default)]
pub struct StoryNews {
    /// How far grouping was before, as it is written.
    pub stored: GroupingState,
    /// The same, with the batch begun.
    pub begun: GroupingState,
    /// The last entry that was looked at, and whether the batch ends with it.
    pub done: Place,
    /// True when nothing of the batch is left.
    pub is_last: bool,
    /// Stories that changed: their entries, each with the one whose text it repeats.
    pub groups: Vec<Vec<(EntryId, Option<EntryId>)>>,
}

/// How far grouping is.
pub(in crate::store) fn state(conn: &Connection) -> Result<GroupingState> {
    let stored: Option<String> = conn
        .prepare_cached("SELECT value FROM meta WHERE key = 'stories'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let numbers: Vec<i64> =
        stored.unwrap_or_default().split(' ').filter_map(|number| number.parse().ok()).collect();
    let [mark, batch_end, at, key, id, epoch, counted] = numbers[..] else {
        return Ok(GroupingState::default());
    };
    let counted = u32::try_from(counted).unwrap_or_default();
    Ok(GroupingState { mark, batch_end, done: Place { at, key, id }, epoch, counted })
}

fn save(conn: &Connection, state: GroupingState) -> Result<()> {
    let GroupingState { mark, batch_end, done: Place { at, key, id }, epoch, counted } = state;
    let stored = format!("{mark} {batch_end} {at} {key} {id} {epoch} {counted}");
    conn.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES ('stories', ?1)")?
        .execute([stored])?;
    Ok(())
}

/// Whoever remembers entries must look at them anew: stories changed otherwise than by grouping.
pub(in crate::store) fn forget_what_was_seen(conn: &Connection) -> Result<()> {
    let state = state(conn)?;
    save(conn, GroupingState { epoch: state.epoch + 1, ..state })
}

/// How many entries wait, counted up to `cap`.
pub(in crate::store) fn count_waiting(conn: &Connection, cap: u64) -> Result<u64> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM entry WHERE id > ?1 LIMIT ?2)";
    let cap = i64::try_from(cap).unwrap_or(i64::MAX);
    let waiting: i64 = conn.prepare_cached(sql)?.query_row([state(conn)?.mark, cap], |row| row.get(0))?;
    Ok(waiting.unsigned_abs())
}

/// The batch that is under way, or a new one of everything that waits.
pub(in crate::store) fn batch(conn: &Connection) -> Result<Batch> {
    let stored = state(conn)?;
    let is_under_way = stored.batch_end > stored.mark;
    if is_under_way {
        let left = left_of(conn, &stored)?;
        if !left.is_empty() {
            return Ok(Batch { stored, begun: stored, left });
        }
    }
    // What was left of an earlier batch may have gone with its feed.
    let batch_end = conn.query_row("SELECT ifnull(max(id), 0) FROM entry", [], |row| row.get(0))?;
    let done = Place { at: i64::MIN, ..Place::default() };
    let begun = GroupingState { mark: stored.mark.max(stored.batch_end), batch_end, done, ..stored };
    let left = left_of(conn, &begun)?;
    Ok(Batch { stored, begun, left })
}

/// What is left of a batch, in order.
fn left_of(conn: &Connection, state: &GroupingState) -> Result<Vec<Place>> {
    let mut statement = conn.prepare_cached("SELECT at, key, id FROM entry WHERE id > ?1 AND id <= ?2")?;
    let places = statement.query_map([state.mark, state.batch_end], |row| {
        Ok(Place { at: row.get(0)?, key: row.get(1)?, id: row.get(2)? })
    })?;
    let mut places: Vec<Place> = places.collect::<rusqlite::Result<_>>()?;
    places.retain(|place| *place > state.done);
    places.sort_unstable();
    Ok(places)
}

/// Entries that were grouped before and are from `since` or later, oldest first.
pub(in crate::store) fn recent(
    conn: &Connection,
    state: &GroupingState,
    since: Timestamp,
) -> Result<Vec<Place>> {
    let mut statement = conn.prepare_cached(
        "SELECT at, key, id FROM entry INDEXED BY entry_at WHERE at >= ?1 ORDER BY at DESC LIMIT ?2",
    )?;
    let places = statement.query_map([since.as_second(), RECALLED], |row| {
        Ok(Place { at: row.get(0)?, key: row.get(1)?, id: row.get(2)? })
    })?;
    let mut places: Vec<Place> = places.collect::<rusqlite::Result<_>>()?;
    let is_done =
        |place: &Place| place.id <= state.mark || (place.id <= state.batch_end && *place <= state.done);
    places.retain(is_done);
    places.sort_unstable();
    Ok(places)
}

/// The instant of the newest entry that was grouped.
pub(in crate::store) fn newest(conn: &Connection, state: &GroupingState) -> Result<Option<Timestamp>> {
    let sql = "SELECT at FROM entry INDEXED BY entry_at WHERE id <= ?1 ORDER BY at DESC LIMIT 1";
    let newest: Option<i64> =
        conn.prepare_cached(sql)?.query_row([state.mark], |row| row.get(0)).optional()?;
    Ok(newest.map(rows::instant))
}

/// What grouping looks at of entries, in the order given; those that are gone are left out.
pub(in crate::store) fn groupable(
    conn: &Connection,
    bodies: &mut Bodies,
    entries: &[Place],
) -> Result<Vec<Groupable>> {
    let sql = format!(
        "SELECT e.title, {}, e.url, e.extra, (SELECT story_id FROM telling WHERE id = e.id)
         FROM entry AS e CROSS JOIN feed AS f ON f.id = e.feed_id WHERE e.id = ?1",
        super::OUTLET
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = Vec::with_capacity(entries.len());
    for place in entries {
        let row = statement.query_row([place.id], |row| head(*place, row)).optional()?;
        let Some(mut entry) = row else { continue };
        if let Some(source) = bodies.load_best(conn, entry.entry)? {
            entry.text = index::plain_text(&source);
        }
        found.push(entry);
    }
    Ok(found)
}

fn head(place: Place, row: &Row<'_>) -> rusqlite::Result<Groupable> {
    let url = row.get_ref(2)?.as_str_or_null()?.and_then(WebUrl::from_stored);
    Ok(Groupable {
        entry: place.entry(),
        at: place.at(),
        title: SafeText::new(row.get_ref(0)?.as_str()?),
        text: String::new(),
        outlet: SafeText::new(row.get_ref(1)?.as_str()?),
        url,
        related: Extra::parse(row.get_ref(3)?.as_str_or_null()?).related,
        story: row.get::<_, Option<i64>>(4)?.map(StoryId),
    })
}

/// The counts of words.
pub(in crate::store) fn words(conn: &Connection) -> Result<Vec<(u32, u32)>> {
    let mut statement = conn.prepare_cached("SELECT word, n FROM story_word")?;
    let words = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(words.collect::<rusqlite::Result<_>>()?)
}

/// Writes counts of words. When very many entries were counted, all counts are halved.
pub(in crate::store) fn count_words(conn: &Connection, words: &[(u32, u32)], counted: u32) -> Result<()> {
    let mut statement = conn.prepare_cached("INSERT OR REPLACE INTO story_word (word, n) VALUES (?1, ?2)")?;
    for word in words {
        statement.execute(*word)?;
    }
    let mut state = state(conn)?;
    state.counted = counted;
    if counted >= COUNTED {
        conn.execute_batch("DELETE FROM story_word WHERE n < 2; UPDATE story_word SET n = n / 2;")?;
        state.counted /= 2;
        state.epoch += 1;
    }
    save(conn, state)
}

/// Writes what came of a part of a batch; the state afterwards, or `None` if another program was
/// quicker or the person changed stories meanwhile: then nothing is written.
pub(in crate::store) fn record(conn: &Connection, news: &StoryNews) -> Result<Option<GroupingState>> {
    let now = state(conn)?;
    if !now.is_as(&news.stored) {
        return Ok(None);
    }
    for group in &news.groups {
        write_group(conn, group)?;
    }
    let mut after = GroupingState { done: news.done, counted: now.counted, ..news.begun };
    if news.is_last {
        after.mark = after.batch_end;
    }
    save(conn, after)?;
    Ok(Some(after))
}

/// Makes the entries one story: the oldest that any of them is in, or a new one.
fn write_group(conn: &Connection, group: &[(EntryId, Option<EntryId>)]) -> Result<()> {
    let mut known = BTreeSet::new();
    for (entry, _) in group {
        known.extend(story_of(conn, *entry)?);
    }
    let story = match known.pop_first() {
        Some(story) => story,
        None => new_story(conn)?,
    };
    for absorbed in known {
        conn.prepare_cached("UPDATE telling SET story_id = ?2 WHERE story_id = ?1")?
            .execute([absorbed.0, story.0])?;
        conn.prepare_cached("DELETE FROM story WHERE id = ?1")?.execute([absorbed.0])?;
    }
    put_into(conn, story, group)?;
    recount(conn, story)
}

/// Puts entries into a story, out of any other.
pub(super) fn put_into(
    conn: &Connection,
    story: StoryId,
    entries: &[(EntryId, Option<EntryId>)],
) -> Result<()> {
    let mut put = conn.prepare_cached(
        "INSERT INTO telling (id, story_id, at, copy_of) SELECT id, ?2, at, ?3 FROM entry WHERE id = ?1
         ON CONFLICT (id) DO UPDATE SET story_id = ?2, copy_of = ifnull(?3, copy_of)",
    )?;
    for (entry, copy_of) in entries {
        put.execute((entry.0, story.0, copy_of.map(|entry| entry.0)))?;
    }
    Ok(())
}

/// A story without entries.
pub(super) fn new_story(conn: &Connection) -> Result<StoryId> {
    conn.prepare_cached(
        "INSERT INTO story (title, first_seen, last_seen, outlets, entries) VALUES ('', 0, 0, 0, 0)",
    )?
    .execute([])?;
    Ok(StoryId(conn.last_insert_rowid()))
}
