//! The mouse: what a click, the wheel or a drag means at a place of the screen, as the last frame
//! measured it.

use super::dispatch::{on_command, settle};
use super::effect::{Effect, Effects};
use super::focus::Focus;
use super::main_view::Main;
use super::message::{Mouse, MouseKind};
use super::metrics::Target;
use super::model::{Ctx, Model};
use super::moving::Motion;
use super::overlays::Overlay;
use super::preferences::Divider;
use super::update::{in_room, in_view};
use crate::command::{Command, Context, Edit};

/// Lines that one turn of the wheel scrolls in a text.
const WHEEL_LINES: isize = 3;

/// The state of the mouse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pointing {
    /// The line between panes that it holds.
    pub dragged: Option<Divider>,
    /// True while the mouse is left to the terminal.
    pub is_off: bool,
}

/// Takes in what the mouse did.
pub(super) fn on_mouse(model: &mut Model, mouse: Mouse, ctx: &Ctx<'_>) -> Effects {
    match mouse.kind {
        MouseKind::Press => on_press(model, mouse, ctx),
        MouseKind::Drag => on_drag(model, mouse),
        MouseKind::Release => on_release(model),
        MouseKind::WheelUp => on_wheel(model, mouse, -1, ctx),
        MouseKind::WheelDown => on_wheel(model, mouse, 1, ctx),
    }
}

fn on_press(model: &mut Model, mouse: Mouse, ctx: &Ctx<'_>) -> Effects {
    model.dirty = true;
    if is_for_overlay(model, mouse) {
        return on_overlay(model, mouse, ctx);
    }
    model.pointing.dragged = line_at(model, mouse);
    if model.pointing.dragged.is_some() {
        return Effects::new();
    }
    let had_the_keys = model.overlays.is_empty();
    // Whoever turns to a pane is done with the line of a search, as with Enter.
    let mut effects = match model.overlays.last() {
        Some(Overlay::Search(_) | Overlay::Find(_)) => on_command(model, Command::Open, ctx),
        _ => Effects::new(),
    };
    let (column, row) = (mouse.column, mouse.row);
    effects.extend(if model.metrics.sources.area.contains(column, row) {
        on_source(model, mouse, ctx)
    } else if model.metrics.entries.area.contains(column, row) {
        on_entry(model, mouse, had_the_keys, ctx)
    } else if model.metrics.article.area.contains(column, row) {
        on_article(model, mouse, ctx)
    } else {
        Effects::new()
    });
    effects
}

/// Where an overlay leaves the panes to be seen, they have the mouse beside it.
fn is_for_overlay(model: &Model, mouse: Mouse) -> bool {
    model.overlays.last().is_some_and(|overlay| {
        !overlay.is_part_of_a_pane() || model.metrics.overlay.area.contains(mouse.column, mouse.row)
    })
}

/// A click beside an overlay closes it, as Esc does.
fn on_overlay(model: &mut Model, mouse: Mouse, ctx: &Ctx<'_>) -> Effects {
    let metrics = &model.metrics.overlay;
    if !metrics.area.contains(mouse.column, mouse.row) {
        return on_command(model, Command::Back, ctx);
    }
    if let Some(beside) = &metrics.beside
        && let Some(row) = beside.row_at(mouse.column, mouse.row)
    {
        let side = if beside.body.x < metrics.body.x { Command::Left } else { Command::Right };
        let mut effects = on_command(model, side, ctx);
        effects.extend(on_row_of_overlay(model, row, ctx));
        return effects;
    }
    match metrics.row_at(mouse.column, mouse.row) {
        Some(row) => on_row_of_overlay(model, row, ctx),
        None => Effects::new(),
    }
}

fn on_row_of_overlay(model: &mut Model, row: usize, ctx: &Ctx<'_>) -> Effects {
    let Some(mut top) = model.overlays.pop() else { return Effects::new() };
    let outcome = in_room(model, ctx, |room| top.layer().on_click(row, room));
    settle(model, top, outcome, ctx).unwrap_or_default()
}

fn on_source(model: &mut Model, mouse: Mouse, ctx: &Ctx<'_>) -> Effects {
    let row = model.metrics.sources.row_at(mouse.column, mouse.row);
    model.focus = Focus::Sources;
    in_view(model, ctx, |main, _| {
        if let Some(row) = row {
            main.sources.cursor.move_to(row, main.sources.seen_len());
        }
        Effects::new()
    })
}

