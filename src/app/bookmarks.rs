//! Where the person is in the articles that were left unfinished: the newest few hundred, by a measure of the
//! text that does not depend on the width. Kept with the person's preferences.

use serde::{Deserialize, Serialize};

use crate::domain::EntryId;

/// Articles whose places are remembered.
const REMEMBERED: usize = 300;

/// Places in articles, the one left last at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bookmarks(Vec<(i64, usize)>);

impl Bookmarks {
    /// The article was left with the text of this anchor on top, or at its very beginning; true if that differs
    /// from what was known.
    pub fn leave(&mut self, entry: EntryId, anchor: Option<usize>) -> bool {
        if self.of(entry) == anchor {
            return false;
        }
        self.0.retain(|(known, _)| *known != entry.0);
        self.0.extend(anchor.map(|anchor| (entry.0, anchor)));
        if self.0.len() > REMEMBERED {
            self.0.remove(0);
        }
        true
    }

    /// The place in an article.
    #[must_use]
    pub fn of(&self, entry: EntryId) -> Option<usize> {
        self.0.iter().find(|(known, _)| *known == entry.0).map(|(_, anchor)| *anchor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_places_are_kept_and_a_beginning_is_none() {
        let mut marks = Bookmarks::default();
        assert!(!marks.leave(EntryId(1), None));
        assert!(marks.leave(EntryId(1), Some(40)) && !marks.leave(EntryId(1), Some(40)));
        assert!(marks.leave(EntryId(1), Some(50)));
        assert_eq!(marks.of(EntryId(1)), Some(50));
        assert!(marks.leave(EntryId(1), None));
        assert_eq!(marks.of(EntryId(1)), None);
        for id in 0..400 {
            marks.leave(EntryId(id), Some(1));
        }
        assert_eq!(marks.0.len(), REMEMBERED);
        assert_eq!((marks.of(EntryId(99)), marks.of(EntryId(399))), (None, Some(1)));
    }
}
