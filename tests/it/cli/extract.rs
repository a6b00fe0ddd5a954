//! `extract`: from files, standard input and addresses, in each form, without a database.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use super::server::{Answer, Server};
use super::{Home, assert_names, text};

fn page() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages/article.html");
    fs::read_to_string(file).expect("a fixture")
}

fn expected() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages/article.txt");
    fs::read_to_string(file).expect("a fixture")
}

fn home_with_page() -> Home {
    let home = Home::new();
    fs::write(home.path("page.html"), page()).expect("a file");
    home
}

#[test]
fn a_file_gives_the_words_of_its_article_and_makes_no_database() {
    let home = home_with_page();
    let ran = home
        .run(&["extract", "page.html", "--base-url", "https://courier.example/news/ferry"])
        .expect_code(0);
    assert_eq!(ran.stdout, expected());
    assert_eq!(ran.stderr, "");
    let ran = home.run(&["extract", "page.html"]).expect_code(0);
    assert_eq!(ran.stdout, expected());
    assert!(!home.path("data").exists(), "a database was made");
}

#[test]
fn json_has_the_names_that_are_promised() {
    let home = home_with_page();
    let json =
        home.json(&["extract", "page.html", "--base-url", "https://courier.example/", "--format", "json"]);
    assert_names(
        &json,
        "authors byline canonical_url description html image lang modified published site standfirst text title \
         truncated url",
    );
    assert_eq!(text(&json["byline"]), "Ada Marsh, Ivo Kent");
    assert_eq!(text(&json["published"]), "2026-05-07T04:40:00Z");
    assert_eq!(text(&json["text"]), expected());
    assert_eq!(text(&json["canonical_url"]), "https://courier.example/news/ferry-sails");
    assert_eq!(
        json,
        home.json(&["extract", "page.html", "--base-url", "https://courier.example/", "--json"])
    );
}

#[test]
fn a_page_without_an_address_shows_none() {
    let json = home_with_page().json(&["extract", "page.html", "--json"]);
    for name in ["url", "canonical_url", "image"] {
        assert!(json[name].is_null(), "{name}: {}", json[name]);
    }
    assert!(!json.to_string().contains("page.invalid"));
}

#[test]
fn markdown_and_html_have_headline_names_and_pictures() {
    let home = home_with_page();
    let run = |format: &str| {
        home.run(&["extract", "page.html", "--base-url", "https://courier.example/", "--format", format])
            .expect_code(0)
    };
    let markdown = run("markdown").stdout;
    assert!(markdown.starts_with("# Ferry sails again after nine days\n"), "{markdown}");
    assert!(
        markdown.contains("Ada Marsh, Ivo Kent · The Courier") && markdown.contains("ferry.jpg"),
        "{markdown}"
    );
    let html = run("html").stdout;
    assert!(html.contains("<h1>Ferry sails again after nine days</h1>") && html.contains("<table"), "{html}");
}

#[test]
fn standard_input_is_read() {
    let home = Home::new();
    let mut command = home.command(&["extract", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("tidings starts");
    child.stdin.take().expect("a pipe").write_all(page().as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("tidings ends");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected());
}

#[test]
fn an_address_is_fetched_with_its_pages() {
    let second = page().replace("sailed again on Thursday", "sails again every day");
    let first = page().replace(
        "<section class=\"comments\">",
        "<nav><a href=\"/story/2\">2</a></nav><section class=\"comments\">",
    );
    let server = Server::start(&[("/story", Answer::page(first)), ("/story/2", Answer::page(second))]);
    let home = Home::new();
    let ran = home.run(&["extract", &server.url("/story")]).expect_code(0);
    assert!(
        ran.stdout.contains("sailed again on Thursday") && ran.stdout.contains("sails again every day"),
        "{ran:#?}"
    );
    assert!(!home.path("data").exists(), "a database was made");
}

#[test]
fn what_is_no_article_is_a_reason() {
    let server = Server::start(&[("/gone", Answer::status(404))]);
    let home = Home::new();
    fs::write(home.path("login.html"), "<h1>Sign in</h1><form><input type=\"password\"></form>")
        .expect("a file");
    home.run(&["extract", "login.html"]).expect_reason(1, "asks for a login");
    home.run(&["extract", "none.html"]).expect_reason(1, "none.html");
    home.run(&["extract", &server.url("/gone")]).expect_reason(1, "404");
    home.run(&["extract", "login.html", "--base-url", "ftp://a.example/"]).expect_reason(2, "--base-url");
    home.run(&["extract"]).expect_code(2);
}

#[test]
fn mistakes_in_rules_are_told_and_do_no_harm() {
    let home = home_with_page();
    let folder = home.path("config/tidings/site-rules");
    fs::create_dir_all(&folder).expect("a folder");
    let rules = "[[site]]\nhosts = [\"courier.example\"]\ntext = [\"..\", \".author-box\"]\n";
    fs::write(folder.join("mine.toml"), rules).expect("a file");
    let ran = home.run(&["extract", "page.html"]).expect_code(0);
    assert!(ran.stderr.contains("mine.toml:3"), "{ran:#?}");
    assert_eq!(ran.stdout, expected());
    let check = home.run(&["config", "--check"]).expect_code(0);
    assert!(check.stderr.contains("mine.toml:3"), "{check:#?}");
}

#[test]
fn the_demo_edition_is_read_like_any_other_site() {
    let ran = Home::new().run(&[
        "--profile",
        "demo",
        "extract",
        "https://plainevidence.example/the-wave-that-was-not",
    ]);
    let ran = ran.expect_code(0);
    assert!(
        ran.stdout.contains("It looked too good") && ran.stdout.contains("Eleven lunch boxes"),
        "{ran:#?}"
    );
    assert!(!ran.stdout.contains("Next page"), "{ran:#?}");
}
