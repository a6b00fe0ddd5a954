//! Runs what updates order: reads on blocking threads, writes in line, fetching and programs as tasks,
//! timers. Answers come back as events.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, mpsc, watch};
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use super::debounce;
use super::downloads;
use super::editor::Editor;
use super::first_run;
use super::images::{ImageLoader, Made, Wanted};
use super::others;
use super::pipe;
use super::reads;
use super::saving;
use super::screen_orders::ScreenOrder;
use super::surroundings::Surroundings;
use super::tasks::{TaskKey, Tasks};
use super::writes::Writes;
use crate::app::{DownloadOrder, Effect, PipeOrder, RefreshScope, SaveOrder};
use crate::domain::{EntryId, Event, Progress, RequestId, WebUrl};
use crate::service::{self, Network, RefreshRequest, Reporter, Services};
use crate::system::{self, Opening};
use crate::text::SafeText;
use crate::ui::Encoder;

/// Facts that wait for the loop; background work waits when there are more.
const EVENTS: usize = 256;
/// Between two refreshes that nobody asked for, whatever the feeds say.
const LEAST_PAUSE: Duration = Duration::from_mins(1);
/// Writes get so long when the reader ends.
pub const LAST_WRITES: Duration = Duration::from_secs(2);

/// What the loop has to do itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    /// Nothing.
    Continue,
    /// Give the shell back.
    Suspend,
    /// End.
    Quit,
}

/// Runs effects.
pub struct EffectRunner {
    services: Services,
    surroundings: Arc<Surroundings>,
    screen_orders: VecDeque<ScreenOrder>,
    asked_for_others: Arc<Notify>,
    events: mpsc::Sender<Event>,
    progress: watch::Sender<Progress>,
    tasks: Tasks,
    images: ImageLoader,
    writes: Writes,
    writing: usize,
    refresh: CancellationToken,
}

/// What the loop listens to.
pub struct Reports {
    /// Facts.
    pub events: mpsc::Receiver<Event>,
    /// How far a refresh is.
    pub progress: watch::Receiver<Progress>,
    /// Pictures.
    pub images: mpsc::UnboundedReceiver<Made>,
    /// Tasks that ended.
    pub tasks_ended: mpsc::UnboundedReceiver<()>,
    /// Writes that ended.
    pub writes_ended: mpsc::UnboundedReceiver<()>,
}

impl Reports {
    /// True if no answer waits.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.images.is_empty()
    }
}

impl EffectRunner {
    /// A runner over `services`.
    pub fn new(services: Services, surroundings: Surroundings) -> (Self, Reports) {
        let (events, events_in) = mpsc::channel(EVENTS);
        let (progress, progress_in) = watch::channel(Progress::default());
        let (tasks, tasks_ended) = Tasks::new();
        let (written, writes_ended) = mpsc::unbounded_channel();
        let writes = Writes::start(services.clone(), events.clone(), written);
        let refresh = CancellationToken::new();
        let (loader, images) = ImageLoader::new(services.clone());
        let reports = Reports { events: events_in, progress: progress_in, images, tasks_ended, writes_ended };
        let runner = Self {
            services,
            surroundings: Arc::new(surroundings),
            screen_orders: VecDeque::new(),
            asked_for_others: Arc::default(),
            events,
            progress,
            tasks,
            images: loader,
            writes,
            writing: 0,
            refresh,
        };
        (runner, reports)
    }

