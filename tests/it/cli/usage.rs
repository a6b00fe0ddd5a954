//! Wrong usage, missing things, generated texts, closed pipes.

use std::io::Read;
use std::process::Stdio;

use super::server::{Answer, Server};
use super::{Home, array};

#[test]
fn without_a_terminal_the_reader_says_what_to_do() {
    let ran = Home::new().run(&[]).expect_reason(2, "tidings list");
    assert!(ran.stderr.contains("terminal") || cfg!(not(feature = "tui")), "{ran:#?}");
}

#[test]
fn wrong_usage_ends_with_2_and_makes_nothing() {
    let home = Home::new();
    for arguments in [
        &["nonsense"][..],
        &["list", "--bogus"],
        &["list", "--sort", "sideways"],
        &["list", "--limit", "many"],
        &["add"],
        &["show"],
        &["read"],
        &["read", "1", "--query", "unread"],
        &["tag", "ai"],
        &["completions", "tcsh-of-old"],
        &["--profile", "../x", "list"],
        &["parse", "x.xml", "--base-url", "file:///etc/passwd"],
    ] {
        let ran = home.run(arguments).expect_code(2);
        assert!(ran.stdout.is_empty() && !ran.stderr.is_empty(), "{arguments:?} {ran:#?}");
    }
    assert!(!home.path("data").exists(), "wrong usage made a folder");
}

#[test]
fn a_bad_query_ends_with_2_and_a_caret_under_the_mistake() {
    let home = Home::new();
    for arguments in [
        &["list", "unread and ("][..],
        &["count", "since:sometime"],
        &["read", "--query", "(("],
        &["tag", "ai", "--query", "feed:"],
    ] {
        let ran = home.run(arguments).expect_code(2);
        assert_eq!(ran.stdout, "", "{arguments:?}");
        let query = arguments[arguments.len() - 1];
        let lines: Vec<&str> = ran.stderr.lines().collect();
        let at = lines.iter().position(|line| line.contains(query));
        let at = at.unwrap_or_else(|| panic!("the query is not shown: {ran:#?}"));
        let caret = lines[at + 1];
        assert!(caret.trim_start().starts_with('^'), "no caret: {ran:#?}");
        let start = lines[at].find(query).expect("the query");
        let column = caret.find('^').expect("a caret");
        assert!((start..=start + query.len()).contains(&column), "{ran:#?}");
    }
}

#[test]
fn what_is_not_there_ends_with_1_and_a_reason() {
    let home = Home::new();
    for id in ["999", "no-such-id"] {
        home.run(&["show", id]).expect_reason(1, "there is no entry");
        home.run(&["open", id]).expect_reason(1, "there is no entry");
        home.run(&["star", id]).expect_reason(1, "there is no entry");
    }
    home.run(&["remove", "https://nowhere.example/feed"]).expect_reason(1, "there is no feed");
    home.run(&["refresh", "Nobody"]).expect_reason(1, "there is no feed Nobody");
    home.run(&["import", "nowhere.opml"]).expect_reason(1, "nowhere.opml");
    home.run(&["parse", "nowhere.xml"]).expect_reason(1, "nowhere.xml");
    home.run(&["--config", "nowhere.toml", "feeds"]).expect_reason(1, "nowhere.toml");
}

#[test]
fn an_empty_home_lists_nothing() {
    let home = Home::new();
    for arguments in [["feeds", "--json"], ["list", "--json"]] {
        assert!(array(&home.json(&arguments)).is_empty());
    }
    assert_eq!(home.count(""), 0);
    let report = home.json(&["refresh", "--json"]);
    assert_eq!((&report["feeds"], &report["failed"]), (&0.into(), &0.into()));
}

#[test]
fn completions_and_the_man_page_are_generated() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = home.run(&["completions", shell]).expect_code(0).stdout;
        assert!(script.contains("tidings") && script.contains("refresh"), "{shell}");
    }
    let page = home.run(&["man"]).expect_code(0).stdout;
    assert!(page.contains(".TH tidings 1") && page.contains("TIDINGS ADD"), "{page}");
    assert!(home.run(&["--version"]).expect_code(0).stdout.starts_with("tidings "));
    assert!(home.run(&["help", "list"]).expect_code(0).stdout.contains("--sort"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let items: String = (0..1_500)
        .map(|number| {
            let date = "Sun, 05 May 2024 08:00:00 GMT";
            [
                "<item><guid>",
                &number.to_string(),
                "</guid><title>One of many entries with a title of some length ",
                &number.to_string(),
                "</title><link>https://post.example/",
                &number.to_string(),
                "</link><pubDate>",
                date,
                "</pubDate></item>",
            ]
            .concat()
        })
        .collect();
    let feed = format!("<rss version=\"2.0\"><channel><title>Many</title>{items}</channel></rss>");
    let server = Server::start(&[("/feed.xml", Answer::feed(feed))]);
    let home = Home::with_feed(&server);
    for arguments in [&["list", "--limit", "0", "--json"][..], &["list", "--limit", "0"]] {
        let mut child = home
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tidings starts");
        let mut first = [0; 1];
        child.stdout.take().expect("a pipe").read_exact(&mut first).expect("a byte");
        let output = child.wait_with_output().expect("tidings ends");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}
