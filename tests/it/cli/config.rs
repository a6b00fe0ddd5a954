//! `config`, `doctor`, `db`, profiles, the log and how private files are.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Home, array};

#[test]
fn the_configuration_is_printed_checked_and_found() {
    let home = Home::new();
    let defaults = home.run(&["config", "--default"]).expect_code(0).stdout;
    assert!(defaults.contains("mark_read = \"on-open\""));
    let path = home.run(&["config", "--path"]).expect_code(0).stdout;
    assert_eq!(Path::new(path.trim_end()), home.path("config/tidings/config.toml"));
    home.run(&["config", "--check"]).expect_code(0);

    home.write_config(&defaults);
    assert_eq!(home.run(&["config", "--check"]).expect_code(0).stderr, "");
    assert_eq!(home.run(&["config"]).expect_code(0).stdout, defaults);
}

#[test]
fn all_mistakes_are_told_by_every_command_that_needs_the_settings() {
    let home = Home::new();
    home.write_config("mouse = \"on\"\n[refresh]\nmin = \"soon\"\n");
    for arguments in [&["config", "--check"][..], &["list"], &["count"]] {
        let ran = home.run(arguments).expect_reason(1, "config.toml:1:9: ");
        assert!(ran.stderr.contains("config.toml:3:7: "), "{ran:#?}");
    }
    home.run(&["config", "--path"]).expect_code(0);
}

#[test]
fn an_unknown_name_is_a_warning() {
    let home = Home::new();
    home.write_config("mosue = true\n");
    let ran = home.run(&["count"]).expect_code(0);
    assert!(ran.stderr.contains("did you mean `mouse`?"), "{ran:#?}");
    assert_eq!(ran.stdout, "0\n");
}

#[test]
fn another_configuration_file_can_be_named() {
    let home = Home::new();
    let other = home.path("other.toml");
    fs::write(&other, "mouse = 3\n").expect("a file");
    home.run(&["feeds", "--config", other.to_str().expect("UTF-8")]).expect_reason(1, "other.toml:1:9: ");
}

#[test]
fn profiles_have_feeds_of_their_own() {
    let home = Home::new();
    home.run(&["add", "--no-fetch", "https://a.invalid/f"]).expect_code(0);
    home.run(&["--profile", "work", "add", "--no-fetch", "https://b.invalid/f"]).expect_code(0);
    let of = |arguments: &[&str]| home.json(arguments)[0]["feed_url"].clone();
    assert_eq!(of(&["feeds", "--json"]), "https://a.invalid/f");
    assert_eq!(of(&["feeds", "--json", "--profile", "work"]), "https://b.invalid/f");
    assert_eq!(array(&home.json(&["feeds", "--json"])).len(), 1);
}

#[cfg(unix)]
#[test]
fn folders_and_files_are_private_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let mut shell = Command::new("/bin/sh");
    home.set_environment(&mut shell);
    let script =
        "umask 000; \"$0\" refresh && exec \"$0\" --profile work add --no-fetch -v https://a.invalid/f";
    let status = shell.args(["-c", script, env!("CARGO_BIN_EXE_tidings")]).output().expect("a shell");
    assert!(status.status.success(), "{status:?}");
    let mode = |name: &str| {
        let metadata = fs::metadata(home.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        metadata.permissions().mode() & 0o777
    };
    for root in ["data/tidings", "state/tidings"] {
        for folder in ["", "/profiles", "/profiles/work"] {
            assert_eq!(mode(&[root, folder].concat()), 0o700, "{root}{folder}");
        }
    }
    for file in ["tidings.db", "profiles/work/tidings.db"] {
        assert_eq!(mode(&["data/tidings/", file].concat()), 0o600, "{file}");
    }
    assert_eq!(mode("state/tidings/refresh.lock"), 0o600);
    assert_eq!(mode("state/tidings/profiles/work/tidings.log"), 0o600);
}

