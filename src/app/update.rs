//! Routes messages: keys to commands, commands to the top overlay and then to the view, facts to
//! those whom they concern. Cannot fail and returns in microseconds.

use super::effect::{Effect, Effects, RefreshScope};
use super::focus::Focus;
use super::main_view::{Desk, FIRST_SOURCE, Main};
use super::message::{Input, Message};
use super::model::{Ctx, Model, View};
use super::overlays::{Help, Outcome, Overlay};
use super::session::Session;
use super::status::Tone;
use crate::command::{Command, KeyChord, Lookup};
use crate::domain::{EntryId, Event, FeedId, RequestId};
use crate::text::SafeText;

/// The first orders: read what is needed for the first frame.
pub fn start(model: &mut Model) -> Effects {
    let View::Main(main) = &mut model.view;
    let mut effects = main.sources.load(&mut model.requests);
    effects.extend(main.sources.count(&mut model.requests));
    effects
}

/// The orders after the first frame, which waits for no network.
pub fn settle_in(model: &mut Model, ctx: &Ctx<'_>) -> Effects {
    if ctx.settings.refresh.on_start { refresh_due(model) } else { vec![Effect::AwaitNextDue] }
}

/// Takes in one message.
pub fn update(model: &mut Model, message: Message, ctx: &Ctx<'_>) -> Effects {
    match message {
        Message::Input(input) => on_input(model, &input, ctx),
        Message::Command(command) => on_command(model, command, ctx),
        Message::Event(event) => on_event(model, event, ctx),
    }
}

fn on_input(model: &mut Model, input: &Input, ctx: &Ctx<'_>) -> Effects {
    match input {
        Input::Key(chord) => on_key(model, *chord, ctx),
        Input::Resized => redraw(model),
        // Another tidings may have changed the store meanwhile.
        Input::FocusGained => on_event(model, Event::EntriesChanged { entries: Vec::new() }, ctx),
        Input::FocusLost | Input::Paste(_) | Input::Mouse(_) => Vec::new(),
    }
}

fn on_key(model: &mut Model, chord: KeyChord, ctx: &Ctx<'_>) -> Effects {
    let context = model.context();
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
            Vec::new()
        }
    }
}

fn on_command(model: &mut Model, command: Command, ctx: &Ctx<'_>) -> Effects {
    model.dirty = true;
    model.status.notice = None;
    if let Some(top) = model.overlays.last_mut() {
        match top.on_command(command, &model.metrics.overlay) {
            Outcome::Handled(effects) => return effects,
            Outcome::Closed(effects) => {
                model.overlays.pop();
                return effects;
            }
            Outcome::Pass => {}
        }
    }
    match command {
        Command::Quit => quit(model),
        Command::Leave if model.focus == Focus::Sources => quit(model),
        Command::Back if model.focus == Focus::Sources && model.status.refresh.is_some() => {
            vec![Effect::CancelRefresh]
        }
        Command::Suspend => vec![Effect::Suspend],
        Command::Help => open(model, Overlay::Help(Help::new(model.focus.context()))),
        Command::Undo => vec![Effect::Undo],
        Command::Redo => vec![Effect::Redo],
        command => in_view(model, ctx, |main, desk| main.on_command(command, desk)),
    }
}

