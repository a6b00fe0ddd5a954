//! What the person does to entries: read, starred, tagged; one entry, a range or the whole list.

use std::collections::HashSet;

use super::{Main, Obeyed};
use crate::app::effect::{ChangeOrder, Effect, Effects, Marking};
use crate::app::overlays::{Overlay, Prompt};
use crate::app::panes::entries::unread_of;
use crate::app::room::{Desk, Room};
use crate::app::status::{Hint, Tone, UNDOES};
use crate::command::Command;
use crate::config::MarkRead;
use crate::domain::{EntryId, EntryRow, Moment, RequestId, Timestamp};
use crate::text::SafeText;

/// What is done with a range.
const IN_RANGE: &[Hint] = &[
    (&[Command::ToggleRead, Command::ToggleStar, Command::EditTags, Command::MarkAllRead], "mark it"),
    (&[Command::SelectRange], "ends"),
];

impl Main {
    /// Marks entries at once on the screen and orders it to be written.
    pub fn mark(&mut self, ids: &[EntryId], marking: &Marking, desk: &mut Desk<'_>) -> Effects {
        let Some((request, entries)) = self.mark_on_screen(ids, marking, desk) else {
            return Effects::new();
        };
        vec![Effect::Mark { request, entries, marking: marking.clone() }]
    }

    /// Marks entries on the screen alone; returns the request for writing it, and which really change.
    pub(super) fn mark_on_screen(
        &mut self,
        ids: &[EntryId],
        marking: &Marking,
        desk: &mut Desk<'_>,
    ) -> Option<(RequestId, Vec<EntryId>)> {
        let (request, rows) = self.entries.mark(ids, marking, desk.requests)?;
        for row in &rows {
            self.count(row, marking, &desk.ctx.moment);
        }
        Some((request, rows.iter().map(|row| row.id).collect()))
    }

    /// A mark could not be written: the screen goes back to what the store holds.
    pub fn take_back(&mut self, request: RequestId, moment: &Moment) {
        for (row, marking) in self.entries.take_back(request) {
            self.count(&row, &marking, moment);
        }
    }

    /// The selected entry is opened: its edit was seen, and it is read if opening does that.
    pub fn mark_opened(&mut self, desk: &mut Desk<'_>) -> Effects {
        let mut effects = self.see_edit();
        if desk.ctx.settings.mark_read != MarkRead::Manual {
            let selected: Vec<EntryId> = self.entries.selected().map(|row| row.id).into_iter().collect();
            effects.extend(self.mark(&selected, &Marking::Read(true), desk));
            self.offer_the_rest(desk);
        }
        effects
    }

    pub(super) fn toggle_read(&mut self, desk: &mut Desk<'_>) -> Effects {
        // In a range all become what most people mean: read, unless all are read already.
        let becomes_read = self.entries.targets().iter().any(|row| !row.read);
        let said = if becomes_read { "Marked read" } else { "Marked unread" };
        self.mark_targets(&Marking::Read(becomes_read), said, desk)
    }

    pub(super) fn toggle_star(&mut self, desk: &mut Desk<'_>) -> Effects {
        let becomes_starred = self.entries.targets().iter().any(|row| !row.starred);
        let said = if becomes_starred { "Starred" } else { "Star taken away" };
        self.mark_targets(&Marking::Starred(becomes_starred), said, desk)
    }

    fn mark_targets(&mut self, marking: &Marking, said: &'static str, desk: &mut Desk<'_>) -> Effects {
        let ids: Vec<EntryId> = self.entries.targets().iter().map(|row| row.id).collect();
        let said = match ids.len() {
            0 => return Effects::new(),
            1 => said.to_owned(),
            n => format!("{said}: {n} entries"),
        };
        desk.status.say_with(Tone::Done, said, UNDOES);
        self.entries.range = None;
        self.mark(&ids, marking, desk)
    }

    pub(super) fn mark_all_read(&mut self, desk: &mut Desk<'_>) -> Effects {
        if self.entries.range.is_some() {
            return self.mark_targets(&Marking::Read(true), "Marked read", desk);
        }
        let Some(query) = self.entries.query().map(unread_of) else { return Effects::new() };
        let shown: Vec<EntryId> =
            self.entries.rows().iter().filter(|row| !row.read).map(|row| row.id).collect();
        let marked = self.mark_on_screen(&shown, &Marking::Read(true), desk);
        let request = marked.map_or_else(|| desk.requests.issue(), |(request, _)| request);
        let order = ChangeOrder::MarkAllRead { query, up_to: self.entries.as_of };
        vec![Effect::Change { request, order: Box::new(order) }]
    }

    pub(super) fn toggle_range(&mut self, desk: &mut Desk<'_>) -> Effects {
        self.entries.range = match self.entries.range.take() {
            Some(_) => None,
            None => self.entries.selected().map(|row| row.id),
        };
        if self.entries.range.is_some() {
            desk.status.say_with(Tone::Plain, "Move to the other end", IN_RANGE);
        }
        Effects::new()
    }

    pub(super) fn ask_tags(&mut self, desk: &mut Desk<'_>) -> Obeyed {
        let targets = self.entries.targets();
        if targets.is_empty() {
            return Obeyed::default();
        }
        let ids = targets.iter().map(|row| row.id).collect();
        let common = tags_of_all(targets);
        let (prompt, effects) = Prompt::for_tags(ids, common, &mut Room { main: self, desk });
        Obeyed { effects, overlay: Some(Overlay::Prompt(prompt)) }
    }

    fn count(&mut self, row: &EntryRow, marking: &Marking, moment: &Moment) {
        match marking {
            Marking::Read(read) => {
                let delta = if *read { -1 } else { 1 };
                self.sources.adjust_unread(row.feed, delta);
                if is_today(row, moment) {
                    self.sources.adjust_today(delta);
                }
            }
            Marking::Starred(starred) => self.sources.adjust_starred(if *starred { 1 } else { -1 }),
            Marking::Tagged(_) | Marking::Untagged(_) => {}
        }
        if let Some(shown) = self.article.content.shown_mut().filter(|shown| shown.entry.row.id == row.id) {
            // Nothing of this stands on the page, so it is not set anew.
            shown.entry.row.clone_from(row);
        }
    }
}

fn tags_of_all(rows: &[EntryRow]) -> Vec<SafeText> {
    let Some((first, others)) = rows.split_first() else { return Vec::new() };
    let others: Vec<HashSet<&SafeText>> = others.iter().map(|row| row.tags.iter().collect()).collect();
    first.tags.iter().filter(|tag| others.iter().all(|tags| tags.contains(tag))).cloned().collect()
}

/// True if the entry counts for the smart feed of the local day.
fn is_today(row: &EntryRow, moment: &Moment) -> bool {
    let day = |at: Timestamp| at.to_zoned(moment.zone.clone()).date();
    day(row.at) == day(moment.now)
}
