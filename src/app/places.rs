//! The places last visited: what was listed, and the entry at which it was left. The jump offers them
//! before anything is typed. Kept with the person's preferences.

use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::domain::EntryId;
use crate::text::SafeText;

/// Places that are remembered.
const REMEMBERED: usize = 20;
/// Before the name of a tag where its entries were listed.
const TAG: &str = "tag:";

/// Places, the one visited last first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Places(Vec<Visit>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Visit {
    /// The written form of a [`Place`].
    to: String,
    /// The entry at which it was left, and its row.
    #[serde(default)]
    at: Option<(i64, usize)>,
}

/// What can be visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A source.
    Source(Source),
    /// The entries of a tag.
    Tag(SafeText),
}

impl Place {
    fn written(&self) -> String {
        match self {
            Self::Source(source) => source.to_string(),
            Self::Tag(name) => format!("{TAG}{name}"),
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text.strip_prefix(TAG) {
            Some(name) => Some(Self::Tag(SafeText::new(name))),
            None => text.parse().ok().map(Self::Source),
        }
    }
}

impl Places {
    /// The place is visited now.
    pub fn visit(&mut self, place: &Place) {
        let to = place.written();
        if self.0.first().is_some_and(|last| last.to == to) {
            return;
        }
        let known = self.0.iter().position(|visit| visit.to == to);
        let visit = known.map_or(Visit { to, at: None }, |known| self.0.remove(known));
        self.0.insert(0, visit);
        self.0.truncate(REMEMBERED);
    }

    /// A source is left at an entry in some row.
    pub fn leave(&mut self, source: Source, at: Option<(EntryId, usize)>) {
        let to = source.to_string();
        if let Some(visit) = self.0.iter_mut().find(|visit| visit.to == to) {
            visit.at = at.map(|(entry, row)| (entry.0, row));
        }
    }

    /// The places with the entries at which they were left, the one visited last first.
    pub fn iter(&self) -> impl Iterator<Item = (Place, Option<(EntryId, usize)>)> + '_ {
        let at = |visit: &Visit| visit.at.map(|(entry, row)| (EntryId(entry), row));
        self.0.iter().filter_map(move |visit| Some((Place::read(&visit.to)?, at(visit))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FeedId;

    fn feed(id: i64) -> Place {
        Place::Source(Source::Feed(FeedId(id)))
    }

    #[test]
    fn a_place_stands_once_and_the_last_one_first() {
        let mut places = Places::default();
        for id in [1, 2, 1] {
            places.visit(&feed(id));
        }
        places.visit(&Place::Tag(SafeText::new("sea: deep")));
        places.leave(Source::Feed(FeedId(1)), Some((EntryId(7), 3)));
        let kept = serde_json::to_string(&places).expect("JSON");
        let places: Places = serde_json::from_str(&kept).expect("places");
        let listed: Vec<_> = places.iter().collect();
        let tag = Place::Tag(SafeText::new("sea: deep"));
        assert_eq!(listed, [(tag, None), (feed(1), Some((EntryId(7), 3))), (feed(2), None)]);
    }

    #[test]
    fn only_the_last_ones_are_kept() {
        let mut places = Places::default();
        for id in 0..50 {
            places.visit(&feed(id));
        }
        assert_eq!(places.iter().count(), REMEMBERED);
        assert_eq!(places.iter().next(), Some((feed(49), None)));
    }
}
