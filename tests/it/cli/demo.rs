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

#[test]
fn a_link_of_its_google_news_leads_to_the_article() {
    let home = Home::new();
    let entries = home.json(&["--profile", "demo", "list", "--json", "feed:\"Google News\" postman"]);
    let id = entries[0]["id"].as_str().expect("an id");
    let before = home.json(&["--profile", "demo", "show", id, "--json"]);
    assert!(before["resolved_url"].is_null(), "nobody was asked yet: {before}");
    let article = home.json(&["--profile", "demo", "show", id, "--full-text", "--json"]);
    let resolved = article["resolved_url"].as_str().expect("an address");
    assert!(resolved.starts_with("https://signalandnoise.example/"), "{resolved}");
    assert!(article["content_text"].as_str().expect("a text").contains("between seeing and saying"));
}

#[test]
fn what_stands_before_an_article_is_named() {
    let home = Home::new();
    for (words, reason) in [("heron", "asks for a login"), ("haste", "Google shows its consent page")] {
        let query = format!("feed:\"Google News\" {words}");
        let entries = home.json(&["--profile", "demo", "list", "--json", &query]);
        let id = entries[0]["id"].as_str().expect("an id");
        home.run(&["--profile", "demo", "show", id, "--full-text"]).expect_reason(1, reason);
    }
}