#[test]
fn there_is_no_log_unless_it_is_asked_for() {
    let home = Home::new();
    home.run(&["count"]).expect_code(0);
    assert!(!home.path("state/tidings/tidings.log").exists());
    home.command(&["count"]).env("TIDINGS_LOG", "debug").output().expect("tidings starts");
    assert!(home.path("state/tidings/tidings.log").exists());
}

#[test]
fn the_doctor_looks_and_touches_nothing() {
    let home = Home::new();
    let report = home.run(&["doctor"]).stdout;
    for subject in
        ["terminal", "locale", "colours", "images", "configuration", "data", "database", "network", "browser"]
    {
        assert!(report.contains(subject), "no {subject} in {report}");
    }
    assert!(!home.path("data").exists() && !home.path("state").exists(), "the doctor made a folder");

    home.write_config("mouse = 1\n");
    let sick = home.run(&["doctor"]).expect_code(1);
    assert!(sick.stdout.contains("config.toml:1:9: "), "{sick:#?}");
}

#[test]
fn the_database_is_checked_copied_and_rebuilt() {
    let home = Home::new();
    home.run(&["add", "--no-fetch", "https://a.invalid/f"]).expect_code(0);
    home.run(&["db", "check"]).expect_code(0);
    let old = home.path("data/tidings/tidings.db.format-1");
    fs::write(&old, "an older one").expect("a file");
    assert!(home.run(&["doctor"]).stdout.contains("format-1: kept from before an upgrade"));
    let done = home.run(&["db", "vacuum"]).expect_code(0);
    assert!(done.stdout.contains("format-1: removed") && !old.exists(), "{done:#?}");
    let copy = home.path("copy.db");
    let copy_name = copy.to_str().expect("UTF-8");
    home.run(&["db", "backup", copy_name]).expect_code(0);
    home.run(&["db", "backup", copy_name]).expect_reason(1, "exists already");

    let other = Home::new();
    fs::create_dir_all(other.path("data/tidings")).expect("a folder");
    fs::copy(&copy, other.path("data/tidings/tidings.db")).expect("a copy");
    assert_eq!(other.json(&["feeds", "--json"])[0]["feed_url"], "https://a.invalid/f");
}

#[test]
fn a_damaged_database_is_told_and_saved() {
    let home = Home::new();
    let list: Vec<String> =
        (0..300).map(|i| format!("https://f{i}.invalid/a-feed-with-a-long-address")).collect();
    let urls = home.path("urls");
    fs::write(&urls, list.join("\n")).expect("a file");
    home.run(&["import", urls.to_str().expect("UTF-8")]).expect_code(0);
    let sound = home.run(&["db", "salvage"]).expect_code(0);
    assert!(sound.stdout.contains("in order"), "{sound:#?}");

    let database = home.path("data/tidings/tidings.db");
    let mut bytes = fs::read(&database).expect("a file");
    let feeds = |bytes: &[u8]| {
        let pages = bytes.chunks(8192).enumerate().skip(1);
        let addresses =
            pages.map(|(n, page)| (n, page.windows(8).filter(|word| word == b".invalid").count()));
        addresses.filter(|(_, count)| *count > 10).map(|(n, _)| n).collect::<Vec<_>>()
    };
    // A page in the middle of those that hold addresses, whichever table or index it is of.
    let pages = feeds(&bytes);
    let page = pages[pages.len() / 2];
    bytes[page * 8192..(page + 1) * 8192].fill(0xa5);
    fs::write(&database, &bytes).expect("written");

    let told = home.run(&["db", "check"]).expect_code(1);
    assert!(told.stderr.contains("tidings db salvage"), "{told:#?}");
    let saved = home.run(&["db", "salvage"]).expect_code(0);
    assert!(saved.stdout.contains("saved: 300 feeds"), "{saved:#?}");
    assert!(saved.stdout.contains("the damaged file is kept as "), "{saved:#?}");
    home.run(&["db", "check"]).expect_code(0);
    assert_eq!(home.json(&["feeds", "--json"]).as_array().map(Vec::len), Some(300));
}
