//! The screen: draws the model and hands back what it measured. It never changes the model, starts
//! nothing and reads no clock. Every string it draws is a `SafeText` or a literal of this program.
//! Called by `runtime` once per frame.
//!
//! A new overlay is drawn by a file of its own in `overlays`, named in `overlays::draw`: a head and
//! rows with `open_frame`, `below_head` and `draw_rows`, unless it looks otherwise. What it returns is
//! what the mouse and paging know of it.

mod canvas;
mod format;
mod frame;
mod glyphs;
mod keys_line;
mod layout;
mod line_field;
mod link;
mod list;
mod overlays;
mod page;
mod panes;
mod pictures;
mod status_line;
mod theme;

pub use frame::Ui;
pub use glyphs::{Glyphs, Signs};
pub use link::LinkArea;
pub use pictures::{Encoded, Encoder, Images};
pub use theme::{Face, Theme, ThemeMistake};
