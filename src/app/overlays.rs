//! What lies over the screen. Overlays are a stack: the top one sees keys, text and clicks first and
//! handles them, passes them on, or closes. Each is a file of its own here, in `ui::overlays` and in
//! the tests of screens.

pub mod analysis;
pub mod brief;
pub mod catalogue;
pub mod changes;
pub mod coverage;
pub mod downloads;
pub mod find;
pub mod health;
pub mod help;
pub mod import;
pub mod jump;
pub mod palette;
pub mod prompt;
pub mod search;
pub mod settings;
pub mod share;
pub mod sheet;
pub mod subscribe;
pub mod themes;
pub mod versions;
pub mod welcome;

pub use analysis::Analysis;
pub use brief::Brief;
pub use catalogue::Catalogue;
pub use changes::Changes;
pub use coverage::Coverage;
pub use downloads::Downloads;
pub use find::Find;
pub use health::Health;
pub use help::Help;
pub use import::Import;
pub use jump::Jump;
pub use palette::Palette;
pub use prompt::Prompt;
pub use search::Search;
pub use settings::Settings;
pub use share::Share;
pub use sheet::Sheet;
pub use subscribe::Subscribe;
pub use themes::Themes;
pub use versions::Versions;
pub use welcome::Welcome;

use super::effect::Effects;
use super::metrics::ListMetrics;
use super::room::Room;
use crate::command::{Command, Context};
use crate::domain::Event;

/// An overlay.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The keys of the place below.
    Help(Help),
    /// A text: what is known about something.
    Sheet(Sheet),
    /// A line of text that is asked for.
    Prompt(Prompt),
    /// The line of a search, with its hits in the entries pane.
    Search(Search),
    /// The line of finding in the article.
    Find(Find),
    /// Commands by name.
    Palette(Palette),
    /// Who told a story.
    Coverage(Coverage),
    /// What was changed, to undo or redo from.
    Changes(Changes),
    /// An address, what it holds, and where that goes.
    Subscribe(Subscribe),
    /// Settings of a feed, a category or a smart feed.
    Settings(Settings),
    /// Sources, tags and entries by a few letters.
    Jump(Jump),
    /// Themes to choose from.
    Themes(Themes),
    /// The ways of an article out of the reader.
    Share(Share),
    /// How the feeds fare.
    Health(Health),
    /// What was changed in an article.
    Versions(Versions),
    /// What the coverage of a story says.
    Analysis(Analysis),
    /// What happened since the person last looked.
    Brief(Box<Brief>),
    /// The last download.
    Downloads(Downloads),
    /// What a person without feeds sees first.
    Welcome(Welcome),
    /// The starter catalogue.
    Catalogue(Catalogue),
    /// The subscriptions of another reader.
    Import(Import),
}

/// What an overlay did with what it was given.
#[derive(Debug)]
pub enum Outcome {
    /// It is done.
    Handled(Effects),
    /// It is done, and the overlay goes.
    Closed(Effects),
    /// It is done, and another overlay takes this one's place.
    Next(Box<Overlay>, Effects),
    /// It is done, and another overlay lies over this one.
    Over(Box<Overlay>, Effects),
    /// The overlay goes, and the place below obeys this command, with text for what it asks.
    Run(Command, Option<String>),
    /// It is not for this overlay.
    Pass,
}

impl Outcome {
    /// Done, with nothing to order.
    #[must_use]
    pub fn handled() -> Self {
        Self::Handled(Effects::new())
    }

    /// The overlay goes, with nothing to order.
    #[must_use]
    pub fn closed() -> Self {
        Self::Closed(Effects::new())
    }
}

/// What every overlay can do.
pub trait Layer {
    /// Its place for the keymap.
    fn context(&self) -> Context;

    /// Obeys a command.
    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome;

    /// Takes typed or pasted text.
    fn on_text(&mut self, _text: &str, _room: &mut Room<'_, '_>) -> Outcome {
        Outcome::Pass
    }

    /// Takes a click on one of its rows.
    fn on_click(&mut self, _row: usize, _room: &mut Room<'_, '_>) -> Outcome {
        Outcome::handled()
    }

    /// Hears of a fact, which the panes hear of as well.
    fn on_event(&mut self, _event: &Event, _room: &mut Room<'_, '_>) -> Effects {
        Effects::new()
    }

    /// Takes over what a frame measured.
    fn adopt(&mut self, _metrics: &ListMetrics) {}
}

impl Overlay {
    /// The overlay behind the variant.
    pub fn layer(&mut self) -> &mut dyn Layer {
        match self {
            Self::Help(help) => help,
            Self::Sheet(sheet) => sheet,
            Self::Prompt(prompt) => prompt,
            Self::Search(search) => search,
            Self::Find(find) => find,
            Self::Palette(palette) => palette,
            Self::Coverage(coverage) => coverage,
            Self::Changes(changes) => changes,
            Self::Subscribe(subscribe) => subscribe,
            Self::Settings(settings) => settings,
            Self::Jump(jump) => jump,
            Self::Themes(themes) => themes,
            Self::Share(share) => share,
            Self::Health(health) => health,
            Self::Versions(versions) => versions,
            Self::Analysis(analysis) => analysis,
            Self::Brief(brief) => &mut **brief,
            Self::Downloads(downloads) => downloads,
            Self::Welcome(welcome) => welcome,
            Self::Catalogue(catalogue) => catalogue,
            Self::Import(import) => import,
        }
    }

    /// Its place for the keymap.
    #[must_use]
    pub fn context(&self) -> Context {
        match self {
            Self::Help(help) => help.context(),
            Self::Sheet(sheet) => sheet.context(),
            Self::Prompt(prompt) => prompt.context(),
            Self::Search(search) => search.context(),
            Self::Find(find) => find.context(),
            Self::Palette(palette) => palette.context(),
            Self::Coverage(coverage) => coverage.context(),
            Self::Changes(changes) => changes.context(),
            Self::Subscribe(subscribe) => subscribe.context(),
            Self::Settings(settings) => settings.context(),
            Self::Jump(jump) => jump.context(),
            Self::Themes(themes) => themes.context(),
            Self::Share(share) => share.context(),
            Self::Health(health) => health.context(),
            Self::Versions(versions) => versions.context(),
            Self::Analysis(analysis) => analysis.context(),
            Self::Brief(brief) => brief.context(),
            Self::Downloads(downloads) => downloads.context(),
            Self::Welcome(welcome) => welcome.context(),
            Self::Catalogue(catalogue) => catalogue.context(),
            Self::Import(import) => import.context(),
        }
    }

    /// True if it takes the whole place of the panes.
    #[must_use]
    pub fn is_page(&self) -> bool {
        matches!(
            self,
            Self::Welcome(_) | Self::Catalogue(_) | Self::Analysis(_) | Self::Brief(_) | Self::Coverage(_)
        )
    }

    /// True if the panes stay as they are behind it: it is drawn into one of them, or they show what is
    /// chosen in it.
    #[must_use]
    pub fn is_part_of_a_pane(&self) -> bool {
        matches!(self, Self::Search(_) | Self::Find(_) | Self::Themes(_))
    }
}
