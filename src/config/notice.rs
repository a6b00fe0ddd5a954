//! [`Notice`]: something to say about a place in the configuration. Made by the reader, printed by
//! the command line.

use std::fmt;
use std::ops::Range;

use crate::text::SafeText;

/// Something that is wrong or odd at a place of the configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How bad it is.
    pub severity: Severity,
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// What is there and what is allowed.
    pub message: SafeText,
}

/// How bad a [`Notice`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The file is not taken.
    Mistake,
    /// The file is taken without it.
    Warning,
}

impl Notice {
    /// A notice about the bytes `span` of `text`.
    pub(super) fn at(severity: Severity, text: &str, span: &Range<usize>, message: &str) -> Self {
        let start = text.floor_char_boundary(span.start);
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            severity,
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: SafeText::new(message),
        }
    }

    /// True if the file is not taken because of it.
    #[must_use]
    pub fn is_mistake(&self) -> bool {
        self.severity == Severity::Mistake
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.is_mistake() { "" } else { "warning: " };
        write!(f, "{}:{}: {mark}{}", self.line, self.column, self.message)
    }
}
