//! Attached files in the program that the person's settings name.

use std::fs;
use std::sync::Arc;

use tidings::config::Paths;
use tidings::service::{Network, Services};

use crate::support::app::{FixedClock, services, settings};
use crate::support::newsroom::{NOON, at};
use crate::support::pty::Pty;

#[test]
fn a_song_is_given_to_the_player_of_the_settings_which_gets_no_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let (player, heard) = (folder.path().join("player"), folder.path().join("heard"));
    let text = format!(
        "[ -t 0 ] || [ -t 1 ] || printf '%s|%s' \"$#\" \"$1\" > '{0}.part'; mv '{0}.part' '{0}'\n",
        heard.display()
    );
    fs::write(&player, text).expect("a script");
    let player = player.display().to_string();
    let mut pty = Pty::child("pty::enclosures::a_reader_with_a_player", &[("PLAYER", &player)]);
    pty.wait_for("Unread");
    pty.type_in("/five stations one song\r");
    pty.wait_for("It began with a test");
    pty.type_in("\rG");
    pty.wait_for("Attached");
    pty.type_in("O1");
    pty.wait_for("Opened with /bin/sh");
    pty.wait_until(|_| heard.exists(), "the player has the address");
    let seen = fs::read_to_string(&heard).expect("what the player saw");
    assert_eq!(seen, "1|https://fourwinds.example/files/song.wav");
    pty.assert_quits();
}

/// The child of the test above.
#[test]
#[ignore = "needs a terminal: only the test above runs it"]
fn a_reader_with_a_player() {
    let home: std::path::PathBuf = std::env::var_os("HOME").expect("a folder").into();
    drop(services(&home));
    let mut settings = settings();
    settings.refresh.on_start = false;
    settings.enclosures.audio = vec!["/bin/sh".to_owned(), std::env::var("PLAYER").expect("a player")];
    let services =
        Services::with_clock(Paths::under(&home), settings, Network::Real, Arc::new(FixedClock(at(NOON))));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    runtime.block_on(tidings::runtime::run(services.expect("services"))).expect("no error");
    runtime.shutdown_background();
}
