//! Feed health: how every feed fares, those in trouble first, and what can be done about it. It hears
//! of every answer while feeds are refreshed; rows keep their places until the feeds are read again, so
//! that none jumps away under the cursor.

use std::collections::{HashMap, HashSet};

use super::{Layer, Outcome, Overlay};
use crate::app::about;
use crate::app::cursor::ListCursor;
use crate::app::effect::{ChangeOrder, Effect, Effects, RefreshScope};
use crate::app::focus::Focus;
use crate::app::main_view::Main;
use crate::app::metrics::ListMetrics;
use crate::app::moving::Motion;
use crate::app::request::Requests;
use crate::app::room::{Desk, Room};
use crate::app::source::Source;
use crate::app::status::Tone;
use crate::command::{Command, Context};
use crate::domain::{Event, Feed, FeedActivity, FeedId, FeedState, Moment, RequestId, Timestamp};
use crate::text::SafeText;

/// Feeds of which the activity is read in one go, so that the first ones are there at once.
const AT_ONCE: usize = 64;

/// How the feeds fare.
#[derive(Clone, Debug)]
pub struct Health {
    /// The selection.
    pub cursor: ListCursor,
    /// Those in trouble first.
    feeds: Vec<Feed>,
    activity: HashMap<FeedId, FeedActivity>,
    /// Feeds that are being asked because the person wants it.
    asked: HashSet<FeedId>,
    reading: Option<RequestId>,
}

/// How a feed fares. Ordered: trouble comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// The last attempt failed, or the server said that it is gone.
    Failing,
    /// The server asked to wait until then.
    Waiting(Timestamp),
    /// As it should be.
    Fine,
}

impl Condition {
    /// The condition of a feed.
    #[must_use]
    pub fn of(feed: &Feed, now: Timestamp) -> Self {
        match feed.health.state {
            FeedState::Waiting { until } if until > now => Self::Waiting(until),
            FeedState::Gone => Self::Failing,
            _ if feed.health.error.is_some() => Self::Failing,
            _ => Self::Fine,
        }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Failing => 0,
            Self::Waiting(_) => 1,
            Self::Fine => 2,
        }
    }
}

impl Health {
    /// The feeds as they are known, and the order to read how much the first ones brought.
    #[must_use]
    pub fn open(main: &Main, desk: &mut Desk<'_>) -> (Self, Effects) {
        let mut health = Self {
            cursor: ListCursor::default(),
            feeds: Vec::new(),
            activity: HashMap::new(),
            asked: HashSet::new(),
            reading: None,
        };
        health.take_in(main.sources.feeds(), &desk.ctx.moment);
        let effects = health.read_on(desk.requests);
        (health, effects)
    }

    /// The feeds, those in trouble first.
    #[must_use]
    pub fn feeds(&self) -> &[Feed] {
        &self.feeds
    }

    /// How much a feed brought of late, once that is known.
    #[must_use]
    pub fn activity(&self, feed: FeedId) -> Option<&FeedActivity> {
        self.activity.get(&feed)
    }

    /// True while a feed is being asked because the person wants it.
    #[must_use]
    pub fn is_asked(&self, feed: FeedId) -> bool {
        self.asked.contains(&feed)
    }

    fn take_in(&mut self, feeds: &[Feed], moment: &Moment) {
        let selected = self.selected().map(|feed| feed.id);
        self.feeds = feeds.to_vec();
        self.feeds.sort_by_cached_key(|feed| {
            (Condition::of(feed, moment.now).rank(), feed.title.as_str().to_lowercase())
        });
        let row = self.feeds.iter().position(|feed| Some(feed.id) == selected);
        self.cursor.move_to(row.unwrap_or(self.cursor.selected), self.feeds.len());
    }

    fn selected(&self) -> Option<&Feed> {
        self.feeds.get(self.cursor.selected)
    }

    /// Reads the activity of the next feeds of which it is not known.
    fn read_on(&mut self, requests: &mut Requests) -> Effects {
        let unknown = self.feeds.iter().map(|feed| feed.id).filter(|id| !self.activity.contains_key(id));
        let feeds: Vec<FeedId> = unknown.take(AT_ONCE).collect();
        if feeds.is_empty() || self.reading.is_some() {
            return Effects::new();
        }
        let request = requests.issue();
        self.reading = Some(request);
        vec![Effect::LoadActivity { request, feeds }]
    }

