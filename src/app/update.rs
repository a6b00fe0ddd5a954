//! Routes messages: what the person does goes to `dispatch`, facts go to those whom they concern. Cannot
//! fail and returns in microseconds.

use std::collections::HashSet;

use super::effect::{ChangeOrder, Effect, Effects, RefreshScope};
use super::main_view::{FIRST_SOURCE, Main, NextFetch};
use super::message::Message;
use super::model::{Ctx, Model};
use super::overlays::{Overlay, Welcome};
use super::panes::entries::LoadedPage;
use super::room::{Desk, Room};
use super::source::Source;
use super::status::{Brought, Tone, UNDOES};
use super::{dispatch, downloading};
use crate::domain::{EntryId, Event, FeedId, RequestId};
use crate::text::SafeText;

/// The first orders: read what is needed for the first frame.
pub fn start(model: &mut Model) -> Effects {
    reload_sources(model)
}

/// The orders after the first frame, which waits for no network.
pub fn settle_in(model: &mut Model, ctx: &Ctx<'_>) -> Effects {
    if model.main.sources.has_no_feeds() {
        return Effects::new();
    }
    let mut effects =
        if ctx.settings.refresh.on_start { refresh_due(model) } else { vec![Effect::AwaitNextDue] };
    effects.push(downloading::look_for_rest(model));
    effects
}

/// Takes in one message.
pub fn update(model: &mut Model, message: Message, ctx: &Ctx<'_>) -> Effects {
    match message {
        Message::Input(input) => dispatch::on_input(model, &input, ctx),
        Message::Command(command) => dispatch::on_command(model, command, ctx),
        Message::Event(event) => on_event(model, event, ctx),
    }
}

pub(super) fn on_event(model: &mut Model, event: Event, ctx: &Ctx<'_>) -> Effects {
    model.dirty = true;
    let mut effects = tell_overlays(model, &event, ctx);
    effects.extend(on_fact(model, event, ctx));
    effects
}

fn tell_overlays(model: &mut Model, event: &Event, ctx: &Ctx<'_>) -> Effects {
    let mut effects = Effects::new();
    let mut overlays = std::mem::take(&mut model.overlays);
    for overlay in &mut overlays {
        effects.extend(in_room(model, ctx, |room| overlay.layer().on_event(event, room)));
    }
    model.overlays = overlays;
    effects
}

fn on_fact(model: &mut Model, event: Event, ctx: &Ctx<'_>) -> Effects {
    match event {
        Event::RefreshStarted { feeds } => done(|| model.status.refresh_started(feeds)),
        Event::RefreshProgressed(progress) => done(|| model.status.refresh_progressed(progress)),
        Event::RefreshFinished { new, changed, failed, cancelled } => {
            on_refreshed(model, ctx, Brought { new, changed, failed }, cancelled)
        }
        Event::RefreshFailed { reason } => on_refresh_failed(model, reason),
        Event::DamageFound { reason } => done(|| model.status.say(Tone::Failure, reason)),
        Event::NetworkLost { since } => done(|| model.status.offline = Some(since)),
        Event::NetworkFound => done(|| model.status.offline = None),
        Event::DownloadProgressed(_)
        | Event::DownloadFinished { .. }
        | Event::DownloadFailed { .. }
        | Event::DownloadsLoaded { .. } => done(|| downloading::on_event(&mut model.status, event)),
        Event::FeedsDue => refresh_due(model),
        Event::FeedRefreshed { feed, new, changed } => on_feed(model, ctx, feed, new, changed),
        Event::FeedFailed { feed, reason } => done(|| model.main.sources.set_trouble(feed, Some(&reason))),
        Event::FeedsChanged => reload_sources(model),
        Event::EntriesChanged { entries } => on_entries_changed(model, ctx, &entries),
        Event::EntriesMarked { request, .. } => on_marked(model, request),
        Event::ChangeMade { request, label } => on_change_made(model, ctx, request, label),
        Event::FeedsAdded { feeds, wrong, .. } => on_feeds_added(model, ctx, feeds, wrong),
        Event::WriteFailed { request, reason } => on_write_failed(model, ctx, request, &reason),
        Event::FeedAdded { feed, title, already, .. } => on_feed_added(model, feed, &title, already),
        Event::FeedResumed { feed } => on_feed_resumed(model, feed),
        Event::ChangeReverted { label } => on_reverted(model, ctx, label),
        Event::RevertFailed { reason } => on_revert_failed(model, ctx, &reason),
        Event::ProgramStarted { outcome } => done(|| on_program(model, outcome)),
        Event::NoteWritten { entry, text } => {
            let text = (!text.trim().is_empty()).then_some(text);
            let order = Box::new(ChangeOrder::SetNote { entry, text });
            vec![Effect::Change { request: model.requests.issue(), order }]
        }
        Event::FullTextFetched { entry } => in_view(model, ctx, |main, desk| main.on_full_text(entry, desk)),
        Event::FullTextRefetched { entry, is_edited } => {
            in_view(model, ctx, |main, desk| main.on_fetched_again(entry, is_edited, desk))
        }
        Event::FullTextFailed { entry, reason } => in_view(model, ctx, |main, desk| {
            main.on_no_full_text(entry, &reason, desk);
            Effects::new()
        }),
        Event::PictureLoaded { picture, room, outcome } => {
            done(|| model.main.article.pictures.on_loaded(picture, room, outcome))
        }
        Event::StoryFetched { entry, fetched, failed } => {
            in_view(model, ctx, |main, desk| main.on_story(entry, (fetched, failed), desk))
        }
        Event::EntryDwelled { entry } => on_dwelled(model, ctx, entry),
        Event::ThemeSet { name, keeps, mistake } => on_theme(model, ctx, name.filter(|_| keeps), mistake),
        answer => on_answer(model, answer, ctx),
    }
}

