//! The reader in a pseudo-terminal of 120×40: start, keys, idle.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PATIENCE: Duration = Duration::from_secs(20);

const ROWS: NonZeroU16 = NonZeroU16::new(40).expect("not zero");
const COLUMNS: NonZeroU16 = NonZeroU16::new(120).expect("not zero");

/// A running reader.
pub struct Reader {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
    _master: Box<dyn MasterPty + Send>,
}

impl Reader {
    /// Starts `program` on the profile folder `home`.
    pub fn start(program: &Path, home: &Path) -> Self {
        let size = PtySize { rows: ROWS.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
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
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the reader starts");
        let screen = vt100::Parser::new(ROWS, COLUMNS, 0);
        Self { child, writer, output, screen, started, _master: pair.master }
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("a running child")
    }

    /// Waits until the screen shows `text`; the time since the start.
    pub fn wait_for(&mut self, text: &str) -> Duration {
        while !self.screen.screen().contents().contains(text) {
            let Ok((at, bytes)) = self.output.recv_timeout(PATIENCE) else {
                panic!("{text:?} never came; the screen:\n{}", self.screen.screen().contents());
            };
            self.screen.process(&bytes);
            if self.screen.screen().contents().contains(text) {
                return at - self.started;
            }
        }
        self.started.elapsed()
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
