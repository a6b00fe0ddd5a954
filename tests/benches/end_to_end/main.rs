//! The end-to-end benchmark: makes a corpus from a seed, serves it on loopback, drives the release
//! program, and prints one table. Peers that are installed (newsboat, `sfeed_update`) are measured in
//! the same run, because only ratios of one run hold on a shared machine.
//!
//! `cargo bench --bench end_to_end` measures 1,000 feeds × 100 entries (about three minutes);
//! `-- --quick` takes 200 feeds, `-- --alone` leaves the peers out, `-- --serve` only serves the corpus, `-- --million` adds a store of a million entries (about ten minutes).

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "sizes and times of a benchmark are far below the limits of their types"
)]
#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "a program for people, which stops when it cannot measure"
)]

mod corpus;
mod peers;
mod process;
mod server;
mod terminal;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use corpus::{FREQUENT, RARE, Size};
use process::Run;
use server::Server;
use tidings::domain::{EntryId, Moment, Timestamp};
use tidings::query::Query;
use tidings::store::{Listing, Mark, Store, Target};

/// Folders that the directories of a profile are made from.
pub const FOLDERS: [(&str, &str); 5] = [
    ("HOME", "."),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_STATE_HOME", "state"),
    ("XDG_CACHE_HOME", "cache"),
];

/// Marks that are undone at once.
const MARKS: usize = 100_000;
/// Runs of which the median is shown.
const RUNS: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    terminal::become_another(&arguments);
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let size = Size { feeds: if has("--quick") { 200 } else { 1_000 }, entries: 100 };
    let bench = Bench::new(size);
    if has("--serve") {
        return bench.serve();
    }
    bench.refresh_rows();
    bench.store_rows("", &bench.home("rows"));
    bench.reader_rows("", &bench.home("rows"));
    if !has("--alone") {
        peers::rows(&bench);
    }
    if has("--million") {
        bench.million_rows();
    }
}

/// What all rows share.
pub struct Bench {
    size: Size,
    server: Server,
    folder: tempfile::TempDir,
    program: PathBuf,
}

impl Bench {
    fn new(size: Size) -> Self {
        let server = Server::start();
        let started = Instant::now();
        let feeds = corpus::all(size, 0);
        let bytes: usize = feeds.iter().map(|feed| feed.gzip.len()).sum();
        println!(
            "corpus: {} feeds × {} entries, {} MB gzip, made in {:.1} s\n",
            size.feeds,
            size.entries,
            bytes / 1_000_000,
            started.elapsed().as_secs_f64()
        );
        println!("{:<46} {:>10} {:>10} {:>10}  target", "work", "wall", "cpu", "peak");
        *server.behaviour.feeds.write().expect("no writer panics") = Arc::new(feeds);
        let folder = tempfile::tempdir().expect("a folder");
        Self { size, server, folder, program: PathBuf::from(env!("CARGO_BIN_EXE_tidings")) }
    }

    /// Serves the corpus until standard input ends, for a look with a profiler.
    fn serve(&self) {
        println!("serving {} to {}", self.server.url(0), self.server.url(self.size.feeds - 1));
        let _ = std::io::stdin().read_line(&mut String::new());
    }

