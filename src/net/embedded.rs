//! The network of the built-in edition: pages from memory under their public addresses. Nothing
//! leaves the machine; everything above the transport is as on the real network.

use std::borrow::Cow;
use std::collections::HashMap;

use bytes::Bytes;
use futures_util::future::{self, BoxFuture};
use reqwest::header::{ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH};
use url::Url;

use super::{Body, Error, Exchange, Method, Reply, Transport};
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
    forms: HashMap<String, Form>,
}

/// What answers a form that is sent: from its body to the body of the answer.
pub type Form = Box<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

struct Kept {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
    /// What follows the body, once it has been seen.
    edited: Option<Box<Self>>,
}

impl Embedded {
    /// A network of these pages. Headers that are no headers are left out.
    #[must_use]
    pub fn new(pages: Vec<EmbeddedPage>) -> Self {
        let pages = pages.into_iter().map(|page| {
            let key = Url::parse(&page.url).map_or_else(|_| page.url.clone(), |url| key(&url));
            (key, Kept::from(page))
        });
        Self { pages: pages.collect(), forms: HashMap::new() }
    }

    /// Pages that are edited: whoever shows the `ETag` of the first body (or of this one) is answered
    /// from this body. So it needs no memory, and a refresh after the next start goes on from there.
    #[must_use]
    pub fn with_edits(mut self, edits: Vec<(String, Cow<'static, [u8]>)>) -> Self {
        for (url, body) in edits {
            if let Some(page) = Url::parse(&url).ok().and_then(|url| self.pages.get_mut(&key(&url))) {
                page.edited = Some(Box::new(page.with_body(bytes(body))));
            }
        }
        self
    }

    /// An address that answers forms.
    #[must_use]
    pub fn with_form(mut self, url: &str, form: Form) -> Self {
        if let Ok(url) = Url::parse(url) {
            self.forms.insert(key(&url), form);
        }
        self
    }

    fn find(&self, url: &Url) -> Option<&Kept> {
        let mut bare = url.clone();
        bare.set_query(None);
        self.pages.get(&key(url)).or_else(|| self.pages.get(&key(&bare)))
    }

    fn reply(&self, exchange: &Exchange) -> Reply {
        let (status, headers, body) = match &exchange.method {
            Method::Get => self.answer(exchange),
            Method::Post(sent) => self.answer_form(&exchange.url, sent),
        };
        Reply { status, headers, body: Body::Whole(body), reach: Reach::Public }
    }

    fn answer(&self, exchange: &Exchange) -> (u16, HeaderMap, Bytes) {
        let Some(page) = self.find(&exchange.url) else { return nothing() };
        let asked = exchange.headers.get(IF_NONE_MATCH);
        let has = |page: &Kept| page.status == 200 && asked.is_some() && asked == page.headers.get(ETAG);
        let page = match &page.edited {
            Some(edited) if has(page) || has(edited) => edited,
            _ => page,
        };
        let headers = page.headers.clone();
        if has(page) { (304, headers, Bytes::new()) } else { (page.status, headers, page.body.clone()) }
    }

    fn answer_form(&self, url: &Url, sent: &Bytes) -> (u16, HeaderMap, Bytes) {
        let Some(form) = self.forms.get(&key(url)) else { return nothing() };
        (200, HeaderMap::new(), form(sent).into())
    }
}

fn nothing() -> (u16, HeaderMap, Bytes) {
    (404, HeaderMap::new(), Bytes::new())
}

impl Transport for Embedded {
    fn exchange(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, Error>> {
        Box::pin(future::ready(Ok(self.reply(&exchange))))
    }
}

impl Kept {
    fn with_body(&self, body: Bytes) -> Self {
        let mut headers = self.headers.clone();
        headers.insert(ETAG, etag(&body));
        Self { status: self.status, headers, body, edited: None }
    }
}

impl From<EmbeddedPage> for Kept {
    fn from(page: EmbeddedPage) -> Self {
        let body = bytes(page.body);
        let named = [("content-type".to_owned(), page.content_type)].into_iter().chain(page.headers);
        let headers = named.filter_map(|(name, value)| {
            Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
        });
        let mut headers: HeaderMap = headers.collect();
        headers.insert(ETAG, etag(&body));
        Self { status: page.status, headers, body, edited: None }
    }
}

fn bytes(body: Cow<'static, [u8]>) -> Bytes {
    match body {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    }
}

fn etag(body: &[u8]) -> HeaderValue {
    let tag = format!("\"{:016x}\"", xxhash_rust::xxh3::xxh3_64(body));
    HeaderValue::try_from(tag).expect("hexadecimal digits between quotation marks are a header")
}

/// The address without what servers do not see.
fn key(url: &Url) -> String {
    url[..url::Position::AfterQuery].to_owned()
}
