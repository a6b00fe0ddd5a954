//! The real binary on a real terminal: it starts at once, asks the terminal nothing, survives any
//! size, and gives the terminal back on every way out.

mod enclosures;
mod images;
mod mouse;
mod programs;

use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use rustix::process::Signal;
use tidings::runtime::Screen;
use tidings::runtime::terminal::{TerminalScreen, Wishes};

use crate::support::pty::{LIMIT, Pty, count};

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
fn it_starts_in_one_cell_and_grows() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tidings"));
    command.arg("demo");
    let mut pty = Pty::sized(command, 1, 1);
    pty.wait_until(|seen| count(&seen.raw, b"\x1b[?2026l") > 0, "a frame");
    pty.resize(80, 24);
    pty.wait_for("Unread");
    pty.assert_quits();
}

#[test]
fn keys_typed_faster_than_they_are_read_all_arrive() {
    let mut pty = Pty::demo();
    pty.wait_for("Unread");
    // More than the library reads at once, and no key after them that would wake it up.
    pty.type_in(&"j".repeat(1500));
    pty.type_in("?");
    pty.wait_for("Up a row or a line");
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
    pty.assert_quits();
}

#[test]
fn signals_end_it_with_the_terminal_restored() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut pty = Pty::demo();
        pty.wait_for("Unread");
        pty.signal(signal);
        // It was asked to end and everything is kept: no failure.
        assert!(pty.wait_for_end(Duration::from_secs(5)).success());
        pty.assert_restored();
    }
}

#[test]
fn it_ends_when_the_terminal_is_gone() {
    let mut pty = Pty::demo();
    pty.wait_for("Unread");
    // Every copy of the terminal's other side has to be closed, that of the reading thread too.
    pty.lock().stops_at = Some("");
    pty.type_in("?");
    let reading = pty.reading.take().expect("a thread");
    reading.join().expect("no panic");
    // Keys still come in while it goes.
    pty.type_in("jkjkjkjk");
    drop(pty.keys.take());
    drop(pty.master.take());
    let started = Instant::now();
    pty.child_ends(LIMIT);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[test]
fn it_ends_when_asked_although_the_terminal_takes_nothing_any_more() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tidings"));
    command.arg("demo");
    let mut pty = Pty::sized(command, 500, 200);
    pty.wait_for("Unread");
    // Nobody reads on in the middle of a frame, but the terminal stays. Help changes every cell, which
    // is far more than a terminal holds back: the frame is stuck.
    pty.lock().stops_at = Some("pagedown");
    pty.type_in("?");
    pty.reading.take().expect("a thread").join().expect("no panic");
    pty.signal(Signal::TERM);
    let started = Instant::now();
    pty.child_ends(Duration::from_secs(15));
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
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
    pty.assert_quits();
}

#[test]
fn a_shell_that_controls_jobs_stops_it_and_brings_it_back() {
    let mut command = CommandBuilder::new("/bin/sh");
    let script = format!("set -m; {} demo; echo in the shell; read line; fg", env!("CARGO_BIN_EXE_tidings"));
    command.args(["-c", &script]);
    let mut pty = Pty::start(command);
    pty.wait_for("Unread");
    pty.type_in("\x1a");
    pty.wait_for("in the shell");
    pty.assert_restored();
    pty.type_in("\r");
    pty.wait_until(|seen| count(&seen.raw, b"\x1b[?1049h") >= 2, "the alternate screen");
    pty.wait_for("Unread");
    assert!(pty.raw().rfind("\x1b[?1002h") > pty.raw().rfind("\x1b[?1002l"), "the mouse is reported again");
    pty.assert_quits();
}

#[test]
fn a_panic_is_reported_on_a_restored_terminal() {
    let mut pty = Pty::child("pty::a_reader_that_panics", &[]);
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