    /// Runs one effect.
    pub fn run(&mut self, effect: Effect) -> Flow {
        match effect {
            Effect::LoadSources { request } => self.read(TaskKey::Sources, request, effect),
            Effect::CountSmartFeeds { request, .. } => self.read(TaskKey::Counts, request, effect),
            Effect::LoadPage { request, .. } | Effect::Search { request, .. } => {
                self.read(TaskKey::Page, request, effect);
            }
            Effect::LoadEntry { request, .. } => self.read(TaskKey::Entry, request, effect),
            Effect::ReadCode { request, .. } => self.read(TaskKey::Code, request, effect),
            Effect::Analyze { request, .. } => self.read(TaskKey::Analysis, request, effect),
            Effect::MakeBrief { request, .. } => self.read(TaskKey::Brief, request, effect),
            Effect::LoadChanges { request, .. } => self.read(TaskKey::Changes, request, effect),
            Effect::LoadTopStories { request } => self.read(TaskKey::Page, request, effect),
            Effect::LoadCoverage { request, .. } => self.read(TaskKey::Coverage, request, effect),
            Effect::LoadEdits { request, .. } => self.read(TaskKey::Edits, request, effect),
            Effect::LoadTags { request } => self.read(TaskKey::Tags, request, effect),
            Effect::LoadRecent { request, .. } => self.read(TaskKey::Recent, request, effect),
            Effect::LoadActivity { request, .. } => self.read(TaskKey::Activity, request, effect),
            Effect::LoadThemes { request } => self.read(TaskKey::Themes, request, effect),
            Effect::LoadCatalogue { request, .. } => self.read(TaskKey::Catalogue, request, effect),
            Effect::FindLists { request } => self.read(TaskKey::Lists, request, effect),
            Effect::FindPaths { request, .. } => self.read(TaskKey::Paths, request, effect),
            Effect::PlanImport { request, .. } => self.read(TaskKey::ImportPlan, request, effect),
            Effect::Mark { .. }
            | Effect::Change { .. }
            | Effect::Undo
            | Effect::Redo
            | Effect::SeeEdit { .. }
            | Effect::SavePreferences(_)
            | Effect::SaveSession(_) => {
                self.writing += 1;
                self.writes.give(effect);
            }
            Effect::Refresh(scope) => self.refresh(scope),
            Effect::Preview { request, address } => self.preview(request, address),
            Effect::CancelPreview => self.tasks.cancel(TaskKey::Preview),
            Effect::FetchFullText { entry } => self.fetch_full_text(entry),
            Effect::Download(order) => self.download(order),
            Effect::CancelDownload => self.tasks.cancel(TaskKey::Download),
            Effect::LoadDownloads { request } => self.read(TaskKey::Downloads, request, effect),
            Effect::FetchAgain { entry } => self.fetch_again(entry),
            Effect::FetchStory { entry } => self.fetch_story(entry),
            Effect::CancelFullText => self.tasks.cancel(TaskKey::FullText),
            Effect::CancelRefresh => self.refresh.cancel(),
            Effect::AwaitNextDue => self.await_next_due(),
            Effect::OpenInBrowser(url) => {
                let command = self.services.settings.browser_command.clone();
                self.open(url, command, self.surroundings.environment.browser.clone());
            }
            Effect::OpenFile(kind, url) => {
                let command = self.services.settings.enclosures.command(kind).to_vec();
                self.open(url, command, None);
            }
            Effect::AwaitDwell { entry, delay } => self.await_dwell(entry, delay),
            Effect::Copy(text) => self.screen_orders.push_back(ScreenOrder::copy(text)),
            Effect::CopyText { text, told } => {
                self.screen_orders.push_back(ScreenOrder::Copy { text, told });
            }
            Effect::Save(order) => self.save(order),
            Effect::Pipe(order) => self.pipe(order),
            Effect::EditNote { entry, text } => {
                let editor = Editor::new(&self.surroundings.environment, &self.services.paths);
                self.screen_orders.push_back(ScreenOrder::EditNote { entry, text, editor });
            }
            Effect::SetMouse(on) => self.screen_orders.push_back(ScreenOrder::SetMouse(on)),
            Effect::CancelPictures => self.images.cancel(),
            // A theme is set by the loop, which owns the screen and knows how pictures are made for it.
            Effect::SetTheme { .. } | Effect::LoadPicture { .. } => {}
            Effect::Suspend => return Flow::Suspend,
            Effect::Quit => return Flow::Quit,
        }
        Flow::Continue
    }

    /// Loads a picture.
    pub fn load_picture(&mut self, wanted: Wanted, encoder: Encoder) {
        self.images.load(wanted, encoder, &mut self.tasks);
    }

