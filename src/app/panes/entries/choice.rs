//! What is to be listed, and how that is asked for. Called by [`super::Entries`].

use super::MOST_FOUND;
use crate::app::effect::{Effect, Marking, PageRequest};
use crate::app::preferences::{Grouping, Order};
use crate::app::source::Source;
use crate::domain::{EntryId, RequestId, SmartFeed};
use crate::query::{Expr, Flag, Query, Term};

/// A list that was chosen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) source: Source,
    pub(super) query: Query,
    pub(super) order: Wanted,
    pub(super) grouping: Grouping,
    /// Whether tellings of one story are folded.
    pub(super) folds_stories: bool,
    /// The entry to select, once it is there.
    pub(super) entry: Option<EntryId>,
}

/// In which order rows are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    By(Order),
    /// Best hits of a search.
    Ranked,
    /// Stories by rank.
    TopStories,
}

pub(super) fn read_start(choice: &Choice, limit: usize, request: RequestId) -> Effect {
    let query = choice.query.clone();
    match choice.order {
        Wanted::By(order) => {
            Effect::LoadPage { request, page: PageRequest { query, order, after: None, limit } }
        }
        Wanted::Ranked => Effect::Search { request, query, limit: MOST_FOUND },
        Wanted::TopStories => Effect::LoadTopStories { request },
    }
}

/// What a row must have become that a source no longer lists, as far as its query tells.
pub(super) fn left_as(choice: &Choice) -> Option<Marking> {
    if choice.query.root.as_ref().is_some_and(|root| requires(root, Flag::Unread)) {
        Some(Marking::Read(true))
    } else if choice.source == Source::Smart(SmartFeed::Starred) {
        Some(Marking::Starred(false))
    } else {
        None
    }
}

fn requires(root: &Expr, flag: Flag) -> bool {
    match root {
        Expr::Term(Term::Flag(known)) => *known == flag,
        Expr::All(parts) => {
            parts.iter().any(|part| matches!(part, Expr::Term(Term::Flag(known)) if *known == flag))
        }
        _ => false,
    }
}

/// The unread ones among what a query finds.
pub fn unread_of(query: &Query) -> Query {
    if query.root.as_ref().is_some_and(|root| requires(root, Flag::Unread)) {
        return query.clone();
    }
    query.clone().and(Query { root: Some(Expr::Term(Term::Flag(Flag::Unread))) })
}
