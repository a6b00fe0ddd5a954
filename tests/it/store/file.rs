//! The file: made with narrow rights, never overwritten, safe against crashes and second programs.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tidings::store::{Error, Mark, Store};

use super::{arrive, at, close, entry, fill, ids, incoming, mark, rows, subscribe};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", path.display()))
}

/// A closed store with one feed of two entries.
fn made(path: &Path) {
    runtime().block_on(async {
        let store = Store::open(path).unwrap();
        let feed = subscribe(&store, "https://a.example/feed").await;
        fill(&store, feed, 2).await;
        close(&store).await;
    });
}

/// Runs one test of this binary in a process of its own, as `user` where given.
fn child(test: &str, file: &Path, user: Option<u32>) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]).env("TIDINGS_TEST_FILE", file);
    if let Some(user) = user {
        command.uid(user).gid(user);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn childs_file() -> PathBuf {
    std::env::var_os("TIDINGS_TEST_FILE").expect("started by another test").into()
}

#[test]
fn folder_and_files_are_for_their_owner_only() {
    let top = tempfile::tempdir().unwrap();
    let path = top.path().join("a/b/tidings.db");
    runtime().block_on(async {
        let store = Store::open(&path).unwrap();
        subscribe(&store, "https://a.example/feed").await;
        for folder in [top.path().join("a"), top.path().join("a/b")] {
            assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        }
        let files: Vec<PathBuf> =
            fs::read_dir(path.parent().unwrap()).unwrap().map(|f| f.unwrap().path()).collect();
        assert!(files.len() >= 3, "{files:?}");
        for file in files {
            assert_eq!(mode(&file) & 0o077, 0, "{}", file.display());
        }
        assert_eq!(mode(&path), 0o600);
        let copy = top.path().join("copy.db");
        store.backup(copy.clone()).await.unwrap();
        assert_eq!(mode(&copy), 0o600);
    });
}

#[test]
fn a_file_with_wide_rights_is_narrowed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    made(&path);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    Store::open(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    for content in ["short", &"This is a letter to my aunt. ".repeat(1000)] {
        let path = folder.path().join("letter.txt");
        fs::write(&path, content).unwrap();
        let Err(error) = Store::open(&path) else { panic!("opened a letter") };
        assert!(matches!(error, Error::NotADatabase(_)), "{error:?}");
        assert!(error.to_string().contains("letter.txt"));
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was left beside it");
}

#[test]
fn a_newer_file_and_one_of_another_program_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let newer = folder.path().join("newer.db");
    made(&newer);
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Store::open(&newer), Err(Error::Newer { found: 99, .. })));
    let theirs = folder.path().join("theirs.db");
    rusqlite::Connection::open(&theirs).unwrap().execute_batch("CREATE TABLE bookmarks (url)").unwrap();
    assert!(matches!(Store::open(&theirs), Err(Error::Foreign(_))));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let Err(error) = Store::open(&folder.path().join("file/tidings.db")) else {
        panic!("opened under a file")
    };
    assert!(matches!(error, Error::Open { .. }), "{error:?}");
    assert!(Store::open(folder.path()).is_err(), "a folder is no file");
}

#[test]
fn four_that_start_at_once_on_a_new_file_all_open_it() {
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/tidings.db");
        std::thread::scope(|scope| {
            let opened: Vec<_> = (0..4).map(|_| scope.spawn(|| Store::open(&path).map(drop))).collect();
            for one in opened {
                one.join().unwrap().unwrap();
            }
        });
        let left = fs::read_dir(path.parent().unwrap())
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect::<Vec<_>>();
        assert_eq!(left, [path], "no draft is left");
    }
}

