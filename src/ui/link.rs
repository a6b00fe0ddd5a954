//! Where links are on the screen. The page says which words are links, drawing finds their cells, and
//! `runtime` makes them links of the terminal.

use crate::domain::WebUrl;

/// Cells of one line that lead to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkArea {
    /// First column.
    pub x: u16,
    /// Line.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// The address.
    pub url: WebUrl,
}
