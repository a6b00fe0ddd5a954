//! The refresh: asks many feeds at once, stores what each brings as it comes, and never lets one
//! bad feed hold up the others. The same function serves the command line, the reader's background
//! task and the demo network.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{Semaphore, mpsc, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::answers::AnswerReader;
use super::lock::RefreshLock;
use super::outlook::{Outlook, Passage};
use super::parsers::Parsers;
use super::places::Places;
use super::{Error, Services, offline};
use crate::domain::{Event, FeedId, FeedState, Progress, WebUrl};
use crate::net::{self, Accept, Answer, Content, Request};
use crate::store::{Applied, FetchOutcome, FetchPlan, FetchRecord, FetchScope, Validators};
use crate::text::SafeText;

/// Requests under way at once over all hosts (measured: 1,000 answers with 100 ms latency within
/// 0.5 s need at least 400).
const IN_FLIGHT: usize = 512;

/// Of these, feeds without validators, which surely send a whole document (measured: with 224
/// the peak is 30 MB higher and nothing is faster).
const WHOLE_IN_FLIGHT: usize = 64;

/// Feeds between the parser and the disk: their entries are held in memory until the commit.
const BEING_STORED: usize = 32;

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

impl Reporter {
    /// A reporter that nobody listens to.
    #[must_use]
    pub fn silent() -> Self {
        Self { progress: watch::Sender::default(), events: None, cancel: CancellationToken::new() }
    }

    pub(super) async fn tell(&self, event: Event) {
        if let Some(events) = &self.events {
            // The listener may have gone; the refresh goes on for the store's sake.
            let _ = events.send(event).await;
        }
    }
}

/// What a refresh did (the JSON of `tidings refresh`).
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct RefreshReport {
    /// Feeds asked.
    pub feeds: usize,
    /// Feeds that brought a new document.
    pub updated: usize,
    /// Feeds that had nothing new (304, or the same bytes again).
    pub not_modified: usize,
    /// Feeds that failed.
    pub failed: usize,
    /// New entries.
    pub new_entries: usize,
    /// Entries whose text changed.
    pub changed_entries: usize,
    /// Why feeds failed.
    pub errors: Vec<FeedError>,
    /// Wall time.
    pub elapsed_ms: u64,
    /// True when the network itself is away: feeds were not asked, and none of them failed for that.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub offline: bool,
    /// True when it was stopped before the end.
    #[serde(skip)]
    pub cancelled: bool,
}

impl RefreshReport {
    /// Feeds that gave a usable answer.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.updated + self.not_modified
    }
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
///
/// # Errors
/// Only when nothing could be begun (another refresh runs, the store cannot be read); a feed that
/// fails is told in the report.
pub async fn refresh(
    services: &Services,
    request: RefreshRequest,
    reporter: &Reporter,
) -> Result<RefreshReport, Error> {
    let started = Instant::now();
    let lock_path = services.paths.refresh_lock();
    let _lock = RefreshLock::take(&lock_path)?;
    let plans = plans(services, &request.scope)?;
    let newest_before = services.store.newest_entry()?;
    reporter.tell(Event::RefreshStarted { feeds: plans.len() }).await;
    let mut report = run(services, plans, reporter).await;
    if report.new_entries > 0 && !report.offline && !reporter.cancel.is_cancelled() {
        super::fulltext::fetch_new(services, newest_before, request.full_text, reporter).await?;
    }
    report.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    reporter
        .tell(Event::RefreshFinished {
            new: report.new_entries,
            changed: report.changed_entries,
            failed: report.failed,
            cancelled: report.cancelled,
        })
        .await;
    Ok(report)
}

fn plans(services: &Services, scope: &RefreshScope) -> Result<Vec<FetchPlan>, Error> {
    let scope = match scope {
        RefreshScope::All => FetchScope::All,
        RefreshScope::Due => FetchScope::Due(services.clock.now()),
        RefreshScope::Feeds(feeds) => FetchScope::Feeds(feeds.clone()),
    };
    Ok(services.store.fetch_plans(&scope)?)
}

