//! Orders that only read: answered from the store on whichever thread calls, without a clock of their
//! own. Before the first frame the loop calls this itself; afterwards a blocking thread does.

use std::time::Instant;

use crate::app::{Effect, Order, PageRequest, SmartQueries};
use crate::domain::{
    Category, EntryId, Event, Feed, FeedId, Found, FoundEntry, LoadedEntry, Moment, OwnSmartFeed, RequestId,
    SmartFeedCount, Timestamp, lead_with_picture,
};
use crate::service::{self, Services};
use crate::store::{self, Cursor, Listing, SearchPage, Sort};
use crate::text::SafeText;
use crate::text::highlight::parts_of;

/// Stories of a brief: what a person looks through.
const BRIEF: usize = 30;

/// The answer to an order that reads; `None` for any other.
pub fn answer(services: &Services, effect: &Effect) -> Option<Event> {
    let (request, event) = match effect {
        Effect::LoadSources { request } => (*request, sources(*request, read_sources(services))),
        Effect::CountSmartFeeds { request, queries } => (*request, smart_feeds(services, *request, queries)),
        Effect::LoadPage { request, page } => (*request, load_page(services, *request, page)),
        Effect::Search { request, query, limit } => {
            (*request, search(services, *request, |moment| services.store.search(query, *limit, moment)))
        }
        Effect::LoadChanges { request, limit } => (*request, load_changes(services, *request, *limit)),
        Effect::LoadDownloads { request } => (*request, load_downloads(services, *request)),
        Effect::LoadEdits { request, entry } => (*request, load_edits(services, *request, *entry)),
        Effect::LoadTags { request } => (*request, load_tags(services, *request)),
        Effect::LoadRecent { request, limit } => (*request, load_recent(services, *request, *limit)),
        Effect::LoadActivity { request, feeds } => (*request, load_activity(services, *request, feeds)),
        Effect::LoadThemes { request } => {
            (*request, Ok(Event::ThemesLoaded { request: *request, names: services.paths.theme_names() }))
        }
        Effect::ReadCode { request, blocks } => {
            (*request, Ok(Event::CodeRead { request: *request, parts: parts_of(blocks, || false) }))
        }
        Effect::LoadTopStories { request } => (*request, top_stories(services, *request)),
        Effect::LoadCoverage { request, entry } => (*request, coverage(services, *request, *entry)),
        Effect::LoadEntry { request, entry } => (*request, load_entry(services, *request, *entry)),
        Effect::Analyze { request, entry } => (*request, analyze(services, *request, *entry)),
        Effect::MakeBrief { request, since } => (*request, brief(services, *request, *since)),
        _ => return None,
    };
    Some(or_failed(request, event))
}

/// What was read, or the news that it could not be.
pub(super) fn or_failed(request: RequestId, read: Result<Event, SafeText>) -> Event {
    read.unwrap_or_else(|reason| Event::LoadFailed { request, reason })
}

/// Feeds, categories and the person's smart feeds, or why they could not be read.
pub(super) type SourcesRead = Result<(Vec<Feed>, Vec<Category>, Vec<OwnSmartFeed>), SafeText>;

/// Reads the sources.
pub(super) fn read_sources(services: &Services) -> SourcesRead {
    let feeds = services.store.feeds().map_err(said)?;
    let categories = services.store.categories().map_err(said)?;
    let own = services.store.smart_feeds().map_err(said)?;
    Ok((feeds, categories, own))
}

/// The sources as an answer.
pub(super) fn sources(request: RequestId, read: SourcesRead) -> Result<Event, SafeText> {
    let (feeds, categories, own) = read?;
    Ok(Event::SourcesLoaded { request, feeds, categories, own })
}

fn smart_feeds(services: &Services, request: RequestId, queries: &SmartQueries) -> Result<Event, SafeText> {
    let moment = services.clock.moment();
    let count = |query| services.store.count(query, None, &moment).map(|count| count.n).map_err(said);
    let (today, starred) = (count(&queries.today)?, count(&queries.starred)?);
    let stories = service::count_top_stories(&services.store, moment.now)
        .map_err(|error| SafeText::new(&error.to_string()))?;
    let mut own = Vec::new();
    for (id, query) in &queries.own {
        let count = services.store.count_unread(query, &moment).map_err(said)?;
        own.push(SmartFeedCount { id: *id, unread: count.n, capped: count.capped });
    }
    Ok(Event::SmartFeedsCounted { request, today, stories, starred, own })
}

