//! Where files live (XDG on Linux, by the `directories` crate), per profile, and how private they are:
//! folders 0700, files 0600. Making folders is left to whoever writes into them.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// Configuration folder.
    pub config_dir: PathBuf,
    /// The configuration file in use.
    pub config_file: PathBuf,
    /// Data folder of the profile (the database).
    pub data_dir: PathBuf,
    /// State folder of the profile (log, lock).
    pub state_dir: PathBuf,
    /// Cache folder of the profile: what can be fetched again.
    pub cache_dir: PathBuf,
}

/// What the command line says about places.
#[derive(Clone, Debug, Default)]
pub struct Location {
    /// Another set of data; `None` is the usual one.
    pub profile: Option<Profile>,
    /// Another configuration file, which must exist.
    pub config_file: Option<PathBuf>,
}

/// The name of a separate set of data: letters, digits, `-` and `_`, so that it is a safe folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile(String);

/// Why files have no place.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PathError {
    /// No home folder.
    #[error("there is no home folder to keep data in: set HOME")]
    NoHome,
    /// `--config` names nothing.
    #[error("{} is not there: --config names a file that exists", .0.display())]
    NoConfigFile(PathBuf),
    /// A name that is none.
    #[error(
        "\"{0}\" is no profile: a name has 1 to 32 letters, digits, - or _ and starts with a letter or digit"
    )]
    NoProfile(String),
}

impl FromStr for Profile {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let starts_well = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let is_safe = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if starts_well && is_safe && text.len() <= 32 {
            Ok(Self(text.to_owned()))
        } else {
            Err(PathError::NoProfile(text.escape_debug().to_string()))
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Profile {
    /// The profile of the built-in demo edition.
    #[must_use]
    pub fn demo() -> Self {
        Self("demo".to_owned())
    }

    /// True for the profile that always uses the demo network.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.0 == "demo"
    }
}

impl Paths {
    /// The places of this person on this machine. Touches no file but to see whether a
    /// configuration that was asked for exists.
    pub fn locate(location: &Location) -> Result<Self, PathError> {
        let places = directories::ProjectDirs::from("", "", "tidings").ok_or(PathError::NoHome)?;
        let state = places.state_dir().unwrap_or_else(|| places.data_local_dir());
        let mut paths = Self {
            config_dir: places.config_dir().to_owned(),
            config_file: places.config_dir().join("config.toml"),
            data_dir: places.data_dir().to_owned(),
            state_dir: state.to_owned(),
            cache_dir: places.cache_dir().to_owned(),
        };
        if let Some(profile) = &location.profile {
            paths = paths.of_profile(profile);
        }
        if let Some(file) = &location.config_file {
            if !file.exists() {
                return Err(PathError::NoConfigFile(file.clone()));
            }
            paths.config_file.clone_from(file);
        }
        Ok(paths)
    }

    /// Everything under one folder, for tests.
    #[must_use]
    pub fn under(root: &Path) -> Self {
        Self {
            config_dir: root.join("config"),
            config_file: root.join("config").join("config.toml"),
            data_dir: root.join("data"),
            state_dir: root.join("state"),
            cache_dir: root.join("cache"),
        }
    }

    /// The same places for a profile: a folder of its own for data, state and cache, one configuration.
    #[must_use]
    pub fn of_profile(mut self, profile: &Profile) -> Self {
        for folder in [&mut self.data_dir, &mut self.state_dir, &mut self.cache_dir] {
            *folder = folder.join("profiles").join(&profile.0);
        }
        self
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.data_dir.join("tidings.db")
    }

    /// Where the person's own rules for single sites are.
    #[must_use]
    pub fn site_rules(&self) -> PathBuf {
        self.config_dir.join("site-rules")
    }

    /// The files of pictures.
    #[must_use]
    pub fn pictures(&self) -> PathBuf {
        self.cache_dir.join("pictures")
    }

    /// Guards the refresh against a second one of another process.
    #[must_use]
    pub fn refresh_lock(&self) -> PathBuf {
        self.state_dir.join("refresh.lock")
    }

    /// The log.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.state_dir.join("tidings.log")
    }
}

/// The person's folder for documents, else the one for downloads, where the system names one.
#[must_use]
pub fn documents_folder() -> Option<PathBuf> {
    let folders = directories::UserDirs::new()?;
    folders.document_dir().or(folders.download_dir()).map(Path::to_owned)
}

/// Makes a folder, and those above it that are missing, for this person only (0700).
pub fn create_private_dir(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Opens a file to append to, made for this person only (0600).
pub fn open_private_append(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        create_private_dir(folder)?;
    }
    let mut options = File::options();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_a_safe_folder_name() {
        for name in ["demo", "work-2", "A_b"] {
            assert!(name.parse::<Profile>().is_ok(), "{name}");
        }
        let long = "x".repeat(33);
        for name in ["", "..", "a/b", "/etc", "-x", "a b", "ä", "a\0b", ".hidden", long.as_str()] {
            assert!(name.parse::<Profile>().is_err(), "{name}");
        }
    }

    #[test]
    fn profiles_share_the_configuration_and_nothing_else() {
        let usual = Paths::under(Path::new("/r"));
        let demo = usual.clone().of_profile(&Profile::demo());
        assert_eq!(demo.config_file, usual.config_file);
        assert_eq!(demo.database(), Path::new("/r/data/profiles/demo/tidings.db"));
        assert_eq!(demo.log(), Path::new("/r/state/profiles/demo/tidings.log"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_made_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().expect("a folder");
        let file = root.path().join("a").join("b").join("log");
        open_private_append(&file).expect("a file");
        let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(&root.path().join("a")), 0o700);
        assert_eq!(mode(&root.path().join("a").join("b")), 0o700);
    }
}
