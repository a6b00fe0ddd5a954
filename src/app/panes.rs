//! The panes of the main view: what each holds and how it moves. What one pane's change means for the
//! others is decided in `app::main_view`; how they look is in `ui::panes`.

pub mod article;
pub mod entries;
pub mod sources;

pub use article::Article;
pub use entries::Entries;
pub use sources::{SourceRow, Sources};
