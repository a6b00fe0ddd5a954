//! `download` and `show --versions`, on the demo edition.

use serde_json::json;

use super::{Home, array, assert_names};

const GOOGLE: &str = "feed:\"Google News\"";

#[test]
fn texts_are_fetched_ahead_and_failures_named() {
    let home = Home::new();
    let report = home.json(&["--profile", "demo", "download", GOOGLE, "--json"]);
    assert_names(&report, "entries fetched held pictures failed waiting left_out errors elapsed_ms");
    let entries =
        array(&home.json(&["--profile", "demo", "list", "--all", "--limit", "0", "--json", GOOGLE])).len();
    assert_eq!((&report["entries"], &report["waiting"]), (&json!(entries), &json!(0)));
    let failed = array(&report["errors"]);
    assert_eq!(report["failed"], json!(failed.len()));
    assert_names(&failed[0], "id title error");
    let whole = format!("{GOOGLE} and has:full-text");
    let held = home.json(&["--profile", "demo", "list", "--all", "--limit", "0", "--json", &whole]);
    assert_eq!(report["fetched"], json!(array(&held).len()));

    let again = home.run(&["--profile", "demo", "download", GOOGLE]).expect_code(0);
    assert!(again.stdout.contains(" 0 fetched, "), "{again:#?}");
    assert_eq!(again.stderr.lines().count(), failed.len(), "{again:#?}");
}

#[test]
fn a_query_that_does_not_parse_is_wrong_usage() {
    Home::new().run(&["download", "feed:("]).expect_code(2);
}

#[test]
fn what_changed_is_printed_word_by_word_and_as_editions() {
    let home = Home::new();
    let found = home.json(&["--profile", "demo", "list", "--all", "--json", "title:\"third cable\""]);
    let id = found[0]["id"].as_str().expect("an id");
    let before = home.run(&["--profile", "demo", "show", id, "--versions"]).expect_code(0);
    assert!(before.stdout.starts_with("no change is known since tidings first saw it"), "{before:#?}");

    let report = home.json(&["--profile", "demo", "refresh", "--json"]);
    assert_eq!(report["changed_entries"], 1);
    let after = home.run(&["--profile", "demo", "show", id, "--versions"]).expect_code(0);
    assert!(after.stdout.starts_with("the feed's text · "), "{after:#?}");
    assert!(after.stdout.contains("For [-26-] {+29+} million"), "{after:#?}");
    let editions = home.json(&["--profile", "demo", "show", id, "--versions", "--json"]);
    assert_eq!(array(&editions).len(), 2);
    assert_names(&editions[0], "origin since until title text");
    assert_eq!((&editions[0]["origin"], &editions[0]["until"]), (&json!("feed"), &editions[1]["since"]));
    assert!(editions[1]["until"].is_null());
    assert!(editions[0]["text"].as_str().expect("a text").contains("would cost 26 million"));
}
