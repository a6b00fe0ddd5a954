//! The order of the house, checked on the source text: who imports whom, which outside crates may
//! be named where, names that are not allowed, and how many oversized files there are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may import beside `text` and `domain` (the table of `src/lib.rs`).
const IMPORTS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("domain", &[]),
    ("query", &[]),
    ("feed", &[]),
    ("extract", &[]),
    ("net", &[]),
    ("media", &[]),
    ("system", &[]),
    ("story", &[]),
    ("analysis", &["story"]),
    ("command", &["query"]),
    ("store", &["query"]),
    ("site", &["feed", "net"]),
    ("config", &["query", "command"]),
    (
        "service",
        &["query", "config", "feed", "extract", "story", "site", "net", "media", "analysis", "store"],
    ),
    ("app", &["query", "command", "config"]),
    ("ui", &["command", "config", "media", "app"]),
    ("cli", &["query", "command", "config", "system", "store", "service"]),
    ("runtime", &["command", "config", "media", "system", "store", "service", "app", "ui"]),
    ("main", &["config", "net", "store", "service", "cli", "runtime"]),
];

/// Outside crates that only these modules may name.
const CRATE_HOMES: &[(&str, &[&str])] = &[
    ("crossterm", &["runtime"]),
    ("ratatui", &["ui", "runtime"]),
    ("ratatui_image", &["ui"]),
    ("image", &["media"]),
    ("tokio", &["net", "store", "service", "cli", "runtime", "main"]),
    ("tokio_util", &["net", "service", "cli", "runtime", "main"]),
    ("reqwest", &["net"]),
    ("rustls", &["net"]),
    ("rusqlite", &["store"]),
    ("rusqlite_migration", &["store"]),
    ("zstd", &["store", "net"]),
    ("feed_rs", &["feed"]),
    ("quick_xml", &["feed"]),
    ("encoding_rs", &["feed", "extract"]),
    ("dom_query", &["text", "feed", "extract", "site"]),
    ("dom_smoothie", &["extract"]),
    ("clap", &["cli", "main"]),
    ("anyhow", &["cli", "runtime", "main"]),
    ("toml", &["config", "command", "site", "extract", "ui"]),
    ("directories", &["config"]),
    ("open", &["system"]),
    ("whatlang", &["story"]),
    ("syntect", &["text"]),
];

/// Names that hide what a file is for.
const FORBIDDEN: &[(&str, &str)] = &[
    ("use crate::*", "name what you import"),
    ("super::super", "name the module from the crate"),
    ("prelude", "name what you import"),
    ("mod utils", "name the module after what it holds"),
];

/// Files of more than 500 lines without their tests. May only fall.
const OVERSIZED_FILES: usize = 0;
const OVERSIZED: usize = 500;

struct Source {
    path: PathBuf,
    module: String,
    code: String,
}

#[test]
fn modules_import_only_what_their_row_names() {
    let found: Vec<String> = sources().iter().flat_map(forbidden_imports).collect();
    assert!(found.is_empty(), "imports against the table of src/lib.rs:\n{}", found.join("\n"));
}

#[test]
fn a_planted_import_is_found() {
    let planted = |module: &str, code: &str| {
        let source = Source { path: "planted.rs".into(), module: module.into(), code: code.into() };
        !forbidden_imports(&source).is_empty() || !foreign_crates(&source).is_empty()
    };
    assert!(planted("service", "use crate::ui::draw;"));
    assert!(planted("text", "use crate::domain::Entry;"));
    assert!(planted("app", "use crate::{\n    config::Settings,\n    store::Store,\n};"));
    assert!(planted("app", "let x = tokio::spawn(y);"));
    assert!(planted("domain", "use rusqlite::Connection;"));
    assert!(!planted("service", "use crate::{net::Client, store::Store};"));
    assert!(!planted("store", "use rusqlite::Connection;"));
}