    fn retry(&mut self, feeds: Vec<FeedId>, room: &mut Room<'_, '_>) -> Outcome {
        if feeds.is_empty() {
            room.desk.status.say(Tone::Plain, "No feed is failing");
            return Outcome::handled();
        }
        self.asked.extend(&feeds);
        Outcome::Handled(room.main.refresh(RefreshScope::Feeds(feeds), room.desk))
    }

    fn failing(&self, now: Timestamp) -> Vec<FeedId> {
        let failing = self.feeds.iter().filter(|feed| Condition::of(feed, now) == Condition::Failing);
        failing.map(|feed| feed.id).collect()
    }

    fn unsubscribe(&self, room: &mut Room<'_, '_>) -> Outcome {
        let Some(feed) = self.selected() else { return Outcome::handled() };
        let order = Box::new(ChangeOrder::Unsubscribe(vec![feed.id]));
        Outcome::Handled(vec![Effect::Change { request: room.desk.requests.issue(), order }])
    }

    fn about(&self, room: &Room<'_, '_>) -> Outcome {
        let Some(feed) = self.selected() else { return Outcome::handled() };
        let sheet = about::feed_sheet(feed, &room.desk.ctx.moment);
        Outcome::Over(Box::new(Overlay::Sheet(sheet)), Effects::new())
    }

    /// Selects the feed in the sources, which get the keys; false if it is not there any more.
    fn show_in_sources(&self, room: &mut Room<'_, '_>) -> bool {
        let is_there = self.selected().is_some_and(|feed| room.main.sources.select(Source::Feed(feed.id)));
        if is_there {
            *room.desk.focus = Focus::Sources;
        }
        is_there
    }

    /// What came of asking a feed, until the feeds are read again.
    fn hear(&mut self, id: FeedId, trouble: Option<&SafeText>, now: Timestamp) {
        self.asked.remove(&id);
        let Some(feed) = self.feeds.iter_mut().find(|feed| feed.id == id) else { return };
        let health = &mut feed.health;
        health.last_attempt = Some(now);
        health.error = trouble.cloned();
        health.next_check = None;
        if trouble.is_some() {
            health.failures += 1;
        } else {
            (health.failures, health.last_success, health.state) = (0, Some(now), FeedState::Active);
        }
    }
}

impl Layer for Health {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(motion) = Motion::of(command) {
            self.cursor.go(motion, self.feeds.len(), room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Open if self.show_in_sources(room) => Outcome::closed(),
            Command::FeedSettings if self.show_in_sources(room) => Outcome::Run(command, None),
            Command::Refresh => self.retry(self.selected().map(|feed| feed.id).into_iter().collect(), room),
            Command::RefreshAll => self.retry(self.failing(room.desk.ctx.moment.now), room),
            Command::About => self.about(room),
            Command::Unsubscribe => self.unsubscribe(room),
            Command::Undo => Outcome::Handled(vec![Effect::Undo]),
            Command::Redo => Outcome::Handled(vec![Effect::Redo]),
            Command::Back | Command::Leave | Command::Health => Outcome::closed(),
            Command::Quit | Command::Suspend | Command::Help => Outcome::Pass,
            _ => Outcome::handled(),
        }
    }

    fn on_click(&mut self, row: usize, _room: &mut Room<'_, '_>) -> Outcome {
        self.cursor.move_to(row, self.feeds.len());
        Outcome::handled()
    }

    fn on_event(&mut self, event: &Event, room: &mut Room<'_, '_>) -> Effects {
        let moment = &room.desk.ctx.moment;
        match event {
            Event::FeedRefreshed { feed, new, .. } => {
                self.hear(*feed, None, moment.now);
                if *new > 0 {
                    self.activity.remove(feed);
                }
            }
            Event::FeedFailed { feed, reason } => self.hear(*feed, Some(reason), moment.now),
            Event::RefreshFinished { .. } | Event::RefreshFailed { .. } => self.asked.clear(),
            Event::SourcesLoaded { request, feeds, .. } if room.main.sources.rows.awaits(*request) => {
                self.take_in(feeds, moment);
                return self.read_on(room.desk.requests);
            }
            Event::ActivityLoaded { request, feeds } if self.reading == Some(*request) => {
                self.reading = None;
                self.activity.extend(feeds.iter().map(|activity| (activity.feed, *activity)));
                return self.read_on(room.desk.requests);
            }
            Event::LoadFailed { request, .. } if self.reading == Some(*request) => self.reading = None,
            _ => {}
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
