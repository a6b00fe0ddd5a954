//! `import` and `export`. Import never fetches.

use serde::Serialize;

use super::args::{self, ExportFormat};
use super::list::{Pages, listed_query};
use super::output::Output;
use super::parse::read_file;
use super::status::{Status, WrongUsage};
use crate::service::{self, Services};
use crate::store::Sort;
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
    let is_book = args.format == ExportFormat::Epub;
    if !is_book && (!args.query.is_empty() || args.all || args.title.is_some()) {
        return Err(
            WrongUsage("a query chooses entries, and only --format epub holds entries".to_owned()).into()
        );
    }
    match args.format {
        ExportFormat::Opml => write(args, &service::export_opml(services)?, output)?,
        ExportFormat::Json => {
            let feeds = services.store.feeds()?.into_iter().map(|feed| ExportedFeed {
                title: feed.title,
                feed_url: feed.url.as_str().to_owned(),
                site_url: feed.site_url.map(|url| url.as_str().to_owned()),
                category: feed.subscription.category_path,
            });
            let feeds = feeds.collect::<Vec<_>>();
            match &args.output {
                Some(_) => write(args, &(serde_json::to_string_pretty(&feeds)? + "\n"), output)?,
                None => output.json(&feeds)?,
            }
        }
        ExportFormat::Epub => export_book(args, services, output)?,
    }
    Ok(Status::Done)
}

/// Prints a text, or writes it to the file that was named.
fn write(args: &args::Export, text: &str, output: &mut Output) -> anyhow::Result<()> {
    match &args.output {
        Some(path) => Ok(service::write_file(path, text.as_bytes())?),
        None => Ok(output.text(text)?),
    }
}

fn export_book(args: &args::Export, services: &Services, output: &mut Output) -> anyhow::Result<()> {
    let Some(path) = &args.output else {
        return Err(WrongUsage("a book needs a file: name it with -o FILE".to_owned()).into());
    };
    let query = listed_query(&args.query, args.all)?;
    let title = match &args.title {
        Some(title) => SafeText::folded(title, 200),
        None if args.query.is_empty() => SafeText::new("The news"),
        None => SafeText::folded(&args.query.join(" "), 200),
    };
    let mut entries = Vec::new();
    for page in Pages::new(query, Sort::Newest, Some(args.limit), services) {
        entries.extend(page?.rows.iter().map(|row| row.id));
    }
    service::write_file(path, &service::make_book(services, &title, &entries)?)?;
    let count = entries.len();
    output.message(&format!(
        "{count} {} in {}",
        if count == 1 { "entry" } else { "entries" },
        path.display()
    ));
    Ok(())
}
