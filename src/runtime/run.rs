//! The loop: take one message, take all that wait, draw once. Keys are drawn at once; background facts
//! cause at most sixty frames a second; while nothing happens nothing runs but one redraw a minute,
//! because ages grow.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use tokio::time::Instant;

use super::beginning::{Beginning, EarlySources};
use super::debounce::wait_until;
use super::effects::{EffectRunner, Flow, Reports};
use super::images::{Made, Wanted};
use super::input::TerminalEvent;
use super::look::{Look, load_theme};
use super::reads;
use super::surroundings::Surroundings;
use super::terminal::Screen;
use crate::app::{
    self, Ctx, Effect, Effects, Input, Message, Model, Mouse, MouseKind, Preferences, Session, Tone,
};
use crate::command::Command;
use crate::config::ColourDepth;
use crate::domain::{Event, PictureOutcome};
use crate::service::Services;
use crate::text::SafeText;
use crate::ui::{Images, Ui};

/// Between two frames that background facts cause.
const FRAME: Duration = Duration::from_millis(16);
/// Ages on the screen are at most so old.
const AGES: Duration = Duration::from_mins(1);
/// Messages taken in one go; then a frame is due, however many wait.
const MOST_AT_ONCE: usize = 1_024;

/// The reader on any screen and any stream of events, until it is quit.
pub async fn run_on<S, E>(
    services: Services,
    screen: &mut S,
    mut input: E,
    look: Look,
    surroundings: Surroundings,
    beginning: Beginning,
) -> anyhow::Result<()>
where
    S: Screen,
    E: Stream<Item = TerminalEvent> + Unpin,
{
    let Beginning { session, preferences, mut sources } = beginning;
    let (mut reader, mut reports) = Reader::new(services, look, surroundings, session.as_ref(), preferences);
    let later = reader.prepare(&mut sources);
    let mut result = reader.draw(screen);
    reader.runner.look_after_store();
    reader.runner.listen_for_others();
    reader.order_all(later);
    let effects = app::settle_in(&mut reader.model, &ctx(&reader.services));
    reader.order_all(effects);
    while result.is_ok() && reader.flow != Flow::Quit {
        reader.tell_if_settled(screen, &reports);
        let first = reader.next(&mut input, &mut reports).await;
        reader.take(first);
        for _ in 0..MOST_AT_ONCE {
            let Some(next) = waiting(&mut input, &mut reports).await else { break };
            reader.take(next);
        }
        result = reader.show(screen);
    }
    if reader.flow != Flow::Quit {
        // The screen cannot be drawn any more: what is to be kept is kept all the same.
        reader.take(Wake::Outside(TerminalEvent::Ended));
    }
    reader.ui.images().forget();
    // Where the terminal takes nothing any more there is nothing to tidy up.
    drop(screen.drop_pictures(&reader.ui.images().take_gone()));
    reader.runner.finish().await;
    Ok(result?)
}

/// What ends a wait.
enum Wake {
    Outside(TerminalEvent),
    Fact(Event),
    Image(Made),
    TaskEnded,
    WriteEnded,
    Time,
}

struct Reader {
    services: Services,
    model: Model,
    ui: Ui,
    colours: ColourDepth,
    runner: EffectRunner,
    inputs: u64,
    last_frame: Instant,
    /// A key waits for its frame.
    is_urgent: bool,
    /// The text of the first article is drawn as soon as it is read.
    awaits_article: bool,
    /// Where the mouse was dragged to; only the last place of a frame counts.
    dragged: Option<Mouse>,
    /// The terminal may show anything by now.
    wants_all: bool,
    flow: Flow,
}

fn ctx(services: &Services) -> Ctx<'_> {
    Ctx { moment: services.clock.moment(), settings: &services.settings }
}

impl Reader {
    fn new(
        services: Services,
        look: Look,
        surroundings: Surroundings,
        session: Option<&Session>,
        preferences: Preferences,
    ) -> (Self, Reports) {
        let mut model = Model::new(look.keymap, session, preferences);
        if let Some(first) = look.mistakes.first() {
            let more = look.mistakes.len() - 1;
            let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
            model.status.say(Tone::Warning, format!("{first}{more}"));
        }
        let configured = &services.settings.theme;
        let chosen = model.preferences.theme_over(configured);
        let is_other = chosen != configured && services.paths.theme_names().iter().any(|name| name == chosen);
        let theme = if is_other { load_theme(chosen, &services.paths, look.colours).0 } else { look.theme };
        let can_be_drawn = look.pictures.is_some() && theme.has_colours();
        let ui = Ui::new(theme, look.glyphs, services.settings.article_width)
            .with_images(Images::new(look.pictures, look.colours));
        model.main.article.pictures.set_up(services.settings.images, can_be_drawn);
        let (runner, reports) = EffectRunner::new(services.clone(), surroundings);
        let reader = Self {
            services,
            model,
            ui,
            colours: look.colours,
            runner,
            inputs: 0,
            last_frame: Instant::now(),
            is_urgent: true,
            awaits_article: false,
            dragged: None,
            wants_all: false,
            flow: Flow::Continue,
        };
        (reader, reports)
    }

