//! Notes: what a person writes about an entry, in several lines.

use std::fmt;

use crate::text::SafeText;

/// Plain text of one or more lines, each of which may be shown as it is. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note(Vec<SafeText>);

impl Note {
    /// Bytes that a note may have at most.
    pub const MAX_BYTES: usize = 64 * 1024;

    /// The note that `raw` holds; `None` where it holds nothing to read. Empty lines around it and
    /// spaces at the ends of lines go.
    #[must_use]
    pub fn new(raw: &str) -> Option<Self> {
        let raw = raw.replace("\r\n", "\n").replace('\r', "\n");
        let mut lines: Vec<SafeText> = raw.split('\n').map(line).collect();
        let last = lines.iter().rposition(|line| !line.is_empty())?;
        lines.truncate(last + 1);
        let first = lines.iter().position(|line| !line.is_empty())?;
        Some(Self(lines.split_off(first)))
    }

    /// Its lines; the first and the last are not empty.
    #[must_use]
    pub fn lines(&self) -> &[SafeText] {
        &self.0
    }
}

/// What stands at the start of a line stays: it may be an indentation.
fn line(raw: &str) -> SafeText {
    SafeText::piece(SafeText::piece(raw).as_str().trim_end())
}

/// The lines with line feeds between them.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, line) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            f.write_str(line.as_str())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_and_what_cannot_be_shown_goes() {
        let note = Note::new("\n\n  one \u{1b}[31m \r\n\r\n\ttwo\rthree\u{7}\n \n").unwrap();
        let lines: Vec<&str> = note.lines().iter().map(SafeText::as_str).collect();
        assert_eq!(lines, ["  one [31m", "", " two", "three"]);
        assert_eq!(Note::new(&note.to_string()), Some(note));
    }

    #[test]
    fn nothing_to_read_is_no_note() {
        for raw in ["", " \n\t\r\n", "\u{1b}\u{200b}"] {
            assert_eq!(Note::new(raw), None, "{raw:?}");
        }
    }
}
