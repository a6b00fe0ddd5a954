//! The jump: sources, tags and recent entries by a few of their letters. Before anything is typed it
//! offers the places last visited, so that opening it and choosing leads back to the one before.

use super::{Layer, Outcome};
use crate::app::cursor::ListCursor;
use crate::app::effect::{Effect, Effects};
use crate::app::fuzzy;
use crate::app::line::Line;
use crate::app::main_view::Main;
use crate::app::metrics::ListMetrics;
use crate::app::moving::line_motion;
use crate::app::places::Place;
use crate::app::room::{Desk, Room};
use crate::app::source::Source;
use crate::command::{Command, Context};
use crate::domain::{EntryId, EntryRow, Event, FeedId, RequestId, Timestamp};
use crate::text::SafeText;

/// Entries among which one can be found.
const RECENT: usize = 2_000;
/// So many letters in a row are meant wherever they stand in a headline.
const LEAST_RUN: usize = 3;
/// Lines that are offered at most; more letters find what is not among them.
const OFFERED: usize = 100;

/// The jump.
#[derive(Clone, Debug)]
pub struct Jump {
    /// What is typed.
    pub line: Line,
    /// The selection among what is offered.
    pub cursor: ListCursor,
    offers: Vec<Offer>,
    /// Sources, then tags, then entries: what matches as well is offered in this order.
    sources: Vec<Goal>,
    tags: Vec<Goal>,
    recent: Vec<Goal>,
    loading: [RequestId; 2],
}

/// Something to jump to.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Where it leads.
    pub to: To,
    /// Its name.
    pub title: SafeText,
}

/// Where a jump leads.
#[derive(Clone, Debug, PartialEq)]
pub enum To {
    /// A source, and the entry at which it was left with its row.
    Source(Source, Option<(EntryId, usize)>),
    /// The entries of a tag.
    Tag,
    /// An entry.
    Entry(RecentEntry),
}

/// What is told of an entry beside its title, and how to find it again.
#[derive(Clone, Debug, PartialEq)]
pub struct RecentEntry {
    /// Identity.
    pub id: EntryId,
    /// The feed that brought it.
    pub feed: FeedId,
    /// The outlet, else the feed.
    pub outlet: SafeText,
    /// The instant that sorts it.
    pub at: Timestamp,
    /// Newer entries of the same feed.
    pub newer: usize,
}

/// A line that is offered.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What it is.
    pub goal: Goal,
    /// Characters of its name that were typed.
    pub letters: Vec<usize>,
}

impl Jump {
    /// The jump with the places last visited, and the orders to read what else can be found.
    #[must_use]
    pub fn open(main: &Main, desk: &mut Desk<'_>) -> (Self, Effects) {
        let [tags, recent] = [desk.requests.issue(), desk.requests.issue()];
        let sources = main.sources.list().iter();
        let mut jump = Self {
            line: Line::default(),
            cursor: ListCursor::default(),
            offers: Vec::new(),
            sources: sources
                .map(|row| Goal { to: To::Source(row.source, None), title: row.title.clone() })
                .collect(),
            tags: Vec::new(),
            recent: Vec::new(),
            loading: [tags, recent],
        };
        jump.look(main, desk);
        let read = Effect::LoadRecent { request: recent, limit: RECENT };
        (jump, vec![Effect::LoadTags { request: tags }, read])
    }

