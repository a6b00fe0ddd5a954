//! Lists against the check of every entry, paging, counts, and the plans of `SQLite`.

use proptest::prelude::*;
use rusqlite::Connection;

use super::stream::explained;
use super::{count, list, matching};
use crate::domain::EntryId;
use crate::query::{
    Bound, Compare, Day, Expr, Field, Flag, Measure, Pattern, Query, Term, Unit, Value, When,
};
use crate::store::index::fixture::{Fixture, Sample, WORDS, generated};
use crate::store::{Count, Listing, Sort, index};

fn query(text: &str) -> Query {
    Query::parse(text).unwrap_or_else(|e| panic!("{}", e.explain(text)))
}

fn paged(connection: &Connection, query: &Query, sort: Sort, page: usize) -> Vec<i64> {
    let mut listing = Listing { query: query.clone(), sort, after: None, limit: Some(page) };
    let mut found = Vec::new();
    loop {
        let page = list(connection, &listing, &Fixture::moment()).unwrap();
        found.extend(page.rows.iter().map(|row| row.id.0));
        let Some(next) = page.next else { return found };
        listing.after = Some(next);
    }
}

fn check(fixture: &Fixture, query: &Query, page: usize) {
    let expected = fixture.oracle(query);
    let connection = &fixture.connection;
    assert_eq!(paged(connection, query, Sort::Newest, page), expected, "newest: {query}");
    let backwards: Vec<i64> = expected.iter().rev().copied().collect();
    assert_eq!(paged(connection, query, Sort::Oldest, page), backwards, "oldest: {query}");
    let moment = Fixture::moment();
    let all = u64::try_from(expected.len()).unwrap();
    let counted = count(connection, query, None, &moment).unwrap();
    assert_eq!(counted, Count { n: all, capped: false }, "count: {query}");
    let capped = count(connection, query, Some(7), &moment).unwrap();
    assert!(
        capped.n == all && !capped.capped || all > 7 && capped == Count { n: 7, capped: true },
        "{query}"
    );
    let up_to = 250;
    let selected: Vec<i64> =
        matching(connection, query, Some(EntryId(up_to)), &moment).unwrap().iter().map(|id| id.0).collect();
    let known: Vec<i64> = expected.into_iter().filter(|id| *id <= up_to).collect();
    assert_eq!(selected, known, "selected: {query}");
}

/// Every kind of condition, alone and mixed.
const QUERIES: &[&str] = &[
    "",
    "unread",
    "read",
    "starred",
    "starred unread",
    "headline-only",
    "has:full-text",
    "has:enclosure",
    "has:image",
    "the",
    "unicorn",
    "the -of",
    "-the",
    "unread -the",
    "unread -the -of -unicorn",
    "starred -compute -title:market",
    "feed:2 -comp*",
    "unread -(the or unicorn) -\"state of\"",
    "category:News -東京 -lang:de",
    "the or unicorn",
    "starred or unicorn",
    "\"state of\"",
    "title:compute",
    "title:\"market energy\"",
    "text:compute",
    "author:lee",
    "author:bot or author:jose",
    "publisher:reuters",
    "publisher:wurze",
    "publisher:feed",
    "feed:\"feed 1\"",
    "feed:2",
    "feed:f3.example",
    "feed:nosuch",
    "category:News",
    "category:news/tech",
    "category:Newsletters",
    "category:News unread",
    "category:News starred",
    "tag:ai",
    "tag:ärger",
    "tag:a* or tag:later",
    "tag:ai unread",
    "url:x3.example",
    "url:/x[12]/",
    "lang:de",
    "since:2d",
    "before:1d",
    "on:today",
    "on:yesterday unread",
    "since:2d before:1d",
    "on:today the",
    "comp*",
    "co*",
    "title:co*",
    "c*",
    "東京",
    "大学",
    "研",
    "\"京大学\"",
    "naive",
    "strasse",
    "r2-d2",
    "c++",
    "zqf1",
    "zqf*",
    "fulltext",
    "/state of/i",
    "title:/^the/",
    "words>10",
    "words=0 unread",
    "outlets>0",
    "outlets>1",
    "story:1",
    "++",
    "the ++",
    "unread (feed:\"feed 1\" or tag:ai) since:3d -author:bot",
    "(the or of) category:news -title:energy",
    "not (unread or starred)",
    "(tag:ai or starred) (the or unread)",
    "feed:/Feed [1-3]/ or category:/News$/",
    "the the the",
    "title:the author:lee",
    "read (comp* or 東京大)",
];

#[test]
fn every_kind_of_condition_lists_what_fits() {
    let fixture = generated(400, 7);
    fixture.settle(370); // the rest is not indexed yet
    for text in QUERIES {
        check(&fixture, &query(text), 9);
    }
}

#[test]
fn results_of_the_table_are_not_all_empty() {
    let fixture = generated(400, 7);
    fixture.settle(400);
    for text in [
        "unicorn",
        "\"state of\"",
        "publisher:feed",
        "tag:ärger",
        "研",
        "\"京大学\"",
        "strasse",
        "fulltext",
        "zqf1",
    ] {
        assert!(!fixture.oracle(&query(text)).is_empty(), "{text}");
    }
}

