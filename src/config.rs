//! The person's configuration: files merged over the defaults in `assets/`, checked as a whole, and
//! the places where files live.
//!
//! Not here: what a setting means to a feature. `main`, `cli` and `runtime` load it; engines never
//! see [`Settings`], `service` translates.

mod colours;
mod environment;
mod load;
mod notice;
mod paths;
mod picture_protocol;
mod pipes;
mod reader;
mod reader_list;
mod settings;
mod themes;
mod value;

pub use colours::ColourDepth;
pub use environment::Environment;
pub use load::{Checked, DEFAULT_CONFIG, Error, check, load};
pub use notice::{Notice, Severity};
pub use paths::{
    Location, PathError, Paths, Profile, create_private_dir, documents_folder, open_private_append,
};
pub use picture_protocol::PictureProtocol;
pub use reader_list::{HomeFolders, ReaderList};
pub use settings::{
    Analysis, Enclosures, Glyphs, GoogleNews, Images, KeySource, MarkRead, Pipe, Provider, ProviderKind,
    Refresh, Settings,
};
pub use themes::{ThemeError, built_in_theme, built_in_theme_names};
pub use value::parse_duration;