    /// What is offered.
    #[must_use]
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }

    fn look(&mut self, main: &Main, desk: &Desk<'_>) {
        if self.line.text().trim().is_empty() {
            self.offers = self.visited(main, desk);
        } else {
            let goals = || self.sources.iter().chain(&self.tags).chain(&self.recent);
            let all: Vec<&Goal> = goals().collect();
            let names: Vec<&str> = goals().map(|goal| goal.title.as_str()).collect();
            self.offers = fuzzy::best(self.line.text(), &names, OFFERED)
                .into_iter()
                .map(|found| Offer { goal: all[found.index].clone(), letters: found.letters })
                .filter(Offer::is_meant)
                .collect();
        }
        self.cursor = ListCursor::default();
    }

    /// The places last visited without the present one, then the other sources.
    fn visited(&self, main: &Main, desk: &Desk<'_>) -> Vec<Offer> {
        let listed = main.entries.source();
        let mut goals: Vec<Goal> = Vec::new();
        for (nth, (place, left_at)) in desk.preferences.places.iter().enumerate() {
            match place {
                Place::Source(source) if Some(source) != listed => {
                    let row = main.sources.row(source);
                    goals.extend(
                        row.map(|row| Goal { to: To::Source(source, left_at), title: row.title.clone() }),
                    );
                }
                // The first one is the tag whose entries are listed now.
                Place::Tag(_) if nth == 0 && listed == Some(Source::Search) => {}
                Place::Tag(title) => goals.push(Goal { to: To::Tag, title }),
                Place::Source(_) => {}
            }
        }
        let is_source = |goal: &Goal, source| matches!(goal.to, To::Source(known, _) if known == source);
        for goal in &self.sources {
            let To::Source(source, _) = goal.to else { continue };
            if goals.len() >= OFFERED {
                break;
            }
            if Some(source) != listed && !goals.iter().any(|known| is_source(known, source)) {
                goals.push(goal.clone());
            }
        }
        goals.truncate(OFFERED);
        goals.into_iter().map(|goal| Offer { goal, letters: Vec::new() }).collect()
    }

    /// What came in is found from now on; a choice that was made already stays where it is.
    fn look_again(&mut self, room: &Room<'_, '_>) {
        let chosen = self.offers.get(self.cursor.selected).map(|offer| offer.goal.clone());
        let has_moved = self.cursor.selected > 0;
        self.look(room.main, room.desk);
        let at = self.offers.iter().position(|offer| has_moved && Some(&offer.goal) == chosen.as_ref());
        self.cursor.selected = at.unwrap_or(0);
    }

    fn go(&self, room: &mut Room<'_, '_>) -> Outcome {
        let Some(offer) = self.offers.get(self.cursor.selected) else { return Outcome::handled() };
        Outcome::Closed(match &offer.goal.to {
            To::Source(source, left_at) => room.main.go_to(*source, *left_at, room.desk),
            To::Tag => room.main.go_to_tag(&offer.goal.title, room.desk),
            To::Entry(entry) => room.main.go_to_entry(entry.id, entry.feed, entry.newer, room.desk),
        })
    }
}

impl Offer {
    /// False where the letters are merely strewn over a headline: any few letters are found in a long
    /// one. Names are short, so that whatever letters of them are typed are meant.
    fn is_meant(&self) -> bool {
        if !matches!(self.goal.to, To::Entry(_)) {
            return true;
        }
        let title: Vec<char> = self.goal.title.as_str().chars().collect();
        let starts_word =
            |at: usize| at == 0 || title.get(at - 1).is_none_or(|before| !before.is_alphanumeric());
        let runs = || self.letters.chunk_by(|a, b| a + 1 == *b);
        runs().count() <= (self.letters.len() / 2).max(1)
            && runs().all(|run| run.len() >= LEAST_RUN || starts_word(run[0]))
    }
}

/// Entries as goals; each counts those of its feed that stand before it.
fn goals_of(rows: &[EntryRow]) -> Vec<Goal> {
    let mut newer = std::collections::HashMap::new();
    let goal = |row: &EntryRow| {
        let seen: &mut usize = newer.entry(row.feed).or_default();
        let entry = RecentEntry {
            id: row.id,
            feed: row.feed,
            outlet: row.publisher.clone().unwrap_or_else(|| row.feed_title.clone()),
            at: row.at,
            newer: *seen,
        };
        *seen += 1;
        Goal { to: To::Entry(entry), title: row.title.clone() }
    };
    rows.iter().map(goal).collect()
}

impl Layer for Jump {
    fn context(&self) -> Context {
        Context::Line
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if let Some(motion) = line_motion(command) {
            self.cursor.go(motion, self.offers.len(), room.desk.metrics.overlay.rows);
            return Outcome::handled();
        }
        match command {
            Command::Open => return self.go(room),
            Command::Back => return Outcome::closed(),
            Command::Edit(edit) => {
                if self.line.edit(edit) {
                    self.look(room.main, room.desk);
                }
            }
            _ => return Outcome::Pass,
        }
        Outcome::handled()
    }

    fn on_text(&mut self, text: &str, room: &mut Room<'_, '_>) -> Outcome {
        self.line.insert(text);
        self.look(room.main, room.desk);
        Outcome::handled()
    }

    fn on_click(&mut self, row: usize, room: &mut Room<'_, '_>) -> Outcome {
        self.cursor.move_to(row, self.offers.len());
        self.go(room)
    }

    fn on_event(&mut self, event: &Event, room: &mut Room<'_, '_>) -> Effects {
        match event {
            Event::TagsLoaded { request, tags } if self.loading[0] == *request => {
                self.tags = tags.iter().map(|name| Goal { to: To::Tag, title: name.clone() }).collect();
                self.look_again(room);
            }
            Event::RecentLoaded { request, rows } if self.loading[1] == *request => {
                self.recent = goals_of(rows);
                self.look_again(room);
            }
            _ => {}
        }
        Effects::new()
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
