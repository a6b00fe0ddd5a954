//! Changes of the tree of categories and of which feeds stand where. The journal keeps the rows that
//! a change touched as they were before and after it, whatever the change was. Called by `edits` and
//! `walk`; paths and what is there at all stand in `categories`.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::categories::{self, MAX_DEPTH};
use super::changes::{self, Detail};
use super::error::{Error, Result};
use crate::domain::{Category, CategoryId, Change, ChangeKind, FeedId, Timestamp};
use crate::text::SafeText;

/// Rows before and after a change; only those that it touched.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edit {
    before: Rows,
    after: Rows,
}

/// Categories and the categories of feeds (unsubscribed ones too), by id.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Rows {
    categories: BTreeMap<i64, Placed>,
    feeds: BTreeMap<i64, Option<i64>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Placed {
    parent: Option<i64>,
    title: String,
    made: bool,
}

impl Edit {
    fn between(mut before: Rows, mut after: Rows) -> Self {
        // Rows are never deleted: before the change, a row that it made stood there unseen.
        for (id, row) in &after.categories {
            before.categories.entry(*id).or_insert_with(|| Placed { made: false, ..row.clone() });
        }
        before.categories.retain(|id, row| after.categories.get(id) != Some(row));
        after.categories.retain(|id, _| before.categories.contains_key(id));
        before.feeds.retain(|id, category| after.feeds.get(id) != Some(category));
        after.feeds.retain(|id, _| before.feeds.contains_key(id));
        Self { before, after }
    }

    /// Does `work` and tells what it moved; `None` where that is nothing.
    pub(super) fn of<T>(conn: &Connection, work: impl FnOnce() -> Result<T>) -> Result<(T, Option<Self>)> {
        let before = Rows::load(conn)?;
        let done = work()?;
        let edit = Self::between(before, Rows::load(conn)?);
        let is_empty = edit.after == Rows::default();
        Ok((done, (!is_empty).then_some(edit)))
    }

    /// Takes the rows to after (`forth`) or before the edit.
    pub(super) fn apply(&self, conn: &Connection, forth: bool) -> Result<()> {
        let rows = if forth { &self.after } else { &self.before };
        let mut set =
            conn.prepare_cached("UPDATE category SET parent_id = ?2, title = ?3, made = ?4 WHERE id = ?1")?;
        for (id, row) in &rows.categories {
            set.execute((id, row.parent, &row.title, row.made))?;
        }
        let mut set = conn.prepare_cached("UPDATE feed SET category_id = ?2 WHERE id = ?1")?;
        for (id, category) in &rows.feeds {
            set.execute((id, category))?;
        }
        Ok(())
    }
}

impl Rows {
    fn load(conn: &Connection) -> Result<Self> {
        let mut statement = conn.prepare_cached("SELECT id, parent_id, title, made FROM category")?;
        let categories = statement.query_map([], |row| {
            Ok((row.get(0)?, Placed { parent: row.get(1)?, title: row.get(2)?, made: row.get(3)? }))
        })?;
        let categories = categories.collect::<rusqlite::Result<_>>()?;
        let mut statement = conn.prepare_cached("SELECT id, category_id FROM feed")?;
        let feeds = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Self { categories, feeds: feeds.collect::<rusqlite::Result<_>>()? })
    }
}

/// What a change did: how many it touched and its line.
struct Done {
    count: usize,
    label: String,
}

/// Does `work` and writes its line, if it changed something.
fn record(conn: &Connection, now: Timestamp, work: impl FnOnce() -> Result<Done>) -> Result<Change> {
    let (Done { count, label }, edit) = Edit::of(conn, work)?;
    let Some(edit) = edit else {
        return Ok(changes::nothing(ChangeKind::Category, "everything stays where it is", now));
    };
    changes::write(conn, now, ChangeKind::Category, count, &label, &Detail::Category(edit))
}

/// The tree as the person sees it, with the rows behind it.
struct Tree {
    all: HashMap<i64, Category>,
    used: HashSet<i64>,
}

impl Tree {
    fn load(conn: &Connection) -> Result<Self> {
        let all = categories::load_all(conn)?;
        let used = categories::used(conn, &all)?;
        Ok(Self { all, used })
    }

    /// A category that is there.
    fn get(&self, id: CategoryId) -> Result<&Category> {
        let there = self.used.contains(&id.0);
        self.all.get(&id.0).filter(|_| there).ok_or(Error::NoCategory(id))
    }

    /// Another category than `own` that is there, named `title` and in `parent`.
    fn twin(&self, own: i64, parent: Option<i64>, title: &str) -> Option<&Category> {
        self.used
            .iter()
            .filter(|id| **id != own)
            .filter_map(|id| self.all.get(id))
            .find(|other| other.parent.map(|parent| parent.0) == parent && other.title.as_str() == title)
    }

    /// How many levels a category has with all that is there inside it.
    fn height(&self, id: i64) -> usize {
        let inside = self.used.iter().map(|other| {
            categories::line(&self.all, *other).position(|above| above == id).map_or(0, |steps| steps + 1)
        });
        inside.max().unwrap_or(1)
    }
}

/// Makes the category of a path, with those above it.
pub(super) fn create(conn: &Connection, path: &str, now: Timestamp) -> Result<Change> {
    record(conn, now, || {
        let depth = categories::titles(path).count();
        if depth > MAX_DEPTH {
            return Err(Error::CategoryTooDeep(MAX_DEPTH));
        }
        let used = Tree::load(conn)?.used;
        let id = categories::at_path(conn, path)?.ok_or(Error::EmptyCategory)?;
        let all = categories::load_all(conn)?;
        let path = all.get(&id).map(|category| category.path.clone()).unwrap_or_default();
        if used.contains(&id) {
            return Err(Error::CategoryTaken(path));
        }
        for new in categories::line(&all, id).filter(|id| !used.contains(id)) {
            set_made(conn, new, true)?;
        }
        Ok(Done { count: 1, label: format!("made the category {path}") })
    })
}

