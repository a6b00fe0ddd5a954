//! The terminal: taken at start, given back on every way out. Nothing is asked of it, because a
//! terminal that does not answer would hold up the first frame.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

/// True while the terminal is ours. A terminal belongs to a process, and a panic hook can reach
/// nothing else.
static TAKEN: AtomicBool = AtomicBool::new(false);

const BEGIN_UPDATE: &[u8] = b"\x1b[?2026h";
const END_UPDATE: &[u8] = b"\x1b[?2026l";

/// Something that frames can be drawn on.
pub trait Screen {
    /// Draws one frame.
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()>;

    /// Gives the terminal back to the shell, stops the process, and takes the terminal again when it
    /// goes on.
    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// The terminal may show anything; the next frame draws all of it.
    fn invalidate(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// All that was asked is done and drawn; `inputs` were handled so far.
    fn settled(&mut self, _inputs: u64) {}
}

/// The terminal of this process.
pub struct TerminalScreen {
    terminal: Terminal<CrosstermBackend<Output>>,
    output: Output,
}

impl TerminalScreen {
    /// Takes the terminal.
    pub fn enter() -> io::Result<Self> {
        take()?;
        let output = Output::default();
        let terminal = Terminal::new(CrosstermBackend::new(output.clone()));
        if terminal.is_err() {
            restore();
        }
        Ok(Self { terminal: terminal?, output })
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
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(|frame| render(frame))?;
        self.output.write_frame()
    }

    fn suspend(&mut self) -> io::Result<()> {
        restore();
        #[cfg(unix)]
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        take()?;
        self.invalidate()
    }

    fn invalidate(&mut self) -> io::Result<()> {
        take()?;
        // `Terminal::clear` asks the terminal where its cursor is; this does not.
        let size = self.terminal.size()?;
        self.terminal.resize(size.into())
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
        // The end of an update that a panic cut off; without it some terminals stay dark.
        drop(stdout.write_all(END_UPDATE));
        drop(execute!(stdout, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show));
        drop(disable_raw_mode());
    }
}

fn take() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let taken = enable_raw_mode().and_then(|()| {
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange, cursor::Hide)
    });
    if taken.is_err() {
        restore();
    }
    taken
}

/// Collects a frame and writes it in one piece, marked as one update. The library flushes several
/// times in a frame, so its flush does nothing; and dropped, this writes nothing: half a frame must not
/// land in the shell after a panic.
#[derive(Clone, Default)]
struct Output(Rc<RefCell<Vec<u8>>>);

impl Output {
    fn write_frame(&self) -> io::Result<()> {
        let mut frame = self.0.borrow_mut();
        if frame.is_empty() {
            return Ok(());
        }
        let mut whole = Vec::with_capacity(frame.len() + BEGIN_UPDATE.len() + END_UPDATE.len());
        whole.extend_from_slice(BEGIN_UPDATE);
        whole.append(&mut frame);
        whole.extend_from_slice(END_UPDATE);
        let mut stdout = io::stdout().lock();
        stdout.write_all(&whole)?;
        stdout.flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
