//! `open`: an entry's original in the browser.

use anyhow::bail;

use super::Context;
use super::args;
use super::output::Output;
use super::select::find_entry;
use super::status::Status;
use crate::service::Network;
use crate::system::{Opening, open_in_browser, plan_opening, run_in_foreground};

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
    let browser = context.environment.browser.as_deref();
    match plan_opening(url, command, browser, context.environment.is_remote)? {
        Opening::InTerminal(program) if !run_in_foreground(&program)? => {
            bail!("{} ended with a failure", program[0])
        }
        Opening::InTerminal(_) => {}
        Opening::Detached => {
            let program = open_in_browser(url, command, browser)?;
            output.message(&format!("opened {url} with {program}"));
        }
        Opening::Copied => {
            output.line(url.to_string())?;
            output.message("This is a remote session without a browser; open the address where you sit.");
        }
    }
    Ok(Status::Done)
}
