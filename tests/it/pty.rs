//! The real binary on a real terminal: it starts at once, asks the terminal nothing, survives any
//! size, and gives the terminal back on every way out.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tidings::runtime::Screen;
use tidings::runtime::terminal::{TerminalScreen, Wishes};

/// Nothing here takes so long unless it hangs.
const LIMIT: Duration = Duration::from_mins(1);

/// A program on a terminal of its own.
struct Pty {
    child: Option<Box<dyn Child + Send + Sync>>,
    reading: Option<JoinHandle<()>>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    settings_before: Option<String>,
    _home: TempDir,
}

#[derive(Default)]
struct Seen {
    raw: Vec<u8>,
    screen: Option<vt100::Parser>,
    is_over: bool,
    /// The reading side closes its copy of the terminal with the next output.
    stops_reading: bool,
}

impl Pty {
    /// `tidings demo`.
    fn demo() -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tidings"));
        command.arg("demo");
        Self::start(command)
    }

    fn start(mut command: CommandBuilder) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        for (name, folder) in
            [("HOME", "."), ("XDG_CONFIG_HOME", "c"), ("XDG_DATA_HOME", "d"), ("XDG_STATE_HOME", "s")]
        {
            command.env(name, home.path().join(folder));
        }
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.cwd(home.path());
        let pair = native_pty_system().openpty(size(80, 24)).expect("a terminal");
        let settings_before = settings(&*pair.master);
        let child = pair.slave.spawn_command(command).expect("a start");
        drop(pair.slave);
        let seen: Arc<(Mutex<Seen>, Condvar)> = Arc::default();
        seen.0.lock().expect("no panic").screen = Some(vt100::Parser::new(cells(24), cells(80), 0));
        let reader = pair.master.try_clone_reader().expect("a reader");
        let to = seen.clone();
        let reading = Some(std::thread::spawn(move || read_all(reader, &to)));
        let child = Some(child);
        let keys = pair.master.take_writer().expect("a writer");
        Self {
            child,
            reading,
            master: Some(pair.master),
            keys: Some(keys),
            seen,
            settings_before,
            _home: home,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().expect("no panic")
    }

    fn type_in(&mut self, keys: &str) {
        let writer = self.keys.as_mut().expect("an open terminal");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("an open terminal");
    }

    /// Waits until the screen shows `text`.
    fn wait_for(&self, text: &str) {
        self.wait_until(|seen| screen_of(seen).contains(text), text);
    }

    fn wait_until(&self, is_so: impl Fn(&Seen) -> bool, what: &str) {
        let busy = |seen: &mut Seen| !is_so(seen) && !seen.is_over;
        let (seen, _) = self.seen.1.wait_timeout_while(self.lock(), LIMIT, busy).expect("no panic");
        assert!(is_so(&seen), "waited in vain for {what}:\n{}", screen_of(&seen));
    }

    fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.as_ref().and_then(|child| child.process_id()).expect("a process"))
            .expect("a small number");
        kill_process(Pid::from_raw(pid).expect("a process"), signal).expect("a signal");
    }

    fn resize(&self, columns: u16, rows: u16) {
        self.master.as_ref().expect("an open terminal").resize(size(columns, rows)).expect("a new size");
        self.lock().screen.as_mut().expect("a screen").screen_mut().set_size(cells(rows), cells(columns));
    }

    /// Waits for the end, within the time that is promised.
    fn wait_for_end(&mut self, limit: Duration) -> ExitStatus {
        let started = Instant::now();
        let (seen, _) = self
            .seen
            .1
            .wait_timeout_while(self.seen.0.lock().expect("no panic"), limit, |seen| !seen.is_over)
            .expect("no panic");
        assert!(seen.is_over, "still running after {:?}:\n{}", started.elapsed(), screen_of(&seen));
        drop(seen);
        self.child.take().expect("a program").wait().expect("an exit status")
    }

    /// The terminal is as it was: main screen, cursor to be seen, no modes left on, lines edited by
    /// the system again.
    fn assert_restored(&self) {
        let seen = self.lock();
        let screen = seen.screen.as_ref().expect("a screen").screen();
        assert!(!screen.alternate_screen(), "the alternate screen was left");
        assert!(!screen.hide_cursor(), "the cursor can be seen");
        assert!(!screen.bracketed_paste(), "pasting is plain again");
        let raw = String::from_utf8_lossy(&seen.raw);
        for (on, off) in [("\x1b[?1004h", "\x1b[?1004l"), ("\x1b[?2026h", "\x1b[?2026l")] {
            assert!(raw.rfind(off) >= raw.rfind(on), "{off:?} comes last");
        }
        let after = self.master.as_ref().and_then(|master| settings(&**master));
        assert_eq!(after, self.settings_before, "the terminal's own settings");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        drop(self.child.take().map(|mut child| child.kill()));
    }
}

/// The picture of a terminal has at least one cell.
fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap_or(NonZero::<u16>::MIN)
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn settings(master: &dyn MasterPty) -> Option<String> {
    master.get_termios().map(|termios| format!("{:?} {:?}", termios.local_flags, termios.output_flags))
}