    /// Reads the lists of the first frame here and now. Returns what can wait until the frame is drawn; the
    /// article is among it, for it may be long.
    fn prepare(&mut self, sources: &mut EarlySources) -> Effects {
        let mut orders: Vec<Effect> = app::start(&mut self.model);
        let mut later = Effects::new();
        while !orders.is_empty() {
            let mut next = Vec::new();
            for order in orders {
                match order {
                    // More rows than the first ones can wait.
                    Effect::LoadPage { ref page, .. } if page.after.is_some() => later.push(order),
                    Effect::LoadSources { request } => {
                        let event = sources.answer(&self.services, request);
                        next.extend(self.update(Message::Event(event)));
                    }
                    Effect::LoadPage { .. } => {
                        if let Some(event) = reads::answer(&self.services, &order) {
                            next.extend(self.update(Message::Event(event)));
                        }
                    }
                    other => {
                        self.awaits_article |= matches!(other, Effect::LoadEntry { .. });
                        later.push(other);
                    }
                }
            }
            orders = next;
        }
        later
    }

    async fn next<E>(&mut self, input: &mut E, reports: &mut Reports) -> Wake
    where
        E: Stream<Item = TerminalEvent> + Unpin,
    {
        let deadline = if self.model.dirty || self.dragged.is_some() {
            Some(self.last_frame + FRAME)
        } else {
            self.model.shows_ages().then(|| self.last_frame + AGES)
        };
        tokio::select! {
            biased;
            event = input.next() => Wake::Outside(event.unwrap_or(TerminalEvent::Ended)),
            Some(event) = reports.events.recv() => Wake::Fact(event),
            Ok(()) = reports.progress.changed() => progress(reports),
            Some(made) = reports.images.recv() => Wake::Image(made),
            Some(()) = reports.tasks_ended.recv() => Wake::TaskEnded,
            Some(()) = reports.writes_ended.recv() => Wake::WriteEnded,
            () = wait_until(deadline) => Wake::Time,
        }
    }

    fn take(&mut self, wake: Wake) {
        match wake {
            Wake::Outside(TerminalEvent::Input(input)) => {
                self.inputs += 1;
                self.on_input(input);
            }
            Wake::Outside(TerminalEvent::Resumed) => {
                self.wants_all = true;
                self.message(Message::Input(Input::Resized));
                self.message(Message::Input(Input::FocusGained));
            }
            Wake::Outside(TerminalEvent::Ended) => self.message(Message::Command(Command::Quit)),
            Wake::Fact(event) => {
                if matches!(event, Event::EntryLoaded { .. }) {
                    self.is_urgent |= std::mem::take(&mut self.awaits_article);
                }
                self.message(Message::Event(event));
            }
            Wake::Image(made) => self.on_image(made),
            Wake::TaskEnded => self.runner.on_task_ended(),
            Wake::WriteEnded => self.runner.on_write_ended(),
            Wake::Time => self.model.dirty = true,
        }
    }

    fn on_input(&mut self, input: Input) {
        if let Input::Mouse(mouse @ Mouse { kind: MouseKind::Drag, .. }) = input {
            self.dragged = Some(mouse);
            return;
        }
        self.drag();
        if matches!(input, Input::Key(_)) {
            self.runner.look_for_others();
        }
        self.is_urgent = true;
        self.message(Message::Input(input));
    }

    /// Tells of the last drag, if it was not told yet.
    fn drag(&mut self) {
        if let Some(mouse) = self.dragged.take() {
            self.message(Message::Input(Input::Mouse(mouse)));
        }
    }

    fn message(&mut self, message: Message) {
        let effects = self.update(message);
        self.order_all(effects);
    }

    fn update(&mut self, message: Message) -> Effects {
        app::update(&mut self.model, message, &ctx(&self.services))
    }

    fn order_all(&mut self, effects: Effects) {
        for effect in effects {
            self.order(effect);
        }
    }