    /// The next order that only the screen can carry out.
    pub fn next_screen_order(&mut self) -> Option<ScreenOrder> {
        self.screen_orders.pop_front()
    }

    /// Looks soon, and not here, whether another tidings changed the store.
    pub fn look_for_others(&self) {
        self.asked_for_others.notify_one();
    }

    /// A task ended.
    pub fn on_task_ended(&mut self) {
        self.tasks.on_ended();
    }

    /// A write ended.
    pub fn on_write_ended(&mut self) {
        self.writing = self.writing.saturating_sub(1);
    }

    /// True if nothing is being worked on.
    pub fn is_idle(&self) -> bool {
        self.tasks.is_idle() && self.writing == 0
    }

    /// Cancels what runs and waits for what is being written.
    pub async fn finish(self) {
        self.tasks.cancel_all();
        self.refresh.cancel();
        let started = std::time::Instant::now();
        self.writes.finish(LAST_WRITES).await;
        let left = LAST_WRITES.saturating_sub(started.elapsed());
        self.services.store.close(left).await;
    }

    /// What the store needs after a start, once the first frame stands: a look for damage if it was not
    /// closed, and whatever an earlier run left to be indexed.
    pub fn look_after_store(&mut self) {
        let (store, events) = (self.services.store.clone(), self.events.clone());
        self.tasks.start(TaskKey::StoreCare, |_| async move {
            let checked = store.clone();
            let found = match spawn_blocking(move || checked.check_after_crash()).await {
                Ok(Ok(found)) => found,
                Ok(Err(error)) => Some(SafeText::new(&error.to_string())),
                Err(_) => Some(mistake()),
            };
            store.wake();
            if let Some(reason) = found {
                drop(events.send(Event::DamageFound { reason }).await);
            }
        });
    }

    /// Waits to be asked whether another tidings changed the store.
    pub fn listen_for_others(&mut self) {
        let (store, events) = (self.services.store.clone(), self.events.clone());
        let asked = self.asked_for_others.clone();
        self.tasks.start(TaskKey::Others, |replaced| others::listen(store, asked, events, replaced));
    }

    fn read(&mut self, key: TaskKey, request: RequestId, effect: Effect) {
        let (services, events) = (self.services.clone(), self.events.clone());
        let surroundings = Arc::clone(&self.surroundings);
        self.tasks.start(key, |replaced| async move {
            let cancelled = replaced.clone();
            let reading = spawn_blocking(move || {
                let answer = || {
                    let first_run = || first_run::answer(&services, &surroundings, &effect);
                    reads::answer(&services, &effect).or_else(first_run)
                };
                (!cancelled.is_cancelled()).then(answer)
            });
            let event = match reading.await {
                Ok(answer) => answer.flatten(),
                Err(_) => Some(Event::LoadFailed { request, reason: mistake() }),
            };
            if let Some(event) = event.filter(|_| !replaced.is_cancelled()) {
                drop(events.send(event).await);
            }
        });
    }

    fn preview(&mut self, request: RequestId, address: String) {
        let (services, events) = (self.services.clone(), self.events.clone());
        self.tasks.start(TaskKey::Preview, |replaced| async move {
            let result = tokio::select! {
                result = service::preview(&services, &address) => result,
                () = replaced.cancelled() => return,
            };
            let result = result.map(Box::new).map_err(|error| SafeText::new(&error.to_string()));
            drop(events.send(Event::PreviewLoaded { request, result }).await);
        });
    }

    fn fetch_full_text(&mut self, entry: EntryId) {
        let (services, events) = (self.services.clone(), self.events.clone());
        self.tasks.start(TaskKey::FullText, |replaced| async move {
            let fetched = tokio::select! {
                fetched = service::fetch_full_text(&services, entry) => fetched,
                () = replaced.cancelled() => return,
            };
            let event = match fetched {
                Ok(()) => Event::FullTextFetched { entry },
                Err(error) => Event::FullTextFailed { entry, reason: SafeText::new(&error.to_string()) },
            };
            drop(events.send(event).await);
        });
    }

