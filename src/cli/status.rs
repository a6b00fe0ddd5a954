//! How a call ended, and the one place that makes an exit code of it: 0 done, 1 failed, 2 wrong
//! usage, 3 a refresh that no feed answered. A closed pipe is no error.

use std::io;

/// How a command ended that did not fail with an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Done.
    Done,
    /// Something failed, and what it was is said already.
    Failed,
    /// No feed answered a refresh, or the network is away.
    NoAnswer,
}

/// The call itself is wrong: arguments that mean nothing, a query that does not parse.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WrongUsage(pub String);

/// The exit code of a result.
#[must_use]
pub fn exit_code(result: &anyhow::Result<Status>) -> u8 {
    match result {
        Err(error) if is_closed_pipe(error) => 0,
        Err(error) if error.is::<WrongUsage>() => 2,
        Err(_) | Ok(Status::Failed) => 1,
        Ok(Status::Done) => 0,
        Ok(Status::NoAnswer) => 3,
    }
}

/// True if the reader of our output went away, as `head` does.
#[must_use]
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let is_pipe = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(is_pipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|json| json.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn each_end_has_its_code() {
        let pipe = || io::Error::from(io::ErrorKind::BrokenPipe);
        assert_eq!(exit_code(&Ok(Status::Done)), 0);
        assert_eq!(exit_code(&Ok(Status::Failed)), 1);
        assert_eq!(exit_code(&Ok(Status::NoAnswer)), 3);
        assert_eq!(exit_code(&Err(WrongUsage("no".into()).into())), 2);
        assert_eq!(exit_code(&Err(anyhow::anyhow!("no"))), 1);
        assert_eq!(exit_code(&Err(pipe().into())), 0);
        assert_eq!(exit_code(&Err(pipe()).context("printing")), 0);
        assert_eq!(exit_code(&Err(serde_json::Error::io(pipe()).into())), 0);
        assert_eq!(exit_code(&Err(io::Error::from(io::ErrorKind::StorageFull).into())), 1);
    }
}