/// Answers to requests of the panes.
fn on_answer(model: &mut Model, event: Event, ctx: &Ctx<'_>) -> Effects {
    match event {
        Event::SourcesLoaded { request, feeds, categories, own } => {
            let is_first = model.main.sources.list().is_empty();
            let mut effects = in_view(model, ctx, |main, desk| {
                let has_other_own = main.sources.has_other_own(&own);
                let is_mine = main.sources.on_loaded(request, feeds, categories, own, desk.preferences);
                if is_mine && is_first {
                    let wanted = main.restore.map(|(source, ..)| source);
                    let _ = wanted.is_some_and(|source| main.sources.select(source))
                        || main.sources.select(FIRST_SOURCE);
                }
                if is_mine && has_other_own { main.sources.count(desk.requests) } else { Effects::new() }
            });
            if is_first {
                effects.extend(welcome(model));
            }
            effects
        }
        Event::SmartFeedsCounted { request, today, stories, starred, own } => {
            done(|| model.main.sources.on_counted(request, (today, stories, starred), own))
        }
        Event::PageLoaded { request, rows, stories, more, as_of } => in_view(model, ctx, |main, desk| {
            let page = LoadedPage { rows, stories: stories.into_vec(), more, as_of };
            let Some(outcome) = main.entries.on_page(request, page, desk.requests) else {
                return Effects::new();
            };
            if outcome.arrived > 0 && desk.status.refresh.is_some() {
                desk.status.say(Tone::Plain, arrival(outcome.arrived));
            }
            outcome.effects
        }),
        Event::TopStoriesLoaded { request, top } => in_view(model, ctx, |main, desk| {
            main.entries.on_top_stories(request, *top, desk.requests).unwrap_or_default()
        }),
        Event::StoriesGrouped { .. } => on_entries_changed(model, ctx, &[]),
        Event::SearchAnswered { request, found } => in_view(model, ctx, |main, desk| {
            main.entries.on_found(request, *found, desk.requests).unwrap_or_default()
        }),
        Event::EntryLoaded { request, entry } => in_view(model, ctx, |main, desk| {
            let row = entry.as_ref().map(|loaded| loaded.entry.row.clone());
            let Some(news) = main.article.on_loaded(request, entry, &desk.metrics.article) else {
                return Effects::new();
            };
            let mut effects = main.on_entry(news, desk);
            if main.entries.missing().is_some() {
                effects
                    .extend(row.into_iter().flat_map(|row| main.entries.insert_selected(row, desk.requests)));
                main.entries.give_up_missing();
            }
            effects
        }),
        Event::AnalysisMade { request, analysis } => {
            in_view(model, ctx, |main, desk| main.on_analysis(request, analysis, desk))
        }
        Event::CodeRead { request, parts } => done(|| model.main.article.on_code(request, parts)),
        Event::LoadFailed { request, reason } => done(|| on_load_failed(model, request, &reason)),
        _ => Effects::new(),
    }
}

