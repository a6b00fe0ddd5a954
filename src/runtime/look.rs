//! How the reader looks and which keys it has: settings, the person's files and the environment put
//! together once, before the first frame.

use std::fs;

use crate::command::Keymap;
use crate::config::{ColourDepth, Environment, Glyphs as GlyphSetting, Paths, PictureProtocol, Settings};
use crate::ui::{Glyphs, Theme};

/// Keys, colours and signs.
#[derive(Clone, Debug)]
pub struct Look {
    /// Keys.
    pub keymap: Keymap,
    /// Colours.
    pub theme: Theme,
    /// How many colours there are, for themes that are chosen later.
    pub colours: ColourDepth,
    /// Signs.
    pub glyphs: Glyphs,
    /// How pictures are drawn; `None` where their texts stand in.
    pub pictures: Option<PictureProtocol>,
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
        let colours = environment.colour_depth();
        let (theme, wrong) = load_theme(&settings.theme, paths, colours);
        mistakes.extend(wrong);
        let glyphs = match environment.decide_glyphs(settings.glyphs) {
            GlyphSetting::Ascii => Glyphs::ASCII,
            GlyphSetting::Auto | GlyphSetting::Unicode => Glyphs::UNICODE,
        };
        let glyphs = glyphs.with_bidi(settings.right_to_left);
        let pictures = environment.picture_protocol(settings.images, settings.glyphs);
        Self { keymap, theme, colours, glyphs, pictures, mistakes }
    }
}

/// A theme by name, as a terminal with so many colours shows it, and what is wrong with its file. Where
/// there is none the default stands in. Reads one small file: cheap enough to try one after the other.
#[must_use]
pub fn load_theme(name: &str, paths: &Paths, colours: ColourDepth) -> (Theme, Vec<String>) {
    let (theme, mistakes) = match paths.read_theme(name) {
        Ok(file) => {
            let (theme, wrong) = Theme::parse(&file);
            (theme, wrong.iter().map(|mistake| format!("themes/{name}.toml {mistake}")).collect())
        }
        Err(error) => (Theme::terminal(), vec![error.to_string()]),
    };
    (theme.at_depth(colours), mistakes)
}
