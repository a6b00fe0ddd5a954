//! Categories as rows: paths (`News/Tech`) to rows and back. A category is there while a subscribed
//! feed stands in it or below it; one that the person made stays until it is removed. Changes of the
//! tree stand in `arrangement`. Used by `feeds`, `subscriptions`, `removal` and `arrangement`.
//!
//! Rows are never deleted, and one that is not there does not hold its name: where several rows have
//! a path, the one that is there is meant.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::error::Result;
use crate::domain::{Category, CategoryId};
use crate::text::SafeText;

/// Levels of a path; deeper ones hang at the last (and no loop in a damaged file is followed).
pub(super) const MAX_DEPTH: usize = 32;

/// Every category by id, those without feeds included.
pub(super) fn load_all(conn: &Connection) -> Result<HashMap<i64, Category>> {
    let mut statement = conn.prepare_cached("SELECT id, parent_id, title FROM category")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?, SafeText::new(&row.get::<_, String>(2)?)))
    })?;
    let plain: HashMap<i64, (Option<i64>, SafeText)> = rows
        .map(|row| row.map(|(id, parent, title)| (id, (parent, title))))
        .collect::<rusqlite::Result<_>>()?;
    let category = |id: i64, parent: Option<i64>, title: &SafeText| Category {
        id: CategoryId(id),
        parent: parent.map(CategoryId),
        title: title.clone(),
        path: SafeText::new(
            &upwards(&plain, id).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("/"),
        ),
    };
    Ok(plain.iter().map(|(id, (parent, title))| (*id, category(*id, *parent, title))).collect())
}

/// The titles from a category up to the top.
fn upwards(plain: &HashMap<i64, (Option<i64>, SafeText)>, id: i64) -> impl Iterator<Item = &str> {
    std::iter::successors(plain.get(&id), |(parent, _)| plain.get(parent.as_ref()?))
        .take(MAX_DEPTH)
        .map(|(_, title)| title.as_str())
}

/// The categories that are there, by path, so parents stand before children.
pub(super) fn load_used(conn: &Connection) -> Result<Vec<Category>> {
    let all = load_all(conn)?;
    let used = used(conn, &all)?;
    let mut categories: Vec<Category> =
        all.into_values().filter(|category| used.contains(&category.id.0)).collect();
    categories.sort_by_cached_key(|category| category.path.as_str().to_lowercase());
    Ok(categories)
}

/// The ids of the categories of `all` that are there.
pub(super) fn used(conn: &Connection, all: &HashMap<i64, Category>) -> Result<HashSet<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT category_id FROM feed WHERE subscribed = 1 AND category_id IS NOT NULL
         UNION SELECT id FROM category WHERE made = 1",
    )?;
    let mut open: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut used = HashSet::new();
    while let Some(id) = open.pop() {
        if used.insert(id) {
            open.extend(all.get(&id).and_then(|category| category.parent).map(|parent| parent.0));
        }
    }
    Ok(used)
}

/// The names of a path.
pub(super) fn titles(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').map(str::trim).filter(|title| !title.is_empty())
}

/// The category of a path, made where it is missing; `None` for an empty path.
pub(super) fn at_path(conn: &Connection, path: &str) -> Result<Option<i64>> {
    let mut parent: Option<i64> = None;
    for title in titles(path).take(MAX_DEPTH) {
        let known = inside(conn, parent, title)?;
        parent = if known.is_some() {
            known
        } else {
            conn.prepare_cached("INSERT INTO category (parent_id, title) VALUES (?1, ?2)")?
                .execute((parent, title))?;
            Some(conn.last_insert_rowid())
        };
    }
    Ok(parent)
}

/// The category `title` of `parent`.
fn inside(conn: &Connection, parent: Option<i64>, title: &str) -> Result<Option<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT id FROM category WHERE ifnull(parent_id, 0) = ifnull(?1, 0) AND title = ?2 ORDER BY id",
    )?;
    let known = statement.query_map((parent, title), |row| row.get(0))?;
    let known: Vec<i64> = known.collect::<rusqlite::Result<_>>()?;
    if known.len() < 2 {
        return Ok(known.first().copied());
    }
    let used = used(conn, &load_all(conn)?)?;
    Ok(known.iter().find(|id| used.contains(id)).or(known.first()).copied())
}

/// Before a feed comes back: where its category is no longer there but another of the same path (or
/// of the start of it) is, the feed goes there, so that no path is shown twice.
pub(super) fn settle(conn: &Connection, feed: i64) -> Result<()> {
    let category =
        "SELECT category_id FROM feed WHERE id = ?1 AND subscribed = 0 AND category_id IS NOT NULL";
    let category: Option<i64> =
        conn.prepare_cached(category)?.query_row([feed], |row| row.get(0)).optional()?;
    let all = load_all(conn)?;
    let Some(own) = category.and_then(|id| all.get(&id)) else { return Ok(()) };
    let own_line: HashSet<i64> = line(&all, own.id.0).collect();
    let leads = |other: &Category| {
        let rest = own.path.as_str().strip_prefix(other.path.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let used = used(conn, &all)?;
    if used.iter().filter(|id| !own_line.contains(id)).filter_map(|id| all.get(id)).any(leads) {
        let place = at_path(conn, own.path.as_str())?;
        conn.prepare_cached("UPDATE feed SET category_id = ?2 WHERE id = ?1")?.execute((feed, place))?;
    }
    Ok(())
}

/// A category and those that hold it, upwards.
pub(super) fn line(all: &HashMap<i64, Category>, id: i64) -> impl Iterator<Item = i64> {
    std::iter::successors(Some(id), |id| all.get(id)?.parent.map(|parent| parent.0)).take(MAX_DEPTH)
}
