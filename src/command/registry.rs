//! Every command with its name, documentation, places and default keys. Help, the key line and the
//! documented `assets/keymap.toml` are made from these rows; a new command is one row here and one arm
//! in the pane that obeys it.

use Command as C;
use Section as S;

/// An order of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Down a row or a line.
    Down,
    /// Up a row or a line.
    Up,
    /// To the pane on the left.
    Left,
    /// To the pane on the right; from the entries this opens.
    Right,
    /// To the next pane, around.
    NextPane,
    /// To the previous pane, around.
    PreviousPane,
    /// To the start.
    First,
    /// To the end.
    Last,
    /// Down half a page.
    HalfPageDown,
    /// Up half a page.
    HalfPageUp,
    /// Down a page.
    PageDown,
    /// Up a page.
    PageUp,
    /// Open what is selected.
    Open,
    /// Page down the article, then the next unread entry.
    ReadOn,
    /// The next unread entry.
    NextUnread,
    /// The previous unread entry.
    PreviousUnread,
    /// The article alone.
    Zen,
    /// The original in the browser.
    OpenOriginal,
    /// Read or unread.
    ToggleRead,
    /// Starred or not.
    ToggleStar,
    /// Undo the last change.
    Undo,
    /// Redo what was undone.
    Redo,
    /// Refresh what is shown.
    Refresh,
    /// Refresh every feed.
    RefreshAll,
    /// Help for this place.
    Help,
    /// One step back.
    Back,
    /// One step back; at the top it quits.
    Leave,
    /// Quit.
    Quit,
    /// Stop the program and give the shell back.
    Suspend,
}

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The sources pane.
    Sources,
    /// The entries pane.
    Entries,
    /// The article pane.
    Article,
    /// The help overlay.
    Help,
}

impl Context {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sources, Self::Entries, Self::Article, Self::Help];

    /// The name of its section in a keymap file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sources => "sources",
            Self::Entries => "entries",
            Self::Article => "article",
            Self::Help => "help",
        }
    }
}

/// How help groups commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Getting around.
    Moving,
    /// Reading entries.
    Reading,
    /// Changing their state.
    Changing,
    /// Fetching.
    Feeds,
    /// The program itself.
    Program,
}

impl Section {
    /// In the order of help.
    pub const ALL: [Self; 5] = [Self::Moving, Self::Reading, Self::Changing, Self::Feeds, Self::Program];

    /// Its heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Reading => "Reading",
            Self::Changing => "Marking",
            Self::Feeds => "Feeds",
            Self::Program => "Program",
        }
    }
}

/// A row of the registry.
#[derive(Clone, Copy, Debug)]
pub struct CommandSpec {
    /// The command.
    pub command: Command,
    /// Its name in keymap files.
    pub name: &'static str,
    /// One line of documentation.
    pub doc: &'static str,
    /// Its group in help.
    pub section: Section,
    /// Where it does something.
    pub contexts: &'static [Context],
    /// Keys that give it unless the person's file says otherwise.
    pub keys: &'static [&'static str],
}

const ALL: &[Context] = &Context::ALL;
const PANES: &[Context] = &[Context::Sources, Context::Entries, Context::Article];
const ENTRY: &[Context] = &[Context::Entries, Context::Article];

const fn row(
    command: Command,
    name: &'static str,
    section: Section,
    contexts: &'static [Context],
    keys: &'static [&'static str],
    doc: &'static str,
) -> CommandSpec {
    CommandSpec { command, name, doc, section, contexts, keys }
}