    fn home(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command of tidings on the profile in `home`.
    fn tidings(&self, home: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        for (name, folder) in FOLDERS {
            command.env(name, home.join(folder));
        }
        command
    }

    fn subscribe(&self, home: &Path) {
        std::fs::create_dir_all(home).expect("a folder");
        let list: String = (0..self.size.feeds).map(|i| self.server.url(i) + "\n").collect();
        let file = home.join("feeds.txt");
        std::fs::write(&file, list).expect("a file");
        let import = self.tidings(home, &["import", &file.to_string_lossy()]).status();
        assert!(import.expect("tidings runs").success(), "the import of the corpus");
    }

    fn refresh_rows(&self) {
        for (latency, target) in [(0, "≤ 2.2 s, ≤ 80 MB"), (100, "≤ 2.5 s")] {
            let runs = (0..RUNS).map(|number| {
                let home = self.home(&format!("cold-{latency}-{number}"));
                self.subscribe(&home);
                self.latency(latency);
                let run = process::run(&mut self.tidings(&home, &["refresh"]));
                std::fs::remove_dir_all(&home).expect("the folder goes");
                run
            });
            row(&format!("cold refresh, {latency} ms latency"), median(runs.collect()), target);
        }
        let home = self.home("rows");
        self.subscribe(&home);
        self.latency(0);
        process::run(&mut self.tidings(&home, &["refresh"]));
        for (latency, target) in [(0, "≤ 0.10 s"), (100, "≤ 0.50 s")] {
            self.latency(latency);
            let before = self.server.behaviour.not_modified.load(Ordering::Relaxed);
            let runs = (0..RUNS).map(|_| process::run(&mut self.tidings(&home, &["refresh"])));
            let runs: Vec<Run> = runs.collect();
            let answered = self.server.behaviour.not_modified.load(Ordering::Relaxed) - before;
            assert_eq!(answered, self.size.feeds * RUNS, "every feed was asked with its validators");
            row(&format!("unchanged (304), {latency} ms latency"), median(runs), target);
        }
        self.latency(0);
        self.server.behaviour.forgets.store(true, Ordering::Relaxed);
        let runs = (0..RUNS).map(|_| process::run(&mut self.tidings(&home, &["refresh"]))).collect();
        self.server.behaviour.forgets.store(false, Ordering::Relaxed);
        row("same bytes again, no 304", median(runs), "≤ 0.5 s");
    }

    fn latency(&self, milliseconds: u64) {
        self.server.behaviour.latency_ms.store(milliseconds, Ordering::Relaxed);
    }

    /// Search, pages, counts, disk: on the store itself, after the index is complete.
    fn store_rows(&self, label: &str, home: &Path) {
        let path = database(home);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let store = Store::open(&path).expect("the store opens");
        let started = Instant::now();
        while !runtime.block_on(store.index_for(Duration::from_mins(1))).expect("the index grows") {}
        println!("{:<46} {:>10}", format!("{label}indexing what was left"), seconds(started.elapsed()));
        runtime.block_on(store.tidy()).expect("the log is folded in");
        let state = store.index_state().expect("the state of the index");
        assert_eq!(state.indexed, state.total, "the index is complete");
        let moment = Moment {
            now: Timestamp::from_second(1_778_158_800).expect("a time"),
            zone: jiff::tz::TimeZone::UTC,
        };
        let search = |words: &str| {
            let query = Query::words(words);
            let page = store.search(&query, 50, &moment).expect("a search");
            assert!(!page.hits.is_empty(), "{words} is found");
        };
        let list = |text: &str| {
            let query = Query::parse(text).expect("a query");
            let listing = Listing { query, limit: Some(50), ..Listing::default() };
            assert!(
                !store.list(&listing, &moment).expect("a page").rows.is_empty(),
                "{text} lists something"
            );
        };
        timed(&format!("{label}search, rare word"), "≤ 2 ms (1 M: 5)", || search(RARE));
        timed(&format!("{label}search, frequent word, ranked"), "≤ 50 ms", || search(FREQUENT));
        timed(&format!("{label}frequent word, newest first"), "≤ 5 ms", || list(FREQUENT));
        timed(&format!("{label}two frequent words, newest first"), "≤ 5 ms", || list("bi ra"));
        timed(&format!("{label}first page: unread"), "≤ 10 ms", || list("unread"));
        timed(&format!("{label}first page: everything"), "≤ 10 ms", || list(""));
        timed(&format!("{label}first page: one feed"), "≤ 10 ms", || list("feed:\"Feed 0007\""));
        timed(&format!("{label}feeds with their counts"), "", || {
            assert_eq!(store.feeds().expect("feeds").len(), self.size.feeds);
        });
        let bytes = std::fs::metadata(&path).expect("the database").len();
        println!(
            "{:<46} {:>10} {:>21}  ≤ 1,700 B",
            format!("{label}disk per entry, with the index"),
            format!("{} B", bytes / state.total.max(1)),
            ""
        );
        let marked: Vec<EntryId> = store.entries_after(None).expect("ids").into_iter().take(MARKS).collect();
        let (mut marks, mut undos) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let started = Instant::now();
            let mark = store.mark(Target::Entries(marked.clone()), Mark::Read(true), moment.clone());
            assert!(runtime.block_on(mark).expect("a mark").change.is_some(), "something was unread");
            marks.push(started.elapsed());
            let started = Instant::now();
            runtime.block_on(store.undo(moment.now)).expect("an undo");
            undos.push(started.elapsed());
        }
        let count = marked.len();
        println!("{:<46} {:>10}", format!("{label}{count} marks"), seconds(middle(&mut marks)));
        let undone = format!("{label}undo of {count} marks");
        println!("{undone:<46} {:>10} {:>21}  ≤ 1 s", seconds(middle(&mut undos)), "");
        runtime.block_on(store.close(Duration::from_secs(10)));
    }

