//! The journal: every change that a person makes is a line here, written in the transaction of the
//! change itself, with what it takes to undo and redo it. A new change drops what was undone before.
//! Undoing and redoing stand in `walk`. Called by the methods of `Store` on the writer thread, and by
//! the files whose changes have a line.

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::arrangement;
use super::error::{Error, Result};
use super::interface::{FeedSettings, Mark, Marked, NewFeed, Subscribed};
use super::marks::{self, Flag};
use super::subscriptions::{self, Pause, Standing};
use super::{notes, removal, smart_feeds, stories};
use crate::domain::{Change, ChangeId, ChangeKind, EntryId, FeedId, Timestamp};
use crate::text::SafeText;

/// Compression of details: mostly lists of ids.
const LEVEL: i32 = 3;

pub(super) const COLUMNS: &str = "id, at, kind, count, label, undone";

/// What a line did, so that it can be undone and done again.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Detail {
    Read {
        to: bool,
        entries: Ids,
    },
    Star {
        to: bool,
        entries: Ids,
    },
    Tag {
        name: String,
        given: bool,
        entries: Ids,
    },
    Subscribe {
        feeds: Vec<i64>,
        /// Feeds that came back into another category than they had.
        #[serde(default)]
        moved: Option<arrangement::Edit>,
    },
    Unsubscribe {
        feeds: Vec<i64>,
    },
    FeedSettings {
        feed: i64,
        before: Box<Standing>,
        after: Box<Standing>,
    },
    Resume {
        feed: i64,
        before: Pause,
    },
    Category(arrangement::Edit),
    SmartFeed(smart_feeds::Edit),
    Note(notes::Edit),
    Story(stories::rules::Edit),
}

/// Ids in rising order as steps from one to the next, which compress to a few bytes.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ids(Vec<i64>);

impl Ids {
    fn pack(entries: &[EntryId]) -> Self {
        let mut ids: Vec<i64> = entries.iter().map(|id| id.0).collect();
        ids.sort_unstable();
        let mut last = 0;
        Self(ids.into_iter().map(|id| id - std::mem::replace(&mut last, id)).collect())
    }

    pub(super) fn unpack(&self) -> Vec<EntryId> {
        let mut last: i64 = 0;
        let next = |step: &i64| {
            last = last.saturating_add(*step);
            EntryId(last)
        };
        self.0.iter().map(next).collect()
    }
}

/// Changes the state of entries.
pub(super) fn mark(conn: &Connection, ids: &[EntryId], mark: &Mark, now: Timestamp) -> Result<Marked> {
    let (entries, verb) = match mark {
        Mark::Read(to) => (
            marks::set_flag(conn, Flag::Read, *to, ids)?,
            if *to { "marked read" } else { "marked unread" }.into(),
        ),
        Mark::Starred(to) => (
            marks::set_flag(conn, Flag::Starred, *to, ids)?,
            if *to { "starred" } else { "unstarred" }.into(),
        ),
        Mark::Tag(name) => (marks::set_tag(conn, name.as_str(), true, ids)?, format!("tagged {name}")),
        Mark::Untag(name) => (marks::set_tag(conn, name.as_str(), false, ids)?, format!("untagged {name}")),
    };
    if entries.is_empty() {
        return Ok(Marked { entries, change: None });
    }
    let packed = Ids::pack(&entries);
    let (kind, detail) = match mark {
        Mark::Read(to) => (ChangeKind::Read, Detail::Read { to: *to, entries: packed }),
        Mark::Starred(to) => (ChangeKind::Star, Detail::Star { to: *to, entries: packed }),
        Mark::Tag(name) | Mark::Untag(name) => {
            let given = matches!(mark, Mark::Tag(_));
            (ChangeKind::Tag, Detail::Tag { name: name.to_string(), given, entries: packed })
        }
    };
    let label = format!("{} {verb}", entries.len());
    let change = write(conn, now, kind, entries.len(), &label, &detail)?;
    Ok(Marked { entries, change: Some(change) })
}

/// Subscribes to feeds, in one line.
pub(super) fn subscribe(conn: &Connection, feeds: &[NewFeed], now: Timestamp) -> Result<Vec<Subscribed>> {
    let subscribe = || feeds.iter().map(|feed| subscriptions::subscribe(conn, feed, now)).collect();
    let (done, moved): (Vec<Subscribed>, _) = arrangement::Edit::of(conn, subscribe)?;
    let new: Vec<FeedId> = done.iter().filter(|feed| !feed.already).map(|feed| feed.id).collect();
    if !new.is_empty() {
        let label = format!("subscribed to {}", name_feeds(conn, &new)?);
        let detail = Detail::Subscribe { feeds: new.iter().map(|id| id.0).collect(), moved };
        write(conn, now, ChangeKind::Subscribe, new.len(), &label, &detail)?;
    }
    Ok(done)
}