#[test]
fn a_category_includes_those_below_it_and_no_others() {
    let fixture = generated(100, 3);
    let feeds = |text: &str| {
        let page = list(
            &fixture.connection,
            &Listing { query: query(text), ..Listing::default() },
            &Fixture::moment(),
        );
        let mut feeds: Vec<i64> = page.unwrap().rows.iter().map(|row| row.feed.0).collect();
        feeds.sort_unstable();
        feeds.dedup();
        feeds
    };
    fixture.settle(100);
    assert_eq!(feeds("category:News"), [1, 2, 3, 6, 7]);
    assert_eq!(feeds("category:news/tech"), [2, 3, 7]);
    assert_eq!(feeds("category:Tech"), [0; 0]);
}

#[test]
fn entries_beyond_the_index_are_found_at_once() {
    let mut fixture = generated(30, 1);
    fixture.settle(30);
    let id = fixture.entry(&Sample { feed: 1, at: 5, title: "Platypus seen".into(), ..Sample::default() });
    fixture.settle(0);
    assert_eq!(paged(&fixture.connection, &query("platypus"), Sort::Newest, 10), [id]);
    let counted = count(&fixture.connection, &query("platypus"), None, &Fixture::moment()).unwrap();
    assert_eq!(counted.n, 1);
    fixture.settle(id);
    assert_eq!(paged(&fixture.connection, &query("platypus"), Sort::Newest, 10), [id]);
}

#[test]
fn sorting_by_title_and_by_feed() {
    let mut fixture = Fixture::new();
    let (b, a) =
        (fixture.feed("b", "https://b.example/", None), fixture.feed("A", "https://a.example/", None));
    for (feed, at, title) in [(b, 1, "zebra"), (b, 2, "Apple"), (a, 3, "mango"), (a, 4, "apple")] {
        fixture.entry(&Sample { feed, at, title: title.into(), ..Sample::default() });
    }
    fixture.settle(9);
    let ids = |sort, limit| {
        let listing = Listing { sort, limit, ..Listing::default() };
        let page = list(&fixture.connection, &listing, &Fixture::moment()).unwrap();
        page.rows.iter().map(|row| row.id.0).collect::<Vec<_>>()
    };
    assert_eq!(ids(Sort::Title, None), [4, 2, 3, 1]);
    assert_eq!(ids(Sort::Feed, None), [4, 3, 2, 1]);
    assert_eq!(ids(Sort::Feed, Some(2)), [4, 3]);
}

#[test]
fn counts_that_are_kept_are_not_counted_again() {
    let fixture = generated(60, 2);
    fixture.settle(60);
    fixture.connection.execute_batch("UPDATE feed SET total = 1000, unread = 500, starred = 100").unwrap();
    let n = |text: &str| count(&fixture.connection, &query(text), Some(3), &Fixture::moment()).unwrap();
    assert_eq!(n(""), Count { n: 8000, capped: false });
    assert_eq!(n("unread").n, 4000);
    assert_eq!(n("starred").n, 800);
    assert_eq!(n("feed:\"feed 1\"").n, 1000);
    assert_eq!(n("category:news unread").n, 2500);
    assert_eq!(n("the"), Count { n: 3, capped: true });
}

#[test]
fn no_list_scans_entries_or_sorts_them() {
    let fixture = generated(50, 4);
    fixture.settle(50);
    for (name, sql) in explained() {
        let mut statement = fixture.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect(&sql);
        let any = rusqlite::params_from_iter(vec![1; statement.parameter_count()]);
        let steps: Vec<String> =
            statement.query_map(any, |row| row.get(3)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        let plan = steps.join(" | ");
        assert!(!plan.contains("TEMP B-TREE"), "{name}: {plan}");
        assert!(!plan.contains("SCAN entry"), "{name}: {plan}");
        assert!(!plan.contains("SCAN doc"), "{name}: {plan}");
        if !name.starts_with("match") {
            assert!(plan.contains("(at,") || plan.contains("at>") || plan.contains("at<"), "{name}: {plan}");
        }
    }
}

#[test]
fn many_entries_of_one_second_come_in_order_and_page() {
    let mut fixture = Fixture::new();
    let feed = fixture.feed("a", "https://a.example/", None);
    for i in 0..300 {
        let at = 1000 - i64::from(i % 5 == 0);
        fixture.entry(&Sample { feed, at, title: "same second".into(), ..Sample::default() });
    }
    fixture.settle(150);
    fixture.settle(300);
    assert!(index::Extent::load(&fixture.connection).unwrap().steps > 200);
    check(&fixture, &query("second"), 32);
    check(&fixture, &query("second before:1970-01-02"), 32);
}

fn text_value() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(WORDS.to_vec());
    prop_oneof![
        4 => word.clone().prop_map(|word| match Term::text(Field::Title, word) {
            Term::Text { value, .. } => value,
            _ => Value::Word(word.to_owned()),
        }),
        1 => (word.clone(), word.clone()).prop_map(|(a, b)| Value::Phrase(format!("{a} {b}"))),
        1 => (word, 1usize..4).prop_map(|(word, n)| Value::Prefix(word.chars().take(n).collect())),
        1 => prop::sample::select(vec!["^the", "o.*t", "st?ate", "[A-Z]"]).prop_map(|source| {
            Value::Regex(Pattern::new(source, source.len() > 3).unwrap())
        }),
    ]
}

