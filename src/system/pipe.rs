//! Gives a text to a program of the person's: by its standard input, never as a part of a command. The
//! program gets the terminal for as long as it runs, or none at all. Argv only, never a shell.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::text::SafeText;

/// What is kept of what a program prints; the rest is read and dropped, so that it can go on.
const MOST_KEPT: u64 = 4_096;
/// A program that has ended may have left others behind that hold its output.
const LAST_OUTPUT: Duration = Duration::from_millis(300);

/// Programs that draw in the terminal.
const IN_TERMINAL: [&str; 22] = [
    "bat", "dialog", "ed", "emacs", "fzf", "glow", "helix", "hx", "joe", "kak", "less", "man", "mcedit",
    "micro", "more", "most", "nano", "nvim", "vi", "view", "vim", "w3m",
];

/// A text for a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piped {
    /// The program and its arguments.
    pub argv: Vec<String>,
    /// What it reads.
    pub input: String,
    /// Variables that it finds in its environment.
    pub variables: Vec<(&'static str, String)>,
}

/// Why a program did not take a text.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PipeError {
    /// It did not start.
    #[error("{program} could not be started: {reason}")]
    NotStarted {
        /// The program.
        program: SafeText,
        /// What the system said.
        reason: SafeText,
    },
    /// It ended with a failure.
    #[error("{program} ended with {status}{}{said}", if said.is_empty() { "" } else { ": " })]
    Failed {
        /// The program.
        program: SafeText,
        /// `exit status: 3`, `signal: 9 (SIGKILL)`.
        status: ExitStatus,
        /// What it said about that, in its last line.
        said: SafeText,
    },
}

/// True for a program that draws in the terminal, by its name.
#[must_use]
pub fn draws_in_terminal(program: &str) -> bool {
    let name = Path::new(program).file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| IN_TERMINAL.contains(&name))
}

impl Piped {
    /// Runs the program on the terminal of this process until it ends; who takes the terminal away and
    /// back is the caller's business.
    pub fn run_in_terminal(&self) -> Result<(), PipeError> {
        let mut child = self.start(self.command().stdin(Stdio::piped()))?;
        let writer = self.write_to(&mut child);
        let status = child.wait().map_err(|error| self.not_started(&error))?;
        drop(writer);
        self.judge(status, "")
    }

    /// Runs the program without a terminal until it ends; returns the first line that it printed.
    pub fn run_apart(&self) -> Result<SafeText, PipeError> {
        let mut command = self.command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A process group of its own: Ctrl-C in the terminal is not for it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = self.start(&mut command)?;
        let writer = self.write_to(&mut child);
        let (printed, said) = (reader(child.stdout.take()), reader(child.stderr.take()));
        let status = child.wait().map_err(|error| self.not_started(&error))?;
        drop(writer);
        let text = |kept: &mpsc::Receiver<String>| kept.recv_timeout(LAST_OUTPUT).unwrap_or_default();
        self.judge(status, &text(&said))?;
        Ok(SafeText::folded(line_of(text(&printed).lines()), 200))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.program());
        command.args(self.argv.iter().skip(1));
        // A title holds no NUL, which is all that an environment cannot.
        command.envs(self.variables.iter().map(|(name, value)| (name, value.replace('\0', ""))));
        command
    }

    fn program(&self) -> &str {
        self.argv.first().map_or("", String::as_str)
    }

    fn start(&self, command: &mut Command) -> Result<Child, PipeError> {
        command.spawn().map_err(|error| self.not_started(&error))
    }

    fn not_started(&self, error: &io::Error) -> PipeError {
        PipeError::NotStarted {
            program: SafeText::new(self.program()),
            reason: SafeText::new(&error.to_string()),
        }
    }

    /// A program may end without reading all: that is its right, and no failure.
    fn write_to(&self, child: &mut Child) -> Option<thread::JoinHandle<()>> {
        let mut pipe = child.stdin.take()?;
        let input = self.input.clone();
        let write = move || drop(pipe.write_all(input.as_bytes()));
        thread::Builder::new().name("pipe".to_owned()).spawn(write).ok()
    }

    fn judge(&self, status: ExitStatus, said: &str) -> Result<(), PipeError> {
        if status.success() {
            return Ok(());
        }
        let said = SafeText::folded(line_of(said.lines().rev()), 200);
        Err(PipeError::Failed { program: SafeText::new(self.program()), status, said })
    }
}

