//! The article pane: the entry that is shown and how far it is scrolled. While another one is read
//! from the store, the old one stays; only the newest request counts.

mod finding;
mod numbered;

use std::collections::{HashMap, HashSet};

use crate::app::analyzed::Analyzed;
use crate::app::effect::{Effect, Effects};
use crate::app::loadable::Loadable;
use crate::app::metrics::ArticleMetrics;
use crate::app::pictures::Pictures;
use crate::app::request::Requests;
use crate::domain::{EntryId, LoadedEntry, RequestId};
use crate::text::SafeText;
use crate::text::document::CodeParts;
use crate::text::wrap::same_place;

pub use finding::Finding;
pub use numbered::{Numbered, listed_files, numbered};

/// The article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The entry with its text.
    pub content: Loadable<Box<LoadedEntry>>,
    /// First line on the screen.
    pub top: usize,
    /// Grows with every text that was read, so that `ui` knows when to set the page anew.
    pub version: u64,
    /// The articles that the person asked for, and what came of it.
    pub full_texts: FullTexts,
    /// The place that comes onto the screen with the next frame.
    pub aim: Option<Aim>,
    /// The place of the text to which a link was followed: it is marked until the person moves on.
    pub landed: Option<usize>,
    /// What is found in the text.
    pub finding: Option<Finding>,
    /// Tables and code that are wider than the pane keep their width.
    pub keeps_wide: bool,
    /// Columns by which they are scrolled sideways.
    pub shift: usize,
    /// What the words of the text's code are, once that was found out.
    pub code: CodeParts,
    code_request: Option<RequestId>,
    /// Pictures of the texts.
    pub pictures: Pictures,
    /// What the coverage says.
    pub analyzed: Analyzed,
    wanted: Option<EntryId>,
    restore: usize,
}

/// A place of the article to be shown. Where it stands only `ui` knows, which has the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// This line on top.
    Line(usize),
    /// The text of this anchor on top.
    Anchor(usize),
    /// A place of the text to which a link of it leads.
    Place(usize),
    /// A hit, by its number from 0.
    Hit(usize),
    /// The first hit from this line on.
    FirstHit {
        /// The line.
        from: usize,
    },
}

/// What is new about an entry that was read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Nothing of its text.
    Nothing,
    /// The text is another one.
    OtherText,
    /// It is another entry than before.
    OtherEntry,
}

/// What became of fetching whole articles, as long as the reader runs.
#[derive(Clone, Debug, Default)]
pub struct FullTexts {
    /// The entry whose article is being fetched.
    pub fetching: Option<EntryId>,
    /// Why articles could not be had.
    failed: HashMap<EntryId, SafeText>,
    /// Entries of which the feed's own text is shown although there is an article.
    own: HashSet<EntryId>,
}

impl FullTexts {
    /// Why the article of an entry could not be had.
    #[must_use]
    pub fn failure(&self, entry: EntryId) -> Option<&SafeText> {
        self.failed.get(&entry)
    }

