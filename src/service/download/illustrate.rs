//! The pictures of an entry that is taken along: fetched into the cache, from where they are shown without
//! a network. One that cannot be had leaves its place to its words. Called by `download`.

use std::sync::Arc;

use crate::config::Images;
use crate::domain::{EntryId, Picture, PictureSource, Reach, WebUrl, lead_with_picture};
use crate::service::outlook::{self, Sign};
use crate::service::{Error, Services, fulltext, pictures};

/// Pictures of one entry at most.
const MOST: usize = 30;

/// What came of the pictures of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Illustrated {
    /// Files that were fetched.
    pub fetched: usize,
    /// True if somebody answered.
    pub answered: bool,
    /// A host to which there was no way, where nobody else answered.
    pub unreachable: Option<String>,
}

/// Fetches the pictures of an entry that are not held; none where the person wants none at all.
pub async fn illustrate(services: &Services, id: EntryId) -> Result<Illustrated, Error> {
    let mut done = Illustrated::default();
    if services.settings.images == Images::Off {
        return Ok(done);
    }
    let asked = Arc::new(services.clone());
    let lacking = tokio::task::spawn_blocking(move || lacking(&asked, id));
    let (reach, lacking) = lacking.await.map_err(|_| Error::Stopped)??;
    for url in lacking {
        if done.unreachable.as_ref() == Some(&url.host()) {
            continue;
        }
        let answer = pictures::fetch(services, &url, reach).await;
        let sign = match &answer {
            Err(Error::Net { url, reason }) => outlook::sign::<()>(url, &Err(reason.clone())),
            // Also what was sent and is no picture was sent by somebody.
            _ => Sign::There,
        };
        done.fetched += usize::from(answer.is_ok());
        match sign {
            Sign::There => done.answered = true,
            Sign::Away => done.unreachable = Some(url.host()),
            Sign::None => {}
        }
    }
    // The network is there, and the host has itself to blame.
    done.unreachable = done.unreachable.filter(|_| !done.answered);
    Ok(done)
}

/// The addresses of the pictures that are not held, and where they may lead.
fn lacking(services: &Services, id: EntryId) -> Result<(Reach, Vec<WebUrl>), Error> {
    let Some(entry) = services.store.entry(id)? else { return Ok((Reach::Public, Vec::new())) };
    let reach = fulltext::reach_of_feed(services, &entry)?;
    let mut document = entry.document();
    lead_with_picture(&mut document, &entry.enclosures);
    let mut lacking: Vec<WebUrl> = Vec::new();
    for picture in document.figures().into_iter().filter_map(Picture::of) {
        if let PictureSource::Web(url) = picture.source
            && !lacking.contains(&url)
            && pictures::cached(services, &url).is_none()
        {
            lacking.push(url);
        }
    }
    lacking.truncate(MOST);
    Ok((reach, lacking))
}
