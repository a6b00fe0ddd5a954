//! [`Face`]: what a piece of the screen is. Everything that draws names faces, never colours; a theme
//! gives each its style.

use crate::text::document::CodeRole;
use crate::text::wrap::Role;

/// What a piece of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// The ground of the screen and what has no style of its own.
    Screen,
    /// The ground of the selected row.
    Selected,
    /// The ground of a selected range.
    Range,
    /// The ground of an overlay.
    Popup,
    /// All that lies behind an overlay.
    Behind,
    /// Running text.
    Text,
    /// What is about the text: outlet, age, counts.
    Dim,
    /// Title of an unread entry.
    Unread,
    /// Title of a read entry.
    Read,
    /// Headline of the article.
    Headline,
    /// Title of a pane without the keys.
    PaneTitle,
    /// Title of the pane with the keys.
    PaneTitleFocused,
    /// Bar at the selected row of a pane without the keys.
    Bar,
    /// Bar at the selected row of the pane with the keys.
    BarFocused,
    /// The mark of unread entries.
    Mark,
    /// A star.
    Star,
    /// The mark of updated entries.
    Updated,
    /// How many other outlets tell the story.
    Story,
    /// A tag, or the mark of a note.
    Tag,
    /// A search's hit in a text.
    Hit,
    /// The hit at which the person is.
    HitHere,
    /// A category.
    Category,
    /// Lines between panes.
    Rule,
    /// Something is not as it should be.
    Warning,
    /// Something failed.
    Failure,
    /// Something was done.
    Done,
    /// Something goes on.
    Progress,
    /// A key.
    Key,
    /// The border of an overlay.
    Border,
    /// A heading of an article.
    Heading,
    /// Strong text.
    Strong,
    /// Emphasised text.
    Emphasis,
    /// Code.
    Code,
    /// A word of the language of code.
    CodeKeyword,
    /// Text between quotation marks in code.
    CodeText,
    /// A remark in code.
    CodeComment,
    /// A number in code.
    CodeNumber,
    /// The name of a function, type or tag in code.
    CodeName,
    /// A line that a change of code adds.
    CodeAdded,
    /// A line that a change of code takes away.
    CodeRemoved,
    /// Deleted text.
    Deleted,
    /// What an edit took away.
    Removed,
    /// What an edit brought.
    Inserted,
    /// A link.
    Link,
    /// A quotation.
    Quote,
    /// Bullets, bars, table lines.
    Ornament,
    /// Captions.
    Caption,
}

impl Face {
    /// Every face with its name in theme files and its letter in style maps.
    pub const ALL: &[(Self, &'static str, char)] = &[
        (Self::Screen, "screen", ' '),
        (Self::Selected, "selected", '='),
        (Self::Range, "range", '#'),
        (Self::Popup, "popup", '_'),
        (Self::Behind, "behind", '~'),
        (Self::Text, "text", '.'),
        (Self::Dim, "dim", 'd'),
        (Self::Unread, "unread", 'u'),
        (Self::Read, "read", 'r'),
        (Self::Headline, "headline", 'h'),
        (Self::PaneTitle, "pane-title", 'p'),
        (Self::PaneTitleFocused, "pane-title-focused", 'P'),
        (Self::Bar, "bar", 'b'),
        (Self::BarFocused, "bar-focused", 'B'),
        (Self::Mark, "mark", 'm'),
        (Self::Star, "star", '*'),
        (Self::Updated, "updated", '^'),
        (Self::Story, "story", '+'),
        (Self::Tag, "tag", 't'),
        (Self::Hit, "hit", '!'),
        (Self::HitHere, "hit-here", '@'),
        (Self::Category, "category", 'c'),
        (Self::Rule, "rule", '|'),
        (Self::Warning, "warning", 'w'),
        (Self::Failure, "failure", 'x'),
        (Self::Done, "done", 'g'),
        (Self::Progress, "progress", '%'),
        (Self::Key, "key", 'k'),
        (Self::Border, "border", 'O'),
        (Self::Heading, "heading", 'H'),
        (Self::Strong, "strong", 's'),
        (Self::Emphasis, "emphasis", 'e'),
        (Self::Code, "code", 'C'),
        (Self::CodeKeyword, "code-keyword", 'K'),
        (Self::CodeText, "code-text", 'T'),
        (Self::CodeComment, "code-comment", '/'),
        (Self::CodeNumber, "code-number", '9'),
        (Self::CodeName, "code-name", 'N'),
        (Self::CodeAdded, "code-added", 'A'),
        (Self::CodeRemoved, "code-removed", 'M'),
        (Self::Deleted, "deleted", '-'),
        (Self::Removed, "removed", 'R'),
        (Self::Inserted, "inserted", 'I'),
        (Self::Link, "link", 'l'),
        (Self::Quote, "quote", 'q'),
        (Self::Ornament, "ornament", 'o'),
        (Self::Caption, "caption", 'i'),
    ];

    /// The faces that others are drawn on; the others keep the ground of what they stand on.
    pub const GROUNDS: [Self; 4] = [Self::Screen, Self::Popup, Self::Selected, Self::Range];

    /// The face with this name in theme files.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(face, ..)| *face)
    }

    /// The face of a role of text.
    #[must_use]
    pub fn of(role: Role) -> Self {
        match role {
            Role::Text => Self::Text,
            Role::Strong => Self::Strong,
            Role::Emphasis => Self::Emphasis,
            Role::Heading => Self::Heading,
            Role::Code => Self::Code,
            Role::CodeWord(CodeRole::Keyword) => Self::CodeKeyword,
            Role::CodeWord(CodeRole::Text) => Self::CodeText,
            Role::CodeWord(CodeRole::Comment) => Self::CodeComment,
            Role::CodeWord(CodeRole::Number) => Self::CodeNumber,
            Role::CodeWord(CodeRole::Name) => Self::CodeName,
            Role::CodeWord(CodeRole::Added) => Self::CodeAdded,
            Role::CodeWord(CodeRole::Removed) => Self::CodeRemoved,
            Role::Deleted => Self::Deleted,
            Role::Link => Self::Link,
            Role::LinkNumber => Self::Dim,
            Role::Quote => Self::Quote,
            Role::Ornament => Self::Ornament,
            Role::Caption => Self::Caption,
        }
    }
}
