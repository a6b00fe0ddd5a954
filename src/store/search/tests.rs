//! What a search finds, in which order, and what it shows of it.

use proptest::prelude::*;

use crate::domain::Moment;
use crate::query::Query;
use crate::store::bodies::Bodies;
use crate::store::index::fixture::{Fixture, NOW, Sample, generated};
use crate::store::{IndexState, Result, SearchPage};

fn search(
    connection: &rusqlite::Connection,
    query: &Query,
    limit: usize,
    moment: &Moment,
) -> Result<SearchPage> {
    super::search(connection, &mut Bodies::new(), query, limit, moment)
}

fn found(fixture: &Fixture, text: &str) -> SearchPage {
    let query = Query::parse(text).unwrap_or_else(|e| panic!("{}", e.explain(text)));
    search(&fixture.connection, &query, 50, &Fixture::moment()).unwrap()
}

fn ids(page: &SearchPage) -> Vec<i64> {
    page.hits.iter().map(|hit| hit.row.id.0).collect()
}

fn excerpt(fixture: &Fixture, text: &str) -> String {
    let page = found(fixture, text);
    page.hits[0].excerpt.as_ref().expect("an excerpt").as_str().to_owned()
}

fn with(texts: &[(&str, &str)]) -> Fixture {
    let mut fixture = Fixture::new();
    let feed = fixture.feed("Feed", "https://a.example/", None);
    for (title, body) in texts {
        let (title, body) = ((*title).to_owned(), (*body).to_owned());
        fixture.entry(&Sample {
            feed,
            at: NOW - 9_000_000,
            title,
            body,
            completeness: 2,
            ..Sample::default()
        });
    }
    fixture.settle(100);
    fixture
}

#[test]
fn a_headline_weighs_more_than_a_text_and_a_rare_word_more_than_a_frequent_one() {
    let fixture = with(&[
        ("Weather today", "The unicorn was mentioned once among many other words here."),
        ("Unicorn found", "Nothing more is known."),
        ("Weather again", "unicorn unicorn unicorn: nothing but the unicorn"),
        ("Weather report", "sunny"),
        ("Weather at sea", "rain"),
    ]);
    assert_eq!(ids(&found(&fixture, "unicorn")), [2, 3, 1]);
    assert_eq!(ids(&found(&fixture, "unicorn or weather")), [3, 1, 2, 5, 4], "both words, then the rare one");
    let page = found(&fixture, "weather");
    assert_eq!((page.total.n, page.total.capped), (4, false));
    assert_eq!(page.index, IndexState { indexed: 5, total: 5 });
}

#[test]
fn a_fresh_entry_stands_before_an_equal_old_one() {
    let mut fixture = with(&[("Unicorn", "a text"), ("Unicorn", "a text")]);
    let fresh =
        Sample { feed: 1, at: NOW - 60, title: "Unicorn".into(), body: "a text".into(), ..Sample::default() };
    let id = fixture.entry(&fresh);
    fixture.settle(0);
    let page = found(&fixture, "unicorn");
    assert_eq!(ids(&page), [id, 2, 1], "also while it is not indexed");
    assert_eq!(page.index, IndexState { indexed: 2, total: 3 });
}

#[test]
fn excerpts_show_the_first_hit_marked() {
    let long = "word ".repeat(60);
    let fixture = with(&[("A", &format!("<p>{long} The <b>Café</b> opens, cafe-society. {long}</p>"))]);
    let shown = excerpt(&fixture, "CAFE");
    assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
    assert!(shown.contains("The «Café» opens, «cafe»-society."), "{shown}");
    assert!((120..=160).contains(&shown.chars().count()), "{shown}");
    assert!(excerpt(&fixture, "/op.ns/").contains("«opens»"));
    assert!(excerpt(&fixture, "ope*").contains("«opens»"));
    assert!(excerpt(&fixture, "title:a").starts_with("word word"));
    let fixture = with(&[("東京", "昨日、東京大学の研究者が発表した。")]);
    assert_eq!(excerpt(&fixture, "東京大"), "昨日、«東京大»学の研究者が発表した。");
    assert_eq!(excerpt(&fixture, "学"), "昨日、東京大«学»の研究者が発表した。");
    assert!(found(&with(&[("Unicorn", "")]), "unicorn").hits[0].excerpt.is_none());
}

#[test]
fn a_phrase_must_stand_side_by_side_in_one_text() {
    let fixture = with(&[("state", "of the art"), ("x", "the state of the art"), ("y", "art of the state")]);
    assert_eq!(ids(&found(&fixture, "\"state of\"")), [2]);
    assert_eq!(found(&fixture, "state of").hits.len(), 3);
}

#[test]
fn short_words_are_found() {
    let fixture = with(&[("AI is a field", "C and R"), ("x", "研究")]);
    for (text, id) in [("ai", 1), ("c", 1), ("r", 1), ("研", 2), ("研究", 2), ("fi*", 1)] {
        assert_eq!(ids(&found(&fixture, text)), [id], "{text}");
    }
}

#[test]
fn a_search_without_words_lists_the_newest() {
    let fixture = generated(80, 5);
    fixture.settle(80);
    let expected = fixture.oracle(&Query::parse("unread").unwrap());
    let page = search(&fixture.connection, &Query::parse("unread").unwrap(), 5, &Fixture::moment()).unwrap();
    assert_eq!(ids(&page), expected[..5]);
    assert_eq!(page.total.n, u64::try_from(expected.len()).unwrap());
    assert!(found(&fixture, "++").hits.is_empty());
}

#[test]
fn an_expensive_search_ends_and_says_so() {
    let mut fixture = with(&[]);
    for _ in 0..5_300 {
        fixture.entry(&Sample { feed: 1, at: NOW, title: "x".into(), ..Sample::default() });
    }
    fixture.settle(9_999);
    let page = found(&fixture, "/nowhere/");
    assert!(page.hits.is_empty());
    assert!(page.total.capped, "only the newest 5,000 were looked at");
    let page = found(&fixture, "x");
    assert_eq!((page.total.n, page.total.capped), (5_000, true));
}

#[test]
fn a_prefix_of_very_many_words_is_found_all_the_same() {
    let mut fixture = with(&[]);
    for i in 0..150 {
        fixture.entry(&Sample { feed: 1, at: NOW, title: format!("comp{i}"), ..Sample::default() });
    }
    fixture.settle(9_999);
    assert_eq!(found(&fixture, "comp*").total.n, 150);
    assert_eq!(found(&fixture, "title:comp*").total.n, 150);
    assert_eq!(found(&fixture, "co*").total.n, 150);
}

#[test]
fn no_text_breaks_the_search() {
    let fixture = with(&[("AND OR NOT NEAR", "a \"b\" * : ^ zqf1")]);
    let moment = Fixture::moment();
    let texts = "\\PC{0,30}|[-\"'*():^+{}\\\\/ANDORTNEzqf019 ]{0,30}|[ऀ-๿가-힣一-丏 *\"]{0,12}";
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let checked = runner.run(&texts, |text| {
        search(&fixture.connection, &Query::words(&text), 10, &moment).unwrap();
        if let Ok(query) = Query::parse(&text) {
            search(&fixture.connection, &query, 10, &moment).unwrap();
        }
        Ok(())
    });
    checked.unwrap();
}
