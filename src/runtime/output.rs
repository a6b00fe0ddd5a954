//! What is on its way to the terminal: a frame is collected and written in one piece. Called by
//! `terminal`.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

const BEGIN_UPDATE: &[u8] = b"\x1b[?2026h";
/// Ends an update; without it some terminals stay dark.
pub const END_UPDATE: &[u8] = b"\x1b[?2026l";

/// Collects a frame and writes it in one piece, marked as one update. The library flushes several
/// times in a frame, so its flush does nothing; and dropped, this writes nothing: half a frame must not
/// land in the shell after a panic.
#[derive(Clone, Debug, Default)]
pub struct Output(Rc<RefCell<Vec<u8>>>);

impl Output {
    /// Writes what was collected.
    pub fn write_frame(&self) -> io::Result<()> {
        let mut frame = self.0.borrow_mut();
        if frame.is_empty() {
            return Ok(());
        }
        let mut whole = Vec::with_capacity(frame.len() + BEGIN_UPDATE.len() + END_UPDATE.len());
        whole.extend_from_slice(BEGIN_UPDATE);
        whole.append(&mut frame);
        whole.extend_from_slice(END_UPDATE);
        write_now(&whole)
    }
}

/// Writes to the terminal at once.
pub fn write_now(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
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
