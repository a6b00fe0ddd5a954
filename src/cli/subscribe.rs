//! `add`, `remove` and `feeds`.

use futures_util::StreamExt;
use serde::Serialize;

use super::args;
use super::output::Output;
use super::select::find_feeds;
use super::status::{Status, WrongUsage};
use super::table::{Table, age};
use crate::domain::{Feed, FeedId, Timestamp, WebUrl};
use crate::service::{self, AddedFeed, Services, SubscribeOptions};
use crate::text::SafeText;

/// Addresses that are looked at together; the network client keeps hosts' own limits.
const AT_ONCE: usize = 8;

/// `tidings add`.
pub(super) async fn add(args: args::Add, services: &Services, output: &mut Output) -> anyhow::Result<Status> {
    if args.title.is_some() && args.addresses.len() > 1 {
        return Err(WrongUsage("--title names one feed: give one address with it".to_owned()).into());
    }
    let options = SubscribeOptions {
        category: args.category.as_deref().map(SafeText::new).filter(|path| !path.is_empty()),
        title: args.title.as_deref().map(SafeText::new).filter(|title| !title.is_empty()),
        no_fetch: args.no_fetch,
    };
    let added: Vec<AddedFeed> = futures_util::stream::iter(&args.addresses)
        .map(|address| service::subscribe(services, address, &options))
        .buffered(AT_ONCE)
        .collect()
        .await;
    if args.json {
        output.json(&added)?;
    }
    for (address, feed) in args.addresses.iter().zip(&added) {
        if let Some(error) = &feed.error {
            output.message(&format!("{}: {error}", SafeText::folded(address, 200)));
        } else if !args.json {
            output.line(describe_added(feed))?;
        }
    }
    let has_failed = added.iter().any(|feed| feed.error.is_some());
    Ok(if has_failed { Status::Failed } else { Status::Done })
}

fn describe_added(feed: &AddedFeed) -> SafeText {
    let verb = if feed.already { "already subscribed" } else { "subscribed" };
    let id = feed.id.map(|id| id.to_string()).unwrap_or_default();
    let title = feed.title.as_ref().map(SafeText::as_str).unwrap_or_default();
    let url = feed.feed_url.as_ref().map(ToString::to_string).unwrap_or_default();
    SafeText::from(format!("{verb}  {id}  {title}  {url}"))
}

/// `tidings remove`.
pub(super) async fn remove(
    args: &args::Remove,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let feeds = find_feeds(&args.feeds, services)?;
    let ids = feeds.iter().map(|feed| feed.id).collect();
    services.store.unsubscribe(ids, services.clock.now()).await?;
    for feed in &feeds {
        output.line(format!("unsubscribed  {}  {}", feed.title, feed.url))?;
    }
    Ok(Status::Done)
}

/// A feed in JSON.
#[derive(Debug, Serialize)]
struct FeedObject<'f> {
    id: FeedId,
    title: &'f SafeText,
    feed_url: &'f WebUrl,
    site_url: Option<&'f WebUrl>,
    category: Option<&'f SafeText>,
    unread: u64,
    total: u64,
    last_success: Option<Timestamp>,
    last_attempt: Option<Timestamp>,
    next_check: Option<Timestamp>,
    failures: u32,
    error: Option<&'f SafeText>,
}

impl<'f> From<&'f Feed> for FeedObject<'f> {
    fn from(feed: &'f Feed) -> Self {
        Self {
            id: feed.id,
            title: &feed.title,
            feed_url: &feed.url,
            site_url: feed.site_url.as_ref(),
            category: feed.subscription.category_path.as_ref(),
            unread: feed.counts.unread,
            total: feed.counts.total,
            last_success: feed.health.last_success,
            last_attempt: feed.health.last_attempt,
            next_check: feed.health.next_check,
            failures: feed.health.failures,
            error: feed.health.error.as_ref(),
        }
    }
}

/// `tidings feeds`.
pub(super) fn feeds(args: &args::Feeds, services: &Services, output: &mut Output) -> anyhow::Result<Status> {
    let mut feeds = services.store.feeds()?;
    feeds.retain(|feed| !args.errors || feed.health.error.is_some());
    if args.json {
        let objects: Vec<FeedObject<'_>> = feeds.iter().map(FeedObject::from).collect();
        output.json(&objects)?;
        return Ok(Status::Done);
    }
    let moment = services.clock.moment();
    let mut table = Table::new(&[0, 1, 2]);
    for feed in &feeds {
        let last = feed.health.last_success.map_or_else(|| SafeText::from("never"), |at| age(at, &moment));
        let about = match &feed.health.error {
            Some(error) => format!("{}  ! {error}", feed.url),
            None => feed.url.to_string(),
        };
        table.row(vec![
            SafeText::from(feed.id.to_string()),
            SafeText::from(format!("{}/{}", feed.counts.unread, feed.counts.total)),
            last,
            feed.subscription.category_path.clone().unwrap_or_default(),
            feed.title.clone(),
            SafeText::from(about),
        ]);
    }
    output.table(&table)?;
    Ok(Status::Done)
}
