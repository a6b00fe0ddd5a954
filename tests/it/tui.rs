//! The reader: what keys do, and how it looks then.

mod analysis;
mod article;
mod brief;
mod catalogue;
mod changes;
mod code;
mod coverage;
mod demo;
mod downloads;
mod enclosures;
mod entries;
mod find;
mod full_text;
mod health;
mod help;
mod images;
mod import;
mod jump;
mod listing;
mod looks;
mod mouse;
mod others;
mod palette;
mod prompt;
mod refresh;
mod search;
mod settings;
mod share;
mod sheet;
mod sizes;
mod sources;
mod subscribe;
mod themes;
mod versions;
mod welcome;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn names(folder: &str, extension: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    files
        .filter(|file| file.extension().is_some_and(|e| e == extension))
        .map(|file| file.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_pane_and_overlay_has_a_file_of_its_name_in_app_ui_and_tests() {
    let tests = names("tests/it/tui", "rs");
    for kind in ["panes", "overlays"] {
        let app = names(&format!("src/app/{kind}"), "rs");
        assert_eq!(app, names(&format!("src/ui/{kind}"), "rs"), "{kind}");
        assert!(app.is_subset(&tests), "{kind} without tests: {:?}", app.difference(&tests));
    }
}

#[test]
fn every_stored_screen_belongs_to_a_test() {
    for name in names("tests/it/tui/snapshots", "snap") {
        let mut parts = name.split("__").skip(2);
        let (file, test) = (parts.next().expect("a file"), parts.next().expect("a test"));
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/tui/{file}.rs"));
        let source = fs::read_to_string(path).expect("the file of the test");
        assert!(source.contains(&format!("fn {test}()")), "{name} belongs to no test");
    }
}
