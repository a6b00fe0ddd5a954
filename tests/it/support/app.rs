//! The whole reader without a terminal: the production loop on a thread, over a real store in a
//! temporary folder and the demo edition's network, with a clock that stands still.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_util::stream;
use jiff::tz::TimeZone;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use ratatui::{Frame, Terminal};
use tempfile::TempDir;
use tidings::app::Input;
use tidings::command::{KeyChord, Keymap};
use tidings::config::{ColourDepth, DEFAULT_CONFIG, Paths, PictureProtocol, Settings};
use tidings::domain::{Clock, Timestamp};
use tidings::runtime::{Beginning, Look, Screen, Surroundings, TerminalEvent, run_on};
use tidings::service::{Network, Services, demo};
use tidings::ui::{Glyphs, LinkArea, Theme};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::newsroom::{NOON, at, lines};

/// Nothing here takes so long unless it hangs.
const LIMIT: Duration = Duration::from_mins(1);
/// What is looked for a few times a second has been seen after this.
const MOMENT: Duration = Duration::from_secs(2);

/// A reader that runs.
pub struct TestApp {
    pub services: Services,
    events: UnboundedSender<TerminalEvent>,
    sent: u64,
    seen: Arc<Seen>,
    reader: Option<JoinHandle<anyhow::Result<()>>>,
    folder: Arc<TempDir>,
}

#[derive(Default)]
struct Seen {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    buffer: Buffer,
    frames: u64,
    settled: Option<u64>,
}

/// What the terminal can show.
struct Shown {
    glyphs: Glyphs,
    pictures: Option<PictureProtocol>,
}

/// A clock that stands still.
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }

    fn time_zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

struct TestScreen {
    terminal: Terminal<TestBackend>,
    seen: Arc<Seen>,
}

impl Screen for TestScreen {
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>) -> Vec<LinkArea>) -> std::io::Result<()> {
        let frame = self.terminal.draw(|frame| drop(render(frame))).expect("a test backend never fails");
        let mut state = self.seen.lock();
        // The frame itself: unlike a terminal, the backend keeps what a wide sign has covered.
        state.buffer.clone_from(frame.buffer);
        state.frames += 1;
        Ok(())
    }

    fn settled(&mut self, inputs: u64) {
        self.seen.lock().settled = Some(inputs);
        self.seen.changed.notify_all();
    }
}

impl Seen {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("the reader did not panic while it drew")
    }
}

pub fn settings() -> Settings {
    tidings::config::check(DEFAULT_CONFIG).settings
}

impl TestApp {
    /// The demo edition in a new folder.
    pub fn demo(width: u16, height: u16) -> Self {
        Self::in_folder(Arc::new(tempfile::tempdir().expect("a folder")), width, height)
    }

    /// The demo edition in a new folder, with signs of ASCII.
    pub fn demo_in_ascii(width: u16, height: u16) -> Self {
        Self::drawn_with(Arc::new(tempfile::tempdir().expect("a folder")), Glyphs::ASCII, width, height)
    }

