//! Fetching one document over a [`Transport`]: turns at the hosts, hops, the private-address guard,
//! conditional headers, caps and the deadline. What an answer means for a feed is the caller's
//! affair (`service`).

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, LAST_MODIFIED,
    USER_AGENT,
};
use url::Url;

use super::conditional;
use super::limits::{self, Budget, Deadline};
use super::politeness::{Gate, Place};
use super::{
    Accept, Answer, Content, Document, Error, Exchange, MAX_BODY, Method, Options, Real, RedirectFault,
    Reply, Request, Transport, decode, guard, redirect,
};
use crate::domain::{Clock, Reach, Timestamp, WebUrl};

/// One deadline over redirects and body.
const DEADLINE: Duration = Duration::from_secs(30);
/// `Content-Type` beyond this is no content type.
const MAX_CONTENT_TYPE: usize = 256;

/// Fetches over a [`Transport`], politely. Cheap to clone; all clones share turns and memory.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    deadline: Duration,
    clock: Option<Arc<dyn Clock>>,
}

struct Shared {
    transport: Arc<dyn Transport>,
    gate: Gate,
    budget: Budget,
    feed_headers: HeaderMap,
    page_headers: HeaderMap,
    picture_headers: HeaderMap,
}

impl Client {
    /// A client over the real network, built at the first request. A machine without certificates
    /// can still fetch over http; https gives [`Error::NoCertificates`] there.
    pub fn real(options: Options) -> Self {
        let open_files = limits::open_files();
        Self::with(Arc::new(Real::new()), options, open_files)
    }

    /// A client over another transport (the demo edition, tests).
    pub fn over(transport: Arc<dyn Transport>, options: Options) -> Self {
        Self::with(transport, options, None)
    }

    fn with(transport: Arc<dyn Transport>, options: Options, open_files: Option<u64>) -> Self {
        let shared = Shared {
            transport,
            budget: Budget::new(),
            feed_headers: headers_for(Accept::Feed, &options.user_agent),
            page_headers: headers_for(Accept::Page, &options.user_agent),
            picture_headers: headers_for(Accept::Picture, &options.user_agent),
            gate: Gate::new(options, open_files),
        };
        Self { shared: Arc::new(shared), deadline: DEADLINE, clock: None }
    }

    /// The same client with another deadline over redirects and body (30 s otherwise).
    #[must_use]
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// The same client with a clock, for `Retry-After` and `Expires` dates of servers that send no
    /// `Date`; without one such dates count for nothing.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Fetches one document: waits for its turn at the host, follows at most 10 redirects, one
    /// deadline of 30 s over all. On 304 the answer carries the request's validators, as far as
    /// the server named no new ones. The bytes of a document count against 64 MB that all
    /// documents together may hold until they are dropped: drop them once decoded.
    pub async fn fetch(&self, request: Request) -> Result<Answer, Error> {
        self.get(request, false).await
    }

    /// The same within one host: where the answer leads to another one, nobody is asked there and the
    /// error tells where it led ([`Error::LedAway`]).
    pub async fn fetch_within_host(&self, request: Request) -> Result<Answer, Error> {
        self.get(request, true).await
    }

    async fn get(&self, request: Request, stays: bool) -> Result<Answer, Error> {
        let mut headers = match request.accept {
            Accept::Feed => self.shared.feed_headers.clone(),
            Accept::Page => self.shared.page_headers.clone(),
            Accept::Picture => self.shared.picture_headers.clone(),
        };
        conditional::add_validators(&mut headers, &request);
        let target = Target { url: request.url.url(), reach: request.reach, limit: request.accept.limit() };
        let mut answer = self.visit(target, Method::Get, headers, stays).await?;
        if matches!(answer.content, Content::NotModified) {
            let is_conditional = request.etag.is_some() || request.last_modified.is_some();
            if !is_conditional {
                return Err(Error::Status { status: 304 });
            }
            answer.etag = answer.etag.or(request.etag);
            answer.last_modified = answer.last_modified.or(request.last_modified);
        }
        Ok(answer)
    }

    /// Posts a form (`application/x-www-form-urlencoded`, encoded by the caller) and takes the
    /// answer, under the same rules as [`Client::fetch_within_host`]. Never repeated by itself.
    pub async fn post_form(&self, url: &WebUrl, form: Bytes, reach: Option<Reach>) -> Result<Answer, Error> {
        let mut headers = self.shared.page_headers.clone();
        let form_type = "application/x-www-form-urlencoded;charset=UTF-8";
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(form_type));
        let target = Target { url: url.url(), reach, limit: MAX_BODY };
        self.visit(target, Method::Post(form), headers, true).await
    }

    async fn visit(
        &self,
        target: Target,
        method: Method,
        headers: HeaderMap,
        stays: bool,
    ) -> Result<Answer, Error> {
        let Target { mut url, reach, limit } = target;
        url.set_fragment(None);
        let place = self.shared.gate.enter(&url).await;
        let visit = Visit {
            shared: &self.shared,
            now: self.clock.as_ref().map(|clock| clock.now()),
            deadline: Deadline::after(self.deadline),
            place: Some(place),
            seen: Vec::new(),
            is_moving: true,
            moved_to: None,
            url,
            method,
            headers,
            reach,
            limit,
            stays,
        };
        visit.run().await
    }
}

