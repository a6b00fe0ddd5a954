//! Orders that only read: answered from the store on whichever thread calls, without a clock of their
//! own. Before the first frame the loop calls this itself; afterwards a blocking thread does.

use crate::app::{Effect, PageRequest, SmartQueries};
use crate::domain::{EntryId, Event, LoadedEntry, RequestId};
use crate::service::Services;
use crate::store::{self, Cursor, Listing, Sort};
use crate::text::SafeText;
use crate::text::html::parse_document;

/// The answer to an order that reads; `None` for any other.
pub fn answer(services: &Services, effect: &Effect) -> Option<Event> {
    let (request, event) = match effect {
        Effect::LoadSources { request } => (*request, sources(services, *request)),
        Effect::CountSmartFeeds { request, queries } => (*request, smart_feeds(services, *request, queries)),
        Effect::LoadPage { request, page } => (*request, load_page(services, *request, page)),
        Effect::LoadEntry { request, entry } => (*request, load_entry(services, *request, *entry)),
        _ => return None,
    };
    Some(event.unwrap_or_else(|reason| Event::LoadFailed { request, reason }))
}

fn sources(services: &Services, request: RequestId) -> Result<Event, SafeText> {
    let feeds = services.store.feeds().map_err(said)?;
    let categories = services.store.categories().map_err(said)?;
    Ok(Event::SourcesLoaded { request, feeds, categories })
}

fn smart_feeds(services: &Services, request: RequestId, queries: &SmartQueries) -> Result<Event, SafeText> {
    let moment = services.clock.moment();
    let count = |query| services.store.count(query, None, &moment).map(|count| count.n).map_err(said);
    let (today, starred) = (count(&queries.today)?, count(&queries.starred)?);
    Ok(Event::SmartFeedsCounted { request, today, starred })
}

fn load_page(services: &Services, request: RequestId, page: &PageRequest) -> Result<Event, SafeText> {
    let after = page.after.map(|(at, id)| Cursor { at: at.as_second(), id });
    let listing = Listing { query: page.query.clone(), sort: Sort::Newest, after, limit: Some(page.limit) };
    let page = services.store.list(&listing, &services.clock.moment()).map_err(said)?;
    Ok(Event::PageLoaded { request, rows: page.rows, more: page.next.is_some() })
}

fn load_entry(services: &Services, request: RequestId, id: EntryId) -> Result<Event, SafeText> {
    let entry = services.store.entry(id).map_err(said)?;
    let entry = entry.map(|entry| {
        let (markup, base) = match &entry.full_text {
            Some(full) => (&full.content, Some(&full.url)),
            None => (&entry.content, entry.row.url.as_ref().or(Some(&entry.feed_url))),
        };
        let document = parse_document(markup, base.map(crate::domain::WebUrl::as_str));
        Box::new(LoadedEntry { entry, document })
    });
    Ok(Event::EntryLoaded { request, entry })
}

#[allow(clippy::needless_pass_by_value, reason = "stands in `map_err`")]
fn said(error: store::Error) -> SafeText {
    SafeText::new(&error.to_string())
}
