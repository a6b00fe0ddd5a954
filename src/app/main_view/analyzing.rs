//! What the coverage says, in the main view: the analysis of the entry that is shown, the texts of its story, and
//! the brief.

use super::{Main, Obeyed};
use crate::app::effect::Effects;
use crate::app::overlays::{Analysis, Brief, Overlay};
use crate::app::panes::article::Aim;
use crate::app::room::Desk;
use crate::app::status::Tone;
use crate::domain::{EntryId, RequestId};

impl Main {
    /// Opens the whole analysis of the entry that is shown.
    pub(super) fn open_analysis(&mut self, desk: &mut Desk<'_>) -> Obeyed {
        let Some(loaded) = self.article.content.shown() else {
            desk.status.say(Tone::Plain, "There is no entry here to analyse");
            return Obeyed::default();
        };
        let overlay = Overlay::Analysis(Analysis::of(&loaded.entry.row));
        let effects = self.article.analyzed.on_shown(loaded, desk.requests);
        Obeyed { effects, overlay: Some(overlay) }
    }

    /// Opens what happened since the person last looked.
    pub(super) fn open_brief(desk: &mut Desk<'_>) -> Obeyed {
        let (brief, effects) = Brief::open(desk);
        Obeyed { effects, overlay: Some(Overlay::Brief(Box::new(brief))) }
    }

    /// The analysis of the entry that is shown is asked for.
    pub(super) fn analyse_shown(&mut self, desk: &mut Desk<'_>) -> Effects {
        let Some(loaded) = self.article.content.shown() else { return Effects::new() };
        self.article.analyzed.on_shown(loaded, desk.requests)
    }

    /// An analysis was made: the page is set anew where it is on the screen.
    pub fn on_analysis(
        &mut self,
        request: RequestId,
        analysis: Box<crate::domain::Analysis>,
        desk: &mut Desk<'_>,
    ) -> Effects {
        let Some(effects) = self.article.analyzed.on_made(request, analysis, desk.requests) else {
            return Effects::new();
        };
        self.article.version += 1;
        // Whoever came back to a line that was not there yet, and has not moved, comes to it now.
        let line = self.article.analyzed.returns_to.take().filter(|line| *line > self.article.top);
        if let Some(line) = line.filter(|_| self.article.aim.is_none()) {
            self.article.aim = Some(Aim::Line(line));
        }
        effects
    }

    /// The texts of a story came, as far as they could be had: its analysis is made of them.
    pub fn on_story(
        &mut self,
        entry: EntryId,
        (fetched, failed): (usize, usize),
        desk: &mut Desk<'_>,
    ) -> Effects {
        let (tone, text) = match (fetched, failed) {
            (0, 0) => (Tone::Plain, "All its texts are here already".to_owned()),
            (0, failed) => (Tone::Warning, format!("{failed} {} could not be had", texts(failed))),
            (fetched, 0) => (Tone::Done, format!("{fetched} {} fetched", texts(fetched))),
            (fetched, failed) => {
                (Tone::Warning, format!("{fetched} {} fetched, {failed} could not be had", texts(fetched)))
            }
        };
        desk.status.say(tone, text);
        if self.article.entry() != Some(entry) {
            return Effects::new();
        }
        self.article.analyzed.rebuild(desk.requests)
    }
}

fn texts(n: usize) -> &'static str {
    if n == 1 { "text" } else { "texts" }
}
