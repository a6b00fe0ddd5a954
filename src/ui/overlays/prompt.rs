//! A prompt: what is asked, the line, and below it what may be typed or what is wrong.

use ratatui::layout::Rect;

use super::{lines_metrics, open_frame};
use crate::app::ListMetrics;
use crate::app::overlays::Prompt;
use crate::text::SafeText;
use crate::text::width::truncate;
use crate::ui::canvas::{Canvas, Field};
use crate::ui::line_field;
use crate::ui::theme::Face;

/// Widest frame.
const WIDTH: u16 = 64;

/// Draws the overlay.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, prompt: &Prompt) -> ListMetrics {
    let inner = open_frame(canvas, area, WIDTH, 4);
    if let Some(field) = Field::in_area(inner, 0, 0, 0) {
        let used = canvas.own(field, prompt.title(), Face::PaneTitleFocused);
        line_field::draw(canvas, field.after(used + 2), &prompt.line);
    }
    if let Some(field) = Field::in_area(inner, 1, 0, 0) {
        let (text, face) = match (&prompt.mistake, prompt.completion()) {
            (Some(mistake), _) => (mistake.clone(), Face::Failure),
            (None, Some(word)) => (SafeText::new(&format!("tab: {word}")), Face::Dim),
            (None, None) => (prompt.advice(), Face::Dim),
        };
        canvas.text(field, &truncate(&text, field.width.into()), face);
    }
    lines_metrics(inner, 0, 2)
}
