//! The internet, over reqwest and rustls. Built lazily (reading the certificates takes 3 ms), in up
//! to four kinds, so that a guarded request never reuses a connection that an unguarded one made.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use futures_util::{StreamExt, TryStreamExt};
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::redirect::Policy;
use url::Url;

use super::guard::{self, Keep, Resolver};
use super::{Body, Error, Exchange, Method, Reply, Transport, fault};
use crate::domain::Reach;
use crate::text::SafeText;

const CONNECT: Duration = Duration::from_secs(10);
/// Idle connections are kept for the next request of the same refresh, not longer: a thousand hosts
/// would use up the file descriptors.
const IDLE: Duration = Duration::from_secs(3);

/// Makes ring the TLS provider of this process. Idempotent; called before the first client is built.
pub fn install_tls_provider() {
    // An error means that one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// The real network.
pub struct Real {
    proxies: OnceLock<Matcher>,
    clients: [OnceLock<Result<Built, Error>>; 4],
    answered: Answered,
}

/// Which client an exchange goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Public addresses only.
    Guarded,
    /// The addresses of the name decide.
    Deciding,
    /// Any address.
    Open,
    /// Through the proxy of the environment, which resolves names by itself.
    Proxied,
}

#[derive(Clone)]
struct Built {
    client: reqwest::Client,
    has_certificates: bool,
}

impl Real {
    /// A network that has not been touched.
    #[must_use]
    pub fn new() -> Self {
        Self { proxies: OnceLock::new(), clients: Default::default(), answered: Answered::new() }
    }

    fn kind(&self, exchange: &Exchange) -> Result<Kind, Error> {
        let url = &exchange.url;
        let is_guarded = exchange.reach == Some(Reach::Public);
        // As in curl and Go, this machine is never asked through a proxy.
        if !guard::is_loopback(url) && self.is_proxied(url) {
            let is_inside = guard::is_local_name(url);
            return if is_guarded && is_inside { Err(guard::private(url)) } else { Ok(Kind::Proxied) };
        }
        Ok(match exchange.reach {
            Some(Reach::Public) => Kind::Guarded,
            Some(Reach::Private) => Kind::Open,
            // No name, nothing to decide.
            None if guard::literal(url).is_some() => Kind::Open,
            None => Kind::Deciding,
        })
    }

    fn is_proxied(&self, url: &Url) -> bool {
        let proxies = self.proxies.get_or_init(Matcher::from_system);
        url.as_str().parse().is_ok_and(|uri| proxies.intercept(&uri).is_some())
    }

    fn client(&self, kind: Kind, url: &Url) -> Result<&reqwest::Client, Error> {
        let built = self.clients[kind as usize].get_or_init(|| build(kind)).as_ref().map_err(Clone::clone)?;
        if url.scheme() == "https" && !built.has_certificates {
            return Err(Error::NoCertificates);
        }
        Ok(&built.client)
    }

    async fn send(&self, exchange: Exchange) -> Result<Reply, Error> {
        let kind = self.kind(&exchange)?;
        let client = self.client(kind, &exchange.url)?;
        let Exchange { method, url, headers, reach } = exchange;
        let request = match method {
            Method::Get => client.get(url.clone()),
            Method::Post(body) => client.post(url.clone()).body(body),
        };
        let request = request.headers(headers).build();
        let request =
            request.map_err(|_| Error::BadAddress { reason: SafeText::new("it cannot be sent") })?;
        // A connection kept from an earlier answer may be closed under the next question; then, and
        // only then, it is asked again at once.
        let may_be_kept =
            request.method() == reqwest::Method::GET && self.answered.lately(&url, Instant::now());
        let again = if may_be_kept { request.try_clone() } else { None };
        let response = match (client.execute(request).await, again) {
            (Err(error), Some(again)) if fault::is_closed_unanswered(&error) => client.execute(again).await,
            (response, _) => response,
        };
        let response =
            response.map_err(|error| fault::classify(&error, &url, kind == Kind::Proxied, CONNECT))?;
        self.answered.note(&url, Instant::now());
        Ok(reply(response, reach_of(reach, kind, &url)))
    }
}

