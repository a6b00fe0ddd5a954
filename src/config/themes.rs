//! Which themes there are: those that come with tidings and the person's own in `themes/` beside the
//! configuration. What stands in them is `ui`'s matter. Called by `runtime` and `ui`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::paths::Paths;
use super::value::is_name;

const BUILT_IN: [(&str, &str); 11] = [
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
    ("gruvbox", include_str!("../../assets/themes/gruvbox.toml")),
    ("catppuccin", include_str!("../../assets/themes/catppuccin.toml")),
    ("catppuccin-latte", include_str!("../../assets/themes/catppuccin-latte.toml")),
    ("nord", include_str!("../../assets/themes/nord.toml")),
    ("solarized", include_str!("../../assets/themes/solarized.toml")),
    ("solarized-light", include_str!("../../assets/themes/solarized-light.toml")),
    ("tokyo-night", include_str!("../../assets/themes/tokyo-night.toml")),
];

/// Why there is no theme of a name.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// No file has this name.
    #[error("there is no theme {name}: choose one of {}, or put your own at {}", there_are.join(", "), path.display())]
    Unknown {
        /// The name.
        name: String,
        /// Those that there are.
        there_are: Vec<String>,
        /// Where the person's own would lie.
        path: PathBuf,
    },
    /// Its file cannot be read.
    #[error("{} cannot be read ({source}): mend that, or choose another theme", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// The names of the themes that come with tidings, in the order to offer them.
pub fn built_in_theme_names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.into_iter().map(|(name, _)| name)
}

/// The file of a theme that comes with tidings.
#[must_use]
pub fn built_in_theme(name: &str) -> Option<&'static str> {
    BUILT_IN.into_iter().find(|(known, _)| *known == name).map(|(_, file)| file)
}

impl Paths {
    /// The person's own themes.
    #[must_use]
    pub fn themes(&self) -> PathBuf {
        self.config_dir.join("themes")
    }

    /// The names of all themes: first those that come with tidings, then the person's own.
    #[must_use]
    pub fn theme_names(&self) -> Vec<String> {
        let mut own: Vec<String> = fs::read_dir(self.themes())
            .into_iter()
            .flatten()
            .filter_map(|item| name_of(&item.ok()?.path()))
            .filter(|name| built_in_theme(name).is_none())
            .collect();
        own.sort();
        built_in_theme_names().map(str::to_owned).chain(own).collect()
    }

    /// The text of a theme; the person's own goes before one that comes with tidings.
    pub fn read_theme(&self, name: &str) -> Result<String, ThemeError> {
        let path = self.themes().join(format!("{name}.toml"));
        // A name, not a path: a theme lies in its folder and nowhere else.
        let own = if is_name(name) { fs::read_to_string(&path) } else { Err(io::ErrorKind::NotFound.into()) };
        match own {
            Ok(text) => Ok(text),
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(ThemeError::Unreadable { path, source })
            }
            Err(_) => built_in_theme(name).map(str::to_owned).ok_or_else(|| ThemeError::Unknown {
                name: name.to_owned(),
                there_are: self.theme_names(),
                path,
            }),
        }
    }
}

fn name_of(path: &Path) -> Option<String> {
    let is_theme = path.extension().is_some_and(|extension| extension == "toml");
    path.file_stem()?.to_str().filter(|name| is_theme && is_name(name)).map(str::to_owned)
}
