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
    /// To the pane on the left; in the sources this folds a category.
    Left,
    /// To the pane on the right; from the entries this opens, in the sources it unfolds.
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
    /// Anywhere, by a few letters of its name.
    Jump,
    /// Open what is selected.
    Open,
    /// Page down the article, then the next unread entry.
    ReadOn,
    /// The next unread entry, or the next hit of a search.
    NextUnread,
    /// The previous unread entry, or the previous hit of a search.
    PreviousUnread,
    /// The article alone.
    Zen,
    /// The whole article, fetched from its page, or the feed's own text again.
    ToggleFullText,
    /// The images of the article.
    LoadImages,
    /// Images, or their texts.
    ToggleImages,
    /// What the tellings of the entry's story say.
    Analysis,
    /// What happened since the person last looked.
    Brief,
    /// The original in the browser.
    OpenOriginal,
    /// A link of the article, by its number.
    OpenLink,
    /// Words in the article.
    Find,
    /// What is wider than the screen, to the left.
    ScrollLeft,
    /// What is wider than the screen, to the right.
    ScrollRight,
    /// Wide tables and code as they are, or made to fit.
    ToggleWide,
    /// The page of comments.
    OpenComments,
    /// The article from its page again, although it is held.
    FetchAgain,
    /// Texts of what is selected or listed, fetched ahead.
    Download,
    /// The last download, and what could not be had.
    Downloads,
    /// Fetch no more texts ahead; the rest waits.
    StopDownload,
    /// Who told a story, when and how.
    Coverage,
    /// The tellings of a story beneath it, or folded away again.
    ToggleStory,
    /// Every telling of a story is read.
    MarkStoryRead,
    /// A story as one block in this list, or every entry by itself.
    ToggleStories,
    /// An entry does not tell the story that it is in.
    SeparateStory,
    /// Entries tell one event.
    UniteStories,
    /// What its publisher changed in an article.
    WhatChanged,
    /// The change before the one that is shown.
    EarlierVersion,
    /// The change after the one that is shown.
    LaterVersion,
    /// The address of the original to the clipboard.
    CopyLink,
    /// The entry to the clipboard, in a form of several.
    CopyAs,
    /// The entry as a file, or the list as a book.
    Save,
    /// The article to a program.
    Pipe,
    /// The words of the article to a program.
    PipePlain,
    /// Fetching the whole article as the habit of its feed.
    FullTextHabit,
    /// What is known about what is selected.
    About,
    /// Search all entries.
    Search,
    /// Keep the search as a smart feed.
    SaveSearch,
    /// Read or unread.
    ToggleRead,
    /// All entries listed here are read.
    MarkAllRead,
    /// Starred or not.
    ToggleStar,
    /// The tags of an entry.
    EditTags,
    /// The note on an entry.
    EditNote,
    /// The note on an entry, in the person's editor.
    EditNoteAtLength,
    /// Begin or end a range of entries.
    SelectRange,
    /// Undo the last change.
    Undo,
    /// Redo what was undone.
    Redo,
    /// The list of changes.
    Changes,
    /// Show read entries, or hide them.
    ToggleReadShown,
    /// Newest first or oldest first.
    ToggleSort,
    /// Days as groups or not.
    ToggleDays,
    /// Refresh what is shown.
    Refresh,
    /// Refresh every feed.
    RefreshAll,
    /// Subscribe to an address.
    Subscribe,
    /// Unsubscribe from what is selected.
    Unsubscribe,
    /// Settings of the feed, category or smart feed.
    FeedSettings,
    /// Make a category.
    NewCategory,
    /// The starter catalogue.
    Catalogue,
    /// Subscriptions of another reader.
    Import,
    /// Choose what is selected, or no longer.
    Choose,
    /// Subscribe to the feeds that are chosen.
    SubscribeChosen,
    /// Find in the list.
    Filter,
    /// How feeds fare.
    Health,
    /// The list of commands.
    Palette,
    /// Entries of one line each or of several.
    ToggleCompact,
    /// The line between panes to the left.
    DividerLeft,
    /// The line between panes to the right.
    DividerRight,
    /// Choose a theme.
    Themes,
    /// The mouse for tidings or for the terminal.
    ToggleMouse,
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
    /// Change the line that is being typed.
    Edit(Edit),
}

