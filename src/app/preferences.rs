//! What the person set by using the reader rather than in a file: how each source is listed, which
//! categories are folded, where the lines between panes stand, what was searched for. Kept in the store
//! as a small JSON text.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::bookmarks::Bookmarks;
use super::line::History;
use super::looked::Looked;
use super::places::Places;
use super::source::Source;
use crate::domain::SmartFeed;

/// Columns that a line between panes can be moved.
const FARTHEST: i16 = 100;

/// The person's habits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// How sources are listed, where that differs from [`Listing::default`].
    listings: BTreeMap<String, Listing>,
    /// Categories whose feeds are hidden.
    folded: BTreeSet<String>,
    /// Entries take one line each.
    pub compact: bool,
    /// Where the lines between panes were moved to.
    pub dividers: Dividers,
    /// The theme that was chosen in the reader.
    pub theme: Option<ChosenTheme>,
    /// Searches of before.
    pub searches: History,
    /// Commands given by name.
    pub commands: History,
    /// Programs that articles were given to.
    pub pipes: History,
    /// The places last visited.
    pub places: Places,
    /// Where the person is in articles.
    pub bookmarks: Bookmarks,
    /// Tables and code that are wider than the screen keep their width.
    pub keeps_wide: bool,
    /// When the person last looked at what happened.
    pub looked: Looked,
}

/// How a source is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listing {
    /// In which order.
    pub order: Order,
    /// Whether read entries are listed.
    pub read: ReadShown,
    /// Whether days stand above their entries.
    pub grouping: Grouping,
    /// Whether a story is one block.
    pub stories: StoriesShown,
}

/// Whether the entries of a story stand as one block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoriesShown {
    /// Where entries of many feeds stand together, they do.
    #[default]
    AsUsual,
    /// They do.
    Folded,
    /// Every entry by itself.
    Single,
}

impl Listing {
    /// Whether the entries of a story stand as one block in the list of `source`.
    #[must_use]
    pub fn folds_stories(self, source: Source) -> bool {
        match self.stories {
            StoriesShown::Folded => true,
            StoriesShown::Single => false,
            StoriesShown::AsUsual => match source {
                Source::Smart(smart) => smart != SmartFeed::Starred,
                Source::Category(_) => true,
                Source::Own(_) | Source::Feed(_) | Source::Search => false,
            },
        }
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// The newest entry first.
    #[default]
    Newest,
    /// The oldest entry first.
    Oldest,
}

/// Whether read entries are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadShown {
    /// They are.
    #[default]
    Shown,
    /// Only those that were read since the source was chosen.
    Hidden,
}

/// What stands above groups of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grouping {
    /// One list.
    #[default]
    None,
    /// The day.
    Days,
}

/// Moves of the lines between panes, in columns to the right of where they stand by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dividers {
    /// Between sources and entries.
    pub sources: i16,
    /// Between entries and article.
    pub entries: i16,
}

/// One of the lines between panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divider {
    /// Between sources and entries.
    Sources,
    /// Between entries and article.
    Entries,
}

impl Dividers {
    /// Moves a line by so many columns to the right.
    pub fn move_by(&mut self, divider: Divider, columns: i16) {
        let moved = match divider {
            Divider::Sources => &mut self.sources,
            Divider::Entries => &mut self.entries,
        };
        *moved = moved.saturating_add(columns).clamp(-FARTHEST, FARTHEST);
    }
}

/// A theme that was chosen in the reader. It holds until the configuration names another one than at
/// that time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenTheme {
    /// Its name.
    pub name: String,
    /// What the configuration named.
    pub instead_of: String,
}

impl Preferences {
    /// Reads what [`Preferences::save`] wrote; anything else is the default.
    #[must_use]
    pub fn load(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The text to keep.
    ///
    /// # Panics
    /// Never: strings, numbers and booleans always become JSON.
    #[must_use]
    pub fn save(&self) -> String {
        serde_json::to_string(self).expect("strings, numbers and booleans always become JSON")
    }

    /// How `source` is listed.
    #[must_use]
    pub fn listing(&self, source: Source) -> Listing {
        self.listings.get(&source.to_string()).copied().unwrap_or_default()
    }

    /// Lists `source` so from now on.
    pub fn set_listing(&mut self, source: Source, listing: Listing) {
        if listing == Listing::default() {
            self.listings.remove(&source.to_string());
        } else {
            self.listings.insert(source.to_string(), listing);
        }
    }

    /// True if the feeds of `source`, a category, are hidden.
    #[must_use]
    pub fn is_folded(&self, source: Source) -> bool {
        self.folded.contains(&source.to_string())
    }

    /// Hides the feeds of a category, or shows them.
    pub fn set_folded(&mut self, source: Source, is_folded: bool) {
        if is_folded {
            self.folded.insert(source.to_string());
        } else {
            self.folded.remove(&source.to_string());
        }
    }

    /// Uses a theme where the configuration names `configured`.
    pub fn choose_theme(&mut self, name: String, configured: &str) {
        let instead_of = configured.to_owned();
        self.theme = (name != configured).then_some(ChosenTheme { name, instead_of });
    }

    /// The theme to use where the configuration names `configured`.
    #[must_use]
    pub fn theme_over<'a>(&'a self, configured: &'a str) -> &'a str {
        match &self.theme {
            Some(chosen) if chosen.instead_of == configured => &chosen.name,
            _ => configured,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CategoryId, FeedId};

    #[test]
    fn what_is_kept_comes_back() {
        let mut kept = Preferences::default();
        let feed = Source::Feed(FeedId(3));
        kept.set_listing(feed, Listing { order: Order::Oldest, ..Listing::default() });
        kept.set_folded(Source::Category(CategoryId(2)), true);
        kept.searches.remember("reactor");
        let loaded = Preferences::load(&kept.save());
        assert_eq!(loaded, kept);
        assert_eq!(loaded.listing(feed).order, Order::Oldest);
        assert_eq!(Preferences::load("no habits at all"), Preferences::default());
    }

    #[test]
    fn a_chosen_theme_gives_way_to_a_new_configuration() {
        let mut kept = Preferences::default();
        kept.choose_theme("nord".to_owned(), "terminal");
        assert_eq!(kept.theme_over("terminal"), "nord");
        assert_eq!(kept.theme_over("gruvbox"), "gruvbox");
        kept.choose_theme("terminal".to_owned(), "terminal");
        assert_eq!(kept.theme, None);
    }
}
