//! Sizes and places that `ui` found while it drew a frame: the model needs them to page, to keep the
//! list where it is, and to know what the mouse points at.

use crate::domain::{Cells, EntryId, MediaKind, Picture, PictureId, WebUrl};

/// What a frame measured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewMetrics {
    /// The sources pane.
    pub sources: ListMetrics,
    /// The entries pane.
    pub entries: ListMetrics,
    /// The article pane.
    pub article: ArticleMetrics,
    /// The top overlay.
    pub overlay: ListMetrics,
    /// The lines between panes, from left to right.
    pub rules: Vec<Area>,
}

/// A part of the screen, in columns and lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First line.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Lines.
    pub height: u16,
}

/// A list (or the lines of a sheet) on the screen. All empty while it is not on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListMetrics {
    /// The first row that was drawn.
    pub offset: usize,
    /// Rows that were drawn in whole.
    pub rows: usize,
    /// All rows that there are.
    pub len: usize,
    /// The whole pane or overlay.
    pub area: Area,
    /// Where rows stand.
    pub body: Area,
    /// The row of each line of `body`, from the top.
    pub lines: Vec<Option<usize>>,
    /// A list at its side that has not the keys; a click turns to it.
    pub beside: Option<Box<ListMetrics>>,
}

/// The article on the screen. All zero while it is not on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleMetrics {
    /// Whose text it is.
    pub entry: Option<EntryId>,
    /// Lines of the whole text at the present width.
    pub lines: usize,
    /// Lines on the screen.
    pub height: usize,
    /// The first line that was drawn.
    pub top: usize,
    /// The whole pane.
    pub area: Area,
    /// True if the page is too short to have on top what should be there.
    pub falls_short: bool,
    /// The anchor of the text on top; `None` above the text.
    pub anchor: Option<usize>,
    /// Columns by which the widest table or code on the screen is wider than its pane.
    pub overhang: usize,
    /// Columns by which they are scrolled sideways.
    pub shift: usize,
    /// True if a table or code on the screen was made to fit.
    pub has_fitted: bool,
    /// How often what is looked for stands in the text.
    pub hits: usize,
    /// The hit at which the person is.
    pub hit: Option<usize>,
    /// What can be clicked.
    pub targets: Vec<(Area, Target)>,
    /// Pictures on the screen or near it that could not be drawn, with the room kept for them.
    pub lacking: Vec<(Picture, Cells)>,
}

/// What a click in the article means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The way back.
    Back,
    /// The original.
    Original,
    /// The whole article, or the feed's own text again.
    FullText,
    /// A picture that is not there.
    Picture(PictureId),
    /// The whole analysis.
    Analysis,
    /// A link of the text.
    Link(WebUrl),
    /// A link to a place of the text.
    Place(usize),
    /// An attached file.
    File(MediaKind, WebUrl),
}

impl Area {
    /// True if the place is in it.
    #[must_use]
    pub fn contains(&self, column: u16, row: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&column)
            && (self.y..self.y.saturating_add(self.height)).contains(&row)
    }
}

impl ListMetrics {
    /// The row that stands there.
    #[must_use]
    pub fn row_at(&self, column: u16, row: u16) -> Option<usize> {
        if !self.body.contains(column, row) {
            return None;
        }
        self.lines.get(usize::from(row - self.body.y)).copied().flatten()
    }

    /// The greatest first row of a text whose rows are lines.
    #[must_use]
    pub fn last_top(&self) -> usize {
        self.len.saturating_sub(self.body.height.into())
    }
}

impl ArticleMetrics {
    /// The greatest first line.
    #[must_use]
    pub fn last_top(&self) -> usize {
        self.lines.saturating_sub(self.height)
    }

    /// What stands there.
    #[must_use]
    pub fn target_at(&self, column: u16, row: u16) -> Option<Target> {
        self.targets.iter().find(|(area, _)| area.contains(column, row)).map(|(_, target)| target.clone())
    }
}
