//! Going somewhere at once: to a source, to the entries of a tag, to one entry; and keeping in mind
//! what was visited.

use super::Main;
use crate::app::effect::{Effect, Effects};
use crate::app::focus::Focus;
use crate::app::places::Place;
use crate::app::preferences::Order;
use crate::app::room::Desk;
use crate::app::source::Source;
use crate::app::status::Tone;
use crate::domain::{EntryId, FeedId};
use crate::query::{Expr, Field, Query, Term};
use crate::text::SafeText;

impl Main {
    /// Lists a source, at an entry that stood in this row.
    pub fn go_to(&mut self, source: Source, at: Option<(EntryId, usize)>, desk: &mut Desk<'_>) -> Effects {
        if !self.sources.select(source) {
            desk.status.say(Tone::Plain, "That source is no longer there");
            return Effects::new();
        }
        *desk.focus = Focus::Entries;
        self.restore = at.map(|(entry, row)| (source, Some(entry), row));
        let mut effects = self.list_selected(desk);
        effects.push(visit(&Place::Source(source), desk));
        effects
    }

    /// Lists the entries of a tag, as a search does.
    pub fn go_to_tag(&mut self, name: &SafeText, desk: &mut Desk<'_>) -> Effects {
        let query = Query { root: Some(Expr::Term(Term::text(Field::Tag, name.as_str()))) };
        let mut effects = self.search(&query.to_string(), &query, desk);
        *desk.focus = Focus::Entries;
        effects.push(visit(&Place::Tag(name.clone()), desk));
        effects
    }

    /// Opens an entry in its feed, in which so many are newer.
    pub fn go_to_entry(
        &mut self,
        entry: EntryId,
        feed: FeedId,
        newer: usize,
        desk: &mut Desk<'_>,
    ) -> Effects {
        let source = Source::Feed(feed);
        let row = match desk.preferences.listing(source).order {
            Order::Newest => newer,
            Order::Oldest => {
                let total = self.sources.feed(feed).map_or(0, |feed| feed.counts.total);
                usize::try_from(total).unwrap_or(usize::MAX).saturating_sub(newer)
            }
        };
        let effects = self.go_to(source, Some((entry, row)), desk);
        if self.sources.selected().is_some_and(|row| row.source == source) {
            *desk.focus = Focus::Article;
            self.opening = Some(entry);
        }
        effects
    }

    /// Marks the entry that a jump opened as opened, once its list is there.
    pub(super) fn open_awaited(&mut self, desk: &mut Desk<'_>) -> Effects {
        let is_there = self.entries.selected().map(|row| row.id) == self.opening;
        if self.opening.is_none() || !is_there {
            return Effects::new();
        }
        self.opening = None;
        self.on_opened(desk)
    }

    /// Keeps in mind what is listed, once the person is in its list.
    pub(super) fn keep_place(&self, desk: &mut Desk<'_>) {
        if let Some(source) = self.entries.source().filter(|source| *source != Source::Search)
            && *desk.focus != Focus::Sources
        {
            desk.preferences.places.visit(&Place::Source(source));
        }
    }

    /// Keeps in mind where the list on the screen is left.
    pub(super) fn leave_list(&self, desk: &mut Desk<'_>) {
        if let Some(list) = self.entries.list.shown() {
            let at = list.cursor.selected;
            desk.preferences.places.leave(list.source, list.rows.get(at).map(|row| (row.id, at)));
        }
    }
}

/// Keeps in mind that a place is visited now.
fn visit(place: &Place, desk: &mut Desk<'_>) -> Effect {
    desk.preferences.places.visit(place);
    Effect::keep(desk.preferences)
}
