//! Opens an address in the person's browser. The address is one argument of a program and comes
//! from [`WebUrl`], so it is `http(s)` and cannot start with a dash; no shell ever sees it. The
//! program gets no terminal, so that nothing is drawn over the screen, and outlives tidings.

use std::process::{Command, Stdio};

use super::foreground::is_text_browser;
use crate::domain::WebUrl;
use crate::text::SafeText;

/// Why no browser was started.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrowserError {
    /// `$BROWSER` is not written as words.
    #[error("$BROWSER has a quote that is not closed: write it as a command with its arguments")]
    Unreadable,
    /// Programs were tried and none started.
    #[error(
        "{program} could not be started ({reason}): set browser.command (for attached files: enclosures) in the configuration, or $BROWSER"
    )]
    NotStarted {
        /// The last program tried.
        program: SafeText,
        /// What the system said.
        reason: SafeText,
    },
    /// The system knows no opener.
    #[error(
        "no program to open addresses was found: set browser.command (for attached files: enclosures) in the configuration, or $BROWSER"
    )]
    NoProgram,
}

/// How an address is best opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// By a program with a window of its own: [`open_in_browser`].
    Detached,
    /// By this program (argv), which draws in the terminal and has to be given it.
    InTerminal(Vec<String>),
    /// Not here: it is put on the clipboard of the machine at which the person sits.
    Copied,
}

/// Decides how `url` is opened. A session over ssh has no screen for a browser that nobody named, so
/// the address is copied; `command` and `browser_env` as in [`open_in_browser`].
pub fn plan_opening(
    url: &WebUrl,
    command: &[String],
    browser_env: Option<&str>,
    is_remote: bool,
) -> Result<Opening, BrowserError> {
    let mut launches = plan_launches(url, command, browser_env)?;
    let in_terminal = |argv: &Vec<String>| argv.first().is_some_and(|program| is_text_browser(program));
    Ok(match launches.first() {
        None if is_remote => Opening::Copied,
        Some(first) if in_terminal(first) => Opening::InTerminal(launches.swap_remove(0)),
        _ => Opening::Detached,
    })
}

/// Starts a browser with `url`: `command` (argv, the address is appended) if it is not empty, else
/// `browser_env` (the value of `$BROWSER`), else what the system uses. Returns the program's name as
/// soon as it is started, whatever it does then.
pub fn open_in_browser(
    url: &WebUrl,
    command: &[String],
    browser_env: Option<&str>,
) -> Result<SafeText, BrowserError> {
    let planned = plan_launches(url, command, browser_env)?;
    let launches = if planned.is_empty() {
        open::commands(url.as_str())
    } else {
        planned.iter().filter_map(|argv| to_command(argv)).collect()
    };
    start_first(launches)
}

/// The programs to try, in order, each as argv; empty when the system decides.
fn plan_launches(
    url: &WebUrl,
    command: &[String],
    browser_env: Option<&str>,
) -> Result<Vec<Vec<String>>, BrowserError> {
    if !command.is_empty() {
        return Ok(vec![with_address(command, url)]);
    }
    let mut launches = Vec::new();
    // By old custom `$BROWSER` may list several, the best first.
    for one in browser_env.unwrap_or_default().split(':').filter(|one| !one.trim().is_empty()) {
        let words = shlex::split(one).ok_or(BrowserError::Unreadable)?;
        if words.iter().any(|word| word.contains("%s")) {
            launches.push(words.iter().map(|word| word.replace("%s", url.as_str())).collect());
        } else if !words.is_empty() {
            launches.push(with_address(&words, url));
        }
    }
    Ok(launches)
}

fn with_address(words: &[String], url: &WebUrl) -> Vec<String> {
    words.iter().cloned().chain([url.as_str().to_owned()]).collect()
}

fn to_command(argv: &[String]) -> Option<Command> {
    let (program, arguments) = argv.split_first()?;
    let mut command = Command::new(program);
    command.args(arguments);
    Some(command)
}

