//! The person's configuration: files merged over the defaults in `assets/`, checked as a whole.

use std::path::PathBuf;
use std::time::Duration;

use crate::domain::{FullTextMode, WebUrl};

/// Checked configuration; names as in `assets/config.toml`.
#[derive(Clone, Debug)]
pub struct Settings {
    /// When an entry becomes read.
    pub mark_read: MarkRead,
    /// When the whole article is fetched.
    pub full_text: FullTextMode,
    /// Images.
    pub images: Images,
    /// Mouse in the reader.
    pub mouse: bool,
    /// Glyphs.
    pub glyphs: Glyphs,
    /// Name of the theme.
    pub theme: String,
    /// Widest column of an article.
    pub article_width: u16,
    /// Refreshing.
    pub refresh: Refresh,
    /// Google News.
    pub google_news: GoogleNews,
    /// Command that opens an address, as argv; empty: `$BROWSER`, then the system's opener.
    pub browser_command: Vec<String>,
}

/// When an entry becomes read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkRead {
    /// When it is opened.
    OnOpen,
    /// With `m` only.
    Manual,
    /// After it was shown for so long.
    After(Duration),
}

/// When images are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Images {
    /// Where the terminal can.
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
    /// On a click.
    Click,
}

/// Which characters draw the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    /// By the locale and terminal.
    Auto,
    /// Unicode.
    Unicode,
    /// ASCII.
    Ascii,
}

/// `[refresh]`.
#[derive(Clone, Debug)]
pub struct Refresh {
    /// Fetch what is due when the reader starts.
    pub on_start: bool,
    /// Shortest interval.
    pub min: Duration,
    /// Longest interval.
    pub max: Duration,
    /// Limits of hosts hold on loopback as well.
    pub limit_loopback: bool,
}

/// `[google_news]`.
#[derive(Clone, Debug)]
pub struct GoogleNews {
    /// The only place that knows the host.
    pub base: WebUrl,
    /// `en-US`.
    pub locale: String,
    /// Whether links are resolved when an entry is opened.
    pub resolve: bool,
}

/// Where files are.
#[derive(Clone, Debug)]
pub struct Paths {
    /// Configuration folder.
    pub config_dir: PathBuf,
    /// The configuration file in use.
    pub config_file: PathBuf,
    /// Data folder of the profile (the database).
    pub data_dir: PathBuf,
    /// State folder of the profile (log, lock).
    pub state_dir: PathBuf,
}

impl Paths {
    /// The database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.data_dir.join("tidings.db")
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
