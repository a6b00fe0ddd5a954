//! Running text: folds white space as browsers do and collects styled pieces. Called by `build`.

use crate::text::SafeText;
use crate::text::document::{Inline, LineEnd, Style};
use crate::text::sanitize::{MAX_MARKS, is_forbidden, is_mark};

/// Text between two block boundaries.
#[derive(Default)]
pub struct Run {
    done: Vec<Inline>,
    text: String,
    style: Style,
    /// True when a space would follow nothing, a break or another space.
    no_space: bool,
    marks: usize,
}

impl Run {
    /// Adds text, its white space folded into single spaces.
    pub fn text(&mut self, raw: &str, style: Style) {
        if style != self.style {
            self.finish_piece();
            self.style = style;
        }
        for c in raw.chars() {
            if c.is_ascii_whitespace() {
                if self.takes_space() {
                    self.text.push(' ');
                    self.no_space = true;
                }
                continue;
            }
            match c {
                '\u{ad}' => self.may_end(LineEnd::Hyphen),
                '\u{200b}' => self.may_end(LineEnd::Allowed),
                _ => {}
            }
            // Marks are counted over the pieces, which are sanitised one by one.
            if is_forbidden(c) {
                continue;
            }
            self.marks = if is_mark(c) { self.marks + 1 } else { 0 };
            if self.marks <= MAX_MARKS {
                self.text.push(c);
                self.no_space = false;
            }
        }
    }

    /// A line may end behind the text so far.
    pub fn may_end(&mut self, end: LineEnd) {
        if self.text.is_empty() || self.text.ends_with(' ') {
            return;
        }
        let style = self.style;
        self.style.end = end;
        self.finish_piece();
        self.style = style;
    }

    /// A forced line break; none at the begin.
    pub fn line_break(&mut self) {
        self.finish_piece();
        trim_end(&mut self.done, false);
        if !self.done.is_empty() {
            self.done.push(Inline::Break);
        }
        self.no_space = true;
    }

    /// The text so far as one run, without space and breaks at its ends; empty when there are no words.
    pub fn take(&mut self) -> Vec<Inline> {
        self.finish_piece();
        self.no_space = false;
        self.marks = 0;
        let mut inlines = std::mem::take(&mut self.done);
        trim_end(&mut inlines, true);
        let has_words = inlines.iter().any(|inline| match inline {
            Inline::Text(text, _) => text.as_str().contains(|c: char| !c.is_whitespace()),
            Inline::Break => false,
        });
        if has_words { inlines } else { Vec::new() }
    }

    /// The text so far as paragraphs: two breaks in a row end one.
    pub fn take_paragraphs(&mut self) -> Vec<Vec<Inline>> {
        let mut paragraphs: Vec<Vec<Inline>> = vec![Vec::new()];
        let mut breaks = 0;
        for inline in self.take() {
            if inline == Inline::Break {
                breaks += 1;
                continue;
            }
            match (breaks, paragraphs.last_mut()) {
                (0, Some(last)) => last.push(inline),
                (1, Some(last)) => last.extend([Inline::Break, inline]),
                _ => paragraphs.push(vec![inline]),
            }
            breaks = 0;
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        paragraphs
    }

    fn takes_space(&self) -> bool {
        let is_empty = self.text.is_empty() && self.done.is_empty();
        !is_empty && !self.no_space
    }

    fn finish_piece(&mut self) {
        let piece = SafeText::piece(&self.text);
        self.text.clear();
        if !piece.is_empty() {
            self.done.push(Inline::Text(piece, self.style));
        }
    }
}

/// Takes the space (and the breaks) at the end away.
pub fn trim_end(inlines: &mut Vec<Inline>, breaks: bool) {
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Break if breaks => {
                inlines.pop();
            }
            Inline::Break => return,
            Inline::Text(text, style) => {
                let trimmed = text.as_str().trim_end();
                if trimmed.len() == text.as_str().len() {
                    return;
                }
                if !trimmed.is_empty() {
                    *last = Inline::Text(SafeText::piece(trimmed), *style);
                    return;
                }
                inlines.pop();
            }
        }
    }
}
