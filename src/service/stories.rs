//! Stories as use cases: grouping what a refresh brought, and the top stories. Grouping reads and thinks
//! on a thread of the pool and writes in small jobs, so the store's writer stays free for the person;
//! what it remembers of the last days is loaded when there is something to group, never at start.

use std::sync::Arc;

use jiff::SignedDuration;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::{Error, Services};
use crate::analysis::digest;
use crate::domain::{Coverage, EntryId, Label, RankedStory, SectionKey, Timestamp, TopStories};
use crate::store::{Groupable, GroupingBatch, GroupingPlace, GroupingState, Store, StoryNews};
use crate::story::{
    Clusterer, Facts, Frequencies, Item, Rules, WINDOW_S, link_of_address, link_of_headline, rank,
};
use crate::text::SafeText;

/// Entries that are grouped at a time. Part of what decides which stories there are.
const PART: usize = 256;
/// Counts of words that are written at a time: a millisecond or two.
const WORDS: usize = 500;
/// Another program that groups the same entries is given way so often.
const TRIES: usize = 3;
/// Stories that are ranked at most, the latest ones.
const RANKED: usize = 500;

/// Stories that are listed as the top ones, and how far back.
const LISTED: usize = 50;
const LISTED_SINCE: SignedDuration = SignedDuration::from_hours(48);

/// What grouping remembers between refreshes.
pub(super) type Memory = Arc<Mutex<Option<WorkingSet>>>;

/// The entries of the last days, as the engine holds them.
#[derive(Debug)]
pub(super) struct WorkingSet {
    clusterer: Clusterer,
    /// How far grouping was when this was right.
    state: GroupingState,
}

/// Entries that are one story now, each with the one whose text it repeats.
type Group = Vec<(EntryId, Option<EntryId>)>;

/// Groups the entries that wait; how many times a story changed. Stops early when `cancel` says so: the
/// rest waits for the next call.
pub async fn group_stories(services: &Services, cancel: &CancellationToken) -> Result<usize, Error> {
    let mut memory = services.stories.lock().await;
    let mut changed = 0;
    for _ in 0..TRIES {
        let store = services.store.clone();
        let batch = blocking(move || store.story_batch()).await??;
        if batch.left.is_empty() {
            break;
        }
        let known = memory.take().filter(|set| set.state.is_as(&batch.stored));
        let set = match known {
            Some(set) => set,
            None => load(services.store.clone(), batch.stored).await?,
        };
        let (set, done) = group(&services.store, set, batch, cancel).await?;
        changed += done;
        *memory = set;
        if memory.is_some() {
            break;
        }
    }
    Ok(changed)
}

/// Groups a batch; what is remembered afterwards is `None` if somebody else changed the stories meanwhile.
async fn group(
    store: &Store,
    mut set: WorkingSet,
    batch: GroupingBatch,
    cancel: &CancellationToken,
) -> Result<(Option<WorkingSet>, usize), Error> {
    let GroupingBatch { mut stored, mut begun, left } = batch;
    let mut changed = 0;
    let mut parts = left.chunks(PART).peekable();
    while let Some(part) = parts.next() {
        if cancel.is_cancelled() {
            break;
        }
        let (reading, entries) = (store.clone(), part.to_vec());
        let (next, groups) = blocking(move || {
            let mut set = set;
            let groups = set.settle(&reading, &entries)?;
            Ok::<_, Error>((set, groups))
        })
        .await??;
        set = next;
        changed += groups.len();
        let done = part.last().copied().unwrap_or_default();
        let news = StoryNews { stored, begun, done, is_last: parts.peek().is_none(), groups };
        match store.record_stories(news).await? {
            Some(after) => (stored, begun, set.state) = (after, after, after),
            None => return Ok((None, changed)),
        }
    }
    let words = set.clusterer.frequencies().take_changed();
    let counted = set.clusterer.frequencies().entries();
    for piece in words.chunks(WORDS) {
        store.count_story_words(piece.to_vec(), counted).await?;
    }
    Ok((Some(set), changed))
}

/// What was grouped in the last days, as it was.
async fn load(store: Store, state: GroupingState) -> Result<WorkingSet, Error> {
    blocking(move || {
        let frequencies = Frequencies::new(state.counted, store.story_words()?);
        let rules = Rules::new(store.story_rules()?);
        let mut clusterer = Clusterer::new(frequencies, rules);
        for places in store.recently_grouped(&state, WINDOW_S)?.chunks(PART) {
            for entry in store.groupable(places)? {
                with_item(&entry, |item| clusterer.recall(&item, entry.story));
            }
        }
        Ok(WorkingSet { clusterer, state })
    })
    .await?
}