/// A click selects; one on what is selected already opens it, if the keys were for the panes.
fn on_entry(model: &mut Model, mouse: Mouse, had_the_keys: bool, ctx: &Ctx<'_>) -> Effects {
    let row = model.metrics.entries.row_at(mouse.column, mouse.row);
    let had_the_keys = had_the_keys && model.focus == Focus::Entries;
    model.focus = Focus::Entries;
    let Some(row) = row else { return Effects::new() };
    let selected = model.main.entries.list.shown().map(|list| list.cursor.selected);
    if had_the_keys && selected == Some(row) {
        return on_command(model, Command::Open, ctx);
    }
    in_view(model, ctx, |main, desk| main.entries.move_to(row, desk.requests))
}

fn on_article(model: &mut Model, mouse: Mouse, ctx: &Ctx<'_>) -> Effects {
    if model.focus != Focus::Zen {
        model.focus = Focus::Article;
    }
    match model.metrics.article.target_at(mouse.column, mouse.row) {
        Some(Target::Back) => on_command(model, Command::Left, ctx),
        Some(Target::Original) => on_command(model, Command::OpenOriginal, ctx),
        Some(Target::FullText) => on_command(model, Command::ToggleFullText, ctx),
        Some(Target::Analysis) => on_command(model, Command::Analysis, ctx),
        Some(Target::Picture(picture)) => in_view(model, ctx, |main, desk| main.click_picture(picture, desk)),
        Some(Target::Link(url)) => vec![Effect::OpenInBrowser(url)],
        Some(Target::File(kind, url)) => vec![Effect::OpenFile(kind, url)],
        Some(Target::Place(place)) => {
            model.main.article.go_to_place(place);
            Effects::new()
        }
        None => in_view(model, ctx, Main::on_opened),
    }
}

fn on_wheel(model: &mut Model, mouse: Mouse, by: isize, ctx: &Ctx<'_>) -> Effects {
    model.dirty = true;
    let (column, row) = (mouse.column, mouse.row);
    if is_for_overlay(model, mouse) {
        return on_command(model, wheel_command(model.context(), by), ctx);
    }
    if model.metrics.article.area.contains(column, row) {
        return in_view(model, ctx, |main, desk| {
            main.scroll(Motion::Steps(by * WHEEL_LINES), desk.metrics);
            Effects::new()
        });
    }
    if model.metrics.sources.area.contains(column, row) {
        return in_view(model, ctx, |main, _| {
            main.sources.cursor.move_by(by, main.sources.seen_len());
            Effects::new()
        });
    }
    in_view(model, ctx, |main, desk| main.entries.move_by(by, desk.requests))
}

fn wheel_command(context: Context, by: isize) -> Command {
    match (context, by > 0) {
        (Context::Line, true) => Command::Edit(Edit::Later),
        (Context::Line, false) => Command::Edit(Edit::Earlier),
        (_, true) => Command::Down,
        (_, false) => Command::Up,
    }
}

/// The line between panes at a place, with the column of air on each side.
fn line_at(model: &Model, mouse: Mouse) -> Option<Divider> {
    let near = |x: u16| x.abs_diff(mouse.column) <= 1;
    let rules = &model.metrics.rules;
    let index = rules.iter().position(|rule| rule.contains(rule.x, mouse.row) && near(rule.x))?;
    let is_left_of_entries = index == 0 && model.metrics.sources.area.width > 0;
    Some(if is_left_of_entries { Divider::Sources } else { Divider::Entries })
}

fn on_drag(model: &mut Model, mouse: Mouse) -> Effects {
    let Some(dragged) = model.pointing.dragged else { return Effects::new() };
    let rule = match dragged {
        Divider::Sources => model.metrics.rules.first(),
        Divider::Entries => model.metrics.rules.last(),
    };
    let Some(rule) = rule else { return Effects::new() };
    let by = i16::try_from(i32::from(mouse.column) - i32::from(rule.x)).unwrap_or(0);
    model.preferences.dividers.move_by(dragged, by);
    model.dirty = true;
    Effects::new()
}

fn on_release(model: &mut Model) -> Effects {
    match model.pointing.dragged.take() {
        Some(_) => vec![Effect::keep(&model.preferences)],
        None => Effects::new(),
    }
}
