//! The analysis of the entry in the article pane. One is made at a time: whoever walks through a list asks for
//! the last one only. What was made stays until another entry is shown.

use super::effect::{Effect, Effects};
use super::request::Requests;
use crate::domain::{Analysis, EntryId, LoadedEntry, RequestId, Timestamp};
use crate::text::SafeText;

/// What is known of the analysis of the entry that is shown.
#[derive(Clone, Debug, Default)]
pub struct Analyzed {
    wanted: Option<Wanted>,
    /// What is being made, and for what.
    making: Option<(RequestId, Wanted)>,
    made: Option<(Wanted, Box<Analysis>)>,
    failed: Option<(Wanted, SafeText)>,
    /// The line to come back to, below which the page is too short until the analysis stands in it.
    pub returns_to: Option<usize>,
}

/// An entry with as much of its text as decides what its analysis says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wanted {
    entry: EntryId,
    fetched: Option<Timestamp>,
    own: usize,
}

impl Analyzed {
    /// An entry is shown: its analysis is asked for, unless it is there.
    pub fn on_shown(&mut self, loaded: &LoadedEntry, requests: &mut Requests) -> Effects {
        let entry = &loaded.entry;
        let fetched = entry.full_text.as_ref().map(|full| full.fetched);
        let wanted = Wanted { entry: entry.row.id, fetched, own: entry.content.source().len() };
        self.wanted = Some(wanted);
        if self.made.as_ref().is_some_and(|(made, _)| *made == wanted) {
            return Effects::new();
        }
        self.make_next(requests)
    }

    /// Makes the analysis of the shown entry anew.
    pub fn rebuild(&mut self, requests: &mut Requests) -> Effects {
        self.making = None;
        self.failed = None;
        self.order(requests)
    }

    /// An analysis was made; true if it was waited for. The effects make the next one.
    pub fn on_made(
        &mut self,
        request: RequestId,
        analysis: Box<Analysis>,
        requests: &mut Requests,
    ) -> Option<Effects> {
        let (_, made) = self.making.take_if(|(making, _)| *making == request)?;
        if self.wanted.is_some_and(|wanted| wanted.entry == made.entry) {
            self.made = Some((made, analysis));
        }
        Some(if self.wanted == Some(made) { Effects::new() } else { self.make_next(requests) })
    }

    /// An analysis could not be made; true if it was waited for.
    pub fn on_failed(&mut self, request: RequestId, reason: &SafeText) -> bool {
        let Some((_, wanted)) = self.making.take_if(|(making, _)| *making == request) else { return false };
        self.failed = Some((wanted, reason.clone()));
        true
    }

    /// The analysis of an entry, if it is there.
    #[must_use]
    pub fn of(&self, entry: EntryId) -> Option<&Analysis> {
        self.made.as_ref().filter(|(made, _)| made.entry == entry).map(|(_, analysis)| &**analysis)
    }

    /// Why the analysis of an entry could not be made.
    #[must_use]
    pub fn failure(&self, entry: EntryId) -> Option<&SafeText> {
        self.failed.as_ref().filter(|(wanted, _)| wanted.entry == entry).map(|(_, reason)| reason)
    }

    /// True while the analysis of the shown entry is being made.
    #[must_use]
    pub fn is_making(&self) -> bool {
        self.making.is_some()
    }

    fn make_next(&mut self, requests: &mut Requests) -> Effects {
        if self.making.is_some() { Effects::new() } else { self.order(requests) }
    }

    fn order(&mut self, requests: &mut Requests) -> Effects {
        let Some(wanted) = self.wanted else { return Effects::new() };
        let request = requests.issue();
        self.making = Some((request, wanted));
        vec![Effect::Analyze { request, entry: wanted.entry }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Entry, Provenance};
    use crate::text::{Document, Markup};

    fn loaded(id: i64) -> LoadedEntry {
        let at = Timestamp::UNIX_EPOCH;
        let row = crate::domain::EntryRow {
            id: EntryId(id),
            feed: crate::domain::FeedId(1),
            feed_title: "Wire".into(),
            title: "Title".into(),
            publisher: None,
            author: None,
            url: None,
            comments_url: None,
            at,
            published: None,
            updated: None,
            fetched: at,
            read: false,
            starred: false,
            tags: Vec::new(),
            story: None,
            completeness: crate::domain::Completeness::FeedText,
            edited: None,
        };
        let feed_url = crate::domain::WebUrl::parse("https://wire.example/feed").expect("an address");
        let entry = Entry {
            row,
            feed_url,
            content: Markup::clean("<p>Text.</p>"),
            full_text: None,
            enclosures: Vec::new(),
            related: Vec::new(),
            categories: Vec::new(),
            language: None,
            note: None,
            edits: None,
        };
        LoadedEntry { entry, document: Document::default(), other: None, is_swapped: false }
    }

    fn analysis() -> Analysis {
        let provenance = Provenance::Digest { made: Timestamp::UNIX_EPOCH };
        Analysis { sections: Vec::new(), sources: Vec::new(), provenance }
    }

    fn ordered(effects: &Effects) -> (RequestId, EntryId) {
        match effects.as_slice() {
            [Effect::Analyze { request, entry }] => (*request, *entry),
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn who_walks_through_a_list_gets_the_last_one_only() {
        let mut requests = Requests::default();
        let mut analyzed = Analyzed::default();
        let (first, _) = ordered(&analyzed.on_shown(&loaded(1), &mut requests));
        assert_eq!(analyzed.on_shown(&loaded(2), &mut requests), []);
        assert_eq!(analyzed.on_shown(&loaded(3), &mut requests), []);
        let next =
            analyzed.on_made(first, analysis().into(), &mut requests).expect("the one that was waited for");
        let (third, entry) = ordered(&next);
        assert_eq!((entry, analyzed.of(EntryId(1))), (EntryId(3), None));
        assert_eq!(analyzed.on_made(third, analysis().into(), &mut requests), Some(Vec::new()));
        assert!(analyzed.of(EntryId(3)).is_some() && !analyzed.is_making());
        assert_eq!(analyzed.on_shown(&loaded(3), &mut requests), [], "it is there");
    }

    #[test]
    fn an_answer_that_nobody_waits_for_is_dropped() {
        let mut requests = Requests::default();
        let mut analyzed = Analyzed::default();
        let (old, _) = ordered(&analyzed.on_shown(&loaded(1), &mut requests));
        let (new, _) = ordered(&analyzed.rebuild(&mut requests));
        assert_eq!(analyzed.on_made(old, analysis().into(), &mut requests), None);
        assert!(analyzed.on_failed(new, &"no".into()));
        assert_eq!(analyzed.failure(EntryId(1)), Some(&"no".into()));
    }
}