#[test]
fn the_table_has_no_rings() {
    let table: BTreeMap<&str, &[&str]> = IMPORTS.iter().copied().collect();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    while done.len() < table.len() {
        let ready: Vec<&str> = table
            .iter()
            .filter(|(module, needs)| !done.contains(*module) && needs.iter().all(|n| done.contains(n)))
            .map(|(module, _)| *module)
            .collect();
        assert!(!ready.is_empty(), "a ring among {:?}", table.keys().collect::<Vec<_>>());
        done.extend(ready);
    }
}

#[test]
fn outside_crates_stay_in_their_homes() {
    let found: Vec<String> = sources().iter().flat_map(foreign_crates).collect();
    assert!(found.is_empty(), "crates named outside their homes:\n{}", found.join("\n"));
}

#[test]
fn no_name_hides_its_content() {
    for source in sources() {
        for (pattern, instead) in FORBIDDEN {
            assert!(!source.code.contains(pattern), "{}: `{pattern}`: {instead}", source.path.display());
        }
        assert!(!source.path.ends_with("mod.rs"), "{}: use name.rs", source.path.display());
    }
}

#[test]
fn oversized_files_only_become_fewer() {
    let large: Vec<String> = sources()
        .iter()
        .filter(|source| source.code.lines().count() > OVERSIZED)
        .map(|source| format!("{} {}", source.path.display(), source.code.lines().count()))
        .collect();
    assert_eq!(
        large.len(),
        OVERSIZED_FILES,
        "files of more than {OVERSIZED} lines (split what is new; if there are fewer, lower the number):\n{}",
        large.join("\n")
    );
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files
        .into_iter()
        .filter(|path| path.file_name().is_some_and(|name| name != "lib.rs" && name != "tests.rs"))
        .map(|path| {
            let relative = path.strip_prefix(&root).expect("a file under src");
            let first = relative.components().next().expect("a name");
            let module = Path::new(first.as_os_str()).with_extension("").display().to_string();
            let text = fs::read_to_string(&path).expect("a readable source file");
            Source { module, code: without_tests_and_comments(&text), path }
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).expect("a source folder") {
        let path = item.expect("a folder item").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Tests inside a file stand at its end; comment lines may name anything.
fn without_tests_and_comments(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    lines.join("\n")
}

fn forbidden_imports(source: &Source) -> Vec<String> {
    let row = IMPORTS.iter().find(|(module, _)| *module == source.module);
    let Some((_, allowed)) = row else {
        return vec![format!("{}: module {} has no row", source.path.display(), source.module)];
    };
    imported_modules(&source.code, if source.module == "main" { "tidings::" } else { "crate::" })
        .into_iter()
        .filter(|name| {
            let is_base = name == "text" || (name == "domain" && source.module != "text");
            *name != source.module && !is_base && !allowed.contains(&name.as_str())
        })
        .filter(|name| IMPORTS.iter().any(|(module, _)| module == name))
        .map(|name| format!("{}: {} imports {name}", source.path.display(), source.module))
        .collect()
}

/// Modules named in `crate::x` paths, plain or in braces.
fn imported_modules(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (position, _) in code.match_indices(prefix) {
        let rest = &code[position + prefix.len()..];
        if let Some(inner) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut at_item = true;
            for (i, c) in inner.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => at_item = true,
                    c if depth == 0 && at_item && is_word(c) => {
                        found.insert(word(&inner[i..]));
                        at_item = false;
                    }
                    _ => {}
                }
            }
        } else {
            found.insert(word(rest));
        }
    }
    found
}

fn foreign_crates(source: &Source) -> Vec<String> {
    CRATE_HOMES
        .iter()
        .filter(|(name, homes)| !homes.contains(&source.module.as_str()) && names_crate(&source.code, name))
        .map(|(name, _)| format!("{}: names {name}", source.path.display()))
        .collect()
}

fn names_crate(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    code.match_indices(&path).any(|(position, _)| {
        let before = code[..position].chars().next_back();
        !before.is_some_and(|c| is_word(c) || c == ':')
    })
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| is_word(*c)).collect()
}
