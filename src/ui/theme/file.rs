//! Theme files: a line of words per face, colours with names of the file's own, and the built-in theme
//! that the file changes. All mistakes of a file are found at once, each with its line.

use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use toml::de::{DeTable, DeValue};

use super::face::Face;
use crate::config::{built_in_theme, built_in_theme_names};

/// The line that names the theme that a file changes.
const BASE: &str = "base";
/// The section of a file that gives colours names.
const COLOURS: &str = "colours";
/// The base of files that name none.
const USUAL_BASE: &str = "terminal";

const ATTRIBUTES: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("crossed-out", Modifier::CROSSED_OUT),
];

/// A mistake in a theme file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ThemeMistake {
    /// Where, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// What the lines of a file and its base say. Words are kept as they are, so that a colour that a file
/// names anew changes in all lines of its base as well.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    lines: BTreeMap<Face, String>,
    colours: BTreeMap<String, Color>,
}

impl Sheet {
    /// The style of a face.
    pub fn style(&self, face: Face) -> Style {
        // Lines are kept only if their words have a meaning.
        self.lines.get(&face).and_then(|words| self.parse_words(words).ok()).unwrap_or_default()
    }

    fn parse_words<'a>(&self, words: &'a str) -> Result<Style, &'a str> {
        words.split_whitespace().try_fold(Style::new(), |style, word| {
            if let Some(attribute) = attribute(word) {
                return Ok(style.add_modifier(attribute));
            }
            match word.strip_prefix("on-") {
                Some(ground) => self.colour(ground).map(|colour| style.bg(colour)),
                None => self.colour(word).map(|colour| style.fg(colour)),
            }
            .ok_or(word)
        })
    }

    fn colour(&self, word: &str) -> Option<Color> {
        self.colours.get(word).copied().or_else(|| Color::from_str(word).ok())
    }
}

fn attribute(word: &str) -> Option<Modifier> {
    ATTRIBUTES.iter().find(|(name, _)| *name == word).map(|(_, attribute)| *attribute)
}

/// Reads a file over its base; a line with a mistake changes nothing.
pub fn read(file: &str) -> (Sheet, Vec<ThemeMistake>) {
    let mut reader = Reader::new(file);
    let table = reader.table();
    reader.sheet = reader.base(&table);
    reader.read_lines(&table);
    // What was guessed from a broken line is no second mistake.
    reader.mistakes.sort_by_key(|mistake| mistake.line);
    reader.mistakes.dedup_by_key(|mistake| mistake.line);
    (reader.sheet, reader.mistakes)
}

/// The only theme that has no base itself.
fn usual_base() -> Sheet {
    let mut reader = Reader::new(built_in_theme(USUAL_BASE).unwrap_or_default());
    let table = reader.table();
    reader.read_lines(&table);
    reader.sheet
}

struct Reader<'a> {
    file: &'a str,
    sheet: Sheet,
    mistakes: Vec<ThemeMistake>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str) -> Self {
        Self { file, sheet: Sheet::default(), mistakes: Vec::new() }
    }

    fn table(&mut self) -> DeTable<'a> {
        let (table, errors) = DeTable::parse_recoverable(self.file);
        for error in errors {
            self.report(&error.span().unwrap_or_default(), format!("not TOML: {}", error.message()));
        }
        table.into_inner()
    }

    /// Bases are built in, so that there is no ring of files.
    fn base(&mut self, table: &DeTable<'_>) -> Sheet {
        let Some(base) = table.get(BASE) else { return usual_base() };
        match base.get_ref().as_str().map(|name| (name, built_in_theme(name))) {
            Some((name, Some(file))) if name != USUAL_BASE => read(file).0,
            Some((_, Some(_))) => usual_base(),
            _ => {
                let names: Vec<&str> = built_in_theme_names().collect();
                self.report(&base.span(), format!("{BASE} is one of {}", names.join(", ")));
                usual_base()
            }
        }
    }

    fn read_lines(&mut self, table: &DeTable<'_>) {
        if let Some(colours) = table.get(COLOURS) {
            match colours.get_ref().as_table() {
                Some(names) => self.read_colours(names),
                None => self.report(&colours.span(), format!("{COLOURS} is a section: write [{COLOURS}]")),
            }
        }
        for (name, value) in table {
            if ![BASE, COLOURS].contains(&name.get_ref().as_ref()) {
                self.read_line(name.get_ref(), &name.span(), value.get_ref());
            }
        }
    }

    fn read_colours(&mut self, colours: &DeTable<'_>) {
        for (name, value) in colours {
            let name = name.get_ref();
            let colour = value.get_ref().as_str().and_then(|text| Color::from_str(text).ok());
            match colour {
                _ if attribute(name).is_some() => {
                    self.report(
                        &value.span(),
                        format!("{name} is an attribute: give the colour another name"),
                    );
                }
                Some(colour) => {
                    self.sheet.colours.insert(name.clone().into_owned(), colour);
                }
                None => self.report(&value.span(), format!("{name} is no colour: write it as \"#ff8800\"")),
            }
        }
    }

    fn read_line(&mut self, name: &str, span: &Range<usize>, value: &DeValue<'_>) {
        let Some(face) = Face::named(name) else {
            self.report(span, format!("there is nothing named {name}"));
            return;
        };
        let Some(words) = value.as_str() else {
            self.report(span, format!("{name} needs text in quotes: {name} = \"bold cyan\""));
            return;
        };
        match self.sheet.parse_words(words) {
            Ok(_) => {
                self.sheet.lines.insert(face, words.to_owned());
            }
            Err(word) => {
                self.report(span, format!("{name}: \"{word}\" is neither a colour nor an attribute"));
            }
        }
    }

    fn report(&mut self, span: &Range<usize>, message: String) {
        let start = self.file.floor_char_boundary(span.start);
        let line = self.file[..start].matches('\n').count() + 1;
        self.mistakes.push(ThemeMistake { line, message });
    }
}
