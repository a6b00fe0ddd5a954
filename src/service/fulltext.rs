//! The whole article of an entry, from its page. Fetched only when asked; what is no article (a
//! consent page, a login wall) is refused with its reason and never stored.

use tokio_util::sync::CancellationToken;

use super::{Error, Services};
use crate::domain::{Entry, EntryId, FullText, Reach, WebUrl};
use crate::extract;
use crate::net::{Accept, Answer, Content, Request};
use crate::site::google_news;
use crate::store::FetchScope;

/// Fetches the whole article of an entry and stores it; nothing is done when it is held already.
pub async fn fetch_full_text(services: &Services, id: EntryId) -> Result<(), Error> {
    let entry = services.store.entry(id)?;
    let Some(entry) = entry else { return Err(Error::NoText(format!("there is no entry {id}"))) };
    if entry.full_text.is_some() {
        return Ok(());
    }
    let url = article_address(services, &entry)?;
    let request = Request {
        url: url.clone(),
        etag: None,
        last_modified: None,
        reach: Some(reach_of_feed(services, &entry)?),
        accept: Accept::Page,
    };
    let fetched = services.net.fetch(request).await;
    let answer = fetched.map_err(|reason| Error::Net { url: url.clone(), reason })?;
    let address = answer.final_url.clone();
    let content =
        tokio::task::spawn_blocking(move || article(&answer)).await.map_err(|_| Error::Stopped)??;
    let text = FullText { content, url: address, fetched: services.clock.now() };
    Ok(services.store.set_full_text(id, text).await?)
}

/// Fetches the articles of all entries that arrived after `newest_before`, one after another; what
/// cannot be had stays as it is.
pub(super) async fn fetch_new(
    services: &Services,
    newest_before: Option<EntryId>,
    cancel: &CancellationToken,
) -> Result<(), Error> {
    for id in services.store.entries_after(newest_before)? {
        tokio::select! {
            biased;
            () = cancel.cancelled() => break,
            fetched = fetch_full_text(services, id) => if let Err(error) = fetched {
                tracing::info!(entry = %id, %error, "no full text");
            },
        }
    }
    Ok(())
}

/// The page of the article itself. Old Google News links hold it; new ones do not.
fn article_address(services: &Services, entry: &Entry) -> Result<WebUrl, Error> {
    let Some(url) = &entry.row.url else {
        return Err(Error::NoText("this entry names no page that could hold its text".to_owned()));
    };
    let base = &services.settings.google_news.base;
    if url.host() != base.host() && url.host() != google_news::HOST {
        return Ok(url.clone());
    }
    google_news::publisher_address(url).ok_or_else(|| {
        let reason =
            "this Google News link does not tell the article's address; open the original in the browser";
        Error::NoText(reason.to_owned())
    })
}

/// A page may lead into the private network only where its feed does.
fn reach_of_feed(services: &Services, entry: &Entry) -> Result<Reach, Error> {
    let plans = services.store.fetch_plans(&FetchScope::Feeds(vec![entry.row.feed]))?;
    Ok(plans.first().and_then(|plan| plan.reach).unwrap_or(Reach::Public))
}

fn article(answer: &Answer) -> Result<crate::text::Markup, Error> {
    let Content::Document(document) = &answer.content else {
        return Err(Error::NoText("the server sent no page".to_owned()));
    };
    let bytes = document.decode().map_err(|reason| Error::Net { url: answer.final_url.clone(), reason })?;
    let page = extract::decode_page(&bytes, document.content_type.as_deref());
    let article = extract::parse_article(&page, &answer.final_url);
    article.map(|article| article.content).map_err(|reason| Error::NoText(reason.to_string()))
}
