//! What a pane or an overlay may touch beside itself.

use super::focus::Focus;
use super::main_view::Main;
use super::metrics::ViewMetrics;
use super::model::Ctx;
use super::preferences::Preferences;
use super::request::Requests;
use super::status::Status;

/// Everything beside the main view.
pub struct Desk<'a> {
    /// The pane that has the keys.
    pub focus: &'a mut Focus,
    /// The status line.
    pub status: &'a mut Status,
    /// The person's habits.
    pub preferences: &'a mut Preferences,
    /// Numbers of requests.
    pub requests: &'a mut Requests,
    /// What the last frame measured.
    pub metrics: &'a ViewMetrics,
    /// The world.
    pub ctx: &'a Ctx<'a>,
}

/// What an overlay sees: the main view below it, and everything beside.
pub struct Room<'a, 'd> {
    /// The main view.
    pub main: &'a mut Main,
    /// Everything beside.
    pub desk: &'a mut Desk<'d>,
}
