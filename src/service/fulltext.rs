//! The whole article of an entry, from its page. Fetched only when asked; what is no article (a
//! consent page, a login wall) is refused with its reason and never stored.

use std::collections::HashSet;

use super::article::Source;
use super::{Error, Reporter, Services, resolve};
use crate::domain::{Entry, EntryId, Event, Feed, FeedId, FullText, FullTextMode, Reach, WebUrl};
use crate::extract;
use crate::store::FetchScope;

/// Links of which Google is asked at once.
pub(super) const LINKS_AT_ONCE: usize = 10;

/// Fetches the whole article of an entry and stores it; nothing is done when it is held already.
pub async fn fetch_full_text(services: &Services, id: EntryId) -> Result<(), Error> {
    let entry = services.store.entry(id)?;
    let Some(entry) = entry else { return Err(Error::NoText(format!("there is no entry {id}"))) };
    if entry.full_text.is_some() {
        return Ok(());
    }
    fetch_all(services, vec![entry]).await?.pop().unwrap_or(Err(Error::Stopped)).map(drop)
}

/// Fetches the whole article of an entry although it is held; what it said before is kept. True if it
/// tells a reader something else now.
pub async fn fetch_again(services: &Services, id: EntryId) -> Result<bool, Error> {
    let entry = services.store.entry(id)?;
    let Some(entry) = entry else { return Err(Error::NoText(format!("there is no entry {id}"))) };
    fetch_all(services, vec![entry]).await?.pop().unwrap_or(Err(Error::Stopped))
}

/// Fetches the articles of all entries that arrived after `newest_before` and that are wanted: those of
/// feeds whose articles are always fetched, and of all others where `all` asks for it. What cannot be had
/// stays as it is.
pub(super) async fn fetch_new(
    services: &Services,
    newest_before: Option<EntryId>,
    all: bool,
    reporter: &Reporter,
) -> Result<(), Error> {
    let wanted = wanted_feeds(services, all)?;
    if wanted.is_empty() {
        return Ok(());
    }
    let new = services.store.entries_after(newest_before)?;
    for ids in new.chunks(LINKS_AT_ONCE) {
        let mut entries = Vec::new();
        for id in ids {
            let entry = services.store.entry(*id)?;
            entries
                .extend(entry.filter(|entry| wanted.contains(&entry.row.feed) && entry.full_text.is_none()));
        }
        let ids: Vec<EntryId> = entries.iter().map(|entry| entry.row.id).collect();
        let outcomes = tokio::select! {
            biased;
            () = reporter.cancel.cancelled() => return Ok(()),
            outcomes = fetch_all(services, entries) => outcomes?,
        };
        for (entry, outcome) in ids.into_iter().zip(outcomes) {
            match outcome {
                Ok(_) => reporter.tell(Event::FullTextFetched { entry }).await,
                Err(error) => tracing::info!(%entry, %error, "no full text"),
            }
        }
    }
    Ok(())
}

/// Feeds whose new articles are fetched with a refresh.
fn wanted_feeds(services: &Services, all: bool) -> Result<HashSet<FeedId>, Error> {
    let mode = |feed: &Feed| feed.subscription.full_text.unwrap_or(services.settings.full_text);
    let is_wanted = |feed: &Feed| match mode(feed) {
        FullTextMode::Always => true,
        FullTextMode::Never => false,
        FullTextMode::Manual | FullTextMode::OnOpen => all,
    };
    let feeds = services.store.feeds()?;
    Ok(feeds.into_iter().filter(is_wanted).map(|feed| feed.id).collect())
}

/// Fetches articles, one after another; each is true if it was held and is another one now.
pub(super) async fn fetch_all(
    services: &Services,
    entries: Vec<Entry>,
) -> Result<Vec<Result<bool, Error>>, Error> {
    let mut reached = Vec::with_capacity(entries.len());
    for entry in entries {
        let reach = reach_of_feed(services, &entry)?;
        reached.push((entry, reach));
    }
    let addresses = resolve::addresses(services, &reached).await?;
    let mut outcomes = Vec::with_capacity(reached.len());
    for ((entry, reach), address) in reached.into_iter().zip(addresses) {
        outcomes.push(match address {
            Ok(address) => fetch_article(services, entry.row.id, address, reach).await,
            Err(error) => Err(error),
        });
    }
    Ok(outcomes)
}

async fn fetch_article(services: &Services, id: EntryId, url: WebUrl, reach: Reach) -> Result<bool, Error> {
    let rules = services.site_rules();
    let source = Source { net: &services.net, rules: &rules };
    let (article, url) = source.fetch(url, Some(reach)).await?;
    if article.is_start {
        return Err(Error::NoText(extract::ONLY_THE_START.to_owned()));
    }
    if let Some(author) = article.byline() {
        services.store.fill_author(id, author).await?;
    }
    let text = FullText { content: article.to_markup(), url, fetched: services.clock.now() };
    Ok(services.store.set_full_text(id, text).await?)
}

/// A page may lead into the private network only where its feed does.
pub(super) fn reach_of_feed(services: &Services, entry: &Entry) -> Result<Reach, Error> {
    let plans = services.store.fetch_plans(&FetchScope::Feeds(vec![entry.row.feed]))?;
    Ok(plans.first().and_then(|plan| plan.reach).unwrap_or(Reach::Public))
}
