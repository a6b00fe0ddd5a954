//! What only the inside of the store can see: plans of its queries and its way with connections.

use rusqlite::Connection;

use super::compile::plan;
use super::{connection, feeds, fetches, identities, listing, marks, removal, tags};
use crate::domain::{Moment, Timestamp};
use crate::query::Query;

/// A file with enough rows and statistics that the planner decides as it would for a person.
fn filled() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    drop(super::Store::open(&path).unwrap());
    let conn = connection::open_file(&path).unwrap();
    conn.execute_batch(
        "INSERT INTO feed (id, url, added)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
            SELECT i, 'https://a.example/' || i, 0 FROM n;
         INSERT INTO entry (id, feed_id, key, at, read, completeness, content_hash, fetched, title)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
            SELECT i, 1 + i % 50, i, i * 60, i % 10 <> 0, 1, i, 0, 'Title' FROM n;
         ANALYZE;",
    )
    .unwrap();
    (folder, conn)
}

fn explain(conn: &Connection, sql: &str) -> String {
    let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let parameters = vec![1_i64; statement.parameter_count()];
    let lines =
        statement.query_map(rusqlite::params_from_iter(parameters), |row| row.get::<_, String>(3)).unwrap();
    lines.collect::<rusqlite::Result<Vec<_>>>().unwrap().join("\n")
}

#[test]
fn what_runs_at_the_start_never_walks_the_entries() {
    let (_folder, conn) = filled();
    for sql in [feeds::FEEDS, fetches::PLANS, fetches::NEXT_DUE] {
        let plan = explain(&conn, sql);
        assert!(!plan.contains("entry"), "{sql}\n{plan}");
    }
}

