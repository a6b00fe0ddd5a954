//! The menu of editions of Google News, found by a few letters of the country or the language.

use crate::app::cursor::ListCursor;
use crate::app::fuzzy;
use crate::app::line::Line;
use crate::domain::Edition;

/// The menu.
#[derive(Clone, Debug)]
pub struct CountryMenu {
    /// What is typed.
    pub line: Line,
    /// The selection among those that match.
    pub cursor: ListCursor,
    editions: &'static [Edition],
    matches: Vec<usize>,
}

impl CountryMenu {
    /// All editions, the present one selected.
    #[must_use]
    pub fn new(editions: &'static [Edition], present: &str) -> Self {
        let mut menu =
            Self { line: Line::default(), cursor: ListCursor::default(), editions, matches: Vec::new() };
        menu.look();
        let at = editions.iter().position(|edition| edition.locale == present).unwrap_or_default();
        menu.cursor.move_to(at, editions.len());
        menu
    }

    /// Looks for what is typed: names that begin so come before those that only hold its letters.
    pub fn look(&mut self) {
        let name = |edition: &Edition| format!("{} {} {}", edition.country, edition.english, edition.locale);
        let names: Vec<String> = self.editions.iter().map(name).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.matches =
            fuzzy::best(self.line.text(), &names, names.len()).into_iter().map(|found| found.index).collect();
        let typed = self.line.text().trim().to_lowercase();
        let begins_so = |name: &str| name.to_lowercase().starts_with(&typed);
        self.matches.sort_by_key(|i| {
            let edition = self.editions[*i];
            !(begins_so(edition.country) || begins_so(edition.english))
        });
        self.cursor = ListCursor::default();
    }

    /// How many match.
    #[must_use]
    pub fn len(&self) -> usize {
        self.matches.len()
    }

    /// True if none matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.matches.is_empty()
    }

    /// An edition among those that match.
    #[must_use]
    pub fn edition(&self, row: usize) -> Option<&'static Edition> {
        self.editions.get(*self.matches.get(row)?)
    }
}