impl Default for Real {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for Real {
    fn exchange(&self, exchange: Exchange) -> BoxFuture<'_, Result<Reply, Error>> {
        Box::pin(self.send(exchange))
    }
}

/// Where the address leads, as far as it is known before the connection is looked at.
fn reach_of(asked: Option<Reach>, kind: Kind, url: &Url) -> Option<Reach> {
    let by_number = || guard::literal(url).map(|address| reach_at(guard::is_public(address)));
    let by_name = || (kind == Kind::Proxied).then(|| reach_at(!guard::is_local_name(url)));
    asked.or_else(by_number).or_else(by_name)
}

fn reach_at(is_public: bool) -> Reach {
    if is_public { Reach::Public } else { Reach::Private }
}

fn reply(response: reqwest::Response, reach: Option<Reach>) -> Reply {
    let connected = response.remote_addr();
    // Unknown counts as public: then nothing private is opened later.
    let reach =
        reach.unwrap_or_else(|| reach_at(connected.is_none_or(|address| guard::is_public(address.ip()))));
    Reply {
        status: response.status().as_u16(),
        reach,
        headers: response.headers().clone(),
        body: Body::Stream(response.bytes_stream().map_err(|error| fault::classify_body(&error)).boxed()),
    }
}

fn build(kind: Kind) -> Result<Built, Error> {
    install_tls_provider();
    let has_certificates = builder(kind).build();
    if let Ok(client) = has_certificates {
        return Ok(Built { client, has_certificates: true });
    }
    // Without certificates the first attempt fails as a whole. One that trusts nobody can be built,
    // and serves plain http.
    let client = builder(kind).tls_certs_only([]).build();
    let failed = |error: reqwest::Error| Error::Setup { reason: fault::innermost(&error) };
    Ok(Built { client: client.map_err(failed)?, has_certificates: false })
}

fn builder(kind: Kind) -> reqwest::ClientBuilder {
    let keep = match kind {
        Kind::Guarded => Keep::Public,
        Kind::Deciding => Keep::Decide,
        Kind::Open | Kind::Proxied => Keep::All,
    };
    let builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(CONNECT)
        .pool_idle_timeout(IDLE)
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .http1_ignore_invalid_headers_in_responses(true)
        .dns_resolver(Resolver(keep));
    if kind == Kind::Proxied { builder } else { builder.no_proxy() }
}

/// Which servers answered within the last seconds, so that a connection to them may have been kept:
/// a fixed table by hash. A collision costs one question too many.
struct Answered {
    start: Instant,
    seconds: [AtomicU32; 256],
}

impl Answered {
    fn new() -> Self {
        Self { start: Instant::now(), seconds: [const { AtomicU32::new(0) }; 256] }
    }

    fn slot(&self, url: &Url) -> &AtomicU32 {
        let authority = url[url::Position::BeforeHost..url::Position::AfterPort].as_bytes();
        let hash = xxhash_rust::xxh3::xxh3_64(authority);
        &self.seconds[usize::from(hash.to_le_bytes()[0])]
    }

    /// Seconds since the start, from 1 on.
    fn second(&self, at: Instant) -> u32 {
        let elapsed = at.saturating_duration_since(self.start).as_secs();
        u32::try_from(elapsed).unwrap_or(u32::MAX - 1) + 1
    }

    fn note(&self, url: &Url, at: Instant) {
        self.slot(url).store(self.second(at), Ordering::Relaxed);
    }

    fn lately(&self, url: &Url, at: Instant) -> bool {
        let noted = self.slot(url).load(Ordering::Relaxed);
        let idle = u32::try_from(IDLE.as_secs()).unwrap_or(u32::MAX);
        noted != 0 && self.second(at).saturating_sub(noted) <= idle + 1
    }
}
