//! `download`: texts fetched ahead, for where there is no network; tells how far it is, and stops cleanly
//! at Ctrl-C with the rest in the queue.

use std::pin::pin;

use anyhow::bail;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::args;
use super::output::Output;
use super::refresh::interrupts;
use super::select::parse_query;
use super::status::Status;
use crate::domain::{DownloadProgress, Event};
use crate::service::{self, DownloadReport, DownloadScope, Reporter, Services};
use crate::text::SafeText;

/// Facts that wait to be printed.
const FACTS: usize = 64;
/// What is taken along where nothing was asked for and nothing waits.
const USUAL: &str = "unread";

/// `tidings download`.
pub(super) async fn download(
    args: args::Download,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let waits = services.store.downloads()?.progress.waiting() > 0;
    let scope = match &args.query {
        None if waits => DownloadScope::Waiting,
        query => DownloadScope::Query(parse_query(query.as_deref().unwrap_or(USUAL))?),
    };
    let cancel = CancellationToken::new();
    let report = fetch_and_watch(scope, services, &cancel, output).await?;
    output.clear_progress();
    if args.json {
        output.json(&report)?;
    } else {
        for failed in &report.failures {
            output.message(&format!("{}: {}", failed.title, failed.reason));
        }
        output.line(describe(&report))?;
    }
    if cancel.is_cancelled() {
        bail!("stopped: {} entries wait; `tidings download` goes on with them", report.waiting);
    }
    if report.offline {
        output.message(&format!(
            "offline: no host can be reached; {} entries wait, and `tidings download` goes on with them",
            report.waiting
        ));
        return Ok(Status::NoAnswer);
    }
    Ok(Status::Done)
}

async fn fetch_and_watch(
    scope: DownloadScope,
    services: &Services,
    cancel: &CancellationToken,
    output: &mut Output,
) -> anyhow::Result<DownloadReport> {
    let (events, mut facts) = mpsc::channel(FACTS);
    let reporter = Reporter { events: Some(events), cancel: cancel.clone(), ..Reporter::silent() };
    let mut work = pin!(service::download(services, scope, &reporter));
    let mut interrupts = pin!(interrupts(cancel));
    loop {
        tokio::select! {
            report = &mut work => return Ok(report?),
            () = &mut interrupts => bail!("stopped at once: `tidings download` goes on with what waits"),
            Some(fact) = facts.recv() => if let Event::DownloadProgressed(progress) = fact {
                output.progress(describe_progress(progress));
            }
        }
    }
}

fn describe_progress(progress: DownloadProgress) -> SafeText {
    let DownloadProgress { total, done, failed } = progress;
    SafeText::from(format!("{}/{total} entries · {failed} without text", done + failed))
}

fn describe(report: &DownloadReport) -> SafeText {
    let mut text = format!(
        "{} entries: {} fetched, {} were here, {} without text",
        report.entries, report.fetched, report.held, report.failed
    );
    if report.pictures > 0 {
        text = format!("{text} · {} pictures", report.pictures);
    }
    if report.waiting > 0 {
        text = format!("{text}, {} wait", report.waiting);
    }
    if report.left_out > 0 {
        text = format!("{text} · only the newest were taken, {} were not", report.left_out);
    }
    SafeText::from(text)
}
