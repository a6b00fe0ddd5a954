//! The index follows the entries: in steps, after changes and after removals.

use super::fixture::{Fixture, Sample, generated};
use super::{Extent, forget, renew, state, step};
use crate::domain::EntryId;
use crate::store::IndexState;

fn hits(fixture: &Fixture, word: &str) -> Vec<i64> {
    let sql = "SELECT doc.entry_id FROM fts CROSS JOIN doc ON doc.id = fts.rowid WHERE fts MATCH ?1 ORDER BY fts.rowid";
    let mut statement = fixture.connection.prepare(sql).unwrap();
    let hits = statement.query_map([format!("\"{word}\"")], |row| row.get(0)).unwrap();
    hits.collect::<rusqlite::Result<_>>().unwrap()
}

fn one(body: &str) -> (Fixture, i64) {
    let mut fixture = Fixture::new();
    let feed = fixture.feed("a", "https://a.example/", None);
    let sample = Sample { feed, at: 100, title: "Headline".into(), body: body.into(), ..Sample::default() };
    let id =
        fixture.entry(&Sample { author: Some("Ann".into()), publisher: Some("Reuters".into()), ..sample });
    (fixture, id)
}

#[test]
fn steps_go_on_where_the_last_one_ended() {
    let fixture = generated(25, 9);
    fixture.settle(0);
    assert_eq!(state(&fixture.connection).unwrap(), IndexState { indexed: 0, total: 25 });
    assert_eq!(step(&fixture.connection, 10).unwrap(), 10);
    assert_eq!(state(&fixture.connection).unwrap(), IndexState { indexed: 10, total: 25 });
    assert_eq!(step(&fixture.connection, 100).unwrap(), 15);
    assert_eq!(step(&fixture.connection, 100).unwrap(), 0);
    assert_eq!(state(&fixture.connection).unwrap(), IndexState { indexed: 25, total: 25 });
}

#[test]
fn title_text_names_and_feed_are_indexed() {
    let (fixture, id) = one("<p>Some body &amp; text</p>");
    step(&fixture.connection, 1).unwrap();
    for word in ["headline", "zqtheadline", "body", "ann", "reuters", "zqf1"] {
        assert_eq!(hits(&fixture, word), [id], "{word}");
    }
    for word in ["zqtbody", "p", "amp", "zqf", "zqf10"] {
        assert!(hits(&fixture, word).is_empty(), "{word}");
    }
}

#[test]
fn a_changed_text_replaces_the_old_one() {
    let (mut fixture, id) = one("before");
    fixture.full_text(id, "after");
    renew(&fixture.connection, EntryId(id)).unwrap();
    assert_eq!(Extent::load(&fixture.connection).unwrap().count, 0, "beyond the mark: left to the step");
    fixture.connection.execute("DELETE FROM full_text", []).unwrap();
    step(&fixture.connection, 1).unwrap();
    assert_eq!(hits(&fixture, "before"), [id]);
    fixture.full_text(id, "after");
    renew(&fixture.connection, EntryId(id)).unwrap();
    assert!(hits(&fixture, "before").is_empty());
    assert_eq!(hits(&fixture, "after"), [id]);
    let documents: i64 =
        fixture.connection.query_row("SELECT count(*) FROM doc", [], |row| row.get(0)).unwrap();
    assert_eq!((documents, Extent::load(&fixture.connection).unwrap().count), (1, 1));
}

#[test]
fn removed_entries_leave_and_come_back_with_an_undo() {
    let fixture = generated(60, 9);
    fixture.settle(60);
    let before = hits(&fixture, "the");
    let gone: Vec<EntryId> = before.iter().take(5).map(|id| EntryId(*id)).collect();
    forget(&fixture.connection, &gone).unwrap();
    forget(&fixture.connection, &gone).unwrap();
    assert_eq!(hits(&fixture, "the").len(), before.len() - 5);
    assert_eq!(state(&fixture.connection).unwrap().indexed, 55);
    for entry in &gone {
        renew(&fixture.connection, *entry).unwrap();
    }
    let mut after = hits(&fixture, "the");
    after.sort_unstable();
    let mut before = before;
    before.sort_unstable();
    assert_eq!(after, before);
    assert_eq!(state(&fixture.connection).unwrap().indexed, 60);
}

#[test]
fn entries_whose_rows_are_gone_already_are_forgotten_too() {
    let (fixture, id) = one("text");
    step(&fixture.connection, 1).unwrap();
    fixture.connection.execute("DELETE FROM entry", []).unwrap();
    forget(&fixture.connection, &[EntryId(id), EntryId(77)]).unwrap();
    assert!(hits(&fixture, "text").is_empty());
    assert_eq!(Extent::load(&fixture.connection).unwrap().count, 0);
}

#[test]
fn documents_of_one_second_take_the_next_free_places() {
    let mut fixture = Fixture::new();
    let feed = fixture.feed("a", "https://a.example/", None);
    for at in [10, 10, 11, 10, 20] {
        fixture.entry(&Sample { feed, at, title: "x".into(), ..Sample::default() });
    }
    step(&fixture.connection, 2).unwrap();
    step(&fixture.connection, 9).unwrap();
    let mut statement = fixture.connection.prepare("SELECT id, entry_id FROM doc ORDER BY id").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let documents: Vec<(i64, i64)> = rows.collect::<rusqlite::Result<_>>().unwrap();
    assert_eq!(documents, [(10, 1), (11, 2), (12, 4), (13, 3), (20, 5)]);
    assert_eq!(Extent::load(&fixture.connection).unwrap().steps, 2);
}
