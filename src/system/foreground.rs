//! Programs that get the terminal for as long as they run: the person's editor and browsers that draw
//! text. Argv only, never a shell; who takes the terminal away and back is the caller's business.

use std::io;
use std::path::Path;
use std::process::Command;

use crate::text::SafeText;

/// Used when neither `$VISUAL` nor `$EDITOR` is set.
const EDITOR: &str = "vi";

/// Browsers that draw in the terminal.
const TEXT_BROWSERS: [&str; 8] = ["browsh", "carbonyl", "cha", "elinks", "links", "links2", "lynx", "w3m"];

/// Why a program did not run.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForegroundError {
    /// `$VISUAL` or `$EDITOR` is not written as words.
    #[error("$VISUAL or $EDITOR has a quote that is not closed: write it as a command with its arguments")]
    Unreadable,
    /// It did not start.
    #[error("{program} could not be started ({reason}): set $EDITOR or $BROWSER to a program that is there")]
    NotStarted {
        /// The program.
        program: SafeText,
        /// What the system said.
        reason: SafeText,
    },
}

/// The person's editor as argv; `setting` is the value of `$VISUAL` or `$EDITOR`.
pub fn editor_command(setting: Option<&str>) -> Result<Vec<String>, ForegroundError> {
    let words = shlex::split(setting.unwrap_or_default()).ok_or(ForegroundError::Unreadable)?;
    Ok(if words.is_empty() { vec![EDITOR.to_owned()] } else { words })
}

/// True for a browser that draws in the terminal, by the name of its program.
#[must_use]
pub fn is_text_browser(program: &str) -> bool {
    let name = Path::new(program).file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| TEXT_BROWSERS.contains(&name))
}

/// Runs a program on the terminal of this process until it ends; true if it ended well.
pub fn run_in_foreground(argv: &[String]) -> Result<bool, ForegroundError> {
    let program = argv.first().map_or("", String::as_str);
    let failed = |error: &io::Error| ForegroundError::NotStarted {
        program: SafeText::new(program),
        reason: SafeText::new(&error.to_string()),
    };
    let status = Command::new(program).args(argv.iter().skip(1)).status();
    status.map(|status| status.success()).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_words_and_vi_without_any() {
        assert_eq!(editor_command(Some("'my editor' -w")), Ok(vec!["my editor".into(), "-w".into()]));
        assert_eq!(editor_command(Some("  ")), Ok(vec!["vi".into()]));
        assert_eq!(editor_command(None), Ok(vec!["vi".into()]));
        assert_eq!(editor_command(Some("'vim")), Err(ForegroundError::Unreadable));
    }

    #[test]
    fn text_browsers_are_known_by_the_name_of_their_program() {
        assert!(is_text_browser("w3m") && is_text_browser("/usr/bin/lynx"));
        assert!(!is_text_browser("firefox") && !is_text_browser("/w3m/opener") && !is_text_browser(""));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = run_in_foreground(&["/nonexistent/vi".to_owned()]).expect_err("no such program");
        assert!(error.to_string().starts_with("/nonexistent/vi could not be started"), "{error}");
    }
}
