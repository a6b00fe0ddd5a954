//! Taking entries along: the command, its progress, how it ends, and the list of what could not be had.

use insta::assert_snapshot;
use tidings::app::{DownloadOrder, Effect};
use tidings::domain::{DownloadProgress, Downloads, EntryId, Event, FailedDownload};

use crate::support::app::TestApp;
use crate::support::newsroom::{Library, Newsroom, safe};

fn room() -> Newsroom {
    Newsroom::new(Library::islands()).sized(80, 24)
}

fn progress(total: usize, done: usize, failed: usize) -> DownloadProgress {
    DownloadProgress { total, done, failed }
}

fn ended(progress: DownloadProgress) -> Event {
    Event::DownloadFinished { progress, left_out: 0 }
}

fn status(room: &mut Newsroom) -> String {
    room.screen().lines().last().expect("a line").trim().to_owned()
}

fn failures() -> Library {
    let failed = |entry, title, reason| FailedDownload {
        entry: EntryId(entry),
        title: safe(title),
        reason: safe(reason),
    };
    let downloads = Downloads {
        progress: progress(40, 36, 2),
        failed: vec![
            failed(
                3,
                "Court rules on data brokers",
                "Google shows its consent page in place of the article's address",
            ),
            failed(1, "Anthropic secures SpaceX Colossus 1 compute capacity", "the server answered 404"),
        ],
    };
    Library { downloads, ..Library::islands() }
}

#[test]
fn what_is_listed_is_taken_along() {
    let mut room = room();
    room.keys(":download<enter>");
    let Some(Effect::Download(DownloadOrder::Query(query))) = room.orders.last() else {
        panic!("{:?}", room.orders)
    };
    assert_eq!(query.to_string(), "unread");
    assert_eq!(status(&mut room), "↓ Downloading");
    room.event(Event::DownloadProgressed(progress(40, 10, 2)));
    assert_eq!(status(&mut room), "↓ Downloading 12 of 40 · 2 without text");
}

#[test]
fn a_range_is_taken_along_alone() {
    let mut room = room();
    room.keys("vj:download<enter>");
    let order = Effect::Download(DownloadOrder::Entries(vec![EntryId(1), EntryId(2)]));
    assert_eq!(room.orders.last(), Some(&order));
    assert_eq!(room.main().entries.range, None);
}

#[test]
fn how_it_ended_is_told() {
    let mut room = room();
    for (event, told) in [
        (ended(progress(40, 40, 0)), "Downloaded 40 of 40"),
        (ended(progress(40, 38, 2)), "Downloaded 38 of 40 · 2 without text · :downloads tells why"),
        (ended(progress(40, 12, 0)), "The network is away: 28 entries wait · :download goes on"),
        (
            Event::DownloadFinished { progress: progress(1_000, 1_000, 0), left_out: 7 },
            "Downloaded 1000 of 1000, the newest; 7 older ones were left out",
        ),
        (Event::DownloadFailed { reason: safe("the disk is full") }, "the disk is full"),
    ] {
        room.keys(":download<enter>").event(event);
        assert_eq!(status(&mut room), told);
    }
}

#[test]
fn it_can_be_stopped_and_says_what_waits() {
    let mut room = room();
    room.keys(":download<enter>").event(Event::DownloadProgressed(progress(40, 12, 0)));
    room.keys(":stop-download<enter>");
    assert_eq!(room.orders.last(), Some(&Effect::CancelDownload));
    assert_eq!(status(&mut room), "Stopped: 28 entries wait · :download goes on");
    room.event(Event::DownloadProgressed(progress(40, 13, 0)));
    assert_eq!(room.model.status.download, None, "what comes after that is late");
    room.keys(":download<enter>h<esc>");
    assert_eq!(room.orders.last(), Some(&Effect::CancelDownload));
}

#[test]
fn what_an_earlier_run_left_is_offered() {
    let mut room = Newsroom::new(failures()).sized(80, 24);
    let effects = {
        let ctx = tidings::app::Ctx { moment: crate::support::newsroom::moment(), settings: &room.settings };
        tidings::app::settle_in(&mut room.model, &ctx)
    };
    assert!(effects.iter().any(|effect| matches!(effect, Effect::LoadDownloads { .. })));
    let downloads = room.library.downloads.clone();
    room.event(Event::DownloadsLoaded { request: tidings::domain::RequestId(0), downloads });
    assert_eq!(room.notice(), "2 entries wait to be downloaded · :download goes on");
}

#[test]
fn what_could_not_be_had_is_listed_with_reasons() {
    let mut room = Newsroom::new(failures()).sized(80, 24);
    assert_snapshot!(room.keys(":downloads<enter>j").screen());
    room.keys("r");
    assert_eq!(room.orders.last(), Some(&Effect::Download(DownloadOrder::Retry)));
}

#[test]
fn the_list_fits_wide_and_narrow_screens() {
    let wide = Newsroom::new(failures()).sized(120, 40).keys(":downloads<enter>").screen();
    let narrow = Newsroom::new(failures()).sized(50, 15).keys(":downloads<enter>").screen();
    assert_snapshot!(format!("{wide}\n{narrow}"));
}

#[test]
fn an_empty_list_says_so() {
    let screen = room().keys(":downloads<enter>").screen();
    assert!(screen.contains("Nothing was downloaded yet"), "{screen}");
}

#[test]
fn the_demo_is_taken_along() {
    let mut app = TestApp::demo(120, 40);
    app.keys("<ctrl-p>Google News<enter>:download<enter>");
    let screen = app.screen();
    assert!(
        screen.contains("Downloaded ") && screen.contains("without text · :downloads tells why"),
        "{screen}"
    );
    app.keys(":downloads<enter>");
    let screen = app.screen();
    for told in [" are here · ", "Google shows its consent page", "The site asks for a login"] {
        assert!(screen.contains(told), "{told}: {screen}");
    }
}
