//! From whatever a person types to a feed that answered: one fetch, or two where the address is a page
//! that names a feed. Nothing is stored. Subscribing and previews share it.

use super::{Error, Services};
use crate::domain::{Reach, WebUrl};
use crate::feed::{self, Discovery, Hints, ParsedFeed};
use crate::net::{self, Accept, Answer, Content, Request};
use crate::site;

/// Feeds tried that a page names or that usually are there.
const TRIED: usize = 6;

/// A feed that was found, with the answer it came in.
pub(super) struct Found {
    /// The address to keep.
    pub url: WebUrl,
    /// What the server sent.
    pub answer: Answer,
    /// The same, parsed and put right.
    pub parsed: ParsedFeed,
    /// Other feeds that the page announces; not fetched.
    pub others: Vec<Discovery>,
}

/// Reads an address or a shorthand.
pub(super) fn parse_address(services: &Services, text: &str) -> Result<WebUrl, Error> {
    Ok(site::parse_address(text, &services.site_options())?.url().clone())
}

/// Fetches `url`; where it is a page, the feeds that it names, then the usual places.
pub(super) async fn find_feed(services: &Services, url: &WebUrl) -> Result<Found, Error> {
    let answer = fetch(services, url, None).await?;
    let page = match look(services, answer.clone()).await? {
        Look::Feed(parsed) => return Ok(found(url, answer, *parsed)),
        Look::Page(page) => page,
        Look::Neither(reason) => return Err(Error::NotAFeed { url: url.clone(), reason }),
    };
    let mut candidates = feed::discover(&page, &answer.final_url).into_iter();
    // A page of the internet may not lead into the private network.
    let reach = Some(answer.reach);
    for candidate in candidates.by_ref().take(TRIED) {
        let Ok(answer) = fetch(services, &candidate.url, reach).await else { continue };
        if let Look::Feed(parsed) = look(services, answer.clone()).await? {
            let others = candidates.filter(|other| other.sure).collect();
            return Ok(Found { others, ..found(&candidate.url, answer, *parsed) });
        }
    }
    Err(Error::NoFeedNamed { url: url.clone() })
}

fn found(asked: &WebUrl, answer: Answer, parsed: ParsedFeed) -> Found {
    let url = answer.moved_to.as_ref().unwrap_or(asked).clone();
    Found { url, answer, parsed, others: Vec::new() }
}

async fn fetch(services: &Services, url: &WebUrl, reach: Option<Reach>) -> Result<Answer, Error> {
    let request = Request { url: url.clone(), etag: None, last_modified: None, reach, accept: Accept::Feed };
    services.net.fetch(request).await.map_err(|reason| match reason {
        net::Error::Gone => Error::NothingThere { url: url.clone(), status: 410 },
        net::Error::Status { status: 404 } => Error::NothingThere { url: url.clone(), status: 404 },
        reason => Error::Net { url: url.clone(), reason },
    })
}

/// What a document is.
enum Look {
    Feed(Box<ParsedFeed>),
    Page(String),
    Neither(String),
}

async fn look(services: &Services, answer: Answer) -> Result<Look, Error> {
    let options = services.site_options();
    tokio::task::spawn_blocking(move || read(&answer, &options)).await.map_err(|_| Error::Stopped)
}

fn read(answer: &Answer, options: &site::Options) -> Look {
    let Content::Document(document) = &answer.content else {
        return Look::Neither("the server sent no document".to_owned());
    };
    let bytes = match document.decode() {
        Ok(bytes) => bytes,
        Err(error) => return Look::Neither(error.to_string()),
    };
    let hints = Hints { base: Some(&answer.final_url), content_type: document.content_type.as_deref() };
    match feed::parse(&bytes, &hints) {
        Ok(mut parsed) => {
            site::refine(&mut parsed, &answer.final_url, options);
            Look::Feed(Box::new(parsed))
        }
        Err(feed::Error::Page) => {
            Look::Page(crate::extract::decode_page(&bytes, document.content_type.as_deref()))
        }
        Err(error) => Look::Neither(error.to_string()),
    }
}