#[tokio::test]
async fn two_programs_on_one_file_see_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let one = Store::open(&path).unwrap();
    let two = Store::open(&path).unwrap();
    let before = two.data_version().unwrap();
    assert_eq!(two.data_version().unwrap(), before);
    let feed = subscribe(&one, "https://a.example/feed").await;
    fill(&one, feed, 3).await;
    assert_ne!(two.data_version().unwrap(), before);
    assert_eq!(rows(&two).len(), 3);
    mark(&two, &ids(&two)[..1], Mark::Read(true)).await;
    arrive(&one, feed, vec![incoming(&one, 4, 0)]).await;
    arrive(&two, feed, vec![incoming(&two, 5, 0)]).await;
    assert_eq!(rows(&one).len(), 5);
    assert_eq!(one.feeds().unwrap()[0].counts.unread, 4);
    assert_eq!(one.undo(at(300)).await.unwrap().unwrap().label.as_str(), "1 marked read");
}

#[tokio::test]
async fn both_programs_can_write_at_the_same_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let stores = [Store::open(&path).unwrap(), Store::open(&path).unwrap()];
    let mut feeds = Vec::new();
    for i in 0..20 {
        feeds.push(subscribe(&stores[0], &format!("https://{i}.example/feed")).await);
    }
    let work = feeds.iter().enumerate().map(|(i, feed)| {
        let store = &stores[i % 2];
        arrive(store, *feed, (1..=20).map(|key| incoming(store, key, 0)).collect())
    });
    let applied = futures_util::future::join_all(work).await;
    assert!(applied.iter().all(|one| one.new == 20));
    assert_eq!(rows(&stores[1]).len(), 400);
    assert!(stores[0].check().await.unwrap().is_empty());
}

#[test]
fn a_kill_after_a_mark_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    made(&path);
    let status = child("store::file::mark_and_die", &path, None).status().unwrap();
    assert_eq!(status.signal(), Some(9), "the child killed itself: {status}");
    runtime().block_on(async {
        let store = Store::open(&path).unwrap();
        let first = ids(&store)[0];
        assert!(entry(&store, first).row.read);
        assert_eq!(store.changes(1).unwrap()[0].label.as_str(), "1 marked read");
        assert_eq!(store.check_after_crash().unwrap(), None, "checked and sound");
        assert!(store.undo(at(400)).await.unwrap().is_some());
        close(&store).await;
    });
}

#[test]
#[ignore = "runs in a process of its own, started by a_kill_after_a_mark_loses_nothing"]
fn mark_and_die() {
    runtime().block_on(async {
        let store = Store::open(&childs_file()).unwrap();
        mark(&store, &ids(&store)[..1], Mark::Read(true)).await;
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL).unwrap();
        std::future::pending::<()>().await;
    });
}

#[test]
fn after_an_unclean_end_damage_is_found_kept_and_nothing_more_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    made(&path);
    let status = child("store::file::mark_and_die", &path, None).status().unwrap();
    assert_eq!(status.signal(), Some(9));
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let page: i64 = conn
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'entry_at'", [], |row| row.get(0))
        .unwrap();
    drop(conn);
    let mut bytes = fs::read(&path).unwrap();
    let start = usize::try_from((page - 1) * 8192).unwrap();
    bytes[start..start + 8192].fill(0xa5);
    fs::write(&path, &bytes).unwrap();

    runtime().block_on(async {
        let store = Store::open(&path).unwrap();
        let said = store.check_after_crash().unwrap().expect("words about the damage");
        assert!(said.as_str().contains("damaged"), "{said}");
        assert_eq!(store.feeds().unwrap().len(), 1, "reading goes on");
        let error = store.set_memo("session", "x".into()).await.unwrap_err();
        assert!(matches!(error, Error::Damaged), "{error:?}");
    });
    let copies: Vec<PathBuf> = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|file| file.to_string_lossy().contains(".damaged-"))
        .collect();
    assert_eq!(copies.len(), 1);
    assert_eq!(fs::metadata(&copies[0]).unwrap().len(), fs::metadata(&path).unwrap().len());
}

