//! Which pane has the keys.

use crate::command::Context;

/// The pane that has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// Sources.
    Sources,
    /// Entries.
    #[default]
    Entries,
    /// The article beside its list.
    Article,
    /// The article alone, in one centred column.
    Zen,
}

impl Focus {
    const NAMES: [(Self, &'static str); 4] = [
        (Self::Sources, "sources"),
        (Self::Entries, "entries"),
        (Self::Article, "article"),
        (Self::Zen, "zen"),
    ];

    /// True in an article.
    #[must_use]
    pub fn is_reading(self) -> bool {
        matches!(self, Self::Article | Self::Zen)
    }

    /// The place for the keymap.
    #[must_use]
    pub fn context(self) -> Context {
        match self {
            Self::Sources => Context::Sources,
            Self::Entries => Context::Entries,
            Self::Article | Self::Zen => Context::Article,
        }
    }

    /// The pane to the left; `None` at the edge.
    #[must_use]
    pub fn left(self) -> Option<Self> {
        match self {
            Self::Sources => None,
            Self::Entries => Some(Self::Sources),
            Self::Article => Some(Self::Entries),
            Self::Zen => Some(Self::Article),
        }
    }

    /// The next pane, around.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Sources => Self::Entries,
            Self::Entries => Self::Article,
            Self::Article | Self::Zen => Self::Sources,
        }
    }

    /// The previous pane, around.
    #[must_use]
    pub fn previous(self) -> Self {
        match self {
            Self::Sources => Self::Article,
            Self::Entries => Self::Sources,
            Self::Article | Self::Zen => Self::Entries,
        }
    }

    /// Its name in the kept session.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.into_iter().find(|(focus, _)| *focus == self).map_or("", |(_, name)| name)
    }

    /// The pane of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(_, known)| *known == name).map(|(focus, _)| focus)
    }
}
