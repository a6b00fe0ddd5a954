//! `import` and `export`.

use std::fs;

use serde_json::Value;

use super::{Home, array, assert_names, fixture, text};
use crate::support::zip::unpack;

/// What makes a feed the same feed after a round trip.
fn identities(home: &Home) -> Vec<[Value; 3]> {
    let feeds = home.json(&["feeds", "--json"]);
    let mut found: Vec<[Value; 3]> = array(&feeds)
        .iter()
        .map(|feed| [feed["feed_url"].clone(), feed["title"].clone(), feed["category"].clone()])
        .collect();
    found.sort_by_key(|[url, ..]| url.to_string());
    found
}

#[test]
fn opml_comes_in_with_its_categories_and_without_programs() {
    let home = Home::new();
    let file = fixture("list.opml");
    let file = file.to_str().expect("UTF-8");
    let report = home.json(&["import", file, "--json"]);
    assert_names(&report, "added already skipped");
    assert_eq!((&report["added"], &report["already"]), (&3.into(), &0.into()));
    assert_eq!(array(&report["skipped"]).len(), 1);
    assert_names(&report["skipped"][0], "line reason");
    let found = identities(&home);
    assert_eq!(found[0], [Value::from("https://alone.example/atom"), "Alone".into(), Value::Null]);
    assert_eq!(found[1][2], "News/Harbour");
    assert_eq!(found[2], ["https://wire.example/rss?a=1&b=2", "Wire & Co", "News"].map(Value::from));

    let again = home.json(&["import", file, "--json"]);
    assert_eq!((&again["added"], &again["already"]), (&0.into(), &3.into()));
}

#[test]
fn what_is_exported_comes_back_the_same() {
    let home = Home::new();
    home.run(&["import", fixture("list.opml").to_str().expect("UTF-8")]).expect_code(0);
    let exported = home.run(&["export"]).expect_code(0).stdout;
    let other = Home::new();
    let file = other.path("exported.opml");
    fs::write(&file, &exported).expect("a file");
    other.run(&["import", file.to_str().expect("UTF-8")]).expect_code(0);
    assert_eq!(identities(&other), identities(&home));
    assert_eq!(other.run(&["export"]).expect_code(0).stdout, exported);

    let json = home.json(&["export", "--format", "json"]);
    assert_eq!(array(&json).len(), 3);
    assert_names(&json[0], "title feed_url site_url category");
}

#[test]
fn plain_lists_and_newsboat_files_come_in() {
    let home = Home::new();
    let file = home.path("urls");
    fs::write(&file, "https://a.example/f\nhttps://b.example/f tech \"~My B\"\nfile:///etc/passwd\n")
        .expect("a file");
    let report = home.json(&["import", file.to_str().expect("UTF-8"), "--json"]);
    assert_eq!(report["added"], 2);
    assert_eq!(report["skipped"][0]["line"], 3);
    assert!(!text(&report["skipped"][0]["reason"]).is_empty());
}

#[test]
fn entries_come_out_as_a_book() {
    let home = Home::new();
    let demo = |arguments: &[&str]| home.run(&[&["--profile", "demo"], arguments].concat());
    let ran =
        demo(&["export", "--format", "epub", "feed:\"The Harbour Post\"", "-o", "book.epub", "--limit", "2"]);
    let ran = ran.expect_code(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.trim_end()), ("", "2 entries in book.epub"));
    let files = unpack(&fs::read(home.path("book.epub")).expect("a book"));
    assert_eq!(files.iter().filter(|file| file.name.starts_with("EPUB/chapter-")).count(), 2);

    demo(&["export", "--format", "epub", "-o", "book.epub"]).expect_reason(1, "is there already");
    demo(&["export", "--format", "epub", "title:nothing-like-this", "-o", "none.epub"])
        .expect_reason(1, "no entry was chosen");
    assert!(!home.path("none.epub").exists());
    demo(&["export", "--format", "epub"]).expect_reason(2, "a book needs a file");
    demo(&["export", "starred"]).expect_reason(2, "only --format epub");
    demo(&["export", "-o", "feeds.opml"]).expect_code(0);
    assert!(fs::read_to_string(home.path("feeds.opml")).expect("a file").contains("<opml"));
}
