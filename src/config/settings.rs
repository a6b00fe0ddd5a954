//! [`Settings`]: checked configuration as types that cannot hold nonsense. Names and defaults are those
//! of `assets/config.toml`; `load.rs` is the only place that makes one.

use std::path::PathBuf;
use std::time::Duration;

use crate::domain::{FullTextMode, MediaKind, PageForm, WebUrl};
use crate::text::wrap::Bidi;

/// Checked configuration; names as in `assets/config.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// When an entry becomes read.
    pub mark_read: MarkRead,
    /// When the whole article is fetched.
    pub full_text: FullTextMode,
    /// Images in articles.
    pub images: Images,
    /// Mouse in the reader.
    pub mouse: bool,
    /// Glyphs.
    pub glyphs: Glyphs,
    /// Who orders text that runs from right to left.
    pub right_to_left: Bidi,
    /// Name of the theme.
    pub theme: String,
    /// Widest column of an article, in characters.
    pub article_width: u16,
    /// Refreshing.
    pub refresh: Refresh,
    /// Google News.
    pub google_news: GoogleNews,
    /// Command that opens an address, as argv; empty: `$BROWSER`, then the system's opener.
    pub browser_command: Vec<String>,
    /// Where articles are saved; `None`: the person's folder for documents.
    pub save_folder: Option<PathBuf>,
    /// Programs that take an article, in the order of the file.
    pub pipes: Vec<Pipe>,
    /// Programs for attached files.
    pub enclosures: Enclosures,
    /// Who writes an analysis.
    pub analysis: Analysis,
    /// Language models, in the order of the file.
    pub providers: Vec<Provider>,
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
    /// Where the terminal has enough colours.
    Auto,
    /// Also with sixteen colours.
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refresh {
    /// Fetch what is due when the reader starts.
    pub on_start: bool,
    /// Shortest interval.
    pub min: Duration,
    /// Longest interval; never shorter than `min`.
    pub max: Duration,
    /// Limits of hosts hold on loopback as well.
    pub limit_loopback: bool,
}

/// `[google_news]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoogleNews {
    /// The only place that knows the host.
    pub base: WebUrl,
    /// `en-US`.
    pub locale: String,
    /// Whether links are resolved when an entry is opened.
    pub resolve: bool,
}

/// `[[pipe]]`: a program that takes an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipe {
    /// The person's name for it.
    pub name: String,
    /// The program and its arguments; never empty.
    pub command: Vec<String>,
    /// What it reads.
    pub form: PageForm,
}

/// `[enclosures]`: commands as argv, the address is appended; empty: what the system uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosures {
    /// For what is heard.
    pub audio: Vec<String>,
    /// For what is watched.
    pub video: Vec<String>,
    /// For pictures.
    pub image: Vec<String>,
    /// For everything else.
    pub other: Vec<String>,
}

impl Enclosures {
    /// The command for a kind of file.
    #[must_use]
    pub fn command(&self, kind: MediaKind) -> &[String] {
        match kind {
            MediaKind::Audio => &self.audio,
            MediaKind::Video => &self.video,
            MediaKind::Image => &self.image,
            MediaKind::Other => &self.other,
        }
    }
}

/// `[analysis]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// The name of a provider; `None` is the offline digest.
    pub default: Option<String>,
    /// Tokens that may be used in a day, over all providers.
    pub daily_tokens: u64,
}

/// `[[provider]]`: a language model.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// The person's name for it.
    pub name: String,
    /// Which protocol it speaks.
    pub kind: ProviderKind,
    /// Where it is.
    pub base_url: WebUrl,
    /// Which model.
    pub model: String,
    /// Where its key comes from.
    pub key: KeySource,
    /// Price of a million tokens sent.
    pub price_in: f64,
    /// Price of a million tokens received.
    pub price_out: f64,
}

/// Which protocol a provider speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderKind {
    /// Anthropic.
    Anthropic,
    /// `OpenAI` and whatever is compatible.
    OpenAi,
    /// Ollama.
    Ollama,
}

impl ProviderKind {
    /// Where providers of this kind usually are.
    #[must_use]
    pub fn usual_base(self) -> &'static str {
        match self {
            Self::Anthropic => "https://api.anthropic.com",
            Self::OpenAi => "https://api.openai.com/v1",
            Self::Ollama => "http://127.0.0.1:11434",
        }
    }
}

/// Where a key comes from; never the key itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// None is needed.
    None,
    /// An environment variable.
    Environment(String),
    /// A program, as argv, that prints it.
    Command(Vec<String>),
}
