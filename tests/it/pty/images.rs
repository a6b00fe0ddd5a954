//! Pictures on a real terminal: the bytes of a protocol are sent where the environment names a terminal
//! that has it, and nowhere else.

use portable_pty::CommandBuilder;

use crate::support::pty::{Pty, count};

/// How the bytes of each protocol begin.
const KITTY: &[u8] = b"\x1b_G";
const ITERM2: &[u8] = b"\x1b]1337;File=";
const SIXEL: &[u8] = b"\x1bP";

/// The demo on a terminal with these variables and cells of 10 by 20 pixels.
fn demo_on(variables: &[(&str, &str)]) -> Pty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tidings"));
    command.arg("demo");
    for (name, value) in variables {
        command.env(name, value);
    }
    let pty = Pty::with_pixels(command, 80, 24);
    pty.wait_for("Unread");
    pty
}

/// Opens the article on the ferry, alone, at its picture.
fn open(pty: &mut Pty) {
    pty.type_in("/");
    pty.wait_for("Search");
    pty.type_in("funnel\r");
    // The words around the hit, which only a list of hits shows.
    pty.wait_for("The funnel is for show: it hol");
    pty.type_in("z");
    pty.wait_for("Okonedo-Lisle");
    pty.type_in("jjjjjjjj");
    pty.wait_for("lift machinery");
}

fn times(pty: &Pty, start: &[u8]) -> usize {
    count(&pty.lock().raw, start)
}

#[test]
fn kitty_gets_a_picture_once_and_is_told_when_it_is_not_needed() {
    let mut pty = demo_on(&[("TERM", "xterm-kitty")]);
    open(&mut pty);
    pty.wait_until(|seen| count(&seen.raw, b"a=T,U=1") == 1, "a picture");
    pty.type_in("kkjj?");
    pty.wait_for("Up a row or a line");
    pty.type_in("?");
    pty.wait_for("lift machinery");
    assert_eq!(times(&pty, b"a=T,U=1"), 1, "scrolled and covered, it is not sent again");
    pty.assert_quits();
    assert_eq!(times(&pty, b"\x1b_Ga=d,d=I,i="), 1);
    assert_eq!((times(&pty, ITERM2), times(&pty, SIXEL)), (0, 0));
}

#[test]
fn other_protocols_get_theirs() {
    for (variables, own, others) in [
        ([("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], ITERM2, [KITTY, SIXEL]),
        ([("TERM", "foot"), ("COLORTERM", "truecolor")], SIXEL, [KITTY, ITERM2]),
    ] {
        let mut pty = demo_on(&variables);
        open(&mut pty);
        pty.wait_until(|seen| count(&seen.raw, own) > 0, "a picture");
        let sent = times(&pty, own);
        pty.type_in("y");
        pty.wait_for("Copied");
        assert_eq!(times(&pty, own), sent, "another frame does not send it again");
        for other in others {
            assert_eq!(times(&pty, other), 0, "{variables:?}");
        }
        pty.assert_quits();
    }
}

#[test]
fn terminals_that_are_not_known_get_text_only() {
    for (variables, shown) in [
        ([("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], "▀▀▀▀▀▀▀▀"),
        ([("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")], "▀▀▀▀▀▀▀▀"),
        ([("TERM", "linux"), ("COLORTERM", "truecolor")], "[image: A white ferry"),
        ([("TERM", "xterm-kitty"), ("NO_COLOR", "1")], "[image: A white ferry"),
    ] {
        let mut pty = demo_on(&variables);
        open(&mut pty);
        pty.wait_for(shown);
        for bytes in [KITTY, ITERM2, SIXEL] {
            assert_eq!(times(&pty, bytes), 0, "{variables:?}");
        }
        pty.assert_quits();
    }
}
