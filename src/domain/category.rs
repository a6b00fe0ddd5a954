//! Categories: a tree that holds feeds.

use super::ids::CategoryId;
use crate::text::SafeText;

/// A category. Its path is the titles from the root down, joined by `/` (`News/Tech`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Identity.
    pub id: CategoryId,
    /// The category that holds this one; `None` at the top.
    pub parent: Option<CategoryId>,
    /// Name, without `/`.
    pub title: SafeText,
    /// Titles from the root down, joined by `/`.
    pub path: SafeText,
}
