//! The thread that reads what the terminal sends, and how it is kept from reading while a program has
//! the terminal. It waits by itself and lets the library read only when there is something: a library
//! that waits cannot be woken, and takes the keys of the program. The loop never reads, because a
//! terminal that went away in the middle of a sequence may hold a reader up. Called by `terminal`.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::input::{TerminalEvent, input_of};

/// Events that wait for the loop; a paste or a held key never needs more at once.
const WAITING: usize = 1_024;
/// How long the library waits whether more comes. Shorter, and a thread that was held up finds its
/// time over before it looked at what it had read already.
const MORE: Duration = Duration::from_millis(20);
/// How long a program waits for its terminal when the thread is held up in half a sequence.
const PATIENCE: Duration = Duration::from_millis(500);
/// So long after a program had the terminal, its ctrl-c may still arrive here too.
const ECHO: Duration = Duration::from_secs(1);

/// The way to the thread.
pub struct Keyboard {
    gate: Arc<Gate>,
    #[cfg(target_os = "linux")]
    bell: io::PipeWriter,
}

/// Whether a program has the terminal, or had it a moment ago.
#[derive(Clone)]
pub struct Absence(Arc<Gate>);

/// Reading goes on when this is dropped.
pub struct Pause(Arc<Gate>);

#[derive(Default)]
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    is_paused: bool,
    stands_aside: bool,
    ended: Option<Instant>,
}

/// Why a wait ended.
enum Woken {
    /// There is something to read, or there may be.
    Keys,
    /// Nothing came in time.
    Silence,
    /// Somebody asks for a pause.
    Bell,
    /// The terminal is gone.
    Gone,
}

impl Keyboard {
    /// Starts to read.
    pub fn start() -> io::Result<(Self, mpsc::Receiver<TerminalEvent>)> {
        let (sender, receiver) = mpsc::channel(WAITING);
        let gate = Arc::<Gate>::default();
        let thread = std::thread::Builder::new().name("terminal".to_owned());
        #[cfg(target_os = "linux")]
        {
            let (rung, bell) = io::pipe()?;
            let mut reading = Reading { gate: gate.clone(), sender, rung };
            thread.spawn(move || reading.run())?;
            Ok((Self { gate, bell }, receiver))
        }
        #[cfg(not(target_os = "linux"))]
        {
            let mut reading = Reading { gate: gate.clone(), sender };
            thread.spawn(move || reading.run())?;
            Ok((Self { gate }, receiver))
        }
    }

    /// Nothing is read until what this returns is dropped.
    pub fn pause(&self) -> Pause {
        self.gate.lock().is_paused = true;
        #[cfg(target_os = "linux")]
        drop(io::Write::write(&mut &self.bell, b"!"));
        let reads = |state: &mut State| !state.stands_aside;
        drop(self.gate.changed.wait_timeout_while(self.gate.lock(), PATIENCE, reads));
        Pause(self.gate.clone())
    }

    /// Tells whether a program has the terminal.
    pub fn absence(&self) -> Absence {
        Absence(self.gate.clone())
    }
}

impl Absence {
    /// True while a program has the terminal and for a moment after: a ctrl-c is meant for it.
    pub fn is_so(&self) -> bool {
        let state = self.0.lock();
        state.is_paused || state.ended.is_some_and(|ended| ended.elapsed() < ECHO)
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.is_paused = false;
        state.ended = Some(Instant::now());
        drop(state);
        self.0.changed.notify_all();
    }
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stays here as long as a pause lasts.
    fn pass(&self) {
        let mut state = self.lock();
        if state.is_paused {
            state.stands_aside = true;
            self.changed.notify_all();
            let state = self.changed.wait_while(state, |state| state.is_paused);
            state.unwrap_or_else(PoisonError::into_inner).stands_aside = false;
        }
    }
}

/// The thread's own.
struct Reading {
    gate: Arc<Gate>,
    sender: mpsc::Sender<TerminalEvent>,
    #[cfg(target_os = "linux")]
    rung: io::PipeReader,
}

impl Reading {
    fn run(&mut self) {
        // The library counts without care where a terminal sends what none should; a reader without
        // keys would be worse than one that ended.
        let ended = catch_unwind(AssertUnwindSafe(|| self.read()));
        if !matches!(ended, Ok(Ok(()))) {
            // Nobody may be listening any more.
            drop(self.sender.blocking_send(TerminalEvent::Ended));
        }
    }

    /// Reads until nobody listens; an error is the end of the terminal.
    fn read(&mut self) -> io::Result<()> {
        let mut has_read = false;
        loop {
            self.gate.pass();
            // After something was read the library is asked once more, whatever the wait says.
            match self.wait(has_read.then_some(MORE))? {
                Woken::Bell => continue,
                Woken::Gone => return Err(io::ErrorKind::UnexpectedEof.into()),
                Woken::Keys | Woken::Silence => {}
            }
            has_read = false;
            while poll(MORE)? {
                has_read = true;
                let event = input_of(crossterm::event::read()?).map(TerminalEvent::Input);
                if event.is_some_and(|event| self.sender.blocking_send(event).is_err()) {
                    return Ok(());
                }
            }
        }
    }

    #[cfg(target_os = "linux")]
    fn wait(&mut self, limit: Option<Duration>) -> io::Result<Woken> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};

        let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
        let stdin = io::stdin();
        let mut waiting = [PollFd::new(&self.rung, PollFlags::IN), PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut waiting, limit.as_ref()) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(Woken::Silence),
            Err(error) => return Err(error.into()),
        }
        let [bell, keys] = [waiting[0].revents(), waiting[1].revents()];
        if !bell.is_empty() {
            io::Read::read(&mut self.rung, &mut [0; 8])?;
            return Ok(Woken::Bell);
        }
        if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Ok(Woken::Gone);
        }
        Ok(if keys.is_empty() { Woken::Silence } else { Woken::Keys })
    }

    /// Where a terminal cannot be waited for together with a pipe, the pause is looked for now and then.
    #[cfg(not(target_os = "linux"))]
    fn wait(&mut self, _limit: Option<Duration>) -> io::Result<Woken> {
        if self.gate.lock().is_paused {
            return Ok(Woken::Bell);
        }
        Ok(if poll(MORE * 5)? { Woken::Keys } else { Woken::Silence })
    }
}

fn poll(limit: Duration) -> io::Result<bool> {
    match crossterm::event::poll(limit) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(false),
        result => result,
    }
}
