//! The state of the reader: a read copy of what is on the screen.

use super::focus::Focus;
use super::main_view::Main;
use super::metrics::ViewMetrics;
use super::overlays::Overlay;
use super::panes::Article;
use super::request::Requests;
use super::session::Session;
use super::status::Status;
use crate::command::{Context, KeyChord, Keymap};
use crate::config::Settings;
use crate::domain::Moment;

/// The whole state.
#[derive(Clone, Debug)]
pub struct Model {
    /// The screen.
    pub view: View,
    /// The pane that has the keys.
    pub focus: Focus,
    /// What lies over the screen; the last one is on top and sees keys first.
    pub overlays: Vec<Overlay>,
    /// The status line.
    pub status: Status,
    /// Keys and what they mean.
    pub keys: Keys,
    /// What the last frame measured.
    pub metrics: ViewMetrics,
    /// Numbers of requests.
    pub requests: Requests,
    /// True when the next frame will differ from the last.
    pub dirty: bool,
}

/// A screen. A new one is a variant here and the mirrored files in `ui`.
#[derive(Clone, Debug)]
pub enum View {
    /// Sources, entries and article.
    Main(Box<Main>),
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
    pub fn new(keymap: Keymap, session: Option<&Session>) -> Self {
        let mut main = Main::default();
        if let Some(session) = session {
            main.restore = session.source().map(|source| (source, session.entry(), session.row));
            main.article = Article::restored(session.scroll);
        }
        let focus = session.and_then(|session| Focus::named(&session.focus));
        Self {
            view: View::Main(Box::new(main)),
            focus: focus.unwrap_or_default(),
            overlays: Vec::new(),
            status: Status::default(),
            keys: Keys { keymap, pending: Vec::new() },
            metrics: ViewMetrics::default(),
            requests: Requests::default(),
            dirty: true,
        }
    }

    /// Where a key is pressed.
    #[must_use]
    pub fn context(&self) -> Context {
        self.overlays.last().map_or(self.focus.context(), Overlay::context)
    }

    /// Takes over what a frame measured, so that the next one starts from the same place.
    pub fn adopt(&mut self, metrics: ViewMetrics) {
        self.metrics = metrics;
        let View::Main(main) = &mut self.view;
        if metrics.sources.rows > 0 {
            main.sources.cursor.offset = metrics.sources.offset;
        }
        if let Some(list) = main.entries.list.shown_mut().filter(|_| metrics.entries.rows > 0) {
            list.cursor.offset = metrics.entries.offset;
        }
        if metrics.article.height > 0 && metrics.article.entry == main.article.entry() {
            main.article.top = metrics.article.top;
        }
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.adopt(&metrics.overlay);
        }
    }

    /// True while ages are on the screen, which grow with every minute.
    #[must_use]
    pub fn shows_ages(&self) -> bool {
        let View::Main(main) = &self.view;
        self.focus != Focus::Zen && !main.entries.rows().is_empty()
    }
}
