//! The reader in a pseudo-terminal of 120×40: start, keys, idle.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PATIENCE: Duration = Duration::from_secs(20);

const ROWS: NonZeroU16 = NonZeroU16::new(40).expect("not zero");
const COLUMNS: NonZeroU16 = NonZeroU16::new(120).expect("not zero");

/// Says that this program is to become another one.
const STAMPED: &str = "--become";

/// Writes the time to a file and becomes the program that the arguments name, if they say so. A start is
/// counted from the exec: forking a benchmark that holds a whole corpus takes long and is not the reader's.
pub fn become_another(arguments: &[String]) {
    let [_, flag, stamp, program, rest @ ..] = arguments else { return };
    if flag != STAMPED {
        return;
    }
    // Making the file takes longer than a millisecond, so the clock is read after it.
    let mut file = std::fs::File::create(stamp).expect("a file");
    let now = wall_clock().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    write!(file, "{}", now.as_nanos()).expect("a file");
    drop(file);
    let error = std::process::Command::new(program).args(rest).exec();
    panic!("{program}: {error}");
}

#[allow(clippy::disallowed_methods, reason = "two processes have no other clock in common")]
fn wall_clock() -> SystemTime {
    SystemTime::now()
}

/// A running reader.
pub struct Reader {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    clocks: (Instant, SystemTime),
    stamp: PathBuf,
    _master: Box<dyn MasterPty + Send>,
}

impl Reader {
    /// Starts `program` with `arguments` on the profile folder `home`.
    pub fn start<A: AsRef<OsStr>>(program: &Path, arguments: &[A], home: &Path) -> Self {
        let size = PtySize { rows: ROWS.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let stamp = home.join("started");
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
        command.args([OsStr::new(STAMPED), stamp.as_os_str(), program.as_os_str()]);
        command.args(arguments);
        for (name, folder) in super::FOLDERS {
            command.env(name, home.join(folder));
        }
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let mut from = pair.master.try_clone_reader().expect("a reader");
        let (send, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(count) = from.read(&mut buffer) {
                if count == 0 || send.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().expect("a writer");
        let clocks = (Instant::now(), wall_clock());
        let child = pair.slave.spawn_command(command).expect("the reader starts");
        let screen = vt100::Parser::new(ROWS, COLUMNS, 0);
        Self { child, writer, output, screen, clocks, stamp, _master: pair.master }
    }

    /// When the program was executed, by the clock that counts here.
    fn executed(&self) -> Instant {
        let stamp = std::fs::read_to_string(&self.stamp).expect("the time of the start");
        let since_epoch = Duration::from_nanos(stamp.parse().expect("nanoseconds"));
        let (instant, system) = self.clocks;
        instant + (UNIX_EPOCH + since_epoch).duration_since(system).unwrap_or_default()
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("a running child")
    }

    /// Waits until the screen shows `text`; the time since the program was executed.
    pub fn wait_for(&mut self, text: &str) -> Duration {
        while !self.screen.screen().contents().contains(text) {
            let Ok((at, bytes)) = self.output.recv_timeout(PATIENCE) else {
                panic!("{text:?} never came; the screen:\n{}", self.screen.screen().contents());
            };
            self.screen.process(&bytes);
            if self.screen.screen().contents().contains(text) {
                return at - self.executed();
            }
        }
        self.executed().elapsed()
    }

    /// Sends a key that moves the selection and waits until it has moved; the time since the program was
    /// executed.
    pub fn moved_by(&mut self, key: &[u8]) -> Duration {
        let before = self.selected_rows();
        self.writer.write_all(key).expect("a key");
        loop {
            let (at, bytes) = self.output.recv_timeout(PATIENCE).expect("an answer to the key");
            self.screen.process(&bytes);
            if self.selected_rows() != before {
                return at - self.executed();
            }
        }
    }

    /// Rows that carry the bar of the selection.
    fn selected_rows(&self) -> Vec<usize> {
        let rows = self.screen.screen().rows(0, COLUMNS.get());
        rows.enumerate().filter(|(_, row)| row.contains('▌')).map(|(at, _)| at).collect()
    }

    /// Sends a key and waits for the first byte of its frame.
    pub fn key(&mut self, key: &[u8]) -> Duration {
        self.settle(Duration::from_millis(3));
        let sent = Instant::now();
        self.writer.write_all(key).expect("a key");
        let (at, bytes) = self.output.recv_timeout(PATIENCE).expect("an answer to the key");
        self.screen.process(&bytes);
        at - sent
    }

    /// Takes output until there is none for `quiet`.
    pub fn settle(&mut self, quiet: Duration) {
        while let Ok((_, bytes)) = self.output.recv_timeout(quiet) {
            self.screen.process(&bytes);
        }
    }

    /// Bytes drawn within `time`.
    pub fn drawn_within(&mut self, time: Duration) -> usize {
        let end = Instant::now() + time;
        let mut drawn = 0;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            if let Ok((_, bytes)) = self.output.recv_timeout(left) {
                self.screen.process(&bytes);
                drawn += bytes.len();
            }
        }
        drawn
    }

    pub fn quit(mut self) {
        let _ = self.writer.write_all(b"\x03");
        let _ = self.child.wait();
    }
}
