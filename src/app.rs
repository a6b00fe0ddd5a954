//! The reader as a state machine: a [`Message`] goes in, a changed [`Model`] and a list of
//! [`Effect`]s come out. Pure: no clock, no task, no terminal, no database; `runtime` calls
//! [`update()`] and runs the effects, `ui` draws the model.

mod cursor;
mod effect;
mod focus;
mod loadable;
mod main_view;
mod message;
mod metrics;
mod model;
pub mod overlays;
pub mod panes;
mod request;
mod session;
mod source;
mod status;
mod update;

pub use cursor::ListCursor;
pub use effect::{Effect, Effects, Marking, PageRequest, RefreshScope, SmartQueries};
pub use focus::Focus;
pub use loadable::Loadable;
pub use main_view::Main;
pub use message::{Input, Message, Mouse, MouseKind};
pub use metrics::{ArticleMetrics, ListMetrics, ViewMetrics};
pub use model::{Ctx, Keys, Model, View};
pub use overlays::Overlay;
pub use request::Requests;
pub use session::Session;
pub use source::Source;
pub use status::{Notice, Running, Status, Tone};
pub use update::{settle_in, start, update};
