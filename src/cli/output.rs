//! [`Output`]: the only place that prints. Results go to standard output, messages to standard error.
//! Whatever comes in passes the sanitiser, so no remote byte can command the terminal; `RemoteText`
//! does not fit in at all. Called by every command.

use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

use super::status::{Status, exit_code, is_closed_pipe};
use super::table::Table;
use crate::text::{Markup, SafeText};

/// Where a command prints to.
pub struct Output {
    results: Box<dyn Write>,
    messages: Box<dyn Write>,
    /// Columns of the terminal that results go to; `None` for a pipe or file.
    width: Option<usize>,
    /// Whether messages go to a terminal, so that progress may be shown.
    shows_progress: bool,
    /// Whether a line of progress stands there now.
    has_progress: bool,
}

impl Output {
    /// Prints to standard output and standard error.
    #[must_use]
    pub fn of_process() -> Self {
        Self {
            results: Box::new(BufWriter::new(io::stdout())),
            messages: Box::new(io::stderr()),
            width: io::stdout().is_terminal().then(terminal_width).flatten(),
            shows_progress: io::stderr().is_terminal(),
            has_progress: false,
        }
    }

    /// Prints to these instead, as to a pipe.
    #[must_use]
    pub fn into(results: Box<dyn Write>, messages: Box<dyn Write>) -> Self {
        Self { results, messages, width: None, shows_progress: false, has_progress: false }
    }

    /// Columns of the terminal that results go to; `None` for a pipe or file.
    #[must_use]
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// A line of results.
    pub fn line(&mut self, text: impl Into<SafeText>) -> io::Result<()> {
        writeln!(self.results, "{}", text.into())
    }

    /// Results of several lines: rendered articles, generated files. Ends with a line break.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        let clean = Markup::clean(text);
        self.results.write_all(clean.source().as_bytes())?;
        if clean.is_empty() || clean.source().ends_with('\n') { Ok(()) } else { writeln!(self.results) }
    }

    /// A table of results, as wide as the terminal at most.
    pub fn table(&mut self, table: &Table) -> io::Result<()> {
        for line in table.lines(self.width) {
            writeln!(self.results, "{line}")?;
        }
        Ok(())
    }

    /// One JSON document.
    pub fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        serde_json::to_writer_pretty(&mut self.results, value)?;
        Ok(writeln!(self.results)?)
    }

    /// Begins a JSON array that is printed as its items come, so that a million need no memory.
    pub fn json_array(&mut self) -> io::Result<JsonArray<'_>> {
        CompactFormatter.begin_array(&mut self.results)?;
        Ok(JsonArray { results: &mut self.results, is_first: true })
    }

    /// Messages for people, on standard error. A closed one is no reason to stop.
    pub fn message(&mut self, text: &str) {
        self.clear_progress();
        let clean = Markup::clean(text);
        drop(writeln!(self.messages, "{}", clean.source().trim_end()));
    }

    /// One line that the next one replaces, on standard error and only if that is a terminal.
    pub fn progress(&mut self, text: impl Into<SafeText>) {
        if self.shows_progress {
            self.has_progress = true;
            drop(write!(self.messages, "\r\u{1b}[K{}", text.into()));
            drop(self.messages.flush());
        }
    }

    /// Takes the line of progress away.
    pub fn clear_progress(&mut self) {
        if std::mem::take(&mut self.has_progress) {
            drop(write!(self.messages, "\r\u{1b}[K"));
            drop(self.messages.flush());
        }
    }

    /// Prints what is still held back and why a command failed; returns the exit code.
    pub fn finish(mut self, result: anyhow::Result<Status>) -> u8 {
        self.clear_progress();
        let flushed = self.results.flush();
        let result = result.and_then(|status| Ok(flushed.map(|()| status)?));
        if let Err(error) = &result
            && !is_closed_pipe(error)
        {
            self.message(&format!("{error:#}"));
        }
        exit_code(&result)
    }
}

/// A JSON array on its way out.
pub struct JsonArray<'o> {
    results: &'o mut Box<dyn Write>,
    is_first: bool,
}

impl JsonArray<'_> {
    /// The next item, on a line of its own.
    pub fn item(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        self.results.write_all(if self.is_first { b"\n" } else { b",\n" })?;
        self.is_first = false;
        Ok(serde_json::to_writer(&mut *self.results, value)?)
    }

    /// The end.
    pub fn end(self) -> io::Result<()> {
        self.results.write_all(if self.is_first { b"]\n" } else { b"\n]\n" })
    }
}

fn terminal_width() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

/// Says in plain words that tidings itself has a mistake, instead of a trace. Where the text of the
/// panic came from is unknown, so it is sanitised.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let what = SafeText::folded(panic.payload_as_str().unwrap_or("unknown"), 300);
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
        let message = format!("tidings made a mistake and stopped: {what}{}", place.unwrap_or_default());
        tracing::error!("{message}");
        drop(writeln!(io::stderr(), "{message}\nNothing that was stored is lost. Please report this line."));
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Kept {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().expect("one thread").clone()).expect("UTF-8")
        }
    }

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("one thread").write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn output() -> (Output, Kept, Kept) {
        let (results, messages) = (Kept::default(), Kept::default());
        (Output::into(Box::new(results.clone()), Box::new(messages.clone())), results, messages)
    }

    #[test]
    fn results_and_messages_go_their_own_ways_and_are_clean() {
        let (mut output, results, messages) = output();
        output.line("a\u{1b}[31m\nb").expect("a line");
        output.text("one\n\u{202e}two").expect("text");
        output.message("why\u{7}\nnot\n");
        output.progress("1 of 2");
        assert_eq!(results.text(), "a[31m b\none\ntwo\n");
        assert_eq!(messages.text(), "why\nnot\n");
    }

    #[test]
    fn an_array_is_one_document_however_many_items_it_has() {
        for count in 0..3 {
            let (mut output, results, _) = output();
            let mut array = output.json_array().expect("an array");
            for _ in 0..count {
                array.item(&"an item").expect("an item");
            }
            array.end().expect("an end");
            let parsed: Vec<String> = serde_json::from_str(&results.text()).expect("JSON");
            assert_eq!(parsed.len(), count);
        }
    }

    #[test]
    fn a_failure_is_said_and_a_closed_pipe_is_not() {
        let (plain, _, messages) = output();
        assert_eq!(plain.finish(Err(anyhow::anyhow!("the reason"))), 1);
        assert_eq!(messages.text(), "the reason\n");

        let kept = Kept::default();
        let mut closed = Output::into(Box::new(Closed), Box::new(kept.clone()));
        let error = closed.line("text").expect_err("a closed pipe");
        assert_eq!(closed.finish(Err(error.into())), 0);
        assert_eq!(kept.text(), "");
    }
}
