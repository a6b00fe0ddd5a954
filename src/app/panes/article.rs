//! The article pane: the entry that is shown and how far it is scrolled. While another one is read
//! from the store, the old one stays; only the newest request counts.

use crate::app::effect::{Effect, Effects};
use crate::app::loadable::Loadable;
use crate::app::metrics::ArticleMetrics;
use crate::app::request::Requests;
use crate::domain::{EntryId, LoadedEntry, RequestId, WebUrl};
use crate::text::SafeText;

/// The article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The entry with its text.
    pub content: Loadable<Box<LoadedEntry>>,
    /// First line on the screen.
    pub top: usize,
    /// Grows with every text that was read, so that `ui` knows when to set the page anew.
    pub version: u64,
    wanted: Option<EntryId>,
    restore: usize,
}

impl Article {
    /// An article that will be shown from a line that was kept.
    #[must_use]
    pub fn restored(top: usize) -> Self {
        Self { restore: top, ..Self::default() }
    }

    /// The kept line belongs to an entry that is not shown.
    pub fn forget_place(&mut self) {
        self.restore = 0;
    }

    /// Shows `entry` (or nothing), if it is not what is asked for already.
    pub fn show(&mut self, entry: Option<EntryId>, requests: &mut Requests) -> Effects {
        if self.wanted == entry {
            return Vec::new();
        }
        self.wanted = entry;
        let Some(entry) = entry else {
            self.content = Loadable::Idle;
            return Vec::new();
        };
        let request = requests.issue();
        self.content.begin(request);
        vec![Effect::LoadEntry { request, entry }]
    }

    /// Reads the shown entry again: its text may have changed.
    pub fn reload(&mut self, requests: &mut Requests) -> Effects {
        let Some(entry) = self.wanted else { return Vec::new() };
        let request = requests.issue();
        self.content.begin(request);
        vec![Effect::LoadEntry { request, entry }]
    }

    /// The entry was read; true if this answer was waited for.
    pub fn on_loaded(&mut self, request: RequestId, entry: Option<Box<LoadedEntry>>) -> bool {
        if !self.content.awaits(request) {
            return false;
        }
        let is_same = self.entry().is_some() && self.entry() == entry.as_ref().map(|e| e.entry.row.id);
        if !is_same {
            self.top = std::mem::take(&mut self.restore);
        }
        self.version += 1;
        self.content = match entry {
            Some(entry) => Loadable::Ready(entry),
            None => Loadable::Failed(SafeText::new("This entry is no longer there.")),
        };
        true
    }

    /// The entry could not be read; true if this answer was waited for.
    pub fn on_failed(&mut self, request: RequestId, reason: &SafeText) -> bool {
        let is_mine = self.content.awaits(request);
        if is_mine {
            self.content = Loadable::Failed(reason.clone());
        }
        is_mine
    }

    /// The entry that can be seen.
    #[must_use]
    pub fn entry(&self) -> Option<EntryId> {
        self.content.shown().map(|loaded| loaded.entry.row.id)
    }

    /// The addresses that the text links to, in the order of their numbers.
    #[must_use]
    pub fn links(&self) -> Vec<Option<WebUrl>> {
        let links = self.content.shown().map_or(&[][..], |loaded| &loaded.document.links);
        links.iter().map(|link| WebUrl::parse(link.as_str())).collect()
    }

    /// Scrolls by `lines` within what the last frame measured.
    pub fn scroll(&mut self, lines: isize, metrics: &ArticleMetrics) {
        let top = self.top.saturating_add_signed(lines);
        // Without a measure of this very text `ui` sets the limit when it draws.
        self.top = if self.is_measured(metrics) { top.min(metrics.last_top()) } else { top };
    }

    /// Scrolls to the end.
    pub fn scroll_to_end(&mut self, metrics: &ArticleMetrics) {
        self.top = if self.is_measured(metrics) { metrics.last_top() } else { usize::MAX };
    }

    /// True if nothing is left below the screen.
    #[must_use]
    pub fn is_at_end(&self, metrics: &ArticleMetrics) -> bool {
        self.entry().is_none() || (self.is_measured(metrics) && self.top >= metrics.last_top())
    }

    fn is_measured(&self, metrics: &ArticleMetrics) -> bool {
        metrics.height > 0 && metrics.entry.is_some() && metrics.entry == self.entry()
    }
}
