//! The log: a private file in the state folder, only when asked for with `-v` or `TIDINGS_LOG`; never
//! the screen. Called once, by `main`.

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{Environment, Paths, open_private_append};

/// Starts the log if it was asked for.
pub fn start(paths: &Paths, environment: &Environment, verbose: u8) -> anyhow::Result<()> {
    let Some(filter) = filter(environment.log.as_deref(), verbose) else { return Ok(()) };
    let filter =
        EnvFilter::try_new(&filter).context("TIDINGS_LOG is no filter, such as `debug` or `tidings=info`")?;
    let path = paths.log();
    let file = open_private_append(&path).with_context(|| {
        format!("the log {} cannot be written: leave out -v, or mend that", path.display())
    })?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(std::sync::Mutex::new(file))
        .try_init()
        .map_err(|error| anyhow::anyhow!("the log could not be started: {error}"))
}

fn filter(wanted: Option<&str>, verbose: u8) -> Option<String> {
    match (wanted, verbose) {
        (Some(wanted), _) => Some(wanted.to_owned()),
        (None, 0) => None,
        (None, 1) => Some("tidings=info".to_owned()),
        (None, _) => Some("tidings=trace,warn".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_logged_unless_asked_for() {
        assert_eq!(filter(None, 0), None);
        assert_eq!(filter(None, 1).as_deref(), Some("tidings=info"));
        assert_eq!(filter(Some("debug"), 0).as_deref(), Some("debug"));
    }
}