fn start_first(launches: Vec<Command>) -> Result<SafeText, BrowserError> {
    let mut failure = BrowserError::NoProgram;
    for mut command in launches {
        let program = SafeText::from(command.get_program().to_string_lossy().into_owned());
        match start(&mut command) {
            Ok(()) => return Ok(program),
            Err(error) => {
                failure = BrowserError::NotStarted { program, reason: SafeText::from(error.to_string()) };
            }
        }
    }
    Err(failure)
}

fn start(command: &mut Command) -> std::io::Result<()> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // A process group of its own: Ctrl-C in the terminal is not for the browser.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.spawn()?;
    // Waited for, so that no dead process stays behind while the reader runs on.
    std::thread::Builder::new().name("browser".to_owned()).spawn(move || child.wait()).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url() -> WebUrl {
        WebUrl::parse("https://a.example/x?q=$(reboot)&'\"").expect("an address")
    }

    fn plan(command: &[&str], browser: Option<&str>) -> Vec<Vec<String>> {
        let command: Vec<String> = command.iter().map(|word| (*word).to_owned()).collect();
        plan_launches(&url(), &command, browser).expect("a plan")
    }

    #[test]
    fn the_configured_command_wins_and_gets_the_address_last() {
        assert_eq!(plan(&["firefox", "--new tab"], Some("w3m")), [["firefox", "--new tab", url().as_str()]]);
    }

    #[test]
    fn browser_is_split_as_words_and_as_a_list() {
        let expected = [
            vec!["my browser".to_owned(), "-n".into(), url().as_str().into()],
            vec!["w3m".to_owned(), url().as_str().into()],
        ];
        assert_eq!(plan(&[], Some("'my browser' -n::w3m")), expected);
    }

    #[test]
    fn the_address_stays_one_argument_where_a_place_is_named_for_it() {
        assert_eq!(
            plan(&[], Some("opener --url=%s -x")),
            [["opener".to_owned(), format!("--url={}", url().as_str()), "-x".into()]]
        );
    }

    #[test]
    fn nothing_configured_leaves_it_to_the_system() {
        assert!(plan(&[], None).is_empty());
        assert!(plan(&[], Some(" ")).is_empty());
    }

    #[test]
    fn over_ssh_an_address_is_copied_unless_a_browser_is_named() {
        let plan = |command: &[&str], browser, is_remote| {
            let command: Vec<String> = command.iter().map(|word| (*word).to_owned()).collect();
            plan_opening(&url(), &command, browser, is_remote).expect("a plan")
        };
        assert_eq!(plan(&[], None, true), Opening::Copied);
        assert_eq!(plan(&[], Some(" "), true), Opening::Copied);
        assert_eq!(plan(&[], None, false), Opening::Detached);
        assert_eq!(plan(&["firefox"], None, true), Opening::Detached);
        assert_eq!(plan(&[], Some("firefox"), true), Opening::Detached);
        let in_terminal = Opening::InTerminal(vec!["/usr/bin/w3m".into(), url().as_str().into()]);
        assert_eq!(plan(&[], Some("/usr/bin/w3m:firefox"), true), in_terminal);
        assert_eq!(plan(&["/usr/bin/w3m"], None, false), in_terminal);
    }

    #[test]
    fn an_open_quote_is_a_mistake() {
        assert_eq!(plan_launches(&url(), &[], Some("'firefox")), Err(BrowserError::Unreadable));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let command = ["/nonexistent/browser".to_owned()];
        let error = open_in_browser(&url(), &command, None).expect_err("no such program");
        assert!(error.to_string().starts_with("/nonexistent/browser could not be started"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_gets_the_address_as_one_argument_and_no_shell() {
        let root = tempfile::tempdir().expect("a folder");
        let (script, pipe) = (root.path().join("browser"), root.path().join("pipe"));
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        let text = format!("printf '%s|%s' \"$#\" \"$1\" > '{}'\n", pipe.display());
        std::fs::write(&script, text).expect("a script");
        let command = ["/bin/sh".to_owned(), script.display().to_string()];
        open_in_browser(&url(), &command, None).expect("a start");
        let seen = std::fs::read_to_string(&pipe).expect("what the program saw");
        assert_eq!(seen, format!("1|{}", url().as_str()));
    }
}
