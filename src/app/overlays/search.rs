//! The line of a search. The hits stand in the entries pane as on any other list, so that everything
//! that can be done with entries can be done with hits; this is only where the query is typed.

use super::{Layer, Outcome};
use crate::app::effect::{Effect, Effects};
use crate::app::focus::Focus;
use crate::app::line::Line;
use crate::app::room::Room;
use crate::app::source::Source;
use crate::command::{Command, Context, Edit};
use crate::query::{self, Query};

/// The line of a search.
#[derive(Clone, Debug)]
pub struct Search {
    /// What is typed.
    pub line: Line,
    /// What is wrong with it.
    pub mistake: Option<query::Error>,
}

impl Search {
    /// A line with what was searched for last, if a search is open.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { line: Line::with(text), mistake: None }
    }

    /// Looks for what is typed; an empty line finds nothing and asks nothing.
    pub fn look(&mut self, room: &mut Room<'_, '_>) -> Effects {
        let text = self.line.text().trim();
        self.mistake = None;
        if text.is_empty() {
            return Effects::new();
        }
        match Query::parse(text) {
            Ok(query) => room.main.search(text, &query, room.desk),
            Err(mistake) => {
                // Positions are counted in what was parsed, which starts after the blanks.
                let blanks = self.line.text().chars().take_while(|c| c.is_whitespace()).count();
                self.mistake = Some(query::Error { position: mistake.position + blanks, ..mistake });
                Effects::new()
            }
        }
    }

    fn accept(&mut self, room: &mut Room<'_, '_>) -> Outcome {
        if self.mistake.is_some() {
            return Outcome::handled();
        }
        if self.line.text().trim().is_empty() {
            return give_up(room);
        }
        room.desk.preferences.searches.remember(self.line.text().trim());
        *room.desk.focus = Focus::Entries;
        Outcome::Closed(vec![Effect::keep(room.desk.preferences)])
    }

    /// Asks for a name of what is typed, as soon as that can be searched for.
    fn keep(&mut self, room: &mut Room<'_, '_>) -> Outcome {
        if self.mistake.is_some() || self.line.text().trim().is_empty() {
            return Outcome::handled();
        }
        room.desk.preferences.searches.remember(self.line.text().trim());
        *room.desk.focus = Focus::Entries;
        Outcome::Run(Command::SaveSearch, None)
    }
}

fn give_up(room: &mut Room<'_, '_>) -> Outcome {
    Outcome::Closed(room.main.end_search(room.desk))
}

impl Layer for Search {
    fn context(&self) -> Context {
        Context::Line
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        match command {
            Command::Open => self.accept(room),
            Command::Back => give_up(room),
            Command::SaveSearch => self.keep(room),
            Command::Edit(Edit::Later) if room.main.entries.source() == Some(Source::Search) => {
                self.accept(room)
            }
            Command::Edit(edit @ (Edit::Earlier | Edit::Later)) => {
                let is_earlier = edit == Edit::Earlier;
                if self.line.recall(&room.desk.preferences.searches, is_earlier) {
                    Outcome::Handled(self.look(room))
                } else {
                    Outcome::handled()
                }
            }
            Command::Edit(edit) => {
                if self.line.edit(edit) {
                    Outcome::Handled(self.look(room))
                } else {
                    Outcome::handled()
                }
            }
            _ => Outcome::Pass,
        }
    }

    fn on_text(&mut self, text: &str, room: &mut Room<'_, '_>) -> Outcome {
        self.line.insert(text);
        Outcome::Handled(self.look(room))
    }
}
