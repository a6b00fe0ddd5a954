//! Taking entries along: the texts and pictures of many entries fetched ahead, politely, so that they can be read
//! where there is no network. The queue is the store's: what a program leaves undone, by its end or
//! because the network is away, the next one goes on with. The reader and the command line call it.

mod illustrate;

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Instant;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use super::outlook::{self, Sign, sign_of};
use super::{Error, Reporter, Services, Unresolved, fulltext, offline, resolve};
use crate::domain::{
    Completeness, DownloadProgress, Entry, EntryId, Event, FailedDownload, FeedId, FullTextMode,
};
use crate::query::Query;
use crate::store::Listing;
use crate::text::SafeText;
use illustrate::{Illustrated, illustrate};

/// The newest so many entries of what is asked for.
pub const MOST_DOWNLOADED: usize = 1_000;
/// Pages that are on their way at once; each host has its turns beside that.
const AT_ONCE: usize = 8;
/// Entries that are taken from the queue at once.
const BATCH: usize = 40;
/// Hosts in a row that cannot be reached, after some that could: the network is away since.
const LOST: usize = 6;

/// Why there is no text of an entry that leads nowhere.
const NO_PAGE: &str = "this entry names no page that could hold its text";

/// What is taken along.
#[derive(Clone, Debug, PartialEq)]
pub enum DownloadScope {
    /// What waits from before.
    Waiting,
    /// What waits, and what failed.
    Retry,
    /// These entries, and what waits.
    Entries(Vec<EntryId>),
    /// What a query finds, the newest [`MOST_DOWNLOADED`] of it, and what waits.
    Query(Query),
}

/// What came of a download (the JSON of `tidings download`).
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct DownloadReport {
    /// Entries in the queue.
    pub entries: usize,
    /// Texts that were fetched.
    pub fetched: usize,
    /// Entries whose text was there already.
    pub held: usize,
    /// Files of pictures that were fetched.
    pub pictures: usize,
    /// Entries without a text.
    pub failed: usize,
    /// Entries that wait for the next time.
    pub waiting: usize,
    /// Entries that were asked for and left out, because there are more than are taken at once.
    pub left_out: u64,
    /// True when the network itself is away.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub offline: bool,
    /// What could not be had.
    #[serde(rename = "errors", serialize_with = "named")]
    pub failures: Vec<FailedDownload>,
    /// Wall time.
    pub elapsed_ms: u64,
}

impl DownloadReport {
    /// How far the queue is.
    #[must_use]
    pub fn progress(&self) -> DownloadProgress {
        let done = self.entries.saturating_sub(self.failed + self.waiting);
        DownloadProgress { total: self.entries, done, failed: self.failed }
    }
}

fn named<S: serde::Serializer>(failures: &[FailedDownload], to: S) -> Result<S::Ok, S::Error> {
    let named = failures.iter().map(|failure| {
        let id = failure.entry.to_string();
        [("id", id), ("title", failure.title.to_string()), ("error", failure.reason.to_string())]
    });
    to.collect_seq(named.map(HashMap::from))
}

/// Fetches the texts of what is asked for and of what waits. Stopping it leaves the rest in the queue.
pub async fn download(
    services: &Services,
    scope: DownloadScope,
    reporter: &Reporter,
) -> Result<DownloadReport, Error> {
    let began = Instant::now();
    let left_out = queue(services, scope).await?;
    let mut run = Run::new(services)?;
    run.tell(reporter).await;
    while !run.offline && !reporter.cancel.is_cancelled() {
        let batch = services.store.waiting_downloads(BATCH)?;
        let batch: Vec<EntryId> = batch.into_iter().filter(|id| !run.unsure.contains_key(id)).collect();
        if batch.is_empty() {
            break;
        }
        tokio::select! {
            biased;
            () = reporter.cancel.cancelled() => break,
            done = run.batch(batch, reporter) => done?,
        }
    }
    run.end(reporter).await?;
    let downloads = services.store.downloads()?;
    Ok(DownloadReport {
        entries: downloads.progress.total,
        fetched: run.fetched,
        held: run.held,
        pictures: run.pictures,
        failed: downloads.progress.failed,
        waiting: downloads.progress.waiting(),
        left_out,
        offline: run.offline,
        failures: downloads.failed,
        elapsed_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
    })
}

/// Puts what is asked for into the queue; how many entries were too many.
async fn queue(services: &Services, scope: DownloadScope) -> Result<u64, Error> {
    let entries = match scope {
        DownloadScope::Waiting => return Ok(0),
        DownloadScope::Retry => {
            services.store.retry_downloads().await?;
            return Ok(0);
        }
        DownloadScope::Entries(entries) => (entries, 0),
        DownloadScope::Query(query) => {
            let moment = services.clock.moment();
            let total = services.store.count(&query, None, &moment)?.n;
            let listing = Listing { query, limit: Some(MOST_DOWNLOADED), ..Listing::default() };
            let rows = services.store.list(&listing, &moment)?.rows;
            let left_out = total.saturating_sub(rows.len() as u64);
            (rows.into_iter().map(|row| row.id).collect(), left_out)
        }
    };
    services.store.queue_downloads(entries.0).await?;
    Ok(entries.1)
}