#[test]
fn what_runs_for_each_entry_or_key_finds_its_rows_by_an_index() {
    let (_folder, conn) = filled();
    let statements = [
        identities::KNOWN,
        identities::KNOWN_OTHERWISE,
        "SELECT 1 FROM entry_alias WHERE feed_id = ?1 LIMIT 1",
        "SELECT 1 FROM entry WHERE feed_id = ?1 LIMIT 1",
        marks::READ_DIFFERS,
        marks::SET_READ,
        &format!("SELECT id {} ORDER BY at", removal::GOING),
        tags::COUNTS,
        "SELECT text FROM note WHERE id = ?1",
        "SELECT count(*) FROM entry WHERE feed_id = ?1 AND read = 0",
        "SELECT id FROM removed_entry WHERE feed_id = ?1",
        "SELECT id FROM change WHERE undone = 1 AND skipped = 0 ORDER BY id LIMIT 1",
        "DELETE FROM change WHERE undone = 1",
        "SELECT id FROM feed WHERE url = '?1' AND id <> ?2 LIMIT 1",
    ];
    for sql in statements {
        let plan = explain(&conn, sql);
        assert!(!plan.contains("SCAN entry"), "{sql}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
        assert!(plan.contains("SEARCH") || plan.contains("SCAN change USING"), "{sql}\n{plan}");
    }
}

#[test]
fn the_unread_entries_of_a_smart_feed_are_found_by_an_index() {
    let (_folder, conn) = filled();
    conn.execute_batch(
        "UPDATE feed SET total = 100, unread = (SELECT count(*) FROM entry WHERE feed_id = feed.id AND read = 0);
         INSERT INTO tag (id, name) VALUES (1, 'ai');
         INSERT INTO entry_tag (tag_id, at, entry_id) SELECT 1, at, id FROM entry WHERE id % 7 = 0;",
    )
    .unwrap();
    let moment = Moment { now: Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
    let queries =
        ["tag:ai", "title:/x+/", "word", "-author:bot", "words>500", "feed:/./ or starred", "lang:de"];
    for text in queries {
        let query = Query::parse(&format!("unread and ({text})")).unwrap();
        let root = super::compile::compile(&conn, &query, &moment).unwrap();
        let plan = plan::plan(&conn, &root, plan::Want::Page).unwrap();
        assert_ne!(plan.driver, plan::Driver::Everything, "{text}");
    }
}

#[test]
fn a_count_beside_a_source_ends_early_and_says_so() {
    let (_folder, conn) = filled();
    conn.execute_batch(
        "INSERT INTO entry (feed_id, key, at, completeness, content_hash, fetched, title)
            WITH RECURSIVE n(i) AS (SELECT 6000 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
            SELECT 1, i, i * 60, 1, i, 0, 'Title' FROM n;",
    )
    .unwrap();
    let moment = Moment { now: Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
    let count = |text| {
        let count = listing::count_unread(&conn, &Query::parse(text).unwrap(), 1_000, &moment).unwrap();
        (count.n, count.capped)
    };
    assert_eq!(count("title:/Title/"), (1_000, true));
    assert_eq!(count("title:/nothing of it/"), (0, true));
    assert_eq!(count("before:1970-01-02 title:/nothing/"), (0, false));
}

#[test]
fn a_plan_that_walks_the_entries_would_be_seen() {
    let (_folder, conn) = filled();
    assert!(explain(&conn, "SELECT id FROM entry ORDER BY title").contains("SCAN entry"));
    assert!(explain(&conn, "SELECT id FROM entry ORDER BY title").contains("TEMP B-TREE"));
}

#[test]
fn readers_cannot_write() {
    let store = super::Store::in_memory().unwrap();
    let written = store.shared().readers.with(|conn| Ok(conn.execute("DELETE FROM feed", [])?));
    assert!(written.is_err());
}

async fn limit_pages(store: &super::Store, pages: i64) {
    let set = move |conn: &Connection| Ok(conn.pragma_update(None, "max_page_count", pages)?);
    store.inner.write(move |desk| desk.bare(set)).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_is_said_and_recovered_from() {
    let store = super::Store::in_memory().unwrap();
    limit_pages(&store, 1).await;
    let large = "x".repeat(100_000);
    let error = store.set_memo("large", large.clone()).await.unwrap_err();
    assert!(matches!(error, super::Error::Full), "{error:?}");
    assert!(store.feeds().unwrap().is_empty(), "reading goes on");
    limit_pages(&store, 0x7fff_ffff).await;
    store.set_memo("large", large.clone()).await.unwrap();
    assert_eq!(store.memo("large").unwrap(), Some(large));
    assert_eq!(store.memo("in_use").unwrap(), None, "the store's own values are not the program's");
}

#[tokio::test]
async fn a_job_that_panics_harms_no_other() {
    let store = super::Store::in_memory().unwrap();
    store.set_memo("a", "1".into()).await.unwrap();
    let lost: super::Result<()> = store.inner.write(|desk| desk.routine(|_| panic!("a fault of ours"))).await;
    assert!(matches!(lost, Err(super::Error::Closed)));
    store.set_memo("b", "2".into()).await.unwrap();
    assert_eq!(store.memo("b").unwrap().as_deref(), Some("2"));
}

#[tokio::test]
async fn what_a_person_does_is_synced_and_what_is_fetched_is_not() {
    let store = super::Store::in_memory().unwrap();
    let level =
        |conn: &Connection| Ok(conn.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0))?);
    assert_eq!(store.inner.write(move |desk| desk.person(level)).await.unwrap(), 2);
    assert_eq!(store.inner.write(move |desk| desk.routine(level)).await.unwrap(), 1);
    assert_eq!(store.inner.write(move |desk| desk.person(level)).await.unwrap(), 2);
}

#[test]
fn a_new_file_has_the_measured_form() {
    let (_folder, conn) = filled();
    let pragma = |name| conn.pragma_query_value(None, name, |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(pragma("journal_mode"), "wal");
    let size: i64 = conn.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap();
    assert_eq!(size, 8192);
}
