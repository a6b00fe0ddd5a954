//! How well and how fast feeds are read. `TIDINGS_DATA` names the folder that holds `feeds/`, a
//! part of feedparser's test corpus; each file says in a comment what a good reader gets from it:
//!
//! ```text
//! TIDINGS_DATA=… cargo bench --bench feed_corpus          (optimised, with honest speeds)
//! TIDINGS_DATA=… cargo test  --bench feed_corpus          (quick to build)
//! ```
//!
//! Prints which files could not be read, which lost entries, the share of checks that hold (same
//! visible text, same links) and every miss.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program for people, on files that were put there for it"
)]

#[path = "feed_corpus/expect.rs"]
mod expect;
#[path = "feed_corpus/speed.rs"]
mod speed;

use std::fs;
use std::path::{Path, PathBuf};

use tidings::domain::WebUrl;
use tidings::feed::{self, Hints};

use expect::{Outcome, Topic};

/// Folders that are no part of the goal: HTML sanitising (the renderer's work) and CDF.
const LEFT_OUT: [&str; 2] = ["sanitize", "cdf"];

#[derive(Default)]
struct Tally {
    files: usize,
    unread: Vec<String>,
    lost: Vec<String>,
    held: [usize; 2],
    missed: [Vec<String>; 2],
    not_counted: usize,
}

fn main() {
    speed::measure();
    let Ok(folder) = std::env::var("TIDINGS_DATA") else {
        println!("TIDINGS_DATA is not set: no corpus to read");
        return;
    };
    let root = Path::new(&folder).join("feeds");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut tally = Tally::default();
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file).display().to_string();
        judge(&name, &fs::read(file).unwrap(), &mut tally);
    }
    report(&tally);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = item.path();
        let name = item.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !LEFT_OUT.contains(&name.as_str()) {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|end| end == "xml") {
            files.push(path);
        }
    }
}

fn judge(name: &str, bytes: &[u8], tally: &mut Tally) {
    tally.files += 1;
    let text: String = String::from_utf8_lossy(bytes).chars().filter(|c| *c != '\0').collect();
    let header = |wanted: &str| {
        text.lines().filter_map(|line| line.trim().strip_prefix("Header:")).find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().to_owned())
        })
    };
    let document = WebUrl::parse(&format!("http://127.0.0.1:8097/{name}")).unwrap();
    let base = header("Content-Location").and_then(|place| document.join(&place)).unwrap_or(document);
    let content_type = header("Content-type");
    let hints = Hints { base: Some(&base), content_type: content_type.as_deref() };
    let parsed = match feed::parse(bytes, &hints) {
        Ok(parsed) => parsed,
        Err(error) => {
            tally.unread.push(format!("{name}: {error}"));
            return;
        }
    };
    let written = count_entries(&text);
    if parsed.entries.len() + parsed.left_out < written {
        tally.lost.push(format!("{name}: {} of {written}", parsed.entries.len()));
    }
    let Some(expectation) = text.lines().find_map(|line| line.trim().strip_prefix("Expect:")) else { return };
    for outcome in expect::check(expectation.trim(), &parsed) {
        match outcome {
            Outcome::Held(topic) => tally.held[topic as usize] += 1,
            Outcome::Missed(topic, why) => tally.missed[topic as usize].push(format!("{name}: {why}")),
            Outcome::NotCounted => tally.not_counted += 1,
        }
    }
}

/// Starts of items and entries in the raw text, comments and CDATA left out.
fn count_entries(text: &str) -> usize {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = [rest.find("<!--"), rest.find("<![CDATA[")].into_iter().flatten().min() {
        plain.push_str(&rest[..start]);
        let end = if rest[start..].starts_with("<!--") { "-->" } else { "]]>" };
        rest = rest[start..].find(end).map_or("", |i| &rest[start + i + 3..]);
    }
    plain.push_str(rest);
    plain
        .match_indices('<')
        .filter(|(i, _)| {
            let name: String =
                plain[i + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == ':').collect();
            let local = name.rsplit(':').next().unwrap_or_default();
            matches!(local, "item" | "entry")
                && (name == local || matches!(name.split(':').next(), Some("r" | "rss" | "atom")))
        })
        .count()
}

fn report(tally: &Tally) {
    println!(
        "\n{} files, {} not read, {} with fewer entries than written",
        tally.files,
        tally.unread.len(),
        tally.lost.len()
    );
    for line in tally.unread.iter().chain(&tally.lost) {
        println!("  {line}");
    }
    for (topic, words) in
        [(Topic::Goal, "checks of title, link, id, dates, texts and author"), (Topic::Other, "other checks")]
    {
        let held = tally.held[topic as usize];
        let missed = &tally.missed[topic as usize];
        let all = held + missed.len();
        #[allow(clippy::cast_precision_loss, reason = "a percentage")]
        let share = 100.0 * held as f64 / all.max(1) as f64;
        println!("\n{words}: {held} of {all} hold ({share:.1} %)");
        for line in missed {
            println!("  {line}");
        }
    }
    println!("\n{} checks not counted (fields that tidings does not keep)", tally.not_counted);
}
