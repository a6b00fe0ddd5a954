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
    /// The mouse.
    Mouse(Mouse),
    /// The terminal has another size; the next frame finds out which.
    Resized,
    /// The terminal got the keyboard back.
    FocusGained,
    /// The terminal lost the keyboard.
    FocusLost,
}

/// What the mouse did, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// The column, counted from 0.
    pub column: u16,
    /// The line, counted from 0.
    pub row: u16,
}

/// What a mouse does. Buttons are the left one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The button went down.
    Press,
    /// It moved with the button down.
    Drag,
    /// The button came up.
    Release,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}
