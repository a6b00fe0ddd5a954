//! `open`: which program gets the address, and how.

use std::fs;
use std::process::Command;

use super::server::{Answer, Server};
use super::{Home, feed};

#[cfg(unix)]
#[test]
fn the_configured_browser_gets_the_address_and_nothing_else() {
    let server = Server::start(&[("/feed.xml", Answer::feed(feed()))]);
    let home = Home::with_feed(&server);
    let (script, pipe) = (home.path("browser.sh"), home.path("pipe"));
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    fs::write(&script, format!("printf '%s|%s' \"$#\" \"$1\" > '{}'\n", pipe.display())).expect("a script");
    home.write_config(&format!("browser.command = [\"/bin/sh\", \"{}\"]\n", script.display()));
    home.run(&["open", &home.entry_id("Herring prices fall")]).expect_code(0);
    assert_eq!(fs::read_to_string(&pipe).expect("what the program saw"), "1|https://post.example/herring");
}

#[test]
fn a_browser_that_is_not_there_is_named() {
    let server = Server::start(&[("/feed.xml", Answer::feed(feed()))]);
    let home = Home::with_feed(&server);
    home.write_config("browser.command = [\"/nonexistent/browser\"]\n");
    let id = home.entry_id("Herring prices fall");
    home.run(&["open", &id]).expect_reason(1, "/nonexistent/browser could not be started");
}
