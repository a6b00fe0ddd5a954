//! Notes on entries.

use tidings::domain::{ChangeKind, EntryId, Note};
use tidings::store::{Error, Mark, Store, Target};

use super::{arrive, at, entry, fill, ids, incoming, mark, moment, new_feed, rows, subscribe};

async fn set(store: &Store, entry: EntryId, text: &str) -> String {
    store.set_note(entry, Some(text.to_owned()), at(300)).await.unwrap().label.to_string()
}

fn note(store: &Store, id: EntryId) -> Option<String> {
    entry(store, id).note.map(|note| note.to_string())
}

#[tokio::test]
async fn a_note_is_written_changed_and_taken_away_and_each_is_undone_and_redone() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 1).await;
    let id = ids(&store)[0];
    assert_eq!(set(&store, id, "one\r\n  two\u{1b}\n").await, "wrote a note on Title 1.0");
    assert_eq!(set(&store, id, "three").await, "changed the note on Title 1.0");
    let gone = store.set_note(id, None, at(300)).await.unwrap();
    assert_eq!(gone.label.as_str(), "took the note on Title 1.0 away");
    assert_eq!(gone.kind, ChangeKind::Note);

    let states = [None, Some("one\n  two"), Some("three"), None];
    for state in states[..3].iter().rev() {
        store.undo(at(400)).await.unwrap();
        assert_eq!(note(&store, id).as_deref(), *state);
    }
    for state in &states[1..] {
        store.redo(at(500)).await.unwrap();
        assert_eq!(note(&store, id).as_deref(), *state);
    }
}

#[tokio::test]
async fn a_note_that_says_nothing_new_leaves_no_line() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 1).await;
    let id = ids(&store)[0];
    set(&store, id, "one").await;
    assert_eq!(set(&store, id, "one \n").await, "the note on Title 1.0 stays as it is");
    assert_eq!(store.changes(10).unwrap().len(), 2);
    assert_eq!(set(&store, id, " \n ").await, "took the note on Title 1.0 away");
    assert_eq!(set(&store, id, "\n").await, "the note on Title 1.0 stays as it is");
}

#[tokio::test]
async fn a_note_needs_its_entry_and_has_a_limit() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 1).await;
    let id = ids(&store)[0];
    let most = "x".repeat(Note::MAX_BYTES);
    set(&store, id, &most).await;
    let error = store.set_note(id, Some(format!("{most}x")), at(300)).await.unwrap_err();
    assert_eq!(error.to_string(), "a note holds at most 64 KiB and this one has 65: shorten it");
    assert_eq!(note(&store, id), Some(most));
    let error = store.set_note(EntryId(99), Some("x".into()), at(300)).await.unwrap_err();
    assert!(matches!(error, Error::NoEntry(_)));
}

#[tokio::test]
async fn a_note_outlives_an_edit_by_the_publisher() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 1).await;
    let id = ids(&store)[0];
    set(&store, id, "mine").await;
    arrive(&store, feed, vec![incoming(&store, 1, 5)]).await;
    assert_eq!(entry(&store, id).row.title.as_str(), "Title 1.5");
    assert_eq!(note(&store, id).as_deref(), Some("mine"));
}

#[tokio::test]
async fn a_note_keeps_an_entry_as_a_star_does() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 4).await;
    let known = ids(&store);
    mark(&store, &known[..1], Mark::Starred(true)).await;
    set(&store, known[1], "mine").await;
    set(&store, known[2], "gone later").await;
    store.unsubscribe(vec![feed], at(310)).await.unwrap();
    assert_eq!(ids(&store), known[..3]);
    assert_eq!(note(&store, known[1]).as_deref(), Some("mine"));
    store.undo(at(320)).await.unwrap();
    assert_eq!(ids(&store), known);
    store.redo(at(330)).await.unwrap();
    store.set_note(known[2], None, at(340)).await.unwrap();
    assert_eq!(ids(&store), known[..3], "what was noted can be undone");

    let later = moment(40 * 24 * 3600);
    let other = store.subscribe(vec![new_feed("https://b.example/feed")], later.now).await.unwrap()[0].id;
    arrive(&store, other, vec![incoming(&store, 1, 0)]).await;
    let last = ids(&store)[3];
    store.mark(Target::Entries(vec![last]), Mark::Read(true), later).await.unwrap();
    store.tidy().await.unwrap();
    assert_eq!(
        ids(&store),
        [known[0], known[1], last],
        "without a note it goes once that is too old to undo"
    );
    assert_eq!(note(&store, known[1]).as_deref(), Some("mine"));
    assert!(store.check().await.unwrap().is_empty());
}

#[tokio::test]
async fn two_programs_share_notes_and_their_undo() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let (one, two) = (Store::open(&path).unwrap(), Store::open(&path).unwrap());
    let feed = subscribe(&one, "https://a.example/feed").await;
    fill(&one, feed, 1).await;
    let id = rows(&one)[0].id;
    set(&one, id, "first").await;
    set(&two, id, "second").await;
    assert_eq!(note(&one, id).as_deref(), Some("second"));
    one.undo(at(400)).await.unwrap();
    assert_eq!(note(&two, id).as_deref(), Some("first"));
}
