//! The palette: every command of the place below by its name, with its keys. What follows a name is
//! given to what the command asks (`theme nord`).

use super::{Layer, Outcome};
use crate::app::cursor::ListCursor;
use crate::app::fuzzy;
use crate::app::line::Line;
use crate::app::metrics::ListMetrics;
use crate::app::moving::line_motion;
use crate::app::room::Room;
use crate::command::registry::COMMANDS;
use crate::command::{Command, CommandSpec, Context, Edit};

/// The palette.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Where the commands will do something.
    pub place: Context,
    /// What is typed.
    pub line: Line,
    /// The selection among the commands that match.
    pub cursor: ListCursor,
    matches: Vec<Suggestion>,
}

/// A command that matches.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The command.
    pub spec: &'static CommandSpec,
    /// Characters of its name that were typed.
    pub letters: Vec<usize>,
}

impl Palette {
    /// The palette of a place, with all its commands.
    #[must_use]
    pub fn new(place: Context) -> Self {
        let mut palette =
            Self { place, line: Line::default(), cursor: ListCursor::default(), matches: Vec::new() };
        palette.look();
        palette
    }

    /// The commands that match.
    #[must_use]
    pub fn matches(&self) -> &[Suggestion] {
        &self.matches
    }

    fn look(&mut self) {
        let here: Vec<&'static CommandSpec> =
            COMMANDS.iter().filter(|spec| spec.contexts.contains(&self.place)).collect();
        let (name, argument) = self.parts();
        self.matches = match here.iter().find(|spec| argument.is_some() && spec.name == name) {
            Some(spec) => vec![Suggestion { spec, letters: Vec::new() }],
            None => by_name_then_doc(self.line.text(), &here),
        };
        self.cursor = ListCursor::default();
    }

    /// The name that is typed and what follows it.
    fn parts(&self) -> (&str, Option<&str>) {
        match self.line.text().trim_start().split_once(' ') {
            Some((name, rest)) => (name, Some(rest.trim())),
            None => (self.line.text().trim(), None),
        }
    }

    fn run(&self, room: &mut Room<'_, '_>) -> Outcome {
        let Some(chosen) = self.matches.get(self.cursor.selected) else { return Outcome::handled() };
        let (name, argument) = self.parts();
        let argument = argument.filter(|text| name == chosen.spec.name && !text.is_empty());
        let remembered = argument.map_or(chosen.spec.name.to_owned(), |text| format!("{name} {text}"));
        room.desk.preferences.commands.remember(&remembered);
        Outcome::Run(chosen.spec.command, argument.map(str::to_owned))
    }

    fn complete(&mut self) {
        if let Some(chosen) = self.matches.get(self.cursor.selected) {
            self.line.set(&format!("{} ", chosen.spec.name));
            self.look();
        }
    }
}

/// Names first; what is told of a command finds it too (`dark` finds the themes).
fn by_name_then_doc(typed: &str, here: &[&'static CommandSpec]) -> Vec<Suggestion> {
    let names: Vec<&str> = here.iter().map(|spec| spec.name).collect();
    let mut found: Vec<Suggestion> = fuzzy::best(typed, &names, names.len())
        .into_iter()
        .map(|found| Suggestion { spec: here[found.index], letters: found.letters })
        .collect();
    let typed = typed.trim().to_lowercase();
    let told = here.iter().filter(|spec| spec.doc.to_lowercase().contains(&typed));
    for spec in told {
        if !found.iter().any(|known| known.spec.command == spec.command) {
            found.push(Suggestion { spec, letters: Vec::new() });
        }
    }
    found
}

impl Layer for Palette {
    fn context(&self) -> Context {
        Context::Line
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        match (command, line_motion(command)) {
            // Above the first choice are the commands of before.
            (Command::Edit(Edit::Earlier), _) if self.cursor.selected == 0 => {
                if self.line.recall(&room.desk.preferences.commands, true) {
                    self.look();
                }
                return Outcome::handled();
            }
            (_, Some(motion)) => {
                self.cursor.go(motion, self.matches.len(), room.desk.metrics.overlay.rows);
                return Outcome::handled();
            }
            _ => {}
        }
        match command {
            Command::Open => return self.run(room),
            Command::Back => return Outcome::closed(),
            Command::Edit(Edit::Complete) => self.complete(),
            Command::Edit(edit) => {
                if self.line.edit(edit) {
                    self.look();
                }
            }
            _ => return Outcome::Pass,
        }
        Outcome::handled()
    }

    fn on_text(&mut self, text: &str, _room: &mut Room<'_, '_>) -> Outcome {
        self.line.insert(text);
        self.look();
        Outcome::handled()
    }

    fn on_click(&mut self, row: usize, room: &mut Room<'_, '_>) -> Outcome {
        self.cursor.move_to(row, self.matches.len());
        self.run(room)
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.cursor.offset = metrics.offset;
    }
}
