//! The format of the database file and how an older one is brought up to date. Not the tables' use.
//! Called when a store is opened.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::connection::{self, Place};
use super::error::{Error, Result};

/// Every format so far, oldest first; lines are only ever added.
pub(super) const STEPS: &[&str] = &[
    include_str!("migrations/0001_foundation.sql"),
    include_str!("migrations/0002_aliases.sql"),
    include_str!("migrations/0003_edits.sql"),
    include_str!("migrations/0004_links.sql"),
    include_str!("migrations/0005_versions.sql"),
    include_str!("migrations/0007_stories.sql"),
    include_str!("migrations/0006_downloads.sql"),
];

/// How the name of a copy goes on after that of the file.
const COPY: &str = ".format-";

/// `PRAGMA application_id` of our files (set by the first step).
const APPLICATION_ID: i64 = 0x7469_6469;

/// Brings the file of `conn` to the present format, or says why it must not be touched.
pub(super) fn bring_up_to_date(conn: &mut Connection, place: &Place) -> Result<()> {
    migrate(conn, place, STEPS)
}

fn migrate(conn: &mut Connection, place: &Place, steps: &[&'static str]) -> Result<()> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let path = &place.path;
    let found = version(conn, path)?;
    if found == known {
        return Ok(());
    }
    if found > known {
        return Err(Error::Newer { path: path.clone(), found, known });
    }
    if place.immutable || conn.is_readonly("main")? {
        return Err(Error::CannotUpgrade(path.clone()));
    }
    if found == 0 {
        // The page size counts only before the first page is written, the journal mode for good.
        conn.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;")?;
    } else {
        keep_copy(conn, path, found)?;
    }
    conn.set_transaction_behavior(TransactionBehavior::Exclusive);
    let migrations = Migrations::new(steps.iter().map(|sql| M::up(sql)).collect());
    let outcome = migrations.to_latest(conn);
    conn.set_transaction_behavior(TransactionBehavior::Deferred);
    match outcome {
        Ok(()) => {
            forget_older_copies(path, found);
            Ok(())
        }
        // Another tidings that started at the same moment has done it.
        Err(_) if version(conn, path).ok() == Some(known) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Refuses a file that is none of ours, or of a newer tidings.
pub(super) fn refuse_foreign(conn: &Connection, path: &Path) -> Result<()> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let found = version(conn, path)?;
    if found > known { Err(Error::Newer { path: path.to_owned(), found, known }) } else { Ok(()) }
}

/// The format of the file; 0 for a new one.
fn version(conn: &Connection, path: &Path) -> Result<i64> {
    let pragma = |name| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let found = pragma("user_version").map_err(|error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::NotADatabase(path.to_owned()),
        _ => error.into(),
    })?;
    if pragma("application_id")? == APPLICATION_ID {
        return Ok(found);
    }
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if found == 0 && tables == 0 { Ok(0) } else { Err(Error::Foreign(path.to_owned())) }
}

/// A copy of the file as it was, beside it, before its format changes.
fn keep_copy(conn: &Connection, path: &Path, version: i64) -> Result<()> {
    let copy = copy_path(path, version);
    if copy.exists() {
        // Left by an upgrade that failed: the file is still the same or newer.
        std::fs::remove_file(&copy).map_err(|error| connection::cannot_open(&copy, &error))?;
    }
    connection::copy(conn, &copy)
}

fn copy_path(path: &Path, version: i64) -> PathBuf {
    connection::beside(path, &format!("{COPY}{version}"))
}

/// Copies that were kept of the file `database` before its format changed, oldest format first.
#[must_use]
pub fn upgrade_copies(database: &Path) -> Vec<PathBuf> {
    copies(database).into_iter().map(|(_, path)| path).collect()
}

fn copies(database: &Path) -> Vec<(i64, PathBuf)> {
    let folder = database.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let beginning = connection::beside(database, COPY);
    let format = |path: &Path| path.to_str()?.strip_prefix(beginning.to_str()?)?.parse().ok();
    let files = folder.into_iter().flatten().flatten().map(|file| file.path());
    let mut found: Vec<(i64, PathBuf)> = files.filter_map(|path| Some((format(&path)?, path))).collect();
    found.sort();
    found
}

/// The copy of the format before is enough: what older ones hold it holds, too.
fn forget_older_copies(database: &Path, format: i64) {
    for (_, copy) in copies(database).into_iter().filter(|(older, _)| *older < format) {
        if let Err(error) = std::fs::remove_file(&copy) {
            tracing::warn!(copy = %copy.display(), %error, "a copy of an older format stays");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEXT: &str = "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;";

    /// The steps so far and `more`.
    fn with(more: &[&'static str]) -> Vec<&'static str> {
        [STEPS, more].concat()
    }

    fn present() -> i64 {
        i64::try_from(STEPS.len()).unwrap()
    }

    fn file() -> (tempfile::TempDir, Place) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tidings.db");
        (folder, Place { path, immutable: false })
    }

    fn made(place: &Place) -> Connection {
        connection::make_new(&place.path).unwrap();
        connection::open_file(&place.path).unwrap()
    }

    #[test]
    fn an_older_file_is_copied_before_it_is_brought_up_to_date() {
        let (_folder, place) = file();
        let mut conn = made(&place);
        conn.execute("INSERT INTO meta VALUES ('memo.x', 'kept')", []).unwrap();
        migrate(&mut conn, &place, &with(&[NEXT])).unwrap();
        assert_eq!(version(&conn, &place.path).unwrap(), present() + 1);
        conn.execute("INSERT INTO later VALUES (1)", []).unwrap();
        let copy = Connection::open(copy_path(&place.path, present())).unwrap();
        assert_eq!(version(&copy, &place.path).unwrap(), present());
        let kept: String = copy.query_row("SELECT value FROM meta", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, "kept");
    }

    #[test]
    fn the_copy_of_the_format_before_is_the_only_one_that_stays() {
        let (_folder, place) = file();
        let mut conn = made(&place);
        for other in [".format-1", ".format-x", ".damaged-1"] {
            std::fs::write(connection::beside(&place.path, other), "kept").unwrap();
        }
        migrate(&mut conn, &place, &with(&[NEXT])).unwrap();
        assert_eq!(upgrade_copies(&place.path), [copy_path(&place.path, present())]);
        assert!(connection::beside(&place.path, ".format-x").exists());
        assert!(connection::beside(&place.path, ".damaged-1").exists());
    }

    #[test]
    fn the_first_format_is_brought_up_to_date_with_its_categories() {
        let (_folder, place) = file();
        let mut conn = Connection::open(&place.path).unwrap();
        migrate(&mut conn, &place, &STEPS[..1]).unwrap();
        conn.execute_batch(
            "INSERT INTO category (id, title) VALUES (1, 'News');
             INSERT INTO feed (url, category_id, added) VALUES ('https://a.example/', 1, 0);",
        )
        .unwrap();
        bring_up_to_date(&mut conn, &place).unwrap();
        let made: bool = conn.query_row("SELECT made FROM category", [], |row| row.get(0)).unwrap();
        assert!(!made, "it lives by its feeds, as before");
    }

    #[test]
    fn a_failed_upgrade_changes_nothing_and_can_be_tried_again() {
        let (_folder, place) = file();
        let mut conn = made(&place);
        let broken = with(&[NEXT, "CREATE TABLE later (id INTEGER PRIMARY KEY);"]);
        assert!(matches!(migrate(&mut conn, &place, &broken), Err(Error::Migration(_))));
        assert_eq!(version(&conn, &place.path).unwrap(), present());
        assert!(conn.prepare("SELECT * FROM later").is_err());
        migrate(&mut conn, &place, &with(&[NEXT])).unwrap();
        assert_eq!(version(&conn, &place.path).unwrap(), present() + 1);
    }

    #[test]
    fn a_newer_file_is_refused_and_named() {
        let (_folder, place) = file();
        let mut conn = made(&place);
        conn.pragma_update(None, "user_version", 700).unwrap();
        let error = bring_up_to_date(&mut conn, &place).unwrap_err();
        assert!(matches!(error, Error::Newer { found: 700, .. }), "{error}");
        assert!(error.to_string().contains("newer tidings"));
    }

    #[test]
    fn a_database_of_another_program_is_left_alone() {
        let (_folder, place) = file();
        let mut conn = Connection::open(&place.path).unwrap();
        conn.execute_batch("CREATE TABLE theirs (x)").unwrap();
        assert!(matches!(bring_up_to_date(&mut conn, &place), Err(Error::Foreign(_))));
        let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 1);
    }
}
