//! Sizes that `ui` found while it drew a frame: the model needs them to page and to keep the list
//! where it is.

use crate::domain::EntryId;

/// What a frame measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewMetrics {
    /// The sources pane.
    pub sources: ListMetrics,
    /// The entries pane.
    pub entries: ListMetrics,
    /// The article pane.
    pub article: ArticleMetrics,
    /// The top overlay.
    pub overlay: ArticleMetrics,
}

/// A list on the screen. All zero while it is not on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListMetrics {
    /// The first row that was drawn.
    pub offset: usize,
    /// Rows that were drawn in whole.
    pub rows: usize,
}

/// A text on the screen. All zero while it is not on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArticleMetrics {
    /// Whose text it is; `None` for texts of our own.
    pub entry: Option<EntryId>,
    /// Lines of the whole text at the present width.
    pub lines: usize,
    /// Lines on the screen.
    pub height: usize,
    /// The first line that was drawn.
    pub top: usize,
}

impl ArticleMetrics {
    /// The greatest first line.
    #[must_use]
    pub fn last_top(&self) -> usize {
        self.lines.saturating_sub(self.height)
    }
}
