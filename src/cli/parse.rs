//! `parse`: a feed file to JSON, without a database. Also reads files for other commands.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, bail};

use super::args;
use super::output::Output;
use super::status::{Status, WrongUsage};
use crate::config::Settings;
use crate::domain::WebUrl;
use crate::service::inspect;

/// The largest file that is looked at; the parser has its own limit below.
const LARGEST: u64 = 64 << 20;

/// `tidings parse`.
pub(super) fn parse(args: &args::Parse, settings: &Settings, output: &mut Output) -> anyhow::Result<Status> {
    let base = match &args.base_url {
        Some(text) => Some(WebUrl::parse(text).ok_or_else(|| {
            WrongUsage("--base-url is an address that starts with https:// or http://".to_owned())
        })?),
        None => None,
    };
    let bytes = read_file(&args.file, LARGEST)?;
    let report = inspect::parse_feed(&bytes, base.as_ref(), args.content_type.as_deref(), settings)
        .with_context(|| args.file.display().to_string())?;
    output.json(&report)?;
    Ok(Status::Done)
}

/// Reads a file, or standard input for `-`, of at most `largest` bytes.
pub(super) fn read_file(path: &Path, largest: u64) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let is_standard_input = path == Path::new("-");
    let read = if is_standard_input {
        io::stdin().lock().take(largest + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(largest + 1).read_to_end(&mut bytes))
    };
    read.with_context(|| format!("{} cannot be read", path.display()))?;
    if bytes.len() as u64 > largest {
        bail!("{} is larger than {} MB: no list or feed is", path.display(), largest >> 20);
    }
    Ok(bytes)
}
