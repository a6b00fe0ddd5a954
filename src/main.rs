//! `tidings`: arguments, settings, runtime, then the command line or the reader, and an exit code.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use tidings::cli::{self, Arguments, Output, Prepared, Session, Status};
use tidings::config::Environment;
use tokio::runtime::Builder;

fn main() -> ExitCode {
    cli::report_panics();
    let arguments = Arguments::of_process();
    let mut output = Output::of_process();
    // A panic has been reported by the hook.
    let result = catch_unwind(AssertUnwindSafe(|| start(arguments, &mut output)));
    ExitCode::from(output.finish(result.unwrap_or(Ok(Status::Failed))))
}

fn start(arguments: Arguments, output: &mut Output) -> anyhow::Result<Status> {
    let session = match cli::prepare(arguments, Environment::read(), output)? {
        Prepared::Done(status) => return Ok(status),
        Prepared::Job(session) => *session,
    };
    let runtime = if session.wants_reader() {
        Builder::new_multi_thread().worker_threads(1).enable_all().build()?
    } else {
        // One thread is enough for a command, and each thread more costs memory of its own.
        Builder::new_current_thread().enable_all().build()?
    };
    let result = runtime.block_on(async {
        if session.wants_reader() { read(session).await } else { cli::run(session, output).await }
    });
    // Name look-ups that hang are left behind; writes were waited for.
    runtime.shutdown_background();
    result
}

#[cfg(feature = "tui")]
async fn read(session: Session) -> anyhow::Result<Status> {
    tidings::runtime::run(session.open().await?).await?;
    Ok(Status::Done)
}

#[cfg(not(feature = "tui"))]
#[allow(clippy::unused_async, reason = "the reader of the other build is async")]
async fn read(_session: Session) -> anyhow::Result<Status> {
    Ok(Status::Failed) // `prepare` has refused it
}
