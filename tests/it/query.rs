//! The query language from outside: what it takes, what it refuses and where, and that what is
//! printed parses to the same query.

use proptest::prelude::*;
use tidings::query::{
    Bound, Compare, Day, Expr, Field, Flag, Measure, Pattern, Query, Term, Unit, Value, When,
};

fn printed(text: &str) -> String {
    Query::parse(text).map_err(|e| e.explain(text)).expect("a query").to_string()
}

#[test]
fn every_form_prints_in_its_canonical_spelling() {
    let table = [
        ("", ""),
        ("  \t ", ""),
        ("compute", "compute"),
        ("Compute  Power", "Compute and Power"),
        ("a AND b Or c", "(a and b) or c"),
        ("a or b c", "a or (b and c)"),
        ("not a b", "not a and b"),
        ("-a -(b c)", "not a and not (b and c)"),
        ("not -a", "not not a"),
        ("((a))", "a"),
        ("(a b) c", "a and b and c"),
        ("a or (b or c)", "a or b or c"),
        ("\"two words\" comp*", "\"two words\" and comp*"),
        (r#""say \"hi\" \\ \n""#, r#""say \"hi\" \\ \\n""#),
        (
            "TITLE:x title:\"x y\" title:x* title:/x/i",
            "title:x and title:\"x y\" and title:x* and title:/x/i",
        ),
        (
            "text:a author:a publisher:a feed:a category:a/b",
            "text:a and author:a and publisher:a and feed:a and category:a/b",
        ),
        (
            "tag:a url:https://a.example/x lang:de story:7",
            "tag:a and url:https://a.example/x and lang:de and story:7",
        ),
        ("UNREAD read Starred headline-only", "unread and read and starred and headline-only"),
        ("has:enclosure has:IMAGE has:full-text", "has:enclosure and has:image and has:full-text"),
        (
            "since:7d since:12h since:2w since:3M since:1y",
            "since:7d and since:12h and since:2w and since:3m and since:1y",
        ),
        (
            "before:2026-05-07 on:today on:Yesterday on:2026-02-28",
            "before:2026-05-07 and on:today and on:yesterday and on:2026-02-28",
        ),
        (
            "outlets>3 words>=500 words<5 words<=6 Words=7",
            "outlets>3 and words>=500 and words<5 and words<=6 and words=7",
        ),
        (r"/a\/b\d/ /x/i", r"/a\/b\d/ and /x/i"),
        ("12:30 a-b - c++ #rust @me and/or", "12:30 and a-b and - and c++ and #rust and @me and and/or"),
        ("title:unread title:-x title:a:b", "title:unread and title:-x and title:a:b"),
        ("日本 Ünïcode", "日本 and Ünïcode"),
        (
            "unread and (feed:\"Hacker News\" or tag:ai) and title:compute and since:7d and not author:bot",
            "unread and (feed:\"Hacker News\" or tag:ai) and title:compute and since:7d and not author:bot",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(printed(text), expected, "{text}");
        assert_eq!(printed(expected), expected, "printed twice: {text}");
    }
}

#[test]
fn a_mistake_is_shown_under_the_character_where_it_stands() {
    let table = [
        ("(", 1, "something must follow"),
        ("a (b", 2, "not closed"),
        ("a) b", 1, "no `(`"),
        ("a ()", 3, "between"),
        ("and a", 0, "before `and`"),
        ("a or", 4, "must follow"),
        ("a or or b", 5, "before `or`"),
        ("a not", 5, "must follow"),
        ("(a and)", 6, "before `)`"),
        ("日 \"b", 2, "not closed"),
        ("a /b", 2, "not closed"),
        ("/usr/bin", 5, "only `i`"),
        ("x /(/", 3, "no regular expression"),
        ("//", 1, "empty"),
        ("a b:c", 2, "title, text, author, publisher, feed, category, tag, url, lang, story, has"),
        ("https://a.example", 0, "Quote"),
        ("title:", 6, "must stand a word"),
        ("title: x", 6, "must stand a word"),
        ("has:legs", 4, "enclosure"),
        ("since:", 6, "today"),
        ("since:7x", 6, "today"),
        ("on:2026-02-30", 3, "today"),
        ("since:99999999999d", 6, "too large"),
        ("words>", 6, "number"),
        ("words>many", 6, "number"),
        ("words>99999999999999999999999", 6, "too large"),
    ];
    for (text, position, words) in table {
        let error = Query::parse(text).expect_err(text);
        assert_eq!(error.position, position, "{}", error.explain(text));
        assert!(error.message.contains(words), "{}", error.explain(text));
    }
}

#[test]
fn depth_is_bounded_and_length_is_not() {
    let nested = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
    assert!(Query::parse(&nested(64)).is_ok());
    assert_eq!(Query::parse(&nested(65)).expect_err("too deep").position, 64);
    assert!(Query::parse(&"-".repeat(1_000_000)).is_err());
    assert!(Query::parse(&"not ".repeat(200_000)).is_err());
    assert!(Query::parse(&"(".repeat(1_000_000)).is_err());
    let long = "a or b ".repeat(20_000);
    assert_eq!(printed(&printed(&long)), printed(&long));
}

#[test]
fn a_huge_regular_expression_is_refused() {
    let error = Query::parse("/(a{1000}){1000}/").expect_err("too large");
    assert!(error.message.contains("regular expression"), "{}", error.message);
    assert!(!error.message.contains('\n'));
}

fn field() -> impl Strategy<Value = Field> {
    prop::sample::select([&[Field::Any][..], &Field::NAMED[..]].concat())
}

fn text_term() -> impl Strategy<Value = Term> {
    let words = prop_oneof![
        "[a-z]{1,6}",
        "\\PC{0,8}",
        "[-/\"() :*\\\\<>=a-z]{0,8}",
        prop::sample::select(vec![
            "and", "or", "NOT", "unread", "title:x", "words>3", "-a", "-", "/x/", "a*", "*"
        ])
        .prop_map(str::to_owned),
    ];
    (field(), words).prop_map(|(field, words)| Term::text(field, &words))
}

fn pattern_term() -> impl Strategy<Value = Term> {
    let source = prop::sample::select(vec!["a", "a/b", r"a\/b", r"\\", r"\\/", "[/]", "日+", "a b", "\""]);
    (field(), source, any::<bool>()).prop_map(|(field, source, ignore_case)| {
        let pattern = Pattern::new(source, ignore_case).expect("a good pattern");
        Term::Text { field, value: Value::Regex(pattern) }
    })
}

fn term() -> impl Strategy<Value = Term> {
    let flags = prop::sample::select([&Flag::WORDS[..], &Flag::HAS[..]].concat());
    let date = (0i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
    let when = prop_oneof![
        (any::<u32>(), prop::sample::select(Unit::ALL.to_vec())).prop_map(|(n, unit)| When::Ago(n, unit)),
        prop_oneof![Just(Day::Today), Just(Day::Yesterday), date.prop_map(Day::Date)].prop_map(When::Day),
    ];
    let number = (
        prop::sample::select(Measure::ALL.to_vec()),
        prop::sample::select(Compare::ALL.to_vec()),
        any::<u64>(),
    );
    prop_oneof![
        4 => text_term(),
        1 => (field(), "[a-z]{1,5}").prop_map(|(field, stem)| Term::Text { field, value: Value::Prefix(stem) }),
        1 => pattern_term(),
        1 => flags.prop_map(Term::Flag),
        1 => (prop::sample::select(Bound::ALL.to_vec()), when).prop_map(|(bound, when)| Term::Time { bound, when }),
        1 => number.prop_map(|(measure, compare, value)| Term::Number { measure, compare, value }),
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    term().prop_map(Expr::Term).prop_recursive(6, 40, 4, |inner| {
        let parts = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            parts.clone().prop_map(|parts| Expr::all(parts).expect("at least one")),
            parts.prop_map(|parts| Expr::any_of(parts).expect("at least one")),
            inner.prop_map(|inner| Expr::Not(Box::new(inner))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_parses_to_the_same_tree(root in expr()) {
        let query = Query { root: Some(root) };
        let text = query.to_string();
        let again = Query::parse(&text).map_err(|e| TestCaseError::fail(e.explain(&text)))?;
        prop_assert_eq!(again, query, "{}", text);
    }

    #[test]
    fn any_text_parses_or_errs_within_itself(text in "[-/\"():*\\\\<>= a-z\n日]{0,40}|\\PC{0,40}|[ -~]{0,40}") {
        match Query::parse(&text) {
            Ok(query) => prop_assert_eq!(Query::parse(&query.to_string()), Ok(query)),
            Err(error) => {
                prop_assert!(error.position <= text.chars().count());
                prop_assert!(error.explain(&text).lines().count() >= 3);
            }
        }
    }

    #[test]
    fn bare_words_hold_no_syntax(text in "[-/\"():*\\\\<>= a-z日]{0,40}|\\PC{0,40}|(unread|and|not|tag:|-| |\\(|/){0,6}") {
        let query = Query::words(&text);
        prop_assert!(!query.speaks_of_read_state());
        prop_assert_eq!(Query::parse(&query.to_string()), Ok(query));
    }
}