/// A change of the line that is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// The choice above, or what was typed before.
    Earlier,
    /// The choice below, or what was typed after.
    Later,
    /// To the character on the left.
    Left,
    /// To the character on the right.
    Right,
    /// To the word on the left.
    WordLeft,
    /// To the word on the right.
    WordRight,
    /// To the start.
    Start,
    /// To the end.
    End,
    /// Without the character on the left.
    DeleteLeft,
    /// Without the character on the right.
    DeleteRight,
    /// Without the word on the left.
    DeleteWord,
    /// Without what is left of the cursor.
    DeleteToStart,
    /// Without what is right of the cursor.
    DeleteToEnd,
    /// Complete what is typed.
    Complete,
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
    /// A text over the screen: help, what is known about an entry.
    Sheet,
    /// A list to choose from.
    Menu,
    /// A line that is being typed; letters are text there.
    Line,
}

impl Context {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Sources, Self::Entries, Self::Article, Self::Sheet, Self::Menu, Self::Line];

    /// The name of its section in a keymap file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sources => "sources",
            Self::Entries => "entries",
            Self::Article => "article",
            Self::Sheet => "sheet",
            Self::Menu => "menu",
            Self::Line => "line",
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
    /// What the list shows.
    Listing,
    /// Feeds and categories.
    Feeds,
    /// The program itself.
    Program,
    /// Typing a line.
    Typing,
}

impl Section {
    /// In the order of help.
    pub const ALL: [Self; 7] = [
        Self::Moving,
        Self::Reading,
        Self::Changing,
        Self::Listing,
        Self::Feeds,
        Self::Program,
        Self::Typing,
    ];

    /// Its heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Reading => "Reading",
            Self::Changing => "Marking",
            Self::Listing => "The list",
            Self::Feeds => "Feeds",
            Self::Program => "Program",
            Self::Typing => "Typing a line",
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
const LISTS: &[Context] =
    &[Context::Sources, Context::Entries, Context::Article, Context::Sheet, Context::Menu];
const PANES: &[Context] = &[Context::Sources, Context::Entries, Context::Article];
const ENTRY: &[Context] = &[Context::Entries, Context::Article];
const ARTICLE: &[Context] = &[Context::Article];
const ENTRY_AND_SHEET: &[Context] = &[Context::Entries, Context::Article, Context::Sheet];
const LINE: &[Context] = &[Context::Line];
const MENU: &[Context] = &[Context::Menu];
const SHEET: &[Context] = &[Context::Sheet];
const PANES_AND_MENUS: &[Context] = &[Context::Sources, Context::Entries, Context::Article, Context::Menu];
const SEARCHED: &[Context] = &[Context::Sources, Context::Entries, Context::Article, Context::Line];

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

const fn edit(
    edit: Edit,
    name: &'static str,
    keys: &'static [&'static str],
    doc: &'static str,
) -> CommandSpec {
    row(C::Edit(edit), name, S::Typing, LINE, keys, doc)
}

