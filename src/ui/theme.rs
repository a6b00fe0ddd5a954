//! Faces and their styles. A face says what a piece of the screen is; a theme file says how it looks,
//! one line per face. The default theme uses the terminal's own sixteen colours and attributes, so
//! that it is at home on any background.

use std::collections::BTreeMap;
use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};

use crate::text::wrap::Role;

/// What a piece of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
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
    /// Deleted text.
    Deleted,
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
    pub const ALL: [(Self, &'static str, char); 27] = [
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
        (Self::Category, "category", 'c'),
        (Self::Rule, "rule", '|'),
        (Self::Warning, "warning", 'w'),
        (Self::Failure, "failure", 'x'),
        (Self::Done, "done", 'g'),
        (Self::Key, "key", 'k'),
        (Self::Border, "border", 'O'),
        (Self::Heading, "heading", 'H'),
        (Self::Strong, "strong", 's'),
        (Self::Emphasis, "emphasis", 'e'),
        (Self::Code, "code", 'C'),
        (Self::Deleted, "deleted", '-'),
        (Self::Link, "link", 'l'),
        (Self::Quote, "quote", 'q'),
        (Self::Ornament, "ornament", 'o'),
        (Self::Caption, "caption", 'i'),
    ];

    /// The face of a role of text.
    #[must_use]
    pub fn of(role: Role) -> Self {
        match role {
            Role::Text => Self::Text,
            Role::Strong => Self::Strong,
            Role::Emphasis => Self::Emphasis,
            Role::Heading => Self::Heading,
            Role::Code => Self::Code,
            Role::Deleted => Self::Deleted,
            Role::Link => Self::Link,
            Role::LinkNumber => Self::Dim,
            Role::Quote => Self::Quote,
            Role::Ornament => Self::Ornament,
            Role::Caption => Self::Caption,
        }
    }
}

/// A style for every face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    styles: BTreeMap<Face, Style>,
}

/// A mistake in a theme file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("theme: {0}")]
pub struct ThemeMistake(String);

impl Default for Theme {
    fn default() -> Self {
        Self::terminal()
    }
}

impl Theme {
    /// The built-in theme.
    #[must_use]
    pub fn terminal() -> Self {
        // A test holds that the embedded file has no mistakes.
        Self::parse(include_str!("../../assets/themes/terminal.toml")).0
    }

    /// A theme that gives each face the style that `style` says.
    pub fn from_fn(style: impl Fn(Face) -> Style) -> Self {
        Self { styles: Face::ALL.iter().map(|(face, ..)| (*face, style(*face))).collect() }
    }

    /// Reads a theme file; what is wrong in it keeps the terminal's own style.
    #[must_use]
    pub fn parse(file: &str) -> (Self, Vec<ThemeMistake>) {
        let mut theme = Self::from_fn(|_| Style::new());
        let lines: BTreeMap<String, String> = match toml::from_str(file) {
            Ok(lines) => lines,
            Err(error) => return (theme, vec![ThemeMistake(error.to_string())]),
        };
        let mut mistakes = Vec::new();
        for (name, words) in lines {
            let face = Face::ALL.iter().find(|(_, known, _)| *known == name);
            match (face, parse_style(&words)) {
                (Some((face, ..)), Ok(style)) => {
                    theme.styles.insert(*face, style);
                }
                (None, _) => mistakes.push(ThemeMistake(format!("there is nothing named {name}"))),
                (_, Err(word)) => mistakes
                    .push(ThemeMistake(format!("{name}: \"{word}\" is neither a colour nor an attribute"))),
            }
        }
        (theme, mistakes)
    }

    /// The same without colours, as `NO_COLOR` asks; attributes stay.
    #[must_use]
    pub fn without_colours(mut self) -> Self {
        for style in self.styles.values_mut() {
            (style.fg, style.bg) = (None, None);
        }
        self
    }

    /// The style of a face.
    #[must_use]
    pub fn style(&self, face: Face) -> Style {
        self.styles.get(&face).copied().unwrap_or_default()
    }
}

fn parse_style(words: &str) -> Result<Style, String> {
    let mut style = Style::new();
    for word in words.split_whitespace() {
        style = match word {
            "bold" => style.add_modifier(Modifier::BOLD),
            "dim" => style.add_modifier(Modifier::DIM),
            "italic" => style.add_modifier(Modifier::ITALIC),
            "underlined" => style.add_modifier(Modifier::UNDERLINED),
            "reversed" => style.add_modifier(Modifier::REVERSED),
            "crossed-out" => style.add_modifier(Modifier::CROSSED_OUT),
            colour => match colour.strip_prefix("on-") {
                Some(ground) => style.bg(Color::from_str(ground).map_err(|_| word.to_owned())?),
                None => style.fg(Color::from_str(colour).map_err(|_| word.to_owned())?),
            },
        };
    }
    Ok(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_theme_names_every_face_and_has_no_mistakes() {
        let file = include_str!("../../assets/themes/terminal.toml");
        assert_eq!(Theme::parse(file).1, []);
        let lines: BTreeMap<String, String> = toml::from_str(file).expect("a table");
        for (_, name, _) in Face::ALL {
            assert!(lines.contains_key(name), "{name} is missing");
        }
    }

    #[test]
    fn mistakes_are_named_and_harmless() {
        let (theme, mistakes) = Theme::parse("dim = \"dimm\"\nshiny = \"bold\"\nmark = \"#ff8800 on-black\"");
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
        assert_eq!(theme.style(Face::Dim), Style::new());
        assert_eq!(theme.style(Face::Mark), Style::new().fg(Color::Rgb(255, 136, 0)).bg(Color::Black));
    }

    #[test]
    fn without_colours_attributes_stay() {
        let theme = Theme::terminal().without_colours();
        assert!(theme.styles.values().all(|style| style.fg.is_none() && style.bg.is_none()));
        assert!(theme.style(Face::Unread).add_modifier.contains(Modifier::BOLD));
    }
}
