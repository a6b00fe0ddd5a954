//! The seam of the network: one exchange with one server. No redirects, caching, politeness, caps
//! or deadlines; those are the client's. Implemented by `real` (the internet), `embedded` (the
//! built-in edition) and by tests.

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use reqwest::header::HeaderMap;
use url::Url;

use super::Error;
use crate::domain::Reach;

/// One exchange with one server, without redirects, caching or politeness.
pub trait Transport: Send + Sync {
    /// Sends the request and waits for the head of the answer. Dropping the future (or the body of
    /// the reply) ends the exchange.
    fn exchange(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, Error>>;
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The method, with what belongs to it.
    pub method: Method,
    /// Address; a name and a password in it become an `Authorization` header.
    pub url: Url,
    /// All headers besides `Host`, `Content-Length` and `Authorization`.
    pub headers: HeaderMap,
    /// Where the address may lead. `None`: into the private network only when all its addresses
    /// are there. The client has checked addresses written as numbers; a transport checks what
    /// names resolve to.
    pub reach: Option<Reach>,
}

/// A method with its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post(Bytes),
}

/// What came back.
pub struct Reply {
    /// Status code.
    pub status: u16,
    /// Headers as sent.
    pub headers: HeaderMap,
    /// The body, still in its content coding.
    pub body: Body,
    /// Where the address led.
    pub reach: Reach,
}

/// The body of a reply.
pub enum Body {
    /// All of it.
    Whole(Bytes),
    /// Arriving. A stream that ends early gives [`Error::Cut`].
    Stream(BoxStream<'static, Result<Bytes, Error>>),
}
