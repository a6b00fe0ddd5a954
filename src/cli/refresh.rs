//! `refresh`: fetches now, tells how far it is on a terminal, and stops cleanly at Ctrl-C.

use std::pin::pin;
use std::time::Duration;

use anyhow::bail;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::args;
use super::output::Output;
use super::select::find_feeds;
use super::status::Status;
use crate::domain::Progress;
use crate::service::{self, RefreshReport, RefreshRequest, RefreshScope, Reporter, Services};
use crate::text::SafeText;

/// So many new entries are what a day brings: they are made searchable and grouped into stories before the
/// command ends, within a second. A first import waits for the next call, the reader or `tidings stories`;
/// until then a search reads the newest entries themselves.
pub(super) const A_DAY: u64 = 5_000;

/// Longest time for making entries searchable: a moment for those of a day, and what is left of it for
/// those of a first import, some 8,000 at a time.
const INDEXING: Duration = Duration::from_secs(1);

/// Said in place of a heap of errors.
const OFFLINE: &str =
    "offline: no host can be reached; feeds are asked again when they are due, or with `tidings refresh`";

/// `tidings refresh`.
pub(super) async fn refresh(
    args: args::Refresh,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let scope = if !args.feeds.is_empty() {
        RefreshScope::Feeds(find_feeds(&args.feeds, services)?.iter().map(|feed| feed.id).collect())
    } else if args.due {
        RefreshScope::Due
    } else {
        RefreshScope::All
    };
    let cancel = CancellationToken::new();
    let request = RefreshRequest { scope, full_text: args.full_text };
    let report = fetch_and_watch(request, services, &cancel, output).await?;
    output.clear_progress();
    if report.new_entries + report.changed_entries > 0 && !cancel.is_cancelled() {
        prepare(services, &report, &cancel).await?;
    }
    if args.json {
        output.json(&report)?;
    } else {
        for failed in &report.errors {
            output.message(&format!("{}: {}", failed.feed_url, failed.error));
        }
        if report.offline {
            output.message(OFFLINE);
        } else {
            output.line(describe(&report))?;
        }
    }
    if cancel.is_cancelled() {
        bail!("the refresh was stopped: what had arrived is stored");
    }
    Ok(status_of(&report))
}

/// What a day brings is ready for searches and lists of stories.
async fn prepare(
    services: &Services,
    report: &RefreshReport,
    cancel: &CancellationToken,
) -> anyhow::Result<()> {
    if report.new_entries as u64 <= A_DAY {
        services.store.index_for(INDEXING).await?;
    }
    if services.store.count_ungrouped(A_DAY + 1)? <= A_DAY {
        service::group_stories(services, cancel).await?;
    }
    Ok(())
}

/// 304 counts as an answer; nothing to ask is no failure.
fn status_of(report: &RefreshReport) -> Status {
    if report.feeds > 0 && report.answered() == 0 { Status::NoAnswer } else { Status::Done }
}

async fn fetch_and_watch(
    request: RefreshRequest,
    services: &Services,
    cancel: &CancellationToken,
    output: &mut Output,
) -> anyhow::Result<RefreshReport> {
    let (progress, mut latest) = watch::channel(Progress::default());
    let reporter = Reporter { progress, events: None, cancel: cancel.clone() };
    let mut work = pin!(service::refresh(services, request, &reporter));
    let mut interrupts = pin!(interrupts(cancel));
    loop {
        tokio::select! {
            report = &mut work => return Ok(report?),
            () = &mut interrupts => bail!("stopped at once: feeds that had not arrived are fetched the next time"),
            Ok(()) = latest.changed() => {
                let now = *latest.borrow_and_update();
                output.progress(describe_progress(now));
            }
        }
    }
}

/// Cancels at the first Ctrl-C, resolves at the second.
pub(super) async fn interrupts(cancel: &CancellationToken) {
    interrupt().await;
    cancel.cancel();
    interrupt().await;
}

/// Resolves at Ctrl-C.
async fn interrupt() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn describe_progress(progress: Progress) -> SafeText {
    let Progress { feeds, done, failed, new } = progress;
    SafeText::from(format!("{done}/{feeds} feeds · {new} new · {failed} failed"))
}

fn describe(report: &RefreshReport) -> SafeText {
    SafeText::from(format!(
        "{} feeds: {} updated, {} not modified, {} failed · {} new entries, {} changed · {:.1} s",
        report.feeds,
        report.updated,
        report.not_modified,
        report.failed,
        report.new_entries,
        report.changed_entries,
        Duration::from_millis(report.elapsed_ms).as_secs_f64(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refresh_that_no_feed_answered_is_no_answer() {
        let report = |feeds, updated, not_modified, failed| RefreshReport {
            feeds,
            updated,
            not_modified,
            failed,
            ..RefreshReport::default()
        };
        assert_eq!(status_of(&report(0, 0, 0, 0)), Status::Done);
        assert_eq!(status_of(&report(3, 0, 1, 2)), Status::Done);
        assert_eq!(status_of(&report(3, 1, 0, 2)), Status::Done);
        assert_eq!(status_of(&report(3, 0, 0, 3)), Status::NoAnswer);
    }

    #[test]
    fn the_report_has_the_names_that_are_promised() {
        let json = serde_json::to_string(&RefreshReport::default()).expect("JSON");
        assert_eq!(
            json,
            r#"{"feeds":0,"updated":0,"not_modified":0,"failed":0,"new_entries":0,"changed_entries":0,"errors":[],"elapsed_ms":0}"#
        );
    }
}
