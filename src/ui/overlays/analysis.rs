//! The analysis of a story, over all panes: the way back, the headline, what it was made from, and its sections in
//! a column that can be read.

use ratatui::layout::Rect;

use crate::app::overlays::Analysis;
use crate::app::{ListMetrics, Main};
use crate::domain::analysis::Extent;
use crate::domain::{self, Moment};
use crate::text::SafeText;
use crate::text::width::{truncate, wrap_title};
use crate::text::wrap::{Role, TextLine, to_lines};
use crate::ui::canvas::{Canvas, Field};
use crate::ui::frame::area_of;
use crate::ui::theme::Face;

/// Widest column of text.
const WIDTH: u16 = 80;

/// A line of the page.
type Line = Vec<(SafeText, Face)>;

/// Draws the overlay.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    analysis: &Analysis,
    main: &Main,
    moment: &Moment,
) -> ListMetrics {
    let width = WIDTH.min(area.width.saturating_sub(2));
    let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    draw_way_back(canvas, column, analysis);
    let head = if area.height > 7 { 2 } else { 1 };
    let body =
        Rect { y: column.y + head.min(area.height), height: column.height.saturating_sub(head), ..column };
    let lines = lines(canvas, analysis, main, width.into(), moment);
    let top = analysis.top.min(lines.len().saturating_sub(body.height.into()));
    for (row, line) in (0..body.height).zip(lines.iter().skip(top)) {
        let Some(mut field) = Field::in_area(body, row, 0, 0) else { break };
        for (text, face) in line {
            let used = canvas.text(field, text, *face);
            field = field.after(used);
        }
    }
    let rows = usize::from(body.height).min(lines.len() - top);
    ListMetrics {
        offset: top,
        rows,
        len: lines.len(),
        area: area_of(area),
        body: area_of(body),
        ..ListMetrics::default()
    }
}

/// `← the headline                                   2 of 5 texts tried · esc stops`
fn draw_way_back(canvas: &mut Canvas<'_>, column: Rect, analysis: &Analysis) {
    let Some(field) = Field::in_area(column, 0, 0, 0) else { return };
    let mut right = 0;
    if let Some((done, of)) = analysis.fetching {
        let said = if of == 0 {
            "fetching the texts… · esc stops".to_owned()
        } else {
            format!("{done} of {of} texts tried · esc stops")
        };
        right = canvas.right(field, &SafeText::new(&said), Face::Progress) + 2;
    }
    let used = canvas.own(field, canvas.glyphs.back, Face::PaneTitleFocused);
    let name = field.after(used + 1).before(right);
    canvas.text(name, &truncate(&analysis.title, name.width.into()), Face::PaneTitleFocused);
}

fn lines(canvas: &Canvas<'_>, overlay: &Analysis, main: &Main, width: usize, moment: &Moment) -> Vec<Line> {
    let mut lines = vec![vec![(SafeText::new("Detailed analysis"), Face::Headline)]];
    let analyzed = &main.article.analyzed;
    let Some(analysis) = analyzed.of(overlay.entry) else {
        let (said, face) = match analyzed.failure(overlay.entry) {
            Some(reason) => (reason.clone(), Face::Failure),
            None => (SafeText::new("is being made…"), Face::Dim),
        };
        lines.extend(wrapped(&said, width, face));
        return lines;
    };
    let making = if analyzed.is_making() { " · is being made anew" } else { "" };
    let basis = SafeText::new(&format!("{}{making} · r to rebuild", analysis.basis_line(&moment.zone)));
    lines.extend(wrapped(&basis, width, Face::Dim));
    if let Some(offer) = offer(analysis) {
        lines.push(Line::new());
        lines.extend(wrapped(&offer, width, Face::Warning));
    }
    lines.push(Line::new());
    let layout = canvas.glyphs.layout(width);
    lines.extend(to_lines(&analysis.to_document(Extent::Whole), &layout).into_iter().map(to_line));
    // The coverage of a story names them; of an entry alone it is said here.
    if let [source] = analysis.sources.as_slice() {
        let text = SafeText::new(&format!("[1] {} · {}", source.publisher, source.title));
        lines.push(Line::new());
        lines.extend(wrapped(&text, width, Face::Dim));
    }
    lines
}

/// Texts that are missing are offered to be fetched.
fn offer(analysis: &domain::Analysis) -> Option<SafeText> {
    let basis = analysis.basis();
    let lacking = basis.parts + basis.headlines;
    let text = match (lacking, basis.all()) {
        (0, _) => return None,
        (1, 1) => "The whole text is not held. f fetches it and makes the analysis anew.".to_owned(),
        (1, all) => {
            format!("Not held in full: 1 of {all} articles. f fetches it and makes the analysis anew.")
        }
        (n, all) => {
            format!("Not held in full: {n} of {all} articles. f fetches them and makes the analysis anew.")
        }
    };
    Some(SafeText::new(&text))
}

fn to_line(line: TextLine) -> Line {
    let face = |role: Role, is_link: bool| match Face::of(role) {
        Face::Text if is_link => Face::Link,
        face => face,
    };
    line.spans.into_iter().map(|span| (span.text, face(span.role, span.link.is_some()))).collect()
}

fn wrapped(text: &SafeText, width: usize, face: Face) -> Vec<Line> {
    wrap_title(text, width.max(1), 20).into_iter().map(|line| vec![(line, face)]).collect()
}
