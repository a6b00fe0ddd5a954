//! A list of subscriptions as it was read, and what importing it would do. `feed` reads lists,
//! `service` makes the plan and carries it out, the reader shows it before anything happens.

use std::collections::HashSet;
use std::path::PathBuf;

use super::web_url::WebUrl;
use crate::text::SafeText;

/// A subscription in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The feed.
    pub url: WebUrl,
    /// The person's or the publisher's title.
    pub title: Option<SafeText>,
    /// Path of the category, `News/Tech`.
    pub category: Option<SafeText>,
    /// The publisher's page.
    pub site_url: Option<WebUrl>,
}

/// A list of subscriptions of another reader that was found on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundList {
    /// The reader's name.
    pub reader: &'static str,
    /// The file.
    pub path: PathBuf,
    /// The file as people write it, `~/.newsboat/urls`.
    pub shown: SafeText,
}

/// A line of a list that is not taken over.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SkippedLine {
    /// Line number, from 1.
    pub line: usize,
    /// Why.
    pub reason: SafeText,
}

/// What a list of subscriptions is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListFormat {
    /// OPML.
    Opml,
    /// newsboat's `urls`: addresses with tags and titles.
    Newsboat,
    /// Addresses, one a line.
    #[default]
    Plain,
}

impl ListFormat {
    /// The name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Opml => "OPML",
            Self::Newsboat => "newsboat urls",
            Self::Plain => "list of addresses",
        }
    }
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// What the list is written in.
    pub format: ListFormat,
    /// Feeds that would be subscribed to.
    pub new: Vec<Outline>,
    /// Feeds that are subscribed to already; they stay as they are.
    pub already: Vec<Outline>,
    /// Lines that are no feed.
    pub skipped: Vec<SkippedLine>,
}

impl ImportPlan {
    /// How many categories the new feeds go into.
    #[must_use]
    pub fn categories(&self) -> usize {
        self.new
            .iter()
            .filter_map(|feed| feed.category.as_ref())
            .map(SafeText::as_str)
            .collect::<HashSet<_>>()
            .len()
    }
}
