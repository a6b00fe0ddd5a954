//! From what the model aims at to the lines of a page, and back: places of the text, hits, the anchor of the
//! line on top. Called by the article pane.

use super::Page;
use crate::app::panes::Article;
use crate::app::panes::article::Aim;
use crate::text::find::{Hit, Mark, Needle};
use crate::text::wrap::{Breadth, line_of_anchor};

/// What was looked for in the lines of a page, and where it stands.
#[derive(Debug, Default)]
pub struct Found {
    typed: String,
    hits: Vec<Hit>,
}

/// What a frame shows of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The first line.
    pub top: usize,
    /// The hit at which the person is.
    pub hit: Option<usize>,
    /// Columns by which wide lines are scrolled.
    pub shift: usize,
    /// True if the page is too short to have on top what should be there.
    pub falls_short: bool,
}

impl Page {
    /// Looks for what the person typed, unless that was done.
    pub(super) fn look_for(&mut self, typed: &str) {
        if self.found.typed == typed {
            return;
        }
        let lines = self.lines.iter().map(|line| {
            let spans = line.spans.iter().enumerate();
            spans.map(|(index, (text, _))| (text.as_str(), !line.signs.contains(&index))).collect()
        });
        let hits = Needle::new(typed).map_or_else(Vec::new, |needle| needle.find(lines));
        self.found = Found { typed: typed.to_owned(), hits };
    }

    /// Where what is looked for stands.
    pub fn hits(&self) -> &[Hit] {
        &self.found.hits
    }

    /// The marks on a line, each with the number of its hit.
    pub fn marks_of(&self, line: usize) -> impl Iterator<Item = (usize, Mark)> {
        // Hits stand in the order of the lines, and a line has few.
        let first = self.hits().partition_point(|hit| hit.marks.last().is_some_and(|last| last.line < line));
        let near = self.hits().iter().enumerate().skip(first);
        let near = near.take_while(move |(_, hit)| hit.marks[0].line <= line);
        near.flat_map(|(number, hit)| hit.marks.iter().map(move |mark| (number, *mark)))
            .filter(move |(_, mark)| mark.line == line)
    }

    /// What is shown in `width` by `height`.
    pub fn view(&self, article: &Article, width: usize, height: usize) -> View {
        let hits = self.hits();
        let current = article.finding.as_ref().and_then(|finding| finding.current);
        let mut view = View {
            top: self.place_of(article.top),
            hit: current.filter(|hit| *hit < hits.len()),
            shift: article.shift,
            falls_short: false,
        };
        match article.aim {
            None => {}
            Some(Aim::Line(line)) => view.top = line,
            Some(Aim::Anchor(anchor)) => view.top = self.line_of(anchor),
            Some(Aim::Place(place)) => {
                view.top = self.line_of_place(place).unwrap_or(view.top);
            }
            Some(Aim::Hit(hit)) => {
                self.turn_to(hit.min(hits.len().saturating_sub(1)), (width, height), &mut view);
            }
            Some(Aim::FirstHit { from }) => {
                view.top = from;
                view.hit = None;
                let next = hits.iter().position(|hit| hit.marks[0].line >= from);
                self.turn_to(next.unwrap_or(0), (width, height), &mut view);
            }
        }
        let last_top = self.lines.len().saturating_sub(height);
        let is_place = matches!(article.aim, Some(Aim::Line(_) | Aim::Anchor(_)));
        View { top: view.top.min(last_top), falls_short: is_place && view.top > last_top, ..view }
    }

    /// Brings a hit onto the screen, which stays as it is where the hit is on it already.
    fn turn_to(&self, hit: usize, (width, height): (usize, usize), view: &mut View) {
        let Some(mark) = self.hits().get(hit).map(|hit| hit.marks[0]) else { return };
        view.hit = Some(hit);
        if !(view.top..view.top + height.max(1)).contains(&mark.line) {
            view.top = mark.line.saturating_sub(height / 3);
        }
        let is_wide = matches!(self.lines[mark.line].breadth, Breadth::Wide(_));
        // A column at each side may hold the sign that the line goes on.
        if is_wide && (mark.from <= view.shift || mark.to >= view.shift + width) {
            view.shift = mark.from.saturating_sub(width / 3);
        }
    }

    /// The line at which a place begins.
    pub fn line_of_place(&self, place: usize) -> Option<usize> {
        self.places.get(place).map(|anchor| self.line_of(*anchor))
    }

    /// The line with the text of an anchor.
    fn line_of(&self, anchor: usize) -> usize {
        self.text.first + line_of_anchor(&self.text.anchors, anchor)
    }

    /// The anchor of a line; below the text that of its last line, above it none.
    pub fn anchor_of(&self, line: usize) -> Option<usize> {
        let at = line.checked_sub(self.text.first)?;
        self.text.anchors.get(at).or(self.text.anchors.last()).copied()
    }
}
