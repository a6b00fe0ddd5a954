//! A program under measurement: wall time, CPU time and the peak of its memory, read from `/proc`
//! while it runs.

use std::fs;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    pub wall: Duration,
    pub cpu: Duration,
    pub peak_kb: u64,
    pub ok: bool,
}

/// Clock ticks a second; fixed on Linux.
const TICKS: u64 = 100;

/// Runs `command` to its end, looking at it every few milliseconds.
pub fn run(command: &mut Command) -> Run {
    let started = Instant::now();
    let mut child = command.spawn().expect("the program starts");
    let mut run = Run::default();
    let status = watch(&mut child, |pid| {
        if let Some(cpu) = cpu(pid) {
            run.cpu = cpu;
        }
        if let Some(peak) = peak_kb(pid) {
            run.peak_kb = peak;
        }
    });
    run.wall = started.elapsed();
    run.ok = status.success();
    run
}

fn watch(child: &mut Child, mut look: impl FnMut(u32)) -> ExitStatus {
    // Waiting on a channel that nobody uses is a pause that needs no sleep.
    let (_never, pause) = mpsc::channel::<()>();
    loop {
        look(child.id());
        if let Some(status) = child.try_wait().expect("the child can be waited for") {
            return status;
        }
        let _ = pause.recv_timeout(Duration::from_millis(4));
    }
}

/// User and system time of a process.
pub fn cpu(pid: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    let user: u64 = fields.nth(11)?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(Duration::from_millis((user + system) * 1_000 / TICKS))
}

/// Peak resident memory of a process.
pub fn peak_kb(pid: u32) -> Option<u64> {
    status(pid, "VmHWM:")
}

/// Resident memory of a process now.
pub fn resident_kb(pid: u32) -> Option<u64> {
    status(pid, "VmRSS:")
}

/// Bytes that a process has caused to be written.
pub fn written(pid: u32) -> Option<u64> {
    let io = fs::read_to_string(format!("/proc/{pid}/io")).ok()?;
    io.lines().find_map(|line| line.strip_prefix("write_bytes:")?.trim().parse().ok())
}

fn status(pid: u32, name: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix(name)?.trim().trim_end_matches("kB").trim().parse().ok())
}