/// Every command, in the order of help. Those without keys are for the palette, until the person
/// gives them one.
pub const COMMANDS: &[CommandSpec] = &[
    row(C::Down, "down", S::Moving, LISTS, &["j", "down"], "Down a row or a line"),
    row(C::Up, "up", S::Moving, LISTS, &["k", "up"], "Up a row or a line"),
    row(
        C::Left,
        "left",
        S::Moving,
        PANES_AND_MENUS,
        &["h", "left"],
        "To the pane on the left; folds a category",
    ),
    row(
        C::Right,
        "right",
        S::Moving,
        PANES_AND_MENUS,
        &["l", "right"],
        "To the pane on the right, opening the entry",
    ),
    row(C::NextPane, "next-pane", S::Moving, PANES, &["tab"], "To the next pane"),
    row(C::PreviousPane, "previous-pane", S::Moving, PANES, &["shift-tab"], "To the previous pane"),
    row(C::First, "first", S::Moving, LISTS, &["g g", "home"], "To the start"),
    row(C::Last, "last", S::Moving, LISTS, &["G", "end"], "To the end"),
    row(C::HalfPageDown, "half-page-down", S::Moving, LISTS, &["ctrl-d"], "Down half a page"),
    row(C::HalfPageUp, "half-page-up", S::Moving, LISTS, &["ctrl-u"], "Up half a page"),
    row(C::PageDown, "page-down", S::Moving, ALL, &["pagedown"], "Down a page"),
    row(C::PageUp, "page-up", S::Moving, ALL, &["pageup"], "Up a page"),
    row(C::Filter, "filter", S::Moving, MENU, &["/"], "Find in this list"),
    row(C::Jump, "jump", S::Moving, PANES, &["ctrl-p"], "Jump to a feed, tag or entry by a few letters"),
    row(C::Open, "open", S::Reading, ALL, &["enter"], "Open what is selected"),
    row(
        C::ReadOn,
        "read-on",
        S::Reading,
        PANES,
        &["space"],
        "Page down the article, then the next unread entry",
    ),
    row(C::NextUnread, "next-unread", S::Reading, PANES, &["n"], "Open the next unread entry (next hit)"),
    row(
        C::PreviousUnread,
        "previous-unread",
        S::Reading,
        PANES,
        &["N"],
        "Open the previous unread entry (previous hit)",
    ),
    row(C::Zen, "zen", S::Reading, PANES, &["z"], "The article alone, and back"),
    row(
        C::ToggleFullText,
        "full-text",
        S::Reading,
        ENTRY_AND_SHEET,
        &["f"],
        "Fetch the whole article; again: the feed's own text",
    ),
    row(
        C::FetchAgain,
        "fetch-again",
        S::Reading,
        ENTRY,
        &[],
        "Fetch the whole article again, and keep what it said before",
    ),
    row(C::Coverage, "coverage", S::Reading, ENTRY, &["c"], "Who told this story, when and how"),
    row(
        C::WhatChanged,
        "what-changed",
        S::Reading,
        ENTRY,
        &["d"],
        "What its publisher changed in the article",
    ),
    row(
        C::EarlierVersion,
        "earlier-version",
        S::Reading,
        SHEET,
        &["[", "left"],
        "The change before this one",
    ),
    row(C::LaterVersion, "later-version", S::Reading, SHEET, &["]", "right"], "The change after this one"),
    row(C::LoadImages, "load-images", S::Reading, ENTRY, &["I"], "Load the images of the article"),
    row(
        C::ToggleImages,
        "images",
        S::Reading,
        PANES,
        &[],
        "Images in articles, or their texts (until the end)",
    ),
    row(C::OpenOriginal, "open-original", S::Reading, ENTRY, &["o"], "Read the original in the browser"),
    row(
        C::OpenLink,
        "open-link",
        S::Reading,
        ENTRY_AND_SHEET,
        &["O"],
        "Open a link, note or file of the article by its number",
    ),
    row(C::Find, "find", S::Reading, ENTRY, &["ctrl-f"], "Find in the article"),
    row(C::ScrollLeft, "scroll-left", S::Reading, ARTICLE, &["["], "Wide tables and code to the left"),
    row(C::ScrollRight, "scroll-right", S::Reading, ARTICLE, &["]"], "Wide tables and code to the right"),
    row(
        C::ToggleWide,
        "wide",
        S::Reading,
        ARTICLE,
        &["w"],
        "Wide tables and code: as they are, or made to fit",
    ),
    row(C::Analysis, "analysis", S::Reading, ENTRY_AND_SHEET, &["a"], "What the coverage says, with sources"),
    row(C::Brief, "brief", S::Reading, PANES_AND_MENUS, &["b"], "What happened since you last looked"),
    row(C::OpenComments, "open-comments", S::Reading, ENTRY, &["C"], "Open the page of comments"),
    row(C::FullTextHabit, "full-text-habit", S::Reading, ENTRY, &["F"], "Fetch whole articles of this feed"),
    row(C::CopyLink, "copy-link", S::Reading, PANES, &["y"], "Copy the link"),
    row(C::CopyAs, "copy-as", S::Reading, ENTRY, &["Y"], "Copy the title, a quotation, the text …"),
    row(C::Save, "save", S::Reading, ENTRY, &["S"], "Save as Markdown, HTML or a book"),
    row(C::Pipe, "pipe", S::Reading, ENTRY, &["|"], "Give the article to a program"),
    row(C::PipePlain, "pipe-plain", S::Reading, ENTRY, &[], "Give the article to a program, words only"),
    row(
        C::About,
        "about",
        S::Reading,
        PANES_AND_MENUS,
        &["i"],
        "What is known about this: feed, dates, trouble",
    ),
    row(C::Search, "search", S::Reading, PANES, &["/"], "Search all entries"),
    row(C::ToggleRead, "toggle-read", S::Changing, ENTRY, &["m"], "Mark the entry read or unread"),
    row(C::MarkAllRead, "mark-all-read", S::Changing, PANES, &["M"], "Mark all entries here read"),
    row(
        C::MarkStoryRead,
        "mark-story-read",
        S::Changing,
        ENTRY,
        &["X"],
        "Mark all that tell this story read",
    ),
    row(C::SeparateStory, "not-the-same-story", S::Changing, ENTRY, &[], "The entry is not of this story"),
    row(C::UniteStories, "same-story", S::Changing, ENTRY, &[], "The selected range tells one event"),
    row(C::ToggleStar, "toggle-star", S::Changing, ENTRY, &["s"], "Star the entry, or take the star away"),
    row(C::EditTags, "tags", S::Changing, ENTRY, &["t"], "Tags of the entry"),
    row(C::EditNote, "note", S::Changing, ENTRY, &["e"], "Note on the entry"),
    row(C::EditNoteAtLength, "long-note", S::Changing, ENTRY, &[], "Note on the entry, in your editor"),
    row(C::SelectRange, "select-range", S::Changing, ENTRY, &["v"], "Begin or end a range of entries"),
    row(C::Undo, "undo", S::Changing, PANES_AND_MENUS, &["u"], "Undo the last change"),
    row(C::Redo, "redo", S::Changing, PANES_AND_MENUS, &["ctrl-r"], "Redo what was undone"),
    row(C::Changes, "changes", S::Changing, PANES, &["U"], "The list of changes, to undo or redo from"),
    row(C::ToggleReadShown, "toggle-read-shown", S::Listing, PANES, &["L"], "Show or hide read entries"),
    row(C::ToggleSort, "sort", S::Listing, PANES, &[], "Newest first, or oldest first"),
    row(C::ToggleDays, "days", S::Listing, PANES, &[], "Entries under their days, or in one list"),
    row(C::ToggleStory, "unfold-story", S::Listing, ENTRY, &["x"], "Unfold the story, or fold it"),
    row(C::ToggleStories, "stories", S::Listing, PANES, &[], "Stories as one block, or every entry"),
    row(C::ToggleCompact, "compact", S::Listing, PANES, &[], "Entries in one line, or in several"),
    row(C::SaveSearch, "save-search", S::Listing, SEARCHED, &["ctrl-s"], "Keep the search as a smart feed"),
    row(C::Refresh, "refresh", S::Feeds, LISTS, &["r"], "Refresh the feeds of this source"),
    row(C::RefreshAll, "refresh-all", S::Feeds, PANES_AND_MENUS, &["R"], "Refresh every feed"),
    row(C::Subscribe, "subscribe", S::Feeds, PANES_AND_MENUS, &["+"], "Subscribe to an address"),
    row(C::Unsubscribe, "unsubscribe", S::Feeds, PANES_AND_MENUS, &["D"], "Unsubscribe from the feed"),
    row(C::FeedSettings, "settings", S::Feeds, PANES_AND_MENUS, &["E"], "Settings of the feed or category"),
    row(C::NewCategory, "new-category", S::Feeds, PANES, &[], "Make a category"),
    row(
        C::Download,
        "download",
        S::Feeds,
        PANES,
        &[],
        "Fetch all texts listed here, to read without a network",
    ),
    row(
        C::Downloads,
        "downloads",
        S::Feeds,
        PANES,
        &[],
        "The last download, and which texts could not be had",
    ),
    row(C::StopDownload, "stop-download", S::Feeds, PANES, &[], "Stop downloading; the rest waits"),
    row(C::Catalogue, "catalogue", S::Feeds, PANES, &[], "Choose from the starter catalogue"),
    row(C::Import, "import", S::Feeds, PANES, &[], "Take over the subscriptions of another reader"),
    row(C::Choose, "choose", S::Feeds, MENU, &["space"], "Choose this, or no longer"),
    row(C::SubscribeChosen, "subscribe-chosen", S::Feeds, MENU, &["s"], "Subscribe to what is chosen"),
    row(C::Health, "health", S::Feeds, PANES_AND_MENUS, &["H"], "How the feeds fare"),
    row(C::Palette, "palette", S::Program, PANES, &[":"], "Find a command by its name"),
    row(C::DividerLeft, "divider-left", S::Program, PANES, &["<"], "Move the line between panes to the left"),
    row(
        C::DividerRight,
        "divider-right",
        S::Program,
        PANES,
        &[">"],
        "Move the line between panes to the right",
    ),
    row(C::Themes, "theme", S::Program, PANES, &[], "Choose a theme"),
    row(C::ToggleMouse, "mouse", S::Program, PANES, &[], "Mouse for tidings, or for the terminal"),
    row(C::Help, "help", S::Program, LISTS, &["?"], "Show or close this help"),
    row(C::Back, "back", S::Program, ALL, &["esc"], "Back"),
    row(C::Leave, "leave", S::Program, LISTS, &["q"], "Back; at the top this quits"),
    row(C::Quit, "quit", S::Program, ALL, &["ctrl-c"], "Quit at once"),
    row(C::Suspend, "suspend", S::Program, ALL, &["ctrl-z"], "Suspend to the shell"),
    edit(Edit::Earlier, "earlier", &["up", "ctrl-p"], "The choice above, or what was typed before"),
    edit(Edit::Later, "later", &["down", "ctrl-n"], "The choice below, or what was typed after"),
    edit(Edit::Complete, "complete", &["tab"], "Complete what is typed"),
    edit(Edit::Left, "cursor-left", &["left", "ctrl-b"], "A character to the left"),
    edit(Edit::Right, "cursor-right", &["right"], "A character to the right"),
    edit(Edit::WordLeft, "cursor-word-left", &["ctrl-left", "alt-b"], "A word to the left"),
    edit(Edit::WordRight, "cursor-word-right", &["ctrl-right", "alt-f"], "A word to the right"),
    edit(Edit::Start, "cursor-start", &["home", "ctrl-a"], "To the start of the line"),
    edit(Edit::End, "cursor-end", &["end", "ctrl-e"], "To the end of the line"),
    edit(Edit::DeleteLeft, "delete-left", &["backspace", "ctrl-h"], "Delete the character on the left"),
    edit(Edit::DeleteRight, "delete-right", &["delete", "ctrl-d"], "Delete the character on the right"),
    edit(Edit::DeleteWord, "delete-word", &["ctrl-w", "alt-backspace"], "Delete the word on the left"),
    edit(Edit::DeleteToStart, "delete-to-start", &["ctrl-u"], "Delete all that is on the left"),
    edit(Edit::DeleteToEnd, "delete-to-end", &["ctrl-k"], "Delete all that is on the right"),
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
         # places where a command does something; [sources], [entries], [article], [sheet] (help and other texts),\n\
         # [menu] (lists to choose from) and [line] (text that is typed) win over it.\n\
         \n[everywhere]\n",
    );
    // The same keys mean something else in the panes, so what is only for a menu or a line stands there.
    let own_place = |spec: &&CommandSpec| match spec.contexts {
        [place @ (Context::Sheet | Context::Menu | Context::Line)] => Some(*place),
        _ => None,
    };
    out.extend(COMMANDS.iter().filter(|spec| own_place(spec).is_none()).map(documented));
    for place in [Context::Sheet, Context::Menu, Context::Line] {
        out.extend(["\n[", place.name(), "]\n"]);
        out.extend(COMMANDS.iter().filter(|spec| own_place(spec) == Some(place)).map(documented));
    }
    out
}

