//! A download in the status line: how far it is, how it ended, and what an earlier run of the program left.

use super::effect::{Effect, Effects};
use super::model::Model;
use super::status::{Status, Tone};
use crate::domain::{DownloadProgress, Event};

/// Where reasons are listed.
const WHY: &str = ":downloads tells why";

/// Asks whether an earlier run left something to download.
pub(super) fn look_for_rest(model: &mut Model) -> Effect {
    Effect::LoadDownloads { request: model.requests.issue() }
}

/// Hears of a download.
pub(super) fn on_event(status: &mut Status, event: Event) {
    match event {
        Event::DownloadProgressed(progress) if status.download.is_some() => status.download = Some(progress),
        Event::DownloadFinished { progress, left_out } if status.download.take().is_some() => {
            on_end(status, progress, left_out);
        }
        Event::DownloadFailed { reason } => {
            status.download = None;
            status.say(Tone::Failure, reason);
        }
        Event::DownloadsLoaded { downloads, .. } if status.download.is_none() && status.notice.is_none() => {
            let waiting = downloads.progress.waiting();
            if waiting > 0 {
                status.say(Tone::Plain, format!("{} to be downloaded · :download goes on", wait(waiting)));
            }
        }
        _ => {}
    }
}

/// Stops a download, which leaves the rest in the queue.
pub(super) fn stop_download(model: &mut Model) -> Effects {
    let Some(progress) = model.status.download.take() else {
        model.status.say(Tone::Plain, "Nothing is being downloaded");
        return Effects::new();
    };
    let said = match progress.waiting() {
        0 => "Stopped downloading".to_owned(),
        waiting => format!("Stopped: {} · :download goes on", wait(waiting)),
    };
    model.status.say(Tone::Plain, said);
    vec![Effect::CancelDownload]
}

fn on_end(status: &mut Status, progress: DownloadProgress, left_out: u64) {
    let waiting = progress.waiting();
    if waiting > 0 {
        status.say(Tone::Warning, format!("The network is away: {} · :download goes on", wait(waiting)));
        return;
    }
    let mut said = format!("Downloaded {} of {}", progress.done, progress.total);
    if left_out > 0 {
        said = format!("{said}, the newest; {left_out} older ones were left out");
    }
    if progress.failed == 0 {
        status.say(Tone::Done, said);
    } else {
        status.say(Tone::Warning, format!("{said} · {} without text · {WHY}", progress.failed));
    }
}

fn wait(entries: usize) -> String {
    if entries == 1 { "1 entry waits".to_owned() } else { format!("{entries} entries wait") }
}
