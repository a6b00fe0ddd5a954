//! The sources pane: smart feeds, then categories with their feeds, as one flat list in which depth
//! tells what belongs to what.

use crate::app::cursor::ListCursor;
use crate::app::effect::{Effect, Effects, SmartQueries};
use crate::app::loadable::Loadable;
use crate::app::request::Requests;
use crate::app::source::Source;
use crate::domain::{Category, CategoryId, Feed, FeedId, FeedState, RequestId, SmartFeed};
use crate::query::{Expr, Field, Query, Term};
use crate::text::SafeText;

/// The sources.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The list; empty until it was read.
    pub rows: Loadable<Vec<SourceRow>>,
    /// The selection: the source whose entries are listed.
    pub cursor: ListCursor,
    counting: Option<RequestId>,
    smart: SmartCounts,
}

/// Counts that are not sums of the feeds' own.
#[derive(Clone, Copy, Debug, Default)]
struct SmartCounts {
    today: u64,
    starred: u64,
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
    /// Why its last fetch failed.
    pub trouble: Option<SafeText>,
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
    pub fn on_loaded(&mut self, request: RequestId, feeds: &[Feed], categories: &[Category]) -> bool {
        if !self.rows.awaits(request) {
            return false;
        }
        let selected = self.selected().map(|row| row.source);
        self.rows = Loadable::Ready(tree(feeds, categories, &self.smart));
        if let Some(source) = selected {
            self.select(source);
        }
        self.cursor.move_by(0, self.list().len());
        true
    }

    /// Counts anew what smart feeds show.
    pub fn count(&mut self, requests: &mut Requests) -> Effects {
        let request = requests.issue();
        self.counting = Some(request);
        let today = smart_query(SmartFeed::Today).and(smart_query(SmartFeed::Unread));
        let queries = SmartQueries { today, starred: smart_query(SmartFeed::Starred) };
        vec![Effect::CountSmartFeeds { request, queries }]
    }

    /// Smart feeds were counted; true if this answer was waited for.
    pub fn on_counted(&mut self, request: RequestId, today: u64, starred: u64) -> bool {
        if self.counting != Some(request) {
            return false;
        }
        self.counting = None;
        self.smart = SmartCounts { today, starred };
        self.set_count(SmartFeed::Today, today);
        self.set_count(SmartFeed::Starred, starred);
        true
    }

    /// The rows that can be shown.
    pub fn list(&self) -> &[SourceRow] {
        self.rows.shown().map_or(&[], Vec::as_slice)
    }

    /// The selected row.
    pub fn selected(&self) -> Option<&SourceRow> {
        self.list().get(self.cursor.selected)
    }

    /// The row of a source.
    pub fn row(&self, source: Source) -> Option<&SourceRow> {
        self.list().iter().find(|row| row.source == source)
    }

    /// Selects a source; false if there is no such row.
    pub fn select(&mut self, source: Source) -> bool {
        let position = self.list().iter().position(|row| row.source == source);
        if let Some(position) = position {
            self.cursor.selected = position;
        }
        position.is_some()
    }

    /// True if there is no feed at all.
    pub fn has_no_feeds(&self) -> bool {
        !self.list().iter().any(|row| matches!(row.source, Source::Feed(_)))
    }

    /// The feeds of a source; `None` for smart feeds, which draw on all.
    pub fn feeds_of(&self, source: Source) -> Option<Vec<FeedId>> {
        let rows = self.list();
        let start = rows.iter().position(|row| row.source == source)?;
        match source {
            Source::Smart(_) => None,
            Source::Feed(feed) => Some(vec![feed]),
            Source::Category(_) => {
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
            };
            if holds_it {
                above = row.depth;
                row.count = row.count.saturating_add_signed(delta);
            }
        }
    }

    /// So many more (or fewer) entries of today are unread.
    pub fn adjust_today(&mut self, delta: i64) {
        self.smart.today = self.smart.today.saturating_add_signed(delta);
        self.set_count(SmartFeed::Today, self.smart.today);
    }

