//! The query language of the search box, the command line and smart feeds: text to [`Query`] with
//! exact error positions, and back. Pure; what a query means in SQL is the store's matter.
//!
//! | form | means |
//! |---|---|
//! | `compute` `"two words"` `comp*` | the word, the words side by side, words that start so |
//! | `title:compute` `author:"Ann Lee"` `feed:hn` `category:News/Tech` `tag:ai` `url:example.org` `lang:de` | the same in one field |
//! | `/colou?r/i` `title:/^Re:/` | a regular expression; `i` ignores case |
//! | `unread` `read` `starred` `headline-only` `has:enclosure` `has:image` `has:full-text` | flags |
//! | `since:7d` `before:2026-05-07` `on:today` | times; units h d w m (months) y |
//! | `words>500` `outlets>=3` | numbers, with `> >= < <= =` |
//! | `a b` `a and b` `a or b` `not a` `-a` `( )` | `not` binds closest, then `and`, then `or` |

mod ast;
mod parse;
mod print;

use std::fmt;

use unicode_width::UnicodeWidthStr;

use crate::text::SafeText;

pub use ast::{
    Bound, Compare, Day, Expr, Field, Flag, MAX_DEPTH, Measure, Pattern, PatternError, Term, Unit, Value,
    When,
};

/// A parsed query. `Display` prints a text that parses to an equal query.
///
/// ```
/// use tidings::query::Query;
///
/// let query = Query::parse("unread (feed:\"Hacker News\" OR tag:ai) -author:bot").unwrap();
/// assert_eq!(query.to_string(), "unread and (feed:\"Hacker News\" or tag:ai) and not author:bot");
/// assert_eq!(Query::parse(&query.to_string()).unwrap(), query);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// `None` matches everything.
    pub root: Option<Expr>,
}

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// The character (not byte) at which it stands, from 0.
    pub position: usize,
    /// What is wrong there and what may stand instead.
    pub message: String,
}

impl Error {
    /// The query with a caret under the character, and the message below it.
    #[must_use]
    pub fn explain(&self, text: &str) -> String {
        // Sanitised apart, so that the caret stands right even where characters were taken out.
        let split = text.char_indices().nth(self.position).map_or(text.len(), |(at, _)| at);
        let (before, after) = (SafeText::piece(&text[..split]), SafeText::piece(&text[split..]));
        let column = before.as_str().width();
        format!("{before}{after}\n{:column$}^\n{}", "", self.message)
    }
}

impl Query {
    /// Parses `text`; an empty text matches everything.
    pub fn parse(text: &str) -> Result<Self, Error> {
        parse::parse(text)
    }

    /// True if it says something of the read state (`unread`, `read`), so that `list` adds nothing.
    #[must_use]
    pub fn speaks_of_read_state(&self) -> bool {
        self.root
            .as_ref()
            .is_some_and(|root| root.any(&|term| matches!(term, Term::Flag(Flag::Unread | Flag::Read))))
    }

    /// Both must match.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let parts: Vec<Expr> = self.root.into_iter().chain(other.root).collect();
        Self { root: Expr::all(parts) }
    }

    /// A query for bare words: each word of `words` must occur, nothing is syntax.
    #[must_use]
    pub fn words(words: &str) -> Self {
        let terms = words.split_whitespace().map(|word| Expr::Term(Term::text(Field::Any, word)));
        Self { root: Expr::all(terms.collect()) }
    }
}

impl From<Term> for Query {
    fn from(term: Term) -> Self {
        Self { root: Some(Expr::Term(term)) }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.as_ref().map_or(Ok(()), |root| root.fmt(f))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_character_also_after_wide_ones() {
        let text = "日本 nosuch:x";
        let error = Query::parse(text).unwrap_err();
        assert_eq!(error.position, 3);
        let shown = error.explain(text);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], text);
        assert_eq!(lines[1], "     ^");
        assert!(lines[2].contains("`nosuch`"), "{shown}");
    }

    #[test]
    fn an_explanation_holds_no_control_characters() {
        let text = "\u{1b}[31m \u{7}(";
        let shown = Query::parse(text).unwrap_err().explain(text);
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
    }

    #[test]
    fn read_state_is_found_wherever_it_stands() {
        for text in ["unread", "a or not (b and READ)", "-unread"] {
            assert!(Query::parse(text).unwrap().speaks_of_read_state(), "{text}");
        }
        for text in ["", "\"unread\"", "title:read", "starred"] {
            assert!(!Query::parse(text).unwrap().speaks_of_read_state(), "{text}");
        }
    }

    #[test]
    fn both_queries_stand_side_by_side() {
        let both = Query::parse("a or b").unwrap().and(Query::parse("c d").unwrap());
        assert_eq!(both.to_string(), "(a or b) and c and d");
        assert_eq!(Query::default().and(Query::parse("x").unwrap()).to_string(), "x");
        assert_eq!(Query::default().and(Query::default()), Query::default());
    }

    #[test]
    fn bare_words_are_never_syntax() {
        let query = Query::words("unread title:x (a \"b /c/ -d e* and words>3");
        let Some(Expr::All(parts)) = &query.root else { panic!("{query:?}") };
        assert_eq!(parts.len(), 9);
        assert!(!query.speaks_of_read_state());
        assert_eq!(Query::parse(&query.to_string()).unwrap(), query);
    }
}
