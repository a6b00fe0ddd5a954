//! The sources pane: smart feeds, then categories with their feeds, as one flat list in which depth
//! tells what belongs to what.

mod tree;

use crate::app::cursor::ListCursor;
use crate::app::effect::{Effect, Effects, SmartQueries};
use crate::app::loadable::Loadable;
use crate::app::preferences::Preferences;
use crate::app::request::Requests;
use crate::app::source::Source;
use crate::domain::{
    Category, CategoryId, Feed, FeedId, OwnSmartFeed, RequestId, SmartFeed, SmartFeedCount, SmartFeedId,
};
use crate::query::Query;
use crate::text::SafeText;

/// The sources.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The whole tree; empty until it was read.
    pub rows: Loadable<Vec<SourceRow>>,
    /// The selection among the rows that can be seen: the source whose entries are listed.
    pub cursor: ListCursor,
    /// Positions of the rows that no folded category hides.
    seen: Vec<usize>,
    feeds: Vec<Feed>,
    categories: Vec<Category>,
    own: Vec<OwnSmartFeed>,
    counting: Option<RequestId>,
    /// The source to select as soon as it is there.
    wanted: Option<Source>,
    smart: SmartCounts,
}

/// Counts that are not sums of the feeds' own.
#[derive(Clone, Debug, Default)]
struct SmartCounts {
    today: u64,
    stories: u64,
    starred: u64,
    own: Vec<SmartFeedCount>,
}

/// A row of the pane.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRow {
    /// What it lists.
    pub source: Source,
    /// Its name.
    pub title: SafeText,
    /// How deep it stands: the rows below a category that are deeper belong to it.
    pub depth: usize,
    /// Unread entries; all of them for starred.
    pub count: u64,
    /// True when there are more than `count`.
    pub is_capped: bool,
    /// Why its last fetch failed.
    pub trouble: Option<SafeText>,
    /// True for a category whose feeds are hidden.
    pub is_folded: bool,
    /// The query that lists it.
    pub query: Query,
}

impl Sources {
    /// Reads the list anew.
    pub fn load(&mut self, requests: &mut Requests) -> Effects {
        let request = requests.issue();
        self.rows.begin(request);
        vec![Effect::LoadSources { request }]
    }

    /// The list was read; true if this answer was waited for.
    pub fn on_loaded(
        &mut self,
        request: RequestId,
        feeds: Vec<Feed>,
        categories: Vec<Category>,
        own: Vec<OwnSmartFeed>,
        preferences: &Preferences,
    ) -> bool {
        if !self.rows.awaits(request) {
            return false;
        }
        let selected = self.wanted.take().or(self.selected().map(|row| row.source));
        let mut rows = tree::rows(&feeds, &categories, &own, &self.smart);
        for row in rows.iter_mut().filter(|row| matches!(row.source, Source::Category(_))) {
            row.is_folded = preferences.is_folded(row.source);
        }
        self.rows = Loadable::Ready(rows);
        (self.feeds, self.categories, self.own) = (feeds, categories, own);
        self.look_again();
        if let Some(source) = selected {
            self.select(source);
        }
        self.cursor.move_by(0, self.seen.len());
        true
    }

    /// Selects a source that the store holds and that will be read next.
    pub fn select_next(&mut self, source: Source) {
        self.wanted = Some(source);
    }

    /// True if this list of own smart feeds is another one than the present.
    pub fn has_other_own(&self, own: &[OwnSmartFeed]) -> bool {
        self.own != own
    }

    /// Counts anew what smart feeds show.
    pub fn count(&mut self, requests: &mut Requests) -> Effects {
        let request = requests.issue();
        self.counting = Some(request);
        let today = tree::smart_query(SmartFeed::Today).and(tree::smart_query(SmartFeed::Unread));
        let own = self.own.iter().filter_map(|own| Some((own.id, Query::parse(&own.query).ok()?)));
        let queries =
            SmartQueries { today, starred: tree::smart_query(SmartFeed::Starred), own: own.collect() };
        vec![Effect::CountSmartFeeds { request, queries }]
    }

