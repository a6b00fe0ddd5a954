//! The state of the reader: a read copy of what is on the screen.

use super::effect::Effects;
use super::focus::Focus;
use super::main_view::Main;
use super::metrics::ViewMetrics;
use super::overlays::Overlay;
use super::panes::Article;
use super::pointing::Pointing;
use super::preferences::Preferences;
use super::request::Requests;
use super::room::Desk;
use super::session::Session;
use super::status::Status;
use crate::command::{Context, KeyChord, Keymap};
use crate::config::Settings;
use crate::domain::Moment;

/// The whole state.
#[derive(Clone, Debug)]
pub struct Model {
    /// Sources, entries and article.
    pub main: Box<Main>,
    /// The pane that has the keys.
    pub focus: Focus,
    /// What lies over the panes; the last one is on top and sees keys first.
    pub overlays: Vec<Overlay>,
    /// The status line.
    pub status: Status,
    /// Keys and what they mean.
    pub keys: Keys,
    /// The person's habits.
    pub preferences: Preferences,
    /// What the last frame measured.
    pub metrics: ViewMetrics,
    /// Numbers of requests.
    pub requests: Requests,
    /// The state of the mouse.
    pub pointing: Pointing,
    /// True when the next frame will differ from the last.
    pub dirty: bool,
}

/// The keymap and the keys of a sequence that is not complete.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// What keys mean.
    pub keymap: Keymap,
    /// Keys that wait for the next one.
    pub pending: Vec<KeyChord>,
}

/// What an update is told of the world.
#[derive(Clone, Debug)]
pub struct Ctx<'a> {
    /// The present instant and the person's time zone.
    pub moment: Moment,
    /// The person's settings.
    pub settings: &'a Settings,
}

impl Model {
    /// A reader at the place where the last one was left.
    #[must_use]
    pub fn new(keymap: Keymap, session: Option<&Session>, preferences: Preferences) -> Self {
        let mut main = Main::default();
        if let Some(session) = session {
            main.restore = session.source().map(|source| (source, session.entry(), session.row));
            main.article = Article::restored(session.scroll);
        }
        main.article.keeps_wide = preferences.keeps_wide;
        let focus = session.and_then(|session| Focus::named(&session.focus));
        if matches!(focus, Some(Focus::Article | Focus::Zen)) {
            main.article.pictures.resume();
        }
        Self {
            main: Box::new(main),
            focus: focus.unwrap_or_default(),
            overlays: Vec::new(),
            status: Status::default(),
            keys: Keys { keymap, pending: Vec::new() },
            preferences,
            metrics: ViewMetrics::default(),
            requests: Requests::default(),
            pointing: Pointing::default(),
            dirty: true,
        }
    }

    /// Where a key is pressed.
    #[must_use]
    pub fn context(&self) -> Context {
        self.overlays.last().map_or(self.focus.context(), Overlay::context)
    }

    /// Takes over what a frame measured, so that the next one starts from the same place; orders what it
    /// lacked.
    pub fn adopt(&mut self, metrics: ViewMetrics) -> Effects {
        let main = &mut self.main;
        if metrics.sources.rows > 0 {
            main.sources.cursor.offset = metrics.sources.offset;
        }
        if let Some(list) = main.entries.list.shown_mut().filter(|_| metrics.entries.rows > 0) {
            list.cursor.offset = metrics.entries.offset;
        }
        main.article.adopt(&metrics.article);
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.layer().adopt(&metrics.overlay);
        }
        let effects = main.article.pictures.on_drawn(metrics.article.entry, &metrics.article.lacking);
        self.metrics = metrics;
        effects
    }

    /// True while ages are on the screen, which grow with every minute.
    #[must_use]
    pub fn shows_ages(&self) -> bool {
        self.focus != Focus::Zen && !self.main.entries.rows().is_empty()
    }

    /// The main view and everything beside it, for what may change both.
    pub fn parts<'a>(&'a mut self, ctx: &'a Ctx<'a>) -> (&'a mut Main, Desk<'a>) {
        let desk = Desk {
            focus: &mut self.focus,
            status: &mut self.status,
            preferences: &mut self.preferences,
            requests: &mut self.requests,
            metrics: &self.metrics,
            ctx,
        };
        (&mut self.main, desk)
    }
}
