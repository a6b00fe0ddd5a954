//! What the person does: keys to commands, commands and text to the overlay on top and then to the
//! panes.

use super::downloading::stop_download;
use super::effect::{Effect, Effects};
use super::focus::Focus;
use super::message::Input;
use super::model::{Ctx, Model};
use super::overlays::prompt::Ask;
use super::overlays::{Catalogue, Changes, Help, Import, Outcome, Overlay, Palette, Search, Welcome};
use super::pointing::on_mouse;
use super::session::Session;
use super::update::{in_room, in_view, on_event};
use crate::command::{Command, Context, Edit, KeyChord, Lookup};
use crate::domain::Event;

/// Takes in what the person or the terminal did.
pub(super) fn on_input(model: &mut Model, input: &Input, ctx: &Ctx<'_>) -> Effects {
    match input {
        Input::Key(chord) => on_key(model, *chord, ctx),
        Input::Paste(text) => on_text(model, text, ctx),
        Input::Mouse(mouse) => on_mouse(model, *mouse, ctx),
        Input::Resized => redraw(model),
        // Another tidings may have changed the store meanwhile.
        Input::FocusGained => on_event(model, Event::EntriesChanged { entries: Vec::new() }, ctx),
        Input::FocusLost => Effects::new(),
    }
}

fn on_key(model: &mut Model, chord: KeyChord, ctx: &Ctx<'_>) -> Effects {
    let context = model.context();
    if let Some(typed) = chord.typed().filter(|_| context == Context::Line) {
        return on_text(model, typed.encode_utf8(&mut [0; 4]), ctx);
    }
    model.keys.pending.push(chord);
    match model.keys.keymap.lookup(context, &model.keys.pending) {
        Lookup::Found(command) => {
            model.keys.pending.clear();
            on_command(model, command, ctx)
        }
        Lookup::Pending => redraw(model),
        // The sequence leads nowhere; its last key may mean something by itself.
        Lookup::Unknown if model.keys.pending.len() > 1 => {
            model.keys.pending.clear();
            model.dirty = true;
            on_key(model, chord, ctx)
        }
        Lookup::Unknown => {
            model.keys.pending.clear();
            // The number of what is gone to from a page over the panes.
            let number = chord.typed().filter(|c| c.is_ascii_digit() && !model.overlays.is_empty());
            number.map_or_else(Effects::new, |c| on_text(model, c.encode_utf8(&mut [0; 4]), ctx))
        }
    }
}

/// Text is for the overlay on top, if it takes any; elsewhere a paste means nothing.
fn on_text(model: &mut Model, text: &str, ctx: &Ctx<'_>) -> Effects {
    model.dirty = true;
    let Some(mut top) = model.overlays.pop() else { return Effects::new() };
    let outcome = in_room(model, ctx, |room| top.layer().on_text(text, room));
    settle(model, top, outcome, ctx).unwrap_or_default()
}

/// Obeys a command: the overlay on top first, then the panes.
pub(super) fn on_command(model: &mut Model, command: Command, ctx: &Ctx<'_>) -> Effects {
    model.dirty = true;
    model.status.notice = None;
    if let Some(mut top) = model.overlays.pop() {
        let outcome = in_room(model, ctx, |room| top.layer().on_command(command, room));
        if let Some(effects) = settle(model, top, outcome, ctx) {
            return effects;
        }
    }
    obey(model, command, None, ctx)
}

/// Puts what an overlay answered into effect; `None` if it passed.
pub(super) fn settle(model: &mut Model, top: Overlay, outcome: Outcome, ctx: &Ctx<'_>) -> Option<Effects> {
    let mut effects = match outcome {
        Outcome::Handled(effects) => {
            model.overlays.push(top);
            effects
        }
        Outcome::Closed(effects) => {
            if std::mem::take(&mut model.main.leave_page) {
                model.overlays.pop();
            }
            effects
        }
        Outcome::Next(next, effects) => {
            model.overlays.push(*next);
            effects
        }
        Outcome::Over(over, effects) => {
            model.overlays.extend([top, *over]);
            effects
        }
        Outcome::Run(command, argument) => {
            let mut effects = vec![Effect::keep(&model.preferences)];
            effects.extend(obey(model, command, argument, ctx));
            return Some(effects);
        }
        Outcome::Pass => {
            model.overlays.push(top);
            return None;
        }
    };
    effects.extend(in_view(model, ctx, |_, _| Effects::new()));
    Some(effects)
}