fn load_page(services: &Services, request: RequestId, page: &PageRequest) -> Result<Event, SafeText> {
    let after = page.after.map(|(at, id)| Cursor { at: at.as_second(), id });
    let sort = match page.order {
        Order::Newest => Sort::Newest,
        Order::Oldest => Sort::Oldest,
    };
    let listing = Listing { query: page.query.clone(), sort, after, limit: Some(page.limit) };
    // Asked first: what comes in between is at worst marked one command later.
    let as_of = services.store.newest_entry().map_err(said)?;
    let page = services.store.list(&listing, &services.clock.moment()).map_err(said)?;
    let told = page.rows.iter().filter_map(|row| row.story).collect();
    let stories = services.store.stories(&told).map_err(said)?;
    let (stories, more) = (stories.into_boxed_slice(), page.next.is_some());
    Ok(Event::PageLoaded { request, rows: page.rows, stories, more, as_of })
}

fn top_stories(services: &Services, request: RequestId) -> Result<Event, SafeText> {
    let top = service::listed_top_stories(&services.store, services.clock.now())
        .map_err(|error| SafeText::new(&error.to_string()))?;
    Ok(Event::TopStoriesLoaded { request, top: Box::new(top) })
}

fn coverage(services: &Services, request: RequestId, entry: EntryId) -> Result<Event, SafeText> {
    let coverage = service::coverage(services, entry).map_err(|error| SafeText::new(&error.to_string()))?;
    Ok(Event::CoverageLoaded { request, coverage: coverage.map(Box::new) })
}

fn search(
    services: &Services,
    request: RequestId,
    ask: impl FnOnce(&Moment) -> store::Result<SearchPage>,
) -> Result<Event, SafeText> {
    let as_of = services.store.newest_entry().map_err(said)?;
    let started = Instant::now();
    let page = ask(&services.clock.moment()).map_err(said)?;
    let hits = page.hits.into_iter().map(|hit| FoundEntry { row: hit.row, excerpt: hit.excerpt });
    let found = Found {
        hits: hits.collect(),
        total: page.total.n,
        capped: page.total.capped,
        took: started.elapsed(),
        indexed: page.index.percent(),
        as_of,
    };
    Ok(Event::SearchAnswered { request, found: Box::new(found) })
}

fn load_changes(services: &Services, request: RequestId, limit: usize) -> Result<Event, SafeText> {
    let changes = services.store.changes(limit).map_err(said)?;
    Ok(Event::ChangesLoaded { request, changes })
}

fn load_downloads(services: &Services, request: RequestId) -> Result<Event, SafeText> {
    Ok(Event::DownloadsLoaded { request, downloads: services.store.downloads().map_err(said)? })
}

fn load_edits(services: &Services, request: RequestId, entry: EntryId) -> Result<Event, SafeText> {
    let edits = service::edits(services, entry).map_err(|error| SafeText::new(&error.to_string()))?;
    Ok(Event::EditsLoaded { request, edits })
}

fn load_tags(services: &Services, request: RequestId) -> Result<Event, SafeText> {
    let tags = services.store.tags().map_err(said)?;
    Ok(Event::TagsLoaded { request, tags: tags.into_iter().map(|tag| tag.name).collect() })
}

fn load_recent(services: &Services, request: RequestId, limit: usize) -> Result<Event, SafeText> {
    let listing = Listing { limit: Some(limit), ..Listing::default() };
    let page = services.store.list(&listing, &services.clock.moment()).map_err(said)?;
    Ok(Event::RecentLoaded { request, rows: page.rows })
}

fn load_activity(services: &Services, request: RequestId, feeds: &[FeedId]) -> Result<Event, SafeText> {
    let feeds = services.store.activity(feeds, services.clock.now()).map_err(said)?;
    Ok(Event::ActivityLoaded { request, feeds })
}

fn load_entry(services: &Services, request: RequestId, id: EntryId) -> Result<Event, SafeText> {
    let entry = services.store.entry(id).map_err(said)?;
    let entry = entry.map(|entry| {
        let own = entry.own_document();
        let (mut document, other) = match entry.article_document() {
            Some(article) => (article, Some(own)),
            None => (own, None),
        };
        lead_with_picture(&mut document, &entry.enclosures);
        Box::new(LoadedEntry { entry, document, other, is_swapped: false })
    });
    Ok(Event::EntryLoaded { request, entry })
}

fn analyze(services: &Services, request: RequestId, entry: EntryId) -> Result<Event, SafeText> {
    let analysis = service::analyze(services, entry).map_err(|error| SafeText::new(&error.to_string()))?;
    Ok(Event::AnalysisMade { request, analysis: Box::new(analysis) })
}

fn brief(services: &Services, request: RequestId, since: Timestamp) -> Result<Event, SafeText> {
    let brief = service::brief(services, since, BRIEF).map_err(|error| SafeText::new(&error.to_string()))?;
    Ok(Event::BriefMade { request, brief: Box::new(brief) })
}

#[allow(clippy::needless_pass_by_value, reason = "stands in `map_err`")]
fn said(error: store::Error) -> SafeText {
    SafeText::new(&error.to_string())
}
