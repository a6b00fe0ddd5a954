//! How the reader looks and which keys it has: settings, the person's files and the environment put
//! together once, before the first frame.

use std::fs;

use crate::command::Keymap;
use crate::config::{Environment, Glyphs as GlyphSetting, Paths, Settings};
use crate::ui::{Glyphs, Theme};

/// Keys, colours and signs.
#[derive(Clone, Debug)]
pub struct Look {
    /// Keys.
    pub keymap: Keymap,
    /// Colours.
    pub theme: Theme,
    /// Signs.
    pub glyphs: Glyphs,
    /// What is wrong with the person's files, to be told once.
    pub mistakes: Vec<String>,
}

impl Look {
    /// Reads the person's files.
    #[must_use]
    pub fn of(settings: &Settings, paths: &Paths, environment: &Environment) -> Self {
        let mut mistakes = Vec::new();
        let keymap = match fs::read_to_string(paths.config_dir.join("keymap.toml")) {
            Ok(file) => {
                let (keymap, wrong) = Keymap::with_file(&file);
                mistakes.extend(wrong.iter().map(|mistake| format!("keymap.toml {mistake}")));
                keymap
            }
            Err(_) => Keymap::default(),
        };
        let mut theme = theme(settings, paths, &mut mistakes);
        if environment.no_colour {
            theme = theme.without_colours();
        }
        let glyphs = match environment.decide_glyphs(settings.glyphs) {
            GlyphSetting::Ascii => Glyphs::ASCII,
            GlyphSetting::Auto | GlyphSetting::Unicode => Glyphs::UNICODE,
        };
        Self { keymap, theme, glyphs, mistakes }
    }
}

fn theme(settings: &Settings, paths: &Paths, mistakes: &mut Vec<String>) -> Theme {
    let name = &settings.theme;
    // A name, not a path: a theme lies in its folder and nowhere else.
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    if name == "terminal" {
        return Theme::terminal();
    }
    let file = paths.config_dir.join("themes").join(format!("{name}.toml"));
    match fs::read_to_string(&file) {
        Ok(text) if is_name => {
            let (theme, wrong) = Theme::parse(&text);
            mistakes.extend(wrong.iter().map(|mistake| format!("{name}.toml: {mistake}")));
            theme
        }
        _ => {
            mistakes.push(format!("there is no theme {name}: put it at {}", file.display()));
            Theme::terminal()
        }
    }
}
