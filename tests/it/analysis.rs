//! The digests of the demo edition's stories, from its files: what a person reads there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::SignedDuration;
use tidings::analysis::{Telling, digest};
use tidings::domain::{
    Analysis, Completeness, EntryId, EntryPlace, FeedId, Moment, SectionKey, Timestamp, Voice,
};
use tidings::text::html::parse_document;
use tidings::text::render::to_plain;
use tidings::text::{Markup, SafeText};

const NOW: Timestamp = Timestamp::constant(1_778_155_200, 0);

/// The stories that the files name in their heads, each with its tellings.
fn stories() -> BTreeMap<String, Vec<Telling>> {
    let mut stories: BTreeMap<String, Vec<Telling>> = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo");
    let mut folders: Vec<_> =
        fs::read_dir(root).expect("the demo").map(|item| item.expect("an item").path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let mut files: Vec<_> =
            fs::read_dir(folder).expect("an outlet").map(|item| item.expect("a file").path()).collect();
        files.sort();
        for file in files {
            let Ok(text) = fs::read_to_string(&file) else { continue };
            let Some((head, body)) = text.split_once("\n---\n") else { continue };
            let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
            let Some(story) = field("story:") else { continue };
            let tellings = stories.entry(story.to_owned()).or_default();
            let number = i64::try_from(tellings.len()).expect("few");
            tellings.push(Telling {
                place: EntryPlace { entry: EntryId(number + 1), feed: FeedId(1) },
                publisher: SafeText::new(&folder.file_name().expect("a name").to_string_lossy()),
                title: SafeText::new(field("title:").expect("a title")),
                url: None,
                at: NOW.checked_sub(age(field("date:").expect("a date"))).expect("an instant"),
                completeness: Completeness::FullText,
                language: field("lang:").map(SafeText::new),
                text: parse_document(&Markup::clean(body), None),
            });
        }
    }
    stories
}

/// `-2d12h`, `-1h50m`, `-20m`.
fn age(text: &str) -> SignedDuration {
    let mut minutes = 0;
    let mut number = 0;
    for c in text.chars() {
        match c {
            'd' => minutes += std::mem::take(&mut number) * 24 * 60,
            'h' => minutes += std::mem::take(&mut number) * 60,
            'm' => minutes += std::mem::take(&mut number),
            digit => number = number * 10 + i64::from(digit.to_digit(10).unwrap_or(0)),
        }
    }
    SignedDuration::from_mins(minutes)
}

fn of(tellings: &[Telling]) -> Analysis {
    digest(tellings, &[], &Moment { now: NOW, zone: jiff::tz::TimeZone::UTC })
}

#[test]
fn nothing_in_a_digest_is_invented() {
    let stories = stories();
    assert!(stories.len() > 10, "{}", stories.len());
    let bare = |text: &str| -> String { text.split_whitespace().collect::<Vec<_>>().join(" ") };
    for (name, tellings) in &stories {
        let analysis = of(tellings);
        for section in &analysis.sections {
            for paragraph in section.paragraphs.iter().filter(|one| one.voice == Voice::Source) {
                assert!(!paragraph.citations.is_empty(), "{name}: {paragraph:?}");
                let n = paragraph.citations[0];
                let source = &analysis.sources[n - 1];
                let telling =
                    tellings.iter().find(|telling| telling.place == source.place).expect("a telling");
                let text = bare(&format!("{} {}", telling.title, to_plain(&telling.text)));
                let parts = paragraph.text.as_str().trim_matches(['“', '”']).split(" … ");
                for part in parts {
                    let part = part.trim_end_matches('.');
                    let is_name = section.key == SectionKey::Names || section.key == SectionKey::Agreement;
                    assert!(is_name || text.contains(part), "{name}: not in [{n}]: {part}");
                }
            }
        }
    }
}

#[test]
fn stories_of_many_outlets_are_told_by_two_at_least() {
    for (name, tellings) in stories() {
        let analysis = of(&tellings);
        let outlet = |n: &usize| analysis.sources[n - 1].publisher.clone();
        let mut all: Vec<SafeText> = (1..=analysis.sources.len()).map(|n| outlet(&n)).collect();
        all.sort();
        all.dedup();
        let happened = analysis.section(SectionKey::Happened).expect("what happened");
        let mut quoted: Vec<SafeText> =
            happened.paragraphs.iter().flat_map(|one| one.citations.iter().map(outlet)).collect();
        quoted.sort();
        quoted.dedup();
        assert_eq!(happened.paragraphs.len(), 3, "{name}");
        assert!(all.len() < 3 || quoted.len() > 1, "{name}: {happened:?}");
    }
}
