//! `open`: an entry's original in the browser.

use anyhow::bail;

use super::Context;
use super::args;
use super::output::Output;
use super::select::find_entry;
use super::status::Status;
use crate::service::Network;
use crate::system::open_in_browser;

/// `tidings open`.
pub(super) fn open(args: &args::Open, context: &Context, output: &mut Output) -> anyhow::Result<Status> {
    let entry = find_entry(&args.id, &context.services)?;
    let Some(url) = &entry.row.url else {
        bail!("\"{}\" has no address: the feed gives none", entry.row.title);
    };
    if context.services.network == Network::Demo {
        output.line(url.to_string())?;
        output.message("This page exists only in the demo edition, so no browser was opened.");
        return Ok(Status::Done);
    }
    let command = &context.services.settings.browser_command;
    let program = open_in_browser(url, command, context.environment.browser.as_deref())?;
    output.message(&format!("opened {url} with {program}"));
    Ok(Status::Done)
}
