//! Walking the journal: undo, redo, and the way back to a line. A line that cannot be walked (its
//! feed's address belongs to another feed now) must not hold up those before it: it is marked, said
//! once, and passed over. Called by the methods of `Store` on the writer thread.

use rusqlite::{Connection, OptionalExtension, Params, Row};

use super::changes::{self, COLUMNS, Detail};
use super::error::{Error, Result};
use super::marks::{self, Flag};
use super::removal;
use super::subscriptions::Pause;
use crate::domain::{Change, ChangeId, FeedId, Timestamp};
use crate::text::SafeText;

/// Which way a line is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Undo,
    Redo,
}

/// What a walk did. Where it stopped at a line, the lines before that one stay walked.
#[derive(Debug, Default)]
pub(super) struct Walked {
    done: Vec<Change>,
    stopped: Option<Error>,
}

impl Walked {
    /// The lines that were walked, in this order.
    pub(super) fn all(self) -> Result<Vec<Change>> {
        self.stopped.map_or(Ok(self.done), Err)
    }

    /// The one line of a single step.
    pub(super) fn only(self) -> Result<Option<Change>> {
        Ok(self.all()?.pop())
    }
}

/// A line with what it did, still packed: one that cannot be read must not spoil the whole journal.
type Line = (Change, Vec<u8>);

/// Undoes the newest line that stands, or redoes the oldest undone one.
pub(super) fn step(conn: &Connection, way: Way, now: Timestamp) -> Result<Walked> {
    let order = match way {
        Way::Undo => "WHERE undone = 0 AND skipped = 0 ORDER BY id DESC LIMIT 1",
        Way::Redo => "WHERE undone = 1 AND skipped = 0 ORDER BY id LIMIT 1",
    };
    walk(conn, lines(conn, order, [])?, way, now)
}

/// Undoes every line down to and including `target`, newest first; if `target` is undone, redoes
/// every line up to and including it. Lines that were passed over once stay so, but for `target`.
pub(super) fn to(conn: &Connection, target: ChangeId, now: Timestamp) -> Result<Walked> {
    let undone: Option<bool> =
        conn.query_row("SELECT undone FROM change WHERE id = ?1", [target.0], |row| row.get(0)).optional()?;
    let (way, order) = match undone {
        None => return Err(Error::NoChange(target)),
        Some(false) => {
            (Way::Undo, "WHERE undone = 0 AND id >= ?1 AND (skipped = 0 OR id = ?1) ORDER BY id DESC")
        }
        Some(true) => (Way::Redo, "WHERE undone = 1 AND id <= ?1 AND (skipped = 0 OR id = ?1) ORDER BY id"),
    };
    walk(conn, lines(conn, order, [target.0])?, way, now)
}

fn lines(conn: &Connection, order: &str, parameters: impl Params) -> Result<Vec<Line>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS}, detail FROM change {order}"))?;
    let line = |row: &Row<'_>| Ok((changes::to_change(row)?, row.get(6)?));
    Ok(statement.query_map(parameters, line)?.collect::<rusqlite::Result<_>>()?)
}

fn walk(conn: &Connection, lines: Vec<Line>, way: Way, now: Timestamp) -> Result<Walked> {
    let mut walked = Walked::default();
    for (mut change, detail) in lines {
        match whole_or_not_at_all(conn, &detail, way, now) {
            Ok(left) => {
                change.undone = way == Way::Undo;
                conn.prepare_cached("UPDATE change SET undone = ?2, skipped = 0 WHERE id = ?1")?
                    .execute((change.id.0, change.undone))?;
                change.label = with_left(&change.label, left);
                walked.done.push(change);
            }
            Err(reason) if is_of_the_line(&reason) => {
                conn.prepare_cached("UPDATE change SET skipped = 1 WHERE id = ?1")?.execute([change.id.0])?;
                let (label, reason) = (change.label, Box::new(reason));
                walked.stopped = Some(match way {
                    Way::Undo => Error::NotUndone { label, reason },
                    Way::Redo => Error::NotRedone { label, reason },
                });
                break;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(walked)
}

/// True where only this line is in the way; anything else is the file's or the machine's trouble.
fn is_of_the_line(reason: &Error) -> bool {
    matches!(reason, Error::AddressTaken(_) | Error::Journal(_) | Error::NoFeed(_) | Error::SmartFeedTaken(_))
}

fn with_left(label: &SafeText, left: usize) -> SafeText {
    match left {
        0 => label.clone(),
        1 => SafeText::new(&format!("{label} (but for one, whose address another feed has now)")),
        n => SafeText::new(&format!("{label} (but for {n}, whose addresses other feeds have now)")),
    }
}

/// A line that fails halfway leaves nothing of itself, while the transaction goes on.
fn whole_or_not_at_all(conn: &Connection, detail: &[u8], way: Way, now: Timestamp) -> Result<usize> {
    conn.execute_batch("SAVEPOINT line")?;
    let applied = changes::decode(detail).and_then(|detail| apply(conn, &detail, way, now));
    match &applied {
        Ok(_) => conn.execute_batch("RELEASE line")?,
        Err(reason) if is_of_the_line(reason) => conn.execute_batch("ROLLBACK TO line; RELEASE line")?,
        // The whole transaction fails, or SQLite ended it already.
        Err(_) => {}
    }
    applied
}

/// How many feeds of the line could not come back.
fn apply(conn: &Connection, detail: &Detail, way: Way, now: Timestamp) -> Result<usize> {
    let forth = way == Way::Redo;
    match detail {
        Detail::Read { to, entries } => {
            marks::set_flag(conn, Flag::Read, *to == forth, &entries.unpack())?;
        }
        Detail::Star { to, entries } => {
            marks::set_flag(conn, Flag::Starred, *to == forth, &entries.unpack())?;
        }
        Detail::Tag { name, given, entries } => {
            marks::set_tag(conn, name, *given == forth, &entries.unpack())?;
        }
        Detail::Subscribe { feeds, moved } => {
            let left = set_subscribed(conn, feeds, forth, now)?;
            moved.as_ref().map_or(Ok(()), |moved| moved.apply(conn, forth))?;
            return Ok(left);
        }
        Detail::Unsubscribe { feeds } => return set_subscribed(conn, feeds, !forth, now),
        Detail::FeedSettings { feed, before, after } => {
            let standing = if forth { after } else { before };
            standing.save(conn, FeedId(*feed))?;
        }
        Detail::Resume { feed, before } => {
            let pause = if forth { &Pause::none() } else { before };
            pause.save(conn, FeedId(*feed))?;
        }
        Detail::Category(edit) => edit.apply(conn, forth)?,
        Detail::SmartFeed(edit) => edit.apply(conn, forth)?,
        Detail::Note(edit) => edit.apply(conn, forth)?,
        Detail::Story(edit) => edit.apply(conn, forth)?,
    }
    Ok(0)
}

/// Feeds whose address another one has now stay away, if there are others that can come back.
fn set_subscribed(conn: &Connection, feeds: &[i64], to: bool, now: Timestamp) -> Result<usize> {
    let mut left = Vec::new();
    for feed in feeds.iter().copied().map(FeedId) {
        if !to {
            removal::remove(conn, feed, now)?;
            continue;
        }
        match removal::restore(conn, feed) {
            Err(error @ Error::AddressTaken(_)) => left.push(error),
            other => drop(other?),
        }
    }
    if left.len() < feeds.len() { Ok(left.len()) } else { left.pop().map_or(Ok(0), Err) }
}