/// Who has no feed at all is welcomed.
fn welcome(model: &mut Model) -> Effects {
    if model.main.sources.list().is_empty() || !model.main.sources.has_no_feeds() {
        return Effects::new();
    }
    let (welcome, orders) = Welcome::open(&mut model.requests);
    model.overlays.push(Overlay::Welcome(welcome));
    orders
}

/// Feeds came in, and nothing of them was fetched: now it is.
fn on_feeds_added(model: &mut Model, ctx: &Ctx<'_>, feeds: Vec<FeedId>, wrong: usize) -> Effects {
    let mut text = match feeds.len() {
        0 => "You are subscribed to all of them already".to_owned(),
        1 => "Subscribed to 1 feed".to_owned(),
        n => format!("Subscribed to {n} feeds"),
    };
    if wrong > 0 {
        text = format!("{text} · {wrong} had no usable address");
    }
    let hints = if feeds.is_empty() { &[] } else { UNDOES };
    model.status.say_with(if wrong > 0 { Tone::Warning } else { Tone::Done }, text, hints);
    if feeds.is_empty() {
        return Effects::new();
    }
    let mut effects = on_entries_changed(model, ctx, &[]);
    model.main.next_fetch.feeds.extend(feeds);
    effects.extend(fetch_new(model));
    model.status.refresh_asked(false);
    effects
}

fn on_feed(model: &mut Model, ctx: &Ctx<'_>, feed: FeedId, new: usize, changed: usize) -> Effects {
    in_view(model, ctx, |main, desk| {
        main.sources.set_trouble(feed, None);
        main.sources.adjust_unread(feed, i64::try_from(new).unwrap_or(i64::MAX));
        let concerns_list = main.entries.source().is_some_and(|source| main.sources.draws_on(source, feed));
        if new + changed == 0 || !concerns_list {
            return Effects::new();
        }
        let mut effects = main.entries.renew_in_passing(desk.ctx.moment.now, desk.requests);
        let shown = main.article.content.shown().map(|loaded| loaded.entry.row.feed);
        if changed > 0 && shown == Some(feed) {
            effects.extend(main.article.reload(desk.requests));
        }
        effects
    })
}

fn on_refreshed(model: &mut Model, ctx: &Ctx<'_>, brought: Brought, cancelled: bool) -> Effects {
    if !model.status.refresh_finished(brought, cancelled) {
        return Effects::new();
    }
    let mut effects = reload_sources(model);
    if brought.new > 0 {
        effects.extend(in_view(model, ctx, |main, desk| main.entries.renew(desk.requests)));
    }
    effects.push(Effect::AwaitNextDue);
    effects.extend(fetch_new(model));
    effects
}

fn on_refresh_failed(model: &mut Model, reason: SafeText) -> Effects {
    model.status.refresh = None;
    model.status.say(Tone::Failure, reason);
    // Feeds that are new are due: they come with the next refresh.
    model.main.next_fetch = NextFetch::default();
    vec![Effect::AwaitNextDue]
}

fn on_entries_changed(model: &mut Model, ctx: &Ctx<'_>, entries: &[EntryId]) -> Effects {
    let mut effects = reload_sources(model);
    let entries: HashSet<EntryId> = entries.iter().copied().collect();
    effects.extend(in_view(model, ctx, |main, desk| {
        let concerns_list =
            entries.is_empty() || main.entries.rows().iter().any(|row| entries.contains(&row.id));
        if concerns_list { main.entries.renew(desk.requests) } else { Effects::new() }
    }));
    effects
}

fn on_write_failed(model: &mut Model, ctx: &Ctx<'_>, request: RequestId, reason: &SafeText) -> Effects {
    model.main.take_back(request, &ctx.moment);
    model.status.say(Tone::Failure, format!("Not saved: {reason}"));
    Effects::new()
}

fn on_reverted(model: &mut Model, ctx: &Ctx<'_>, label: Option<SafeText>) -> Effects {
    let Some(label) = label else {
        model.status.say(Tone::Plain, "Nothing to undo or redo");
        return Effects::new();
    };
    model.status.say(Tone::Done, label);
    on_changed(model, ctx)
}

fn on_revert_failed(model: &mut Model, ctx: &Ctx<'_>, reason: &SafeText) -> Effects {
    model.status.say(Tone::Failure, sentence(reason));
    on_changed(model, ctx)
}

/// Anything may be different now: sources, entries, the note of the one that is shown.
fn on_changed(model: &mut Model, ctx: &Ctx<'_>) -> Effects {
    let mut effects = on_entries_changed(model, ctx, &[]);
    effects.extend(model.main.article.reload(&mut model.requests));
    effects
}