    /// True if fetching the article of an entry failed, or is under way.
    #[must_use]
    pub fn was_asked_for(&self, entry: EntryId) -> bool {
        self.fetching == Some(entry) || self.failed.contains_key(&entry)
    }
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
        if entry.is_none() {
            self.content = Loadable::Idle;
        }
        let mut effects = self.pictures.leave();
        effects.extend(self.reload(requests));
        effects
    }

    /// Reads the shown entry again: its text may have changed.
    pub fn reload(&mut self, requests: &mut Requests) -> Effects {
        let Some(entry) = self.wanted else { return Vec::new() };
        let request = requests.issue();
        self.content.begin(request);
        vec![Effect::LoadEntry { request, entry }]
    }

    /// The entry was read; `None` if this answer was not waited for, else what is new. `metrics` tell where
    /// the person is in the text that was there.
    pub fn on_loaded(
        &mut self,
        request: RequestId,
        entry: Option<Box<LoadedEntry>>,
        metrics: &ArticleMetrics,
    ) -> Option<News> {
        if !self.content.awaits(request) {
            return None;
        }
        let is_same = self.entry().is_some() && self.entry() == entry.as_ref().map(|e| e.entry.row.id);
        if !is_same {
            self.top = std::mem::take(&mut self.restore);
            self.aim = (self.top > 0).then_some(Aim::Line(self.top));
            (self.finding, self.shift, self.landed) = (None, 0, None);
        }
        self.version += 1;
        let content = match entry {
            Some(mut entry) => {
                self.pictures.on_shown(entry.entry.row.id);
                if !is_same {
                    self.pictures.complete(&mut entry.document);
                }
                if self.full_texts.own.contains(&entry.entry.row.id) {
                    entry.swap_texts();
                }
                Loadable::Ready(entry)
            }
            None => Loadable::Failed(SafeText::new("This entry is no longer there.")),
        };
        let before = std::mem::replace(&mut self.content, content);
        let (before, now) = (before.shown().filter(|_| is_same), self.content.shown());
        let (Some(before), Some(now)) = (before, now) else { return Some(News::OtherEntry) };
        if before.document == now.document {
            return Some(News::Nothing);
        }
        // The same words on top, if they are there.
        let anchor = metrics.anchor.filter(|_| metrics.entry == Some(now.entry.row.id));
        let place = anchor.and_then(|anchor| same_place(&before.document, &now.document, anchor));
        self.aim = place.map(Aim::Anchor);
        Some(News::OtherText)
    }

    /// Asks what the words of the text's code are, which takes its time.
    pub fn ask_of_code(&mut self, requests: &mut Requests) -> Effects {
        self.code = CodeParts::default();
        self.code_request = None;
        let blocks = self.content.shown().map_or_else(Vec::new, |loaded| loaded.document.code_blocks());
        if blocks.is_empty() {
            return Effects::new();
        }
        let request = requests.issue();
        self.code_request = Some(request);
        vec![Effect::ReadCode { request, blocks }]
    }

    /// What the words of code are was found out. No line changes by it.
    pub fn on_code(&mut self, request: RequestId, parts: CodeParts) {
        if self.code_request == Some(request) && !parts.is_empty() {
            self.code = parts;
            self.version += 1;
        }
    }

    /// The entry could not be read; true if this answer was waited for.
    pub fn on_failed(&mut self, request: RequestId, reason: &SafeText) -> bool {
        let is_mine = self.content.awaits(request);
        if is_mine {
            self.content = Loadable::Failed(reason.clone());
        }
        is_mine
    }

    /// Orders the article of an entry; only one is fetched at a time.
    pub fn fetch(&mut self, entry: EntryId) -> Effects {
        self.full_texts.failed.remove(&entry);
        self.full_texts.own.remove(&entry);
        self.full_texts.fetching = Some(entry);
        self.version += 1;
        vec![Effect::FetchFullText { entry }]
    }

    /// Stops fetching; true if something was being fetched.
    pub fn stop_fetching(&mut self) -> bool {
        self.version += 1;
        self.full_texts.fetching.take().is_some()
    }

    /// The article was fetched: the shown entry is read again.
    pub fn on_fetched(&mut self, entry: EntryId, requests: &mut Requests) -> Effects {
        self.full_texts.fetching.take_if(|fetching| *fetching == entry);
        self.full_texts.failed.remove(&entry);
        if self.wanted == Some(entry) { self.reload(requests) } else { Effects::new() }
    }

    /// The article could not be had.
    pub fn on_fetch_failed(&mut self, entry: EntryId, reason: &SafeText) {
        self.full_texts.fetching.take_if(|fetching| *fetching == entry);
        self.full_texts.failed.insert(entry, reason.clone());
        self.version += 1;
    }

    /// Shows the other text of the entry that can be seen; `None` where it has but one, else whether it
    /// is the article now.
    pub fn swap_texts(&mut self, metrics: &ArticleMetrics) -> Option<bool> {
        let loaded = self.content.shown_mut()?;
        let other = loaded.other.as_ref()?;
        let anchor = metrics.anchor.filter(|_| metrics.entry == Some(loaded.entry.row.id));
        let aim = anchor.and_then(|anchor| same_place(&loaded.document, other, anchor)).map(Aim::Anchor);
        loaded.swap_texts();
        let (entry, is_swapped) = (loaded.entry.row.id, loaded.is_swapped);
        if is_swapped {
            self.full_texts.own.insert(entry);
        } else {
            self.full_texts.own.remove(&entry);
        }
        self.version += 1;
        // Words that are not in the other text leave nothing but its beginning.
        self.top = 0;
        (self.aim, self.finding, self.shift, self.landed) = (aim, None, 0, None);
        Some(!is_swapped)
    }

    /// The entry that can be seen.
    #[must_use]
    pub fn entry(&self) -> Option<EntryId> {
        self.content.shown().map(|loaded| loaded.entry.row.id)
    }

    /// True while the feed's own text is shown although there is an article.
    #[must_use]
    pub fn shows_own_text(&self) -> bool {
        self.content.shown().is_some_and(|loaded| loaded.is_swapped)
    }

    /// Everything in it that has a number, in the order of the numbers.
    #[must_use]
    pub fn numbered(&self) -> Vec<Numbered> {
        self.content.shown().map_or_else(Vec::new, |loaded| numbered(loaded))
    }

    /// Takes over what a frame measured of this entry.
    pub fn adopt(&mut self, metrics: &ArticleMetrics) {
        if metrics.height == 0 || metrics.entry.is_none() || metrics.entry != self.entry() {
            return;
        }
        (self.top, self.shift) = (metrics.top, metrics.shift);
        // What stands below the text may come later, and then there is room to go on to the place.
        if !metrics.falls_short {
            self.aim = None;
        }
        if let Some(finding) = &mut self.finding {
            (finding.current, finding.total, finding.is_counted) = (metrics.hit, metrics.hits, true);
        }
    }

    /// Scrolls by `lines` within what the last frame measured.
    pub fn scroll(&mut self, lines: isize, metrics: &ArticleMetrics) {
        (self.aim, self.landed) = (None, None);
        let top = self.top.saturating_add_signed(lines);
        // Without a measure of this very text `ui` sets the limit when it draws.
        self.top = if self.is_measured(metrics) { top.min(metrics.last_top()) } else { top };
    }

    /// Goes to a place of the text.
    pub fn go_to_place(&mut self, place: usize) {
        (self.aim, self.landed) = (Some(Aim::Place(place)), Some(place));
    }

    /// Scrolls to the end.
    pub fn scroll_to_end(&mut self, metrics: &ArticleMetrics) {
        (self.aim, self.landed) = (None, None);
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
