//! The starter catalogue: packs on the left, their feeds on the right, and boxes to tick. Nothing is
//! fetched or changed until the person subscribes to what is chosen, all in one change.

mod choice;
mod country;
mod finder;

pub use choice::{Choice, Share, is_google_news};
pub use country::CountryMenu;
pub use finder::{Finder, Hit};

use super::{Layer, Outcome, Welcome};
use crate::app::cursor::ListCursor;
use crate::app::effect::{ChangeOrder, Effect, Effects};
use crate::app::loadable::Loadable;
use crate::app::metrics::ListMetrics;
use crate::app::moving::{Motion, line_motion};
use crate::app::request::Requests;
use crate::app::room::Room;
use crate::app::status::Tone;
use crate::command::{Command, Context};
use crate::domain::{Event, Offer, Pack, PackFeed, Pick};

/// The catalogue.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// What it offers.
    pub offer: Loadable<Box<Offer>>,
    /// Which side has the keys.
    pub side: Side,
    /// The selected pack.
    pub packs: ListCursor,
    /// The selection among the rows of that pack.
    pub feeds: ListCursor,
    /// The menu of countries, while it is open.
    pub country: Option<CountryMenu>,
    /// The line to find feeds with, while it is open.
    pub finder: Option<Finder>,
    /// What is chosen.
    pub choice: Choice,
    /// The person was told that leaving forgets the choice.
    was_warned: bool,
}

/// A side of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Packs.
    Packs,
    /// The feeds of the selected pack.
    Feeds,
}

/// A row on the side of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The country of Google News.
    Country,
    /// A feed of the pack.
    Feed(usize),
}

impl Catalogue {
    /// The catalogue, which is still to be read, and the order to read it.
    #[must_use]
    pub fn open(requests: &mut Requests) -> (Self, Effects) {
        let mut catalogue = Self {
            offer: Loadable::Idle,
            side: Side::Packs,
            packs: ListCursor::default(),
            feeds: ListCursor::default(),
            country: None,
            finder: None,
            choice: Choice::default(),
            was_warned: false,
        };
        let effects = catalogue.load(None, requests);
        (catalogue, effects)
    }

    /// All packs.
    #[must_use]
    pub fn all_packs(&self) -> &[Pack] {
        self.offer.shown().map_or(&[], |offer| &offer.packs)
    }

    /// The selected pack.
    #[must_use]
    pub fn pack(&self) -> Option<&Pack> {
        self.all_packs().get(self.packs.selected)
    }

    /// How many rows stand on the side of feeds.
    #[must_use]
    pub fn rows_len(&self) -> usize {
        self.pack().map_or(0, |pack| pack.feeds.len() + usize::from(is_google_news(pack)))
    }

    /// A row on the side of feeds.
    #[must_use]
    pub fn row(&self, at: usize) -> Row {
        let is_google = self.pack().is_some_and(is_google_news);
        match at.checked_sub(usize::from(is_google)) {
            Some(feed) => Row::Feed(feed),
            None => Row::Country,
        }
    }