/// Where a visit begins, and how much may come of it.
struct Target {
    url: Url,
    reach: Option<Reach>,
    /// In bytes.
    limit: usize,
}

/// One visit with all its hops.
struct Visit<'a> {
    shared: &'a Shared,
    now: Option<Timestamp>,
    deadline: Deadline,
    place: Option<Place>,
    /// Addresses asked before the present one.
    seen: Vec<Url>,
    /// Every hop so far was permanent.
    is_moving: bool,
    moved_to: Option<Url>,
    url: Url,
    method: Method,
    headers: HeaderMap,
    reach: Option<Reach>,
    /// Bytes of the answer at most.
    limit: usize,
    /// Other hosts are not asked.
    stays: bool,
}

impl Visit<'_> {
    async fn run(mut self) -> Result<Answer, Error> {
        loop {
            guard::check_literal(&self.url, self.reach)?;
            let exchange = Exchange {
                method: self.method.clone(),
                url: self.url.clone(),
                headers: self.headers.clone(),
                reach: self.reach,
            };
            let reply = self.deadline.run(self.shared.transport.exchange(exchange)).await??;
            // The first hop decides for all that follow.
            self.reach.get_or_insert(reply.reach);
            match redirect::target(reply.status, &reply.headers, &self.url)? {
                None => return self.answer(reply).await,
                Some(to) => {
                    let status = reply.status;
                    drop(reply);
                    self.hop(status, to).await?;
                }
            }
        }
    }

    /// Turns to the next address. A hop within a host belongs to the same turn; another host has
    /// to be waited for, without holding the place at this one.
    async fn hop(&mut self, status: u16, mut to: Url) -> Result<(), Error> {
        to.set_fragment(None);
        if self.seen.len() == redirect::MAX_HOPS {
            return Err(Error::Redirects(RedirectFault::TooMany));
        }
        if to == self.url || self.seen.contains(&to) {
            return Err(Error::Redirects(RedirectFault::Loop));
        }
        if self.stays && to.host_str() != self.url.host_str() {
            return Err(web_url(&to).map_or_else(|error| error, |to| Error::LedAway { to }));
        }
        if !matches!(status, 307 | 308) && self.method != Method::Get {
            self.method = Method::Get;
            self.headers.remove(CONTENT_TYPE);
        }
        self.is_moving &= redirect::is_permanent(status);
        if self.is_moving {
            self.moved_to = Some(to.clone());
        }
        if to.host_str() != self.url.host_str() {
            self.place = None;
            let place = self.deadline.pause(self.shared.gate.enter(&to)).await;
            self.place = Some(place);
        }
        self.seen.push(std::mem::replace(&mut self.url, to));
        Ok(())
    }

    async fn answer(mut self, reply: Reply) -> Result<Answer, Error> {
        let headers = &reply.headers;
        let (etag, last_modified) =
            (conditional::validator(headers, &ETAG), conditional::validator(headers, &LAST_MODIFIED));
        let fresh_for = conditional::fresh_for(headers, self.now);
        let content = match reply.status {
            200 | 203 => Content::Document(self.document(reply).await?),
            304 => Content::NotModified,
            204 | 205 => return Err(Error::Empty),
            410 => return Err(Error::Gone),
            status @ (429 | 503) => {
                let retry_after = conditional::retry_after(headers, self.now);
                return Err(Error::Busy { status, retry_after });
            }
            status => return Err(Error::Status { status }),
        };
        Ok(Answer {
            content,
            etag,
            last_modified,
            fresh_for,
            moved_to: self.moved_to.as_ref().map(web_url).transpose()?,
            final_url: web_url(&self.url)?,
            reach: self.reach.unwrap_or(Reach::Public),
        })
    }

    async fn document(&mut self, reply: Reply) -> Result<Document, Error> {
        let coding = decode::coding(&reply.headers)?;
        let text = |name| reply.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let announced = text(CONTENT_LENGTH).and_then(|length| length.trim().parse().ok());
        let content_type =
            text(CONTENT_TYPE).filter(|text| text.len() <= MAX_CONTENT_TYPE).map(str::to_owned);
        let (budget, deadline) = (&self.shared.budget, &mut self.deadline);
        let bytes = limits::read_body(reply.body, announced, self.limit, budget, deadline).await?;
        if bytes.is_empty() {
            return Err(Error::Empty);
        }
        Ok(Document { bytes, coding, content_type })
    }
}

fn web_url(url: &Url) -> Result<WebUrl, Error> {
    WebUrl::from_url(url).ok_or(Error::Redirects(RedirectFault::NotWeb))
}

fn headers_for(accept: Accept, user_agent: &str) -> HeaderMap {
    let accept = match accept {
        Accept::Feed => {
            "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, \
             application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"
        }
        // What is not decoded is not asked for.
        Accept::Picture => "image/webp, image/jpeg, image/png, image/gif, */*;q=0.1",
        Accept::Page => "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5",
    };
    let mut headers = HeaderMap::with_capacity(8);
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip, br, zstd, deflate"));
    let fallback = HeaderValue::from_static(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));
    headers.insert(USER_AGENT, HeaderValue::from_str(user_agent).unwrap_or(fallback));
    headers
}
