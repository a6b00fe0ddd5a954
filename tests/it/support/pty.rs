//! A program on a real terminal: its screen as the person would see it, and what it wrote byte for
//! byte. It ends with the test.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// Nothing here takes so long unless it hangs.
pub const LIMIT: Duration = Duration::from_mins(1);

/// Variables of the terminal and session that the tests run in, which are not those of the test.
const SURROUNDINGS: [&str; 14] = [
    "BROWSER",
    "TMUX",
    "STY",
    "ZELLIJ",
    "VTE_VERSION",
    "KITTY_WINDOW_ID",
    "XTERM_VERSION",
    "KONSOLE_VERSION",
    "TERM_PROGRAM",
    "LC_TERMINAL",
    "COLORTERM",
    "NO_COLOR",
    "SSH_TTY",
    "SSH_CONNECTION",
];

/// A program on a terminal of its own.
pub struct Pty {
    pub child: Option<Box<dyn Child + Send + Sync>>,
    pub reading: Option<JoinHandle<()>>,
    pub master: Option<Box<dyn MasterPty + Send>>,
    pub keys: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    settings_before: Option<String>,
    home: TempDir,
}

/// What the terminal got.
#[derive(Default)]
pub struct Seen {
    pub raw: Vec<u8>,
    screen: Option<vt100::Parser>,
    is_over: bool,
    /// The reading side closes its copy of the terminal when this was written (empty: anything).
    pub stops_at: Option<&'static str>,
}

impl Pty {
    /// `tidings demo`.
    pub fn demo() -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tidings"));
        command.arg("demo");
        Self::start(command)
    }

    /// A test of this program that is ignored otherwise, as the program on the terminal. It finds a
    /// folder of its own in `HOME`.
    pub fn child(test: &str, environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
        command.args([test, "--exact", "--ignored", "--nocapture"]);
        for (name, value) in environment {
            command.env(name, value);
        }
        Self::start(command)
    }

    pub fn start(command: CommandBuilder) -> Self {
        Self::sized(command, 80, 24)
    }

    pub fn sized(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        Self::on(command, size(columns, rows))
    }

    /// A terminal that tells the pixels of its cells: 10 by 20.
    pub fn with_pixels(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        Self::on(
            command,
            PtySize { pixel_width: columns * 10, pixel_height: rows * 20, ..size(columns, rows) },
        )
    }

    fn on(mut command: CommandBuilder, size: PtySize) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        for (name, folder) in [
            ("HOME", "."),
            ("XDG_CONFIG_HOME", "c"),
            ("XDG_DATA_HOME", "d"),
            ("XDG_STATE_HOME", "s"),
            ("XDG_CACHE_HOME", "k"),
        ] {
            command.env(name, home.path().join(folder));
        }
        for name in SURROUNDINGS {
            if command.get_env(name) == std::env::var_os(name).as_deref() {
                command.env_remove(name);
            }
        }
        if command.get_env("TERM") == std::env::var_os("TERM").as_deref() {
            command.env("TERM", "xterm-256color");
        }
        command.env("LC_ALL", "C.UTF-8");
        command.cwd(home.path());
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let settings_before = settings(&*pair.master);
        let child = pair.slave.spawn_command(command).expect("a start");
        drop(pair.slave);
        let seen: Arc<(Mutex<Seen>, Condvar)> = Arc::default();
        seen.0.lock().expect("no panic").screen =
            Some(vt100::Parser::new(cells(size.rows), cells(size.cols), 0));
        let reader = pair.master.try_clone_reader().expect("a reader");
        let to = seen.clone();
        let reading = Some(std::thread::spawn(move || read_all(reader, &to)));
        let child = Some(child);
        let keys = pair.master.take_writer().expect("a writer");
        Self { child, reading, master: Some(pair.master), keys: Some(keys), seen, settings_before, home }
    }

    pub fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().expect("no panic")
    }

    pub fn type_in(&mut self, keys: &str) {
        let writer = self.keys.as_mut().expect("an open terminal");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("an open terminal");
    }

    /// Everything that was written, as text.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.lock().raw).into_owned()
    }

    /// The folder that the program takes for the person's home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Waits until `text` was written.
    pub fn wait_for_raw(&self, text: &str) {
        self.wait_until(|seen| count(&seen.raw, text.as_bytes()) > 0, text);
    }

    /// Waits until the screen shows `text`.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(|seen| screen_of(seen).contains(text), text);
    }

    pub fn wait_until(&self, is_so: impl Fn(&Seen) -> bool, what: &str) {
        let busy = |seen: &mut Seen| !is_so(seen) && !seen.is_over;
        let (seen, _) = self.seen.1.wait_timeout_while(self.lock(), LIMIT, busy).expect("no panic");
        assert!(is_so(&seen), "waited in vain for {what}:\n{}", screen_of(&seen));
    }

    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.as_ref().and_then(|child| child.process_id()).expect("a process"))
            .expect("a small number");
        kill_process(Pid::from_raw(pid).expect("a process"), signal).expect("a signal");
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        self.master.as_ref().expect("an open terminal").resize(size(columns, rows)).expect("a new size");
        self.lock().screen.as_mut().expect("a screen").screen_mut().set_size(cells(rows), cells(columns));
    }

    /// Waits for the end, within the time that is promised.
    pub fn wait_for_end(&mut self, limit: Duration) -> ExitStatus {
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

    /// Waits for the end of a program whose output nobody reads any more.
    pub fn child_ends(&mut self, limit: Duration) {
        let (sender, ended) = std::sync::mpsc::channel();
        let mut child = self.child.take().expect("a program");
        let mut killer = child.clone_killer();
        std::thread::spawn(move || sender.send(child.wait().map(drop)));
        let ended = ended.recv_timeout(limit);
        if ended.is_err() {
            drop(killer.kill());
        }
        ended.expect("it ends").expect("an exit status");
    }

    /// Quits at once, and leaves the terminal as it was.
    pub fn assert_quits(&mut self) {
        self.type_in("\x03");
        assert!(self.wait_for_end(Duration::from_secs(10)).success());
        self.assert_restored();
    }

    /// The terminal is as it was: main screen, cursor to be seen, no modes left on, lines edited by
    /// the system again.
    pub fn assert_restored(&self) {
        let seen = self.lock();
        let screen = seen.screen.as_ref().expect("a screen").screen();
        assert!(!screen.alternate_screen(), "the alternate screen was left");
        assert!(!screen.hide_cursor(), "the cursor can be seen");
        assert!(!screen.bracketed_paste(), "pasting is plain again");
        let raw = String::from_utf8_lossy(&seen.raw);
        for mode in ["1000", "1002", "1003", "1004", "1006", "2026"] {
            let (on, off) = (format!("\x1b[?{mode}h"), format!("\x1b[?{mode}l"));
            assert!(raw.rfind(&off) >= raw.rfind(&on), "{off:?} comes last");
        }
        assert!(raw.rfind("\x1b]8;;\x1b\\") >= raw.rfind("\x1b]8;id="), "a link is closed");
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
        let is_it = |text: &str| text.is_empty() || count(&seen_now.raw, text.as_bytes()) > 0;
        if read == 0 || seen_now.stops_at.is_some_and(is_it) {
            return;
        }
    }
}

/// How often `part` occurs.
pub fn count(raw: &[u8], part: &[u8]) -> usize {
    raw.windows(part.len()).filter(|window| *window == part).count()
}