    /// The name of the country of Google News.
    #[must_use]
    pub fn country_name(&self) -> &'static str {
        let offer = self.offer.shown();
        let edition = offer.and_then(|offer| offer.editions.iter().find(|e| e.locale == offer.edition));
        edition.map_or("", |edition| edition.country)
    }

    /// True if the feed is subscribed to already.
    #[must_use]
    pub fn is_known(&self, feed: &PackFeed) -> bool {
        self.offer.shown().is_some_and(|offer| offer.known.contains(&feed.address))
    }

    /// How much of a pack is chosen.
    #[must_use]
    pub fn share(&self, pack: &Pack) -> Share {
        self.offer.shown().map_or(Share::default(), |offer| self.choice.share(pack, offer))
    }

    /// What subscribing would subscribe to.
    #[must_use]
    pub fn picks(&self) -> Vec<Pick> {
        self.offer.shown().map_or(Vec::new(), |offer| self.choice.picks(offer))
    }

    fn load(&mut self, edition: Option<String>, requests: &mut Requests) -> Effects {
        let request = requests.issue();
        self.offer.begin(request);
        vec![Effect::LoadCatalogue { request, edition }]
    }

    fn choose(&mut self, room: &mut Room<'_, '_>) {
        let Some(offer) = self.offer.shown() else { return };
        let pack = offer.packs.get(self.packs.selected);
        let is_new = match (&self.finder, self.side, self.row(self.feeds.selected)) {
            (Some(finder), _, _) => {
                let hit = finder.hits().get(finder.cursor.selected);
                let feed = hit.and_then(|hit| offer.packs.get(hit.pack)?.feeds.get(hit.feed));
                feed.is_none_or(|feed| self.choice.toggle(feed, offer))
            }
            (None, Side::Packs, _) => pack.is_none_or(|pack| self.choice.toggle_pack(pack, offer)),
            (None, Side::Feeds, Row::Feed(at)) => {
                let feed = pack.and_then(|pack| pack.feeds.get(at));
                feed.is_none_or(|feed| self.choice.toggle(feed, offer))
            }
            (None, Side::Feeds, Row::Country) => {
                self.country = Some(CountryMenu::new(offer.editions, &offer.edition));
                true
            }
        };
        if !is_new {
            room.desk.status.say(Tone::Plain, "You are subscribed to this already");
        }
    }

    fn subscribe(&mut self, room: &mut Room<'_, '_>) -> Outcome {
        let picks = self.picks();
        if picks.is_empty() {
            room.desk.status.say(Tone::Plain, "Nothing is chosen yet: space chooses a pack or a feed");
            return Outcome::handled();
        }
        let order = Box::new(ChangeOrder::SubscribeMany(picks));
        Outcome::Closed(vec![Effect::Change { request: room.desk.requests.issue(), order }])
    }

    fn back(&mut self, room: &mut Room<'_, '_>) -> Outcome {
        if self.finder.take().is_some() {
            return Outcome::handled();
        }
        if self.side == Side::Feeds {
            self.side = Side::Packs;
            return Outcome::handled();
        }
        if self.picks().is_empty() || self.was_warned {
            return Welcome::or_panes(room);
        }
        self.was_warned = true;
        room.desk.status.say(Tone::Warning, "Once more forgets what you chose; s subscribes to it");
        Outcome::handled()
    }

    fn on_motion(&mut self, motion: Motion, rows: usize) {
        let (packs, feeds) = (self.all_packs().len(), self.rows_len());
        let (cursor, len) = match (&mut self.finder, self.side) {
            (Some(finder), _) => {
                let len = finder.hits().len();
                (&mut finder.cursor, len)
            }
            (None, Side::Packs) => (&mut self.packs, packs),
            (None, Side::Feeds) => (&mut self.feeds, feeds),
        };
        let before = cursor.selected;
        cursor.go(motion, len, rows);
        if self.finder.is_none() && self.side == Side::Packs && self.packs.selected != before {
            self.feeds = ListCursor::default();
        }
    }

    /// Obeys while countries are listed.
    fn in_country(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        let Some(menu) = &mut self.country else { return Outcome::Pass };
        if let Some(motion) = line_motion(command) {
            menu.cursor.go(motion, menu.len(), room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Open => {
                let Some(edition) = menu.edition(menu.cursor.selected) else { return Outcome::handled() };
                self.country = None;
                if let Some(offer) = self.offer.shown() {
                    self.choice.leave_edition(offer);
                }
                return Outcome::Handled(self.load(Some(edition.locale.to_owned()), room.desk.requests));
            }
            Command::Back => self.country = None,
            Command::Edit(edit) => {
                if menu.line.edit(edit) {
                    menu.look();
                }
            }
            _ => return Outcome::Pass,
        }
        Outcome::handled()
    }

    /// Obeys while a name is typed.
    fn in_finder(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(motion) = line_motion(command) {
            self.on_motion(motion, room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Open => self.choose(room),
            Command::Back => return self.back(room),
            Command::Edit(edit) => {
                let packs = self.offer.shown().map_or(&[][..], |offer| &offer.packs);
                if let Some(finder) = &mut self.finder
                    && finder.line.edit(edit)
                {
                    finder.look(packs);
                }
            }
            _ => return Outcome::Pass,
        }
        Outcome::handled()
    }
}

impl Layer for Catalogue {
    fn context(&self) -> Context {
        if self.country.is_some() || self.finder.is_some() { Context::Line } else { Context::Menu }
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if self.country.is_some() {
            return self.in_country(command, room);
        }
        if self.finder.is_some() {
            return self.in_finder(command, room);
        }
        if let Some(motion) = Motion::of(command) {
            self.on_motion(motion, room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Back | Command::Leave => return self.back(room),
            Command::Quit | Command::Suspend | Command::Help => return Outcome::Pass,
            Command::Open | Command::Choose => self.choose(room),
            Command::Left => self.side = Side::Packs,
            Command::Right => self.side = Side::Feeds,
            Command::Filter => self.finder = self.offer.shown().map(|offer| Finder::new(&offer.packs)),
            Command::SubscribeChosen => return self.subscribe(room),
            _ => {}
        }
        self.was_warned = false;
        Outcome::handled()
    }

    fn on_text(&mut self, text: &str, _room: &mut Room<'_, '_>) -> Outcome {
        if let Some(menu) = &mut self.country {
            menu.line.insert(text);
            menu.look();
        } else if let Some(finder) = &mut self.finder {
            finder.line.insert(text);
            finder.look(self.offer.shown().map_or(&[][..], |offer| &offer.packs));
        }
        Outcome::handled()
    }

    fn on_click(&mut self, row: usize, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(menu) = &mut self.country {
            menu.cursor.move_to(row, menu.len());
            return self.in_country(Command::Open, room);
        }
        let (packs, feeds) = (self.all_packs().len(), self.rows_len());
        match (&mut self.finder, self.side) {
            (Some(finder), _) => {
                let len = finder.hits().len();
                finder.cursor.move_to(row, len);
            }
            (None, Side::Packs) => _ = self.packs.move_to(row, packs),
            (None, Side::Feeds) => _ = self.feeds.move_to(row, feeds),
        }
        self.choose(room);
        Outcome::handled()
    }

    fn on_event(&mut self, event: &Event, room: &mut Room<'_, '_>) -> Effects {
        match event {
            Event::CatalogueLoaded { request, offer } if self.offer.awaits(*request) => {
                self.choice.enter_edition(offer);
                self.offer = Loadable::Ready(offer.clone());
            }
            Event::LoadFailed { request, reason } if self.offer.awaits(*request) => {
                self.offer = Loadable::Failed(reason.clone());
            }
            Event::ChangeReverted { .. } | Event::FeedsChanged => {
                let edition = self.offer.shown().map(|offer| offer.edition.clone());
                return self.load(edition, room.desk.requests);
            }
            _ => {}
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        let cursor = match (&mut self.country, &mut self.finder, self.side) {
            (Some(menu), _, _) => &mut menu.cursor,
            (None, Some(finder), _) => &mut finder.cursor,
            (None, None, Side::Packs) => &mut self.packs,
            (None, None, Side::Feeds) => &mut self.feeds,
        };
        cursor.offset = metrics.offset;
    }
}
