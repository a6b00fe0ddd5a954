//! The rows of the sources pane, made from what the store holds. Called by [`super::Sources`] alone.

use super::{SmartCounts, SourceRow};
use crate::app::source::Source;
use crate::domain::{Category, CategoryId, Feed, FeedState, OwnSmartFeed, SmartFeed, SmartFeedCount};
use crate::query::{Expr, Field, Flag, Query, Term};
use crate::text::SafeText;

/// Smart feeds with the person's own after them, feeds without a category, then categories in depth-first order, each with its feeds
/// before its own categories.
pub(super) fn rows(
    feeds: &[Feed],
    categories: &[Category],
    own: &[OwnSmartFeed],
    smart: &SmartCounts,
) -> Vec<SourceRow> {
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
                SmartFeed::TopStories => smart.stories,
                SmartFeed::Starred => smart.starred,
            },
            is_capped: false,
            trouble: None,
            is_folded: false,
            query: smart_query(feed),
        })
        .collect();
    rows.extend(own.iter().map(|own| own_row(own, smart)));
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
        is_capped: false,
        trouble: trouble_of(feed),
        is_folded: false,
        query: in_field(Field::Feed, feed.url.as_str()),
    })
}

fn category_row(category: &Category, depth: usize) -> SourceRow {
    SourceRow {
        source: Source::Category(category.id),
        title: category.title.clone(),
        depth,
        count: 0,
        is_capped: false,
        trouble: None,
        is_folded: false,
        query: in_field(Field::Category, category.path.as_str()),
    }
}

/// A query that cannot be read (one of a newer tidings) lists nothing, and says why.
fn own_row(own: &OwnSmartFeed, smart: &SmartCounts) -> SourceRow {
    let source = Source::Own(own.id);
    let (count, is_capped) = own_count(&smart.own, source);
    let query = Query::parse(&own.query);
    let trouble = query.as_ref().err().map(|error| SafeText::new(&format!("its query: {error}")));
    SourceRow {
        source,
        title: own.title.clone(),
        depth: 0,
        count,
        is_capped,
        trouble,
        is_folded: false,
        query: query.unwrap_or_else(|_| nothing()),
    }
}

/// The number beside an own smart feed, and whether there are more.
pub(super) fn own_count(counts: &[SmartFeedCount], source: Source) -> (u64, bool) {
    let counted = counts.iter().find(|count| Source::Own(count.id) == source);
    counted.map_or((0, false), |count| (count.unread, count.capped))
}

fn nothing() -> Query {
    let unread = || Expr::Term(Term::Flag(Flag::Unread));
    Query { root: Expr::all(vec![unread(), Expr::Not(Box::new(unread()))]) }
}

pub(super) fn smart_query(feed: SmartFeed) -> Query {
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
    fn a_query_that_cannot_be_read_lists_nothing_and_says_why() {
        let own = OwnSmartFeed {
            id: crate::domain::SmartFeedId(1),
            title: SafeText::new("From the future"),
            query: "nosuch:field".to_owned(),
            position: 1,
        };
        let row = own_row(&own, &SmartCounts::default());
        assert_eq!(row.query.to_string(), "unread and not unread");
        assert!(row.trouble.expect("a reason").as_str().contains("nosuch"));
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
