//! Files to [`Settings`]: the person's file over `assets/config.toml`, all mistakes at once. The only
//! place that knows the names of settings. Called by `main` and the command line.

use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::notice::{Notice, Severity};
use super::paths::Paths;
use super::pipes::read_pipes;
use super::reader::{Reader, get};
use super::settings::{
    Analysis, Enclosures, GoogleNews, KeySource, Provider, ProviderKind, Refresh, Settings,
};
use super::value::{self, Parsed, describe};
use crate::domain::WebUrl;

/// Every setting with its default and a comment; the defaults are parsed from it.
pub const DEFAULT_CONFIG: &str = include_str!("../../assets/config.toml");

/// What a configuration text says.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The settings; where there is a mistake the default stands in.
    pub settings: Settings,
    /// Mistakes and warnings, in the order of the text.
    pub notices: Vec<Notice>,
}

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is there but cannot be read.
    #[error("{} cannot be read ({source}): mend that, or name another file with --config", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file has mistakes.
    #[error("{}", list_notices(path, notices))]
    Mistakes {
        /// The file.
        path: PathBuf,
        /// All of them, warnings included.
        notices: Vec<Notice>,
    },
}

impl Default for Settings {
    /// The settings of `assets/config.toml`.
    fn default() -> Self {
        check("").settings
    }
}

/// Reads the file of `paths` over the defaults; a file that is not there changes nothing. `notices`
/// of the answer are warnings only.
pub fn load(paths: &Paths) -> Result<Checked, Error> {
    let path = &paths.config_file;
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(source) => return Err(Error::Unreadable { path: path.clone(), source }),
    };
    let mut checked = match std::str::from_utf8(&bytes) {
        Ok(text) => check(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => check_not_text(&bytes, error.valid_up_to()),
    };
    if checked.notices.iter().any(Notice::is_mistake) {
        return Err(Error::Mistakes { path: path.clone(), notices: checked.notices });
    }
    checked.notices.extend(warn_if_others_can_write(path));
    Ok(checked)
}

/// Checks a configuration text. Never fails: mistakes are notices.
///
/// # Panics
/// Never: what is expected here of the built-in defaults is tested.
#[must_use]
pub fn check(text: &str) -> Checked {
    let (person, errors) = DeTable::parse_recoverable(text);
    let defaults = DeTable::parse(DEFAULT_CONFIG).expect("assets/config.toml is TOML, as a test proves");
    let mut reader = Reader::new(text, person.get_ref(), defaults.get_ref());
    let settings = read_settings(&mut reader);
    let mut notices: Vec<Notice> = errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            Notice::at(Severity::Mistake, text, &span, &format!("not TOML: {}", error.message()))
        })
        .collect();
    // What was guessed from a broken line is no second mistake.
    let broken: BTreeSet<usize> = notices.iter().map(|notice| notice.line).collect();
    notices.extend(reader.finish().into_iter().filter(|notice| !broken.contains(&notice.line)));
    notices.sort_by_key(|notice| (notice.line, notice.column));
    notices.dedup();
    Checked { settings, notices }
}

fn read_settings(reader: &mut Reader<'_>) -> Settings {
    let providers = read_providers(reader);
    Settings {
        mark_read: reader.read("mark_read", value::mark_read),
        full_text: reader.read("full_text", value::full_text),
        images: reader.read("images", value::images),
        mouse: reader.read("mouse", value::boolean),
        glyphs: reader.read("glyphs", value::glyphs),
        right_to_left: reader.read("right_to_left", value::right_to_left),
        theme: reader.read("theme", value::name),
        article_width: reader.read("article_width", value::article_width),
        refresh: read_refresh(reader),
        google_news: GoogleNews {
            base: reader.read("google_news.base", value::address),
            locale: reader.read("google_news.locale", value::locale),
            resolve: reader.read("google_news.resolve", value::resolve),
        },
        browser_command: reader.read("browser.command", value::words),
        save_folder: Some(reader.read("save_folder", value::text))
            .filter(|path| !path.is_empty())
            .map(Into::into),
        pipes: read_pipes(reader),
        enclosures: Enclosures {
            audio: reader.read("enclosures.audio", value::words),
            video: reader.read("enclosures.video", value::words),
            image: reader.read("enclosures.image", value::words),
            other: reader.read("enclosures.other", value::words),
        },
        analysis: read_analysis(reader, &providers),
        providers,
    }
}

fn read_refresh(reader: &mut Reader<'_>) -> Refresh {
    let refresh = Refresh {
        on_start: reader.read("refresh.on_start", value::boolean),
        min: reader.read("refresh.min", value::duration),
        max: reader.read("refresh.max", value::duration),
        limit_loopback: reader.read("refresh.limit_loopback", value::boolean),
    };
    if refresh.min > refresh.max {
        let span = reader.span_of("refresh.min").or_else(|| reader.span_of("refresh.max"));
        reader.mistake(
            &span.unwrap_or(0..0),
            "`refresh.min` is longer than `refresh.max`; allowed: at most as long",
        );
        return Refresh { max: refresh.min, ..refresh };
    }
    refresh
}