/// Every command, in the order of help.
pub const COMMANDS: &[CommandSpec] = &[
    row(C::Down, "down", S::Moving, ALL, &["j", "down"], "Down a row or a line"),
    row(C::Up, "up", S::Moving, ALL, &["k", "up"], "Up a row or a line"),
    row(C::Left, "left", S::Moving, PANES, &["h", "left"], "To the pane on the left"),
    row(C::Right, "right", S::Moving, PANES, &["l", "right"], "To the pane on the right, opening the entry"),
    row(C::NextPane, "next-pane", S::Moving, PANES, &["tab"], "To the next pane"),
    row(C::PreviousPane, "previous-pane", S::Moving, PANES, &["shift-tab"], "To the previous pane"),
    row(C::First, "first", S::Moving, ALL, &["g g", "home"], "To the start"),
    row(C::Last, "last", S::Moving, ALL, &["G", "end"], "To the end"),
    row(C::HalfPageDown, "half-page-down", S::Moving, ALL, &["ctrl-d"], "Down half a page"),
    row(C::HalfPageUp, "half-page-up", S::Moving, ALL, &["ctrl-u"], "Up half a page"),
    row(C::PageDown, "page-down", S::Moving, ALL, &["pagedown"], "Down a page"),
    row(C::PageUp, "page-up", S::Moving, ALL, &["pageup"], "Up a page"),
    row(C::Open, "open", S::Reading, PANES, &["enter"], "Open what is selected"),
    row(
        C::ReadOn,
        "read-on",
        S::Reading,
        PANES,
        &["space"],
        "Page down the article, then the next unread entry",
    ),
    row(C::NextUnread, "next-unread", S::Reading, PANES, &["n"], "Open the next unread entry"),
    row(C::PreviousUnread, "previous-unread", S::Reading, PANES, &["N"], "Open the previous unread entry"),
    row(C::Zen, "zen", S::Reading, PANES, &["z"], "The article alone, and back"),
    row(C::OpenOriginal, "open-original", S::Reading, ENTRY, &["o"], "Read the original in the browser"),
    row(C::ToggleRead, "toggle-read", S::Changing, ENTRY, &["m"], "Mark the entry read or unread"),
    row(C::ToggleStar, "toggle-star", S::Changing, ENTRY, &["s"], "Star the entry, or take the star away"),
    row(C::Undo, "undo", S::Changing, PANES, &["u"], "Undo the last change"),
    row(C::Redo, "redo", S::Changing, PANES, &["ctrl-r"], "Redo what was undone"),
    row(C::Refresh, "refresh", S::Feeds, PANES, &["r"], "Refresh the feeds of this source"),
    row(C::RefreshAll, "refresh-all", S::Feeds, PANES, &["R"], "Refresh every feed"),
    row(C::Help, "help", S::Program, ALL, &["?"], "Show or close this help"),
    row(C::Back, "back", S::Program, ALL, &["esc"], "Back"),
    row(C::Leave, "leave", S::Program, ALL, &["q"], "Back; at the top this quits"),
    row(C::Quit, "quit", S::Program, ALL, &["ctrl-c"], "Quit at once"),
    row(C::Suspend, "suspend", S::Program, ALL, &["ctrl-z"], "Suspend to the shell"),
];

/// The row of a command.
///
/// # Panics
/// Never: a test holds that every command has its row.
#[must_use]
pub fn spec(command: Command) -> &'static CommandSpec {
    COMMANDS.iter().find(|spec| spec.command == command).expect("every command has a row")
}

/// The command of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static CommandSpec> {
    COMMANDS.iter().find(|spec| spec.name == name)
}

/// The text of `assets/keymap.toml`: every command with its default keys.
#[must_use]
pub fn documented_keymap() -> String {
    let mut out = String::from(
        "# Keys of tidings. This file shows the defaults; put only what you change into keymap.toml in\n\
         # your configuration folder. Keys are written as j, G, ctrl-d, alt-x, enter, space, f1; keys that\n\
         # follow each other are separated by spaces. \"none\" takes a key away. [everywhere] holds in all\n\
         # places where a command does something; [sources], [entries], [article] and [help] win over it.\n\
         \n[everywhere]\n",
    );
    for spec in COMMANDS {
        let keys = spec.keys.iter().map(|key| format!("\"{key}\" = \"{}\"\n", spec.name));
        out.push_str("# ");
        out.push_str(spec.doc);
        out.push('\n');
        out.extend(keys);
    }
    out
}

/// The table of keys in the README.
#[must_use]
pub fn markdown_table() -> String {
    let rows = COMMANDS.iter().map(|spec| {
        let keys: Vec<String> = spec.keys.iter().map(|key| format!("`{key}`")).collect();
        format!("| {} | {} |\n", keys.join(" "), spec.doc)
    });
    std::iter::once("| key | does |\n|---|---|\n".to_owned()).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_documented_file_is_up_to_date() {
        let file = include_str!("../../assets/keymap.toml");
        assert_eq!(file, documented_keymap(), "write the right-hand side to assets/keymap.toml");
    }

    #[test]
    fn names_and_commands_occur_once() {
        let names: HashSet<&str> = COMMANDS.iter().map(|spec| spec.name).collect();
        let commands: HashSet<Command> = COMMANDS.iter().map(|spec| spec.command).collect();
        assert_eq!((names.len(), commands.len()), (COMMANDS.len(), COMMANDS.len()));
    }

    #[test]
    fn every_command_has_a_default_key_and_a_place() {
        for spec in COMMANDS {
            assert!(!spec.keys.is_empty() && !spec.contexts.is_empty(), "{}", spec.name);
        }
    }
}
