//! Files that are made from the code are up to date: the README's table of keys, the file of default
//! keys.

use std::fs;
use std::path::Path;

const START: &str = "<!-- keys: made by `cargo test`, see tests/it/generated.rs -->\n";
const END: &str = "<!-- /keys -->";

/// Set `TIDINGS_WRITE=1` to write the table anew instead of failing.
#[test]
fn the_readme_shows_the_keys_of_the_registry() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("the README");
    let (before, rest) = readme.split_once(START).expect("the start mark of the keys");
    let (shown, after) = rest.split_once(END).expect("the end mark of the keys");
    let table = tidings::command::registry::markdown_table();
    if std::env::var_os("TIDINGS_WRITE").is_some() {
        fs::write(&path, format!("{before}{START}{table}{END}{after}")).expect("a writable README");
        return;
    }
    assert_eq!(shown, table, "run `TIDINGS_WRITE=1 cargo test --test it generated` and commit the README");
}

/// The same for the file that shows the default keys.
#[test]
fn the_documented_keymap_shows_the_keys_of_the_registry() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/keymap.toml");
    let made = tidings::command::registry::documented_keymap();
    if std::env::var_os("TIDINGS_WRITE").is_some() {
        fs::write(&path, made).expect("a writable file");
        return;
    }
    let shown = fs::read_to_string(&path).expect("the file");
    assert_eq!(shown, made, "run `TIDINGS_WRITE=1 cargo test --test it generated` and commit the file");
}