fn on_event(model: &mut Model, event: Event, ctx: &Ctx<'_>) -> Effects {
    model.dirty = true;
    match event {
        Event::RefreshStarted { feeds } => done(|| model.status.refresh_started(feeds)),
        Event::RefreshProgressed(progress) => done(|| model.status.refresh_progressed(progress)),
        Event::RefreshFinished { new, failed, cancelled } => on_refreshed(model, ctx, new, failed, cancelled),
        Event::RefreshFailed { reason } => on_refresh_failed(model, reason),
        Event::DamageFound { reason } => done(|| model.status.say(Tone::Failure, reason)),
        Event::FeedsDue => refresh_due(model),
        Event::FeedRefreshed { feed, new, changed } => on_feed(model, ctx, feed, new, changed),
        Event::FeedFailed { feed, reason } => {
            done(|| main_of(model).sources.set_trouble(feed, Some(&reason)))
        }
        Event::FeedsChanged => reload_sources(model),
        Event::EntriesChanged { entries } => on_entries_changed(model, ctx, &entries),
        Event::EntriesMarked { request, .. } => done(|| main_of(model).entries.on_written(request)),
        Event::WriteFailed { request, reason } => on_write_failed(model, ctx, request, &reason),
        Event::ChangeReverted { label } => on_reverted(model, ctx, label),
        Event::ProgramStarted { outcome } => done(|| on_program(model, outcome)),
        Event::EntryDwelled { entry } => on_dwelled(model, ctx, entry),
        answer => on_answer(model, answer, ctx),
    }
}

/// Answers to requests of the panes.
fn on_answer(model: &mut Model, event: Event, ctx: &Ctx<'_>) -> Effects {
    match event {
        Event::SourcesLoaded { request, feeds, categories } => in_view(model, ctx, |main, _| {
            let is_first = main.sources.list().is_empty();
            if main.sources.on_loaded(request, &feeds, &categories) && is_first {
                let wanted = main.restore.map(|(source, ..)| source);
                let _ = wanted.is_some_and(|source| main.sources.select(source))
                    || main.sources.select(FIRST_SOURCE);
            }
            Vec::new()
        }),
        Event::SmartFeedsCounted { request, today, starred } => {
            done(|| main_of(model).sources.on_counted(request, today, starred))
        }
        Event::PageLoaded { request, rows, more } => in_view(model, ctx, |main, desk| {
            let outcome = main.entries.on_page(request, rows, more, desk.requests).unwrap_or_default();
            if outcome.arrived > 0 && desk.status.refresh.is_some() {
                desk.status.say(Tone::Plain, arrival(outcome.arrived));
            }
            outcome.effects
        }),
        Event::EntryLoaded { request, entry } => in_view(model, ctx, |main, _| {
            let row = entry.as_ref().map(|loaded| loaded.entry.row.clone());
            if main.article.on_loaded(request, entry) && main.entries.missing().is_some() {
                if let Some(row) = row {
                    main.entries.insert_selected(row);
                }
                main.entries.give_up_missing();
            }
            Vec::new()
        }),
        Event::LoadFailed { request, reason } => done(|| on_load_failed(model, request, &reason)),
        _ => Vec::new(),
    }
}

fn on_feed(model: &mut Model, ctx: &Ctx<'_>, feed: FeedId, new: usize, changed: usize) -> Effects {
    in_view(model, ctx, |main, desk| {
        main.sources.set_trouble(feed, None);
        main.sources.adjust_unread(feed, i64::try_from(new).unwrap_or(i64::MAX));
        let concerns_list = main.entries.source().is_some_and(|source| main.sources.draws_on(source, feed));
        if new + changed == 0 || !concerns_list {
            return Vec::new();
        }
        let mut effects = main.entries.renew_in_passing(desk.ctx.moment.now, desk.requests);
        let shown = main.article.content.shown().map(|loaded| loaded.entry.row.feed);
        if changed > 0 && shown == Some(feed) {
            effects.extend(main.article.reload(desk.requests));
        }
        effects
    })
}

fn on_refreshed(model: &mut Model, ctx: &Ctx<'_>, new: usize, failed: usize, cancelled: bool) -> Effects {
    if !model.status.refresh_finished(new, failed, cancelled) {
        return Vec::new();
    }
    let mut effects = reload_sources(model);
    if new > 0 {
        effects.extend(in_view(model, ctx, |main, desk| main.entries.renew(desk.requests)));
    }
    effects.push(Effect::AwaitNextDue);
    effects
}

fn on_refresh_failed(model: &mut Model, reason: SafeText) -> Effects {
    model.status.refresh = None;
    model.status.say(Tone::Failure, reason);
    vec![Effect::AwaitNextDue]
}

