//! Programs that get the terminal, and what goes to the clipboard instead of a browser.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use futures_util::StreamExt;
use tidings::app::Input;
use tidings::config::{Environment, Paths};
use tidings::runtime::terminal::{TerminalScreen, Wishes};
use tidings::runtime::{Editor, TerminalEvent};
use tidings::service::{Network, Services};

use crate::support::app::{FixedClock, services, settings};
use crate::support::newsroom::{NOON, at};
use crate::support::pty::{LIMIT, Pty, count};

/// A script that says what it was started with and repeats three lines.
const THREE_LINES: &str = "#!/bin/sh
echo \"started with $1\"
for i in 1 2 3; do read -r line; echo \"read <$line>\"; done
";

fn script(path: &Path, text: &str) -> String {
    fs::write(path, text).expect("a script");
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).expect("a script");
    path.display().to_string()
}

fn home() -> std::path::PathBuf {
    std::env::var_os("HOME").expect("a folder").into()
}

#[test]
fn over_ssh_an_address_is_copied_and_shown() {
    let mut pty = Pty::child("pty::programs::a_reader_of_real_addresses", &[("SSH_TTY", "/dev/pts/1")]);
    pty.wait_for("Unread");
    pty.type_in("\to");
    pty.wait_for("Copied, as this is a remote session: https://");
    pty.wait_for_raw("\x1b]52;c;aHR0cHM6Ly");
    pty.assert_quits();
}

#[test]
fn a_browser_that_draws_text_gets_the_terminal_and_its_keys() {
    let folder = tempfile::tempdir().expect("a folder");
    let browser = script(&folder.path().join("w3m"), THREE_LINES);
    let mut pty = Pty::child("pty::programs::a_reader_of_real_addresses", &[("BROWSER", &browser)]);
    pty.wait_for("Unread");
    pty.type_in("\to");
    pty.wait_for("started with https://");
    pty.assert_restored();
    for line in ["qqq", "jjj", "?"] {
        pty.type_in(&format!("{line}\r"));
        pty.wait_for_raw(&format!("read <{line}>"));
    }
    pty.wait_for("Back from");
    // Keys are the reader's again.
    pty.type_in("?");
    pty.wait_for("Up a row or a line");
    pty.assert_quits();
}

#[test]
fn ctrl_c_in_a_program_does_not_end_the_reader() {
    let folder = tempfile::tempdir().expect("a folder");
    let browser = script(&folder.path().join("w3m"), THREE_LINES);
    let mut pty = Pty::child("pty::programs::a_reader_of_real_addresses", &[("BROWSER", &browser)]);
    pty.wait_for("Unread");
    pty.type_in("\to");
    pty.wait_for("started with https://");
    pty.type_in("\x03");
    pty.wait_for("ended with a failure");
    pty.type_in("?");
    pty.wait_for("Up a row or a line");
    pty.assert_quits();
}

#[test]
fn a_program_of_the_persons_gets_the_terminal_and_the_article() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "#!/bin/sh
printf 'first: '; head -n 1; echo \"at <$TIDINGS_URL>\"
read -r line < /dev/tty; echo \"read <$line>\"; exit 7
";
    let pager = script(&folder.path().join("less"), text);
    let mut pty = Pty::child("pty::programs::a_reader_of_real_addresses", &[]);
    pty.wait_for("Unread");
    pty.type_in(&format!("\t|{pager}\r"));
    pty.wait_for_raw("first: # ");
    pty.wait_for("at <https://");
    pty.assert_restored();
    pty.type_in("qqq\r");
    pty.wait_for_raw("read <qqq>");
    pty.wait_for("ended with exit status: 7");
    pty.type_in("?");
    pty.wait_for("Up a row or a line");
    pty.assert_quits();
}

/// The child of the tests above: the demo edition's entries, but on the real network, which nothing
/// asks for anything.
#[test]
#[ignore = "needs a terminal: only the tests above run it"]
fn a_reader_of_real_addresses() {
    drop(services(&home()));
    let mut settings = settings();
    settings.refresh.on_start = false;
    let services =
        Services::with_clock(Paths::under(&home()), settings, Network::Real, Arc::new(FixedClock(at(NOON))));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    runtime.block_on(tidings::runtime::run(services.expect("services"))).expect("no error");
    runtime.shutdown_background();
}

#[test]
fn a_note_is_written_in_the_persons_editor() {
    let folder = tempfile::tempdir().expect("a folder");
    // It leaves the terminal as no program should.
    let text = "#!/bin/sh
echo \"first: $(cat \"$1\") mode: $(stat -c %a \"$1\")\"
read -r line; echo \"$line\" >> \"$1\"; stty raw -echo
";
    let editor = format!("'{}'", script(&folder.path().join("my editor"), text));
    let mut pty = Pty::child("pty::programs::an_editor_and_then_a_key", &[("VISUAL", &editor)]);
    pty.wait_for_raw("\x1b[?1049h");
    pty.type_in("e");
    pty.wait_for("first: old words mode: 600");
    pty.type_in("new words\r");
    pty.wait_until(|seen| count(&seen.raw, b"\x1b[?1049h") == 2, "the alternate screen");
    pty.type_in("x");
    pty.wait_for("text: Some(\"old words\\nnew words\"), then x");
    let left: Vec<_> = fs::read_dir(pty.home().join("state")).map(Iterator::collect).unwrap_or_default();
    assert!(left.is_empty(), "{left:?}");
    assert!(pty.wait_for_end(LIMIT).success());
    pty.assert_restored();
}

/// The child of the test above.
#[test]
#[ignore = "needs a terminal: only the test above runs it"]
fn an_editor_and_then_a_key() {
    let mut paths = Paths::under(&home());
    paths.state_dir = home().join("state");
    let editor = Editor::new(&Environment::read(), &paths);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let mut screen = TerminalScreen::enter(Wishes::default()).expect("a terminal");
    let (text, key) = runtime.block_on(async {
        let mut events = screen.events().expect("events");
        events.next().await.expect("a key");
        let text = editor.edit(&mut screen, "old words").expect("an editor");
        loop {
            if let Some(TerminalEvent::Input(Input::Key(key))) = events.next().await {
                return (text, key);
            }
        }
    });
    screen.leave();
    writeln!(std::io::stdout(), "text: {text:?}, then {key}").expect("a terminal");
    runtime.shutdown_background();
}
