//! Stories through the real refresh: what the demo edition tells is found as it was written, whatever
//! program groups it and in how many steps.

use std::collections::{BTreeMap, BTreeSet};

use tidings::config::{Paths, Settings};
use tidings::domain::{EntryId, EntryRow, StoryId};
use tidings::query::Query;
use tidings::service::{
    Network, Services, count_top_stories, coverage, demo, group_stories, listed_top_stories,
};
use tidings::site::demo::edition;
use tidings::store::{Listing, Mark, Target};
use tokio_util::sync::CancellationToken;

use super::House;

async fn filled(folder: &tempfile::TempDir) -> Services {
    let services = open(folder);
    demo::fill(&services).await.expect("an edition");
    services
}

fn open(folder: &tempfile::TempDir) -> Services {
    let clock = House::new().clock;
    let paths = Paths::under(folder.path());
    Services::with_clock(paths, Settings::default(), Network::Demo, clock).expect("services")
}

fn rows(services: &Services, query: &str) -> Vec<EntryRow> {
    let query = Query::parse(query).expect("a query");
    let listing = Listing { query, limit: None, ..Listing::default() };
    services.store.list(&listing, &services.clock.moment()).expect("a list").rows
}

/// Outlets of the edition that write in other languages than English.
const FOREIGN: [&str; 2] = ["Küstenblatt", "Four Winds"];

/// Where the entries of each true story went.
type Told = BTreeMap<&'static str, Vec<Option<StoryId>>>;

/// For each story that was found, the names of the true ones in it; for each true one, where its
/// entries went.
fn compared(services: &Services) -> (Vec<BTreeSet<&'static str>>, Told) {
    let truth: BTreeMap<String, &'static str> = edition(services.clock.now())
        .stories
        .into_iter()
        .map(|(name, url)| (url.canonical_key(), name))
        .collect();
    let mut found: BTreeMap<StoryId, BTreeSet<&'static str>> = BTreeMap::new();
    let mut told = Told::new();
    for row in rows(services, "") {
        // Links of the edition's Google name no article; what its own feeds bring is compared.
        let Some(name) = row.url.as_ref().map(|url| truth.get(&url.canonical_key()).copied()) else {
            continue;
        };
        if let Some(story) = row.story {
            found.entry(story).or_default().extend(name);
        }
        // What is told in another language is another story: two languages share names and little else.
        if let Some(name) = name.filter(|_| !FOREIGN.contains(&row.feed_title.as_str())) {
            told.entry(name).or_default().push(row.story);
        }
    }
    (found.into_values().collect(), told)
}

#[tokio::test]
async fn the_demo_edition_is_told_in_the_stories_that_it_was_written_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let services = filled(&folder).await;
    let (found, told) = compared(&services);
    let mixed: Vec<_> = found.iter().filter(|names| names.len() > 1).collect();
    assert!(mixed.is_empty(), "stories of several events: {mixed:?}");
    assert!(told.len() >= 14, "{told:?}");
    let (mut held, mut missed) = (0, 0);
    for entries in told.values().filter(|entries| entries.len() > 1) {
        let mut counts: BTreeMap<StoryId, usize> = BTreeMap::new();
        entries.iter().flatten().for_each(|story| *counts.entry(*story).or_default() += 1);
        let largest = counts.values().max().copied().unwrap_or(0);
        held += entries.len();
        missed += entries.len() - largest;
    }
    assert!(missed * 4 <= held, "{missed} of {held} entries are not in their story: {told:?}");
}

#[tokio::test]
async fn two_programs_make_the_same_stories_and_a_second_look_changes_nothing() {
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let mut told = Vec::new();
    for folder in &folders {
        let services = filled(folder).await;
        assert_eq!(group_stories(&services, &CancellationToken::new()).await.expect("grouped"), 0);
        let mut stories: BTreeMap<StoryId, BTreeSet<String>> = BTreeMap::new();
        for row in rows(&services, "outlets>1") {
            let Some(story) = row.story else { continue };
            stories.entry(story).or_default().insert(format!("{} {}", row.feed_title, row.title));
        }
        told.push(stories.into_values().collect::<BTreeSet<_>>());
    }
    assert!(told[0].len() > 10);
    assert_eq!(told[0], told[1]);
}

#[tokio::test]
async fn queries_ranks_and_coverage_know_the_stories() {
    let folder = tempfile::tempdir().expect("a folder");
    let services = filled(&folder).await;
    let now = services.clock.now();
    let top = listed_top_stories(&services.store, now).expect("top stories");
    assert_eq!(count_top_stories(&services.store, now).expect("a count"), top.ranked.len() as u64);
    let first = &top.ranked[0];
    assert!(first.story.outlets >= 3 && first.why[0].as_str().contains("outlets tell it"), "{first:?}");
    let by_query: BTreeSet<EntryId> =
        rows(&services, &format!("story:{}", first.story.id)).iter().map(|row| row.id).collect();
    assert_eq!(by_query, first.entries.iter().copied().collect());
    assert_eq!(by_query.len(), first.story.entries as usize);
    let many = rows(&services, "outlets>3");
    assert!(!many.is_empty() && many.iter().all(|row| row.story.is_some()));
    assert!(by_query.iter().all(|entry| many.iter().any(|row| row.id == *entry)));
    assert_eq!(
        rows(&services, "outlets=1").len() + rows(&services, "outlets>1").len(),
        rows(&services, "").len()
    );

    let coverage = coverage(&services, first.entries[0]).expect("read").expect("a story");
    assert_eq!(coverage.tellings.len(), first.entries.len());
    assert!(coverage.tellings.windows(2).all(|two| two[0].at <= two[1].at), "oldest first");
    assert!(!coverage.alone.is_empty(), "{coverage:?}");
}

#[tokio::test]
async fn a_story_is_marked_by_its_query() {
    let folder = tempfile::tempdir().expect("a folder");
    let services = filled(&folder).await;
    let story = listed_top_stories(&services.store, services.clock.now()).expect("top").ranked.remove(0);
    let query = Query::parse(&format!("story:{}", story.story.id)).expect("a query");
    let target = Target::Query { query, up_to: None };
    let marked =
        services.store.mark(target, Mark::Read(true), services.clock.moment()).await.expect("marked");
    assert_eq!(marked.entries.len(), story.entries.len());
}