fn on_entries_changed(model: &mut Model, ctx: &Ctx<'_>, entries: &[EntryId]) -> Effects {
    let mut effects = reload_sources(model);
    effects.extend(in_view(model, ctx, |main, desk| {
        let concerns_list =
            entries.is_empty() || main.entries.rows().iter().any(|row| entries.contains(&row.id));
        if concerns_list { main.entries.renew(desk.requests) } else { Vec::new() }
    }));
    effects
}

fn on_write_failed(model: &mut Model, ctx: &Ctx<'_>, request: RequestId, reason: &SafeText) -> Effects {
    main_of(model).take_back(request, &ctx.moment);
    model.status.say(Tone::Failure, format!("Not saved: {reason}"));
    Vec::new()
}

fn on_reverted(model: &mut Model, ctx: &Ctx<'_>, label: Option<SafeText>) -> Effects {
    let Some(label) = label else {
        model.status.say(Tone::Plain, "Nothing to undo or redo");
        return Vec::new();
    };
    model.status.say(Tone::Done, label);
    on_entries_changed(model, ctx, &[])
}

fn on_dwelled(model: &mut Model, ctx: &Ctx<'_>, entry: EntryId) -> Effects {
    in_view(model, ctx, |main, desk| {
        let is_still_shown = main.entries.selected().is_some_and(|row| row.id == entry);
        if is_still_shown { main.mark_opened(desk) } else { Vec::new() }
    })
}

fn on_load_failed(model: &mut Model, request: RequestId, reason: &SafeText) {
    let main = main_of(model);
    let _ = main.entries.on_failed(request, reason) || main.article.on_failed(request, reason);
    model.status.say(Tone::Failure, reason.clone());
}

fn on_program(model: &mut Model, outcome: Result<SafeText, SafeText>) {
    match outcome {
        Ok(text) => model.status.say(Tone::Done, text),
        Err(text) => model.status.say(Tone::Failure, text),
    }
}

fn refresh_due(model: &mut Model) -> Effects {
    model.status.refresh_started(0);
    vec![Effect::Refresh(RefreshScope::Due)]
}

fn reload_sources(model: &mut Model) -> Effects {
    let View::Main(main) = &mut model.view;
    let mut effects = main.sources.load(&mut model.requests);
    effects.extend(main.sources.count(&mut model.requests));
    effects
}

fn quit(model: &Model) -> Effects {
    let View::Main(main) = &model.view;
    let selected = main.entries.list.shown();
    let row = selected.map_or(0, |list| list.cursor.selected);
    let entry = main.entries.selected().map(|row| row.id);
    let mut effects = Effects::new();
    if let Some(source) = main.entries.source() {
        let session = Session::new(source, entry, row, main.article.top, model.focus.name());
        effects.push(Effect::SaveSession(session.save()));
    }
    effects.push(Effect::Quit);
    effects
}

fn open(model: &mut Model, overlay: Overlay) -> Effects {
    model.overlays.push(overlay);
    Vec::new()
}

/// Runs a step of the main view, then lets the panes follow each other.
fn in_view(
    model: &mut Model,
    ctx: &Ctx<'_>,
    step: impl FnOnce(&mut Main, &mut Desk<'_>) -> Effects,
) -> Effects {
    let View::Main(main) = &mut model.view;
    let mut desk = Desk {
        focus: &mut model.focus,
        status: &mut model.status,
        requests: &mut model.requests,
        metrics: &model.metrics,
        ctx,
    };
    let mut effects = step(main, &mut desk);
    effects.extend(main.follow(&mut desk));
    effects
}

fn main_of(model: &mut Model) -> &mut Main {
    let View::Main(main) = &mut model.view;
    main
}

fn done<T>(step: impl FnOnce() -> T) -> Effects {
    step();
    Vec::new()
}

fn redraw(model: &mut Model) -> Effects {
    model.dirty = true;
    Vec::new()
}

fn arrival(count: usize) -> String {
    if count == 1 { "1 new entry above".to_owned() } else { format!("{count} new entries above") }
}