/// Obeys a command in the panes; `argument` answers what it asks.
fn obey(model: &mut Model, command: Command, argument: Option<String>, ctx: &Ctx<'_>) -> Effects {
    let mut effects = match command {
        Command::Quit => return quit(model, ctx),
        Command::Leave if model.focus == Focus::Sources => return quit(model, ctx),
        Command::Back if model.focus == Focus::Sources && model.status.refresh.is_some() => {
            return vec![Effect::CancelRefresh];
        }
        Command::Back if model.focus == Focus::Sources && model.status.download.is_some() => {
            return stop_download(model);
        }
        Command::StopDownload => return stop_download(model),
        Command::Back if model.main.article.full_texts.fetching.is_some() => {
            in_view(model, ctx, |main, desk| main.stop_fetching(desk).unwrap_or_default())
        }
        Command::Suspend => return vec![Effect::Suspend],
        Command::ToggleMouse => {
            model.pointing.is_off = !model.pointing.is_off;
            vec![Effect::SetMouse(!model.pointing.is_off)]
        }
        Command::Undo => vec![Effect::Undo],
        Command::Redo => vec![Effect::Redo],
        Command::Help => open(model, Overlay::Help(Help::new(model.context()))),
        Command::Palette => open(model, Overlay::Palette(Palette::new(model.focus.context()))),
        Command::Changes => {
            let (changes, effects) = Changes::open(&mut model.requests);
            model.overlays.push(Overlay::Changes(changes));
            effects
        }
        Command::Catalogue | Command::Import => open_first_run(model, command),
        Command::Search => {
            let text = model.main.search.as_ref().map_or(String::new(), |search| search.text.clone());
            open(model, Overlay::Search(Search::new(&text)))
        }
        command => {
            let (main, mut desk) = model.parts(ctx);
            let mut obeyed = main.on_command(command, &mut desk);
            obeyed.effects.extend(main.follow(&mut desk));
            model.overlays.extend(obeyed.overlay);
            obeyed.effects
        }
    };
    effects.extend(argument.map(|argument| answer_prompt(model, &argument, ctx)).unwrap_or_default());
    effects
}

/// The ways to the first feeds. The welcome is for who has none; others want the choice at once.
fn open_first_run(model: &mut Model, command: Command) -> Effects {
    let requests = &mut model.requests;
    let (overlay, effects) = if command == Command::Import {
        let (import, effects) = Import::open(requests);
        (Overlay::Import(import), effects)
    } else if model.main.sources.has_no_feeds() {
        let (welcome, effects) = Welcome::open(requests);
        (Overlay::Welcome(welcome), effects)
    } else {
        let (catalogue, effects) = Catalogue::open(requests);
        (Overlay::Catalogue(catalogue), effects)
    };
    model.overlays.push(overlay);
    effects
}

/// What was typed after a command's name answers the prompt that the command opened, in place of what
/// stands there; tags come to those that are there.
fn answer_prompt(model: &mut Model, argument: &str, ctx: &Ctx<'_>) -> Effects {
    let mut effects = match model.overlays.last() {
        None => return Effects::new(),
        Some(Overlay::Prompt(prompt)) if matches!(prompt.ask, Ask::Tags { .. }) => Effects::new(),
        Some(_) => on_command(model, Command::Edit(Edit::DeleteToStart), ctx),
    };
    effects.extend(on_text(model, argument, ctx));
    if model.overlays.last().is_some_and(|overlay| overlay.context() == Context::Line) {
        effects.extend(on_command(model, Command::Open, ctx));
    }
    effects
}

fn quit(model: &mut Model, ctx: &Ctx<'_>) -> Effects {
    model.preferences.looked.leave(ctx.moment.now);
    model.main.keep_bookmark(&model.metrics.article, &mut model.preferences);
    let main = &model.main;
    let entry = main.entries.selected().map(|row| row.id);
    // The places that were visited are kept only now and with jumps: they change with every list.
    let mut effects = vec![Effect::keep(&model.preferences)];
    // Hits are no place to come back to; what was listed before them is.
    if let Some(source) = main.sources.selected().map(|row| row.source) {
        let session =
            Session::new(source, entry, main.entries.selected_row(), main.article.top, model.focus.name());
        effects.push(Effect::SaveSession(session.save()));
    }
    effects.push(Effect::Quit);
    effects
}

fn open(model: &mut Model, overlay: Overlay) -> Effects {
    model.overlays.push(overlay);
    Effects::new()
}

fn redraw(model: &mut Model) -> Effects {
    model.dirty = true;
    Effects::new()
}
