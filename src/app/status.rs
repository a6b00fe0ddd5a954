//! The status line: how far a refresh is, and the last thing that was said to the person.

use crate::command::Command;
use crate::domain::{DownloadProgress, Progress, Timestamp};
use crate::text::SafeText;

/// What keys do about something, by the commands to which they are bound.
pub type Hint = (&'static [Command], &'static str);

/// What may be done about a change that was just made.
pub const UNDOES: &[Hint] = &[(&[Command::Undo], "undoes")];

/// The state of the status line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Status {
    /// What was said last; gone with the next command.
    pub notice: Option<Notice>,
    /// The refresh that is running.
    pub refresh: Option<Running>,
    /// Since when the network is away.
    pub offline: Option<Timestamp>,
    /// The download that is running.
    pub download: Option<DownloadProgress>,
}

/// A refresh that is running.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Running {
    /// How far it is.
    pub progress: Progress,
    /// True when the person asked for it, and so is told how it ended whatever it brought.
    pub asked: bool,
    /// True when all feeds are fetched, due or not.
    pub is_of_all: bool,
    /// True for the first fetch of a new feed: what was said of the subscription stays to be read.
    pub is_first: bool,
}

/// What a refresh brought, in entries, and how many feeds failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// New entries.
    pub new: usize,
    /// Entries whose text changed.
    pub changed: usize,
    /// Feeds that failed.
    pub failed: usize,
}

/// A line for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The line.
    pub text: SafeText,
    /// What keys do about it; stands behind the line.
    pub hints: &'static [Hint],
}

/// How a line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    Plain,
    /// Something was done.
    Done,
    /// Something is not as it should be.
    Warning,
    /// Something failed.
    Failure,
}

impl Status {
    /// Says something.
    pub fn say(&mut self, tone: Tone, text: impl Into<SafeText>) {
        self.say_with(tone, text, &[]);
    }

    /// Says something and what keys do about it.
    pub fn say_with(&mut self, tone: Tone, text: impl Into<SafeText>, hints: &'static [Hint]) {
        self.notice = Some(Notice { tone, text: text.into(), hints });
    }

    /// The person asked for a refresh; `is_of_all` if of everything.
    pub fn refresh_asked(&mut self, is_of_all: bool) {
        self.refresh = Some(Running { asked: true, is_of_all, ..self.refresh.unwrap_or_default() });
    }

    /// A download was ordered, and how far it is will be told.
    pub fn download_ordered(&mut self) {
        self.download.get_or_insert_default();
    }

    /// A refresh of so many feeds began.
    pub fn refresh_started(&mut self, feeds: usize) {
        let running = self.refresh.get_or_insert_default();
        running.progress.feeds = feeds;
    }

    /// A feed that was just subscribed to is fetched.
    pub fn first_fetch_ordered(&mut self) {
        let running = self.refresh.unwrap_or_default();
        self.refresh = Some(Running { is_first: true, ..running });
    }

    /// A refresh got on.
    pub fn refresh_progressed(&mut self, progress: Progress) {
        if let Some(running) = &mut self.refresh {
            running.progress = progress;
        }
    }

    /// A refresh ended; tells what it brought. False when none was known to run.
    pub fn refresh_finished(&mut self, brought: Brought, cancelled: bool) -> bool {
        let Brought { new, changed, failed } = brought;
        let Some(running) = self.refresh.take() else { return false };
        if self.offline.is_some() && new + changed + failed == 0 {
            if running.asked || running.is_first {
                self.say(Tone::Warning, "The network is away: feeds are fetched as soon as it is back");
            }
            return true;
        }
        let is_told_already = running.is_first && !running.asked && failed == 0;
        if is_told_already || (!running.asked && new == 0) {
            return true;
        }
        let mut text = match new {
            0 => "Nothing new".to_owned(),
            1 => "1 new entry".to_owned(),
            new => format!("{new} new entries"),
        };
        text = match changed {
            0 => text,
            changed if new == 0 => format!("{changed} changed"),
            changed => format!("{text} · {changed} changed"),
        };
        if failed > 0 {
            text = format!("{text} · {failed} failed");
        }
        if cancelled {
            text.push_str(" · stopped");
        }
        self.say(if failed > 0 { Tone::Warning } else { Tone::Done }, text);
        true
    }
}
