//! The network of the built-in edition: pages from memory under their public addresses. Nothing
//! leaves the machine; everything above the transport is as on the real network.

use std::borrow::Cow;
use std::collections::HashMap;

use bytes::Bytes;
use futures_util::future::{self, BoxFuture};
use reqwest::header::{ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH};
use url::Url;

use super::{Body, Error, Exchange, Reply, Transport};
use crate::domain::Reach;

/// One page of the built-in edition.
#[derive(Clone, Debug)]
pub struct EmbeddedPage {
    /// Absolute address. Without a query it answers for any query.
    pub url: String,
    /// Status code.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: String,
    /// Further headers, such as `Location` or `Retry-After`.
    pub headers: Vec<(String, String)>,
    /// The body; an `ETag` is made from it.
    pub body: Cow<'static, [u8]>,
}

/// Answers from a list of pages; any other address is 404.
pub struct Embedded {
    pages: HashMap<String, Kept>,
}

struct Kept {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl Embedded {
    /// A network of these pages. Headers that are no headers are left out.
    #[must_use]
    pub fn new(pages: Vec<EmbeddedPage>) -> Self {
        let pages = pages.into_iter().map(|page| {
            let key = Url::parse(&page.url).map_or_else(|_| page.url.clone(), |url| key(&url));
            (key, Kept::from(page))
        });
        Self { pages: pages.collect() }
    }

    fn find(&self, url: &Url) -> Option<&Kept> {
        let mut bare = url.clone();
        bare.set_query(None);
        self.pages.get(&key(url)).or_else(|| self.pages.get(&key(&bare)))
    }

    fn reply(&self, exchange: &Exchange) -> Reply {
        let nothing = || (404, HeaderMap::new(), Bytes::new());
        let (status, headers, body) = self.find(&exchange.url).map_or_else(nothing, |page| {
            let asked = exchange.headers.get(IF_NONE_MATCH);
            let is_known = page.status == 200 && asked.is_some() && asked == page.headers.get(ETAG);
            let headers = page.headers.clone();
            if is_known { (304, headers, Bytes::new()) } else { (page.status, headers, page.body.clone()) }
        });
        Reply { status, headers, body: Body::Whole(body), reach: Reach::Public }
    }
}

impl Transport for Embedded {
    fn exchange(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, Error>> {
        Box::pin(future::ready(Ok(self.reply(&exchange))))
    }
}

impl From<EmbeddedPage> for Kept {
    fn from(page: EmbeddedPage) -> Self {
        let body = match page.body {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        let etag = format!("\"{:016x}\"", xxhash_rust::xxh3::xxh3_64(&body));
        let own = [("content-type".to_owned(), page.content_type), ("etag".to_owned(), etag)];
        let named = own.into_iter().chain(page.headers);
        let headers = named.filter_map(|(name, value)| {
            Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
        });
        Self { status: page.status, headers: headers.collect(), body }
    }
}

/// The address without what servers do not see.
fn key(url: &Url) -> String {
    url[..url::Position::AfterQuery].to_owned()
}
