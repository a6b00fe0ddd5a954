//! The reader as a state machine: a [`Message`] goes in, a changed [`Model`] and a list of
//! [`Effect`]s come out. Pure: no clock, no task, no terminal, no database; `runtime` calls
//! [`update()`] and runs the effects, `ui` draws the model.
//!
//! A new overlay takes: a file in [`overlays`] with its state and its [`overlays::Layer`], a variant of
//! [`Overlay`] (and its line in `layer` and `context`), a file of the same name in `ui::overlays`, a
//! command in `command::registry` if a key opens it, obeyed in `main_view` (or in `dispatch`, where it
//! needs no pane), and screens in `tests/it/tui`. What it has to read is an [`Effect`] answered by an
//! event, in `runtime::reads`.

mod about;
pub mod analyzed;
mod bookmarks;
mod category_path;
mod cursor;
mod dispatch;
mod downloading;
mod effect;
mod focus;
pub mod fuzzy;
mod line;
mod loadable;
mod looked;
mod main_view;
mod message;
mod metrics;
mod model;
mod moving;
pub mod overlays;
pub mod panes;
mod pictures;
mod places;
mod pointing;
mod preferences;
mod request;
mod room;
mod scroll;
mod session;
mod source;
mod status;
mod update;

pub use cursor::ListCursor;
pub use effect::{
    BookOf, ChangeOrder, DownloadOrder, Effect, Effects, FeedSetting, Marking, PageRequest, PipeOrder,
    RefreshScope, SaveOrder, SmartQueries,
};
pub use focus::Focus;
pub use line::Line;
pub use loadable::Loadable;
pub use main_view::Main;
pub use message::{Input, Message, Mouse, MouseKind};
pub use metrics::{Area, ArticleMetrics, ListMetrics, Target, ViewMetrics};
pub use model::{Ctx, Keys, Model};
pub use overlays::Overlay;
pub use pictures::{Absence, Pictures};
pub use places::{Place, Places};
pub use preferences::{ChosenTheme, Dividers, Grouping, Listing, Order, Preferences, ReadShown};
pub use request::Requests;
pub use session::Session;
pub use source::Source;
pub use status::{Hint, Notice, Running, Status, Tone};
pub use update::{settle_in, start, update};
