//! `doctor`: what works here. Looks only; asks nothing of the network and makes no file.

use std::path::Path;

use super::output::Output;
use super::status::Status;
use super::table::Table;
use crate::config::{Environment, Glyphs, Images, Paths, PictureProtocol, Settings, load};
use crate::service::{Network, Services};
use crate::store::upgrade_copies;
use crate::text::SafeText;

/// Where systems keep the certificates that they trust.
const CERTIFICATES: [&str; 5] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/opt/homebrew/etc/ca-certificates/cert.pem",
];

/// How a thing is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Works,
    Note,
    Fails,
}

/// Lines of the report.
#[derive(Default)]
struct Report {
    lines: Vec<(State, &'static str, String)>,
}

impl Report {
    fn add(&mut self, state: State, subject: &'static str, text: impl Into<String>) {
        self.lines.push((state, subject, text.into()));
    }
}

/// `tidings doctor`.
pub(super) fn doctor(
    paths: &Paths,
    environment: &Environment,
    network: Network,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let mut report = Report::default();
    report.add(State::Works, "tidings", concat!("version ", env!("CARGO_PKG_VERSION")));
    check_terminal(&mut report, environment, output.width());
    let settings = check_config(&mut report, paths);
    check_places(&mut report, paths);
    check_database(&mut report, paths, &settings, network);
    check_network(&mut report, environment, network);
    check_browser(&mut report, environment, &settings);
    let mut table = Table::new(&[]);
    for (state, subject, text) in &report.lines {
        let mark = match state {
            State::Works => "ok",
            State::Note => "note",
            State::Fails => "FAIL",
        };
        table.row([mark, subject, text.as_str()].into_iter().map(SafeText::from).collect());
    }
    output.table(&table)?;
    let has_failure = report.lines.iter().any(|(state, ..)| *state == State::Fails);
    Ok(if has_failure { Status::Failed } else { Status::Done })
}

fn check_terminal(report: &mut Report, environment: &Environment, width: Option<usize>) {
    let reader = if cfg!(feature = "tui") { "with the reader" } else { "without the reader" };
    report.add(State::Works, "build", reader);
    let term = environment.term.as_deref().unwrap_or("not named");
    match (environment.term.as_deref(), width) {
        (None | Some("dumb"), Some(_)) => {
            report.add(State::Note, "terminal", format!("TERM is {term}: the reader may not show well"));
        }
        (_, Some(width)) => report.add(State::Works, "terminal", format!("{term}, {width} columns")),
        (_, None) => report.add(State::Note, "terminal", "none here: the reader needs one, commands do not"),
    }
    let locale = environment.locale.as_deref().unwrap_or("none");
    match environment.decide_glyphs(Glyphs::Auto) {
        Glyphs::Ascii => report.add(State::Note, "locale", format!("{locale}: drawn in ASCII")),
        Glyphs::Auto | Glyphs::Unicode => {
            report.add(State::Works, "locale", format!("{locale}: drawn in Unicode"));
        }
    }
    let colours = match environment.colour_term.as_deref() {
        _ if environment.no_colour => "none, as NO_COLOR asks",
        Some("truecolor" | "24bit") => "16 million",
        _ if term.contains("256color") => "256",
        _ => "16",
    };
    report.add(State::Works, "colours", colours);
    let images = match environment.picture_protocol(Images::Auto, Glyphs::Auto) {
        None => "their texts stand in",
        Some(PictureProtocol::HalfBlocks) => "as blocks of colour",
        Some(PictureProtocol::Kitty) => "by the protocol of kitty",
        Some(PictureProtocol::Iterm2) => "by the protocol of iTerm2",
        Some(PictureProtocol::Sixel) => "as sixels",
    };
    report.add(State::Works, "images", images);
}

fn check_config(report: &mut Report, paths: &Paths) -> Settings {
    let file = paths.config_file.display();
    match load(paths) {
        Ok(checked) => {
            let state = if paths.config_file.exists() { "read" } else { "not there, so the defaults hold" };
            report.add(State::Works, "configuration", format!("{file}: {state}"));
            for notice in checked.notices {
                report.add(State::Note, "configuration", format!("{file}:{notice}"));
            }
            checked.settings
        }
        Err(error) => {
            for line in error.to_string().lines() {
                report.add(State::Fails, "configuration", line);
            }
            Settings::default()
        }
    }
}

fn check_places(report: &mut Report, paths: &Paths) {
    for (subject, path, allowed) in [
        ("data", &paths.data_dir, 0o700),
        ("state", &paths.state_dir, 0o700),
        ("data", &paths.database(), 0o600),
        ("state", &paths.log(), 0o600),
    ] {
        let shown = path.display();
        match permissions(path) {
            None if path.is_dir() || path.is_file() => report.add(State::Works, subject, format!("{shown}")),
            None => report.add(State::Works, subject, format!("{shown}: not made yet")),
            Some(mode) if mode & !allowed == 0 => {
                report.add(State::Works, subject, format!("{shown}: yours alone"));
            }
            Some(mode) => {
                let advice = format!("{shown}: mode {mode:o} lets others in; `chmod {allowed:o}` it");
                report.add(State::Note, subject, advice);
            }
        }
    }
}

#[cfg(unix)]
fn permissions(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).ok().map(|metadata| metadata.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn permissions(_path: &Path) -> Option<u32> {
    None
}

fn check_database(report: &mut Report, paths: &Paths, settings: &Settings, network: Network) {
    let Ok(metadata) = std::fs::metadata(paths.database()) else {
        report.add(State::Works, "database", "made with the first feed");
        return;
    };
    let kilobytes = metadata.len() / 1024;
    let opened = Services::open(paths.clone(), settings.clone(), network).and_then(|services| {
        let (feeds, index) = (services.store.feeds()?.len(), services.store.index_state()?);
        Ok(format!("{feeds} feeds, {} entries ({} searchable), {kilobytes} kB", index.total, index.indexed))
    });
    match opened {
        Ok(text) => report.add(State::Works, "database", text),
        Err(error) => report.add(State::Fails, "database", error.to_string()),
    }
    for copy in upgrade_copies(&paths.database()) {
        let text = format!("{}: kept from before an upgrade; `tidings db vacuum` removes it", copy.display());
        report.add(State::Note, "database", text);
    }
}

fn check_network(report: &mut Report, environment: &Environment, network: Network) {
    if network == Network::Demo {
        report.add(State::Works, "network", "the demo edition, built in");
        return;
    }
    let named = environment.certificates.as_deref();
    let found = named.into_iter().chain(CERTIFICATES).find(|path| Path::new(path).is_file());
    match found {
        Some(path) => report.add(State::Works, "certificates", path),
        None if cfg!(target_os = "linux") => {
            let advice = "none found: install the package ca-certificates, or set SSL_CERT_FILE";
            report.add(State::Fails, "certificates", advice);
        }
        None => report.add(State::Works, "certificates", "the system's"),
    }
    let way = match environment.proxy_variable {
        Some(variable) => format!("through the proxy of {variable}; nothing was asked"),
        None => "direct; nothing was asked".to_owned(),
    };
    report.add(State::Works, "network", way);
}

fn check_browser(report: &mut Report, environment: &Environment, settings: &Settings) {
    let has = |program: &str| is_program(program, environment.search_path.as_deref().unwrap_or_default());
    match (settings.browser_command.first(), &environment.browser) {
        (Some(program), _) if has(program) => report.add(State::Works, "browser", program.as_str()),
        (Some(program), _) => {
            report.add(State::Fails, "browser", format!("{program} is not there: see browser.command"));
        }
        (None, Some(browser)) => report.add(State::Works, "browser", format!("$BROWSER: {browser}")),
        (None, None) if !cfg!(target_os = "linux") => report.add(State::Works, "browser", "the system's"),
        (None, None) if has("xdg-open") || has("gio") || has("wslview") => {
            report.add(State::Works, "browser", "the desktop's");
        }
        (None, None) => {
            report.add(
                State::Note,
                "browser",
                "none found: set browser.command, or $BROWSER, to open originals",
            );
        }
    }
}

fn is_program(program: &str, search_path: &str) -> bool {
    if program.contains('/') {
        return Path::new(program).is_file();
    }
    std::env::split_paths(search_path).any(|folder| folder.join(program).is_file())
}