    /// The demo edition in a new folder, on a terminal that shows pictures as blocks of colour.
    pub fn demo_with_pictures(settings: Settings, width: u16, height: u16) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        let mut services = services(folder.path());
        services.settings = Arc::new(settings);
        Self::started(
            services,
            folder,
            Shown { glyphs: Glyphs::UNICODE, pictures: Some(PictureProtocol::HalfBlocks) },
            Surroundings::default(),
            (width, height),
        )
    }

    /// A reader without a single feed in `folder`, for a person with these surroundings.
    pub fn without_feeds(folder: TempDir, around: Surroundings, width: u16, height: u16) -> Self {
        let services = empty(folder.path());
        Self::over(services, Arc::new(folder), Glyphs::UNICODE, around, (width, height))
    }

    fn in_folder(folder: Arc<TempDir>, width: u16, height: u16) -> Self {
        Self::drawn_with(folder, Glyphs::UNICODE, width, height)
    }

    fn drawn_with(folder: Arc<TempDir>, glyphs: Glyphs, width: u16, height: u16) -> Self {
        let services = services(folder.path());
        Self::over(services, folder, glyphs, Surroundings::default(), (width, height))
    }

    fn over(
        services: Services,
        folder: Arc<TempDir>,
        glyphs: Glyphs,
        around: Surroundings,
        size: (u16, u16),
    ) -> Self {
        Self::started(services, folder, Shown { glyphs, pictures: None }, around, size)
    }

    fn started(
        services: Services,
        folder: Arc<TempDir>,
        Shown { glyphs, pictures }: Shown,
        around: Surroundings,
        (width, height): (u16, u16),
    ) -> Self {
        let (events, receiver) = unbounded_channel();
        let seen = Arc::new(Seen::default());
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        let mut screen = TestScreen { terminal, seen: seen.clone() };
        let given = services.clone();
        let reader = std::thread::spawn(move || {
            let input = stream::unfold(receiver, |mut receiver| async {
                receiver.recv().await.map(|event| (event, receiver))
            });
            let look = Look {
                keymap: Keymap::default(),
                theme: Theme::terminal(),
                colours: ColourDepth::True,
                glyphs,
                pictures,
                mistakes: Vec::new(),
            };
            let beginning = Beginning::of(&given);
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
            let result =
                runtime.block_on(run_on(given, &mut screen, Box::pin(input), look, around, beginning));
            runtime.shutdown_background();
            result
        });
        let app = Self { services, events, sent: 0, seen, reader: Some(reader), folder };
        app.wait();
        app
    }

    /// Quits and starts anew on the same folder.
    pub fn restart(self, width: u16, height: u16) -> Self {
        let folder = self.folder.clone();
        self.quit();
        Self::in_folder(folder, width, height)
    }

    /// Presses keys, one after the other, each when the one before is done with.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for chord in KeyChord::parse_script(script).expect("a script") {
            self.send(Input::Key(chord));
            self.wait();
        }
        self
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Input::Paste(text.to_owned()));
        self.wait();
        self
    }

    /// Presses keys faster than anyone can draw.
    pub fn keys_at_once(&mut self, script: &str) -> &mut Self {
        self.keys_unanswered(script).wait();
        self
    }

    /// Presses keys without waiting for what they do: the reader may end.
    pub fn keys_unanswered(&mut self, script: &str) -> &mut Self {
        for chord in KeyChord::parse_script(script).expect("a script") {
            self.send(Input::Key(chord));
        }
        self
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        lines(&self.seen.lock().buffer, |cell| cell.symbol().to_owned())
    }

    /// Waits a moment for a screen; false if it does not come.
    pub fn comes_to_show(&self, is_it: impl Fn(&str) -> bool) -> bool {
        let shown = |state: &mut State| !is_it(&lines(&state.buffer, |cell| cell.symbol().to_owned()));
        let waited = self.seen.changed.wait_timeout_while(self.seen.lock(), MOMENT, shown).expect("no panic");
        !waited.1.timed_out()
    }

    /// Where the data lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The ground in the upper left corner.
    pub fn ground(&self) -> Color {
        self.seen.lock().buffer[(0, 0)].bg
    }

    /// How many frames were drawn.
    pub fn frames(&self) -> u64 {
        self.seen.lock().frames
    }

    /// Ends as a signal or a lost terminal would.
    pub fn quit(mut self) {
        self.events.send(TerminalEvent::Ended).expect("a running reader");
        self.join();
    }

    /// Waits for a reader that was told to quit.
    pub fn join(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("no panic").expect("no error");
        }
    }

    fn send(&mut self, input: Input) {
        self.sent += 1;
        self.events.send(TerminalEvent::Input(input)).expect("a running reader");
    }

    fn wait(&self) {
        let state = self.seen.lock();
        let busy = |state: &mut State| state.settled != Some(self.sent);
        let (state, limit) = self.seen.changed.wait_timeout_while(state, LIMIT, busy).expect("no panic");
        drop(state);
        assert!(!limit.timed_out(), "the reader did not settle:\n{}", self.screen());
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        drop(self.events.send(TerminalEvent::Ended));
        if let Some(reader) = self.reader.take() {
            drop(reader.join());
        }
    }
}

/// Services on the network of the demo edition in `folder`, without a feed.
fn empty(folder: &Path) -> Services {
    let clock = Arc::new(FixedClock(at(NOON)));
    let services = Services::with_clock(Paths::under(folder), settings(), Network::Demo, clock);
    services.expect("services")
}

/// Services on the demo edition in `folder`, filled.
pub fn services(folder: &Path) -> Services {
    let services = empty(folder);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(demo::fill(&services)).expect("the edition");
    services
}
