//! What a query means to this database at this moment: names become ids, days become seconds, text
//! becomes words of the index. The result, a [`Node`], is planned by `plan`, turned into a match
//! expression of the index by `matching`, and checked against single entries by `judge`.

pub(crate) mod judge;
mod lookup;
pub(crate) mod matching;
pub(crate) mod node;
pub(crate) mod plan;
pub(crate) mod span;
pub(crate) mod words;

use rusqlite::Connection;

use self::lookup::Lookup;
use self::node::{Node, Place, Test};
use self::span::Span;
use self::words::Words;
use crate::domain::{Completeness, Moment};
use crate::query::{Expr, Field, Flag, Measure, Pattern, Query, Term, Value};
use crate::store::Result;
use crate::text::words::fold;

/// The meaning of `query` now.
pub(crate) fn compile(connection: &Connection, query: &Query, moment: &Moment) -> Result<Node> {
    let mut compiler = Compiler { lookup: Lookup::new(connection), moment };
    match &query.root {
        None => Ok(Node::Always),
        // A query of nothing but punctuation is a search for nothing that could be found.
        Some(root) => Ok(compiler.expr(root)?.unwrap_or(Node::Never)),
    }
}

struct Compiler<'c> {
    lookup: Lookup<'c>,
    moment: &'c Moment,
}

impl Compiler<'_> {
    /// `None` for what says nothing: text without a single letter, digit or pictograph.
    fn expr(&mut self, expr: &Expr) -> Result<Option<Node>> {
        match expr {
            Expr::All(parts) => self.joined(parts, Node::all),
            Expr::Any(parts) => self.joined(parts, Node::any),
            Expr::Not(inner) => Ok(self.expr(inner)?.map(Node::not)),
            Expr::Term(term) => self.term(term),
        }
    }

    fn joined(&mut self, parts: &[Expr], join: fn(Vec<Node>) -> Node) -> Result<Option<Node>> {
        let mut nodes = Vec::with_capacity(parts.len());
        for part in parts {
            nodes.extend(self.expr(part)?);
        }
        Ok((!nodes.is_empty()).then(|| join(nodes)))
    }

    fn term(&mut self, term: &Term) -> Result<Option<Node>> {
        let test = match term {
            Term::Text { field, value } => return self.text(*field, value),
            Term::Flag(flag) => flag_test(*flag),
            Term::Time { bound, when } => Test::At(Span::of(*bound, *when, self.moment)),
            Term::Number { measure: Measure::Outlets, compare, value } => Test::Outlets(*compare, *value),
            Term::Number { measure: Measure::Words, compare, value } => Test::WordCount(*compare, *value),
        };
        Ok(Some(Node::Is(test)))
    }

    fn text(&mut self, field: Field, value: &Value) -> Result<Option<Node>> {
        let place = match field {
            Field::Any => Place::Any,
            Field::Title => Place::Title,
            Field::Text => Place::Text,
            Field::Author => Place::Author,
            Field::Publisher => return self.publisher(value),
            Field::Feed => return Ok(Some(Node::Is(Test::Feeds(self.lookup.feeds(value)?)))),
            Field::Category => return Ok(Some(Node::Is(Test::Feeds(self.lookup.category(value)?)))),
            Field::Tag => return Ok(Some(Node::Is(Test::Tags(self.lookup.tags(value)?)))),
            Field::Url => return Ok(Some(named(value, Test::Url, Place::Url))),
            Field::Lang => return Ok(Some(named(value, Test::Language, Place::Language))),
            Field::Story => return Ok(Some(story(value))),
        };
        Ok(in_place(place, value))
    }

    /// The entry's own outlet, or the feed's title where it has none.
    fn publisher(&mut self, value: &Value) -> Result<Option<Node>> {
        let Some(own) = in_place(Place::Publisher, value) else { return Ok(None) };
        let Node::Is(test) = &own else { return Ok(Some(own)) };
        let feeds = self.lookup.feeds_titled(test)?;
        let inherited = Node::all(vec![Node::Is(Test::Feeds(feeds)), Node::Is(Test::NoPublisher)]);
        Ok(Some(Node::any(vec![own, inherited])))
    }
}

fn in_place(place: Place, value: &Value) -> Option<Node> {
    let words = match value {
        Value::Word(text) => Words::all_of(text),
        Value::Phrase(text) => Words::phrase(text),
        Value::Prefix(stem) => Words::starting(stem),
        Value::Regex(pattern) => return Some(regex_test(place, pattern)),
    };
    words.map(|words| Node::Is(Test::Words { place, words }))
}

fn named(value: &Value, make: fn(String) -> Test, place: Place) -> Node {
    match value {
        Value::Word(text) | Value::Phrase(text) | Value::Prefix(text) => Node::Is(make(fold(text))),
        Value::Regex(pattern) => regex_test(place, pattern),
    }
}

/// A story by its id; anything else names none.
fn story(value: &Value) -> Node {
    match value {
        Value::Word(text) | Value::Phrase(text) => {
            text.parse().map_or(Node::Never, |story| Node::Is(Test::Story(story)))
        }
        Value::Prefix(_) | Value::Regex(_) => Node::Never,
    }
}

fn regex_test(place: Place, pattern: &Pattern) -> Node {
    let regex = pattern.compile().expect("a pattern is compiled when it is made");
    Node::Is(Test::Regex { place, regex })
}

fn flag_test(flag: Flag) -> Test {
    match flag {
        Flag::Unread => Test::Read(false),
        Flag::Read => Test::Read(true),
        Flag::Starred => Test::Starred,
        Flag::HeadlineOnly => Test::Completeness(Completeness::Headline),
        Flag::HasFullText => Test::Completeness(Completeness::FullText),
        Flag::HasEnclosure => Test::Enclosure,
        Flag::HasImage => Test::Image,
    }
}
