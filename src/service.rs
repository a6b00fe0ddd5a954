//! Use cases: what the command line and the reader both call.

pub mod demo;
pub mod inspect;

use std::sync::Arc;

use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::config::{Paths, Settings};
use crate::domain::{Clock, EntryId, Event, FeedId, Progress, WebUrl};
use crate::net;
use crate::store::Store;
use crate::text::SafeText;

/// Everything a use case needs. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// The truth.
    pub store: Store,
    /// The network.
    pub net: net::Client,
    /// Now.
    pub clock: Arc<dyn Clock>,
    /// Configuration.
    pub settings: Arc<Settings>,
    /// Files.
    pub paths: Paths,
}

/// Which network is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// The internet.
    Real,
    /// The built-in demo edition.
    Demo,
}

/// Why a use case failed: what happened, to what, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store.
    #[error(transparent)]
    Store(#[from] crate::store::Error),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl Services {
    /// Opens the store of the profile and the network, which connects only when used.
    pub fn open(_paths: Paths, _settings: Settings, _network: Network) -> Result<Self, Error> {
        todo!()
    }
}

/// What to refresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefreshScope {
    /// All feeds, due or not.
    All,
    /// Feeds that are due.
    Due,
    /// These, due or not.
    Feeds(Vec<FeedId>),
}

/// A refresh.
#[derive(Clone, Debug)]
pub struct RefreshRequest {
    /// Which feeds.
    pub scope: RefreshScope,
    /// Also fetch the whole articles of new entries.
    pub full_text: bool,
}

/// Where a refresh reports to.
#[derive(Clone, Debug)]
pub struct Reporter {
    /// Latest progress.
    pub progress: watch::Sender<Progress>,
    /// Facts; `None` when nobody listens.
    pub events: Option<mpsc::Sender<Event>>,
    /// Stops it.
    pub cancel: CancellationToken,
}

/// What a refresh did (JSON of `tidings refresh`).
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct RefreshReport {
    /// Feeds asked.
    pub feeds: usize,
    /// Feeds that brought a document.
    pub updated: usize,
    /// Feeds that had nothing new (304, or the same bytes again).
    pub not_modified: usize,
    /// Feeds that failed.
    pub failed: usize,
    /// New entries.
    pub new_entries: usize,
    /// Entries whose text changed.
    pub changed_entries: usize,
    /// Why.
    pub errors: Vec<FeedError>,
    /// Wall time.
    pub elapsed_ms: u64,
}

/// A feed that failed.
#[derive(Clone, Debug, serde::Serialize)]
pub struct FeedError {
    /// Its address.
    pub feed_url: WebUrl,
    /// Cause in one line.
    pub error: SafeText,
}

/// Fetches, parses and stores feeds.
#[allow(clippy::unused_async, reason = "interface")]
pub async fn refresh(
    _services: &Services,
    _request: RefreshRequest,
    _reporter: &Reporter,
) -> Result<RefreshReport, Error> {
    todo!()
}

/// How to subscribe.
#[derive(Clone, Debug, Default)]
pub struct SubscribeOptions {
    /// Category path.
    pub category: Option<SafeText>,
    /// Title.
    pub title: Option<SafeText>,
    /// Do not touch the network.
    pub no_fetch: bool,
}

/// What became of one address (JSON of `tidings add`).
#[derive(Clone, Debug, serde::Serialize)]
pub struct AddedFeed {
    /// The feed; null when it failed.
    pub id: Option<FeedId>,
    /// Its title.
    pub title: Option<SafeText>,
    /// Its address.
    pub feed_url: Option<WebUrl>,
    /// The publisher's page.
    pub site_url: Option<WebUrl>,
    /// Subscribed already.
    pub already: bool,
    /// Why it failed.
    pub error: Option<SafeText>,
}

/// Subscribes to an address: feed, page (discovery) or shorthand; fetches it unless told not to.
#[allow(clippy::unused_async, reason = "interface")]
pub async fn subscribe(_services: &Services, _address: &str, _options: &SubscribeOptions) -> AddedFeed {
    todo!()
}

/// What an import did (JSON of `tidings import`).
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ImportReport {
    /// Feeds added.
    pub added: usize,
    /// Feeds that were there.
    pub already: usize,
    /// Lines that are no feed.
    pub skipped: Vec<SkippedLine>,
}

/// A line that was not imported.
#[derive(Clone, Debug, serde::Serialize)]
pub struct SkippedLine {
    /// Line number, from 1.
    pub line: usize,
    /// Why.
    pub reason: SafeText,
}

/// Imports OPML, a newsboat `urls` file or a list of addresses. Never fetches.
#[allow(clippy::unused_async, reason = "interface")]
pub async fn import(_services: &Services, _bytes: &[u8]) -> Result<ImportReport, Error> {
    todo!()
}

/// All feeds as OPML.
pub fn export_opml(_services: &Services) -> Result<String, Error> {
    todo!()
}

/// Fetches the whole article of an entry and stores it; the reason in words when there is none.
#[allow(clippy::unused_async, reason = "interface")]
pub async fn fetch_full_text(_services: &Services, _entry: EntryId) -> Result<(), Error> {
    todo!()
}
