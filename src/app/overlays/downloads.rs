//! The last download: how far it is, and what could not be had, with the reason. It goes on while the
//! list is open.

use super::{Layer, Outcome};
use crate::app::cursor::ListCursor;
use crate::app::effect::{DownloadOrder, Effect, Effects};
use crate::app::loadable::Loadable;
use crate::app::metrics::ListMetrics;
use crate::app::moving::Motion;
use crate::app::request::Requests;
use crate::app::room::Room;
use crate::app::status::Tone;
use crate::command::{Command, Context};
use crate::domain::{DownloadProgress, Downloads as Downloaded, Event, FailedDownload};

/// The last download.
#[derive(Clone, Debug)]
pub struct Downloads {
    /// How far it is, and what could not be had.
    pub downloaded: Loadable<Downloaded>,
    /// The selection among what could not be had.
    pub cursor: ListCursor,
}

impl Downloads {
    /// The list, which is still to be read, and the order to read it.
    #[must_use]
    pub fn open(requests: &mut Requests) -> (Self, Effects) {
        let mut downloads = Self { downloaded: Loadable::Idle, cursor: ListCursor::default() };
        let effects = downloads.load(requests);
        (downloads, effects)
    }

    /// What could not be had.
    #[must_use]
    pub fn failed(&self) -> &[FailedDownload] {
        self.downloaded.shown().map_or(&[], |downloads| downloads.failed.as_slice())
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> DownloadProgress {
        self.downloaded.shown().map(|downloads| downloads.progress).unwrap_or_default()
    }

    fn load(&mut self, requests: &mut Requests) -> Effects {
        let request = requests.issue();
        self.downloaded.begin(request);
        vec![Effect::LoadDownloads { request }]
    }

    /// Goes on with what waits, and tries again what failed.
    fn go_on(&self, room: &mut Room<'_, '_>) -> Effects {
        let progress = self.progress();
        if progress.waiting() + progress.failed == 0 {
            room.desk.status.say(Tone::Plain, "Nothing waits and nothing failed");
            return Effects::new();
        }
        room.desk.status.download_ordered();
        vec![Effect::Download(DownloadOrder::Retry)]
    }
}

impl Layer for Downloads {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(motion) = Motion::of(command) {
            let len = self.failed().len();
            self.cursor.go(motion, len, room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Refresh | Command::RefreshAll => Outcome::Handled(self.go_on(room)),
            Command::Back | Command::Leave | Command::Open => Outcome::closed(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn on_click(&mut self, row: usize, _room: &mut Room<'_, '_>) -> Outcome {
        let len = self.failed().len();
        self.cursor.move_to(row, len);
        Outcome::handled()
    }

    fn on_event(&mut self, event: &Event, room: &mut Room<'_, '_>) -> Effects {
        match event {
            Event::DownloadsLoaded { request, downloads } if self.downloaded.awaits(*request) => {
                self.downloaded = Loadable::Ready(downloads.clone());
                self.cursor.move_by(0, downloads.failed.len());
            }
            Event::LoadFailed { request, reason } if self.downloaded.awaits(*request) => {
                self.downloaded = Loadable::Failed(reason.clone());
            }
            Event::DownloadProgressed(progress) => {
                if let Some(downloads) = self.downloaded.shown_mut() {
                    let has_other = downloads.progress.failed != progress.failed;
                    downloads.progress = *progress;
                    if has_other {
                        return self.load(room.desk.requests);
                    }
                }
            }
            Event::DownloadFinished { .. } => return self.load(room.desk.requests),
            _ => {}
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