#[test]
fn a_clean_end_is_not_checked_and_leaves_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    made(&path);
    let conn = rusqlite::Connection::open(&path).unwrap();
    let marks: i64 =
        conn.query_row("SELECT count(*) FROM meta WHERE key = 'in_use'", [], |row| row.get(0)).unwrap();
    assert_eq!(marks, 0);
    let log = fs::metadata(beside(&path, "-wal")).map_or(0, |meta| meta.len());
    assert_eq!(log, 0);
}

#[tokio::test]
async fn another_living_program_is_no_crash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let one = Store::open(&path).unwrap();
    subscribe(&one, "https://a.example/feed").await;
    let two = Store::open(&path).unwrap();
    two.set_memo("session", "x".into()).await.unwrap();
    close(&two).await;
    let conn = rusqlite::Connection::open(&path).unwrap();
    let marks: i64 =
        conn.query_row("SELECT count(*) FROM meta WHERE key = 'in_use'", [], |row| row.get(0)).unwrap();
    assert_eq!(marks, 1, "the first still writes");
    close(&one).await;
}

#[test]
fn what_cannot_be_written_is_read_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    let path = closed.join("tidings.db");
    made(&path);
    for left in ["-wal", "-shm", "-alive"] {
        let _ = fs::remove_file(beside(&path, left));
    }
    // Rights mean nothing to root, so the child is somebody else then.
    let is_root = rustix::process::geteuid().is_root();
    let exe = folder.path().join("test");
    fs::copy(std::env::current_exe().unwrap(), &exe).unwrap();
    for open in [folder.path(), &exe] {
        fs::set_permissions(open, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    let mut command = Command::new(&exe);
    command.args(["--exact", "store::file::read_what_cannot_be_written", "--ignored"]);
    command.env("TIDINGS_TEST_FILE", &path).current_dir("/");
    if is_root {
        command.uid(65534).gid(65534);
    }
    let output = command.output().unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
#[ignore = "runs in a process of its own, started by what_cannot_be_written_is_read_and_says_so"]
fn read_what_cannot_be_written() {
    runtime().block_on(async {
        let store = Store::open(&childs_file()).unwrap();
        assert_eq!(rows(&store).len(), 2);
        let error = store.set_memo("session", "x".into()).await.unwrap_err();
        assert!(matches!(error, Error::ReadOnly), "{error:?}");
        assert!(error.to_string().contains("reading goes on"));
        assert_eq!(store.feeds().unwrap().len(), 1);
    });
}

#[tokio::test]
async fn a_copy_is_whole_and_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("tidings.db")).unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 3).await;
    let copy = folder.path().join("copy.db");
    store.backup(copy.clone()).await.unwrap();
    assert!(matches!(store.backup(copy.clone()).await, Err(Error::CopyExists(_))));
    store.vacuum().await.unwrap();
    arrive(&store, feed, vec![incoming(&store, 4, 0)]).await;
    assert_eq!(rows(&Store::open(&copy).unwrap()).len(), 3);
}

#[tokio::test]
async fn a_check_mends_counts_and_removes_orphans() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tidings.db");
    let store = Store::open(&path).unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    fill(&store, feed, 3).await;
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("UPDATE feed SET unread = 99; INSERT INTO body (id, z) VALUES (12345, x'00');")
        .unwrap();
    let said = store.check().await.unwrap();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].as_str().contains("a.example") && said[1].as_str().starts_with("1 texts"));
    assert_eq!(store.feeds().unwrap()[0].counts.unread, 3);
    assert!(store.check().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_closed_store_takes_no_more() {
    let store = Store::in_memory().unwrap();
    let feed = subscribe(&store, "https://a.example/feed").await;
    let waiting = store.set_memo("last", "word".into());
    waiting.await.unwrap();
    store.close(Duration::from_secs(10)).await;
    assert!(matches!(store.unsubscribe(vec![feed], at(1)).await, Err(Error::Closed)));
    assert_eq!(store.memo("last").unwrap().as_deref(), Some("word"));
}