    fn download(&mut self, order: DownloadOrder) {
        let (services, events) = (self.services.clone(), self.events.clone());
        self.tasks.start(TaskKey::Download, |stopped| downloads::download(services, order, events, stopped));
    }

    fn fetch_again(&mut self, entry: EntryId) {
        let (services, events) = (self.services.clone(), self.events.clone());
        self.tasks.start(TaskKey::FullText, |replaced| async move {
            let fetched = tokio::select! {
                fetched = service::fetch_again(&services, entry) => fetched,
                () = replaced.cancelled() => return,
            };
            let event = match fetched {
                Ok(is_edited) => Event::FullTextRefetched { entry, is_edited },
                Err(error) => Event::FullTextFailed { entry, reason: SafeText::new(&error.to_string()) },
            };
            drop(events.send(event).await);
        });
    }

    fn fetch_story(&mut self, entry: EntryId) {
        let (services, events) = (self.services.clone(), self.events.clone());
        let progress = self.progress.clone();
        self.tasks.start(TaskKey::FullText, |replaced| async move {
            let reporter = Reporter { progress, events: Some(events.clone()), cancel: replaced };
            let event = match service::fetch_story(&services, entry, &reporter).await {
                Ok(outcome) => {
                    Event::StoryFetched { entry, fetched: outcome.fetched, failed: outcome.failed }
                }
                Err(service::Error::Stopped) => return,
                Err(error) => Event::FullTextFailed { entry, reason: SafeText::new(&error.to_string()) },
            };
            drop(events.send(event).await);
        });
    }

    fn refresh(&mut self, scope: RefreshScope) {
        self.refresh = CancellationToken::new();
        let cancel = self.refresh.clone();
        let (services, events) = (self.services.clone(), self.events.clone());
        let progress = self.progress.clone();
        self.tasks.start(TaskKey::Refresh, |replaced| async move {
            let work = refresh(&services, scope, &events, progress, cancel.clone());
            let outcome = tokio::select! {
                outcome = work => outcome,
                () = async { replaced.cancelled().await; cancel.cancel() } => return,
            };
            drop(events.send(outcome).await);
            group_stories(&services, &events, &replaced).await;
        });
    }

    fn await_next_due(&mut self) {
        let (services, events) = (self.services.clone(), self.events.clone());
        self.tasks.start(TaskKey::NextDue, |replaced| async move {
            let store = services.store.clone();
            let Ok(Ok(Some(due))) = spawn_blocking(move || store.next_due()).await else { return };
            let delay = due.duration_since(services.clock.now());
            let delay = Duration::try_from(delay).unwrap_or_default().max(LEAST_PAUSE);
            if debounce::wait(delay, &replaced).await {
                drop(events.send(Event::FeedsDue).await);
            }
        });
    }

    fn await_dwell(&mut self, entry: EntryId, delay: Duration) {
        let events = self.events.clone();
        self.tasks.start(TaskKey::Dwell, |replaced| async move {
            if debounce::wait(delay, &replaced).await {
                drop(events.send(Event::EntryDwelled { entry }).await);
            }
        });
    }

    fn save(&mut self, order: SaveOrder) {
        let (services, events) = (self.services.clone(), self.events.clone());
        let surroundings = Arc::clone(&self.surroundings);
        self.tasks.start(TaskKey::Save, |_| async move {
            let saving = spawn_blocking(move || saving::save(&services, &surroundings, &order));
            let outcome = match saving.await {
                Ok(outcome) => outcome.map_err(|error| SafeText::new(&format!("Not saved: {error}"))),
                Err(_) => Err(mistake()),
            };
            drop(events.send(Event::ProgramStarted { outcome }).await);
        });
    }