/// One download on its way.
struct Run<'s> {
    services: &'s Services,
    modes: HashMap<FeedId, FullTextMode>,
    progress: DownloadProgress,
    fetched: usize,
    held: usize,
    pictures: usize,
    /// How many requests were begun.
    begun: u64,
    /// True once somebody answered.
    was_there: bool,
    was_away: bool,
    offline: bool,
    /// What failed because there was no way to its host: its own fault only if the network is there, as
    /// somebody shows who was asked later and answered.
    unsure: HashMap<EntryId, Unsure>,
}

/// A failure that may be the network's.
struct Unsure {
    /// The number of the request.
    turn: u64,
    host: String,
    /// Why there is no text; `None` where only pictures are missing.
    failure: Option<SafeText>,
}

/// What is done for an entry, or for some.
enum Work {
    /// The texts of entries whose addresses are asked for together.
    Texts(Vec<Entry>),
    /// The pictures of an entry whose text is here.
    Pictures(EntryId),
}

/// What came of it.
enum Done {
    Texts(Vec<(EntryId, Result<(), Error>)>),
    Pictures(EntryId, Illustrated),
}

impl<'s> Run<'s> {
    fn new(services: &'s Services) -> Result<Self, Error> {
        let usual = services.settings.full_text;
        let feeds = services.store.feeds()?;
        let modes = feeds.iter().map(|feed| (feed.id, feed.subscription.full_text.unwrap_or(usual)));
        Ok(Self {
            services,
            modes: modes.collect(),
            progress: services.store.downloads()?.progress,
            fetched: 0,
            held: 0,
            pictures: 0,
            begun: 0,
            was_there: false,
            was_away: offline::was_just_now(services),
            offline: false,
            unsure: HashMap::new(),
        })
    }

    async fn tell(&self, reporter: &Reporter) {
        reporter.tell(Event::DownloadProgressed(self.progress)).await;
    }

    async fn batch(&mut self, ids: Vec<EntryId>, reporter: &Reporter) -> Result<(), Error> {
        let mut wanted = Vec::new();
        let mut work = VecDeque::new();
        for id in ids {
            match self.services.store.entry(id)? {
                Some(entry) if self.wants_text(&entry) && entry.row.url.is_none() => {
                    self.finish(id, Some(NO_PAGE.into()), reporter).await?;
                }
                Some(entry) if self.wants_text(&entry) => wanted.push(entry),
                _ => work.push_back(Work::Pictures(id)),
            }
        }
        let services = self.services;
        work.extend(together(services, wanted)?.into_iter().map(Work::Texts));
        let mut under_way = FuturesUnordered::new();
        loop {
            // Who was asked before it looked as if the network were away may still answer.
            while under_way.len() < AT_ONCE && !self.looks_away() {
                let Some(next) = work.pop_front() else { break };
                self.begun += 1;
                under_way.push(perform(services, self.begun, next));
            }
            let Some(done) = under_way.next().await else { break };
            let (turn, done) = done?;
            match done {
                Done::Pictures(id, illustrated) => self.on_pictures(id, turn, illustrated, reporter).await?,
                Done::Texts(outcomes) => {
                    for (id, outcome) in outcomes {
                        if self.on_text(id, turn, outcome, reporter).await? {
                            work.push_front(Work::Pictures(id));
                        }
                    }
                }
            }
        }
        self.offline = self.looks_away();
        Ok(())
    }

    /// A text of the feed's own is enough, unless the person wants articles of that feed always.
    fn wants_text(&self, entry: &Entry) -> bool {
        let is_enough = entry.row.completeness >= Completeness::FeedText;
        entry.full_text.is_none()
            && match self.modes.get(&entry.row.feed) {
                Some(FullTextMode::Always) => true,
                Some(FullTextMode::Never) => false,
                _ => !is_enough,
            }
    }

    /// True if the text is here.
    async fn on_text(
        &mut self,
        id: EntryId,
        turn: u64,
        outcome: Result<(), Error>,
        reporter: &Reporter,
    ) -> Result<bool, Error> {
        let (host, sign) = sign(&outcome);
        let is_here = outcome.is_ok();
        match outcome {
            Err(error) if sign == Sign::Away => {
                self.unsure.insert(id, Unsure { turn, host, failure: Some(reason(&error)) });
            }
            Err(error) => self.finish(id, Some(reason(&error)), reporter).await?,
            Ok(()) => {
                self.fetched += 1;
                reporter.tell(Event::FullTextFetched { entry: id }).await;
            }
        }
        if sign == Sign::There {
            self.was_there = true;
            self.blame(turn, reporter).await?;
        }
        Ok(is_here)
    }

