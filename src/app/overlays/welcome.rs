//! The welcome: what a person without a single feed sees first. It says what this is, that nothing has
//! been fetched yet, and which ways there are to begin. A pasted address is subscribed to from here.

use super::{Catalogue, Import, Layer, Outcome, Overlay};
use crate::app::cursor::ListCursor;
use crate::app::effect::{Effect, Effects};
use crate::app::metrics::ListMetrics;
use crate::app::moving::Motion;
use crate::app::request::Requests;
use crate::app::room::Room;
use crate::app::status::Tone;
use crate::command::{Command, Context};
use crate::domain::{Event, FoundList, RequestId};
use crate::text::SafeText;

/// The welcome.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// The selection among [`Way::ALL`].
    pub cursor: ListCursor,
    /// Lists of other readers on this machine.
    pub lists: Vec<FoundList>,
    finding: RequestId,
}

/// A way to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the starter catalogue.
    Catalogue,
    /// With an address.
    Address,
    /// With the subscriptions of another reader.
    Import,
    /// With the demo edition.
    Demo,
}

impl Way {
    /// In the order of the screen.
    pub const ALL: [Self; 4] = [Self::Catalogue, Self::Address, Self::Import, Self::Demo];

    /// What it is.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Catalogue => "Choose from the starter catalogue",
            Self::Address => "Subscribe to an address",
            Self::Import => "Take over the feeds of another reader",
            Self::Demo => "Look around first",
        }
    }
}

impl Welcome {
    /// What tidings is.
    pub const LINE: &'static str = "The news, in your terminal.";
    /// What it has done so far.
    pub const PROMISE: &'static str = "Nothing has been fetched yet. How would you like to begin?";

    /// The welcome, and the order to look for lists of other readers.
    #[must_use]
    pub fn open(requests: &mut Requests) -> (Self, Effects) {
        let finding = requests.issue();
        let welcome = Self { cursor: ListCursor::default(), lists: Vec::new(), finding };
        (welcome, vec![Effect::FindLists { request: finding }])
    }

    /// Where the first run was left from: the welcome while there is no feed, else the panes.
    pub fn or_panes(room: &mut Room<'_, '_>) -> Outcome {
        if !room.main.sources.has_no_feeds() {
            return Outcome::closed();
        }
        let (welcome, effects) = Self::open(room.desk.requests);
        Outcome::Next(Box::new(Overlay::Welcome(welcome)), effects)
    }

    /// What more there is to say about a way.
    #[must_use]
    pub fn about(&self, way: Way) -> SafeText {
        match (way, self.lists.as_slice()) {
            (Way::Catalogue, _) => SafeText::new("Google News for your country, papers, science, technology"),
            (Way::Address, _) => SafeText::new("Paste it right here: a site, a feed, a channel"),
            (Way::Import, []) => SafeText::new("OPML, newsboat's urls, or a list of addresses"),
            (Way::Import, [list]) => SafeText::new(&format!("Found: {}", list.shown)),
            (Way::Import, [list, more @ ..]) => {
                SafeText::new(&format!("Found: {} and {} more", list.shown, more.len()))
            }
            (Way::Demo, _) => SafeText::new("In your shell: tidings demo. It needs no network"),
        }
    }

    fn go(&self, room: &mut Room<'_, '_>) -> Outcome {
        match Way::ALL[self.cursor.selected.min(Way::ALL.len() - 1)] {
            Way::Catalogue => {
                let (catalogue, effects) = Catalogue::open(room.desk.requests);
                Outcome::Next(Box::new(Overlay::Catalogue(catalogue)), effects)
            }
            Way::Address => Outcome::Run(Command::Subscribe, None),
            Way::Import => {
                let (import, effects) = Import::open(room.desk.requests);
                Outcome::Next(Box::new(Overlay::Import(import)), effects)
            }
            Way::Demo => {
                let how = "Leave tidings with ctrl-c and type: tidings demo";
                room.desk.status.say(Tone::Plain, how);
                Outcome::handled()
            }
        }
    }
}

impl Layer for Welcome {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(motion) = Motion::of(command) {
            let len = Way::ALL.len();
            self.cursor.go(motion, len, len);
            return Outcome::handled();
        }
        match command {
            Command::Open | Command::Choose | Command::Right => self.go(room),
            Command::Subscribe => Outcome::Run(Command::Subscribe, None),
            Command::Back | Command::Leave => Outcome::closed(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn on_text(&mut self, text: &str, _room: &mut Room<'_, '_>) -> Outcome {
        match text.trim() {
            "" => Outcome::handled(),
            address => Outcome::Run(Command::Subscribe, Some(address.to_owned())),
        }
    }

    fn on_click(&mut self, row: usize, room: &mut Room<'_, '_>) -> Outcome {
        self.cursor.move_to(row, Way::ALL.len());
        self.go(room)
    }

    fn on_event(&mut self, event: &Event, _room: &mut Room<'_, '_>) -> Effects {
        if let Event::ListsFound { request, lists } = event
            && *request == self.finding
        {
            self.lists.clone_from(lists);
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
