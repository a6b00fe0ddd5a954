//! What comes from outside: keys and other events of the terminal, and signals of the system. Turned
//! into our own types here, and only here; `keyboard` reads them.

use std::io;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use futures_util::stream::{self, BoxStream, StreamExt};
use tokio::sync::mpsc;

use super::keyboard::Absence;
use crate::app::{Input, Mouse, MouseKind};
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

/// What comes from the terminal of this process (`typed`) and from the system.
pub fn events(
    typed: mpsc::Receiver<TerminalEvent>,
    absence: &Absence,
) -> io::Result<BoxStream<'static, TerminalEvent>> {
    let typed =
        stream::unfold(typed, |mut events| async { events.recv().await.map(|event| (event, events)) });
    Ok(stream::select(typed, signals(absence)?).boxed())
}

/// The event of the library as one of ours; `None` for what means nothing here.
pub fn input_of(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => chord_of(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        // On Unix the signal tells it, without waiting for the library to be asked.
        Event::Resize(..) => (!cfg!(unix)).then_some(Input::Resized),
        Event::FocusGained => Some(Input::FocusGained),
        Event::FocusLost => Some(Input::FocusLost),
        Event::Mouse(mouse) => mouse_of(mouse).map(Input::Mouse),
    }
}

/// The left button and the wheel. With shift or alt the mouse is for the terminal, which selects text.
fn mouse_of(event: MouseEvent) -> Option<Mouse> {
    if event.modifiers.intersects(KeyModifiers::SHIFT | KeyModifiers::ALT) {
        return None;
    }
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { kind, column: event.column, row: event.row })
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

/// Signals that end the reader, wake it up or tell of a new size.
#[cfg(unix)]
fn signals(absence: &Absence) -> io::Result<BoxStream<'static, TerminalEvent>> {
    use tokio::signal::unix::SignalKind;

    // SIGCONT has the same number wherever `tokio` knows a name for signals.
    let resumed = SignalKind::from_raw(rustix::process::Signal::CONT.as_raw());
    let mut streams = vec![
        received(SignalKind::terminate(), TerminalEvent::Ended)?,
        received(SignalKind::hangup(), TerminalEvent::Ended)?,
        received(resumed, TerminalEvent::Resumed)?,
        received(SignalKind::window_change(), TerminalEvent::Input(Input::Resized))?,
    ];
    for kind in [SignalKind::interrupt(), SignalKind::quit()] {
        let absence = absence.clone();
        let ours = move |_: &TerminalEvent| std::future::ready(!absence.is_so());
        streams.push(received(kind, TerminalEvent::Ended)?.filter(ours).boxed());
    }
    Ok(stream::select_all(streams).boxed())
}

#[cfg(unix)]
fn received(
    kind: tokio::signal::unix::SignalKind,
    event: TerminalEvent,
) -> io::Result<BoxStream<'static, TerminalEvent>> {
    let signal = tokio::signal::unix::signal(kind)?;
    let received =
        stream::unfold(signal, |mut signal| async move { signal.recv().await.map(|()| ((), signal)) });
    Ok(received.map(move |()| event.clone()).boxed())
}

#[cfg(not(unix))]
fn signals(_absence: &Absence) -> io::Result<BoxStream<'static, TerminalEvent>> {
    Ok(stream::once(async {
        // Where ctrl-c cannot be awaited it still arrives as a key.
        drop(tokio::signal::ctrl_c().await);
        TerminalEvent::Ended
    })
    .boxed())
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
    #[test]
    fn the_mouse_is_the_left_button_and_the_wheel_without_shift() {
        let at = |kind, modifiers| mouse_of(MouseEvent { kind, column: 3, row: 4, modifiers });
        let pressed = at(MouseEventKind::Down(MouseButton::Left), KeyModifiers::NONE);
        assert_eq!(pressed, Some(Mouse { kind: MouseKind::Press, column: 3, row: 4 }));
        let wheel = at(MouseEventKind::ScrollDown, KeyModifiers::CONTROL);
        assert_eq!(wheel.map(|mouse| mouse.kind), Some(MouseKind::WheelDown));
        assert_eq!(at(MouseEventKind::Down(MouseButton::Right), KeyModifiers::NONE), None);
        assert_eq!(at(MouseEventKind::Moved, KeyModifiers::NONE), None);
        for held in [KeyModifiers::SHIFT, KeyModifiers::ALT] {
            assert_eq!(at(MouseEventKind::Drag(MouseButton::Left), held), None);
        }
    }
}