fn documented(spec: &CommandSpec) -> String {
    let name = if spec.keys.is_empty() { format!(": {}", spec.name) } else { String::new() };
    let keys = spec.keys.iter().map(|key| format!("\"{key}\" = \"{}\"\n", spec.name));
    std::iter::once(format!("# {}{name}\n", spec.doc)).chain(keys).collect()
}

/// The table of keys in the README.
#[must_use]
pub fn markdown_table() -> String {
    // Keys of a line are those of every shell and stand in a sentence there.
    let shown = COMMANDS.iter().filter(|spec| !spec.keys.is_empty() && spec.section != S::Typing);
    let rows = shown.map(|spec| {
        // A stroke would end the cell, in code as well.
        let keys: Vec<String> =
            spec.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
        format!("| {} | {} |\n", keys.join(" "), spec.doc)
    });
    std::iter::once("| key | does |\n|---|---|\n".to_owned()).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_and_commands_occur_once() {
        let names: HashSet<&str> = COMMANDS.iter().map(|spec| spec.name).collect();
        let commands: HashSet<Command> = COMMANDS.iter().map(|spec| spec.command).collect();
        assert_eq!((names.len(), commands.len()), (COMMANDS.len(), COMMANDS.len()));
    }

    #[test]
    fn every_command_has_a_place() {
        for spec in COMMANDS {
            assert!(!spec.contexts.is_empty(), "{}", spec.name);
        }
    }
}
