//! Help: what can be done in the place below, from the registry of commands, with the keys as they
//! are bound now.

use super::{Layer, Outcome};
use crate::app::metrics::ListMetrics;
use crate::app::room::Room;
use crate::app::scroll::scroll;
use crate::command::registry::COMMANDS;
use crate::command::{Command, CommandSpec, Context, KeyChord, Keymap, Section};

/// What the mouse does, which no keymap changes.
const MOUSE: [(&str, &str); 4] = [
    ("click", "Select; on what is selected: open"),
    ("wheel", "Scroll"),
    ("drag", "Move the line between panes"),
    ("shift-drag", "Select text, as without tidings"),
];

/// The help overlay.
#[derive(Clone, Debug)]
pub struct Help {
    /// The place whose keys are shown.
    pub place: Context,
    /// First line on the screen.
    pub top: usize,
}

/// A line of help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A heading.
    Heading(&'static str),
    /// Keys and what they do.
    Keys(String, &'static str),
    /// Nothing.
    Blank,
}

impl Help {
    /// Help for a place.
    #[must_use]
    pub fn new(place: Context) -> Self {
        Self { place, top: 0 }
    }

    /// The text, from the registry and the keys as they are bound.
    #[must_use]
    pub fn lines(&self, keymap: &Keymap) -> Vec<Line> {
        let mut lines = Vec::new();
        for section in Section::ALL {
            let rows = COMMANDS.iter().filter(|spec| spec.section == section);
            let rows: Vec<Line> = rows.filter_map(|spec| self.line(spec, keymap)).collect();
            if rows.is_empty() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Heading(section.title()));
            lines.extend(rows);
        }
        lines.extend([Line::Blank, Line::Heading("Mouse")]);
        lines.extend(MOUSE.iter().map(|(what, doc)| Line::Keys((*what).to_owned(), doc)));
        lines
    }

    fn line(&self, spec: &CommandSpec, keymap: &Keymap) -> Option<Line> {
        let keys: Vec<String> =
            keymap.keys_for(self.place, spec.command).map(KeyChord::print_sequence).collect();
        (!keys.is_empty()).then(|| Line::Keys(keys.join(", "), spec.doc))
    }
}

impl Layer for Help {
    fn context(&self) -> Context {
        Context::Sheet
    }

    fn on_command(&mut self, command: Command, room: &mut Room<'_, '_>) -> Outcome {
        if scroll(&mut self.top, command, &room.desk.metrics.overlay) {
            return Outcome::handled();
        }
        match command {
            Command::Help | Command::Back | Command::Leave => Outcome::closed(),
            Command::Quit | Command::Suspend => Outcome::Pass,
            // Help is read, not worked through: nothing happens below it unseen.
            _ => Outcome::handled(),
        }
    }

    fn adopt(&mut self, metrics: &ListMetrics) {
        self.top = metrics.offset;
    }
}
