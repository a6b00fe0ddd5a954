//! The compiled condition: a tree of tests on one entry. Built through [`Node::all`], [`Node::any`]
//! and [`Node::not`], it holds no constants below its root and its cheap tests stand first.

use std::collections::BTreeSet;

use crate::domain::Completeness;
use crate::query::Compare;
use crate::store::compile::span::Span;
use crate::store::compile::words::Words;

/// A condition on an entry.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Always,
    Never,
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Is(Test),
}

/// Where text is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Title, author, publisher and text.
    Any,
    Title,
    Text,
    Author,
    Publisher,
    Url,
    Language,
}

/// One test.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    Read(bool),
    Starred,
    Completeness(Completeness),
    At(Span),
    Feeds(BTreeSet<i64>),
    Tags(BTreeSet<i64>),
    Words {
        place: Place,
        words: Words,
    },
    Regex {
        place: Place,
        regex: regex::Regex,
    },
    /// A part of the address, folded.
    Url(String),
    /// A language, or one that continues it after `-`.
    Language(String),
    NoPublisher,
    Enclosure,
    Image,
    WordCount(Compare, u64),
    /// The entry tells this story.
    Story(i64),
    /// Distinct outlets of its story; 1 where it tells its event alone.
    Outlets(Compare, u64),
}

/// What has to be read of an entry for a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cost {
    /// Numbers of its row.
    Head,
    /// Its row and its tags.
    Row,
    /// Its text.
    Text,
}

impl Node {
    pub(crate) fn all(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Always => {}
                Self::Never => return Self::Never,
                Self::All(inner) => flat.extend(inner),
                Self::Is(Test::Feeds(set) | Test::Tags(set)) if set.is_empty() => return Self::Never,
                other => flat.push(other),
            }
        }
        Self::joined(flat, Self::Always, Self::All)
    }

    pub(crate) fn any(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Never => {}
                Self::Always => return Self::Always,
                Self::Any(inner) => flat.extend(inner),
                Self::Is(Test::Feeds(set) | Test::Tags(set)) if set.is_empty() => {}
                other => flat.push(other),
            }
        }
        Self::joined(flat, Self::Never, Self::Any)
    }

    fn joined(mut parts: Vec<Self>, none: Self, join: fn(Vec<Self>) -> Self) -> Self {
        parts.sort_by_key(Self::cost);
        match parts.len() {
            0 => none,
            1 => parts.pop().unwrap_or(none),
            _ => join(parts),
        }
    }

    pub(crate) fn not(self) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::Not(inner) => *inner,
            Self::Is(Test::Read(read)) => Self::Is(Test::Read(!read)),
            other => Self::Not(Box::new(other)),
        }
    }

    /// The parts that must all hold.
    pub(crate) fn conjuncts(&self) -> &[Self] {
        match self {
            Self::All(parts) => parts,
            Self::Always => &[],
            other => std::slice::from_ref(other),
        }
    }

    pub(crate) fn cost(&self) -> Cost {
        match self {
            Self::Always | Self::Never => Cost::Head,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::cost).max().unwrap_or(Cost::Head),
            Self::Not(inner) => inner.cost(),
            Self::Is(test) => test.cost(),
        }
    }
}

impl Test {
    fn cost(&self) -> Cost {
        match self {
            Self::Read(_) | Self::Starred | Self::Completeness(_) | Self::At(_) | Self::Feeds(_) => {
                Cost::Head
            }
            Self::Tags(_)
            | Self::Story(_)
            | Self::Outlets(..)
            | Self::Url(_)
            | Self::Language(_)
            | Self::NoPublisher
            | Self::Enclosure => Cost::Row,
            Self::Words { place, .. } | Self::Regex { place, .. } => match place {
                Place::Any | Place::Text => Cost::Text,
                _ => Cost::Row,
            },
            Self::Image | Self::WordCount(..) => Cost::Text,
        }
    }
}