/// One feed's way through a refresh.
struct Done {
    plan: FetchPlan,
    result: Result<Stored, SafeText>,
}

/// What was stored for a feed.
enum Stored {
    Unchanged,
    Updated(Applied),
}

async fn run(services: &Services, plans: Vec<FetchPlan>, reporter: &Reporter) -> RefreshReport {
    let worker = Arc::new(Worker::new(services, plans.len()));
    let was_away = offline::was_just_now(services);
    let mut report = RefreshReport { feeds: plans.len(), ..RefreshReport::default() };
    let mut progress = Progress { feeds: plans.len(), ..Progress::default() };
    reporter.progress.send_replace(progress);
    let mut tasks = JoinSet::new();
    for plan in plans {
        let worker = Arc::clone(&worker);
        tasks.spawn(async move { worker.feed(plan).await });
    }
    let mut away = pin!(worker.outlook.away(was_away));
    let mut widening = pin!(worker.widen());
    loop {
        let done = tokio::select! {
            biased;
            () = reporter.cancel.cancelled() => {
                report.cancelled = true;
                tasks.shutdown().await;
                break;
            }
            () = &mut away => {
                report.offline = true;
                tasks.shutdown().await;
                break;
            }
            never = &mut widening => match never {},
            done = tasks.join_next() => match done {
                Some(done) => done,
                None => break,
            },
        };
        // A task can only end early by a panic, which the parser pool keeps to itself.
        let Ok(done) = done else { continue };
        progress.done += 1;
        note(&mut report, &mut progress, &done);
        reporter.progress.send_replace(progress);
        reporter.tell(fact(done)).await;
    }
    offline::tell(services, report.offline, worker.outlook.evidence().is_there(), reporter).await;
    report
}

fn note(report: &mut RefreshReport, progress: &mut Progress, done: &Done) {
    match &done.result {
        Ok(Stored::Unchanged) => report.not_modified += 1,
        Ok(Stored::Updated(applied)) => {
            report.updated += 1;
            report.new_entries += applied.new;
            report.changed_entries += applied.changed;
            progress.new += applied.new;
        }
        Err(error) => {
            report.failed += 1;
            progress.failed += 1;
            report.errors.push(FeedError { feed_url: done.plan.url.clone(), error: error.clone() });
        }
    }
}

fn fact(done: Done) -> Event {
    let feed = done.plan.feed;
    match done.result {
        Ok(Stored::Unchanged) => Event::FeedRefreshed { feed, new: 0, changed: 0 },
        Ok(Stored::Updated(applied)) => {
            Event::FeedRefreshed { feed, new: applied.new, changed: applied.changed }
        }
        Err(reason) => Event::FeedFailed { feed, reason },
    }
}

/// What all tasks of a refresh share.
pub(super) struct Worker {
    services: Services,
    reader: AnswerReader,
    parsers: Parsers,
    /// Requests that may be answered by 304.
    any: Places,
    /// Requests that bring a whole document.
    whole: Places,
    /// Documents between the network and the disk.
    being_stored: Semaphore,
    /// Whether the network is there.
    outlook: Outlook,
}

impl Worker {
    /// For so many feeds.
    pub(super) fn new(services: &Services, feeds: usize) -> Self {
        let refresh = &services.settings.refresh;
        let reader = AnswerReader {
            bounds: (refresh.min, refresh.max),
            site: services.site_options(),
            store: services.store.clone(),
            packers: Arc::default(),
            now: services.clock.now(),
        };
        Self {
            services: services.clone(),
            reader,
            parsers: Parsers::start(),
            any: Places::new(IN_FLIGHT - WHOLE_IN_FLIGHT),
            whole: Places::new(WHOLE_IN_FLIGHT),
            being_stored: Semaphore::new(BEING_STORED),
            outlook: Outlook::new(feeds),
        }
    }

