//! The analysis of an entry's story: its tellings and their texts from the store, earlier stories by the index,
//! and the digest of them. Reads only; what is missing is fetched by `fetch_story` when somebody asks for it.

use std::collections::{HashMap, HashSet};

use super::{Error, Reporter, Services, fulltext};
use crate::analysis::{self, Earlier, Telling};
use crate::domain::{Analysis, Completeness, Entry, EntryId, EntryPlace, EntryRow, Event, KeyPoint};
use crate::query::{Field, Query, Term};
use crate::text::SafeText;

/// Tellings that a digest is made of; of more the first and the newest.
const MOST_TELLINGS: usize = 40;
/// Hits of a name that are looked at.
const HITS: usize = 30;
/// A name in more other entries than this leads nowhere in particular; in a small archive in more than one of
/// so many.
const FREQUENT: u64 = 60;
const ONE_IN: u64 = 30;
/// A name in so few other entries connects two of them by itself; of others two are needed.
const RARE: u64 = 3;

/// The analysis of the story that an entry belongs to; blocks while it reads.
pub fn analyze(services: &Services, entry: EntryId) -> Result<Analysis, Error> {
    let tellings = tellings(services, entry)?;
    let earlier = earlier(services, &tellings)?;
    Ok(analysis::digest(&tellings, &earlier, &services.clock.moment()))
}

/// The tellings of the story that an entry belongs to.
pub(super) fn tellings(services: &Services, entry: EntryId) -> Result<Vec<Telling>, Error> {
    let members = services.store.story_members(entry)?;
    let entries = load(services, &members)?;
    if entries.is_empty() {
        return Err(Error::NoText(format!("there is no entry {entry}")));
    }
    Ok(entries.iter().map(telling).collect())
}

/// The sentence that stands for some tellings of one event, if a text of theirs is held.
pub(super) fn key_point(services: &Services, members: &[EntryId]) -> Result<Option<KeyPoint>, Error> {
    let tellings: Vec<Telling> = load(services, members)?.iter().map(telling).collect();
    let point = analysis::key_point(&tellings);
    Ok(point.map(|(text, telling)| KeyPoint {
        text,
        publisher: telling.publisher.clone(),
        entry: telling.place.entry,
    }))
}

/// What came of fetching the texts of a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FetchedStory {
    /// Texts that are held now.
    pub fetched: usize,
    /// Texts that could not be had.
    pub failed: usize,
}

/// Fetches the texts of a story's entries that are not held in full, one after another; the reporter hears of
/// each and may stop it.
pub async fn fetch_story(
    services: &Services,
    entry: EntryId,
    reporter: &Reporter,
) -> Result<FetchedStory, Error> {
    let wanted = missing(services, entry)?;
    let mut outcome = FetchedStory::default();
    for (done, id) in wanted.iter().enumerate() {
        reporter.tell(Event::StoryFetching { entry, done, of: wanted.len() }).await;
        let fetched = tokio::select! {
            biased;
            () = reporter.cancel.cancelled() => return Err(Error::Stopped),
            fetched = fulltext::fetch_full_text(services, *id) => fetched,
        };
        match fetched {
            Ok(()) => {
                outcome.fetched += 1;
                reporter.tell(Event::FullTextFetched { entry: *id }).await;
            }
            Err(error) => {
                outcome.failed += 1;
                tracing::info!(entry = %id, %error, "no full text");
            }
        }
    }
    Ok(outcome)
}

/// Entries of the story whose whole text is not held and could be fetched.
fn missing(services: &Services, entry: EntryId) -> Result<Vec<EntryId>, Error> {
    let entries = load(services, &services.store.story_members(entry)?)?;
    let lacks = |entry: &&Entry| entry.row.completeness < Completeness::FeedText && entry.row.url.is_some();
    Ok(entries.iter().filter(lacks).map(|entry| entry.row.id).collect())
}

fn load(services: &Services, members: &[EntryId]) -> Result<Vec<Entry>, Error> {
    let half = MOST_TELLINGS / 2;
    let is_kept = |at: usize| at < half || at + half >= members.len();
    let mut entries = Vec::new();
    for (_, id) in members.iter().enumerate().filter(|(at, _)| is_kept(*at)) {
        entries.extend(services.store.entry(*id)?);
    }
    Ok(entries)
}

fn telling(entry: &Entry) -> Telling {
    let row = &entry.row;
    Telling {
        place: EntryPlace { entry: row.id, feed: row.feed },
        publisher: outlet(row),
        title: row.title.clone(),
        url: row.url.clone(),
        at: row.at,
        completeness: row.completeness,
        language: entry.language.clone(),
        text: entry.document(),
    }
}

pub(super) fn outlet(row: &EntryRow) -> SafeText {
    row.publisher.clone().unwrap_or_else(|| row.feed_title.clone())
}

/// Entries before the story that name what it names, the closest first; of one story or headline only one.
fn earlier(services: &Services, tellings: &[Telling]) -> Result<Vec<Earlier>, Error> {
    let Some(first) = tellings.iter().map(|telling| telling.at).min() else { return Ok(Vec::new()) };
    let moment = services.clock.moment();
    let mut found: HashMap<EntryId, Earlier> = HashMap::new();
    let mut stories = HashMap::new();
    let mut connected: HashSet<EntryId> = HashSet::new();
    for name in analysis::telling_names(tellings) {
        let query = Query::from(Term::text(Field::Any, name.as_str()));
        let page = services.store.search(&query, HITS, &moment)?;
        let is_own = |id: EntryId| tellings.iter().any(|telling| telling.place.entry == id);
        let own = page.hits.iter().filter(|hit| is_own(hit.row.id)).count() as u64;
        let others = page.total.n.saturating_sub(own);
        if page.total.capped || others > FREQUENT.min((page.index.total / ONE_IN).max(RARE)) {
            continue;
        }
        for hit in page.hits {
            let row = hit.row;
            if row.at >= first || is_own(row.id) {
                continue;
            }
            stories.insert(row.id, row.story);
            let earlier = found.entry(row.id).or_insert_with(|| Earlier {
                place: EntryPlace { entry: row.id, feed: row.feed },
                publisher: outlet(&row),
                title: row.title.clone(),
                at: row.at,
                shared: Vec::new(),
            });
            earlier.shared.push(name.clone());
            if others <= RARE || earlier.shared.len() > 1 {
                connected.insert(row.id);
            }
        }
    }
    let mut found: Vec<Earlier> = found.into_values().collect();
    found.retain(|one| connected.contains(&one.place.entry));
    found
        .sort_by_key(|one| (std::cmp::Reverse(one.shared.len()), std::cmp::Reverse(one.at), one.place.entry));
    let mut seen = Vec::new();
    found.retain(|one| {
        let story = stories.get(&one.place.entry).copied().flatten();
        let is_new = story.is_none_or(|story| !seen.contains(&story));
        seen.extend(story);
        is_new
    });
    Ok(found)
}