    /// So many more (or fewer) entries are starred.
    pub fn adjust_starred(&mut self, delta: i64) {
        self.smart.starred = self.smart.starred.saturating_add_signed(delta);
        self.set_count(SmartFeed::Starred, self.smart.starred);
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
}

/// Smart feeds, feeds without a category, then categories in depth-first order, each with its feeds
/// before its own categories.
fn tree(feeds: &[Feed], categories: &[Category], smart: &SmartCounts) -> Vec<SourceRow> {
    let unread = feeds.iter().map(|feed| feed.counts.unread).sum();
    let mut rows: Vec<SourceRow> = SmartFeed::ALL
        .into_iter()
        .map(|feed| SourceRow {
            source: Source::Smart(feed),
            title: SafeText::new(feed.title()),
            depth: 0,
            count: match feed {
                SmartFeed::Today => smart.today,
                SmartFeed::Unread => unread,
                SmartFeed::Starred => smart.starred,
            },
            trouble: None,
            query: smart_query(feed),
        })
        .collect();
    rows.extend(feeds_in(feeds, None, 0));
    let mut waiting: Vec<(&Category, usize)> = children(categories, None).map(|c| (c, 0)).collect();
    while let Some((category, depth)) = waiting.pop() {
        rows.push(category_row(category, depth));
        rows.extend(feeds_in(feeds, Some(category.id), depth + 1));
        waiting.extend(children(categories, Some(category.id)).map(|c| (c, depth + 1)));
    }
    sum_categories(&mut rows);
    rows
}

/// Children in reverse, because the stack gives the last one first.
fn children(categories: &[Category], parent: Option<CategoryId>) -> impl Iterator<Item = &Category> {
    categories.iter().rev().filter(move |category| category.parent == parent)
}

fn feeds_in(
    feeds: &[Feed],
    category: Option<CategoryId>,
    depth: usize,
) -> impl Iterator<Item = SourceRow> + '_ {
    feeds.iter().filter(move |feed| feed.subscription.category == category).map(move |feed| SourceRow {
        source: Source::Feed(feed.id),
        title: feed.title.clone(),
        depth,
        count: feed.counts.unread,
        trouble: trouble_of(feed),
        query: in_field(Field::Feed, feed.url.as_str()),
    })
}

fn category_row(category: &Category, depth: usize) -> SourceRow {
    SourceRow {
        source: Source::Category(category.id),
        title: category.title.clone(),
        depth,
        count: 0,
        trouble: None,
        query: in_field(Field::Category, category.path.as_str()),
    }
}

fn smart_query(feed: SmartFeed) -> Query {
    Query::parse(feed.query()).expect("a test holds that the queries of smart feeds parse")
}

fn in_field(field: Field, text: &str) -> Query {
    Query { root: Some(Expr::Term(Term::text(field, text))) }
}

fn trouble_of(feed: &Feed) -> Option<SafeText> {
    match feed.health.state {
        FeedState::Gone => Some(feed.health.error.clone().unwrap_or_else(|| SafeText::new("gone"))),
        FeedState::Active | FeedState::Waiting { .. } => feed.health.error.clone(),
    }
}

fn sum_categories(rows: &mut [SourceRow]) {
    for start in 0..rows.len() {
        if matches!(rows[start].source, Source::Category(_)) {
            let depth = rows[start].depth;
            let below = rows[start + 1..].iter().take_while(|row| row.depth > depth);
            rows[start].count = below.filter(|row| row.source.feed().is_some()).map(|row| row.count).sum();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_of_smart_feeds_parse() {
        for feed in SmartFeed::ALL {
            assert!(smart_query(feed).root.is_some());
        }
    }

    #[test]
    fn queries_of_sources_print_to_what_parses_back() {
        for text in ["https://a.example/feed?x=\"1\"", "News/A \"b\" \\ c", "or"] {
            for field in [Field::Feed, Field::Category] {
                let query = in_field(field, text);
                assert_eq!(Query::parse(&query.to_string()), Ok(query));
            }
        }
    }
}
