//! The starter catalogue: packs on the left, their feeds on the right, and boxes to tick. Nothing is
//! fetched or changed until the person subscribes to what is chosen, all in one change.

mod country;
mod finder;

pub use country::CountryMenu;
pub use finder::{Finder, Hit};

use std::collections::HashSet;

use super::{Layer, Outcome, Welcome};
use crate::app::cursor::ListCursor;
use crate::app::effect::{ChangeOrder, Effect, Effects};
use crate::app::loadable::Loadable;
use crate::app::metrics::ListMetrics;
use crate::app::moving::{Motion, moved};
use crate::app::request::Requests;
use crate::app::room::Room;
use crate::app::status::Tone;
use crate::command::{Command, Context, Edit};
use crate::domain::{Event, Offer, Pack, PackFeed, Pick};

/// The pack whose edition can be chosen.
const GOOGLE_NEWS: &str = "google-news";

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
    /// Addresses of the feeds that are chosen.
    chosen: HashSet<String>,
    /// Feeds of Google News to be chosen again in the edition that is being read.
    carried: Vec<usize>,
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

/// How much of a pack is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Feeds that are chosen.
    pub chosen: usize,
    /// Feeds that can be.
    pub free: usize,
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
            chosen: HashSet::new(),
            carried: Vec::new(),
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
        self.pack().map_or(0, |pack| pack.feeds.len() + usize::from(pack.id == GOOGLE_NEWS))
    }

    /// A row on the side of feeds.
    #[must_use]
    pub fn row(&self, at: usize) -> Row {
        let is_google = self.pack().is_some_and(|pack| pack.id == GOOGLE_NEWS);
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

    /// True if the feed is chosen.
    #[must_use]
    pub fn is_chosen(&self, feed: &PackFeed) -> bool {
        self.chosen.contains(&feed.address)
    }

    /// True if the feed is subscribed to already.
    #[must_use]
    pub fn is_known(&self, feed: &PackFeed) -> bool {
        self.offer.shown().is_some_and(|offer| offer.known.contains(&feed.address))
    }

    /// How much of a pack is chosen.
    #[must_use]
    pub fn share(&self, pack: &Pack) -> Share {
        let free = || pack.feeds.iter().filter(|feed| !self.is_known(feed));
        Share { chosen: free().filter(|feed| self.is_chosen(feed)).count(), free: free().count() }
    }

    /// What is chosen, in the order of the catalogue, each address once.
    #[must_use]
    pub fn picks(&self) -> Vec<Pick> {
        let mut seen = HashSet::new();
        let feeds = self.all_packs().iter().flat_map(|pack| pack.feeds.iter().map(move |feed| (pack, feed)));
        feeds
            .filter(|(_, feed)| self.is_chosen(feed) && !self.is_known(feed) && seen.insert(&feed.address))
            .map(|(pack, feed)| pack.pick(feed))
            .collect()
    }

    fn load(&mut self, edition: Option<String>, requests: &mut Requests) -> Effects {
        let request = requests.issue();
        self.offer.begin(request);
        vec![Effect::LoadCatalogue { request, edition }]
    }

    /// Reads the catalogue again with another edition; what was chosen of the old one is chosen of it.
    fn change_country(&mut self, locale: &str, requests: &mut Requests) -> Effects {
        let google = self.all_packs().iter().find(|pack| pack.id == GOOGLE_NEWS).cloned();
        let feeds = google.map_or(Vec::new(), |pack| pack.feeds);
        for (i, feed) in feeds.iter().enumerate() {
            if self.chosen.remove(&feed.address) {
                self.carried.push(i);
            }
        }
        self.load(Some(locale.to_owned()), requests)
    }

    fn on_loaded(&mut self, offer: Box<Offer>) {
        let google = offer.packs.iter().find(|pack| pack.id == GOOGLE_NEWS);
        let carried = std::mem::take(&mut self.carried).into_iter();
        self.chosen.extend(carried.filter_map(|i| Some(google?.feeds.get(i)?.address.clone())));
        self.offer = Loadable::Ready(offer);
    }

    fn choose(&mut self, room: &mut Room<'_, '_>) {
        if let Some(finder) = &self.finder {
            let hit = finder.hits().get(finder.cursor.selected).cloned();
            let feed = hit.and_then(|hit| self.all_packs().get(hit.pack)?.feeds.get(hit.feed).cloned());
            self.toggle(feed.as_ref(), room);
            return;
        }
        match (self.side, self.row(self.feeds.selected)) {
            (Side::Packs, _) => self.toggle_pack(room),
            (Side::Feeds, Row::Country) => {
                self.country =
                    self.offer.shown().map(|offer| CountryMenu::new(offer.editions, &offer.edition));
            }
            (Side::Feeds, Row::Feed(at)) => {
                let feed = self.pack().and_then(|pack| pack.feeds.get(at)).cloned();
                self.toggle(feed.as_ref(), room);
            }
        }
    }

    fn toggle(&mut self, feed: Option<&PackFeed>, room: &mut Room<'_, '_>) {
        let Some(feed) = feed else { return };
        if self.is_known(feed) {
            room.desk.status.say(Tone::Plain, "You are subscribed to this already");
        } else if !self.chosen.remove(&feed.address) {
            self.chosen.insert(feed.address.clone());
        }
    }

    /// Chooses a whole pack; one that is chosen in whole is given up.
    fn toggle_pack(&mut self, room: &mut Room<'_, '_>) {
        let Some(pack) = self.pack().cloned() else { return };
        let share = self.share(&pack);
        if share.free == 0 {
            room.desk.status.say(Tone::Plain, "You are subscribed to all of this already");
        }
        let free: Vec<&PackFeed> = pack.feeds.iter().filter(|feed| !self.is_known(feed)).collect();
        for feed in free {
            if share.chosen == share.free {
                self.chosen.remove(&feed.address);
            } else {
                self.chosen.insert(feed.address.clone());
            }
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
        cursor.move_to(moved(motion, before, len, rows), len);
        if self.finder.is_none() && self.side == Side::Packs && self.packs.selected != before {
            self.feeds = ListCursor::default();
        }
    }

    /// Obeys while countries are listed.
    fn in_country(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        let Some(menu) = &mut self.country else { return Outcome::Pass };
        if let Some(motion) = line_motion(command) {
            let len = menu.len();
            let row = moved(motion, menu.cursor.selected, len, room.desk.metrics.overlay.rows);
            menu.cursor.move_to(row, len);
            return Outcome::handled();
        }
        match command {
            Command::Open => {
                let Some(edition) = menu.edition(menu.cursor.selected) else { return Outcome::handled() };
                self.country = None;
                return Outcome::Handled(self.change_country(edition.locale, room.desk.requests));
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

/// The movement that a command is where a line is typed.
fn line_motion(command: Command) -> Option<Motion> {
    match command {
        Command::Edit(Edit::Later) => Some(Motion::Steps(1)),
        Command::Edit(Edit::Earlier) => Some(Motion::Steps(-1)),
        Command::PageDown => Some(Motion::Pages(1)),
        Command::PageUp => Some(Motion::Pages(-1)),
        _ => None,
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
                self.on_loaded(offer.clone());
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
