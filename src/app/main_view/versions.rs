//! What publishers change in articles: the mark of an edited entry, what was changed, and the article
//! fetched once more.

use super::{Main, Obeyed};
use crate::app::effect::{Effect, Effects};
use crate::app::overlays::{Overlay, Versions};
use crate::app::room::Desk;
use crate::app::status::{Hint, Tone};
use crate::command::Command;
use crate::domain::EntryId;

/// What a key does about a changed article.
const SHOWS: &[Hint] = &[(&[Command::WhatChanged], "shows what")];

impl Main {
    /// The selected entry was looked at: its mark goes.
    pub(super) fn see_edit(&mut self) -> Effects {
        let Some(entry) = self.entries.selected().filter(|row| row.edited.is_some()).map(|row| row.id) else {
            return Effects::new();
        };
        self.entries.set_edited(entry, None);
        vec![Effect::SeeEdit { entry }]
    }

    /// Opens what was changed in the selected entry.
    pub(super) fn what_changed(&mut self, desk: &mut Desk<'_>) -> Obeyed {
        let Some(row) = self.entries.selected() else { return Obeyed::default() };
        let (versions, mut effects) = Versions::open(row, desk.requests);
        effects.extend(self.see_edit());
        Obeyed { effects, overlay: Some(Overlay::Versions(versions)) }
    }

    /// Fetches the article of the selected entry although it is held.
    pub(super) fn fetch_again(&mut self, desk: &mut Desk<'_>) -> Effects {
        let is_held = self.entries.selected().is_some_and(|row| {
            let loaded = self.article.content.shown().filter(|loaded| loaded.entry.row.id == row.id);
            loaded.is_some_and(|loaded| loaded.entry.full_text.is_some())
        });
        if !is_held {
            return self.toggle_full_text(desk);
        }
        let Some(entry) = self.entries.selected().map(|row| row.id) else { return Effects::new() };
        desk.status.say(Tone::Plain, "fetching the article again… · esc stops");
        self.article.fetch(entry);
        vec![Effect::FetchAgain { entry }]
    }

    /// An article that was held was fetched again.
    pub fn on_fetched_again(&mut self, entry: EntryId, is_edited: bool, desk: &mut Desk<'_>) -> Effects {
        if is_edited {
            self.entries.set_edited(entry, Some(desk.ctx.moment.now));
        }
        if self.entries.selected().is_some_and(|row| row.id == entry) {
            if is_edited {
                desk.status.say_with(Tone::Warning, "The article was changed", SHOWS);
            } else {
                desk.status.say(Tone::Done, "The article is as it was");
            }
        }
        self.article.on_fetched(entry, desk.requests)
    }
}
