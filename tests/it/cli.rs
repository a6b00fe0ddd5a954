//! The command line as scripts see it: one process per call, with folders of its own, and a small web
//! server on this machine where a feed has to be fetched.

mod analyze;
mod config;
mod demo;
mod download;
mod extract;
mod lists;
mod marks;
mod programs;
mod refresh;
mod server;
mod stories;
mod transfer;
mod usage;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use server::Server;

/// A person's folders.
struct Home {
    root: TempDir,
}

/// What a call left behind.
#[derive(Debug)]
struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Home {
    fn new() -> Self {
        Self { root: tempfile::tempdir().expect("a folder") }
    }

    /// A home with one subscription that was fetched from `server`.
    fn with_feed(server: &Server) -> Self {
        let home = Self::new();
        home.run(&["add", &server.url("/feed.xml")]).expect_code(0);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn write_config(&self, text: &str) {
        let folder = self.path("config/tidings");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("config.toml"), text).expect("a file");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
        self.set_environment(&mut command);
        command.args(arguments).stdin(Stdio::null());
        command
    }

    fn set_environment(&self, command: &mut Command) {
        command
            .env_clear()
            .env("HOME", self.root.path())
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_STATE_HOME", self.path("state"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .current_dir(self.root.path());
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    /// Runs a command that must succeed and print one JSON document.
    fn json(&self, arguments: &[&str]) -> Value {
        self.run(arguments).expect_code(0).json()
    }

    /// The id of the entry with this title.
    fn entry_id(&self, title: &str) -> String {
        let entries = self.json(&["list", "--all", "--json"]);
        let found = array(&entries).iter().find(|entry| entry["title"] == title);
        text(&found.expect("the entry")["id"]).to_owned()
    }

    fn count(&self, query: &str) -> u64 {
        let ran = self.run(&["count", query]).expect_code(0);
        ran.stdout.trim_end().parse().expect("a number")
    }
}

impl Ran {
    /// What a command leaves behind.
    fn of(command: &mut Command) -> Self {
        let output = command.output().expect("tidings starts");
        Self {
            code: output.status.code().expect("tidings ends by itself"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    #[track_caller]
    fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    #[track_caller]
    fn json(&self) -> Value {
        let parsed = serde_json::from_str(&self.stdout);
        assert!(parsed.is_ok(), "no JSON: {parsed:?} {self:#?}");
        parsed.unwrap_or_default()
    }

    /// Failed with a reason and without a result.
    #[track_caller]
    fn expect_reason(self, code: i32, part: &str) -> Self {
        let ran = self.expect_code(code);
        assert!(ran.stderr.contains(part), "no `{part}` in {ran:#?}");
        assert_eq!(ran.stdout, "");
        assert!(!ran.stderr.contains("panicked"), "{ran:#?}");
        ran
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cli").join(name)
}

fn feed() -> String {
    fs::read_to_string(fixture("feed.xml")).expect("a fixture")
}

#[track_caller]
fn array(value: &Value) -> &Vec<Value> {
    value.as_array().expect("an array")
}

#[track_caller]
fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// The names of an object are these, no more and no fewer.
#[track_caller]
fn assert_names(object: &Value, names: &str) {
    let mut expected: Vec<&str> = names.split_whitespace().collect();
    let mut found: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);
}
