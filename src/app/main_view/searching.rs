//! A search: its hits stand in the entries pane until the person goes back or chooses another source.

use super::Main;
use crate::app::effect::Effects;
use crate::app::room::Desk;
use crate::domain::EntryId;
use crate::query::{Expr, Field, Query, Term, Value};
use crate::text::words::Sought;

/// A search that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Searching {
    /// What was typed.
    pub text: String,
    /// What it means.
    pub query: Query,
    /// Words that are marked in titles and articles.
    pub sought: Vec<Sought>,
    /// The entry that was selected before, and its row.
    back_to: Option<(EntryId, usize)>,
}

impl Main {
    /// Lists the best hits of `query`, which was typed as `text`.
    pub fn search(&mut self, text: &str, query: &Query, desk: &mut Desk<'_>) -> Effects {
        let back_to = match self.search.take() {
            Some(search) if search.query == *query => {
                self.search = Some(Searching { text: text.to_owned(), ..search });
                return Effects::new();
            }
            Some(search) => search.back_to,
            None => {
                self.leave_list(desk);
                self.entries.selected().map(|entry| (entry.id, self.entries.selected_row()))
            }
        };
        let sought = sought(query);
        self.search = Some(Searching { text: text.to_owned(), query: query.clone(), sought, back_to });
        self.entries.search(query, desk.requests)
    }

    /// Back to what was listed before the search, at the entry that was selected.
    pub fn end_search(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(search) = self.search.take() else { return Effects::new() };
        let Some(row) = self.sources.selected() else { return Effects::new() };
        let listing = desk.preferences.listing(row.source);
        self.entries.choose(row.source, &row.query, listing, search.back_to, desk.requests)
    }
}

/// The words that a query wants in titles and texts; what it excludes is not looked for.
fn sought(query: &Query) -> Vec<Sought> {
    let mut words = Vec::new();
    let mut waiting: Vec<&Expr> = query.root.iter().collect();
    while let Some(part) = waiting.pop() {
        match part {
            Expr::All(parts) | Expr::Any(parts) => waiting.extend(parts),
            Expr::Term(Term::Text { field: field @ (Field::Any | Field::Title | Field::Text), value }) => {
                words.extend(words_of(value, *field == Field::Title));
            }
            Expr::Not(_) | Expr::Term(_) => {}
        }
    }
    words.sort();
    words.dedup();
    words
}

fn words_of(value: &Value, in_title: bool) -> Vec<Sought> {
    match value {
        Value::Word(text) | Value::Phrase(text) => Sought::words(text),
        Value::Prefix(stem) => Sought::starting(stem, in_title),
        Value::Regex(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sought_and_what_is_excluded_is_not() {
        let query = Query::parse("reactor (title:weld* or \"cold start\") and not storm feed:harbour")
            .expect("a query");
        let expected: Vec<Sought> =
            ["cold", "reactor", "start"].into_iter().flat_map(Sought::words).collect();
        let found = sought(&query);
        assert_eq!(found.len(), 4);
        assert!(expected.iter().all(|word| found.contains(word)), "{found:?}");
        assert!(found.contains(&Sought::Start("weld".to_owned())));
    }
}