/// Unsubscribes from feeds, in one line; feeds that are not subscribed to are passed over.
pub(super) fn unsubscribe(conn: &Connection, feeds: &[FeedId], now: Timestamp) -> Result<Change> {
    let mut gone = Vec::new();
    for feed in feeds {
        if removal::remove(conn, *feed, now)? {
            gone.push(*feed);
        }
    }
    let first = feeds.first().copied().unwrap_or(FeedId(0));
    if gone.is_empty() {
        return Err(Error::NoFeed(first));
    }
    let label = format!("unsubscribed from {}", name_feeds(conn, &gone)?);
    let detail = Detail::Unsubscribe { feeds: gone.iter().map(|id| id.0).collect() };
    write(conn, now, ChangeKind::Unsubscribe, gone.len(), &label, &detail)
}

/// Changes a feed's settings; a change that changes nothing has count 0 and is not written.
pub(super) fn set_feed(
    conn: &Connection,
    feed: FeedId,
    settings: &FeedSettings,
    now: Timestamp,
) -> Result<Change> {
    let before = Standing::load(conn, feed)?;
    let after = before.with(settings);
    let title = subscriptions::title(conn, feed)?;
    if before == after {
        return Ok(nothing(ChangeKind::FeedSettings, &format!("{title} stays as it is"), now));
    }
    after.save(conn, feed)?;
    let label = before.describe(&title, &after);
    let detail = Detail::FeedSettings { feed: feed.0, before: Box::new(before), after: Box::new(after) };
    write(conn, now, ChangeKind::FeedSettings, 1, &label, &detail)
}

/// Makes a paused or waiting feed active and due.
pub(super) fn resume(conn: &Connection, feed: FeedId, now: Timestamp) -> Result<Change> {
    let before = Pause::load(conn, feed)?;
    let title = subscriptions::title(conn, feed)?;
    Pause::none().save(conn, feed)?;
    let detail = Detail::Resume { feed: feed.0, before };
    write(conn, now, ChangeKind::FeedSettings, 1, &format!("resumed {title}"), &detail)
}

/// The newest lines.
pub(super) fn list(conn: &Connection, limit: usize) -> Result<Vec<Change>> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM change ORDER BY id DESC LIMIT ?1"))?;
    let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], to_change)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The answer where nothing had to change: no line is written.
pub(super) fn nothing(kind: ChangeKind, label: &str, now: Timestamp) -> Change {
    Change { id: ChangeId(0), at: now, kind, count: 0, label: SafeText::folded(label, 200), undone: false }
}

/// Writes a line, in the transaction of the change that it tells of.
pub(super) fn write(
    conn: &Connection,
    now: Timestamp,
    kind: ChangeKind,
    count: usize,
    label: &str,
    detail: &Detail,
) -> Result<Change> {
    conn.prepare_cached("DELETE FROM change WHERE undone = 1")?.execute([])?;
    let count = count as u64;
    let label = SafeText::folded(label, 200);
    conn.prepare_cached("INSERT INTO change (at, kind, count, label, detail) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((now.as_second(), kind_name(kind), count.cast_signed(), label.as_str(), encode(detail)?))?;
    let id = ChangeId(conn.last_insert_rowid());
    Ok(Change { id, at: now, kind, count, label, undone: false })
}

/// The title of one feed, or how many they are.
pub(super) fn name_feeds(conn: &Connection, feeds: &[FeedId]) -> Result<String> {
    match feeds {
        [one] => Ok(subscriptions::title(conn, *one)?.to_string()),
        many => Ok(format!("{} feeds", many.len())),
    }
}

/// A row of [`COLUMNS`].
pub(super) fn to_change(row: &Row<'_>) -> rusqlite::Result<Change> {
    Ok(Change {
        id: ChangeId(row.get(0)?),
        at: super::columns::instant(row.get(1)?),
        kind: kind(row.get_ref(2)?.as_str().unwrap_or_default()),
        count: super::columns::count(row.get(3)?),
        label: SafeText::new(row.get_ref(4)?.as_str().unwrap_or_default()),
        undone: row.get(5)?,
    })
}

fn kind_name(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Read => "read",
        ChangeKind::Star => "star",
        ChangeKind::Tag => "tag",
        ChangeKind::Subscribe => "subscribe",
        ChangeKind::Unsubscribe => "unsubscribe",
        ChangeKind::FeedSettings => "feed-settings",
        ChangeKind::Category => "category",
        ChangeKind::SmartFeed => "smart-feed",
        ChangeKind::Note => "note",
        ChangeKind::Story => "story",
    }
}

/// Only names that [`kind_name`] wrote stand in the table.
fn kind(name: &str) -> ChangeKind {
    use ChangeKind::{
        Category, FeedSettings, Note, Read, SmartFeed, Star, Story, Subscribe, Tag, Unsubscribe,
    };
    let all = [Read, Star, Tag, Subscribe, Unsubscribe, FeedSettings, Category, SmartFeed, Note, Story];
    all.into_iter().find(|kind| kind_name(*kind) == name).unwrap_or(FeedSettings)
}

fn encode(detail: &Detail) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(detail).map_err(|error| Error::Journal(error.to_string()))?;
    zstd::bulk::compress(&json, LEVEL).map_err(|error| Error::Journal(error.to_string()))
}

pub(super) fn decode(detail: &[u8]) -> Result<Detail> {
    let json = zstd::decode_all(detail).map_err(|error| Error::Journal(error.to_string()))?;
    serde_json::from_slice(&json).map_err(|error| Error::Journal(error.to_string()))
}
