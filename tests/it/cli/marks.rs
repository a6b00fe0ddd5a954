//! `read`, `unread`, `star`, `unstar`, `tag` and `untag`.

use serde_json::json;

use super::server::{Answer, Server};
use super::{Home, feed};

fn served() -> Home {
    Home::with_feed(&Server::start(&[("/feed.xml", Answer::feed(feed()))]))
}

#[test]
fn entries_are_marked_by_id_and_only_changes_count() {
    let home = served();
    let (one, two) =
        (home.entry_id("Herring prices fall"), home.entry_id("Ferry timetable changes on Sunday"));
    assert_eq!(home.json(&["read", &one, &two, "--json"]), json!({"changed": 2}));
    assert_eq!(home.json(&["read", &one, "--json"]), json!({"changed": 0}));
    assert_eq!(home.count("unread"), 1);
    assert_eq!(home.json(&["unread", &one, "--json"]), json!({"changed": 1}));
    assert_eq!(home.count("unread"), 2);
}

#[test]
fn an_unknown_id_changes_nothing_at_all() {
    let home = served();
    let id = home.entry_id("Herring prices fall");
    home.run(&["read", &id, "424242"]).expect_reason(1, "there is no entry 424242");
    assert_eq!(home.count("unread"), 3);
}

#[test]
fn stars_are_given_and_taken_by_query() {
    let home = served();
    assert_eq!(
        home.json(&["star", "--query", "title:ferry or title:herring", "--json"]),
        json!({"changed": 2})
    );
    assert_eq!(home.count("starred"), 2);
    assert_eq!(home.json(&["unstar", "--query", "title:ferry", "--json"]), json!({"changed": 1}));
    assert_eq!(home.count("starred"), 1);
}

#[test]
fn tags_are_given_and_taken() {
    let home = served();
    let id = home.entry_id("Herring prices fall");
    assert_eq!(home.json(&["tag", "fish market", &id, "--json"]), json!({"changed": 1}));
    assert_eq!(home.count("tag:\"fish market\""), 1);
    assert_eq!(home.json(&["list", "title:herring", "--json"])[0]["tags"], json!(["fish market"]));
    assert_eq!(home.json(&["untag", "fish market", &id, "--json"]), json!({"changed": 1}));
    assert_eq!(home.count("tag:\"fish market\""), 0);
    assert_eq!(home.run(&["tag", "ai", "--query", "title:ferry"]).expect_code(0).stdout, "1 tagged\n");
    home.run(&["tag", " ", &id]).expect_reason(2, "a tag has a name");
}

#[test]
fn starred_entries_stay_when_their_feed_goes() {
    let home = served();
    home.run(&["star", "--query", "title:ferry"]).expect_code(0);
    home.run(&["remove", "The Harbour Post"]).expect_code(0);
    let starred = home.json(&["list", "starred", "--all", "--json"]);
    assert_eq!(starred[0]["title"], "Ferry timetable changes on Sunday");
    assert!(starred[0]["feed_url"].is_string());
}