    /// An entry is done with once its pictures were asked for, whatever came of them.
    async fn on_pictures(
        &mut self,
        id: EntryId,
        turn: u64,
        illustrated: Illustrated,
        reporter: &Reporter,
    ) -> Result<(), Error> {
        self.pictures += illustrated.fetched;
        if illustrated.answered {
            self.was_there = true;
            self.blame(turn, reporter).await?;
        }
        match illustrated.unreachable {
            Some(host) => {
                self.unsure.insert(id, Unsure { turn, host, failure: None });
                Ok(())
            }
            None => self.finish(id, None, reporter).await,
        }
    }

    /// The network was there: what could not be reached before this turn is its own fault.
    async fn blame(&mut self, turn: u64, reporter: &Reporter) -> Result<(), Error> {
        let to_blame: Vec<(EntryId, Unsure)> =
            self.unsure.extract_if(|_, unsure| unsure.turn < turn).collect();
        for (id, unsure) in to_blame {
            self.finish(id, unsure.failure, reporter).await?;
        }
        Ok(())
    }

    /// Once somebody answered, a few hosts in a row that cannot be reached say nothing yet.
    fn looks_away(&self) -> bool {
        self.unreachable() >= if self.was_there { LOST } else { outlook::SUSPECT }
    }

    fn unreachable(&self) -> usize {
        self.unsure.values().map(|unsure| unsure.host.as_str()).collect::<HashSet<_>>().len()
    }

    async fn finish(
        &mut self,
        id: EntryId,
        failure: Option<SafeText>,
        reporter: &Reporter,
    ) -> Result<(), Error> {
        if failure.is_some() {
            self.progress.failed += 1;
        } else {
            self.progress.done += 1;
        }
        self.services.store.finish_download(id, failure).await?;
        self.tell(reporter).await;
        Ok(())
    }

    /// Nobody is left to be asked: what is unsure is decided, and told what was found out of the network.
    async fn end(&mut self, reporter: &Reporter) -> Result<(), Error> {
        if !self.unsure.is_empty() && !self.offline && !reporter.cancel.is_cancelled() {
            let enough = if self.was_away { 1 } else { outlook::FEW };
            self.offline = !self.was_there && self.unreachable() >= enough;
            if !self.offline {
                self.blame(u64::MAX, reporter).await?;
            }
        }
        self.held = self.progress.done.saturating_sub(self.fetched);
        offline::tell(self.services, self.offline, self.was_there, reporter).await;
        Ok(())
    }
}

/// Entries by themselves where their addresses are known; those of which Google must be asked together, as
/// many as it is asked for at once.
fn together(services: &Services, entries: Vec<Entry>) -> Result<Vec<Vec<Entry>>, Error> {
    let mut groups = Vec::new();
    let mut unknown = Vec::new();
    for entry in entries {
        if resolve::known_address(services, &entry)?.is_some() {
            groups.push(vec![entry]);
        } else {
            unknown.push(entry);
        }
    }
    while !unknown.is_empty() {
        let rest = unknown.split_off(unknown.len().min(fulltext::LINKS_AT_ONCE));
        groups.push(std::mem::replace(&mut unknown, rest));
    }
    Ok(groups)
}

async fn perform(services: &Services, turn: u64, work: Work) -> Result<(u64, Done), Error> {
    let done = match work {
        Work::Pictures(id) => Done::Pictures(id, illustrate(services, id).await?),
        Work::Texts(entries) => {
            let ids: Vec<EntryId> = entries.iter().map(|entry| entry.row.id).collect();
            let outcomes = fulltext::fetch_all(services, entries).await?;
            let outcomes = outcomes.into_iter().map(|outcome| outcome.map(drop));
            Done::Texts(ids.into_iter().zip(outcomes).collect())
        }
    };
    Ok((turn, done))
}

/// What an outcome says of the network, and which host said it.
fn sign(outcome: &Result<(), Error>) -> (String, Sign) {
    match outcome {
        // Also where the page was none, somebody sent it.
        Ok(()) | Err(Error::NoText(_)) => (String::new(), Sign::There),
        Err(Error::Net { url, reason }) => (url.host(), outlook::sign::<()>(url, &Err(reason.clone()))),
        Err(Error::Unresolved(Unresolved::Net(reason))) => ("google".to_owned(), sign_of(reason)),
        Err(_) => (String::new(), Sign::None),
    }
}

/// Why there is no text, without the address: the entry is named beside it.
fn reason(error: &Error) -> SafeText {
    match error {
        Error::Net { reason, .. } => SafeText::new(&reason.to_string()),
        Error::Unresolved(reason) => SafeText::new(&reason.to_string()),
        other => SafeText::new(&other.to_string()),
    }
}
