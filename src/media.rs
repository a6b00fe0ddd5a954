//! Pictures as files and as pixels: how large they may be, how they are decoded, and the folder that
//! keeps them. No network and no terminal here. Called by `service` and, for the pixels, by `runtime`.

mod decode;
mod error;
mod folder;
mod format;

pub use decode::{Bitmap, Fit, decode};
pub use error::Error;
pub use folder::Folder;
pub use format::Format;

/// Bytes of the file of a picture at most.
pub const MAX_FILE: usize = 8 << 20;
/// Pixels of a picture at most.
pub const MAX_PIXELS: u64 = 40_000_000;
