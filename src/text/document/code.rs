//! The code of a document and what its words are: found by `highlight`, which needs time, and laid over
//! the lines by `wrap`, which does without where there is none yet.

use super::{Block, Document};
use crate::text::SafeText;

/// A block of code as a page has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// Language, if named.
    pub language: Option<SafeText>,
    /// Lines without their ends.
    pub lines: Vec<SafeText>,
}

/// What a word of code is; few enough for every theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeRole {
    /// A word of the language itself.
    Keyword,
    /// Text between quotation marks.
    Text,
    /// A remark.
    Comment,
    /// A number or another fixed value.
    Number,
    /// The name of a function, type, tag or attribute.
    Name,
    /// A line that a change adds.
    Added,
    /// A line that a change takes away.
    Removed,
}

/// So many bytes of a line that are one thing; `None` is code of no special kind.
pub type CodePart = (usize, Option<CodeRole>);

/// The parts of all code of a document: of its blocks in order, of their lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeParts(Vec<Vec<Vec<CodePart>>>);

impl CodeParts {
    /// Parts of the lines of each block; a block of which nothing is known has none.
    #[must_use]
    pub fn new(blocks: Vec<Vec<Vec<CodePart>>>) -> Self {
        Self(blocks)
    }

    /// True if nothing is known of any block.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// The parts of a line, where they are known and add up to `text`.
    #[must_use]
    pub fn of_line(&self, block: usize, line: usize, text: &str) -> &[CodePart] {
        let parts = self.0.get(block).and_then(|lines| lines.get(line)).map_or(&[][..], Vec::as_slice);
        let mut end = 0;
        let fits = parts.iter().all(|(bytes, _)| {
            end += bytes;
            text.is_char_boundary(end)
        });
        if fits && end == text.len() { parts } else { &[] }
    }
}

impl Document {
    /// The blocks of code, in the order in which they are set.
    #[must_use]
    pub fn code_blocks(&self) -> Vec<CodeBlock> {
        let code = |block: &Block| match block {
            Block::Code { language, lines } => {
                Some(CodeBlock { language: language.clone(), lines: lines.clone() })
            }
            _ => None,
        };
        self.every_block().into_iter().filter_map(code).collect()
    }
}
