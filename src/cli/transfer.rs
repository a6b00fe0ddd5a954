//! `import` and `export`. Import never fetches.

use serde::Serialize;

use super::args::{self, ExportFormat};
use super::output::Output;
use super::parse::read_file;
use super::status::Status;
use crate::service::{self, Services};
use crate::text::SafeText;

/// `tidings import`.
pub(super) async fn import(
    args: &args::Import,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let bytes = read_file(&args.file, service::LARGEST_LIST)?;
    let plan = service::plan_import(services, &bytes)?;
    let report = service::import(services, plan).await?;
    if args.json {
        output.json(&report)?;
        return Ok(Status::Done);
    }
    for skipped in &report.skipped {
        output.message(&format!("{}:{}: {}", args.file.display(), skipped.line, skipped.reason));
    }
    let skipped = report.skipped.len();
    output.line(format!("{} added, {} there already, {skipped} skipped", report.added, report.already))?;
    Ok(Status::Done)
}

/// A feed in an export. The address is whole, a password in it included: without it the feed would
/// not come back.
#[derive(Debug, Serialize)]
struct ExportedFeed {
    title: SafeText,
    feed_url: String,
    site_url: Option<String>,
    category: Option<SafeText>,
}

/// `tidings export`.
pub(super) fn export(
    args: &args::Export,
    services: &Services,
    output: &mut Output,
) -> anyhow::Result<Status> {
    match args.format {
        ExportFormat::Opml => output.text(&service::export_opml(services)?)?,
        ExportFormat::Json => {
            let feeds = services.store.feeds()?.into_iter().map(|feed| ExportedFeed {
                title: feed.title,
                feed_url: feed.url.as_str().to_owned(),
                site_url: feed.site_url.map(|url| url.as_str().to_owned()),
                category: feed.subscription.category_path,
            });
            output.json(&feeds.collect::<Vec<_>>())?;
        }
    }
    Ok(Status::Done)
}
