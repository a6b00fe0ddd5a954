//! The line in which one types what to find in the article. The hits are marked in the text as one types; what
//! was found stays marked when the line is closed with Enter.

use super::{Layer, Outcome};
use crate::app::line::Line;
use crate::app::panes::article::Aim;
use crate::app::room::Room;
use crate::app::status::Tone;
use crate::command::{Command, Context, Edit};

/// The line of finding in the article.
#[derive(Clone, Debug)]
pub struct Find {
    /// What is typed.
    pub line: Line,
}

impl Find {
    /// A line with what was looked for last.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self { line: Line::with(typed) }
    }

    fn look(&self, room: &mut Room<'_, '_>) -> Outcome {
        let article = &mut room.main.article;
        if let Some(finding) = &mut article.finding {
            article.aim = Some(finding.look_for(self.line.text()));
        }
        Outcome::handled()
    }

    /// Stays at the hit; with nothing typed there is nothing to stay at.
    fn accept(&self, room: &mut Room<'_, '_>) -> Outcome {
        let Some(finding) = &room.main.article.finding else { return Outcome::closed() };
        if self.line.text().trim().is_empty() {
            return give_up(room);
        }
        // Whoever types faster than frames come need not wait for them.
        if finding.total == 0 && finding.is_counted {
            return Outcome::handled();
        }
        room.desk.status.say(Tone::Plain, finding.told());
        Outcome::closed()
    }
}

/// Back to where the person was.
fn give_up(room: &mut Room<'_, '_>) -> Outcome {
    let article = &mut room.main.article;
    article.aim = article.finding.take().map(|finding| Aim::Line(finding.origin));
    Outcome::closed()
}

impl Layer for Find {
    fn context(&self) -> Context {
        Context::Line
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        match command {
            Command::Open => self.accept(room),
            Command::Back => give_up(room),
            Command::Edit(edit @ (Edit::Earlier | Edit::Later)) => {
                room.main.go_to_hit(edit == Edit::Later, room.desk);
                Outcome::handled()
            }
            Command::Edit(edit) if self.line.edit(edit) => self.look(room),
            Command::Edit(_) => Outcome::handled(),
            _ => Outcome::Pass,
        }
    }

    fn on_text(&mut self, text: &str, room: &mut Room<'_, '_>) -> Outcome {
        self.line.insert(text);
        self.look(room)
    }
}
