//! The status line: what goes on at the left, what was said at the right.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Field, columns_of};
use super::format::{clock_of, number};
use super::keys_line::keys_of;
use super::panes::sources::trouble;
use super::theme::Face;
use crate::app::{Focus, Model, Notice, Running, Tone};
use crate::command::KeyChord;
use crate::domain::{DownloadProgress, Moment};
use crate::text::SafeText;
use crate::text::width::truncate;

/// Draws the line.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, model: &Model, moment: &Moment) {
    let Some(mut field) = Field::in_area(area, 0, 1, 1) else { return };
    if let Some(notice) = &model.status.notice {
        let text = truncate(&said(canvas, notice, model), usize::from(field.width));
        let face = match notice.tone {
            Tone::Plain => Face::Dim,
            Tone::Done => Face::Done,
            Tone::Warning => Face::Warning,
            Tone::Failure => Face::Failure,
        };
        let used = canvas.right(field, &text, face);
        field = field.before(used + 2);
    }
    if !model.keys.pending.is_empty() {
        let keys = SafeText::new(&format!("{} …", KeyChord::print_sequence(&model.keys.pending)));
        let used = canvas.text(field, &keys, Face::Key);
        field = field.after(used + 3);
    }
    if let Some(since) = model.status.offline {
        // What is tried meanwhile comes and goes; this stays until it succeeds.
        canvas.text(field, &SafeText::new(&format!("offline · {}", clock_of(since, moment))), Face::Warning);
    } else if let Some(running) = model.status.refresh {
        draw_progress(canvas, field, running);
    } else if let Some(download) = model.status.download {
        draw_download(canvas, field, download);
    } else if let Some(reason) = trouble_here(model) {
        let used = canvas.own(field, canvas.glyphs.failed, Face::Failure);
        let field = field.after(used + 1);
        canvas.text(field, &truncate(reason, field.width.into()), Face::Failure);
    }
}

/// What was said, with the keys that do something about it as they are bound now.
fn said(canvas: &Canvas<'_>, notice: &Notice, model: &Model) -> SafeText {
    let keys = |commands| keys_of(canvas, model, model.context(), commands);
    let hints =
        notice.hints.iter().filter_map(|(commands, word)| Some(format!(" · {} {word}", keys(commands)?)));
    SafeText::piece(&format!("{}{}", notice.text, hints.collect::<String>()))
}

/// `↻ 12/40 feeds · 3 new · 1 failed`
fn draw_progress(canvas: &mut Canvas<'_>, field: Field, running: Running) {
    let used = canvas.own(field, canvas.glyphs.refreshing, Face::Mark);
    let mut field = field.after(used + 1);
    let progress = running.progress;
    let count = |n: usize| number(n as u64);
    let mut say = |text: String, face: Face| {
        if columns_of(&text) <= field.width {
            let used = canvas.text(field, &SafeText::piece(&text), face);
            field = field.after(used);
        }
    };
    if progress.feeds == 0 {
        say("refreshing".to_owned(), Face::Text);
        return;
    }
    say(format!("{}/{} feeds", count(progress.done), count(progress.feeds)), Face::Text);
    if progress.new > 0 {
        say(format!(" · {} new", count(progress.new)), Face::Text);
    }
    if progress.failed > 0 {
        say(format!(" · {} failed", count(progress.failed)), Face::Failure);
    }
}

/// `↓ Downloading 12 of 40 · 2 without text`
fn draw_download(canvas: &mut Canvas<'_>, field: Field, download: DownloadProgress) {
    let used = canvas.own(field, canvas.glyphs.below, Face::Mark);
    let field = field.after(used + 1);
    let count = |n: usize| number(n as u64);
    if download.total == 0 {
        canvas.own(field, "Downloading", Face::Text);
        return;
    }
    let at = download.done + download.failed;
    let text = format!("Downloading {} of {}", count(at), count(download.total));
    let used = canvas.text(field, &SafeText::new(&text), Face::Text);
    if download.failed > 0 {
        let text = format!(" · {} without text", count(download.failed));
        canvas.text(field.after(used), &SafeText::piece(&text), Face::Warning);
    }
}

fn trouble_here(model: &Model) -> Option<&SafeText> {
    (model.focus == Focus::Sources).then(|| trouble(&model.main.sources)).flatten()
}
