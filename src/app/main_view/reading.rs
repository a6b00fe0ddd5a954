//! Being in a text: coming back to a place of it, going to a note and back, finding words, tables that are
//! wider than the pane, the words of code.

use super::Main;
use crate::app::effect::{Effect, Effects};
use crate::app::focus::Focus;
use crate::app::main_view::Obeyed;
use crate::app::metrics::ArticleMetrics;
use crate::app::overlays::{Find, Overlay};
use crate::app::panes::article::{Aim, Finding, News};
use crate::app::preferences::Preferences;
use crate::app::room::Desk;
use crate::app::status::Tone;
use crate::command::Command;

/// Columns that one key scrolls what is wide.
const STEP: usize = 8;

impl Main {
    /// Begins to find in the article that is shown.
    pub(super) fn find(&mut self, desk: &mut Desk<'_>) -> Obeyed {
        if self.article.entry().is_none() {
            desk.status.say(Tone::Plain, "There is no article here to find in");
            return Obeyed::default();
        }
        let mut effects = Effects::new();
        if *desk.focus == Focus::Entries {
            *desk.focus = Focus::Article;
            effects = self.on_opened(desk);
        }
        let typed = self.article.finding.as_ref().map_or(String::new(), |finding| finding.typed.clone());
        let finding = self.article.finding.get_or_insert_with(|| Finding::from(self.article.top));
        finding.origin = self.article.top;
        Obeyed { effects, overlay: Some(Overlay::Find(Find::new(&typed))) }
    }

    /// Goes to the next hit in the article, or the one before; false where nothing is found there.
    pub fn go_to_hit(&mut self, forward: bool, desk: &mut Desk<'_>) -> bool {
        let Some(finding) = self.article.finding.as_mut().filter(|_| desk.focus.is_reading()) else {
            return false;
        };
        let Some(step) = finding.step(forward) else {
            desk.status.say(Tone::Plain, finding.told());
            return true;
        };
        let around = match (step.is_around, forward) {
            (false, _) => "",
            (true, true) => " · on from the start",
            (true, false) => " · on from the end",
        };
        desk.status.say(Tone::Plain, format!("{}{around}", finding.told()));
        self.article.aim = Some(Aim::Hit(step.hit));
        true
    }

    /// Ends finding and stays; false where nothing was found.
    pub(super) fn end_finding(&mut self, desk: &Desk<'_>) -> bool {
        desk.focus.is_reading() && self.article.finding.take().is_some()
    }

    /// Scrolls what is wider than the pane. What was made to fit gets its width back first.
    pub(super) fn scroll_sideways(&mut self, command: Command, desk: &mut Desk<'_>) -> Effects {
        let metrics = &desk.metrics.article;
        if !self.article.keeps_wide && metrics.has_fitted && command != Command::ScrollLeft {
            return self.toggle_wide(desk);
        }
        let shift = self.article.shift.min(metrics.overhang);
        self.article.shift = match command {
            Command::ScrollLeft => shift.saturating_sub(STEP),
            _ => (shift + STEP).min(metrics.overhang),
        };
        if metrics.overhang == 0 {
            desk.status.say(Tone::Plain, "Nothing here is wider than the screen");
        }
        Effects::new()
    }

    /// Tables and code keep their width, or are made to fit.
    pub(super) fn toggle_wide(&mut self, desk: &mut Desk<'_>) -> Effects {
        let keeps = !self.article.keeps_wide;
        self.article.keeps_wide = keeps;
        self.article.shift = 0;
        desk.preferences.keeps_wide = keeps;
        let said = if keeps {
            "Wide tables and code are kept as they are"
        } else {
            "Wide tables and code are made to fit"
        };
        desk.status.say(Tone::Plain, said);
        vec![Effect::keep(desk.preferences)]
    }

    /// An entry was read: in another one than before the person comes back to where they were in it.
    pub fn on_entry(&mut self, news: News, desk: &mut Desk<'_>) -> Effects {
        match news {
            News::Nothing => return Effects::new(),
            News::OtherText => {}
            News::OtherEntry => {
                self.come_back(desk);
                let line = Some(self.article.top).filter(|top| *top > 0 && self.article.aim.is_none());
                self.article.analyzed.returns_to = line;
            }
        }
        let mut effects = self.article.ask_of_code(desk.requests);
        effects.extend(self.analyse_shown(desk));
        effects
    }

    fn come_back(&mut self, desk: &Desk<'_>) {
        let mark = self.article.entry().and_then(|entry| desk.preferences.bookmarks.of(entry));
        if let Some(anchor) = mark.filter(|_| !self.article.shows_own_text()) {
            self.article.aim = Some(Aim::Anchor(anchor));
        }
    }

    /// Keeps in mind where the person is in the text on the screen; true if that is news.
    pub fn keep_bookmark(&self, metrics: &ArticleMetrics, preferences: &mut Preferences) -> bool {
        let Some(entry) = self.article.entry().filter(|entry| metrics.entry == Some(*entry)) else {
            return false;
        };
        // The feed's own text beside an article is another one, with places of its own.
        !self.article.shows_own_text() && preferences.bookmarks.leave(entry, metrics.anchor)
    }
}
