//! The demo edition for scripts: no terminal, no network.

use std::path::Path;

use super::{Home, array};

#[test]
fn the_front_page_is_printed_where_there_is_no_terminal() {
    let ran = Home::new().run(&["demo"]).expect_code(0);
    assert!(ran.stdout.lines().count() > 10, "{ran:#?}");
}

#[test]
fn the_profile_is_filled_at_its_first_use() {
    let home = Home::new();
    let entries = home.json(&["--profile", "demo", "list", "--json"]);
    assert!(array(&entries).len() > 10);
    assert_eq!(home.count(""), 0, "the demo is apart");
    let folder = home.run(&["demo", "--print-dir"]).expect_code(0).stdout;
    assert!(Path::new(folder.trim_end()).join("tidings.db").exists(), "{folder}");
}

#[test]
fn its_pages_are_named_and_not_opened() {
    let home = Home::new();
    let entries = home.json(&["--profile", "demo", "list", "--json", "--limit", "1"]);
    let id = entries[0]["id"].as_str().expect("an id");
    let ran = home.run(&["--profile", "demo", "open", id]).expect_code(0);
    assert_eq!(ran.stdout.trim_end(), entries[0]["url"].as_str().expect("an address"));
    assert!(ran.stderr.contains("only in the demo edition"), "{ran:#?}");
}
