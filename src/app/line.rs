//! One line of text that is being typed: the cursor moves by what a reader sees as one character, and
//! pasted text becomes one line. Used by every overlay that asks for text; how it looks is `ui`'s.

use crate::command::Edit;
use crate::text::SafeText;
use crate::text::width::graphemes;

/// Longest line; more than any address or query needs.
const LONGEST: usize = 4_096;
/// Lines of one kind that are remembered.
const REMEMBERED: usize = 50;

/// A line with its cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// Byte offset, always between two characters as a reader sees them.
    cursor: usize,
    /// How far back in the lines of before; 0 is the line itself.
    back: usize,
    /// What was typed before the first step back.
    draft: String,
}

/// Lines that were typed before, the newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct History(Vec<String>);

impl Line {
    /// A line that holds `text`, with the cursor at its end.
    #[must_use]
    pub fn with(text: &str) -> Self {
        let mut line = Self::default();
        line.insert(text);
        line
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    #[must_use]
    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Puts text in at the cursor; line ends become blanks, and what is not for a screen is left out.
    pub fn insert(&mut self, text: &str) {
        let clean = SafeText::piece(text);
        let room = LONGEST.saturating_sub(self.text.len());
        let mut end = clean.as_str().len().min(room);
        while !clean.as_str().is_char_boundary(end) {
            end -= 1;
        }
        self.text.insert_str(self.cursor, &clean.as_str()[..end]);
        // A combining mark joins what stands before it, so the cursor goes behind the whole.
        self.cursor = self.boundary_at_or_after(self.cursor + end);
        self.back = 0;
    }

    /// Replaces the text.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
    }

    /// Changes the line; true if it differs.
    pub fn edit(&mut self, edit: Edit) -> bool {
        let before = self.text.len();
        match edit {
            Edit::Left => self.cursor = self.step_left(),
            Edit::Right => self.cursor = self.step_right(),
            Edit::WordLeft => self.cursor = self.word_left(),
            Edit::WordRight => self.cursor = self.word_right(),
            Edit::Start => self.cursor = 0,
            Edit::End => self.cursor = self.text.len(),
            Edit::DeleteLeft => self.delete(self.step_left(), self.cursor),
            Edit::DeleteRight => self.delete(self.cursor, self.step_right()),
            Edit::DeleteWord => self.delete(self.word_left(), self.cursor),
            Edit::DeleteToStart => self.delete(0, self.cursor),
            Edit::DeleteToEnd => self.delete(self.cursor, self.text.len()),
            Edit::Earlier | Edit::Later | Edit::Complete => {}
        }
        self.text.len() != before
    }

    /// Goes to what was typed before (`earlier`) or after; true if there was something.
    pub fn recall(&mut self, history: &History, earlier: bool) -> bool {
        let back = if earlier { self.back + 1 } else { self.back.saturating_sub(1) };
        if back == self.back || back > history.0.len() {
            return false;
        }
        if self.back == 0 {
            self.draft = self.text.clone();
        }
        let text = if back == 0 {
            std::mem::take(&mut self.draft)
        } else {
            history.0[history.0.len() - back].clone()
        };
        self.set(&text);
        self.back = back;
        true
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = self.boundary_at_or_after(from);
        self.back = 0;
    }

    fn boundaries(&self) -> impl Iterator<Item = usize> + '_ {
        let mut at = 0;
        let starts = graphemes(&self.text).map(move |(grapheme, _)| {
            at += grapheme.len();
            at
        });
        std::iter::once(0).chain(starts)
    }

    fn boundary_at_or_after(&self, at: usize) -> usize {
        self.boundaries().find(|boundary| *boundary >= at).unwrap_or(self.text.len())
    }

    fn step_left(&self) -> usize {
        self.boundaries().take_while(|boundary| *boundary < self.cursor).last().unwrap_or(0)
    }

    fn step_right(&self) -> usize {
        self.boundary_at_or_after((self.cursor + 1).min(self.text.len()))
    }

    fn word_left(&self) -> usize {
        let left = self.before_cursor().trim_end();
        left.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
    }

    fn word_right(&self) -> usize {
        let right = &self.text[self.cursor..];
        let blank = right.len() - right.trim_start().len();
        let word = right[blank..].find(char::is_whitespace).unwrap_or(right.len() - blank);
        self.cursor + blank + word
    }
}

impl History {
    /// Remembers a line; one that is known moves to the end.
    pub fn remember(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.0.retain(|known| known != text);
        self.0.push(text.to_owned());
        if self.0.len() > REMEMBERED {
            self.0.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EDITS: [Edit; 11] = [
        Edit::Left,
        Edit::Right,
        Edit::WordLeft,
        Edit::WordRight,
        Edit::Start,
        Edit::End,
        Edit::DeleteLeft,
        Edit::DeleteRight,
        Edit::DeleteWord,
        Edit::DeleteToStart,
        Edit::DeleteToEnd,
    ];

    fn edited(text: &str, edits: &[Edit]) -> (String, usize) {
        let mut line = Line::with(text);
        for edit in edits {
            line.edit(*edit);
        }
        (line.text, line.cursor)
    }

    #[test]
    fn a_family_is_one_character() {
        let family = "👩‍👩‍👧";
        assert_eq!(edited(&format!("a{family}b"), &[Edit::Left, Edit::DeleteLeft]), ("ab".into(), 1));
        assert_eq!(edited("e\u{301}", &[Edit::DeleteLeft]), (String::new(), 0));
    }

    #[test]
    fn words_go_as_a_whole() {
        assert_eq!(edited("unread  tag:ai ", &[Edit::DeleteWord]), ("unread  ".into(), 8));
        assert_eq!(edited("one two", &[Edit::WordLeft, Edit::DeleteToStart]), ("two".into(), 0));
        assert_eq!(edited("one two", &[Edit::Start, Edit::WordRight, Edit::DeleteToEnd]), ("one".into(), 3));
    }

    #[test]
    fn a_paste_of_several_lines_becomes_one() {
        let mut line = Line::with("a");
        line.insert("b\r\nc\u{1b}[31md");
        assert!(!line.text().contains(char::is_control), "{:?}", line.text());
        assert!(line.text().starts_with("ab") && line.text().contains('c'));
    }

    #[test]
    fn lines_of_before_come_back_and_the_draft_is_kept() {
        let mut history = History::default();
        for text in ["one", "two", "one", " "] {
            history.remember(text);
        }
        let mut line = Line::with("draft");
        assert!(line.recall(&history, true));
        assert_eq!(line.text(), "one");
        assert!(line.recall(&history, true));
        assert_eq!(line.text(), "two");
        assert!(!line.recall(&history, true));
        assert!(line.recall(&history, false) && line.recall(&history, false));
        assert_eq!(line.text(), "draft");
        assert!(!line.recall(&history, false));
    }

    proptest! {
        #[test]
        fn the_cursor_never_splits_a_character(
            texts in prop::collection::vec(".{0,6}|[👩‍👧e\u{301}\u{200d}🇩🇪 a]{0,6}", 1..4),
            edits in prop::collection::vec(0..EDITS.len(), 0..30),
        ) {
            let mut line = Line::default();
            let mut texts = texts.iter().cycle();
            for edit in edits {
                line.edit(EDITS[edit]);
                line.insert(texts.next().expect("a text"));
                prop_assert!(line.boundaries().any(|boundary| boundary == line.cursor));
            }
        }
    }
}
