//! `config`: the configuration as it stands, commented, checked, or where it is.

use std::io::ErrorKind;

use anyhow::Context;

use super::args;
use super::output::Output;
use super::status::Status;
use crate::config::{DEFAULT_CONFIG, Paths, load};
use crate::service::site_rules;

/// `tidings config`.
pub(super) fn config(args: &args::Config, paths: &Paths, output: &mut Output) -> anyhow::Result<Status> {
    let file = &paths.config_file;
    if args.path {
        output.line(file.display().to_string())?;
    } else if args.default {
        output.text(DEFAULT_CONFIG)?;
    } else if args.check {
        let checked = load(paths)?;
        for notice in &checked.notices {
            output.message(&format!("{}:{notice}", file.display()));
        }
        let (_, mistakes) = site_rules(&paths.site_rules());
        for mistake in &mistakes {
            output.message(&mistake.to_string());
        }
        let state = if file.exists() { "no mistakes" } else { "there is no such file, so the defaults hold" };
        output.line(format!("{}: {state}", file.display()))?;
    } else {
        match std::fs::read(file) {
            Ok(bytes) => output.text(&String::from_utf8_lossy(&bytes))?,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                output.message(&format!("{} is not there yet; these are the defaults:", file.display()));
                output.text(DEFAULT_CONFIG)?;
            }
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", file.display())),
        }
    }
    Ok(Status::Done)
}
