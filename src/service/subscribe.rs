//! Subscribing: from whatever a person types to a feed that is stored, with its first entries.

use super::refresh::Worker;
use super::{Error, Services};
use crate::domain::{FeedId, WebUrl};
use crate::feed::{self, Hints};
use crate::net::{Accept, Answer, Content, Request};
use crate::site::{self, Address};
use crate::store::{FetchScope, NewFeed};
use crate::text::SafeText;

/// Feeds tried that a page names or that usually are there.
const TRIED: usize = 6;

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
    let url = match site::parse_address(address, &services.site_options()) {
        Ok(Address::Web(url) | Address::Shorthand(url)) => url,
        Err(error) => return failed(None, &error.to_string()),
    };
    let added = async {
        if options.no_fetch || services.store.find_feed(url.as_str())?.is_some() {
            return add(services, &url, options, None).await;
        }
        let found = find_feed(services, &url).await?;
        let target = found.moved_to.clone().unwrap_or_else(|| found.asked.clone());
        add(services, &target, options, Some(found)).await
    };
    added.await.unwrap_or_else(|error: Error| failed(Some(url.clone()), &error.to_string()))
}

fn failed(feed_url: Option<WebUrl>, error: &str) -> AddedFeed {
    AddedFeed { feed_url, error: Some(SafeText::new(error)), ..AddedFeed::default() }
}

/// A feed that was found, with the answer it came in.
struct Found {
    asked: WebUrl,
    moved_to: Option<WebUrl>,
    answer: Answer,
}

/// Fetches `url`; where it is a page, the feeds that it names, then the usual places.
async fn find_feed(services: &Services, url: &WebUrl) -> Result<Found, Error> {
    let answer = fetch(services, url).await?;
    let page = match look(answer.clone(), url).await? {
        Look::Feed => {
            return Ok(Found { asked: url.clone(), moved_to: answer.moved_to.clone(), answer });
        }
        Look::Page(page) => page,
        Look::Neither(reason) => return Err(Error::NoText(format!("{url}: {reason}"))),
    };
    let candidates = feed::discover::discover(&page, &answer.final_url);
    for candidate in candidates.into_iter().take(TRIED) {
        let Ok(answer) = fetch(services, &candidate.url).await else { continue };
        if matches!(look(answer.clone(), &candidate.url).await?, Look::Feed) {
            return Ok(Found { asked: candidate.url, moved_to: answer.moved_to.clone(), answer });
        }
    }
    Err(Error::NoText(format!("{url} is a page that names no feed; give the address of the feed itself")))
}

async fn fetch(services: &Services, url: &WebUrl) -> Result<Answer, Error> {
    let request =
        Request { url: url.clone(), etag: None, last_modified: None, reach: None, accept: Accept::Feed };
    services.net.fetch(request).await.map_err(|reason| Error::Net { url: url.clone(), reason })
}

/// What a document is.
enum Look {
    Feed,
    Page(String),
    Neither(String),
}

async fn look(answer: Answer, url: &WebUrl) -> Result<Look, Error> {
    let url = url.clone();
    let look = move || {
        let Content::Document(document) = &answer.content else {
            return Look::Neither("the server sent no document".to_owned());
        };
        let bytes = match document.decode() {
            Ok(bytes) => bytes,
            Err(error) => return Look::Neither(error.to_string()),
        };
        let hints = Hints { base: Some(&url), content_type: document.content_type.as_deref() };
        match feed::parse(&bytes, &hints) {
            Ok(_) => Look::Feed,
            Err(feed::Error::Page) => {
                Look::Page(crate::extract::decode_page(&bytes, document.content_type.as_deref()))
            }
            Err(error) => Look::Neither(error.to_string()),
        }
    };
    tokio::task::spawn_blocking(look).await.map_err(|_| Error::Stopped)
}

async fn add(
    services: &Services,
    url: &WebUrl,
    options: &SubscribeOptions,
    found: Option<Found>,
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
    if let Some(found) = found.filter(|_| !subscribed.already) {
        error = store_first(services, subscribed.id, found.answer).await?;
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
    Ok(Worker::new(services).store_answer(plan, Ok(answer)).await.err())
}
