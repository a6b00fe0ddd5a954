//! What a person can tell the reader to do: the commands with their documentation, the keys that
//! give them, and the file that changes the keys. Pure; it knows no terminal library. What a command
//! does is decided in `app`; `runtime` turns terminal events into [`KeyChord`]s.

pub mod key;
pub mod keymap;
pub mod registry;

pub use key::{Key, KeyChord};
pub use keymap::{Keymap, Lookup};
pub use registry::{Command, CommandSpec, Context, Edit, Section};