fn read_analysis(reader: &mut Reader<'_>, providers: &[Provider]) -> Analysis {
    let name = reader.read("analysis.default", value::filled_text);
    let daily_tokens = reader.read("analysis.daily_tokens", value::tokens);
    if name != "digest" && !providers.iter().any(|provider| provider.name == name) {
        let names: Vec<&str> = providers.iter().map(|provider| provider.name.as_str()).collect();
        let allowed = std::iter::once("digest").chain(names).collect::<Vec<_>>().join(", ");
        let span = reader.span_of("analysis.default").unwrap_or(0..0);
        reader.mistake(&span, &format!("`analysis.default` is \"{name}\"; allowed: {allowed}"));
    }
    Analysis { default: Some(name).filter(|name| name != "digest"), daily_tokens }
}

const PROVIDER_NAMES: [&str; 8] =
    ["name", "kind", "base_url", "model", "key_env", "key_command", "price_in", "price_out"];

fn read_providers(reader: &mut Reader<'_>) -> Vec<Provider> {
    let mut providers: Vec<Provider> = Vec::new();
    for (table, span) in reader.tables("provider") {
        for (key, _) in table.iter().filter(|(key, _)| !PROVIDER_NAMES.contains(&key.get_ref().as_ref())) {
            reader.unknown(&key.span(), key.get_ref(), &PROVIDER_NAMES);
        }
        let Some(provider) = (Fields { reader, table, span: span.clone() }).read_provider() else { continue };
        if provider.name == "digest" || providers.iter().any(|one| one.name == provider.name) {
            let at = get(table, "name").map_or(span, toml::Spanned::span);
            let name = &provider.name;
            reader.mistake(&at, &format!("the name \"{name}\" is taken; allowed: any other"));
            continue;
        }
        providers.push(provider);
    }
    providers
}

/// The names of one `[[provider]]`.
struct Fields<'r, 'a> {
    reader: &'r mut Reader<'a>,
    table: &'a DeTable<'a>,
    span: Range<usize>,
}

impl Fields<'_, '_> {
    fn read_provider(&mut self) -> Option<Provider> {
        let name = self.required("name", value::name);
        let kind = self.required("kind", value::provider_kind);
        let model = self.required("model", value::filled_text);
        let base_url = self.optional("base_url", value::address);
        let key_env = self.optional("key_env", value::text).filter(|name| !name.is_empty());
        let key_command = self.optional("key_command", value::words).filter(|words| !words.is_empty());
        let price_in = self.optional("price_in", value::price).unwrap_or_default();
        let price_out = self.optional("price_out", value::price).unwrap_or_default();
        if key_env.is_some() && key_command.is_some() {
            let message = "a provider has `key_env` and `key_command`; allowed: one of them";
            self.reader.mistake(&self.span, message);
        }
        let key = match (key_env, key_command) {
            (Some(variable), _) => KeySource::Environment(variable),
            (None, Some(words)) => KeySource::Command(words),
            (None, None) => KeySource::None,
        };
        let kind = kind?;
        let base_url = base_url.unwrap_or_else(|| usual_base(kind));
        Some(Provider { name: name?, kind, base_url, model: model?, key, price_in, price_out })
    }

    fn required<T>(&mut self, key: &str, parse: fn(&DeValue<'_>) -> Parsed<T>) -> Option<T> {
        if get(self.table, key).is_none() {
            self.reader.mistake(&self.span, &format!("a provider needs `{key}`"));
        }
        self.optional(key, parse)
    }

    fn optional<T>(&mut self, key: &str, parse: fn(&DeValue<'_>) -> Parsed<T>) -> Option<T> {
        let found = get(self.table, key)?;
        parse(found.get_ref())
            .map_err(|allowed| {
                let what = describe(found.get_ref());
                self.reader.mistake(&found.span(), &format!("`{key}` is {what}; allowed: {allowed}"));
            })
            .ok()
    }
}

fn usual_base(kind: ProviderKind) -> WebUrl {
    WebUrl::parse(kind.usual_base()).expect("the usual addresses are addresses")
}

fn check_not_text(bytes: &[u8], valid_up_to: usize) -> Checked {
    let text = String::from_utf8_lossy(&bytes[..valid_up_to]);
    let span = valid_up_to..valid_up_to;
    let notice = Notice::at(Severity::Mistake, &text, &span, "this is not UTF-8 text; allowed: UTF-8");
    Checked { settings: Settings::default(), notices: vec![notice] }
}

/// Whoever can write the file chooses the programs that tidings starts.
#[cfg(unix)]
fn warn_if_others_can_write(path: &Path) -> Option<Notice> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    let message = "other users of this machine can write this file: take that away with `chmod go-w`";
    (mode & 0o022 != 0).then(|| Notice::at(Severity::Warning, "", &(0..0), message))
}

#[cfg(not(unix))]
fn warn_if_others_can_write(_path: &Path) -> Option<Notice> {
    None
}

fn list_notices(path: &Path, notices: &[Notice]) -> String {
    let lines: Vec<String> = notices.iter().map(|notice| format!("{}:{notice}", path.display())).collect();
    lines.join("\n")
}