    /// Start, memory, keys, idle: the reader in a terminal.
    fn reader_rows(&self, label: &str, home: &Path) {
        let config = home.join("config/tidings");
        std::fs::create_dir_all(&config).expect("a folder");
        std::fs::write(config.join("config.toml"), "[refresh]\non_start = false\nmin = \"1d\"\n")
            .expect("a file");
        let mut ready = Vec::new();
        let mut usable = Vec::new();
        let mut resident = 0;
        for _ in 0..11 {
            let mut reader = terminal::Reader::start::<&str>(&self.program, &[], home);
            ready.push(reader.wait_for("Feed 0000"));
            usable.push(reader.moved_by(b"j"));
            resident = process::resident_kb(reader.pid()).unwrap_or(0);
            reader.quit();
        }
        let shown = format!("{} {:>10}", millis(middle(&mut ready)), millis(middle(&mut usable)));
        println!("{:<46} {shown:>21}  ≤ 8 / 15 ms", format!("{label}start: first frame / answer to j"));
        println!(
            "{:<46} {:>32}  ≤ 20 MB",
            format!("{label}resident memory at start"),
            format!("{:.1} MB", resident as f64 / 1024.0)
        );
        let mut reader = terminal::Reader::start::<&str>(&self.program, &[], home);
        reader.wait_for("Feed 0000");
        keys(&format!("{label}key to frame, idle"), "≤ 1.5 / 4 ms", &mut reader, 200);
        reader.settle(Duration::from_secs(1));
        let pid = reader.pid();
        let (cpu, written) = (process::cpu(pid), process::written(pid));
        let drawn = reader.drawn_within(Duration::from_secs(20));
        let busy = process::cpu(pid).zip(cpu).map(|(after, before)| after.saturating_sub(before));
        let wrote = process::written(pid).zip(written).map(|(after, before)| after - before);
        println!(
            "{:<46} {:>32}  none",
            format!("{label}idle for 20 s: cpu / written / drawn"),
            format!("{:?} / {} B / {drawn} B", busy.unwrap_or_default(), wrote.unwrap_or_default())
        );
        self.server.behaviour.forgets.store(true, Ordering::Relaxed);
        let feeds = corpus::all(self.size, 1);
        *self.server.behaviour.feeds.write().expect("no writer panics") = Arc::new(feeds);
        reader.key(b"R");
        keys(&format!("{label}key to frame, while feeds reload"), "≤ 1.5 / 8 / 30 ms", &mut reader, 300);
        self.server.behaviour.forgets.store(false, Ordering::Relaxed);
        reader.quit();
    }

    fn million_rows(&self) {
        let home = self.home("million");
        self.subscribe(&home);
        self.latency(0);
        for generation in 0..(1_000_000 / (self.size.feeds * self.size.entries)) {
            let feeds = corpus::all(self.size, generation);
            *self.server.behaviour.feeds.write().expect("no writer panics") = Arc::new(feeds);
            let run = process::run(&mut self.tidings(&home, &["refresh"]));
            assert!(run.ok, "refresh of generation {generation}");
        }
        self.store_rows("1 M: ", &home);
        self.reader_rows("1 M: ", &home);
    }
}

fn database(home: &Path) -> PathBuf {
    let found = walk(home);
    found.into_iter().find(|path| path.ends_with("tidings.db")).expect("the database is in the profile")
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for item in std::fs::read_dir(folder).expect("a folder").flatten() {
        if item.path().is_dir() {
            found.extend(walk(&item.path()));
        } else {
            found.push(item.path());
        }
    }
    found
}

fn keys(label: &str, target: &str, reader: &mut terminal::Reader, count: usize) {
    let mut times: Vec<Duration> =
        (0..count).map(|i| reader.key(if (i / 20) % 2 == 0 { b"j" } else { b"k" })).collect();
    times.sort_unstable();
    let at = |share: usize| millis(times[(times.len() - 1) * share / 100]);
    println!("{label:<46} {:>32}  {target}", format!("p50 {} p99 {} max {}", at(50), at(99), at(100)));
}

fn timed(label: &str, target: &str, mut work: impl FnMut()) {
    work();
    let mut times: Vec<Duration> = (0..9)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    println!("{label:<46} {:>10} {:>21}  {target}", millis(middle(&mut times)), "");
}

fn middle(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn median(mut runs: Vec<Run>) -> Run {
    assert!(runs.iter().all(|run| run.ok), "every run ended well: {runs:?}");
    runs.sort_unstable_by_key(|run| run.wall);
    runs[runs.len() / 2]
}

/// Prints one row of the table.
pub fn row(label: &str, run: Run, target: &str) {
    println!(
        "{label:<46} {:>10} {:>10} {:>10}  {target}",
        seconds(run.wall),
        seconds(run.cpu),
        format!("{} MB", run.peak_kb / 1024)
    );
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