    fn pipe(&mut self, order: PipeOrder) {
        let (services, events) = (self.services.clone(), self.events.clone());
        if pipe::needs_terminal(&order)
            && let Ok(piped) = pipe::prepare(&services, &order)
        {
            return self.screen_orders.push_back(ScreenOrder::Pipe(piped));
        }
        self.tasks.start(TaskKey::Pipe, |_| async move {
            let outcome = match spawn_blocking(move || pipe::prepare(&services, &order)).await {
                Ok(Ok(piped)) => pipe::run_apart(piped).await,
                Ok(Err(reason)) => Err(reason),
                Err(_) => Err(mistake()),
            };
            drop(events.send(Event::ProgramStarted { outcome }).await);
        });
    }

    /// Opens an address with `command`, else with one of those that `$BROWSER` lists, else as the system does.
    fn open(&mut self, url: WebUrl, command: Vec<String>, browser: Option<String>) {
        let is_remote = self.surroundings.environment.is_remote;
        let network = self.services.network;
        if network != Network::Demo {
            match system::plan_opening(&url, &command, browser.as_deref(), is_remote) {
                Ok(Opening::Copied) => return self.screen_orders.push_back(ScreenOrder::copy_address(&url)),
                Ok(Opening::InTerminal(argv)) => return self.screen_orders.push_back(ScreenOrder::Run(argv)),
                Ok(Opening::Detached) | Err(_) => {}
            }
        }
        let events = self.events.clone();
        self.tasks.start(TaskKey::Program, |_| async move {
            let starting = spawn_blocking(move || start_browser(&url, network, &command, browser.as_deref()));
            let outcome = starting.await.unwrap_or_else(|_| Err(mistake()));
            drop(events.send(Event::ProgramStarted { outcome }).await);
        });
    }
}

/// One refresh, with its facts passed on as they come; returns how it ended.
/// Groups what came in, behind everything that the person waits for.
async fn group_stories(services: &Services, events: &mpsc::Sender<Event>, cancel: &CancellationToken) {
    match service::group_stories(services, cancel).await {
        Ok(0) => {}
        Ok(changed) => drop(events.send(Event::StoriesGrouped { changed }).await),
        Err(error) => tracing::error!(%error, "entries were not grouped into stories"),
    }
}

async fn refresh(
    services: &Services,
    scope: RefreshScope,
    events: &mpsc::Sender<Event>,
    progress: watch::Sender<Progress>,
    cancel: CancellationToken,
) -> Event {
    let scope = match scope {
        RefreshScope::All => service::RefreshScope::All,
        RefreshScope::Due => service::RefreshScope::Due,
        RefreshScope::Feeds(feeds) => service::RefreshScope::Feeds(feeds),
    };
    let (sender, mut facts) = mpsc::channel(EVENTS);
    let reporter = Reporter { progress, events: Some(sender), cancel: cancel.clone() };
    let work = async move {
        let request = RefreshRequest { scope, full_text: false };
        service::refresh(services, request, &reporter).await
    };
    let pass_on = async {
        while let Some(fact) = facts.recv().await {
            // How it ended is told once, below, after everything else.
            if !matches!(fact, Event::RefreshFinished { .. }) {
                drop(events.send(fact).await);
            }
        }
    };
    match tokio::join!(work, pass_on).0 {
        Ok(report) => Event::RefreshFinished {
            new: report.new_entries,
            changed: report.changed_entries,
            failed: report.failed,
            cancelled: cancel.is_cancelled(),
        },
        Err(error) => Event::RefreshFailed { reason: SafeText::new(&error.to_string()) },
    }
}

fn start_browser(
    url: &WebUrl,
    network: Network,
    command: &[String],
    browser: Option<&str>,
) -> Result<SafeText, SafeText> {
    if network == Network::Demo {
        return Ok(SafeText::new(&format!("{url} · this page exists only here, in the demo edition")));
    }
    match system::open_in_browser(url, command, browser) {
        Ok(program) => Ok(SafeText::new(&format!("Opened with {program}"))),
        Err(error) => Err(SafeText::new(&error.to_string())),
    }
}

fn mistake() -> SafeText {
    SafeText::new("tidings made a mistake here; the log tells more. Please report it.")
}