    async fn widen(&self) -> Infallible {
        tokio::select! {
            never = self.any.widen() => never,
            never = self.whole.widen() => never,
        }
    }

    async fn feed(&self, plan: FetchPlan) -> Done {
        let passage = self.outlook.passage();
        let result = match refused(&plan, self) {
            Some(reason) => Err(reason),
            None => self.fetch(&plan, passage).await,
        };
        Done { plan, result }
    }

    async fn fetch(&self, plan: &FetchPlan, mut passage: Passage<'_>) -> Result<Stored, SafeText> {
        let request = Request {
            url: plan.url.clone(),
            etag: plan.validators.etag.clone(),
            last_modified: plan.validators.last_modified.clone(),
            reach: plan.reach,
            accept: Accept::Feed,
        };
        let places = if plan.validators == Validators::default() { &self.whole } else { &self.any };
        let place = loop {
            let place = places.take().await;
            if passage.may_go() {
                break place;
            }
            drop(place);
            passage.wait().await;
        };
        let answer = self.services.net.fetch(request).await;
        let storing = if is_document(&answer) { self.being_stored.acquire().await.ok() } else { None };
        drop(place);
        passage.land(&plan.url, &answer).await;
        let stored = self.record(self.read(plan, answer).await).await;
        drop(storing);
        stored
    }

    /// Reads an answer and stores what came of it.
    pub(super) async fn store_answer(
        &self,
        plan: &FetchPlan,
        answer: Result<Answer, net::Error>,
    ) -> Result<Applied, SafeText> {
        match self.record(self.read(plan, answer).await).await? {
            Stored::Unchanged => Ok(Applied::default()),
            Stored::Updated(applied) => Ok(applied),
        }
    }

    async fn read(&self, plan: &FetchPlan, answer: Result<Answer, net::Error>) -> FetchRecord {
        if !is_document(&answer) {
            // There is nothing to parse: another thread would cost more than the work.
            return self.reader.read(plan, answer);
        }
        let reader = self.reader.clone();
        let job_plan = plan.clone();
        match self.parsers.run(move || reader.read(&job_plan, answer)).await {
            Ok(record) => record,
            Err(_) => self.reader.crashed(plan),
        }
    }

    async fn record(&self, record: FetchRecord) -> Result<Stored, SafeText> {
        let verdict = verdict(&record);
        let applied = self
            .services
            .store
            .record_fetch(record)
            .await
            .map_err(|error| SafeText::new(&format!("fetched, but not stored: {error}")))?;
        match verdict {
            Verdict::Failed(reason) => Err(reason),
            Verdict::Unchanged => Ok(Stored::Unchanged),
            Verdict::Parsed => Ok(Stored::Updated(applied)),
        }
    }
}

fn is_document(answer: &Result<Answer, net::Error>) -> bool {
    matches!(answer, Ok(answer) if matches!(answer.content, Content::Document(_)))
}

enum Verdict {
    Parsed,
    Unchanged,
    Failed(SafeText),
}

fn verdict(record: &FetchRecord) -> Verdict {
    match &record.outcome {
        FetchOutcome::Parsed(_) => Verdict::Parsed,
        FetchOutcome::Unchanged { .. } => Verdict::Unchanged,
        FetchOutcome::Gone { error } | FetchOutcome::Failed { error, .. } => Verdict::Failed(error.clone()),
    }
}

/// Why a feed is not asked at all: the server's `Retry-After` holds for everybody.
fn refused(plan: &FetchPlan, worker: &Worker) -> Option<SafeText> {
    let FeedState::Waiting { until } = plan.state else { return None };
    if until <= worker.reader.now {
        return None;
    }
    let local = until.to_zoned(worker.services.clock.time_zone());
    Some(SafeText::new(&format!("waits until {} as the server asked", local.strftime("%b %-d %H:%M"))))
}
