//! What can happen to the reader.

use crate::command::{Command, KeyChord};
use crate::domain::Event;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// The person or the terminal did something.
    Input(Input),
    /// A command was given by name.
    Command(Command),
    /// Background work reports a fact.
    Event(Event),
}

/// What comes from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(KeyChord),
    /// Pasted text.
    Paste(String),
    /// The terminal has another size; the next frame finds out which.
    Resized,
    /// The terminal got the keyboard back.
    FocusGained,
    /// The terminal lost the keyboard.
    FocusLost,
}