fn name_term() -> impl Strategy<Value = Term> {
    let fields = vec![
        (Field::Feed, "Feed 1"),
        (Field::Feed, "würze"),
        (Field::Category, "News"),
        (Field::Category, "news/tech"),
        (Field::Tag, "ai"),
        (Field::Tag, "later"),
        (Field::Url, "x1."),
        (Field::Lang, "de"),
        (Field::Story, "1"),
        (Field::Author, "ann"),
        (Field::Author, "Ann Lee"),
        (Field::Publisher, "verge"),
        (Field::Publisher, "würze"),
    ];
    prop::sample::select(fields).prop_map(|(field, name)| Term::text(field, name))
}

fn term() -> impl Strategy<Value = Term> {
    let fields = vec![Field::Any, Field::Any, Field::Title, Field::Text];
    let flags = [&Flag::WORDS[..], &Flag::HAS[..]].concat();
    let whens = vec![
        When::Ago(36, Unit::Hour),
        When::Ago(1, Unit::Day),
        When::Day(Day::Today),
        When::Day(Day::Yesterday),
    ];
    prop_oneof![
        5 => (prop::sample::select(fields), text_value()).prop_map(|(field, value)| Term::Text { field, value }),
        3 => name_term(),
        2 => prop::sample::select(flags).prop_map(Term::Flag),
        1 => (prop::sample::select(Bound::ALL.to_vec()), prop::sample::select(whens))
            .prop_map(|(bound, when)| Term::Time { bound, when }),
        1 => (prop::sample::select(Measure::ALL.to_vec()), prop::sample::select(Compare::ALL.to_vec()), 0u64..20)
            .prop_map(|(measure, compare, value)| Term::Number { measure, compare, value }),
    ]
}

fn queries() -> impl Strategy<Value = Query> {
    let expr = term().prop_map(Expr::Term).prop_recursive(3, 12, 3, |inner| {
        let parts = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            3 => parts.clone().prop_map(|parts| Expr::all(parts).expect("at least one")),
            2 => parts.prop_map(|parts| Expr::any_of(parts).expect("at least one")),
            1 => inner.prop_map(|inner| Expr::Not(Box::new(inner))),
        ]
    });
    expr.prop_map(|root| Query { root: Some(root) })
}

/// A release build looks at more.
#[test]
fn any_query_lists_exactly_what_the_check_of_every_entry_finds() {
    let (size, cases) = if cfg!(debug_assertions) { (250, 40) } else { (1_000, 300) };
    let fixture = generated(size, 11);
    fixture.settle(i64::try_from(size).unwrap() - 20);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(&queries(), |query| {
            check(&fixture, &query, 40);
            Ok(())
        })
        .unwrap();
}

/// Words of texts that are gone are known by the index alone.
#[test]
fn words_that_must_not_occur_are_answered_by_the_index() {
    let mut fixture = Fixture::new();
    let feed = fixture.feed("Feed", "https://a.example/", None);
    for n in 0..3_000_i64 {
        let body = if n % 3 == 0 { "a platypus".to_owned() } else { format!("nothing {n}") };
        // Two at each second, so that documents are moved; a long gap in the middle.
        let at = n / 2 + if n < 1_500 { 0 } else { 1_000_000 };
        let title = format!("Entry {n}");
        fixture.entry(&Sample { feed, at, title, body, read: n % 50 == 1, ..Sample::default() });
    }
    fixture.settle(2_800);
    let expected = fixture.oracle(&query("unread -platypus"));
    let connection = &fixture.connection;
    connection.execute("DELETE FROM body WHERE id <= 2800", []).unwrap();
    assert_eq!(expected.len(), 1_960);
    for page in [7, 400] {
        assert_eq!(paged(connection, &query("unread -platypus"), Sort::Newest, page), expected);
        let mut oldest = paged(connection, &query("unread -platypus"), Sort::Oldest, page);
        oldest.reverse();
        assert_eq!(oldest, expected);
    }
    // One in fifty is asked for alone.
    let read = paged(connection, &query("feed:1 read -platypus"), Sort::Newest, 5);
    assert_eq!(read.len(), 40);
    // What the index does not hold is read.
    connection.execute("DELETE FROM doc WHERE entry_id = 1", []).unwrap();
    connection.execute("UPDATE entry SET title = 'platypus' WHERE id IN (2, 1)", []).unwrap();
    let again = paged(connection, &query("unread -platypus"), Sort::Newest, 400);
    assert!(!again.contains(&1));
}