    fn order(&mut self, effect: Effect) {
        if let Effect::SetTheme { name, keeps } = effect {
            return self.set_theme(name, keeps);
        }
        if let Effect::LoadPicture { entry, picture, room } = effect {
            if let Some(encoder) = self.ui.images().next_encoder() {
                self.runner.load_picture(Wanted { entry, picture, room }, encoder);
            }
            return;
        }
        // Once it is to end, nothing turns it back.
        self.flow = self.flow.max(self.runner.run(effect));
    }

    fn on_image(&mut self, made: Made) {
        let Made { picture, room, result } = made;
        let outcome = match result {
            Ok(encoded) => {
                let size = encoded.size();
                self.ui.images().put(picture, room, encoded);
                PictureOutcome::Ready(size)
            }
            Err(reason) => PictureOutcome::Failed(reason),
        };
        self.message(Message::Event(Event::PictureLoaded { picture, room, outcome }));
    }

    /// Looks like another theme; one that is chosen and does not exist changes nothing.
    fn set_theme(&mut self, name: String, keeps: bool) {
        let is_there = self.services.paths.theme_names().contains(&name);
        let (theme, mistakes) = load_theme(&name, &self.services.paths, self.colours);
        if is_there || !keeps {
            // Who chooses a theme without colours wants none.
            let can_be_drawn = self.ui.images().has_protocol() && theme.has_colours();
            self.model.main.article.pictures.set_up(self.services.settings.images, can_be_drawn);
            self.ui.set_theme(theme);
        }
        let mistake = mistakes.first().map(|mistake| SafeText::new(mistake));
        let name = is_there.then_some(name);
        self.message(Message::Event(Event::ThemeSet { name, keeps, mistake }));
    }

    /// Draws if there is something new and its time has come.
    fn show<S: Screen>(&mut self, screen: &mut S) -> std::io::Result<()> {
        if self.flow == Flow::Quit {
            return Ok(());
        }
        if self.flow == Flow::Suspend {
            self.flow = Flow::Continue;
            screen.suspend()?;
            self.ui.images().forget();
            self.model.dirty = true;
            self.is_urgent = true;
        }
        while let Some(order) = self.runner.next_screen_order() {
            if order.gives_screen_away() {
                self.ui.images().forget();
            }
            let event = order.carry_out(screen);
            self.message(Message::Event(event));
            self.is_urgent = true;
        }
        if std::mem::take(&mut self.wants_all) {
            screen.invalidate()?;
            self.ui.images().forget();
        }
        let is_time = self.is_urgent || self.last_frame.elapsed() >= FRAME;
        if is_time {
            self.drag();
        }
        if self.model.dirty && is_time { self.draw(screen) } else { Ok(()) }
    }

    fn draw<S: Screen>(&mut self, screen: &mut S) -> std::io::Result<()> {
        self.model.dirty = false;
        self.is_urgent = false;
        self.last_frame = Instant::now();
        let moment = self.services.clock.moment();
        let mut measured = None;
        self.ui.images().begin_frame(screen.cell_size());
        let (ui, model) = (&mut self.ui, &self.model);
        screen.draw(&mut |frame| {
            measured = Some(ui.draw(model, &moment, frame));
            ui.take_links()
        })?;
        screen.drop_pictures(&self.ui.images().take_gone())?;
        if let Some(metrics) = measured {
            let effects = self.model.adopt(metrics);
            self.order_all(effects);
        }
        Ok(())
    }

    fn tell_if_settled<S: Screen>(&self, screen: &mut S, reports: &Reports) {
        if !self.model.dirty && self.dragged.is_none() && self.runner.is_idle() && reports.is_empty() {
            screen.settled(self.inputs);
        }
    }
}

/// What waits already, without waiting. The stream is asked in the name of this task: a stream that is
/// asked with a waker of nobody may never wake the loop again.
async fn waiting<E>(input: &mut E, reports: &mut Reports) -> Option<Wake>
where
    E: Stream<Item = TerminalEvent> + Unpin,
{
    if let Poll::Ready(event) = poll_fn(|task| Poll::Ready(input.poll_next_unpin(task))).await {
        return Some(Wake::Outside(event.unwrap_or(TerminalEvent::Ended)));
    }
    if let Ok(event) = reports.events.try_recv() {
        return Some(Wake::Fact(event));
    }
    if let Ok(made) = reports.images.try_recv() {
        return Some(Wake::Image(made));
    }
    if reports.progress.has_changed().unwrap_or(false) {
        return Some(progress(reports));
    }
    if reports.tasks_ended.try_recv().is_ok() {
        return Some(Wake::TaskEnded);
    }
    reports.writes_ended.try_recv().is_ok().then_some(Wake::WriteEnded)
}

fn progress(reports: &mut Reports) -> Wake {
    Wake::Fact(Event::RefreshProgressed(*reports.progress.borrow_and_update()))
}