    /// Smart feeds were counted; true if this answer was waited for.
    pub fn on_counted(
        &mut self,
        request: RequestId,
        (today, stories, starred): (u64, u64, u64),
        own: Vec<SmartFeedCount>,
    ) -> bool {
        if self.counting != Some(request) {
            return false;
        }
        self.counting = None;
        let rows = self.rows.shown_mut().into_iter().flatten();
        for row in rows.filter(|row| matches!(row.source, Source::Own(_))) {
            (row.count, row.is_capped) = tree::own_count(&own, row.source);
        }
        self.smart = SmartCounts { today, stories, starred, own };
        self.set_count(SmartFeed::Today, today);
        self.set_count(SmartFeed::TopStories, stories);
        self.set_count(SmartFeed::Starred, starred);
        true
    }

    /// The whole tree, hidden rows included.
    pub fn list(&self) -> &[SourceRow] {
        self.rows.shown().map_or(&[], Vec::as_slice)
    }

    /// How many rows can be seen.
    pub fn seen_len(&self) -> usize {
        self.seen.len()
    }

    /// A row among those that can be seen.
    pub fn seen(&self, position: usize) -> Option<&SourceRow> {
        self.seen.get(position).and_then(|row| self.list().get(*row))
    }

    /// Why the fetch of a row among those that can be seen failed; of a folded category, why that of a
    /// feed in it did.
    pub fn trouble(&self, position: usize) -> Option<&SafeText> {
        let start = *self.seen.get(position)?;
        let rows = self.list();
        let row = rows.get(start)?;
        if !row.is_folded {
            return row.trouble.as_ref();
        }
        let mut below = rows[start + 1..].iter().take_while(|below| below.depth > row.depth);
        below.find_map(|below| below.trouble.as_ref())
    }

    /// The selected row.
    pub fn selected(&self) -> Option<&SourceRow> {
        self.seen(self.cursor.selected)
    }

    /// The row of a source.
    pub fn row(&self, source: Source) -> Option<&SourceRow> {
        self.list().iter().find(|row| row.source == source)
    }

    /// Everything known of a feed.
    pub fn feed(&self, id: FeedId) -> Option<&Feed> {
        self.feeds.iter().find(|feed| feed.id == id)
    }

    /// All feeds.
    pub fn feeds(&self) -> &[Feed] {
        &self.feeds
    }

    /// All categories.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The smart feeds that the person saved.
    pub fn own(&self) -> &[OwnSmartFeed] {
        &self.own
    }

    /// A smart feed that the person saved.
    pub fn own_smart_feed(&self, id: SmartFeedId) -> Option<&OwnSmartFeed> {
        self.own.iter().find(|own| own.id == id)
    }

    /// A category.
    pub fn category(&self, id: CategoryId) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// Selects a source, unfolding what hides it; false if there is no such row.
    pub fn select(&mut self, source: Source) -> bool {
        let Some(position) = self.list().iter().position(|row| row.source == source) else { return false };
        if !self.seen.contains(&position) {
            self.unfold_above(position);
        }
        if let Some(seen) = self.seen.iter().position(|row| *row == position) {
            self.cursor.selected = seen;
        }
        true
    }

    /// Folds or unfolds the selected category; `None` if that changes nothing.
    pub fn fold(&mut self, is_folded: bool) -> Option<Source> {
        let source = self.selected().map(|row| row.source).filter(|s| matches!(s, Source::Category(_)))?;
        let row = self.rows.shown_mut()?.iter_mut().find(|row| row.source == source)?;
        if std::mem::replace(&mut row.is_folded, is_folded) == is_folded {
            return None;
        }
        self.look_again();
        Some(source)
    }

    /// Selects the category that holds the selected row; false if none does.
    pub fn select_above(&mut self) -> bool {
        let Some(depth) = self.selected().map(|row| row.depth).filter(|depth| *depth > 0) else {
            return false;
        };
        let above =
            (0..self.cursor.selected).rev().find(|row| self.seen(*row).is_some_and(|r| r.depth < depth));
        if let Some(above) = above {
            self.cursor.selected = above;
        }
        above.is_some()
    }

    /// True if there is no feed at all.
    pub fn has_no_feeds(&self) -> bool {
        !self.list().iter().any(|row| matches!(row.source, Source::Feed(_)))
    }

