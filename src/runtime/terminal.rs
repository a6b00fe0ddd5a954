//! The terminal: taken at start, given back on every way out. Nothing is asked of it, because a
//! terminal that does not answer would hold up the first frame.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use futures_util::stream::BoxStream;
use ratatui::{Frame, Terminal};

use super::hyperlinks::{LinkBackend, Links};
use super::input::{self, TerminalEvent};
use super::keyboard::Keyboard;
use super::output::{END_UPDATE, Output, write_now};
use crate::system::clipboard;
use crate::text::document::PixelSize;
use crate::ui::LinkArea;

/// True while the terminal is ours. A terminal belongs to a process, and a panic hook can reach
/// nothing else.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Presses, releases and the wheel, movement while a button is down, and columns above 223. Movement
/// without a button is not asked for: it would be an event for every cell that is passed.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Something that frames can be drawn on.
pub trait Screen {
    /// Draws one frame; `render` tells where its links are.
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>) -> Vec<LinkArea>) -> io::Result<()>;

    /// Gives the terminal back to the shell, stops the process, and takes the terminal again when it
    /// goes on.
    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// The terminal may show anything; the next frame draws all of it.
    fn invalidate(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Lets a program have the terminal for as long as `run` takes. Keys typed meanwhile are the
    /// program's; the next frame draws all.
    fn hand_over(&mut self, run: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        run()
    }

    /// Whether the mouse is reported; if not, the terminal selects text with it.
    fn set_mouse(&mut self, _on: bool) -> io::Result<()> {
        Ok(())
    }

    /// Puts text on the clipboard of the terminal, which over ssh is that of the person's machine.
    fn copy(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }

    /// The pixels of a cell, if the terminal tells.
    fn cell_size(&self) -> Option<PixelSize> {
        None
    }

    /// Pictures that the terminal holds under these numbers are not needed any more.
    fn drop_pictures(&mut self, _numbers: &[u32]) -> io::Result<()> {
        Ok(())
    }

    /// All that was asked is done and drawn; `inputs` were handled so far.
    fn settled(&mut self, _inputs: u64) {}
}

/// What is wanted of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Report the mouse.
    pub mouse: bool,
    /// Send links as such.
    pub links: bool,
}

/// The terminal of this process.
pub struct TerminalScreen {
    terminal: Terminal<LinkBackend<Output>>,
    output: Output,
    links: Links,
    wishes: Wishes,
    keyboard: Option<Keyboard>,
}

impl TerminalScreen {
    /// Takes the terminal.
    pub fn enter(wishes: Wishes) -> io::Result<Self> {
        take(wishes.mouse)?;
        let (output, links) = (Output::default(), Links::default());
        let terminal = Terminal::new(LinkBackend::new(output.clone(), links.clone()));
        if terminal.is_err() {
            restore();
        }
        Ok(Self { terminal: terminal?, output, links, wishes, keyboard: None })
    }

    /// Starts to listen to the terminal and the system; to be called once.
    pub fn events(&mut self) -> io::Result<BoxStream<'static, TerminalEvent>> {
        let (keyboard, typed) = Keyboard::start()?;
        let events = input::events(typed, &keyboard.absence())?;
        self.keyboard = Some(keyboard);
        Ok(events)
    }

    /// Gives the terminal back.
    pub fn leave(self) {
        drop(self);
    }
}

impl Drop for TerminalScreen {
    fn drop(&mut self) {
        restore();
    }
}

impl Screen for TerminalScreen {
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>) -> Vec<LinkArea>) -> io::Result<()> {
        let (links, wishes) = (&mut self.links, self.wishes);
        self.terminal.draw(|frame| {
            let areas = render(frame);
            links.follow(if wishes.links { areas } else { Vec::new() }, frame.buffer_mut());
        })?;
        self.output.write_frame()
    }

    fn suspend(&mut self) -> io::Result<()> {
        restore();
        #[cfg(unix)]
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        self.invalidate()
    }

    fn invalidate(&mut self) -> io::Result<()> {
        take(self.wishes.mouse)?;
        self.links.forget();
        // `Terminal::clear` asks the terminal where its cursor is; this does not.
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
    }

    fn hand_over(&mut self, run: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        let absent = self.keyboard.as_ref().map(Keyboard::pause);
        restore();
        let settings = Settings::present();
        let result = run();
        // A program that was killed leaves its own settings behind, which must not pass for the
        // shell's when tidings ends.
        settings.apply();
        let back = self.invalidate();
        drop(absent);
        result.and(back)
    }

    fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.wishes.mouse = on;
        write_now(if on { MOUSE_ON } else { MOUSE_OFF })
    }

    fn cell_size(&self) -> Option<PixelSize> {
        #[cfg(unix)]
        {
            let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
            let cell =
                |pixels: u16, cells: u16| pixels.checked_div(cells).filter(|side| *side > 1).map(u32::from);
            let (width, height) = (cell(size.ws_xpixel, size.ws_col)?, cell(size.ws_ypixel, size.ws_row)?);
            Some(PixelSize { width, height })
        }
        #[cfg(not(unix))]
        None
    }

    fn drop_pictures(&mut self, numbers: &[u32]) -> io::Result<()> {
        if numbers.is_empty() {
            return Ok(());
        }
        let order = |number| format!("\x1b_Ga=d,d=I,i={number},q=2\x1b\\");
        write_now(numbers.iter().map(order).collect::<String>().as_bytes())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let order = clipboard::copy_order(text).map_err(io::Error::other)?;
        write_now(order.as_bytes())
    }
}

/// True while the terminal is ours.
pub fn is_taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

/// Gives the terminal back, if it is ours. Never fails: on a terminal that is gone there is nothing
/// to give back.
pub fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut stdout = io::stdout();
        // The end of an update that a panic cut off.
        drop(stdout.write_all(END_UPDATE).and_then(|()| stdout.write_all(MOUSE_OFF)));
        drop(execute!(stdout, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show));
        drop(disable_raw_mode());
    }
}

fn take(mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let taken = enable_raw_mode().and_then(|()| {
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange, cursor::Hide)?;
        if mouse { write_now(MOUSE_ON) } else { Ok(()) }
    });
    if taken.is_err() {
        restore();
    }
    taken
}

/// How the system treats keys and lines of the terminal.
struct Settings {
    #[cfg(unix)]
    kept: Option<rustix::termios::Termios>,
}

impl Settings {
    fn present() -> Self {
        Self {
            #[cfg(unix)]
            kept: rustix::termios::tcgetattr(io::stdin()).ok(),
        }
    }

    fn apply(&self) {
        #[cfg(unix)]
        if let Some(kept) = &self.kept {
            // Where it fails, the terminal is gone.
            let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, kept);
        }
    }
}