/// Gives a category another name.
pub(super) fn rename(conn: &Connection, id: CategoryId, title: &SafeText, now: Timestamp) -> Result<Change> {
    record(conn, now, || {
        let tree = Tree::load(conn)?;
        let category = tree.get(id)?;
        let title = title.as_str().trim();
        if title.is_empty() {
            return Err(Error::EmptyCategory);
        }
        if title.contains('/') {
            return Err(Error::SlashInCategory);
        }
        if let Some(twin) = tree.twin(id.0, category.parent.map(|parent| parent.0), title) {
            return Err(Error::CategoryTaken(twin.path.clone()));
        }
        conn.prepare_cached("UPDATE category SET title = ?2 WHERE id = ?1")?.execute((id.0, title))?;
        Ok(Done { count: 1, label: format!("renamed the category {} to {title}", category.path) })
    })
}

/// Removes a category; what is in it moves up.
pub(super) fn remove(conn: &Connection, id: CategoryId, now: Timestamp) -> Result<Change> {
    record(conn, now, || {
        let tree = Tree::load(conn)?;
        let category = tree.get(id)?;
        let parent = category.parent.map(|parent| parent.0);
        empty(conn, &tree, (id.0, parent), 0)?;
        Ok(Done { count: 1, label: format!("removed the category {}", category.path) })
    })
}

/// Moves everything out of `from` into `into`; a category that meets one of its name there is
/// emptied into that one. `from` is not there any more afterwards.
fn empty(conn: &Connection, tree: &Tree, (from, into): (i64, Option<i64>), depth: usize) -> Result<()> {
    conn.prepare_cached("UPDATE feed SET category_id = ?2 WHERE category_id = ?1")?.execute((from, into))?;
    set_made(conn, from, false)?;
    for child in tree.all.values().filter(|child| child.parent == Some(CategoryId(from))) {
        let twin = tree.twin(from, into, child.title.as_str()).filter(|_| depth < MAX_DEPTH);
        if let Some(twin) = twin {
            conn.prepare_cached(
                "UPDATE category SET made = 1 WHERE id = ?1 AND (SELECT made FROM category WHERE id = ?2)",
            )?
            .execute((twin.id.0, child.id.0))?;
            empty(conn, tree, (child.id.0, Some(twin.id.0)), depth + 1)?;
        } else {
            conn.prepare_cached("UPDATE category SET parent_id = ?2 WHERE id = ?1")?
                .execute((child.id.0, into))?;
        }
    }
    Ok(())
}

/// Moves a category into the one of a path (empty: to the top).
pub(super) fn relocate(conn: &Connection, id: CategoryId, path: &str, now: Timestamp) -> Result<Change> {
    record(conn, now, || {
        let into = categories::at_path(conn, path)?;
        let tree = Tree::load(conn)?;
        let category = tree.get(id)?;
        let above: Vec<i64> = into.map_or(Vec::new(), |into| categories::line(&tree.all, into).collect());
        if above.contains(&id.0) {
            return Err(Error::CategoryInItself(category.path.clone()));
        }
        if above.len() + tree.height(id.0) > MAX_DEPTH {
            return Err(Error::CategoryTooDeep(MAX_DEPTH));
        }
        if let Some(twin) = tree.twin(id.0, into, category.title.as_str()) {
            return Err(Error::CategoryTaken(twin.path.clone()));
        }
        conn.prepare_cached("UPDATE category SET parent_id = ?2 WHERE id = ?1")?.execute((id.0, into))?;
        let place = name_place(&tree.all, into);
        Ok(Done { count: 1, label: format!("moved the category {} to {place}", category.path) })
    })
}

/// Moves feeds into the category of a path (empty: to the top); those that are not subscribed to
/// are passed over.
pub(super) fn place(conn: &Connection, feeds: &[FeedId], path: &str, now: Timestamp) -> Result<Change> {
    record(conn, now, || {
        let into = categories::at_path(conn, path)?;
        let mut moved = Vec::new();
        let mut known = false;
        for feed in feeds {
            let category: Option<Option<i64>> = conn
                .prepare_cached("SELECT category_id FROM feed WHERE id = ?1 AND subscribed = 1")?
                .query_row([feed.0], |row| row.get(0))
                .optional()?;
            known |= category.is_some();
            if category.is_some_and(|category| category != into) {
                conn.prepare_cached("UPDATE feed SET category_id = ?2 WHERE id = ?1")?
                    .execute((feed.0, into))?;
                moved.push(*feed);
            }
        }
        if !known {
            return Err(Error::NoFeed(feeds.first().copied().unwrap_or(FeedId(0))));
        }
        let place = name_place(&categories::load_all(conn)?, into);
        let label = format!("moved {} to {place}", changes::name_feeds(conn, &moved)?);
        Ok(Done { count: moved.len(), label })
    })
}

fn name_place(all: &HashMap<i64, Category>, id: Option<i64>) -> SafeText {
    let path = id.and_then(|id| all.get(&id)).map(|category| category.path.clone());
    path.unwrap_or_else(|| SafeText::new("the top"))
}

fn set_made(conn: &Connection, id: i64, to: bool) -> Result<()> {
    conn.prepare_cached("UPDATE category SET made = ?2 WHERE id = ?1")?.execute((id, to))?;
    Ok(())
}