    /// True if there are feeds and none of them could be fetched.
    pub fn all_in_trouble(&self) -> bool {
        let mut feeds = self.list().iter().filter(|row| matches!(row.source, Source::Feed(_))).peekable();
        feeds.peek().is_some() && feeds.all(|row| row.trouble.is_some())
    }

    /// The feeds of a source; `None` for what draws on all.
    pub fn feeds_of(&self, source: Source) -> Option<Vec<FeedId>> {
        let rows = self.list();
        match source {
            Source::Smart(_) | Source::Own(_) | Source::Search => None,
            Source::Feed(feed) => Some(vec![feed]),
            Source::Category(_) => {
                let start = rows.iter().position(|row| row.source == source)?;
                let below = rows[start + 1..].iter().take_while(|row| row.depth > rows[start].depth);
                Some(below.filter_map(|row| row.source.feed()).collect())
            }
        }
    }

    /// True if entries of `feed` may belong to `source`.
    pub fn draws_on(&self, source: Source, feed: FeedId) -> bool {
        self.feeds_of(source).is_none_or(|feeds| feeds.contains(&feed))
    }

    /// A feed has so many more (or fewer) unread entries; so have the categories above it.
    pub fn adjust_unread(&mut self, feed: FeedId, delta: i64) {
        let Some(rows) = self.rows.shown_mut() else { return };
        let Some(position) = rows.iter().position(|row| row.source == Source::Feed(feed)) else { return };
        let mut above = rows[position].depth;
        for row in rows[..=position].iter_mut().rev() {
            let holds_it = match row.source {
                Source::Feed(id) => id == feed,
                Source::Smart(smart) => smart == SmartFeed::Unread,
                Source::Category(_) => row.depth < above,
                Source::Own(_) | Source::Search => false,
            };
            if holds_it {
                above = row.depth;
                row.count = row.count.saturating_add_signed(delta);
            }
        }
    }

    /// So many more (or fewer) entries of today are unread.
    pub fn adjust_today(&mut self, delta: i64) {
        self.drop_old_counts();
        self.smart.today = self.smart.today.saturating_add_signed(delta);
        self.set_count(SmartFeed::Today, self.smart.today);
    }

    /// So many more (or fewer) entries are starred.
    pub fn adjust_starred(&mut self, delta: i64) {
        self.drop_old_counts();
        self.smart.starred = self.smart.starred.saturating_add_signed(delta);
        self.set_count(SmartFeed::Starred, self.smart.starred);
    }

    /// Counts on their way do not know of a mark made just now. Where there are own smart feeds, they
    /// are counted again once it is written.
    fn drop_old_counts(&mut self) {
        if !self.own.is_empty() {
            self.counting = None;
        }
    }

    /// A feed answered, or did not and why.
    pub fn set_trouble(&mut self, feed: FeedId, trouble: Option<&SafeText>) {
        let rows = self.rows.shown_mut().into_iter().flatten();
        for row in rows.filter(|row| row.source == Source::Feed(feed)) {
            row.trouble = trouble.cloned();
        }
    }

    fn set_count(&mut self, smart: SmartFeed, count: u64) {
        let rows = self.rows.shown_mut().into_iter().flatten();
        for row in rows.filter(|row| row.source == Source::Smart(smart)) {
            row.count = count;
        }
    }

    /// Finds anew which rows can be seen; the selection stays with its row or goes to what hides it.
    fn look_again(&mut self) {
        let selected = self.seen.get(self.cursor.selected).copied();
        let mut seen = Vec::new();
        let mut hidden_below = None;
        for (position, row) in self.list().iter().enumerate() {
            if hidden_below.is_some_and(|depth| row.depth > depth) {
                continue;
            }
            hidden_below = row.is_folded.then_some(row.depth);
            seen.push(position);
        }
        self.seen = seen;
        if let Some(selected) = selected {
            let after = self.seen.partition_point(|position| *position <= selected);
            self.cursor.selected = after.saturating_sub(1);
        }
    }

    fn unfold_above(&mut self, position: usize) {
        let Some(rows) = self.rows.shown_mut() else { return };
        let mut depth = rows[position].depth;
        for row in rows[..position].iter_mut().rev() {
            if row.depth < depth {
                depth = row.depth;
                row.is_folded = false;
            }
        }
        self.look_again();
    }
}
