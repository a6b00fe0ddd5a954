//! A search: its hits stand in the entries pane until the person goes back or chooses another source.

use super::Main;
use crate::app::effect::Effects;
use crate::app::room::Desk;
use crate::domain::EntryId;
use crate::query::Query;

/// A search that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Searching {
    /// What was typed.
    pub text: String,
    /// What it means.
    pub query: Query,
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
                let row = self.entries.list.shown().map_or(0, |list| list.cursor.selected);
                self.entries.selected().map(|entry| (entry.id, row))
            }
        };
        self.search = Some(Searching { text: text.to_owned(), query: query.clone(), back_to });
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
