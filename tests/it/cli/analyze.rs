//! `analyze` and `brief`, for scripts and for people.

use serde_json::{Value, json};

use super::{Home, array, assert_names, text};

fn demo(home: &Home, arguments: &[&str]) -> Value {
    home.json(&[&["--profile", "demo"], arguments].concat())
}

fn entry(home: &Home, query: &str) -> String {
    let entries = demo(home, &["list", "--all", "--limit", "1", "--json", query]);
    text(&entries[0]["id"]).to_owned()
}

#[test]
fn an_analysis_is_a_contract() {
    let home = Home::new();
    let id = entry(&home, "title:\"after a fourteen-month repair\"");
    let analysis = demo(&home, &["analyze", &id, "--json"]);
    assert_names(&analysis, "kind sections sources provenance checks");
    assert_eq!((&analysis["kind"], &analysis["checks"]), (&json!("digest"), &json!([])));
    assert_names(&analysis["sections"][0], "key title paragraphs");
    assert_names(&analysis["sections"][0]["paragraphs"][0], "label text citations entry");
    assert_names(&analysis["sources"][0], "n id publisher title url published completeness same_text_as");
    assert_names(&analysis["provenance"], "method model read_in_full in_part headline_only made");
    let keys: Vec<&str> = array(&analysis["sections"]).iter().map(|section| text(&section["key"])).collect();
    assert_eq!(keys[..2], ["happened", "why"]);
    assert!(keys.contains(&"quotations") && keys.contains(&"figures") && keys.contains(&"names"), "{keys:?}");

    let shown = demo(&home, &["show", &id, "--json"]);
    assert_eq!(shown["analysis"]["sections"], analysis["sections"]);

    let printed = home.run(&["--profile", "demo", "analyze", &id, "--width", "60"]).expect_code(0).stdout;
    assert!(printed.contains("\nExtractive digest · no AI model · "), "{printed}");
    assert!(printed.contains("\nWhat happened\n") && printed.contains("[1] "), "{printed}");
    let body = printed.split("\n[1] ").next().expect("a body").lines().skip(2);
    assert!(body.clone().count() > 10 && body.clone().all(|line| line.chars().count() <= 60), "{printed}");
}

#[test]
fn what_cannot_be_analysed_is_said() {
    let home = Home::new();
    let headlines = demo(&home, &["list", "--all", "--json", "headline-only"]);
    let alone = array(&headlines).iter().find(|entry| entry["story_id"].is_null()).expect("a headline alone");
    let headline = text(&alone["id"]).to_owned();
    let analysis = demo(&home, &["analyze", &headline, "--json"]);
    let happened = &analysis["sections"][0]["paragraphs"][0];
    assert!(text(&happened["text"]).contains("headline"), "{analysis}");
    home.run(&["--profile", "demo", "analyze", "nonsense"]).expect_reason(1, "there is no entry nonsense");
    let other = ["--profile", "demo", "analyze", &headline, "--with", "home", "--consent"];
    home.run(&other).expect_reason(1, "no provider called home is set up");
}

#[test]
fn a_brief_tells_what_happened_by_category() {
    let home = Home::new();
    let brief = demo(&home, &["brief", "--since", "3d", "--format", "json"]);
    assert_names(&brief, "since until entries stories categories");
    assert!(brief["entries"].as_u64().is_some_and(|count| count > 50), "{brief}");
    let first = &brief["categories"][0];
    assert_names(first, "category stories");
    assert_names(&first["stories"][0], "id entry title entries outlets first_seen last_seen point");
    assert_names(&first["stories"][0]["point"], "text publisher entry");

    let markdown = home.run(&["--profile", "demo", "brief"]).expect_code(0).stdout;
    assert!(markdown.starts_with("# Since ") && markdown.contains("\n## "), "{markdown}");
    assert!(markdown.contains("\n> "), "{markdown}");
    let html = home.run(&["--profile", "demo", "brief", "--format", "html"]).expect_code(0).stdout;
    assert!(html.starts_with("<h1>Since ") && html.contains("<h2>"), "{html}");
    let nothing = Home::new().run(&["brief", "--since", "1h"]).expect_code(0).stdout;
    assert!(nothing.starts_with("# Nothing new since "), "{nothing}");
}
