//! What the terminal is asked for beside text: the mouse and links.

use portable_pty::CommandBuilder;

use crate::support::pty::{Pty, count};

fn demo() -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tidings"));
    command.arg("demo");
    command
}

fn quit(mut pty: Pty) {
    pty.assert_quits();
}

#[test]
fn the_mouse_is_reported_in_the_smallest_mode_that_does() {
    let mut pty = Pty::demo();
    pty.wait_for("Unread");
    let raw = pty.raw();
    for mode in ["\x1b[?1000h", "\x1b[?1002h", "\x1b[?1006h"] {
        assert!(raw.contains(mode), "{mode:?}");
    }
    for mode in ["\x1b[?1003h", "\x1b[?1015h"] {
        assert!(!raw.contains(mode), "{mode:?}");
    }
    // A click, a drag, the wheel, and a column that is none.
    pty.type_in("\x1b[<0;3;4M\x1b[<32;5;4M\x1b[<0;5;4m\x1b[<64;3;4M\x1b[<65;99999;4M?");
    pty.wait_for("Up a row or a line");
    quit(pty);
}

#[test]
fn the_mouse_is_left_alone_when_it_is_switched_off() {
    let settings = tempfile::tempdir().expect("a folder");
    let file = settings.path().join("tidings.toml");
    std::fs::write(&file, "mouse = false\n").expect("a file");
    let mut command = demo();
    command.arg("--config");
    command.arg(&file);
    let pty = Pty::start(command);
    pty.wait_for("Unread");
    assert!(!pty.raw().contains("\x1b[?1000h"));
    quit(pty);
}

#[test]
fn links_are_links_of_the_terminal_where_it_knows_them() {
    for (term, is_sent) in [("xterm-256color", true), ("linux", false)] {
        let mut command = demo();
        command.env("TERM", term);
        let pty = Pty::sized(command, 160, 100);
        pty.wait_for("Read original");
        let raw = pty.raw();
        let opened = count(raw.as_bytes(), b"\x1b]8;id=");
        assert_eq!(opened > 0, is_sent, "{term}");
        assert_eq!(opened, count(raw.as_bytes(), b"\x1b]8;;\x1b\\"), "each is closed");
        assert_eq!(opened, count(raw.as_bytes(), b";https://"), "each leads to the web");
        quit(pty);
    }
}
