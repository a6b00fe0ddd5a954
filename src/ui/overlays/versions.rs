//! What changed in an article: when, how much, and word by word.

use ratatui::layout::Rect;

use super::{below_head, lines_metrics, open_frame};
use crate::app::overlays::Versions;
use crate::app::{ListMetrics, Loadable};
use crate::domain::{Edit, Moment, TextOrigin};
use crate::text::SafeText;
use crate::text::diff::{DiffLine, Kind, Piece, pieces_to_lines, to_lines};
use crate::text::width::{truncate, wrap_title};
use crate::ui::canvas::{Canvas, Field};
use crate::ui::format::moment_of;
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 88;

/// A line of the overlay.
type Line = Vec<(SafeText, Face)>;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, versions: &Versions, moment: &Moment) -> ListMetrics {
    let room = usize::from(WIDTH.min(area.width).saturating_sub(4).max(1));
    let marked = is_without_colour(canvas);
    let lines = match versions.edit() {
        Some((edit, _)) => of_edit(edit, versions, room, marked, moment),
        None => vec![vec![said(versions, moment)]],
    };
    let height = u16::try_from(lines.len() + 4).unwrap_or(u16::MAX);
    let inner = open_frame(canvas, area, WIDTH, height);
    draw_head(canvas, inner, versions);
    let body = below_head(inner);
    let top = versions.top.min(lines.len().saturating_sub(body.height.into()));
    for (row, line) in (0..body.height).zip(lines.iter().skip(top)) {
        let Some(mut field) = Field::in_area(body, row, 0, 0) else { break };
        for (text, face) in line {
            let used = canvas.text(field, text, *face);
            field = field.after(used);
        }
    }
    lines_metrics(body, top, lines.len())
}

/// `What changed                                             2 of 3`
fn draw_head(canvas: &mut Canvas<'_>, inner: Rect, versions: &Versions) {
    let Some(field) = Field::in_area(inner, 0, 0, 0) else { return };
    let mut right = 0;
    if let Some((_, of)) = versions.edit().filter(|(_, of)| *of > 1) {
        let place = SafeText::new(&format!("{} of {of}", versions.shown + 1));
        right = canvas.right(field, &place, Face::Dim) + 2;
    }
    canvas.own(field.before(right), "What changed", Face::PaneTitleFocused);
}

/// Without colours signs stand around what went and what came.
fn is_without_colour(canvas: &Canvas<'_>) -> bool {
    canvas.theme.style(Face::Removed).fg == canvas.theme.style(Face::Inserted).fg
}

fn said(versions: &Versions, moment: &Moment) -> (SafeText, Face) {
    match &versions.edits {
        Loadable::Failed(reason) => (reason.clone(), Face::Failure),
        Loadable::Ready(_) => {
            let seen = moment_of(versions.first_seen, moment);
            (SafeText::new(&format!("No change is known since tidings first saw this, {seen}.")), Face::Dim)
        }
        _ => (SafeText::new("comparing…"), Face::Dim),
    }
}

fn of_edit(edit: &Edit, versions: &Versions, room: usize, marked: bool, moment: &Moment) -> Vec<Line> {
    let mut lines = Vec::new();
    let is_same_title = edit.title.iter().all(|piece| piece.kind == Kind::Same);
    if is_same_title {
        let title = edit.title.first().map_or(&versions.title, |piece| &piece.text);
        lines.push(vec![(truncate(title, room), Face::Headline)]);
    } else {
        lines.extend(
            pieces_to_lines(&edit.title, room, marked).iter().map(|line| to_line(line, Face::Headline)),
        );
    }
    lines.extend(wrap_title(&about(edit, moment), room, 2).into_iter().map(|line| vec![(line, Face::Dim)]));
    lines.push(Line::new());
    if edit.text.is_empty() {
        let what =
            if is_same_title { "No word of the text is another one." } else { "The text is as it was." };
        lines.push(vec![(SafeText::new(what), Face::Dim)]);
    } else {
        lines.extend(to_lines(&edit.text, room, marked).iter().map(|line| to_line(line, Face::Text)));
    }
    lines
}

/// `the feed's text · May 7 06:40 → May 7 11:40 · 12 words new, 4 gone`
fn about(edit: &Edit, moment: &Moment) -> SafeText {
    let origin = match edit.origin {
        TextOrigin::Feed => "the feed's text",
        TextOrigin::Page => "the full text",
    };
    let (since, at) = (moment_of(edit.since, moment), moment_of(edit.at, moment));
    let mut parts = vec![origin.to_owned(), format!("{since} → {at}")];
    let words = |n: usize, what: &str| format!("{n} word{} {what}", if n == 1 { "" } else { "s" });
    match edit.text.words() {
        (0, 0) => {}
        (came, 0) => parts.push(words(came, "new")),
        (0, went) => parts.push(words(went, "gone")),
        (came, went) => parts.push(format!("{}, {went} gone", words(came, "new"))),
    }
    SafeText::new(&parts.join(" · "))
}

fn to_line(line: &DiffLine, same: Face) -> Line {
    let face = |piece: &Piece| match piece.kind {
        Kind::Same => same,
        Kind::Removed => Face::Removed,
        Kind::Inserted => Face::Inserted,
    };
    match line {
        DiffLine::Blank => Line::new(),
        DiffLine::Folded(1) => vec![(SafeText::new("… 1 paragraph unchanged"), Face::Dim)],
        DiffLine::Folded(n) => vec![(SafeText::new(&format!("… {n} paragraphs unchanged")), Face::Dim)],
        DiffLine::Text(pieces) => pieces.iter().map(|piece| (piece.text.clone(), face(piece))).collect(),
    }
}
