//! Subscribing: from whatever a person types to a feed that is stored, with its first entries.

use super::lookup::{find_feed, parse_address};
use super::refresh::Worker;
use super::{Error, Services};
use crate::domain::{FeedId, WebUrl};
use crate::net::Answer;
use crate::store::{FetchScope, NewFeed};
use crate::text::SafeText;

/// How to subscribe.
#[derive(Clone, Debug, Default)]
pub struct SubscribeOptions {
    /// Category path.
    pub category: Option<SafeText>,
    /// The person's title.
    pub title: Option<SafeText>,
    /// Do not touch the network.
    pub no_fetch: bool,
}

/// What became of one address (the JSON of `tidings add`).
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct AddedFeed {
    /// The feed; null when it failed.
    pub id: Option<FeedId>,
    /// Its title.
    pub title: Option<SafeText>,
    /// Its address; the address that was asked for when it failed.
    pub feed_url: Option<WebUrl>,
    /// The publisher's page.
    pub site_url: Option<WebUrl>,
    /// Subscribed already.
    pub already: bool,
    /// Why it failed.
    pub error: Option<SafeText>,
}

/// Subscribes to an address (feed, page or shorthand) and stores its first entries, unless told not
/// to touch the network.
pub async fn subscribe(services: &Services, address: &str, options: &SubscribeOptions) -> AddedFeed {
    let url = match parse_address(services, address) {
        Ok(url) => url,
        Err(error) => return failed(None, &error.to_string()),
    };
    let added = async {
        if options.no_fetch || services.store.find_feed(url.as_str())?.is_some() {
            return add(services, &url, options, None).await;
        }
        let found = find_feed(services, &url).await?;
        add(services, &found.url, options, Some(found.answer)).await
    };
    added.await.unwrap_or_else(|error: Error| failed(Some(url.clone()), &error.to_string()))
}

fn failed(feed_url: Option<WebUrl>, error: &str) -> AddedFeed {
    AddedFeed { feed_url, error: Some(SafeText::new(error)), ..AddedFeed::default() }
}

async fn add(
    services: &Services,
    url: &WebUrl,
    options: &SubscribeOptions,
    answer: Option<Answer>,
) -> Result<AddedFeed, Error> {
    let new = NewFeed {
        url: url.clone(),
        title: options.title.clone(),
        category: options.category.clone(),
        site_url: None,
    };
    let subscribed = services.store.subscribe(vec![new], services.clock.now()).await?;
    let Some(subscribed) = subscribed.first().copied() else { return Err(Error::Stopped) };
    let mut error = None;
    if let Some(answer) = answer.filter(|_| !subscribed.already) {
        error = store_first(services, subscribed.id, answer).await?;
    }
    let feed = services.store.find_feed(&subscribed.id.to_string())?;
    Ok(AddedFeed {
        id: Some(subscribed.id),
        title: feed.as_ref().map(|feed| feed.title.clone()),
        feed_url: Some(feed.as_ref().map_or_else(|| url.clone(), |feed| feed.url.clone())),
        site_url: feed.and_then(|feed| feed.site_url),
        already: subscribed.already,
        error,
    })
}

/// Stores the answer that the feed was found by, so that it is not fetched twice.
async fn store_first(services: &Services, feed: FeedId, answer: Answer) -> Result<Option<SafeText>, Error> {
    let plans = services.store.fetch_plans(&FetchScope::Feeds(vec![feed]))?;
    let Some(plan) = plans.first() else { return Ok(None) };
    Ok(Worker::new(services, 1).store_answer(plan, Ok(answer)).await.err())
}
