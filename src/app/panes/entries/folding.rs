//! Stories in a list: one block each, the tellings folded away behind the one that stands for them or,
//! unfolded, beneath it. Nothing is hidden for good, and what stands for a story stays where it is until
//! another source is chosen. Called by [`super::List`] and [`super::Entries`].

use std::collections::{HashMap, HashSet};

use super::list::List;
use crate::domain::{EntryId, EntryRow, Story, StoryId};

/// The stories of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stories {
    /// Whether tellings of one story are folded.
    pub(super) are_folded: bool,
    known: HashMap<StoryId, Story>,
    open: HashSet<StoryId>,
    /// What stands for each story.
    heads: HashMap<StoryId, EntryId>,
    /// The rows that are folded away.
    pub(super) hidden: Vec<EntryRow>,
}

impl Stories {
    /// Folded or not, with nothing in it yet.
    pub(super) fn new(are_folded: bool) -> Self {
        Self { are_folded, ..Self::default() }
    }

    /// Takes in what is known of stories.
    pub(super) fn learn(&mut self, stories: Vec<Story>) {
        self.known.extend(stories.into_iter().map(|story| (story.id, story)));
    }

    /// The story of a row.
    pub fn of(&self, row: &EntryRow) -> Option<&Story> {
        self.known.get(&row.story?)
    }

    /// How many other outlets tell the story of a row, or how many other entries where one outlet tells it
    /// alone; none beside a row that stands beneath another one.
    pub fn others(&self, row: &EntryRow) -> Option<u32> {
        let story = self.of(row).filter(|_| !self.is_beneath(row))?;
        let told = if story.outlets > 1 { story.outlets } else { story.entries };
        told.checked_sub(1).filter(|others| *others > 0)
    }

    /// True for a telling that stands beneath the one that stands for its story.
    pub fn is_beneath(&self, row: &EntryRow) -> bool {
        let Some(story) = row.story.filter(|story| self.are_folded && self.open.contains(story)) else {
            return false;
        };
        self.heads.get(&story).is_some_and(|head| *head != row.id)
    }

    /// True if tellings of the row's story are folded away that are not read.
    pub fn hides_unread(&self, row: &EntryRow) -> bool {
        self.unread_of(row).next().is_some()
    }

    /// The unread tellings of the row's story that are folded away.
    pub(super) fn unread_of(&self, row: &EntryRow) -> impl Iterator<Item = EntryId> {
        let story = row.story;
        let of_story = move |row: &&EntryRow| story.is_some() && row.story == story && !row.read;
        self.hidden.iter().filter(of_story).map(|row| row.id)
    }
}

impl List {
    /// All rows, also those that are folded away, in the order of the list.
    pub(super) fn take_all(&mut self) -> Vec<EntryRow> {
        let mut all: Vec<EntryRow> = self.rows.drain(..).collect();
        all.append(&mut self.stories.hidden);
        // Without an order of time, what was visible keeps its own.
        all.sort_by_key(|row| self.place(row));
        all
    }

    /// Puts rows on the screen, those of one story behind one of them.
    pub(super) fn put_all(&mut self, all: Vec<EntryRow>) {
        if !self.stories.are_folded {
            self.rows = all;
            return;
        }
        self.choose_heads(&all);
        let mut beneath: HashMap<StoryId, Vec<EntryRow>> = HashMap::new();
        let mut shown = Vec::with_capacity(all.len());
        for row in all {
            match row.story.filter(|story| self.stories.heads.get(story).is_some_and(|head| *head != row.id))
            {
                Some(story) if self.stories.open.contains(&story) => {
                    beneath.entry(story).or_default().push(row);
                }
                Some(_) => self.stories.hidden.push(row),
                None => shown.push(row),
            }
        }
        for row in shown {
            let below = row.story.and_then(|story| beneath.remove(&story));
            self.rows.push(row);
            self.rows.extend(below.into_iter().flatten());
        }
    }

    /// What stood for a story goes on doing so; for others the first unread telling does, else the first.
    fn choose_heads(&mut self, all: &[EntryRow]) {
        let there: HashSet<EntryId> = all.iter().map(|row| row.id).collect();
        let heads = &mut self.stories.heads;
        heads.retain(|_, head| there.contains(head));
        let mut new: HashMap<StoryId, (EntryId, bool)> = HashMap::new();
        for row in all {
            let Some(story) = row.story.filter(|story| !heads.contains_key(story)) else { continue };
            let head = new.entry(story).or_insert((row.id, row.read));
            if head.1 && !row.read {
                *head = (row.id, false);
            }
        }
        heads.extend(new.into_iter().map(|(story, (head, _))| (story, head)));
    }

    /// Where an entry stands, or what stands for its story.
    pub(super) fn position(&self, entry: EntryId) -> Option<usize> {
        let at = |entry: EntryId| self.rows.iter().position(|row| row.id == entry);
        at(entry).or_else(|| {
            let hidden = self.stories.hidden.iter().find(|row| row.id == entry)?;
            at(*self.stories.heads.get(&hidden.story?)?)
        })
    }

    /// Unfolds the story of the selected row, or folds it; `None` if there is nothing to fold.
    pub(super) fn toggle_story(&mut self) -> Option<bool> {
        let row = self.rows.get(self.cursor.selected)?;
        let story = row.story.filter(|_| self.stories.are_folded)?;
        let opens = !self.stories.open.contains(&story);
        let has_others = self.stories.hidden.iter().any(|row| row.story == Some(story));
        if opens && !has_others {
            return None;
        }
        let head = self.stories.heads.get(&story).copied().unwrap_or(row.id);
        if opens {
            self.stories.open.insert(story);
        } else {
            self.stories.open.remove(&story);
        }
        let all = self.take_all();
        self.put_all(all);
        self.cursor.selected = self.position(head).unwrap_or(0);
        Some(opens)
    }

    /// Selects an entry, unfolding its story where that hides it; false if the list does not hold it.
    pub(super) fn reveal(&mut self, entry: EntryId) -> bool {
        let hidden = self.stories.hidden.iter().find(|row| row.id == entry);
        if let Some(story) = hidden.and_then(|row| row.story) {
            self.stories.open.insert(story);
            let all = self.take_all();
            self.put_all(all);
        }
        let Some(row) = self.rows.iter().position(|row| row.id == entry) else { return false };
        self.cursor.selected = row;
        true
    }

    /// What stands for its story from now on.
    pub(super) fn let_stand(&mut self, row: &EntryRow) {
        if let Some(story) = row.story {
            self.stories.heads.insert(story, row.id);
        }
    }

    /// The same if nothing stands for the story yet: what is selected must not vanish when it turns out to
    /// be of one.
    pub(super) fn let_stand_first(&mut self, row: &EntryRow) {
        if let Some(story) = row.story {
            self.stories.heads.entry(story).or_insert(row.id);
        }
    }
}