impl WorkingSet {
    fn settle(&mut self, store: &Store, entries: &[GroupingPlace]) -> Result<Vec<Group>, Error> {
        for entry in store.groupable(entries)? {
            with_item(&entry, |item| self.clusterer.add(&item));
        }
        let groups = self.clusterer.settle().into_iter();
        let groups =
            groups.map(|group| group.members.iter().map(|member| (member.entry, member.copy_of)).collect());
        Ok(groups.collect())
    }
}

/// Lends an entry in the shape in which the engine looks at it.
fn with_item<T>(entry: &Groupable, look: impl FnOnce(Item<'_>) -> T) -> T {
    let mut links: Vec<u64> = entry.url.iter().map(|url| link_of_address(&url.canonical_key())).collect();
    links.extend(link_of_headline(entry.title.as_str(), entry.outlet.as_str()));
    for related in &entry.related {
        let outlet = related.publisher.as_ref().map_or("", |publisher| publisher.as_str());
        links.extend(link_of_headline(related.title.as_str(), outlet));
    }
    look(Item {
        entry: entry.entry,
        at: entry.at,
        title: entry.title.as_str(),
        text: &entry.text,
        links: &links,
    })
}

/// The stories that were told within `since` before now, by rank.
pub fn top_stories(store: &Store, now: Timestamp, since: SignedDuration) -> Result<Vec<RankedStory>, Error> {
    let from = now.checked_sub(since).unwrap_or(Timestamp::MIN);
    let stories = store.stories_since(from, RANKED)?.into_iter();
    let facts = stories.map(|facts| Facts {
        story: facts.story,
        entries: facts.entries,
        starred: facts.starred,
        quietest: facts.quietest,
    });
    Ok(rank(facts.collect(), now))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Stopped)
}

/// The top stories of the last days as they are listed.
pub fn listed_top_stories(store: &Store, now: Timestamp) -> Result<TopStories, Error> {
    let as_of = store.newest_entry()?;
    let mut ranked = top_stories(store, now, LISTED_SINCE)?;
    ranked.retain(|ranked| ranked.story.outlets > 1);
    ranked.truncate(LISTED);
    let entries: Vec<EntryId> = ranked.iter().flat_map(best_first).collect();
    Ok(TopStories { rows: store.rows(&entries)?, ranked, as_of })
}

/// How many stories of the last days several outlets tell, as far as they are listed.
pub fn count_top_stories(store: &Store, now: Timestamp) -> Result<u64, Error> {
    let from = now.checked_sub(LISTED_SINCE).unwrap_or(Timestamp::MIN);
    let told = store.count_stories_since(from)?;
    Ok(told.min(LISTED as u64))
}

/// The entries of a story, the newest first, so that what stands for it is what was told last.
fn best_first(ranked: &RankedStory) -> Vec<EntryId> {
    ranked.entries.iter().rev().copied().collect()
}

/// Who told the story of an entry, what one outlet alone reports and where figures differ; `None` for an
/// entry that tells its event alone. Blocks while it reads.
pub fn coverage(services: &Services, entry: EntryId) -> Result<Option<Coverage>, Error> {
    let Some((story, tellings)) = services.store.story_of(entry)? else { return Ok(None) };
    // Earlier stories are no part of its coverage, and looking for them takes searches.
    let analysis = digest(&super::analyze::tellings(services, entry)?, &[], &services.clock.moment());
    // The analysis numbers its sources by itself.
    let number = |citation: &usize| {
        let source = analysis.sources.get(citation.checked_sub(1)?)?;
        tellings.iter().position(|telling| telling.entry == source.place.entry).map(|place| place + 1)
    };
    let mut coverage =
        Coverage { story, tellings: tellings.clone(), alone: Vec::new(), differing: Vec::new() };
    let sections = analysis.sections.iter().filter(|section| section.key == SectionKey::Agreement);
    for paragraph in sections.flat_map(|section| &section.paragraphs) {
        match &paragraph.label {
            Label::Words(_) => {}
            Label::Only(outlet) => add_to(&mut coverage.alone, outlet, paragraph.text.clone()),
            Label::FiguresDiffer(about) => {
                let tellings = paragraph.citations.iter().filter_map(number).collect();
                add_to(&mut coverage.differing, about, (paragraph.text.clone(), tellings));
            }
        }
    }
    Ok(Some(coverage))
}

fn add_to<T>(groups: &mut Vec<(SafeText, Vec<T>)>, name: &SafeText, item: T) {
    match groups.iter_mut().find(|(known, _)| known == name) {
        Some((_, items)) => items.push(item),
        None => groups.push((name.clone(), vec![item])),
    }
}