/// Marks change what own smart feeds show, which only the store can count.
fn on_marked(model: &mut Model, request: RequestId) -> Effects {
    model.main.entries.on_written(request);
    if model.main.sources.own().is_empty() {
        return Effects::new();
    }
    model.main.sources.count(&mut model.requests)
}

fn on_feed_added(model: &mut Model, feed: FeedId, title: &SafeText, already: bool) -> Effects {
    if already {
        model.status.say(Tone::Plain, format!("You are subscribed to {title} already"));
    } else {
        model.status.say_with(Tone::Done, format!("Subscribed to {title}"), UNDOES);
    }
    model.main.sources.select_next(Source::Feed(feed));
    let mut effects = reload_sources(model);
    if !already {
        model.main.next_fetch.feeds.push(feed);
        effects.extend(fetch_new(model));
    }
    effects
}

/// Fetches the feeds that wait for it, once no refresh is running.
fn fetch_new(model: &mut Model) -> Effects {
    if model.status.refresh.is_some() || model.main.next_fetch.feeds.is_empty() {
        return Effects::new();
    }
    let next = std::mem::take(&mut model.main.next_fetch);
    if next.asked {
        model.status.refresh_asked(false);
    } else {
        model.status.first_fetch_ordered();
    }
    vec![Effect::Refresh(RefreshScope::Feeds(next.feeds))]
}

fn on_feed_resumed(model: &mut Model, feed: FeedId) -> Effects {
    model.status.say(Tone::Done, "It is fetched again from now on");
    model.main.next_fetch.feeds.push(feed);
    let mut effects = reload_sources(model);
    effects.extend(fetch_new(model));
    effects
}

fn on_dwelled(model: &mut Model, ctx: &Ctx<'_>, entry: EntryId) -> Effects {
    in_view(model, ctx, |main, desk| {
        let is_still_shown = main.entries.selected().is_some_and(|row| row.id == entry);
        if is_still_shown { main.mark_opened(desk) } else { Effects::new() }
    })
}

fn on_theme(model: &mut Model, ctx: &Ctx<'_>, chosen: Option<String>, mistake: Option<SafeText>) -> Effects {
    let mut effects = Effects::new();
    if let Some(name) = chosen {
        model.status.say(Tone::Done, format!("Theme: {name}"));
        model.preferences.choose_theme(name, &ctx.settings.theme);
        effects.push(Effect::keep(&model.preferences));
    }
    if let Some(mistake) = mistake {
        model.status.say(Tone::Warning, mistake);
    }
    effects
}

fn on_load_failed(model: &mut Model, request: RequestId, reason: &SafeText) {
    let main = &mut model.main;
    if main.article.analyzed.on_failed(request, reason) {
        main.article.version += 1;
    }
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
    let mut effects = model.main.sources.load(&mut model.requests);
    effects.extend(model.main.sources.count(&mut model.requests));
    effects
}

fn on_change_made(model: &mut Model, ctx: &Ctx<'_>, request: RequestId, label: Option<SafeText>) -> Effects {
    model.main.entries.on_written(request);
    let Some(label) = label else {
        model.status.say(Tone::Plain, "Nothing had to change");
        return Effects::new();
    };
    model.status.say_with(Tone::Done, sentence(&label), UNDOES);
    on_changed(model, ctx)
}

/// Lines of the journal begin small, because they also stand behind other words.
fn sentence(label: &SafeText) -> String {
    let mut rest = label.as_str().chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// Runs a step of the main view, then lets the panes follow each other.
pub(super) fn in_view(
    model: &mut Model,
    ctx: &Ctx<'_>,
    step: impl FnOnce(&mut Main, &mut Desk<'_>) -> Effects,
) -> Effects {
    let (main, mut desk) = model.parts(ctx);
    let mut effects = step(main, &mut desk);
    effects.extend(main.follow(&mut desk));
    effects
}

/// Runs a step of an overlay, which sees everything below it.
pub(super) fn in_room<T>(model: &mut Model, ctx: &Ctx<'_>, step: impl FnOnce(&mut Room<'_, '_>) -> T) -> T {
    let (main, mut desk) = model.parts(ctx);
    step(&mut Room { main, desk: &mut desk })
}

fn done<T>(step: impl FnOnce() -> T) -> Effects {
    step();
    Effects::new()
}

fn arrival(count: usize) -> String {
    if count == 1 { "1 new entry above".to_owned() } else { format!("{count} new entries above") }
}
