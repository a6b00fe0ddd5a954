//! Categories as rows: paths (`News/Tech`) to rows and back. A category has no life of its own: it
//! is there while a subscribed feed stands in it or below it. Used by `feeds` and `subscriptions`.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::error::Result;
use crate::domain::{Category, CategoryId};
use crate::text::SafeText;

/// Levels of a path; deeper ones hang at the last (and no loop in a damaged file is followed).
const MAX_DEPTH: usize = 32;

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

/// The categories that hold subscribed feeds, by path, so parents stand before children.
pub(super) fn load_used(conn: &Connection) -> Result<Vec<Category>> {
    let all = load_all(conn)?;
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT category_id FROM feed WHERE subscribed = 1 AND category_id IS NOT NULL",
    )?;
    let mut open: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut used = HashSet::new();
    while let Some(id) = open.pop() {
        if used.insert(id) {
            open.extend(all.get(&id).and_then(|category| category.parent).map(|parent| parent.0));
        }
    }
    let mut categories: Vec<Category> =
        all.into_values().filter(|category| used.contains(&category.id.0)).collect();
    categories.sort_by_cached_key(|category| category.path.as_str().to_lowercase());
    Ok(categories)
}

/// The category of a path, made where it is missing; `None` for an empty path.
pub(super) fn at_path(conn: &Connection, path: &str) -> Result<Option<i64>> {
    let mut parent: Option<i64> = None;
    for title in path.split('/').map(str::trim).filter(|title| !title.is_empty()).take(MAX_DEPTH) {
        let known = conn
            .prepare_cached(
                "SELECT id FROM category WHERE ifnull(parent_id, 0) = ifnull(?1, 0) AND title = ?2",
            )?
            .query_row((parent, title), |row| row.get::<_, i64>(0))
            .optional()?;
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
