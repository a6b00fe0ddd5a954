//! Orders that only the screen can carry out, between two frames: what is written to the terminal must
//! not meet a frame that is being written. Called by the loop; `effects` gives them.

use super::editor::Editor;
use super::terminal::Screen;
use crate::domain::{EntryId, Event, WebUrl};
use crate::system::{Piped, run_in_foreground};
use crate::text::SafeText;

/// An order to the screen.
#[derive(Clone, Debug)]
pub enum ScreenOrder {
    /// Put `text` on the clipboard of the terminal.
    Copy {
        /// What is copied.
        text: String,
        /// What the person is told then.
        told: SafeText,
    },
    /// Report the mouse, or leave it to the terminal.
    SetMouse(bool),
    /// Give a program (argv) the terminal until it ends.
    Run(Vec<String>),
    /// Give a program the terminal and an article until it ends.
    Pipe(Piped),
    /// Give the person's editor the terminal until the note is written.
    EditNote {
        /// The entry.
        entry: EntryId,
        /// The note as it is.
        text: String,
        /// The person's editor.
        editor: Editor,
    },
}

impl ScreenOrder {
    /// Copies what the person asked for.
    pub fn copy(text: String) -> Self {
        let told = SafeText::new(&format!("Copied {text}"));
        Self::Copy { text, told }
    }

    /// Copies an address that cannot be opened here.
    pub fn copy_address(url: &WebUrl) -> Self {
        let told = SafeText::new(&format!("Copied, as this is a remote session: {url}"));
        Self::Copy { text: url.as_str().to_owned(), told }
    }

    /// True if another program draws on the screen meanwhile.
    pub fn gives_screen_away(&self) -> bool {
        matches!(self, Self::Run(_) | Self::EditNote { .. })
    }

    /// Carries it out; the answer is for the reader.
    pub fn carry_out(self, screen: &mut dyn Screen) -> Event {
        let outcome = match self {
            Self::Copy { text, told } => screen.copy(&text).map(|()| told),
            Self::SetMouse(on) => screen.set_mouse(on).map(|()| told_of_mouse(on)),
            Self::Run(argv) => run(&argv, screen),
            Self::Pipe(piped) => pipe(&piped, screen),
            Self::EditNote { entry, text, editor } => match editor.edit(screen, &text) {
                Ok(Some(text)) => return Event::NoteWritten { entry, text },
                Ok(None) => Ok(SafeText::new("The note is as it was")),
                Err(error) => Err(error),
            },
        };
        Event::ProgramStarted { outcome: outcome.map_err(|error| SafeText::new(&error.to_string())) }
    }
}

fn told_of_mouse(on: bool) -> SafeText {
    SafeText::new(if on {
        "Mouse on; hold shift to select text"
    } else {
        "Mouse off: the terminal selects text"
    })
}

fn pipe(piped: &Piped, screen: &mut dyn Screen) -> std::io::Result<SafeText> {
    screen.hand_over(&mut || piped.run_in_terminal().map_err(std::io::Error::other))?;
    let program = piped.argv.first().map_or("", String::as_str);
    Ok(SafeText::new(&format!("Back from {program}")))
}

fn run(argv: &[String], screen: &mut dyn Screen) -> std::io::Result<SafeText> {
    let mut ended_well = true;
    screen.hand_over(&mut || {
        ended_well = run_in_foreground(argv).map_err(std::io::Error::other)?;
        Ok(())
    })?;
    let program = SafeText::new(argv.first().map_or("", String::as_str));
    Ok(if ended_well {
        SafeText::new(&format!("Back from {program}"))
    } else {
        SafeText::new(&format!("{program} ended with a failure"))
    })
}
