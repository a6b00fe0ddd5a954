//! What comes from outside: keys and other events of the terminal, signals of the system, and the end
//! of the terminal. Turned into our own types here, and only here.

use std::io;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use tokio::sync::mpsc;

use crate::app::Input;
use crate::command::{Key, KeyChord};

/// What comes from the terminal and the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEvent {
    /// The person or the terminal did something.
    Input(Input),
    /// The process goes on after it was stopped.
    Resumed,
    /// The terminal is gone or the system asks to end.
    Ended,
}

/// Events that wait for the loop; a paste or a held key never needs more at once.
const WAITING: usize = 1_024;

/// Events of the terminal of this process.
pub fn terminal_events() -> io::Result<BoxStream<'static, TerminalEvent>> {
    let outside = stream::select(signals()?, hang_up()?);
    Ok(stream::select(typed()?, outside).boxed())
}

/// What the terminal sends, read on a thread of its own: on a terminal that is gone the library reads
/// nothing for ever and never returns, which must not happen to the loop.
fn typed() -> io::Result<impl Stream<Item = TerminalEvent> + Send + 'static> {
    let (sender, receiver) = mpsc::channel(WAITING);
    std::thread::Builder::new().name("terminal".to_owned()).spawn(move || {
        loop {
            let event = match crossterm::event::read() {
                Ok(event) => input_of(event).map(TerminalEvent::Input),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
                Err(_) => Some(TerminalEvent::Ended),
            };
            let is_last = event == Some(TerminalEvent::Ended);
            if event.is_some_and(|event| sender.blocking_send(event).is_err()) || is_last {
                return;
            }
        }
    })?;
    Ok(stream::unfold(receiver, |mut events| async { events.recv().await.map(|event| (event, events)) }))
}

fn input_of(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => chord_of(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(..) => Some(Input::Resized),
        Event::FocusGained => Some(Input::FocusGained),
        Event::FocusLost => Some(Input::FocusLost),
        Event::Mouse(_) => None,
    }
}

fn chord_of(event: KeyEvent) -> Option<KeyChord> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let mut shift = held(KeyModifiers::SHIFT);
    let key = match event.code {
        KeyCode::Char(c) => {
            // A letter carries shift itself; terminals differ in whether they say so as well.
            let c = if shift { c.to_uppercase().next().unwrap_or(c) } else { c };
            shift = false;
            Key::Char(c)
        }
        KeyCode::BackTab => {
            shift = true;
            Key::Tab
        }
        KeyCode::F(n) => Key::F(n),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Insert => Key::Insert,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => return None,
    };
    Some(KeyChord { key, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
}

/// Signals that end the reader or wake it up.
#[cfg(unix)]
fn signals() -> io::Result<impl Stream<Item = TerminalEvent> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};

    let ending = [SignalKind::terminate(), SignalKind::hangup(), SignalKind::interrupt(), SignalKind::quit()];
    let mut streams = Vec::new();
    for kind in ending {
        streams.push(received(signal(kind)?, TerminalEvent::Ended));
    }
    // SIGCONT has the same number wherever `tokio` knows a name for signals.
    let resumed = SignalKind::from_raw(rustix::process::Signal::CONT.as_raw());
    streams.push(received(signal(resumed)?, TerminalEvent::Resumed));
    Ok(stream::select_all(streams))
}

#[cfg(unix)]
fn received(signal: tokio::signal::unix::Signal, event: TerminalEvent) -> BoxStream<'static, TerminalEvent> {
    stream::unfold(signal, |mut signal| async move { signal.recv().await.map(|()| ((), signal)) })
        .map(move |()| event.clone())
        .boxed()
}

#[cfg(not(unix))]
fn signals() -> io::Result<impl Stream<Item = TerminalEvent> + Send + 'static> {
    Ok(stream::once(async {
        // Where ctrl-c cannot be awaited it still arrives as a key.
        drop(tokio::signal::ctrl_c().await);
        TerminalEvent::Ended
    }))
}

/// The end of the terminal, seen even where SIGHUP is ignored and no key ever comes.
#[cfg(target_os = "linux")]
fn hang_up() -> io::Result<impl Stream<Item = TerminalEvent> + Send + 'static> {
    use std::os::fd::AsFd;
    use tokio::io::Interest;
    use tokio::io::unix::AsyncFd;

    let stdin = io::stdin().as_fd().try_clone_to_owned()?;
    // Priority data never comes from a terminal, so this wakes up for the hang-up alone. What cannot
    // be watched (a file) cannot hang up either.
    #[allow(deprecated, reason = "an OwnedFd keeps the promise that the other form asks for by `unsafe`")]
    let watched = AsyncFd::with_interest(stdin, Interest::PRIORITY).ok();
    Ok(stream::once(async move {
        let Some(watched) = watched else { return std::future::pending().await };
        loop {
            match watched.ready(Interest::PRIORITY).await {
                Ok(mut guard) if !guard.ready().is_read_closed() => guard.clear_ready(),
                _ => return TerminalEvent::Ended,
            }
        }
    }))
}

#[cfg(not(target_os = "linux"))]
fn hang_up() -> io::Result<impl Stream<Item = TerminalEvent> + Send + 'static> {
    Ok(stream::pending())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> String {
        chord_of(KeyEvent::new(code, modifiers)).expect("a key").to_string()
    }

    #[test]
    fn terminal_keys_become_our_own() {
        assert_eq!(pressed(KeyCode::Char('j'), KeyModifiers::NONE), "j");
        assert_eq!(pressed(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(pressed(KeyCode::Char('g'), KeyModifiers::SHIFT), "G");
        assert_eq!(pressed(KeyCode::Char('d'), KeyModifiers::CONTROL), "ctrl-d");
        assert_eq!(pressed(KeyCode::BackTab, KeyModifiers::SHIFT), "shift-tab");
        assert_eq!(pressed(KeyCode::Char(' '), KeyModifiers::NONE), "space");
    }

    #[test]
    fn a_released_key_is_no_key() {
        let mut event = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(chord_of(event), None);
    }
}
