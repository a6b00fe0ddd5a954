//! Faces and their styles. A face says what a piece of the screen is; a theme file says how it looks,
//! one line per face. The default theme uses the terminal's own sixteen colours and attributes, so
//! that it is at home on any background.
//!
//! Pure: which files there are is `config`'s matter, and `runtime` chooses.

mod colour;
mod depth;
mod face;
mod file;

use std::collections::BTreeMap;

use ratatui::style::Style;

use crate::config::built_in_theme;

pub use face::Face;
pub use file::ThemeMistake;

/// A style for every face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    styles: BTreeMap<Face, Style>,
}

impl Default for Theme {
    fn default() -> Self {
        Self::terminal()
    }
}

impl Theme {
    /// The default theme.
    #[must_use]
    pub fn terminal() -> Self {
        Self::built_in("terminal").unwrap_or_else(|| Self::from_fn(|_| Style::new()))
    }

    /// A theme that comes with tidings; a test holds that their files have no mistakes.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        built_in_theme(name).map(|file| Self::parse(file).0)
    }

    /// A theme that gives each face the style that `style` says.
    pub fn from_fn(style: impl Fn(Face) -> Style) -> Self {
        Self { styles: Face::ALL.iter().map(|(face, ..)| (*face, style(*face))).collect() }
    }

    /// Reads a theme file over its base; what is wrong in it keeps the style of the base.
    #[must_use]
    pub fn parse(file: &str) -> (Self, Vec<ThemeMistake>) {
        let (sheet, mistakes) = file::read(file);
        (Self::from_fn(|face| sheet.style(face)), mistakes)
    }

    /// False if it says everything by attributes.
    #[must_use]
    pub fn has_colours(&self) -> bool {
        self.styles.values().any(|style| style.fg.is_some() || style.bg.is_some())
    }

    /// The style of a face. One that names no ground keeps that of the place where it is drawn.
    #[must_use]
    pub fn style(&self, face: Face) -> Style {
        self.styles.get(&face).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
