//! The files of pictures: fetched because an article was opened (or is taken along), kept in the cache
//! folder, had from there afterwards without the network. Requests carry no cookies and do not say
//! which article they are for; a public feed never leads into the private network.

use std::time::SystemTime;

use bytes::Bytes;

use super::fulltext::reach_of_feed;
use super::{Error, Services};
use crate::domain::{EntryId, Reach, WebUrl};
use crate::media::{self, Folder, Format};
use crate::net::{Accept, Content, Request};

/// The file of a picture, fetched if it is not held; `reach` is where its article's feed may lead. Fills the
/// cache.
pub async fn fetch(services: &Services, url: &WebUrl, reach: Reach) -> Result<Bytes, Error> {
    let (asked, address) = (services.clone(), url.clone());
    let held = tokio::task::spawn_blocking(move || cached(&asked, &address));
    if let Ok(Some(file)) = held.await {
        return Ok(file);
    }
    let request = Request {
        url: url.clone(),
        etag: None,
        last_modified: None,
        reach: Some(reach),
        accept: Accept::Picture,
    };
    let fetched = services.net.fetch(request).await;
    let answer = fetched.map_err(|reason| Error::Net { url: url.clone(), reason })?;
    let Content::Document(document) = answer.content else { return Err(media::Error::NoPicture.into()) };
    let (services, url) = (services.clone(), url.clone());
    let kept = tokio::task::spawn_blocking(move || {
        let bytes = document.decode().map_err(|reason| Error::Net { url: url.clone(), reason })?;
        keep(&services, &url, &bytes)?;
        // The memory of the network's own is given back.
        Ok(Bytes::copy_from_slice(&bytes))
    });
    kept.await.map_err(|_| Error::Stopped)?
}

/// The file of a picture, if it is held. Reads a file: for a thread of its own.
#[must_use]
pub fn cached(services: &Services, url: &WebUrl) -> Option<Bytes> {
    folder(services).get(url.as_str(), now(services)).map(Bytes::from)
}

/// Where the pictures of an entry may lead: into the private network only where its feed does.
pub fn reach(services: &Services, entry: EntryId) -> Result<Reach, Error> {
    let entry = services.store.entry(entry)?;
    entry.map_or(Ok(Reach::Public), |entry| reach_of_feed(services, &entry))
}

/// Keeps a file. What is no picture is not kept: the address may hold one tomorrow.
fn keep(services: &Services, url: &WebUrl, bytes: &[u8]) -> Result<(), Error> {
    if bytes.len() > media::MAX_FILE {
        return Err(media::Error::TooHeavy.into());
    }
    Format::of(bytes)?;
    if let Err(error) = folder(services).put(url.as_str(), bytes, now(services)) {
        tracing::info!(%error, "a picture could not be kept");
    }
    Ok(())
}

fn folder(services: &Services) -> Folder {
    Folder::new(services.paths.pictures())
}

fn now(services: &Services) -> SystemTime {
    services.clock.now().into()
}
