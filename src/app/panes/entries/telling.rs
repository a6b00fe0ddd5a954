//! Stories in the entries pane, as the person meets them: unfolding one, marking the rest of it, and the
//! list of the top stories.

use super::Entries;
use super::list::{Arrangement, List};
use crate::app::effect::Effects;
use crate::app::request::Requests;
use crate::domain::{EntryId, EntryRow, RequestId, Story, TopStories};
use crate::text::SafeText;

impl Entries {
    /// Unfolds the selected story, or folds it; `None` if there is nothing to fold.
    pub fn toggle_story(&mut self) -> Option<bool> {
        self.range = None;
        self.list.shown_mut()?.toggle_story()
    }

    /// Selects an entry, unfolding its story where that hides it; false if the list does not hold it.
    pub fn reveal(&mut self, entry: EntryId) -> bool {
        self.range = None;
        self.list.shown_mut().is_some_and(|list| list.reveal(entry))
    }

    /// The story of the selected row.
    pub fn selected_story(&self) -> Option<&Story> {
        self.list.shown()?.stories.of(self.selected()?)
    }

    /// The unread tellings of the selected story that are folded away.
    pub fn folded_unread(&self) -> Vec<EntryId> {
        let (Some(list), Some(row)) = (self.list.shown(), self.selected()) else { return Vec::new() };
        list.stories.unread_of(row).collect()
    }

    /// The rows of the selected story that are held, folded away or not.
    pub fn rows_of_story(&self) -> Vec<&EntryRow> {
        let (Some(list), Some(row)) = (self.list.shown(), self.selected()) else { return Vec::new() };
        let of_story =
            |other: &&EntryRow| other.id == row.id || (row.story.is_some() && other.story == row.story);
        list.every_row().filter(of_story).collect()
    }

    /// Why the selected story stands where it does among the top stories.
    pub fn rank_of_selected(&self) -> Option<(u32, &[SafeText])> {
        let Arrangement::Top(ranked) = &self.list.shown()?.arrangement else { return None };
        let story = self.selected()?.story?;
        let found = ranked.iter().find(|ranked| ranked.story.id == story)?;
        Some((found.rank, &found.why))
    }

    /// The top stories were read; `None` if nobody waits for them.
    pub fn on_top_stories(
        &mut self,
        request: RequestId,
        top: TopStories,
        requests: &mut Requests,
    ) -> Option<Effects> {
        let TopStories { rows, ranked, as_of } = top;
        let stories = ranked.iter().map(|ranked| ranked.story.clone()).collect();
        let is_renewal = self.ends_renewal(request);
        if !is_renewal && !self.list.awaits(request) {
            return None;
        }
        if is_renewal && !self.rows().is_empty() {
            let pending = self.pending();
            if let Some(list) = self.list.shown_mut() {
                list.stories.learn(stories);
                list.merge(rows, false, &pending);
            }
        } else {
            self.as_of = as_of;
            self.begin_list(rows, stories, false, Arrangement::Top(ranked));
        }
        Some(self.look_again(requests))
    }
}

impl List {
    /// Every row that is held.
    pub fn every_row(&self) -> impl Iterator<Item = &EntryRow> {
        self.rows.iter().chain(&self.stories.hidden)
    }

    pub(super) fn every_row_mut(&mut self) -> impl Iterator<Item = &mut EntryRow> {
        self.rows.iter_mut().chain(&mut self.stories.hidden)
    }
}
