//! Marks on rows before the store has written them, and what it takes to take them back.

use super::Entries;
use crate::app::effect::Marking;
use crate::domain::{Completeness, EntryId, EntryRow, RequestId, Timestamp};

/// A change that is shown already and not yet written.
#[derive(Clone, Debug)]
pub struct Write {
    /// The order to write it.
    pub request: RequestId,
    /// What each entry has to become again if that fails.
    pub before: Vec<(EntryId, Marking)>,
}

impl Entries {
    /// The whole article of an entry is held now.
    pub fn complete(&mut self, entry: EntryId) {
        if let Some(row) = self.row_mut(entry) {
            row.completeness = Completeness::FullText;
        }
    }

    /// An entry was edited, or its edit was looked at (`None`).
    pub fn set_edited(&mut self, entry: EntryId, edited: Option<Timestamp>) {
        if let Some(row) = self.row_mut(entry) {
            row.edited = edited;
        }
    }

    fn row_mut(&mut self, entry: EntryId) -> Option<&mut EntryRow> {
        self.list.shown_mut()?.every_row_mut().find(|row| row.id == entry)
    }
}

/// Applies a mark; true if it changed the row.
pub fn set(row: &mut EntryRow, marking: &Marking) -> bool {
    match marking {
        Marking::Read(value) => replace(&mut row.read, *value),
        Marking::Starred(value) => replace(&mut row.starred, *value),
        Marking::Tagged(name) => {
            let is_new = !row.tags.contains(name);
            if is_new {
                row.tags.push(name.clone());
                row.tags.sort();
            }
            is_new
        }
        Marking::Untagged(name) => {
            let before = row.tags.len();
            row.tags.retain(|tag| tag != name);
            row.tags.len() != before
        }
    }
}

/// What takes a mark back from a row that it changed.
pub fn opposite(marking: &Marking) -> Marking {
    match marking {
        Marking::Read(value) => Marking::Read(!value),
        Marking::Starred(value) => Marking::Starred(!value),
        Marking::Tagged(name) => Marking::Untagged(name.clone()),
        Marking::Untagged(name) => Marking::Tagged(name.clone()),
    }
}

fn replace(flag: &mut bool, value: bool) -> bool {
    std::mem::replace(flag, value) != value
}
