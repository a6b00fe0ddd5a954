//! Feeds of all packs, found by a few letters of their names or a word of what is told of them.

use crate::app::cursor::ListCursor;
use crate::app::fuzzy;
use crate::app::line::Line;
use crate::domain::Pack;

/// What is looked for and what was found.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    /// What is typed.
    pub line: Line,
    /// The selection among the hits.
    pub cursor: ListCursor,
    hits: Vec<Hit>,
}

/// A feed that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its pack.
    pub pack: usize,
    /// The feed in its pack.
    pub feed: usize,
    /// Characters of its title that were typed.
    pub letters: Vec<usize>,
}

impl Finder {
    /// Everything, before anything is typed.
    #[must_use]
    pub fn new(packs: &[Pack]) -> Self {
        let mut finder = Self::default();
        finder.look(packs);
        finder
    }

    /// What was found.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Looks for what is typed: names first, then what is told of a feed or its pack.
    pub fn look(&mut self, packs: &[Pack]) {
        let feeds =
            || (0..packs.len()).flat_map(|pack| (0..packs[pack].feeds.len()).map(move |feed| (pack, feed)));
        let places: Vec<(usize, usize)> = feeds().collect();
        let titles: Vec<&str> =
            places.iter().map(|(pack, feed)| packs[*pack].feeds[*feed].title.as_str()).collect();
        let named = fuzzy::best(self.line.text(), &titles, titles.len()).into_iter();
        self.hits = named
            .map(|found| Hit {
                pack: places[found.index].0,
                feed: places[found.index].1,
                letters: found.letters,
            })
            .collect();
        let typed = self.line.text().trim().to_lowercase();
        let is_told = |(pack, feed): &(usize, usize)| {
            let feed = &packs[*pack].feeds[*feed];
            let told = format!("{} {} {}", packs[*pack].title, feed.about, feed.address);
            told.to_lowercase().contains(&typed)
        };
        for (pack, feed) in places.into_iter().filter(is_told) {
            if !self.hits.iter().any(|hit| (hit.pack, hit.feed) == (pack, feed)) {
                self.hits.push(Hit { pack, feed, letters: Vec::new() });
            }
        }
        self.cursor = ListCursor::default();
    }
}