fn line_of<'t>(mut lines: impl Iterator<Item = &'t str>) -> &'t str {
    lines.find(|line| !line.trim().is_empty()).unwrap_or_default()
}

/// Reads what a program prints to its end; the start of it comes through the channel.
fn reader(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    let read = move || {
        let Some(mut pipe) = pipe else { return };
        let mut kept = Vec::new();
        // What cannot be read was not said.
        drop(pipe.by_ref().take(MOST_KEPT).read_to_end(&mut kept));
        drop(io::copy(&mut pipe, &mut io::sink()));
        drop(sender.send(String::from_utf8_lossy(&kept).into_owned()));
    };
    drop(thread::Builder::new().name("pipe".to_owned()).spawn(read));
    receiver
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn piped(argv: &[&str], input: &str) -> Piped {
        let title = "$(reboot) `x` \"; rm -rf / #".to_owned();
        Piped {
            argv: argv.iter().map(|word| (*word).to_owned()).collect(),
            input: input.to_owned(),
            variables: vec![("TIDINGS_TITLE", title), ("TIDINGS_URL", "https://a.example/".to_owned())],
        }
    }

    fn said(argv: &[&str], input: &str) -> String {
        piped(argv, input).run_apart().map_or_else(|error| error.to_string(), |line| line.to_string())
    }

    #[test]
    fn the_text_comes_by_standard_input_and_the_rest_by_the_environment() {
        assert_eq!(said(&["cat"], "\n one\ntwo"), "one");
        let script =
            ["sh", "-c", "printf '%s|%s|%s' \"$#\" \"$TIDINGS_TITLE\" \"$TIDINGS_URL\"", "$(reboot)"];
        assert_eq!(said(&script, ""), "0|$(reboot) `x` \"; rm -rf / #|https://a.example/");
        assert_eq!(said(&["printf", "\\033[31mred\\007\\n"], ""), "[31mred");
    }

    #[test]
    fn a_failure_is_told_with_its_status() {
        let failed = said(&["sh", "-c", "echo first >&2; echo 'no such address' >&2; exit 3"], "x");
        assert_eq!(failed, "sh ended with exit status: 3: no such address");
        assert_eq!(said(&["sh", "-c", "kill -9 $$"], "x"), "sh ended with signal: 9 (SIGKILL)");
        assert!(
            said(&["/nonexistent/mailer"], "x").starts_with("/nonexistent/mailer could not be started: ")
        );
        assert!(said(&[], "x").contains("could not be started"));
    }

    #[test]
    fn long_texts_pass_and_a_program_may_stop_reading() {
        let long = "news of the day\n".repeat(40_000);
        assert_eq!(said(&["sh", "-c", "tee /dev/stderr | wc -l | tr -d ' '"], &long), "40000");
        assert_eq!(said(&["head", "-n", "1"], &long), "news of the day");
        assert_eq!(said(&["true"], &long), "");
    }

    #[test]
    fn a_program_that_leaves_another_behind_has_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let gate = folder.path().join("gate");
        assert!(Command::new("mkfifo").arg(&gate).status().expect("mkfifo").success());
        let script = format!("(read -r line < '{}') & exit 4", gate.display());
        assert_eq!(said(&["sh", "-c", &script], ""), "sh ended with exit status: 4");
        // The other one still holds the output, and ends now.
        std::fs::write(&gate, "\n").expect("a line");
    }

    #[test]
    fn pagers_and_editors_are_known_by_their_names() {
        assert!(draws_in_terminal("less") && draws_in_terminal("/usr/bin/nvim"));
        assert!(!draws_in_terminal("wc") && !draws_in_terminal("/less/wc") && !draws_in_terminal(""));
    }
}