fn screen_of(seen: &Seen) -> String {
    seen.screen.as_ref().map_or_else(String::new, |parser| parser.screen().contents())
}

fn read_all(mut reader: Box<dyn Read + Send>, seen: &(Mutex<Seen>, Condvar)) {
    let mut bytes = vec![0; 65_536];
    loop {
        let read = reader.read(&mut bytes).unwrap_or(0);
        let mut seen_now = seen.0.lock().expect("no panic");
        seen_now.is_over = read == 0;
        seen_now.raw.extend_from_slice(&bytes[..read]);
        if let Some(screen) = &mut seen_now.screen {
            screen.process(&bytes[..read]);
        }
        seen.1.notify_all();
        if read == 0 || seen_now.stops_reading {
            return;
        }
    }
}

#[test]
fn it_starts_asks_the_terminal_nothing_and_quits() {
    let mut pty = Pty::demo();
    pty.wait_for("Unread");
    pty.wait_for("open");
    let raw = String::from_utf8_lossy(&pty.lock().raw).into_owned();
    for query in ["\x1b[6n", "\x1b[c", "\x1b[?u", "\x1b[>", "\x1b]11;?", "\x1bP+q", "\x1b_G"] {
        assert!(!raw.contains(query), "asked {query:?}");
    }
    pty.type_in("qq");
    assert!(pty.wait_for_end(Duration::from_secs(10)).success());
    pty.assert_restored();
}

#[test]
fn a_storm_of_sizes_does_no_harm() {
    let mut pty = Pty::demo();
    pty.wait_for("Unread");
    for (columns, rows) in [(1, 1), (500, 200), (19, 4), (120, 40), (2, 60), (300, 2), (0, 0), (69, 20)] {
        pty.resize(columns, rows);
        pty.type_in("jk");
    }
    pty.resize(120, 30);
    pty.wait_for("Today");
    pty.wait_for("help");
    pty.type_in("\x03");
    assert!(pty.wait_for_end(Duration::from_secs(10)).success());
    pty.assert_restored();
}

#[test]
fn signals_end_it_with_the_terminal_restored() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut pty = Pty::demo();
        pty.wait_for("Unread");
        pty.signal(signal);
        pty.wait_for_end(Duration::from_secs(5));
        pty.assert_restored();
    }
}

#[test]
fn it_ends_when_the_terminal_is_gone() {
    let mut pty = Pty::demo();
    pty.wait_for("Unread");
    // Every copy of the terminal's other side has to be closed, that of the reading thread too.
    pty.lock().stops_reading = true;
    pty.type_in("?");
    let reading = pty.reading.take().expect("a thread");
    reading.join().expect("no panic");
    // Keys still come in while it goes.
    pty.type_in("jkjkjkjk");
    drop(pty.keys.take());
    drop(pty.master.take());
    let started = Instant::now();
    let (sender, ended) = std::sync::mpsc::channel();
    let mut child = pty.child.take().expect("a program");
    std::thread::spawn(move || sender.send(child.wait().map(drop)));
    ended.recv_timeout(LIMIT).expect("it ends").expect("an exit status");
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[test]
fn suspending_gives_the_shell_back_and_coming_back_draws_anew() {
    let mut pty = Pty::demo();
    pty.wait_for("Unread");
    pty.type_in("\x1a");
    pty.wait_until(|seen| count(&seen.raw, b"\x1b[?1049l") == 1, "the main screen");
    // Here no shell controls jobs, so the system lets the reader go on at once.
    pty.signal(Signal::CONT);
    pty.wait_until(|seen| count(&seen.raw, b"\x1b[?1049h") >= 2, "the alternate screen");
    pty.wait_for("Unread");
    pty.type_in("\x03");
    assert!(pty.wait_for_end(Duration::from_secs(10)).success());
    pty.assert_restored();
}

#[test]
fn a_panic_is_reported_on_a_restored_terminal() {
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
    command.args(["pty::a_reader_that_panics", "--exact", "--ignored", "--nocapture"]);
    let mut pty = Pty::start(command);
    assert!(!pty.wait_for_end(LIMIT).success());
    pty.assert_restored();
    let raw = String::from_utf8_lossy(&pty.lock().raw).into_owned();
    let (report, left) = (raw.find("on purpose"), raw.find("\x1b[?1049l"));
    assert!(left.is_some() && left < report, "first the terminal, then the report");
}

/// The child of the test above.
#[test]
#[ignore = "panics: only the test above runs it"]
fn a_reader_that_panics() {
    tidings::runtime::restore_terminal_before_panics();
    let mut screen = TerminalScreen::enter(Wishes { mouse: true, links: true }).expect("a terminal");
    screen.draw(&mut |_| Vec::new()).expect("a frame");
    let late = screen.draw(&mut |_| panic!("on purpose"));
    drop(late);
}

fn count(raw: &[u8], part: &[u8]) -> usize {
    raw.windows(part.len()).filter(|window| *window == part).count()
}
