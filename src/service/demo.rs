//! The demo profile: a store of its own, filled from the built-in edition over a network that is
//! built in as well. Everything else is the real path.

use std::time::Duration;

use super::{Error, RefreshRequest, RefreshScope, Reporter, Services, group_stories, refresh};
use crate::config::{Paths, Settings};
use crate::domain::{Clock, Moment, Timestamp};
use crate::net::{Embedded, EmbeddedPage};
use crate::site::demo;
use crate::store::{Listing, NewFeed, Store};

/// The key under which the edition's time is kept.
const EDITION: &str = "demo-edition";

/// An edition of which nothing was read or marked is made anew after this time, so that its newest
/// entry is 20 minutes old again.
const UNTOUCHED_FOR: Duration = Duration::from_mins(5);

/// An edition that somebody read in is kept for so long.
const KEPT_FOR: Duration = Duration::from_hours(24);

/// The settings with the demo's Google News.
pub(super) fn settings(mut settings: Settings) -> Settings {
    settings.google_news.base = demo::google_base();
    settings
}

/// The network of the edition that `store` was filled from, else of one as of `now`.
pub(super) fn transport(store: &Store, now: Timestamp) -> Result<Embedded, Error> {
    Ok(transport_of(edition_time(store)?.unwrap_or(now)))
}

/// The network of the edition that was made at `time`.
pub(super) fn transport_of(time: Timestamp) -> Embedded {
    let edition = demo::edition(time);
    let mut edits = Vec::new();
    let pages = edition.pages.into_iter().map(|page| {
        let url = page.url.as_str().to_owned();
        edits.extend(page.edited.map(|body| (url.clone(), body.into())));
        EmbeddedPage {
            url,
            status: page.status,
            content_type: page.content_type.to_owned(),
            headers: page.headers,
            body: page.body.into(),
        }
    });
    let embedded = Embedded::new(pages.collect()).with_edits(edits);
    let links = edition.google_links;
    let batch = move |form: &[u8]| demo::google_batch(&links, form);
    embedded.with_form(demo::google_batch_url().as_str(), Box::new(batch))
}

/// Opens the demo's store; an edition that has grown old is thrown away first.
pub(super) fn open_store(paths: &Paths, clock: &dyn Clock) -> Result<Store, Error> {
    let path = paths.database();
    let is_there = path.exists();
    let store = Store::open(&path)?;
    if !is_there || !is_old(&store, clock.now())? {
        return Ok(store);
    }
    drop(store);
    for suffix in ["", "-wal", "-shm"] {
        let file = path.with_file_name(format!("tidings.db{suffix}"));
        match std::fs::remove_file(&file) {
            Ok(()) => {}
            Err(reason) if reason.kind() == std::io::ErrorKind::NotFound => {}
            Err(reason) => return Err(Error::File { path: file.display().to_string(), reason }),
        }
    }
    Ok(Store::open(&path)?)
}

fn is_old(store: &Store, now: Timestamp) -> Result<bool, Error> {
    let Some(made) = edition_time(store)? else { return Ok(true) };
    let age = now.duration_since(made).unsigned_abs();
    let is_touched = store.changes(2)?.len() > 1;
    Ok(age > if is_touched { KEPT_FOR } else { UNTOUCHED_FOR })
}

fn edition_time(store: &Store) -> Result<Option<Timestamp>, Error> {
    Ok(store.memo(EDITION)?.and_then(|made| made.parse().ok()))
}

/// Subscribes to the edition's feeds and fetches them, if the profile is empty.
pub async fn fill(services: &Services) -> Result<(), Error> {
    if !services.store.feeds()?.is_empty() {
        return Ok(());
    }
    let now = services.clock.now();
    let feeds = demo::edition(now).feeds.into_iter();
    let feeds = feeds
        .map(|feed| NewFeed {
            url: feed.url,
            title: Some(feed.title.into()),
            category: Some(feed.category.into()),
            site_url: None,
        })
        .collect();
    services.store.subscribe(feeds, now).await?;
    let request = RefreshRequest { scope: RefreshScope::All, full_text: false };
    let reporter = Reporter::silent();
    refresh(services, request, &reporter).await?;
    group_stories(services, &reporter.cancel).await?;
    match filled_from(&services.store, &services.clock.moment())? {
        Some(time) => Ok(services.store.set_memo(EDITION, time.to_string()).await?),
        None => Ok(()),
    }
}

/// The time of the edition that has been fetched, which began with the network and not with this
/// call: a second more, and every feed would seem to have changed at the next start.
fn filled_from(store: &Store, moment: &Moment) -> Result<Option<Timestamp>, Error> {
    let newest = store.list(&Listing { limit: Some(1), ..Listing::default() }, moment)?;
    let published = newest.rows.first().and_then(|row| row.published);
    Ok(published.and_then(|published| published.checked_add(demo::NEWEST).ok()))
}
